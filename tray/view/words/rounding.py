"""Rounds everything shown in one way: the whole down, its parts to whole numbers that add up to it.

Rounded down, a level's number never shows before its colour, and whoever reads the number in two places reads the same.
"""

from collections.abc import Mapping, Sequence
from math import floor

POOLS = ("gen0", "gen1", "gen2", "live")
"""What the pressure is made of, in the order in which it is told."""


def whole(value: float) -> int:
    """A number of points, or of percent, as it is shown."""
    return floor(value)


def percent(value: float) -> str:
    """``6%``."""
    return f"{whole(value)}%"


def fine_percent(value: float) -> str:
    """``6.3%``, for two numbers so near that whole ones do not tell them apart."""
    tenths = floor(value * 10.0)
    return f"{tenths // 10}.{tenths % 10}%"


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
    """What holds the pressure, pool by pool: these add up to the number shown."""
    return dict(zip(POOLS, shared(whole(pressure), [pools[name] for name in POOLS]), strict=True))
