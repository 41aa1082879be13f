"""The pressure over the hours to come, as a sum of exponentials: when it reaches a threshold, and where it is highest.

Within a regime it is a constant plus three exponentials. Multiplied by a growing exponential and derived, a sum of
exponentials has one term fewer (Rolle). So of the four functions here the last never changes its sign, the one before
at most once, and the pressure itself has at most three crossings with any threshold, which can be isolated one by one.
"""

from collections.abc import Callable, Iterator
from math import exp, expm1, floor, inf

from tray.core.law.equations import SECONDS_AN_HOUR, Course, advance, course_of, hours_in, pressure, switch
from tray.core.law.values import Drive, Pools
from tray.settings.defaults.every_setting import Law

Function = Callable[[float], float]
"""Of hours from now."""

Curve = tuple[Function, Function, Function, Function]
"""Pressure − threshold; its derivative; (d/dt + λ0) of that; (d/dt + λ1) of that, which has one sign for ever."""

_ROUNDING_H = 1e-9


def curve_of(pools: Pools, drive: Drive, law: Law, threshold: float) -> Curve:
    """The curve from ``pools`` on. It holds up to the next switch, and to the mark from which being awake tells."""
    course = course_of(drive, law)
    told = pools.awake_h >= course.awake_limit_h - _ROUNDING_H and not course.gap
    strain = course.beta if told else 0.0
    if course.separated:
        return _exponentials(pools, course, strain, threshold)
    return _through_states(pools, drive, law, strain, threshold)


def _exponentials(pools: Pools, course: Course, strain: float, threshold: float) -> Curve:
    """By partial fractions: pressure(t) = pressure + Σ aⱼ·(e^(−λⱼt) − 1)."""
    l0, l1, l2 = course.l0, course.l1, course.l2
    above0 = pools.gen0 - course.q0
    above1 = pools.gen1 - course.q1
    above2 = pools.gen2 - course.q2 - strain / l2
    passed01 = course.p0 * above0 * course.i01
    passed12 = course.p1 * above1 * course.i12
    passed02 = course.p01 * above0 * course.i02
    a0 = above0 - passed01 + passed02 * course.i01
    a1 = above1 + passed01 - passed12 - passed02 * (course.i01 + course.i12)
    a2 = above2 + passed12 + passed02 * course.i12
    b0, b1, b2 = -a0 * l0, -a1 * l1, -a2 * l2
    c1, c2 = b1 * (l0 - l1), b2 * (l0 - l2)
    d2 = c2 * (l1 - l2)
    base = pools.gen0 + pools.gen1 + pools.gen2 + course.live - threshold

    def value(hours: float) -> float:
        return base + a0 * expm1(-l0 * hours) + a1 * expm1(-l1 * hours) + a2 * expm1(-l2 * hours)

    def slope(hours: float) -> float:
        return b0 * exp(-l0 * hours) + b1 * exp(-l1 * hours) + b2 * exp(-l2 * hours)

    def bend(hours: float) -> float:
        return c1 * exp(-l1 * hours) + c2 * exp(-l2 * hours)

    def last(hours: float) -> float:
        return d2 * exp(-l2 * hours)

    return value, slope, bend, last


def _through_states(pools: Pools, drive: Drive, law: Law, strain: float, threshold: float) -> Curve:
    """By advancing the pools: right however close the rates, and some ten times slower."""
    course = course_of(drive, law)
    shut = course.alpha / course.room + course.c0

    def moved(hours: float) -> Pools:
        return advance(pools, drive, hours * SECONDS_AN_HOUR, law)

    def speeds(at: Pools) -> tuple[float, float, float]:
        return (
            course.alpha - course.l0 * at.gen0,
            course.p0 * at.gen0 - course.l1 * at.gen1,
            course.p1 * at.gen1 - course.l2 * at.gen2 + strain,
        )

    def value(hours: float) -> float:
        at = moved(hours)
        return at.gen0 + at.gen1 + at.gen2 + course.live - threshold

    def slope(hours: float) -> float:
        return sum(speeds(moved(hours)))

    def bend(hours: float) -> float:
        return bend_at(moved(hours))

    def bend_at(at: Pools) -> float:
        first = speeds(at)
        return course.l0 * sum(first) - shut * first[0] - course.c1 * first[1] - course.c2 * first[2]

    def last(hours: float) -> float:
        at = moved(hours)
        first = speeds(at)
        second = (
            -course.l0 * first[0],
            course.p0 * first[0] - course.l1 * first[1],
            course.p1 * first[1] - course.l2 * first[2],
        )
        turned = course.l0 * sum(second) - shut * second[0] - course.c1 * second[1] - course.c2 * second[2]
        return turned + course.l1 * bend_at(at)

    return value, slope, bend, last


_NEWTON_STEPS = 16
_ALL_STEPS = 160
_TOLERANCE_H = 3e-13
"""About a nanosecond."""
_ULPS = 1e-15


def first_root(curve: Curve, end: float) -> float | None:
    """The first of the roots of the pressure − threshold itself."""
    value, left = curve[0], 0.0
    left_side = value(0.0) >= 0.0
    for right in (*roots(curve, 1, end), end):
        if (value(right) >= 0.0) is not left_side:
            return sign_change(curve, 0, left, right, left_side)
        left = right
    return None


def roots(curve: Curve, level: int, end: float) -> list[float]:
    """Where function ``level`` of the curve changes sign within (0, end], in order, each just after the change.

    Between two sign changes of the next function this one, times a growing exponential, is monotone. The last function
    never changes sign.
    """
    if level == len(curve) - 1:
        return []
    function, left, found = curve[level], 0.0, []
    left_side = function(0.0) >= 0.0
    for right in (*roots(curve, level + 1, end), end):
        right_side = function(right) >= 0.0
        if right_side is not left_side:
            found.append(sign_change(curve, level, left, right, left_side))
        left, left_side = right, right_side
    return found


def sign_change(curve: Curve, level: int, left: float, right: float, left_side: bool) -> float:
    """The one sign change in (left, right], within a nanosecond, on the side of ``right``.

    Newton's steps on the function times its growing exponential, kept in the bracket; halving where they do not help.
    """
    function, derived = curve[level], curve[level + 1]
    at = left
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


def crossing(
    pools: Pools, drive: Drive, threshold: float, within_seconds: float, law: Law, *, switches_per_hour: float = 0.0
) -> float | None:
    """The first time in (0, within], in seconds, at which pressure − threshold changes side; None when there is none.

    At the threshold counts as above. Without switches, the pools advanced by the answer are on the new side, so whoever
    sleeps until then finds it crossed. ``switches_per_hour`` are expected switches, the k-th (k = 0, 1, …) at
    (k + ½)/rate; the pressure just after each counts too. ValueError when ``within_seconds`` is negative or not finite.
    """
    hours_in(within_seconds)
    course = course_of(drive, law)
    above = pressure(pools, drive, law) >= threshold
    for start, end, at_start in stages(pools, drive, within_seconds, law, switches_per_hour):
        now = pressure(at_start, drive, law)
        if (now >= threshold) is not above:
            return start
        if _stays(now - threshold, course, (end - start) / SECONDS_AN_HOUR, at_start):
            continue
        curve = curve_of(at_start, drive, law, threshold)
        hours = first_root(curve, (end - start) / SECONDS_AN_HOUR)
        if hours is not None:
            found = start + hours * SECONDS_AN_HOUR
            if switches_per_hour > 0.0:
                return found
            return _surely_crossed(pools, drive, threshold, found, within_seconds, law, above)
    return None


def _stays(excess: float, course: Course, hours: float, pools: Pools) -> bool:
    """Whether the side cannot change, by bounds that cost nothing: most stages between two switches end here.

    No pool rises but by allocation and β, and altogether they fall no faster than the fastest of them is collected.
    """
    if excess < 0.0:
        return excess + (course.alpha + course.beta) * hours < 0.0
    held = pools[0] + pools[1] + pools[2]
    return pools[0] <= course.room and excess > held * max(course.c0, course.c1, course.c2) * hours


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
        for at in (0.0, *roots(curve, 1, hours), hours):
            reached = curve[0](at)
            if reached > best:
                best_at, best = start + at * SECONDS_AN_HOUR, reached
    return best_at, best


def stages(
    pools: Pools,
    drive: Drive,
    seconds: float,
    law: Law,
    switches_per_hour: float = 0.0,
    most_switches: float = inf,
    begun: float = 0.0,
) -> Iterator[tuple[float, float, Pools]]:
    """Cut a time at its switches and at the mark from which being awake tells.

    Each stage is its start, its end, and the pools just after its start. The switches are those of a time that has gone
    on for ``begun`` seconds already.
    """
    start = 0.0
    for at, is_switch in _cuts(pools, drive, seconds, law, switches_per_hour, most_switches, begun):
        yield start, at, pools
        pools = advance(pools, drive, at - start, law)
        if is_switch:
            pools = switch(pools, drive, law)
        start = at
    yield start, seconds, pools


def _cuts(
    pools: Pools, drive: Drive, seconds: float, law: Law, switches_per_hour: float, most_switches: float, begun: float
) -> Iterator[tuple[float, bool]]:
    course = course_of(drive, law)
    mark = (course.awake_limit_h - pools.awake_h) * SECONDS_AN_HOUR
    ahead = 0.0 < mark < seconds and course.beta > 0.0 and not course.gap
    if course.working and switches_per_hour > 0.0:
        apart = SECONDS_AN_HOUR / switches_per_hour
        count = 0 if begun <= 0.0 else floor(begun / apart + 0.5)
        at = (count + 0.5) * apart - begun
        while at <= seconds and count < most_switches:
            if ahead and mark < at:
                yield mark, False
                ahead = False
            yield at, True
            count += 1
            at = (count + 0.5) * apart - begun
    if ahead:
        yield mark, False


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
