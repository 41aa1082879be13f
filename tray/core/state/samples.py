"""How high the pressure was between two facts, at which level, and for how long."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from tray.core.law.law import advance, pressure
from tray.core.law.levels_and_gauge_steps import word
from tray.core.state.state import State, drive
from tray.settings.defaults.every_setting import Levels

STEP = timedelta(minutes=5)
"""The law moves slowly enough between two facts for straight lines of this length to be right to a few seconds."""
_HOUR = timedelta(hours=1)


def samples(before: State, start: datetime, end: datetime, step: timedelta = STEP) -> Iterator[tuple[datetime, float]]:
    """The pressure from ``start`` to ``end``, both included, within the stage that ``before`` begins."""
    under = drive(before)
    count = max(-((start - end) // step), 1)
    for n in range(count + 1):
        at = start + (end - start) * n / count
        pools = advance(before.pools, under, (at - before.at).total_seconds(), before.law)
        yield at, pressure(pools, under, before.law)


def by_level(before: State, start: datetime, end: datetime, levels: Levels, into: dict[str, timedelta]) -> float:
    """Add the time spent at each level to ``into``; gives the pressure × hours."""
    area, last = 0.0, None
    for at, value in samples(before, start, end):
        if last is not None:
            area += (last[1] + value) / 2 * ((at - last[0]) / _HOUR)
            for name, share in _shares(last[1], value, levels):
                into[name] = into.get(name, timedelta(0)) + (at - last[0]) * share
        last = (at, value)
    return area


def _shares(one: float, other: float, levels: Levels) -> Iterator[tuple[str, float]]:
    """Which share of a straight line lies at which level; the shares add up to 1."""
    low, high = sorted((one, other))
    if low == high or word(low, levels) == word(high, levels):
        yield word(low, levels), 1.0
        return
    bounds = (levels.yellow, levels.orange, levels.red, levels.critical)
    cuts = [low, *(float(bound) for bound in bounds if low < bound < high), high]
    for begin, end in pairwise(cuts):
        yield word((begin + end) / 2, levels), (end - begin) / (high - low)
