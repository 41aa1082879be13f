"""Moves the pools, the reserves and the strain exactly, in one step, however long the time."""

from collections.abc import Sequence
from math import exp, expm1, inf

from tray.core.law.equations import Course, course_of
from tray.core.law.values import Drive, Flows, Pools
from tray.settings.catalogue.catalogue import Law

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


SECONDS_AN_HOUR = 3600.0
WAKING_SLEEP_H = 3.0
"""A SLEEP of this length ends being awake."""
_ROUNDING_H = 1e-9
"""A sleep that was cut into pieces still reaches its mark when their sum falls short by rounding."""


def hours_in(seconds: float) -> float:
    """Hours in a length of time; ValueError unless it is finite and not negative."""
    if not 0.0 <= seconds < inf:
        raise ValueError(f"the law cannot go on for {seconds!r} seconds")
    return seconds / SECONDS_AN_HOUR


def advance(pools: Pools, drive: Drive, seconds: float, law: Law) -> Pools:
    """The pools after ``seconds`` of ``drive``: the closed form, exact to rounding from 1e-5 s to 10 years.

    Cutting the time anywhere changes nothing. ValueError when ``seconds`` is negative or not finite.
    """
    if not 0.0 < seconds < inf:
        hours_in(seconds)
        return pools
    hours = seconds / SECONDS_AN_HOUR
    course = course_of(drive, law)
    gen0, gen1, gen2, awake_h, slept_h, withheld = pools
    decay0 = expm1(-course.l0 * hours)
    decay1 = expm1(-course.l1 * hours)
    decay2 = expm1(-course.l2 * hours)
    if course.separated:
        shape01 = (decay1 - decay0) * course.i01
        shape12 = (decay2 - decay1) * course.i12
        shape012 = (shape12 - shape01) * course.i02
    else:
        shape01, shape12, shape012 = close_shapes(course, hours)
    # Measured from where they would settle for ever, the pools only decay and pass on: that saves half the terms.
    above0 = gen0 - course.q0
    above1 = gen1 - course.q1
    gen0 += above0 * decay0
    gen1 += above1 * decay1 + course.p0 * above0 * shape01
    gen2 += (gen2 - course.q2) * decay2 + course.p1 * above1 * shape12 + course.p01 * above0 * shape012
    if withheld:
        withheld += withheld * decay2
    if course.asleep:
        slept_h += hours
        if slept_h >= WAKING_SLEEP_H - _ROUNDING_H:
            awake_h = 0.0
    else:
        slept_h = 0.0
        awake_h += hours
        beyond_h = awake_h - course.awake_limit_h
        if beyond_h > 0.0:
            points = strain(course, min(beyond_h, hours))
            if course.gap:
                withheld += points
            else:
                gen2 += points
    # In the shortest times rounding may leave the like of −1e-25; gen0, a single exponential, is safe.
    gen1, gen2 = (gen1 if gen1 > 0.0 else 0.0), (gen2 if gen2 > 0.0 else 0.0)
    # Half the price of calling Pools, which only does this.
    return tuple.__new__(Pools, (gen0, gen1, gen2, awake_h, slept_h, withheld))


def close_shapes(course: Course, hours: float) -> tuple[float, float, float]:
    """⟨λ0,λ1⟩, ⟨λ1,λ2⟩ and ⟨λ0,λ1,λ2⟩ when two of the rates nearly coincide."""
    l0, l1, l2 = course.l0, course.l1, course.l2
    return convolution((l0, l1), hours), convolution((l1, l2), hours), convolution((l0, l1, l2), hours)


def strain(course: Course, hours: float) -> float:
    """What ``hours`` beyond the limit of being awake leave in gen2: β·⟨0, λ2⟩. It feeds no other pool."""
    return -course.beta * expm1(-course.l2 * hours) / course.l2


def settle(pools: Pools, keep: bool) -> Pools:
    """At the end of a gap: what was withheld goes into gen2, or, when the gap turned out long, is dropped."""
    return pools._replace(gen2=pools.gen2 + pools.withheld if keep else pools.gen2, withheld=0.0)


def switch(pools: Pools, drive: Drive, law: Law, times: int = 1) -> Pools:
    """The pools just after ``times`` switches of context at one instant. Outside WORK switches are ignored."""
    added = _allocated(pools, drive, law, times)
    return tuple.__new__(Pools, (pools[0] + added, *pools[1:])) if added else pools


def switched(pools: Pools, drive: Drive, law: Law, times: int = 1) -> Flows:
    """What ``times`` switches at one instant allocate: never more than eden has room for."""
    return Flows(allocated=_allocated(pools, drive, law, times))


def _allocated(pools: Pools, drive: Drive, law: Law, times: int) -> float:
    if times < 0:
        raise ValueError(f"there cannot be {times} switches")
    course = course_of(drive, law)
    room = max(course.room - pools.gen0, 0.0)
    return room * (course.share if times == 1 else 1.0 - (1.0 - course.share) ** times)


def pressure(pools: Pools, drive: Drive, law: Law) -> float:
    """gen0 + gen1 + gen2 + live(n), in percent; may exceed 100. What is withheld is no part of it."""
    return pools[0] + pools[1] + pools[2] + course_of(drive, law).live


def flows(pools: Pools, drive: Drive, seconds: float, law: Law) -> Flows:
    """What ``seconds`` of ``drive`` allocate, free and promote, in closed form.

    Conservation holds to rounding. What is withheld in an open gap is not counted. ValueError as for ``advance``.
    """
    hours = hours_in(seconds)
    course = course_of(drive, law)
    held0, held1, held2 = _held(pools, course, hours)
    beyond_h = min(max(pools.awake_h + hours - course.awake_limit_h, 0.0), hours)
    beta = 0.0 if course.gap else course.beta * beyond_h
    if beta:
        held2 += course.beta * convolution((0.0, 0.0, course.l2), beyond_h)
    return Flows(
        allocated=max(course.alpha * (hours - held0 / course.room), 0.0),
        freed0=course.c0 * held0,
        freed1=course.c1 * held1,
        freed2=course.c2 * held2,
        promoted0=course.p0 * held0,
        promoted1=course.p1 * held1,
        beta=beta,
    )


def _held(pools: Pools, course: Course, hours: float) -> tuple[float, float, float]:
    """∫ genᵢ dt, in point-hours, β aside: one more 0 in each ⟨…⟩ of the closed form."""
    l0, l1, l2 = course.l0, course.l1, course.l2
    time0, time1, time2 = (-expm1(-rate * hours) / rate if rate else hours for rate in (l0, l1, l2))
    if course.separated:
        shape01 = (time1 - time0) * course.i01
        shape12 = (time2 - time1) * course.i12
        shape012 = (shape12 - shape01) * course.i02
    else:
        shape01, shape12 = convolution((0.0, l0, l1), hours), convolution((0.0, l1, l2), hours)
        shape012 = convolution((0.0, l0, l1, l2), hours)
    above0, above1 = pools.gen0 - course.q0, pools.gen1 - course.q1
    held0 = course.q0 * hours + above0 * time0
    held1 = course.q1 * hours + above1 * time1 + course.p0 * above0 * shape01
    held2 = course.q2 * hours + (pools.gen2 - course.q2) * time2
    held2 += course.p1 * above1 * shape12 + course.p01 * above0 * shape012
    return max(held0, 0.0), max(held1, 0.0), max(held2, 0.0)
