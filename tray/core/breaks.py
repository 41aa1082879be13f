"""How long must this break be?"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from tray.core.ahead import Ahead
from tray.core.crossing import crossing
from tray.core.motion import advance, hours_in, pressure
from tray.core.pools import Break, Drive, Pools
from tray.core.regime import Regime
from tray.settings.catalogue import Law

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
