"""The inks that the chip is drawn in: roles, and mixes of two of them on curves. Their colours come later."""

from enum import IntEnum
from itertools import combinations


class Role(IntEnum):
    """What a pixel of the chip is. The colour follows from it."""

    CLEAR = 0
    LINE = 1
    """The outermost edge, which stands against the panel."""
    RIM = 2
    """The frame, which carries the level even when the chip is empty."""
    GLASS = 3
    """The empty part, and the margin around a mark."""
    FILL = 4
    BACK = 5
    """What is filled behind a mark. Where there is but one colour it stays empty, so that the mark is seen."""
    PIN = 6
    MARK = 7


SHADES = 8
"""A pixel on a curve is mixed from two roles in eighths."""

_PAIRS = tuple(combinations(Role, 2))
INKS = len(Role) + len(_PAIRS) * (SHADES - 1)


def ink(over: Role, under: Role, eighths: int) -> int:
    """The number of the ink in which ``over`` covers so many eighths of a pixel of ``under``: one at least."""
    if over is under or eighths >= SHADES:
        return over
    if over > under:
        over, under, eighths = under, over, SHADES - eighths
    return len(Role) + _PAIRS.index((over, under)) * (SHADES - 1) + eighths - 1


def ingredients(number: int) -> tuple[Role, Role, int]:
    """The inverse of ``ink``: over, under, and eighths of ``over``."""
    if number < len(Role):
        return Role(number), Role(number), SHADES
    pair, shade = divmod(number - len(Role), SHADES - 1)
    over, under = _PAIRS[pair]
    return over, under, shade + 1
