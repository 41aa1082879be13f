"""Whether something has drifted: the last ten days of work against the thirty before, in the person's own spread."""

from collections.abc import Sequence
from statistics import median

from tray.lib.frozen import dataclass

LAST = 10
BEFORE = 30
LEAST_BEFORE = 20
"""With fewer days before, nobody knows what is usual for this person."""
_MAD_TO_SD = 1.4826
"""What makes of a median absolute deviation the standard deviation of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Trend:
    """How the last values stand to those before them."""

    now: float
    """The median of the last ten."""
    usual: float
    """The median of the thirty before them."""
    spread: float
    """Their robust standard deviation."""


def trend(values: Sequence[float]) -> Trend | None:
    """How the last ten of ``values`` stand to those before; None while they are too few."""
    before = values[-LAST - BEFORE : -LAST]
    if len(before) < LEAST_BEFORE:
        return None
    usual = median(before)
    spread = _MAD_TO_SD * median(abs(value - usual) for value in before)
    return Trend(median(values[-LAST:]), usual, spread)


def has_risen(found: Trend | None, least: float) -> bool:
    """Up by one robust standard deviation and by ``least``, at the least (law/README.md, Early warnings)."""
    return found is not None and found.now - found.usual >= max(found.spread, least)


def has_fallen(found: Trend | None, least: float) -> bool:
    """Down by as much."""
    return found is not None and found.usual - found.now >= max(found.spread, least)
