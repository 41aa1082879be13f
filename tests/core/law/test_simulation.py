"""A life that did not happen agrees with the equations of the model, written down once more here, number by number."""

import json
from datetime import timedelta
from functools import cache
from itertools import pairwise
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from tests.core.law.laws import HOUR, LAW
from tray.core.law.law import Pools, live
from tray.core.law.simulation import THRESHOLDS, Life, Segment, Start, simulate, switches_in
from tray.core.law.values import Regime

SCENARIOS = json.loads((Path(__file__).parents[2] / "data" / "law_scenarios.json").read_text())
TAUS: dict[Regime, tuple[float, float, float]] = {
    Regime.WORK: (float("inf"), 12, 60 * 24),
    Regime.REST: (8 / 60, 6, 20 * 24),
    Regime.RESTORE: (5 / 60, 2.5, 12 * 24),
    Regime.OFF: (8 / 60, 4, 12 * 24),
    Regime.SLEEP: (8 / 60, 2.6, 2 * 24),
}
"""The table of the model, in hours."""


def scenario_life(scenario: dict[str, Any]) -> Life:
    start = scenario["start"]
    pools = Pools(start["gen0"], start["gen1"], start["gen2"], start["awake_h"])
    segments = [
        Segment(
            timedelta(seconds=each["for_s"]),
            Regime(each["regime"]),
            each["load"],
            each["switches_per_hour"],
            each["available"],
        )
        for each in scenario["segments"]
    ]
    return simulate(Start(pools, start["unplanned"], start["planned"]), segments, LAW)


def test_what_is_due_weighs_more_as_its_time_comes_near_and_all_of_it_from_then_on() -> None:
    life = simulate(
        Start(Pools(), due=(timedelta(hours=26), timedelta(hours=90))), [Segment(timedelta(hours=30), Regime.OFF)], LAW
    )
    held = {point.seconds / 3600: point.pressure - point.gen0 - point.gen1 - point.gen2 for point in life.points}

    assert held[0.0] == pytest.approx(live(0, 2, LAW))
    assert held[1.5] == pytest.approx(live(0, 2, LAW))
    assert held[14.5] == pytest.approx(live(0, 1, LAW, 0.3 + 0.7 * 6.5 / 12))
    assert held[29.0] == pytest.approx(live(1, 1, LAW))
    assert life.live == pytest.approx(live(1, 1, LAW))


def test_a_threshold_that_it_crosses_by_itself_is_told_once() -> None:
    pools = Pools(gen2=39.4 - live(0, 1, LAW))
    life = simulate(Start(pools, due=(timedelta(hours=24),)), [Segment(timedelta(hours=25), Regime.WORK, 0.25)], LAW)

    assert [(crossed.threshold, crossed.up) for crossed in life.crossings][:1] == [(40.0, True)]
    assert len([each for each in life.crossings if each.threshold == 40.0]) == 1


@pytest.mark.parametrize("scenario", SCENARIOS["scenarios"], ids=lambda scenario: scenario["name"])
def test_the_scenarios_of_the_model_come_out(scenario: dict[str, Any]) -> None:
    # To the rounding of the expected numbers, which is far within their tolerance.
    expected, life = scenario["expected"], scenario_life(scenario)

    assert expected["peak"] == pytest.approx(life.peak, abs=0.006)
    assert expected["end_pressure"] == pytest.approx(life.points[-1].pressure, abs=0.006)
    assert expected["end_gen1"] == pytest.approx(life.end.gen1, abs=0.006)
    assert expected["end_gen2"] == pytest.approx(life.end.gen2, abs=0.006)
    for threshold in THRESHOLDS:
        ups = [crossed.seconds for crossed in life.crossings if crossed.up and crossed.threshold == threshold]
        hours = expected[f"hours_to_{threshold:g}"]
        assert (hours is None) is (not ups)
        if ups:
            # The expected hours were found on a grid of a minute.
            assert hours == pytest.approx((ups[0] - scenario["hours_count_from_s"]) / HOUR, abs=1.1 / 60)


@cache
def over(allocation: float, c0: float, c1: float, c2: float, b: float, hours: float) -> Any:
    """The matrix that carries (gen0, gen1, gen2, 1) over some hours."""
    equations = [
        [-allocation / 60 - c0 - 0.16, 0, 0, allocation],
        [0.16, -c1 - 0.015, 0, 0],
        [0, 0.015, -c2, b],
        [0, 0, 0, 0],
    ]
    return expm(np.array(equations) * hours)


class Reference:
    """The model by matrix exponentials and default parameters, from its tables and equations alone."""

    def __init__(self, start: Start) -> None:
        self.commitments = start.unplanned + 0.3 * start.planned
        self.pools = list(start.pools[:3])
        self.awake, self.slept = start.pools.awake_h, 0.0
        self.live = 15 * (1 - exp(-self.commitments / 12))
        self.seen = [self.pressure]

    @property
    def pressure(self) -> float:
        return sum(self.pools) + self.live

    def through(self, segment: Segment) -> None:
        hours = segment.length.total_seconds() / HOUR
        at = 0.0
        if segment.regime is Regime.WORK and segment.switches_per_hour:
            for k in range(int(hours * segment.switches_per_hour + 1e-9)):
                self.go(segment, (k + 0.5) / segment.switches_per_hour - at)
                at = (k + 0.5) / segment.switches_per_hour
                self.pools[0] = 60 - (60 - self.pools[0]) * (1 - 0.5 / 60)
                self.seen.append(self.pressure)
        self.go(segment, hours - at)

    def go(self, segment: Segment, hours: float) -> None:
        asleep = segment.regime is Regime.SLEEP
        tiring = 0.0 if asleep else min(max(self.awake + hours - 16, 0.0), hours)
        for part, b in ((hours - tiring, 0.0), (tiring, 0.0 if asleep else 0.75)):
            self.move(segment, part, b)
        self.slept = self.slept + hours if asleep else 0.0 if hours else self.slept
        self.awake = (0.0 if self.slept >= 3 - 1e-9 else self.awake) if asleep else self.awake + hours

    def move(self, segment: Segment, hours: float, b: float) -> None:
        c0, c1, c2 = (1 / tau for tau in TAUS[segment.regime])
        if segment.regime in (Regime.OFF, Regime.SLEEP):
            slowed = 1 - 0.35 * (1 - exp(-self.commitments / 12))
            slowed *= 0.6 if segment.available else 1.0
            c1, c2 = c1 * slowed, c2 * slowed
        allocation = min(max(segment.load, 0.25), 2.0) * 40 if segment.regime is Regime.WORK else 0.0
        after = over(allocation, c0, c1, c2, b, hours) @ np.array([*self.pools, 1.0])
        self.pools = [float(pool) for pool in after[:3]]
        self.seen.append(self.pressure)


segments = st.builds(
    Segment,
    length=st.one_of(
        st.sampled_from((timedelta(minutes=50), timedelta(minutes=10), timedelta(hours=8), timedelta(seconds=0.5))),
        st.timedeltas(timedelta(), timedelta(hours=14)),
    ),
    regime=st.sampled_from(Regime),
    load=st.floats(0.0, 3.0),
    switches_per_hour=st.sampled_from((0.0, 12.0, 7.3, 30.0)),
    available=st.booleans(),
)
starts = st.builds(
    Start,
    st.builds(
        Pools,
        st.floats(0, 60),
        st.floats(0, 30),
        st.floats(0, 30),
        st.floats(0, 20),
        slept_h=st.just(0.0),
        withheld=st.just(0.0),
    ),
    st.integers(0, 20),
    st.integers(0, 20),
)


@settings(max_examples=120, deadline=None)
@given(starts, st.lists(segments, min_size=1, max_size=8))
def test_any_schedule_agrees_with_the_equations(start: Start, lived: list[Segment]) -> None:
    reference = Reference(start)
    for segment in lived:
        reference.through(segment)

    life = simulate(start, lived, LAW)

    assert reference.pools == pytest.approx(list(life.end[:3]), abs=1e-7)
    assert reference.awake == pytest.approx(life.end.awake_h, abs=1e-9)
    assert reference.pressure == pytest.approx(life.points[-1].pressure, abs=1e-7)
    assert max(reference.seen) <= life.peak + 1e-7


@settings(max_examples=200, deadline=None)
@given(starts, st.lists(segments, min_size=1, max_size=8))
def test_points_crossings_and_peak_agree_with_each_other(start: Start, lived: list[Segment]) -> None:
    life = simulate(start, lived, LAW)
    events = [(crossed.seconds, crossed) for crossed in life.crossings]

    assert all(earlier.seconds < later.seconds for earlier, later in pairwise(life.points))
    assert [at for at, _ in events] == sorted(at for at, _ in events)
    assert max(point.pressure for point in life.points) <= life.peak + 1e-9
    for threshold in THRESHOLDS:
        ups = [crossed.up for crossed in life.crossings if crossed.threshold == threshold]
        first = life.points[0].pressure >= threshold
        assert ups == [first is (number % 2 == 1) for number in range(len(ups))]
        for point in life.points:
            changes = sum(1 for at, crossed in events if crossed.threshold == threshold and at <= point.seconds)
            if abs(point.pressure - threshold) > 1e-6:
                assert (point.pressure >= threshold) is (first is (changes % 2 == 0))


def test_a_crossing_is_exact_to_a_second_however_coarse_the_points() -> None:
    # Ten days: the points lie 20 min apart.
    ordinary = [Segment(timedelta(hours=2), Regime.OFF), Segment(timedelta(days=10), Regime.WORK)]
    life = simulate(Start(Pools(gen2=5.888), unplanned=5), ordinary, LAW)
    near = simulate(Start(Pools(gen2=5.888), unplanned=5), [ordinary[0], Segment(timedelta(hours=3), Regime.WORK)], LAW)

    assert life.crossings[0].seconds == pytest.approx(near.crossings[0].seconds, abs=1e-6)
    assert len(life.points) < 1500


def test_the_peak_lies_at_the_last_switch_when_the_work_ends_soon_after() -> None:
    lived = [Segment(timedelta(hours=1), Regime.WORK, 0.25, 12.0), Segment(timedelta(minutes=30), Regime.REST)]
    life = simulate(Start(Pools(gen0=40.0, gen1=60.0)), lived, LAW)

    assert life.peak_seconds == 57.5 * 60


def test_switches_are_counted_as_the_model_says() -> None:
    assert [10, 9, 0, 0] == [
        switches_in(Segment(timedelta(minutes=50), Regime.WORK, 1.0, 12.0)),
        switches_in(Segment(timedelta(minutes=49.9), Regime.WORK, 1.0, 12.0)),
        switches_in(Segment(timedelta(minutes=4.9), Regime.WORK, 1.0, 12.0)),
        switches_in(Segment(timedelta(minutes=50), Regime.REST, 1.0, 12.0)),
    ]


def test_time_above_a_threshold() -> None:
    lived = [Segment(timedelta(hours=3), Regime.WORK), Segment(timedelta(hours=1), Regime.REST)]
    life = simulate(Start(Pools(gen0=30.0, gen1=20.0)), lived, LAW)
    down = next(crossed.seconds for crossed in life.crossings if crossed.threshold == 40.0 and not crossed.up)

    assert down == life.seconds_above(40.0)
    assert life.seconds_above(100.0) == 0.0


def test_a_segment_of_no_length_changes_nothing() -> None:
    lived = [Segment(timedelta(hours=3), Regime.WORK, 1.0, 12.0)]
    start = Start(Pools(gen2=6.0))

    assert simulate(start, lived, LAW) == simulate(start, [Segment(timedelta(), Regime.SLEEP), *lived], LAW)


def gap(days: int) -> list[Segment]:
    """A gap of whole days as the sensing layer reads it (law/README.md, From input to regimes)."""
    nights = [Segment(timedelta(hours=8), Regime.SLEEP), Segment(timedelta(hours=16), Regime.OFF)] * (days - 1)
    return [
        Segment(timedelta(hours=1), Regime.REST),
        Segment(timedelta(hours=14.5), Regime.OFF),
        *nights[:-1],
        Segment(timedelta(hours=15), Regime.OFF),
        Segment(timedelta(hours=9), Regime.SLEEP),
        Segment(timedelta(hours=0.5), Regime.OFF),
    ]


@pytest.mark.parametrize(("days", "pressure", "gen2"), [(7, 8.1, 3.0), (14, 5.9, 0.8)])
def test_a_gap_of_days_empties_the_last_weeks(days: int, pressure: float, gen2: float) -> None:
    life = simulate(Start(Pools(gen2=12.0), unplanned=5), gap(days), LAW)

    assert days * 24 * HOUR == life.length_seconds
    assert pressure == pytest.approx(life.points[-1].pressure, abs=0.06)
    assert gen2 == pytest.approx(life.end.gen2, abs=0.06)
