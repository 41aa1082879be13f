"""How long a break must be: the shortest rest after which work stays below a threshold for long enough."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from math import expm1

from tray.core.law.curve import crossing
from tray.core.law.equations import (
    SECONDS_AN_HOUR,
    Course,
    advance,
    close_shapes,
    course_of,
    hours_in,
    pressure,
    strain,
)
from tray.core.law.values import Break, Drive, Pools, Regime
from tray.lib.frozen import NamedTuple
from tray.settings.defaults.every_setting import Law


class _Look(NamedTuple):
    """Pressure at one moment of the stretch, from the pools at its beginning: a constant and three weights."""

    hours: float
    constant: float
    of_gen0: float
    of_gen1: float
    of_gen2: float


class Ahead:
    """A stretch under one drive with its switches. Between switches the law is affine and a switch is too, so the
    pressure at each moment is a weighted sum of the pools at the beginning, and the weights are worked out once.
    """

    def __init__(self, drive: Drive, law: Law, seconds: float, switches_per_hour: float) -> None:
        self._course = course_of(drive, law)
        self._looks = tuple(_looks(self._course, seconds / SECONDS_AN_HOUR, switches_per_hour))

    def highest(self, pools: Pools) -> float:
        """The highest pressure at the beginning, just after each switch, and at the end, beginning with ``pools``."""
        gen0, gen1, gen2 = pools[:3]
        if self._course.beta and pools.awake_h + self._looks[-1].hours > self._course.awake_limit_h:
            return max(self._strained(look, pools) for look in self._looks)
        return max([fixed + by0 * gen0 + by1 * gen1 + by2 * gen2 for _, fixed, by0, by1, by2 in self._looks])

    def _strained(self, look: _Look, pools: Pools) -> float:
        beyond_h = min(max(pools.awake_h + look.hours - self._course.awake_limit_h, 0.0), look.hours)
        held = look.of_gen0 * pools.gen0 + look.of_gen1 * pools.gen1 + look.of_gen2 * pools.gen2
        return look.constant + held + strain(self._course, beyond_h)


def _looks(course: Course, hours: float, switches_per_hour: float) -> list[_Look]:
    """At the beginning, just after each switch at (k + ½)/rate, and at the end."""
    walk = _Walk(course)
    looks = [walk.look()]
    if switches_per_hour > 0.0 and course.working:
        half, whole = _Piece(course, 0.5 / switches_per_hour), _Piece(course, 1.0 / switches_per_hour)
        at = 0.5
        while at <= hours * switches_per_hour:
            walk.go(half if at == 0.5 else whole)
            walk.switch()
            looks.append(walk.look())
            at += 1.0
    if walk.hours < hours:
        walk.go(_Piece(course, hours - walk.hours))
        looks.append(walk.look())
    return looks


class _Piece:
    """The affine map of the pools over a time without switches: a lower triangle of factors, and constants."""

    def __init__(self, course: Course, hours: float) -> None:
        self.hours = hours
        l0, l1, l2 = course.l0, course.l1, course.l2
        decay0, decay1, decay2 = expm1(-l0 * hours), expm1(-l1 * hours), expm1(-l2 * hours)
        if course.separated:
            shape01, shape12 = (decay1 - decay0) * course.i01, (decay2 - decay1) * course.i12
            shape012 = (shape12 - shape01) * course.i02
        else:
            shape01, shape12, shape012 = close_shapes(course, hours)
        self.kept0, self.kept1, self.kept2 = 1.0 + decay0, 1.0 + decay1, 1.0 + decay2
        self.from0to1, self.from1to2 = course.p0 * shape01, course.p1 * shape12
        self.from0to2 = course.p01 * shape012
        self.added0 = -course.q0 * decay0
        self.added1 = -course.q1 * decay1 - course.q0 * self.from0to1
        self.added2 = -course.q2 * decay2 - course.q1 * self.from1to2 - course.q0 * self.from0to2


class _Walk:
    """Pieces and switches, one after the other, as one affine map from the pools at the beginning."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self.hours = 0.0
        self._gen0 = (0.0, 1.0)
        self._gen1 = (0.0, 0.0, 1.0)
        self._gen2 = (0.0, 0.0, 0.0, 1.0)

    def go(self, piece: _Piece) -> None:
        self.hours += piece.hours
        fixed0, by00 = self._gen0
        fixed1, by10, by11 = self._gen1
        fixed2, by20, by21, by22 = self._gen2
        self._gen0 = (piece.kept0 * fixed0 + piece.added0, piece.kept0 * by00)
        self._gen1 = (
            piece.kept1 * fixed1 + piece.from0to1 * fixed0 + piece.added1,
            piece.kept1 * by10 + piece.from0to1 * by00,
            piece.kept1 * by11,
        )
        self._gen2 = (
            piece.kept2 * fixed2 + piece.from1to2 * fixed1 + piece.from0to2 * fixed0 + piece.added2,
            piece.kept2 * by20 + piece.from1to2 * by10 + piece.from0to2 * by00,
            piece.kept2 * by21 + piece.from1to2 * by11,
            piece.kept2 * by22,
        )

    def switch(self) -> None:
        fixed, by00 = self._gen0
        left = 1.0 - self._course.share
        self._gen0 = (fixed * left + self._course.room * self._course.share, by00 * left)

    def look(self) -> _Look:
        fixed0, by00 = self._gen0
        fixed1, by10, by11 = self._gen1
        fixed2, by20, by21, by22 = self._gen2
        return _Look(
            self.hours,
            self._course.live + fixed0 + fixed1 + fixed2,
            by00 + by10 + by20,
            by11 + by21,
            by22,
        )


_FIRST_WIDTH_SECONDS = 120.0
_TOLERANCE_SECONDS = 1e-3
_ALL_STEPS = 120
_SECANT_STEPS = 24


# The tooltip, the menu and a suggestion ask the same within a moment.
@lru_cache(maxsize=8)
def break_length(
    pools: Pools,
    drive_now: Drive,
    regime: Regime,
    law: Law,
    *,
    buys_seconds: float,
    threshold: float,
    shortest_seconds: float,
    longest_seconds: float,
    switches_per_hour: float,
) -> Break:
    """The shortest rest in ``regime`` after which work as now stays below ``threshold`` for ``buys_seconds``.

    Load, commitments and availability are those of ``drive_now``; the switches after the rest come at (k + ½)/rate, and
    the pressure just after each counts. The answer lies between the shortest and the longest rest allowed and is right
    to a millisecond. When not even the longest is enough, it is the longest, with what that buys.
    """
    for length in (buys_seconds, shortest_seconds, longest_seconds):
        hours_in(length)
    rest = replace(drive_now, regime=regime, gap=False)
    work = replace(drive_now, regime=Regime.WORK, gap=False)
    longest = max(shortest_seconds, longest_seconds)

    def buys(seconds: float) -> float | None:
        """How long work stays below the threshold after a rest; None when for all of the time asked for."""
        after = advance(pools, rest, seconds, law)
        if pressure(after, work, law) >= threshold:
            return 0.0
        return crossing(after, work, threshold, buys_seconds, law, switches_per_hour=switches_per_hour)

    ahead = Ahead(work, law, buys_seconds, switches_per_hour)
    found = _shortest(lambda s: ahead.highest(advance(pools, rest, s, law)) - threshold, shortest_seconds, longest)
    if found is not None and buys(found) is not None:
        # Between two switches the pressure can turn above both ends: rare, and then every step asks exactly.
        found = _shortest(lambda s: -1.0 if buys(s) is None else 1.0, found, longest)
    if found is not None:
        return Break(found, True, buys_seconds)
    bought = buys(longest)
    return Break(longest, bought is None, buys_seconds if bought is None else bought)


def _shortest(excess: Callable[[float], float], shortest: float, longest: float) -> float | None:
    """The shortest length with ``excess`` below 0, which falls as the length grows; None when there is none."""
    low, at_low = shortest, excess(shortest)
    if at_low < 0.0:
        return shortest
    width = _FIRST_WIDTH_SECONDS
    while low < longest:
        high = min(low + width, longest)
        at_high = excess(high)
        if at_high < 0.0:
            return _narrowed(excess, low, high, at_low, at_high)
        low, at_low = high, at_high
        width *= 2.0
    return None


def _narrowed(excess: Callable[[float], float], low: float, high: float, at_low: float, at_high: float) -> float:
    """The upper end of the bracket once it is narrow: regula falsi, where an end that stays counts half (Illinois)."""
    margin = 0.5 * _TOLERANCE_SECONDS
    for step in range(_ALL_STEPS):
        if high - low <= _TOLERANCE_SECONDS:
            break
        middle = high - at_high * (high - low) / (at_high - at_low) if step < _SECANT_STEPS else 0.5 * (low + high)
        middle = min(max(middle, low + margin), high - margin)
        value = excess(middle)
        if value < 0.0:
            high, at_high, at_low = middle, value, 0.5 * at_low
        else:
            low, at_low, at_high = middle, value, 0.5 * at_high
    return high
