"""The law to the last digit: nearly equal rates, the shortest and the longest times, against decimals of 120 digits."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.law.laws import DAY, HOUR, LAW, TEN_YEARS, WORK, drives, pools
from tray.core.law.equations import convolution, course_of
from tray.core.law.law import Drive, Pools, advance, break_length, crossing, flows, highest, pressure
from tray.core.law.values import Regime
from tray.settings.defaults.every_setting import Law

NEARNESS = (0.0, 1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 0.1)


def in_decimals(rates: list[float], hours: float) -> Decimal:
    """tⁿ·Σ hₖ(−xt)/(n+k)!, summed with so many digits that nothing is lost to cancelling."""
    with localcontext() as context:
        context.prec = 120
        offsets = [-Decimal(rate) * Decimal(hours) for rate in rates]
        order = len(rates) - 1
        weight = Decimal(hours) ** order
        for factor in range(2, order + 1):
            weight /= factor
        sums = [Decimal(1)] * len(rates)
        total = weight
        for degree in range(1, 600):
            weight /= order + degree
            below = Decimal(0)
            for index, offset in enumerate(offsets):
                below += offset * sums[index]
                sums[index] = below
            total += weight * below
        return total


def in_steps(start: Pools, drive: Drive, hours: Decimal, law: Law) -> tuple[Decimal, Decimal, Decimal]:
    """The pools by the Taylor series of the equations themselves, hours short enough for it."""
    course = course_of(drive, law)
    l0, l1, l2, p0, p1 = (Decimal(x) for x in (course.l0, course.l1, course.l2, course.p0, course.p1))
    with localcontext() as context:
        context.prec = 120
        term = [Decimal(pool) for pool in start[:3]]
        total = list(term)
        source = Decimal(course.alpha)
        for degree in range(1, 400):
            speeds = (source - l0 * term[0], p0 * term[0] - l1 * term[1], p1 * term[1] - l2 * term[2])
            source = Decimal(0)
            term = [speed * hours / degree for speed in speeds]
            total = [held + more for held, more in zip(total, term, strict=True)]
        return total[0], total[1], total[2]


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.floats(0.0, 60.0), min_size=1, max_size=5),
    st.lists(st.sampled_from(NEARNESS), min_size=5, max_size=5),
    st.sampled_from((3e-9, 1e-6, 1e-3, 0.02, 0.1, 0.5, 1.0)),
    st.booleans(),
)
def test_the_convolution_is_right_for_equal_close_and_distant_rates(
    rates: list[float], nearness: list[float], hours: float, is_close: bool
) -> None:
    if is_close:
        rates = [rates[0] * (1 + near) for near, _ in zip(nearness, rates, strict=False)]

    assert float(in_decimals(rates, hours)) == pytest.approx(convolution(rates, hours), rel=2e-13)


def test_the_convolution_of_equal_rates_is_a_power_times_an_exponential() -> None:
    assert 0.36787944117144233 / 6 == pytest.approx(convolution([1.0, 1.0, 1.0, 1.0], 1.0), rel=1e-15)
    assert 1e12 / 2 == pytest.approx(convolution([0.0, 0.0, 0.0], 1e6), rel=1e-15)


def close_laws(nearness: float) -> list[tuple[Law, Drive]]:
    """Laws, all within their bounds, in which two or all three of the rates in WORK or OFF nearly coincide."""
    hour = timedelta(hours=1)
    late = replace(LAW, promotion1=0.01, work_tau2=timedelta(days=1), work_tau1=hour / ((1 + nearness) / 24 - 0.01))
    slow = replace(LAW, allocation=5, capacity=100, promotion0=0.1, work_tau1=hour / (0.135 * (1 + nearness)))
    triple = replace(
        LAW, allocation=5, capacity=100, promotion0=0.0292, promotion1=1e-3, recovery=1.0,
        work_tau1=hour / ((0.0292 + 0.0125) * (1 + nearness) - 1e-3), work_tau2=timedelta(days=1),
    )  # fmt: skip
    off = replace(LAW, off_tau0=timedelta(hours=2), off_tau1=hour / ((0.66 - 0.015) * (1 + nearness)))
    return [
        (late, WORK),
        (slow, replace(WORK, load=1.0)),
        (triple, replace(WORK, load=0.25)),
        (off, Drive(Regime.OFF)),
    ]


def test_these_laws_take_the_stable_way() -> None:
    for law, drive in close_laws(1e-6):
        assert not course_of(drive, law).separated


@pytest.mark.parametrize("nearness", NEARNESS)
@pytest.mark.parametrize("which", range(4))
@pytest.mark.parametrize("seconds", [1e-5, 1.0, HOUR, 30 * HOUR])
def test_advance_is_exact_when_rates_nearly_coincide(nearness: float, which: int, seconds: float) -> None:
    law, drive = close_laws(nearness)[which]
    start = Pools(17.0, 11.0, 23.0)

    exact = [float(pool) for pool in in_steps(start, drive, Decimal(seconds) / 3600, law)]

    assert exact == pytest.approx(list(advance(start, drive, seconds, replace(law, beta=0.0))[:3]), abs=2e-12)


@pytest.mark.parametrize("nearness", NEARNESS)
@pytest.mark.parametrize("which", range(4))
def test_what_went_where_is_exact_when_rates_nearly_coincide(nearness: float, which: int) -> None:
    law, drive = close_laws(nearness)[which]
    start = Pools(17.0, 11.0, 23.0)

    end, went = advance(start, drive, 9 * HOUR, law), flows(start, drive, 9 * HOUR, law)

    assert end.gen0 - start.gen0 == pytest.approx(went.allocated - went.freed0 - went.promoted0, abs=1e-11)
    assert end.gen1 - start.gen1 == pytest.approx(went.promoted0 - went.freed1 - went.promoted1, abs=1e-11)
    assert end.gen2 - start.gen2 == pytest.approx(went.promoted1 - went.freed2, abs=1e-11)


@pytest.mark.parametrize("nearness", NEARNESS)
@pytest.mark.parametrize("which", range(4))
def test_a_crossing_is_exact_when_rates_nearly_coincide(nearness: float, which: int) -> None:
    law, drive = close_laws(nearness)[which]
    start = Pools(17.0, 11.0, 23.0)
    target = pressure(advance(start, drive, 1.25 * HOUR, law), drive, law)

    found = crossing(start, drive, target, 30 * HOUR, law)

    assert found == pytest.approx(1.25 * HOUR, abs=1e-6)


@settings(max_examples=200, deadline=None)
@given(st.data(), st.floats(1e-5, 1e-2))
def test_the_shortest_times_are_exact(data: st.DataObject, seconds: float) -> None:
    drive = data.draw(drives(gap=False))
    start = data.draw(pools())._replace(awake_h=0.0)
    exact = in_steps(start, drive, Decimal(seconds) / 3600, LAW)

    moved = advance(start, drive, seconds, LAW)

    # The change itself is right, and not only the sum: to two units in the last place of the pools.
    for before, now, right in zip(start[:3], moved[:3], exact, strict=True):
        assert float(right - Decimal(before)) == pytest.approx(now - before, abs=5e-16 * max(before, 1e-9) + 1e-17)


def test_a_day_in_steps_of_a_second_is_the_day_in_one_step() -> None:
    stepped = start = Pools(3.0, 4.0, 5.0)
    for _ in range(int(DAY)):
        stepped = advance(stepped, WORK, 1.0, LAW)

    assert tuple(stepped) == pytest.approx(tuple(advance(start, WORK, DAY, LAW)), abs=1e-9)


def test_ten_years_of_any_regime_leave_finite_pools() -> None:
    for regime in Regime:
        end = advance(Pools(60.0, 60.0, 60.0), Drive(regime), TEN_YEARS, LAW)

        assert all(0.0 <= pool < 4000.0 for pool in end[:3])


@pytest.mark.parametrize("nearness", NEARNESS)
@pytest.mark.parametrize("which", range(3))
def test_the_length_of_a_break_is_exact_when_rates_nearly_coincide(nearness: float, which: int) -> None:
    law, drive = close_laws(nearness)[which]
    tired, resting = Pools(37.0, 11.0, 23.0), replace(drive, regime=Regime.REST)
    rested = advance(tired, resting, 600.0, law)
    after = highest(rested, replace(drive, gap=False), HOUR, law, switches_per_hour=12.0)[1]

    found = break_length(
        tired, drive, Regime.REST, law,
        buys_seconds=HOUR, threshold=after, shortest_seconds=0.0, longest_seconds=HOUR, switches_per_hour=12.0,
    )  # fmt: skip

    assert 600.0 == pytest.approx(found.seconds, abs=0.2)
