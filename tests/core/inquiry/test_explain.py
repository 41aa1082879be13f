"""Every point of the pressure has a cause, and the parts add up."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.inquiry.parts import accounted
from tests.core.lives import lived, records, stories
from tests.day import MONDAY, Day, day
from tray.core.inquiry.explain import Explanation, explain
from tray.core.inquiry.trace import Kind
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import Fact, Introduced
from tray.core.state.fold import fold
from tray.core.state.formula import formula
from tray.core.state.state import State, advance_to
from tray.history.record import Record

MINUTE = timedelta(minutes=1)
AT_WORK = {Kind.WORK, Kind.PRESSED, Kind.OVERRUN, Kind.OUTSIDE, Kind.NIGHT, Kind.SWITCHES}


def explained(told: Day, *, since: timedelta = timedelta(0)) -> Explanation:
    facts = told.facts
    return explain(State(at=facts[0].at), facts, told.at, since=facts[0].at + since)


def points(found: Explanation) -> dict[Kind, float]:
    """What is left of each kind."""
    held: dict[Kind, float] = {}
    for part in found.parts:
        held[part.kind] = held.get(part.kind, 0.0) + part.left
    return held


def adds_up(found: Explanation, state: State) -> None:
    assert state.pressure == pytest.approx(accounted(found), abs=1e-9)
    for pool in ("gen0", "gen1", "gen2"):
        held = sum(getattr(part, pool) for part in found.parts)
        assert getattr(state.pools, pool) == pytest.approx(held, abs=1e-9)
    held = sum(each.points for each in found.promises) + sum(each.points for each in found.asking)
    assert state.live == pytest.approx(held, abs=1e-9)


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(records())
def test_the_parts_add_up_whatever_the_record_says(facts: list[Fact]) -> None:
    start = State(at=facts[0].at)
    at = facts[-1].at + timedelta(hours=1)

    adds_up(explain(start, facts, at, since=facts[0].at), advance_to(fold(start, facts), at))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(stories)
def test_the_parts_add_up_whatever_the_day_was(story: list[tuple[Any, ...]]) -> None:
    told = lived(story)

    adds_up(explained(told), told.state)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(records())
def test_nothing_but_an_answer_takes_away_and_nothing_is_freed_that_was_not_put_in(facts: list[Fact]) -> None:
    for part in explain(State(at=facts[0].at), facts, facts[-1].at, since=facts[0].at).parts:
        if part.kind is not Kind.ANSWERS:
            assert min(part.gen0, part.gen1, part.gen2) >= -1e-9
            assert -1e-9 <= part.freed <= part.put + 1e-9


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(records(), st.integers(0, 200))
def test_looking_less_far_back_changes_no_part_that_began_later(facts: list[Fact], hours: int) -> None:
    start, at = State(at=facts[0].at), facts[-1].at
    cut = start.at + timedelta(hours=hours)
    whole, short = (explain(start, facts, at, since=since) for since in (start.at, cut))

    assert accounted(whole) == pytest.approx(accounted(short), abs=1e-9)
    nearer = {(part.kind, part.label, part.since): part for part in short.parts}
    for part in whole.parts:
        if part.since > cut:
            same = nearer[part.kind, part.label, part.since]
            assert (part.until, part.count) == (same.until, same.count)
            assert [part.put, part.left] == pytest.approx([same.put, same.left], abs=1e-9)


def test_a_day_that_has_just_begun_holds_what_was_brought_along() -> None:
    told = day()

    assert [(Kind.BEFORE, 6.0)] == [(part.kind, part.left) for part in explained(told).parts]


def test_each_stretch_has_its_own_part_with_its_times_and_label() -> None:
    told = day().work("1h").away("20m").ask(c.StartSession("report")).work("90m")

    first, second = (part for part in explained(told).parts if part.kind is Kind.WORK)
    assert (MONDAY, MONDAY + 60 * MINUTE, None) == (first.since, first.until, first.label)
    assert (MONDAY + 80 * MINUTE, MONDAY + 170 * MINUTE, "report") == (second.since, second.until, second.label)
    assert second.gen0 > first.gen0
    assert first.freed > second.freed == pytest.approx(second.put - second.left)


def test_a_short_rest_does_not_end_a_stretch() -> None:
    told = day().work("30m").suspend("100s").work("30m")

    assert 1 == sum(part.kind is Kind.WORK for part in explained(told).parts)


def test_switches_are_counted_for_each_stretch() -> None:
    told = day().work("1h", switches_per_hour=12).away("20m").work("30m", switches_per_hour=6)

    assert [12, 3] == [part.count for part in explained(told).parts if part.kind is Kind.SWITCHES]


def test_two_sessions_in_one_stretch_are_two_parts() -> None:
    told = day().ask(c.StartSession("mail")).work("30m").ask(c.StartSession("report")).work("40m")

    assert [("mail", 30), ("report", 40)] == [
        (part.label, (part.until - part.since) // MINUTE) for part in explained(told).parts if part.kind is Kind.WORK
    ]


def test_work_at_normal_load_in_working_hours_is_only_work() -> None:
    found = points(explained(day().work("2h")))

    assert {Kind.BEFORE, Kind.WORK} == set(found)


@pytest.mark.parametrize(
    ("kind", "plain", "with_it"),
    [
        (Kind.SWITCHES, day().work("2h"), day().work("2h", switches_per_hour=30)),
        (
            Kind.OVERRUN,
            day().ask(c.StartSession("report")).work("2h"),
            day().ask(c.StartSession("report", timedelta(hours=1))).work("2h"),
        ),
        (
            Kind.PRESSED,
            day().ask(c.StartSession("report")).work("2h"),
            day().ask(c.StartSession("report", load="pressed")).work("2h"),
        ),
        (Kind.OUTSIDE, day().work("2h"), day(at=MONDAY - timedelta(days=1)).work("2h")),
        (Kind.NIGHT, day().work("2h"), day(at=MONDAY + timedelta(hours=15)).work("2h")),
    ],
    ids=lambda each: each.value if isinstance(each, Kind) else "",
)
def test_each_cause_is_a_part_of_its_own_and_the_rest_is_what_it_would_have_been_or_less(
    kind: Kind, plain: Day, with_it: Day
) -> None:
    without, found = points(explained(plain)), points(explained(with_it))

    assert {kind} == set(found) - set(without)
    assert found[kind] > 0.5
    # A fuller eden takes in less: no other part grows.
    assert without[Kind.WORK] - found[kind] < found[Kind.WORK] <= without[Kind.WORK] + 1e-9


def test_light_work_is_work_and_puts_in_less() -> None:
    light = points(explained(day().ask(c.StartSession("tidy up", load="light")).work("2h")))

    assert {Kind.BEFORE, Kind.WORK} == set(light)
    assert light[Kind.WORK] < points(explained(day().work("2h")))[Kind.WORK]


def test_being_awake_for_too_long_is_a_part() -> None:
    told = day().work("1h").away("40m").work("15h").away("30m").work("1h")
    found = points(explained(told))

    assert 0.5 < found[Kind.AWAKE] < 2.0


def test_what_commitments_hold_is_shared_by_weight() -> None:
    told = day().ask(c.Commit("one")).ask(c.Commit("two")).ask(c.Commit("three", MONDAY + timedelta(days=9)))

    one, two, three = explained(told).promises

    assert one.points == two.points
    assert 0.3 * one.points == pytest.approx(three.points)
    assert ["one", "two", "three"] == [each.commitment.text for each in (one, two, three)]


def test_commitments_move_no_part_but_theirs_while_the_person_works() -> None:
    free, bound = day().work("2h"), day().ask(c.Commit("one")).work("2h")

    assert points(explained(free)) == pytest.approx(points(explained(bound)))


def test_an_answer_is_a_part_that_may_be_less_than_nothing() -> None:
    low = explained(day().work("5h").ask(c.CheckIn("fatigue", 0)))
    high = explained(day().work("30m").ask(c.CheckIn("fatigue", 10)))

    assert points(low)[Kind.ANSWERS] < -1.0
    assert points(high)[Kind.ANSWERS] > 1.0
    assert "fatigue" == next(part.label for part in high.parts if part.kind is Kind.ANSWERS)


def test_what_the_person_told_of_the_weeks_before_takes_the_place_of_what_was_assumed() -> None:
    told = day().work("1h")
    told.moment = type(told.moment)(told.record.append((Introduced(told.at, 14.0),)), told.moment.senses)
    found = points(explained(told))

    assert 14.0 == pytest.approx(found[Kind.TOLD])
    assert found[Kind.BEFORE] == 0.0


def test_rest_frees_every_part_and_adds_none() -> None:
    tired = day().work("2h", switches_per_hour=12)
    before = points(explained(tired))
    after = points(explained(tired.away("1h")))

    assert set(before) == set(after)
    assert all(after[kind] < before[kind] for kind in before)


def test_a_clock_that_is_set_leaves_the_points_where_they_were() -> None:
    told = day().work("2h")
    told.at += timedelta(hours=3)
    told.happen(e.ClockSet(told.at - timedelta(hours=3)))

    assert told.state.pressure == pytest.approx(accounted(explained(told)))


def test_the_record_gives_what_an_explanation_needs_from_a_snapshot_or_from_the_beginning() -> None:
    told = day().work("2h").away("20h").work("2h").away("20h")
    told.record.keep()
    told.work("3h")
    since = MONDAY + timedelta(hours=44)
    parts = []
    for record in (told.record, Record(told.journal, told.at)):
        start, facts = record.back_to(since)
        parts.append(explain(start, facts, told.at, since=since).parts)
        told.journal.snapshots.clear()

    assert parts[0] == parts[1]
    assert MONDAY < parts[0][0].since


def test_the_formula_speaks_of_the_present_rates() -> None:
    told = day().ask(c.StartSession("report", load="pressed")).work("1h")
    now = formula(told.state)

    later = told.state.pools
    told.work("1s")
    moved = tuple(after - before for before, after in zip(later, told.state.pools, strict=True))
    assert 1.25 == pytest.approx(now.u)
    assert now.speeds == pytest.approx([each * 3600 for each in moved[:3]], rel=1e-3)
    assert now.speeds[0] == pytest.approx(1.25 * 40 * (1 - now.gen0 / 60) - 0.16 * now.gen0)
