"""What is the convolution of several exponentials, however close their rates and however short the time?"""

from collections.abc import Sequence
from math import exp, expm1

_NEAR = 2.0
"""Up to this spread (difference of rates × time) the series is used; beyond it the recursion loses a digit at most."""
_ENOUGH = 1e-17
"""A term of the series below this share of the sum no longer changes it."""


def convolution(rates: Sequence[float], hours: float) -> float:
    """⟨x, y, …⟩: the convolution of e^(−xt), e^(−yt), … at ``hours``; at least 0, symmetric in the rates.

    Up to its sign a divided difference of e^(−xt) over the rates. Accurate to about 1e-14 of its own value
    for equal, nearly equal and distant rates alike.
    """
    return _convolution(tuple(sorted(rates)), hours)


def _convolution(rates: tuple[float, ...], hours: float) -> float:
    """The same for rates in ascending order."""
    slowest, fastest = rates[0], rates[-1]
    if len(rates) == 1:
        return exp(-slowest * hours)
    spread = (fastest - slowest) * hours
    if spread <= _NEAR:
        return _series(rates, hours)
    if len(rates) == 2:
        return exp(-slowest * hours) * -expm1(-spread) / (fastest - slowest)
    return (_convolution(rates[:-1], hours) - _convolution(rates[1:], hours)) / (fastest - slowest)


def _series(rates: tuple[float, ...], hours: float) -> float:
    """e^(−mt)·tⁿ·Σ hₖ(y)/(n+k)!, with m the fastest rate, yᵢ = (m − xᵢ)·t, and hₖ the sum of all monomials of degree k.

    Measured from the fastest rate every term is positive, so nothing cancels.
    """
    order = len(rates) - 1
    offsets = [(rates[-1] - rate) * hours for rate in rates]
    sums = [1.0] * len(rates)
    weight = 1.0
    for factor in range(1, order + 1):
        weight *= hours / factor
    term = total = weight
    degree = 0
    while term > _ENOUGH * total:
        degree += 1
        weight /= order + degree
        below = 0.0
        for index, offset in enumerate(offsets):
            below += offset * sums[index]
            sums[index] = below
        term = weight * below
        total += term
    return exp(-rates[-1] * hours) * total
