"""What answers taught before the answer model: slowly, and within bounds."""

from dataclasses import replace
from math import exp, isfinite
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.law.laws import HOUR, LAW, MINUTE, OFF, REST, SLEEP, START, WORK, drives, pools
from tray.core.law.law import Drive, Pools, advance, pressure, switch
from tray.core.state.gain_filter import (
    LEAST_GAIN,
    MOST_GAIN,
    GainFilter,
    begun,
    carried,
    observe,
    sensitivity,
    settled,
    switched,
)

answers = st.floats(0.0, 100.0)


def worked(hours: float, drive: Drive = WORK) -> tuple[GainFilter, Pools]:
    """A fresh calibration and its pools after some hours of work."""
    return carried(begun(START, LAW), drive, hours * HOUR, LAW), advance(START, drive, hours * HOUR, LAW)


def test_the_shadows_tell_how_pressure_depends_on_gain() -> None:
    known, _ = worked(3)

    def at(gain: float) -> float:
        drive = replace(WORK, gain=gain)
        return pressure(advance(START, drive, 3 * HOUR, LAW), drive, LAW)

    derivative = (at(exp(0.001)) - at(exp(-0.001))) / 0.002

    assert derivative == pytest.approx(sensitivity(known, WORK, LAW), rel=0.01)
    assert sensitivity(begun(START, LAW), WORK, LAW) == 0.0


def test_more_fatigue_than_expected_raises_the_gain_and_today() -> None:
    known, tired = worked(3)
    expected = pressure(tired, WORK, LAW)

    learnt, nudged = observe(known, tired, WORK, LAW, min(expected + 25.0, 100.0))

    assert 1.0 < learnt.gain <= exp(0.1) + 1e-12
    assert learnt.style > 0.0
    assert tired.gen1 < nudged.gen1 <= tired.gen1 + 8.0
    assert (tired.gen0, tired.gen2) == (nudged.gen0, nudged.gen2)


def test_an_answer_as_expected_changes_only_how_sure_we_are() -> None:
    known, tired = worked(3)

    learnt, nudged = observe(known, tired, WORK, LAW, pressure(tired, WORK, LAW))

    assert (0.0, 0.0) == (learnt.log_gain, learnt.style)
    assert tired == nudged
    assert learnt.gain_variance < known.gain_variance
    assert learnt.style_variance < known.style_variance


def test_the_first_answer_after_sleep_speaks_of_the_last_weeks() -> None:
    known, tired = worked(3)
    known, rested = carried(known, SLEEP, 8 * HOUR, LAW), advance(tired, SLEEP, 8 * HOUR, LAW)

    known, nudged = observe(known, rested, OFF, LAW, 60.0)
    again, nudged_again = observe(known, nudged, OFF, LAW, 60.0)

    assert nudged.gen2 > rested.gen2
    assert (nudged.gen2, True) == (nudged_again.gen2, nudged_again.gen1 > nudged.gen1)
    assert not again.slept


def test_one_answer_is_the_update_of_the_textbook() -> None:
    known, tired = worked(3)
    slope = sensitivity(known, WORK, LAW)
    surprise = 5.0
    prior, observed = np.diag([known.gain_variance, known.style_variance]), np.array([[slope, 1.0]])
    variance = (observed @ prior @ observed.T).item() + 225.0
    gain = prior @ observed.T / variance

    learnt, nudged = observe(known, tired, WORK, LAW, pressure(tired, WORK, LAW) + surprise)
    posterior = prior - gain @ observed @ prior
    left = surprise - (observed @ gain).item() * surprise

    assert [gain[0, 0] * surprise, gain[1, 0] * surprise] == pytest.approx([learnt.log_gain, learnt.style], rel=1e-9)
    assert list(posterior.flat) == pytest.approx(
        [learnt.gain_variance, learnt.covariance, learnt.covariance, learnt.style_variance], rel=1e-9
    )
    assert left / 4 == pytest.approx(nudged.gen1 - tired.gen1, rel=1e-9)


def test_being_sure_fades_with_time() -> None:
    known, _ = worked(0)

    assert 0.09 + 0.005**2 * 100 == pytest.approx(carried(known, OFF, 100 * 24 * HOUR, LAW).gain_variance)


def test_switches_and_gaps_happen_to_the_shadows_too() -> None:
    known, _ = worked(1)
    more = switched(known, WORK, LAW, 3)
    gap = replace(OFF, gap=True)
    waiting = carried(replace(known, low=known.low._replace(awake_h=16.0)), gap, HOUR, LAW)

    assert more.high == switch(known.high, replace(WORK, gain=exp(0.05)), LAW, 3)
    assert waiting.low.withheld > 0.0
    assert settled(waiting, keep=True).low.gen2 == waiting.low.gen2 + waiting.low.withheld


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_no_answers_lead_out_of_the_bounds(data: st.DataObject) -> None:
    now = data.draw(pools())
    known = begun(now, LAW)
    for _ in range(data.draw(st.integers(1, 5))):
        drive = replace(data.draw(drives(gap=False)), gain=known.gain)
        seconds = data.draw(st.floats(0.0, 20 * HOUR))
        known, now = carried(known, drive, seconds, LAW), advance(now, drive, seconds, LAW)
        before, held = known.log_gain, now
        known, now = observe(known, now, drive, LAW, data.draw(answers))

        assert LEAST_GAIN * 0.999999 <= known.gain <= MOST_GAIN * 1.000001
        assert abs(known.log_gain - before) <= 0.1 + 1e-12
        assert abs(sum(now[:3]) - sum(held[:3])) <= 8.0 + 1e-9
        assert min(now[:3]) >= 0.0
        assert held.gen0 == now.gen0
        assert known.gain_variance > 0.0
        assert known.style_variance > 0.0
        assert known.gain_variance * known.style_variance >= known.covariance**2
        assert all(isfinite(value) for value in (*now, *known.low, *known.high, known.style))


@settings(max_examples=200, deadline=None)
@given(st.floats(0.5, 8.0), answers, answers)
def test_a_higher_answer_never_leads_lower(hours: float, one: float, other: float) -> None:
    known, tired = worked(hours)
    less, more = (observe(known, tired, WORK, LAW, answer) for answer in sorted((one, other)))

    assert less[0].log_gain <= more[0].log_gain + 1e-12
    assert less[1].gen1 <= more[1].gen1 + 1e-9


STRETCH = ((WORK, 50 * MINUTE, False), (REST, 10 * MINUTE, False))
WORKDAY = (
    (OFF, HOUR, True),
    *STRETCH * 3,
    (WORK, 30 * MINUTE, True),
    (REST, 45 * MINUTE, False),
    *STRETCH * 4,
    (WORK, 30 * MINUTE, True),
    (OFF, 6.25 * HOUR, False),
    (SLEEP, 8 * HOUR, False),
)
DAY_OFF = ((OFF, 16 * HOUR, False), (SLEEP, 8 * HOUR, False))


def lived(true_gain: float, style: float, weeks: int, seed: int, noise: float = 15.0) -> GainFilter:
    """Weeks of somebody whose gain is ``true_gain`` and who answers in the morning, at noon and in the evening."""
    chance = Random(seed)
    known, now, truth = begun(START, LAW), START, START
    for drive, seconds, asks in (*WORKDAY * 5, *DAY_OFF * 2) * weeks:
        believed, real = replace(drive, gain=known.gain), replace(drive, gain=true_gain)
        known, now = carried(known, believed, seconds, LAW), advance(now, believed, seconds, LAW)
        truth = advance(truth, real, seconds, LAW)
        if asks:
            felt = pressure(truth, real, LAW) + style + chance.gauss(0.0, noise)
            known, now = observe(known, now, believed, LAW, min(max(10.0 * round(felt / 10), 0.0), 100.0))
    return known


def test_weeks_of_answers_move_the_gain_to_the_truth() -> None:
    gains = {truth: sum(lived(truth, 0.0, 10, seed).gain for seed in range(6)) / 6 for truth in (0.75, 1.0, 1.3)}

    assert [0.75, 1.0, 1.3] == pytest.approx(list(gains.values()), abs=0.12)


def test_who_always_answers_high_is_taken_for_that_and_not_for_sensitive() -> None:
    known = [lived(1.0, 15.0, 10, seed, noise=5.0) for seed in range(4)]

    assert [15.0] * 4 == pytest.approx([each.style for each in known], abs=5.0)
    assert [1.0] * 4 == pytest.approx([each.gain for each in known], abs=0.12)


def test_the_end_of_the_scale_is_no_surprise_where_more_was_expected() -> None:
    exhausted = Pools(gen0=58.0, gen1=45.0, gen2=20.0)
    known = carried(begun(exhausted, LAW), WORK, HOUR, LAW)
    expected = pressure(exhausted, WORK, LAW)

    learnt, nudged = observe(known, exhausted, WORK, LAW, 100.0)

    assert expected > 110.0
    assert exhausted == nudged
    assert learnt.gain == 1.0
    assert observe(known, exhausted, WORK, LAW, 90.0)[0].gain < 1.0


def test_a_single_wild_answer_counts_as_a_surprise_of_bounded_size() -> None:
    known, tired = worked(2)
    sure = replace(known, gain_variance=1e-6, style_variance=1e-3)
    expected = pressure(tired, WORK, LAW)

    far, bound, nearer = (observe(sure, tired, WORK, LAW, expected + more)[0].style for more in (40.0, 38.0, 30.0))

    assert expected + 40.0 < 100.0
    assert far == pytest.approx(bound)
    assert far == pytest.approx(nearer * 37.6 / 30.0, rel=0.01)


@pytest.mark.parametrize(("answer", "bound"), [(100.0, MOST_GAIN), (0.0, LEAST_GAIN)])
def test_the_same_answer_for_ever_stops_at_the_bound(answer: float, bound: float) -> None:
    known = begun(START, LAW)
    for _ in range(50):
        # Two hours of work each time, as little known as at first, and a gain that has come far already.
        drive = replace(WORK, gain=known.gain)
        known = carried(replace(begun(START, LAW), log_gain=known.log_gain), drive, 2 * HOUR, LAW)
        known, _ = observe(known, advance(START, drive, 2 * HOUR, LAW), drive, LAW, answer)

    assert bound == pytest.approx(known.gain)


def test_answers_seconds_apart_each_count_once() -> None:
    known, tired = worked(3)
    first, tired = observe(known, tired, WORK, LAW, 100.0)
    later, tired = carried(first, WORK, MINUTE, LAW), advance(tired, WORK, MINUTE, LAW)
    second, _ = observe(later, tired, WORK, LAW, 100.0)

    assert second.gain / later.gain < first.gain / known.gain
