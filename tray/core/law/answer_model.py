"""Expects what a person will answer next, learns from what they answer, and says how sure that is.

    y = L + B·(P − 35) + e + noise            noise sd 13

y is the fatigue that an answer reports, 0 to 100, and P the pressure at that moment, as shown. Three things are
unknown: the level L of the answers, which wanders; how far they follow the pressure, B; and what the day leaves in
them, e, which fades within hours. A Kalman filter keeps what is known of the three (README.md, Check-ins).
"""

from math import atanh, exp, sqrt, tanh
from typing import Final

from tray.lib.frozen import changed, dataclass

CENTRE: Final = 35.0
"""The pressure that B is measured from, so that L is the answer on an ordinary hour."""
SHOWN_FROM: Final = 10
"""So many answers there must be before anything is said of how far they follow the pressure."""
MOST_NUDGE: Final = 8.0

_LEVEL, _LEVEL_SD = 40.0, 15.0
_SLOPE, _SLOPE_SD = 0.20, 0.30
_DAY_VARIANCE = 11.0**2
_DAY_FADES_H = 9.0
_NOISE_VARIANCE = 13.0**2
_DRIFT_AN_HOUR = 0.2**2 / 24.0
"""Variance of the level: it may wander by 0.2 per √day."""
_MOST_SURPRISE = 3.0
"""An answer further away than so many standard deviations counts as if it lay there."""
_NUDGED_SHARE = 0.25
_BAND = 1.28
"""Standard deviations on either side that hold 80 % of a normal distribution."""
_SCATTER_WEIGHT = 5.0
"""Answers that it takes for a person's own scatter to count as much as everybody's."""
_INTERVAL = 1.96
"""And for 95 %."""

_Covariance = tuple[float, float, float, float, float, float]
"""LL, LB, Le, BB, Be, ee."""


@dataclass(frozen=True)
class Learnt:
    """What the answers so far have taught; it never grows. Without slots, so that ``changed`` can copy it at once."""

    level: float = _LEVEL
    slope: float = _SLOPE
    day: float = 0.0
    covariance: _Covariance = (_LEVEL_SD**2, 0.0, 0.0, _SLOPE_SD**2, 0.0, _DAY_VARIANCE)
    scatter: float = 0.0
    """Σ min(v²/S, 9): how far the answers have lain from what was expected."""
    answers: int = 0
    mean_pressure: float = 0.0
    """Welford's sums of the pressure at the answers and of the answers."""
    mean_answer: float = 0.0
    pressure_squares: float = 0.0
    answer_squares: float = 0.0
    products: float = 0.0

    @property
    def spread(self) -> float:
        """κ: how widely this person scatters, beside everybody's 1."""
        return (_SCATTER_WEIGHT + self.scatter) / (_SCATTER_WEIGHT + self.answers)


@dataclass(frozen=True, slots=True)
class Expected:
    """What answer is expected, as fatigue from 0 to 100, and between what bounds four of five lie."""

    answer: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Follows:
    """How far answers and pressure go together: their correlation, and its 95 % interval."""

    r: float
    low: float
    high: float


def fatigue_of(item: str, answer: int) -> float | None:
    """The fatigue that an answer reports, 0 to 100; None for a question that reports none."""
    if item == "fatigue":
        return 10.0 * answer
    return 10.0 * (10 - answer) if item == "rested" else None


def passed(learnt: Learnt, hours: float) -> Learnt:
    """What is known after ``hours`` without an answer: the day's share fades, the level may have wandered.

    Cutting the time anywhere changes nothing.
    """
    if hours <= 0.0:
        return learnt
    ll, lb, le, bb, be, ee = learnt.covariance
    left = exp(-hours / _DAY_FADES_H)
    kept = left * left
    covariance = ll + _DRIFT_AN_HOUR * hours, lb, le * left, bb, be * left, ee * kept + _DAY_VARIANCE * (1.0 - kept)
    return changed(learnt, day=learnt.day * left, covariance=covariance)


def expected(learnt: Learnt, pressure: float) -> Expected:
    """What the person would answer at this pressure, now."""
    about, variance = _forecast(learnt, pressure)
    half = _BAND * sqrt(learnt.spread * variance)
    return Expected(about, about - half, about + half)


def observed(learnt: Learnt, pressure: float, fatigue: float) -> tuple[Learnt, float]:
    """What is known once ``fatigue`` was reported, and by how much it surprised, in points."""
    about, variance = _forecast(learnt, pressure)
    surprise = fatigue - about
    most = _MOST_SURPRISE * sqrt(variance)
    step = min(max(surprise, -most), most)
    toward = _toward(learnt.covariance, pressure - CENTRE)
    of_level, of_slope, of_day = (each / variance for each in toward)
    answers = learnt.answers + 1
    off_pressure, off_answer = pressure - learnt.mean_pressure, fatigue - learnt.mean_answer
    mean_pressure = learnt.mean_pressure + off_pressure / answers
    mean_answer = learnt.mean_answer + off_answer / answers
    known = Learnt(
        learnt.level + of_level * step,
        learnt.slope + of_slope * step,
        learnt.day + of_day * step,
        _joseph(learnt.covariance, (of_level, of_slope, of_day), pressure - CENTRE),
        learnt.scatter + min(surprise * surprise / variance, _MOST_SURPRISE**2),
        answers,
        mean_pressure,
        mean_answer,
        learnt.pressure_squares + off_pressure * (pressure - mean_pressure),
        learnt.answer_squares + off_answer * (fatigue - mean_answer),
        learnt.products + off_pressure * (fatigue - mean_answer),
    )
    return known, surprise


def nudge(surprise: float) -> float:
    """What an answer adds to gen1, today, in points: a quarter of the surprise, 8 at most."""
    return min(max(_NUDGED_SHARE * surprise, -MOST_NUDGE), MOST_NUDGE)


def nudged(gen1: float, surprise: float) -> float:
    """gen1 after an answer that surprised so much; never below 0."""
    return max(gen1 + nudge(surprise), 0.0)


def follows(learnt: Learnt) -> Follows | None:
    """How far the answers go with the pressure; None while there are few, or one of the two never changed."""
    squares = learnt.pressure_squares * learnt.answer_squares
    if learnt.answers < SHOWN_FROM or squares <= 0.0:
        return None
    r = min(max(learnt.products / sqrt(squares), -1.0), 1.0)
    if abs(r) == 1.0:
        return Follows(r, r, r)
    middle, half = atanh(r), _INTERVAL / sqrt(learnt.answers - 3)
    return Follows(r, tanh(middle - half), tanh(middle + half))


def _forecast(learnt: Learnt, pressure: float) -> tuple[float, float]:
    """E = H·m and S = H·C·Hᵀ + 169, with H = (1, P − 35, 1)."""
    above = pressure - CENTRE
    first, second, third = _toward(learnt.covariance, above)
    return learnt.level + learnt.slope * above + learnt.day, first + above * second + third + _NOISE_VARIANCE


def _toward(covariance: _Covariance, above: float) -> tuple[float, float, float]:
    """C·Hᵀ."""
    ll, lb, le, bb, be, ee = covariance
    return ll + above * lb + le, lb + above * bb + be, le + above * be + ee


def _joseph(covariance: _Covariance, k: tuple[float, float, float], above: float) -> _Covariance:
    """(I − KH)·C·(I − KH)ᵀ + K·R·Kᵀ, which stays positive whatever rounding does."""
    ll, lb, le, bb, be, ee = covariance
    h = (1.0, above, 1.0)
    rows = tuple(tuple((i == j) - k[i] * h[j] for j in range(3)) for i in range(3))
    columns = (ll, lb, le), (lb, bb, be), (le, be, ee)
    half = tuple(tuple(a * c[0] + b * c[1] + d * c[2] for c in columns) for a, b, d in rows)

    def entry(i: int, j: int) -> float:
        (a, b, d), (x, y, z) = half[i], rows[j]
        return a * x + b * y + d * z + _NOISE_VARIANCE * k[i] * k[j]

    return entry(0, 0), entry(0, 1), entry(0, 2), entry(1, 1), entry(1, 2), entry(2, 2)
