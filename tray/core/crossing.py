"""When does the pressure reach a threshold, and where is it highest?"""

from collections.abc import Iterator
from itertools import chain, pairwise

from tray.core.curve import Curve, curve_of
from tray.core.motion import SECONDS_AN_HOUR, advance, hours_in, pressure, switch
from tray.core.pools import Drive, Pools
from tray.core.rates import course_of, rates_of
from tray.settings.catalogue import Law

_NEWTON_STEPS = 16
_ALL_STEPS = 160
_TOLERANCE_H = 3e-13
"""About a nanosecond."""
_ULPS = 1e-15


def crossing(
    pools: Pools, drive: Drive, threshold: float, within_seconds: float, law: Law, *, switches_per_hour: float = 0.0
) -> float | None:
    """The first time in (0, within], in seconds, at which pressure − threshold changes side; None when there is none.

    At the threshold counts as above. Without switches, the pools advanced by the answer are on the new side, so whoever
    sleeps until then finds it crossed. ``switches_per_hour`` are expected switches, the k-th (k = 0, 1, …) at
    (k + ½)/rate; the pressure just after each counts too. ValueError when ``within_seconds`` is negative or not finite.
    """
    hours_in(within_seconds)
    above = pressure(pools, drive, law) >= threshold
    for start, end, at_start in stages(pools, drive, within_seconds, law, switches_per_hour):
        if (pressure(at_start, drive, law) >= threshold) is not above:
            return start
        curve = curve_of(at_start, drive, law, threshold)
        hours = next(_roots(curve, 0, (end - start) / SECONDS_AN_HOUR), None)
        if hours is not None:
            found = start + hours * SECONDS_AN_HOUR
            if switches_per_hour > 0.0:
                return found
            return _surely_crossed(pools, drive, threshold, found, within_seconds, law, above)
    return None


def rest_until(pools: Pools, drive: Drive, target: float, longest_seconds: float, law: Law) -> float | None:
    """How long ``drive``, a rest, must last to bring the pressure down to ``target``, in seconds.

    0 when it is there already; None when not even the longest rest brings it there.
    """
    if pressure(pools, drive, law) <= target:
        return 0.0
    return crossing(pools, drive, target, longest_seconds, law)


def highest(
    pools: Pools, drive: Drive, seconds: float, law: Law, *, switches_per_hour: float = 0.0
) -> tuple[float, float]:
    """When within ``seconds`` the pressure is highest, and that pressure; the earliest such time, both ends included.

    Switches as for ``crossing``: the highest pressure often lies just after one.
    """
    best_at, best = 0.0, pressure(pools, drive, law)
    for start, end, at_start in stages(pools, drive, seconds, law, switches_per_hour):
        curve = curve_of(at_start, drive, law, 0.0)
        hours = (end - start) / SECONDS_AN_HOUR
        for at in chain((0.0,), _roots(curve, 1, hours), (hours,)):
            reached = curve[0](at)
            if reached > best:
                best_at, best = start + at * SECONDS_AN_HOUR, reached
    return best_at, best


def stages(
    pools: Pools, drive: Drive, seconds: float, law: Law, switches_per_hour: float = 0.0
) -> Iterator[tuple[float, float, Pools]]:
    """Cut a time at its switches and at the mark from which being awake tells.

    Each stage is its start, its end, and the pools just after its start.
    """
    start = 0.0
    for at, is_switch in _cuts(pools, drive, seconds, law, switches_per_hour):
        yield start, at, pools
        pools = advance(pools, drive, at - start, law)
        if is_switch:
            pools = switch(pools, drive, law)
        start = at
    yield start, seconds, pools


def _cuts(
    pools: Pools, drive: Drive, seconds: float, law: Law, switches_per_hour: float
) -> Iterator[tuple[float, bool]]:
    course = course_of(drive, rates_of(law))
    mark = (course.awake_limit_h - pools.awake_h) * SECONDS_AN_HOUR
    ahead = 0.0 < mark < seconds and course.beta > 0.0 and not course.gap
    if course.working and switches_per_hour > 0.0:
        apart = SECONDS_AN_HOUR / switches_per_hour
        at, count = 0.5 * apart, 0
        while at <= seconds:
            if ahead and mark < at:
                yield mark, False
                ahead = False
            yield at, True
            count += 1
            at = (count + 0.5) * apart
    if ahead:
        yield mark, False


def _roots(curve: Curve, level: int, end: float) -> Iterator[float]:
    """Where function ``level`` of the curve changes sign within (0, end], in order, each just after the change.

    Between two sign changes of the next function this one, times a growing exponential, is monotone. The last function
    never changes sign.
    """
    if level == len(curve) - 1:
        return
    function = curve[level]
    left_side = function(0.0) >= 0.0
    for left, right in pairwise(chain((0.0,), _roots(curve, level + 1, end), (end,))):
        right_side = function(right) >= 0.0
        if right_side is not left_side:
            yield _sign_change(curve, level, left, right, left_side)
        left_side = right_side


def _sign_change(curve: Curve, level: int, left: float, right: float, left_side: bool) -> float:
    """The one sign change in (left, right], within a nanosecond, on the side of ``right``.

    Newton's steps on the function times its growing exponential, kept in the bracket; halving where they do not help.
    """
    function, derived = curve[level], curve[level + 1]
    at = 0.5 * (left + right)
    for step in range(_ALL_STEPS):
        value = function(at)
        if (value >= 0.0) is left_side:
            left = at
        else:
            right = at
        tolerance = _TOLERANCE_H + _ULPS * right
        if right - left <= tolerance:
            break
        rate = derived(at)
        move = -value / rate if rate else 0.0
        if abs(move) < 0.25 * tolerance:
            # Newton has arrived; a step across the root closes the bracket from the other side.
            move = 0.5 * tolerance if at == left else -0.5 * tolerance
        at += move
        if not left < at < right or step >= _NEWTON_STEPS:
            at = 0.5 * (left + right)
    return right


def _surely_crossed(
    pools: Pools, drive: Drive, threshold: float, at: float, within: float, law: Law, above: bool
) -> float | None:
    """``at``, put off by the nanoseconds of rounding until ``advance`` agrees that the side has changed.

    None when it does not to the very end: then the crossing was one of rounding only.
    """
    put_off = 1e-9
    while (pressure(advance(pools, drive, at, law), drive, law) >= threshold) is above:
        if at >= within:
            return None
        at = min(at + put_off, within)
        put_off *= 2.0
    return at
