"""The course of a day holds no more points than there is room for."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.day import day
from tray.core.inquiry.day_course import Point, Thinned, course, with_break
from tray.core.law.values import Regime
from tray.core.messages import facts as f
from tray.core.messages.commands import DropBlock, PlanBlock
from tray.core.state.state import State

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def kept(seconds: list[int], apart: int) -> list[int]:
    thinned = Thinned(apart * SECOND)
    for each in seconds:
        thinned.put(Point(NINE + each * SECOND, 1.0, 2.0, 3.0, 4.0))
    return [(each.at - NINE) // SECOND for each in thinned.kept()]


def test_points_that_lie_near_to_one_another_are_thinned_and_the_very_last_is_kept() -> None:
    assert [0, 60, 120, 180, 195] == kept(list(range(0, 196, 5)), 60)
    assert [0, 5, 10] == kept([0, 5, 10], 0)
    assert [] == kept([], 60)


def test_where_a_slow_stretch_begins_is_kept() -> None:
    assert [0, 30, 500, 560] == kept([0, 30, 500, 560], 60)


def test_it_shows_what_was_worked_in_meetings_of_the_calendar_and_the_blocks_that_were_kept() -> None:
    told = day().work("5m")
    meetings = [told.meeting(*each) for each in (("9:30", "10:00"), ("10:00", "11:00"), ("14:00", "15:00"))]
    told.calendar(*meetings)
    for label in ("the plan", "dropped"):
        told.ask(PlanBlock(timedelta(minutes=45), None, label))
    told.ask(DropBlock(told.state.blocks[-1].number))
    told.work("150m").away("5h")
    planned = next(each for each in told.state.sessions if each.label == "the plan")

    lived = course(State(at=told.facts[0].at), told.facts, told.at - timedelta(hours=9), told.at)

    assert ((meetings[0].start, meetings[1].end),) == lived.meetings
    assert [("the plan", planned.since)] == [(label, since) for since, _, label in lived.blocks]


@pytest.mark.parametrize(("minute", "expected"), [(5, [5, 15]), (55, [55, 65]), (90, [90, 100])])
def test_a_break_that_was_not_begins_and_ends_wherever_the_record_ends(minute: int, expected: list[int]) -> None:
    facts: list[f.Fact] = [f.RegimeBegan(NINE, Regime.WORK, f.Cause.INPUT), f.Switched(NINE + timedelta(hours=1))]
    at = NINE + timedelta(minutes=minute)
    lived = list(with_break(facts, at, timedelta(minutes=10), Regime.RESTORE))
    made = [each for each in lived if isinstance(each, f.RegimeBegan)][1:]

    assert expected == [(each.at - NINE) // timedelta(minutes=1) for each in made]
    assert [Regime.RESTORE, Regime.WORK] == [each.regime for each in made]
    assert sorted(each.at for each in lived) == [each.at for each in lived]
