"""Understands the answers of older records as they were understood then: they moved the person's gain.

Only what is on record from before the answer model (``law.answer_model``) is folded by it, so that the pressures of
that time stay what they were. Why it was given up is in law/README.md, Check-ins.

A report of fatigue y (0–10, times 10) is an observation y = style + pressure(gain) + noise. Two things are unknown: the
log gain and how the person answers (style). How pressure depends on log gain is told by two shadow states, which live
the same life at gain·e^(±0.05). The update is a Kalman filter with bounds.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from math import exp, log, sqrt
from typing import Final

from tray.core.law.law import Drive, Pools, advance, pressure, settle, switch
from tray.core.law.values import Regime
from tray.lib.frozen import changed, dataclass
from tray.settings.defaults.every_setting import Law

LEAST_GAIN: Final = 0.67
MOST_GAIN: Final = 2.0
SHADOW: Final = 0.05
"""Distance of the shadow states, in log gain."""

_GAIN_VARIANCE = 0.30**2
_STYLE_VARIANCE = 10.0**2
_NOISE_VARIANCE = 15.0**2
_DRIFT_A_SECOND = 0.005**2 / 86_400.0
"""Variance of log gain: it may wander by 0.005 per √day."""
_MOST_SURPRISE = 2.5
"""An answer further away than so many standard deviations counts as if it lay there."""
_MOST_STEP = 0.10
_NUDGED_SHARE = 0.25
_MOST_NUDGE = 8.0


@dataclass(frozen=True)
class GainFilter:
    """What the answers have taught. Without slots, so that ``changed`` can copy it at once."""

    low: Pools
    """The shadow state at gain·e^(−0.05)."""
    high: Pools
    log_gain: float = 0.0
    style: float = 0.0
    """How many points higher than the pressure the person's answers tend to be."""
    gain_variance: float = _GAIN_VARIANCE
    covariance: float = 0.0
    style_variance: float = _STYLE_VARIANCE
    slept: bool = False
    """There was SLEEP since the last answer."""

    @property
    def gain(self) -> float:
        """g of the law."""
        return exp(self.log_gain)


def begun(pools: Pools, law: Law) -> GainFilter:
    """Nothing has been answered yet; the gain is that of the settings."""
    return GainFilter(pools, pools, log_gain=_bounded(log(law.gain)))


def carried(calibration: GainFilter, drive: Drive, seconds: float, law: Law) -> GainFilter:
    """Time passes: the shadows live on, and what was learnt becomes a little less certain."""
    low, high = _shadow_drives(drive)
    return changed(
        calibration,
        low=advance(calibration.low, low, seconds, law),
        high=advance(calibration.high, high, seconds, law),
        gain_variance=calibration.gain_variance + _DRIFT_A_SECOND * seconds,
        slept=calibration.slept or (drive.regime is Regime.SLEEP and seconds > 0.0),
    )


def switched(calibration: GainFilter, drive: Drive, law: Law, times: int = 1) -> GainFilter:
    """Switches of context happen to the shadows too."""
    return follow(calibration, drive, lambda pools, shadow: switch(pools, shadow, law, times))


def settled(calibration: GainFilter, *, keep: bool) -> GainFilter:
    """And so does the end of a gap."""
    return changed(calibration, low=settle(calibration.low, keep), high=settle(calibration.high, keep))


def got_up(calibration: GainFilter) -> GainFilter:
    """And so does the beginning of all that is known."""
    low, high = (Pools(each.gen0, each.gen1, each.gen2) for each in (calibration.low, calibration.high))
    return changed(calibration, low=low, high=high)


def follow(calibration: GainFilter, drive: Drive, change: Callable[[Pools, Drive], Pools]) -> GainFilter:
    """The shadows after ``change``, which is given each of them with its drive."""
    low, high = _shadow_drives(drive)
    return changed(calibration, low=change(calibration.low, low), high=change(calibration.high, high))


@lru_cache(maxsize=128)
def _shadow_drives(drive: Drive) -> tuple[Drive, Drive]:
    return replace(drive, gain=drive.gain * exp(-SHADOW)), replace(drive, gain=drive.gain * exp(SHADOW))


def sensitivity(calibration: GainFilter, drive: Drive, law: Law) -> float:
    """d pressure / d log gain, in points."""
    return (pressure(calibration.high, drive, law) - pressure(calibration.low, drive, law)) / (2.0 * SHADOW)


def observe(calibration: GainFilter, pools: Pools, drive: Drive, law: Law, fatigue: float) -> tuple[GainFilter, Pools]:
    """Take in a report of fatigue, 0 to 100: what is now known, and the nudged pools."""
    expected = calibration.style + pressure(pools, drive, law)
    # At its ends the scale says "at least" and "at most": such an answer is no surprise where more was expected.
    within_scale = not (fatigue >= 100.0 < expected or fatigue <= 0.0 > expected)
    surprise = fatigue - expected if within_scale else 0.0
    learnt, left = _updated(calibration, sensitivity(calibration, drive, law), surprise)
    points = _within(_NUDGED_SHARE * left, _MOST_NUDGE)
    nudged = _nudged(pools, points, to_gen2=calibration.slept)
    known = replace(
        learnt,
        low=_nudged(calibration.low, points, to_gen2=calibration.slept),
        high=_nudged(calibration.high, points, to_gen2=calibration.slept),
        slept=False,
    )
    return known, nudged


def _updated(before: GainFilter, slope: float, surprise: float) -> tuple[GainFilter, float]:
    """The filter's step for the observation (slope, 1)·(log gain, style), and what is left of the surprise after it."""
    toward_gain = before.gain_variance * slope + before.covariance
    toward_style = before.covariance * slope + before.style_variance
    variance = slope * toward_gain + toward_style + _NOISE_VARIANCE
    surprise = _within(surprise, _MOST_SURPRISE * sqrt(variance))
    log_gain = _bounded(before.log_gain + _within(toward_gain / variance * surprise, _MOST_STEP))
    step = log_gain - before.log_gain
    # What the bounds hold back was not learnt, so the covariance is updated with the gain that was really applied; the
    # form of Joseph is right for any gain.
    of_gain = step / surprise if surprise else toward_gain / variance
    of_style = toward_style / variance
    after = replace(before, log_gain=log_gain, style=before.style + of_style * surprise)
    return _joseph(after, slope, of_gain, of_style), surprise * (1.0 - of_style) - slope * step


def _joseph(state: GainFilter, slope: float, of_gain: float, of_style: float) -> GainFilter:
    """(I − KH)·P·(I − KH)ᵀ + K·R·Kᵀ, with K = (of_gain, of_style) and H = (slope, 1)."""
    a, b = 1.0 - of_gain * slope, -of_gain
    c, d = -of_style * slope, 1.0 - of_style
    p, q, r = state.gain_variance, state.covariance, state.style_variance
    return replace(
        state,
        gain_variance=a * a * p + 2.0 * a * b * q + b * b * r + of_gain * of_gain * _NOISE_VARIANCE,
        covariance=a * c * p + (a * d + b * c) * q + b * d * r + of_gain * of_style * _NOISE_VARIANCE,
        style_variance=c * c * p + 2.0 * c * d * q + d * d * r + of_style * of_style * _NOISE_VARIANCE,
    )


def _nudged(pools: Pools, points: float, *, to_gen2: bool) -> Pools:
    """A pool is never nudged below 0."""
    if to_gen2:
        return pools._replace(gen2=max(pools.gen2 + points, 0.0))
    return pools._replace(gen1=max(pools.gen1 + points, 0.0))


def _within(value: float, most: float) -> float:
    return min(max(value, -most), most)


def _bounded(log_gain: float) -> float:
    return min(max(log_gain, log(LEAST_GAIN)), log(MOST_GAIN))
