"""Planned times that come near press more: linearly, from one working day before, and exactly in the law."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.inquiry.parts import accounted
from tests.day import BERLIN, MONDAY, Day, day
from tray.core.context import Context
from tray.core.day.commitments_and_deadlines import near
from tray.core.inquiry.explain import explain, promises
from tray.core.inquiry.what_if import what_if
from tray.core.law.deadline_weight import STEPS, next_rise, share
from tray.core.law.law import advance, live
from tray.core.law.law_on_record import law_of, values_of
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import CommitmentPlanned, ParametersSet
from tray.core.messages.what_if import StopAt
from tray.core.state.state import State, advance_to, drive
from tray.settings.defaults.every_setting import Hours, Law, Settings
from tray.settings.types.time_ranges_shifts_fixed_breaks import WeekHours

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
TUESDAY_AT_TEN = MONDAY + timedelta(hours=25)


def berlin(day_of_month: int, hour: int) -> datetime:
    return datetime(2026, 11, day_of_month, hour, tzinfo=BERLIN).astimezone(UTC)


def promised(when: datetime, law: Law | None = None) -> Day:
    return day(Settings(law=law or Law())).work("1m").ask(c.Commit("answer Ada", when))


def weight(told: Day, at: datetime) -> float:
    under = drive(advance_to(told.state, at))
    return under.unplanned + 0.3 * under.planned + under.pressing


# From when


@pytest.mark.parametrize(
    ("when", "begins"),
    [
        pytest.param(berlin(24, 10), berlin(23, 10), id="Tuesday: Monday, at the same time"),
        pytest.param(berlin(30, 10), berlin(27, 10), id="Monday: Friday"),
        pytest.param(berlin(29, 15), berlin(27, 15), id="Sunday: Friday"),
        pytest.param(berlin(28, 1), berlin(27, 1), id="in the night, which belongs to the day before"),
    ],
)
def test_it_begins_at_the_same_time_of_the_last_working_day(when: datetime, begins: datetime) -> None:
    assert near(when, Context(Settings(), BERLIN)) == begins


def test_days_off_are_no_working_days_and_without_hours_every_day_is_one() -> None:
    free = Settings(hours=replace(Hours(), week=WeekHours((), free=True)))

    assert near(berlin(30, 10), Context(free, BERLIN)) == berlin(29, 10)


def test_it_is_on_record_so_that_other_hours_change_nothing_of_the_past() -> None:
    told = promised(TUESDAY_AT_TEN)

    fact = next(each for each in told.facts if isinstance(each, CommitmentPlanned))
    assert fact.near == TUESDAY_AT_TEN - timedelta(hours=24)


# How much


def test_the_weight_rises_from_a_plan_to_a_promise_without_one() -> None:
    told = promised(TUESDAY_AT_TEN + timedelta(days=1))  # Wednesday at ten, so from Tuesday at ten on

    assert weight(told, TUESDAY_AT_TEN - MINUTE) == pytest.approx(0.3)
    for hours in range(24):
        line = 0.3 + 0.7 * (hours + 0.5) / 24
        assert weight(told, TUESDAY_AT_TEN + hours * HOUR + HOUR / 2) == pytest.approx(line, abs=0.7 / STEPS / 2 + 1e-9)
    assert weight(told, TUESDAY_AT_TEN + timedelta(hours=24)) == pytest.approx(1.0)


def test_it_never_falls_on_the_way() -> None:
    told = promised(TUESDAY_AT_TEN + timedelta(days=1))
    weights = [weight(told, TUESDAY_AT_TEN + n * 20 * MINUTE) for n in range(80)]

    assert weights == sorted(weights)
    assert len(set(weights)) == STEPS + 1


def test_the_setting_turns_it_off_and_acts_at_the_next_look() -> None:
    told = promised(TUESDAY_AT_TEN + timedelta(days=1))
    in_between = TUESDAY_AT_TEN + timedelta(hours=23)
    assert weight(told, in_between) > 0.9

    told.settings(Settings(law=Law(deadline_weight=0.0)))

    assert weight(told, in_between) == pytest.approx(0.3)


def test_planning_never_raises_the_pressure() -> None:
    told = day().work("1m").ask(c.Commit("answer Ada"))
    before = told.state.pressure

    told.ask(c.PlanCommitment(1, told.at + 10 * MINUTE))

    assert told.state.pressure < before


def test_a_record_from_before_folds_as_it_did() -> None:
    told = promised(TUESDAY_AT_TEN, Law(deadline_weight=0.0))
    values = {name: value for name, value in values_of(Law(), 2.0).items() if name != "deadline_weight"}
    assert law_of(values).deadline_weight == 0.0

    told.record.append((ParametersSet(told.at, values),))

    assert drive(advance_to(told.record.state, TUESDAY_AT_TEN - MINUTE)).pressing == 0.0
    assert State(at=MONDAY).law.deadline_weight == 0.0


# In the law


def test_the_evening_is_that_of_a_weight_that_rises_without_steps() -> None:
    """To a hundredth of a point, beside the line itself, followed minute by minute."""
    told = promised(TUESDAY_AT_TEN).work("8h").away("10m")
    state = told.state
    end = state.at + timedelta(hours=9)
    begins = TUESDAY_AT_TEN - timedelta(hours=24)
    steps, pools = advance_to(state, end), state.pools
    at = state.at
    while at < end:
        line = 0.7 * ((at + MINUTE / 2 - begins) / timedelta(hours=24))
        pools = advance(pools, replace(drive(state), pressing=line), 60.0, state.law)
        at += MINUTE

    assert steps.pools[:3] == pytest.approx(pools[:3], abs=0.01)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 3_000_000_000_000), st.integers(0, 60_000_000_000))
def test_every_step_is_found_at_its_first_microsecond(long_us: int, before_us: int) -> None:
    begins = MONDAY
    when, at = begins + timedelta(microseconds=long_us), begins - timedelta(microseconds=before_us)
    passed = 0
    while at < when:
        after = next_rise(at, begins, when)
        assert at < after <= when
        assert share(after - timedelta.resolution, begins, when) == share(at, begins, when)
        if after < when:
            assert share(after, begins, when) > share(at, begins, when)
        at, passed = after, passed + 1

    assert passed <= STEPS + 1


def test_how_often_anybody_looks_makes_no_difference() -> None:
    looked, unlooked = (promised(TUESDAY_AT_TEN).work("6h") for _ in range(2))
    looked.away("17h").work("1m")
    unlooked.suspend("17h").work("1m")

    assert looked.state.pressure == pytest.approx(unlooked.state.pressure, abs=1e-6)


# Elsewhere and ahead


def test_days_in_files_press_as_they_end() -> None:
    end = MONDAY.replace(hour=3) + timedelta(days=1)  # Tuesday, 04:00 in Berlin
    told = day().work("1m").happen(e.CommitmentsFound("files", 0, 2, ((MONDAY.date(), 2),)))

    assert weight(told, end - 13 * MINUTE) == pytest.approx(2 * (0.3 + 0.7 * (STEPS - 0.5) / STEPS))
    assert weight(told, end) == pytest.approx(2.0)


def test_explain_says_so_and_adds_up() -> None:
    told = promised(TUESDAY_AT_TEN).ask(c.Commit("tax", TUESDAY_AT_TEN + timedelta(days=9))).work("8h")
    near_one, far_one = promises(told.state)

    assert (near_one.near, far_one.near) == (True, False)
    assert near_one.points > 1.5 * far_one.points
    assert told.state.live == pytest.approx(near_one.points + far_one.points)
    found = explain(State(at=told.facts[0].at), told.facts, told.at, since=told.facts[0].at)
    assert told.state.pressure == pytest.approx(accounted(found))


def test_what_is_ahead_knows_of_it() -> None:
    def morning(law: Law) -> float:
        told = promised(TUESDAY_AT_TEN, law).work("8h")
        found = what_if(told.state, StopAt(), told.context).morning
        assert found is not None
        return found[0].pressure

    assert morning(Law()) - morning(Law(deadline_weight=0.0)) > live(0, 1, Law(), 0.5) - live(0, 1, Law())
