"""The course of a day holds no more points than there is room for."""

from datetime import UTC, datetime, timedelta

from tests.day import day
from tray.core.inquiry.day_course import Point, Thinned, course
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
