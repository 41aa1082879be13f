"""When the pressure reaches a threshold, and where it is highest."""

from collections.abc import Iterator
from math import floor, inf

from tray.core.law.curve import curve_of, first_root, roots
from tray.core.law.equations import Course, course_of
from tray.core.law.motion import SECONDS_AN_HOUR, advance, hours_in, pressure, switch
from tray.core.law.values import Drive, Pools
from tray.settings.catalogue.catalogue import Law


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
