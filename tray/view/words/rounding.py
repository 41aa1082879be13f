"""Rounds everything shown in one way: the whole down, its parts to whole numbers that add up to it.

A memory is full at 100%, and no percentage that is shown is more: whoever has read 240% knows nothing that helps beyond
that it is full. The law goes on counting, since the rest that is owed is as long as what was put in; what it counts is
shown in points, where every point is itemised, and in JSON.

Rounded down, a level's number never shows before its colour, and whoever reads the number in two places reads the same.
"""

from collections.abc import Mapping, Sequence
from math import floor

from tray.lib.language.formats import formats
from tray.lib.language.translation import say, say_many

FULL = 100
POOLS = ("gen0", "gen1", "gen2", "live")
"""What the pressure is made of, in the order in which it is told."""


def whole(value: float) -> int:
    """A number of points, or of percent, as it is shown."""
    return floor(value)


def of_100(value: float) -> int:
    """A percentage as a whole number, of 100 at most."""
    return min(whole(value), FULL)


def percent(value: float) -> str:
    """``6%``, or ``6 %`` where people write it so."""
    return formats().in_percent(of_100(value))


def change(before: float, after: float) -> str:
    """``22% → 15%``; in points where both are more than full."""
    if min(whole(before), whole(after)) < FULL or whole(before) == whole(after):
        return say("{before} → {after}", before=percent(before), after=percent(after))
    points, full = abs(whole(before) - whole(after)), percent(FULL)
    if after < before:
        return say_many("still {full}, {count} point less", "still {full}, {count} points less", points, full=full)
    return say_many("still {full}, {count} point more", "still {full}, {count} points more", points, full=full)


def fine_percent(value: float) -> str:
    """``6.3%``, for an imagined life alone, whose numbers are those of the model and of nobody."""
    return formats().in_percent(min(floor(value * 10.0), FULL * 10) / 10, 1)


def shared(total: int, values: Sequence[float]) -> list[int]:
    """``values``, which sum up to about ``total``, in whole numbers that add up to it: each within one of what it is.

    All are rounded down; those that lose most by it are rounded up instead, as many as it takes.
    """
    down = [floor(value) for value in values]
    by_loss = sorted(range(len(values)), key=lambda index: down[index] - values[index])
    missing = total - sum(down)
    for index in by_loss[:missing] if missing > 0 else by_loss[missing:] if missing else ():
        down[index] += 1 if missing > 0 else -1
    return down


def held(pressure: float, pools: Mapping[str, float]) -> dict[str, int]:
    """What holds the pressure, pool by pool: these add up to the number shown. Beyond it, each is its share of 100."""
    share = FULL / pressure if whole(pressure) > FULL else 1.0
    return dict(zip(POOLS, shared(of_100(pressure), [pools[name] * share for name in POOLS]), strict=True))
