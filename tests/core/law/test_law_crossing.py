"""When the pressure reaches a threshold: the crossing found is the first, and none is missed (property 9)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.core.law.laws import DAY, HOUR, LAW, MINUTE, OFF, REST, SLEEP, START, WORK, drives, laws, pools, worked
from tray.core.law.curve import _exponentials, _through_states
from tray.core.law.equations import course_of
from tray.core.law.law import Drive, Pools, advance, crossing, highest, pressure, rest_until, switch
from tray.core.law.values import Regime
from tray.settings.defaults.every_setting import Law

GRID = 120


def grid(
    start: Pools, drive: Drive, within: float, law: Law, switches_per_hour: float = 0.0
) -> list[tuple[float, float]]:
    """(seconds, pressure) in steps, the instants of the switches among them, by advancing from each to the next."""
    switches: list[float] = []
    if switches_per_hour and drive.regime is Regime.WORK:
        apart = HOUR / switches_per_hour
        switches = [(k + 0.5) * apart for k in range(int(within / apart + 0.5)) if (k + 0.5) * apart <= within]
    times = sorted({*(within * k / GRID for k in range(1, GRID + 1)), *switches})
    at, seen = 0.0, [(0.0, pressure(start, drive, law))]
    for time in times:
        start, at = advance(start, drive, time - at, law), time
        if time in switches:
            start = switch(start, drive, law)
        seen.append((time, pressure(start, drive, law)))
    return seen


def check_first(start: Pools, drive: Drive, threshold: float, within: float, law: Law, rate: float = 0.0) -> None:
    """No point of the grid before the crossing that was found lies on the other side."""
    found = crossing(start, drive, threshold, within, law, switches_per_hour=rate)
    above = pressure(start, drive, law) >= threshold
    until = within if found is None else found
    sides = [(at, value) for at, value in grid(start, drive, within, law, rate) if 0 < at < until * (1 - 1e-9)]

    assert [] == [
        (at, value) for at, value in sides if (value >= threshold) is not above and abs(value - threshold) > 1e-9
    ]
    if found is not None:
        assert 0.0 < found <= within


@settings(max_examples=500, deadline=None)
@given(st.data(), st.floats(-0.2, 1.2), st.sampled_from((HOUR, 12 * HOUR, 5 * DAY)))
def test_9_the_crossing_found_is_the_first_and_none_is_missed(data: st.DataObject, share: float, within: float) -> None:
    law = data.draw(laws())
    start, drive = data.draw(pools(law)), data.draw(drives())
    values = [value for _, value in grid(start, drive, within, law)]
    # Thresholds among the values that the pressure takes are crossed, and sometimes several times.
    threshold = min(values) + share * (max(values) - min(values))

    check_first(start, drive, threshold, within, law)


@settings(max_examples=500, deadline=None)
@given(st.data(), st.floats(-0.2, 1.2), st.floats(0.0, 120.0))
def test_9_with_expected_switches_too(data: st.DataObject, share: float, rate: float) -> None:
    law = data.draw(laws())
    start, drive = data.draw(pools(law)), data.draw(drives(Regime.WORK, Regime.REST))
    values = [value for _, value in grid(start, drive, HOUR, law, rate)]
    threshold = min(values) + share * (max(values) - min(values))

    check_first(start, drive, threshold, HOUR, law, rate)


@settings(max_examples=500, deadline=None)
@given(st.data(), st.floats(1e-9, 1e-3))
def test_9_not_even_the_very_top_of_a_hump_is_missed(data: st.DataObject, margin: float) -> None:
    law = data.draw(laws())
    start, drive = data.draw(pools(law)), data.draw(drives(Regime.WORK))
    at, top = highest(start, drive, 5 * DAY, law)
    assume(pressure(start, drive, law) < top - margin)

    found = crossing(start, drive, top - margin, 5 * DAY, law)

    assert found is not None
    assert found <= at + 1e-6
    assert found == 0.0 or crossing(start, drive, top + 1e-9, 5 * DAY, law) is None


@settings(max_examples=500, deadline=None)
@given(st.data(), st.floats(0.0, 1.0), st.floats(1.0, 5 * DAY))
def test_whoever_sleeps_until_the_crossing_finds_it_crossed(data: st.DataObject, share: float, within: float) -> None:
    law = data.draw(laws())
    start, drive = data.draw(pools(law)), data.draw(drives())
    threshold = pressure(advance(start, drive, within * share, law), drive, law)
    above = pressure(start, drive, law) >= threshold

    found = crossing(start, drive, threshold, within, law)

    if found is not None and found < within:
        assert (pressure(advance(start, drive, found, law), drive, law) >= threshold) is not above


@settings(max_examples=300, deadline=None)
@given(st.data(), st.sampled_from((HOUR, 12 * HOUR)), st.floats(0.0, 60.0))
def test_nothing_on_the_way_is_higher_than_the_highest(data: st.DataObject, within: float, rate: float) -> None:
    law = data.draw(laws())
    start, drive = data.draw(pools(law)), data.draw(drives())

    at, top = highest(start, drive, within, law, switches_per_hour=rate)
    seen = grid(start, drive, within, law, rate)

    assert max(value for _, value in seen) <= top + 1e-9
    assert 0.0 <= at <= within


def test_a_pressure_that_rises_falls_and_rises_again_crosses_three_times() -> None:
    # Light work on top of a very heavy day: this stretch fills first, then the day wears off, then the weeks fill.
    at, light = Pools(gen1=108.0, gen2=5.0), Drive(Regime.WORK, load=0.25)
    threshold = highest(at, light, 6 * HOUR, LAW)[1] - 0.05
    crossed, above = [], []
    for _ in range(3):
        found = crossing(at, light, threshold, 3 * DAY, LAW)
        assert found is not None
        at = advance(at, light, found, LAW)
        crossed.append(pressure(at, light, LAW))
        above.append(crossed[-1] >= threshold)

    assert [threshold] * 3 == pytest.approx(crossed, abs=1e-9)
    assert [True, False, True] == above
    assert crossing(at, light, threshold, 3 * DAY, LAW) is None


def test_at_the_threshold_counts_as_above() -> None:
    now = pressure(worked(90), REST, LAW)

    assert crossing(worked(90), WORK, now, HOUR, LAW) is None
    assert crossing(worked(90), REST, now, HOUR, LAW) == pytest.approx(0.0, abs=1e-6)


def test_a_threshold_passed_by_a_switch_is_crossed_at_that_switch() -> None:
    before = advance(START, WORK, 150.0, LAW)
    just_above = pressure(before, WORK, LAW) + 0.1

    assert crossing(START, WORK, just_above, HOUR, LAW, switches_per_hour=12) == 150.0


def test_being_awake_beyond_the_limit_is_foreseen() -> None:
    rested = Pools(gen2=10.0, awake_h=15.0)
    lowest = pressure(advance(rested, OFF, HOUR, LAW), OFF, LAW)

    assert crossing(rested, OFF, lowest + 0.3, 12 * HOUR, LAW) is not None
    risen = crossing(advance(rested, OFF, HOUR, LAW), OFF, lowest + 0.3, 12 * HOUR, LAW)
    assert risen is not None
    assert risen == pytest.approx(0.3 / 0.75 * HOUR, rel=0.1)
    assert crossing(advance(rested, SLEEP, HOUR, LAW), SLEEP, lowest + 0.3, 12 * HOUR, LAW) is None
    in_a_gap = replace(OFF, gap=True)
    assert crossing(advance(rested, in_a_gap, HOUR, LAW), in_a_gap, lowest + 0.3, 12 * HOUR, LAW) is None


def test_the_scenario_without_a_break_crosses_when_the_model_says() -> None:
    expected = {60.0: 1.93, 80.0: 4.02, 95.0: 6.48, 100.0: 7.47}
    morning = advance(START, OFF, 2 * HOUR, LAW)

    for threshold, hours in expected.items():
        found = crossing(morning, WORK, threshold, 8 * HOUR, LAW, switches_per_hour=12)
        assert found is not None
        assert hours == pytest.approx(found / HOUR, abs=0.05)


def test_rest_until_a_pressure() -> None:
    tired = worked(180)

    needed = rest_until(tired, REST, 50.0, HOUR, LAW)

    assert needed is not None
    assert pressure(advance(tired, REST, needed, LAW), REST, LAW) == pytest.approx(50.0, abs=1e-9)
    assert rest_until(tired, REST, 90.0, HOUR, LAW) == 0.0
    assert rest_until(tired, REST, 10.0, HOUR, LAW) is None


def test_an_impossible_time_is_refused() -> None:
    for seconds in (-1.0, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="cannot go on"):
            crossing(START, WORK, 60.0, seconds, LAW)


def test_rates_that_coincide_do_not_hide_a_crossing() -> None:
    law = replace(LAW, promotion1=0.01, work_tau2=timedelta(days=1), work_tau1=timedelta(hours=1) / (1 / 24 - 0.01))
    start, light = Pools(gen1=120.0, gen2=60.0), Drive(Regime.WORK, load=0.25)
    at, top = highest(start, light, DAY, law)

    for threshold in (top - 1e-6, top - 0.5, top - 2.0):
        check_first(start, light, threshold, DAY, law)
        assert crossing(start, light, threshold, DAY, law) is not None
    assert MINUTE < at < DAY


@given(pools(), drives(), st.floats(0.0, 20.0))
def test_both_ways_of_working_out_the_curve_say_the_same(start: Pools, drive: Drive, hours: float) -> None:
    course = course_of(drive, LAW)
    assert course.separated
    fast, sure = _exponentials(start, course, 0.0, 40.0), _through_states(start, drive, LAW, 0.0, 40.0)

    assume(start.awake_h + hours < course.awake_limit_h or course.gap)
    assert [each(hours) for each in fast] == pytest.approx([each(hours) for each in sure], rel=1e-6, abs=1e-6)
