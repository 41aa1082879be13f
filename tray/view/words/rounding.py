"""Rounds numbers so that what is shown adds up."""

from collections.abc import Sequence
from math import floor


def tenth(value: float) -> int:
    """A number in whole tenths, halves up."""
    return floor(value * 10.0 + 0.5)


def shared(whole: int, values: Sequence[float]) -> list[int]:
    """``values`` in whole tenths that add up to ``whole`` tenths, each within a tenth of what it is.

    ``whole`` is their sum, rounded. Those that lose most by rounding down are rounded up.
    """
    down = [floor(value * 10.0) for value in values]
    by_loss = sorted(range(len(values)), key=lambda index: down[index] - values[index] * 10.0)
    for index in by_loss[: whole - sum(down)]:
        down[index] += 1
    return down
