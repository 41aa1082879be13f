"""What the person says of the middle of a gap makes the gaps that sensing would have made, and is taken back whole."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.core.inquiry.parts import accounted
from tests.day import MONDAY, Day, day
from tray.core.inquiry.explain import explain
from tray.core.inquiry.totals import days
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import facts as f
from tray.core.state.state import State
from tray.core.state.walk_through_record import Stage, walk

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def lived(told: Day) -> dict[Regime, timedelta]:
    """How long each regime was lived."""
    facts = told.facts
    found: dict[Regime, timedelta] = {}
    for each in walk(State(at=facts[0].at), facts, told.at):
        if isinstance(each, Stage) and each.before.regime_since is not None:
            found[each.before.lived] = found.get(each.before.lived, timedelta(0)) + (each.after.at - each.before.at)
    return found


def counted(told: Day) -> list[Any]:
    facts = told.facts
    return [
        (each.day, each.worked, each.rested, each.longest, each.taken)
        for each in days(State(at=facts[0].at), facts, told.at, told.context)
    ]


def all_of(told: Day) -> dict[str, Any]:
    return {
        "lived": lived(told),
        "days": counted(told),
        "stretch": told.state.stretch,
        "long": [(a, b) for a, b in told.state.long_gaps],
        "pools": [round(each, 6) + 0.0 for each in told.state.pools],
    }


def worked(told: Day, start: str, minutes: int, regime: Regime = Regime.WORK) -> Day:
    """So many minutes after the story began."""
    hours, _, rest = start.partition(":")
    since = MONDAY + int(hours) * HOUR + int(rest) * MINUTE
    return told.ask(c.ItWas(regime, since, since + minutes * MINUTE))


def test_work_in_the_middle_of_a_gap_of_seven_hours_leaves_two_breaks_and_no_sleep() -> None:
    seen = day().work("1h").away("3h").work("1h").away("3h").work("10m")
    told = day().work("1h").away("7h").work("10m")
    assert Regime.SLEEP in lived(told)
    worked(told, "4:00", 60)

    assert Regime.SLEEP not in lived(told)
    assert all_of(seen) == all_of(told)


def test_where_a_part_is_long_enough_by_itself_there_was_sleep_in_it() -> None:
    seen = day().work("9h").away("3h").work("1h").away("9h").work("10m")
    told = day().work("9h").away("13h").work("10m")

    assert all_of(seen) == all_of(worked(told, "12:00", 60))


def test_two_spans_in_one_gap_make_three() -> None:
    seen = day().work("1h").away("2h").work("20m").away("40m").work("1h").away("2h").work("10m")
    told = day().work("1h").away("6h").work("10m")

    assert all_of(seen) == all_of(worked(worked(told, "3:00", 20), "4:00", 60))


def test_what_was_no_work_in_the_night_makes_one_night_of_two_short_ones() -> None:
    """Somebody whose cat walked over the keyboard has slept all the same."""
    seen = day().work("9h").away("9h").work("10m")
    told = day().work("9h").away("4h").work("10m").away("4h50m").work("10m")
    assert Regime.SLEEP not in lived(told)
    worked(told, "13:00", 10, Regime.REST)

    assert pytest.approx(lived(seen)[Regime.SLEEP], abs=10 * MINUTE) == lived(told)[Regime.SLEEP]
    assert pytest.approx(seen.state.pressure, abs=0.2) == told.state.pressure


def test_a_gap_that_was_no_night_because_a_longer_one_was_near_is_one_when_that_was_none() -> None:
    seen = day().work("1h").away("4h").work("1h").away("4h").work("2h").away("6h").work("10m")
    told = day().work("1h").away("9h").work("2h").away("6h").work("10m")

    assert all_of(seen) == all_of(worked(told, "5:00", 60))


def test_what_is_said_while_the_gap_is_open_holds_when_it_is_over() -> None:
    seen = day().work("9h").away("1h").work("1h").away("11h").work("10m")
    told = worked(day().work("9h").away("3h"), "10:00", 60)
    told.away("10h").work("10m")

    assert all_of(seen) == all_of(told)


def test_of_weeks_ago_too() -> None:
    week = ["12h"] * 6
    seen = day().work("1h").away("3h").work("1h").away("3h").work("1h")
    told = day().work("1h").away("7h").work("1h")
    for each in week:
        seen.away(each).work("3h")
        told.away(each).work("3h")

    assert all_of(seen) == all_of(worked(told, "4:00", 60))


def test_work_found_later_in_what_was_judged_is_work() -> None:
    told = worked(day().work("9h").away("13h").work("10m"), "12:00", 60)
    since = MONDAY + 16 * HOUR
    told.record.append((f.RegimeBegan(since, Regime.WORK, f.Cause.INPUT),))
    told.record.append((f.RegimeBegan(since + HOUR, Regime.OFF, f.Cause.AWAY),))

    assert 11 * HOUR + 10 * MINUTE == lived(told)[Regime.WORK]


def test_the_words_are_about_what_was_said_and_not_about_what_follows() -> None:
    told = worked(day().work("1h").away("7h").work("10m"), "4:00", 60)
    said = [each for each in told.facts if isinstance(each, f.Corrected)]

    assert [False] == [each.judged for each in said if each.regime is Regime.WORK]
    assert all(each.judged for each in said if each.regime is not Regime.WORK)
    assert len({each.said for each in said}) == 1


def test_what_is_explained_adds_up() -> None:
    told = worked(day().work("12h").away("2h").work("3h").away("7h").work("10m"), "20:00", 60)
    worked(told, "12:30", 120, Regime.REST)
    worked(told, "14:30", 150, Regime.REST)
    facts = told.facts
    found = explain(State(at=facts[0].at), facts, told.at, since=facts[0].at)

    assert accounted(found) == pytest.approx(told.state.pressure, abs=1e-6)


Story = Callable[[], Day]
LIVES: dict[str, Story] = {
    "a long gap": lambda: day().work("1h").away("7h").work("10m"),
    "a night": lambda: day().work("9h").away("15h").work("1h"),
    "a pause": lambda: day().work("1h").ask(c.Pause()).away("6h").ask(c.Resume()).work("1h"),
    "a break": lambda: day().work("1h").ask(c.TakeBreak(length=timedelta(minutes=20))).away("6h").work("1h"),
    "a night shift and its day": lambda: day().work("8h").away("8h").work("8h").away("9h").work("5m"),
    "an interrupted night": lambda: day().work("9h").away("4h").work("10m").away("5h30m").work("1h"),
    "an open gap": lambda: day().work("3h").away("7h"),
}


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(sorted(LIVES)),
    st.lists(
        st.tuples(st.integers(0, 22 * 60), st.integers(1, 200), st.sampled_from((Regime.WORK, Regime.REST))),
        min_size=1,
        max_size=3,
    ),
    st.integers(0, 2),
)
@example("a night", [(600, 60, Regime.WORK), (700, 100, Regime.WORK)], 1)
def test_what_is_taken_back_was_never_said(life: str, said: list[tuple[int, int, Regime]], kept: int) -> None:
    def live(spoken: list[tuple[int, int, Regime]]) -> Day:
        told, ends = LIVES[life](), []
        for since, lasts, regime in spoken:
            start = min(MONDAY + since * MINUTE, told.at - 2 * MINUTE)
            told.ask(c.ItWas(regime, start, min(start + lasts * MINUTE, told.at)))
            ends.append(told.refused)
        assert not any(ends)
        return told

    kept = min(kept, len(said))
    undone = live(said)
    for _ in said[kept:]:
        undone.ask(c.ItWasNot())

    assert undone.refused is None
    assert all_of(live(said[:kept])) == all_of(undone)


parts = st.lists(st.tuples(st.integers(20, 700), st.integers(20, 120)), min_size=1, max_size=3)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(10, 400), parts, st.integers(20, 700))
def test_what_is_said_of_a_long_gap_makes_what_sensing_would_have_made(
    first: int, middle: list[tuple[int, int]], last: int
) -> None:
    seen, said, at = day().work(f"{first}m"), [], MONDAY + first * MINUTE
    for away, work in middle:
        seen.away(f"{away}m").work(f"{work}m")
        at += (away + work) * MINUTE
        said.append((at - work * MINUTE, at))
    seen.away(f"{last}m").work("10m")
    told = day().work(f"{first}m").away(f"{int((at - MONDAY) / MINUTE) - first + last}m").work("10m")
    for since, until in said:
        told.ask(c.ItWas(Regime.WORK, since, until))

    assert all_of(seen) == all_of(told)
