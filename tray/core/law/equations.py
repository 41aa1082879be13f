"""The equations of the law: the rates under given parameters and a given drive, and the pools moved by them.

The pools, the reserves and the strain move exactly, in one step, however long the time.
"""

from collections.abc import Sequence
from datetime import timedelta
from math import exp, expm1, inf
from typing import Final

from tray.core.law.values import Drive, Flows, Pools, Regime
from tray.lib.frozen import dataclass
from tray.settings.defaults.every_setting import Law

LEAST_LOAD: Final = 0.25
MOST_LOAD: Final = 2.0
SLOW_SCALE: Final = 12.0
"""At this many commitments 63 % of the most is reached by which they slow what time off frees."""

_HOUR = timedelta(hours=1)
_LAWS_KEPT = 64
_LATELY_KEPT = 128
_WELL_SEPARATED = 100.0
"""Coefficients of the partial fractions up to this size cost at most two digits: pools stay right to 1e-12."""


@dataclass(frozen=True, slots=True, eq=False)
class Rates:
    """The parameters of a law as plain numbers, per hour. Equal only to itself, so that it is cheap to look up."""

    capacity: float
    allocation: float
    promotion0: float
    promotion1: float
    switch: float
    live_most: float
    live_scale: float
    planned_weight: float
    commitments_slow: float
    available_factor: float
    beta: float
    awake_limit_h: float
    collection: dict[Regime, tuple[float, float, float]]
    """c0, c1, c2 of each regime, personal recovery included, before commitments and availability slow them."""


_known: dict[int, tuple[Law, Rates]] = {}


def rates_of(law: Law) -> Rates:
    """The rates of a law. Looked up by identity: a law has forty fields and is asked for at every fact."""
    # The law is kept beside its rates, so its identity cannot pass to another object.
    known = _known.get(id(law))
    if known is not None:
        return known[1]
    if len(_known) >= _LAWS_KEPT:
        _known.clear()
    rates = _converted(law)
    _known[id(law)] = (law, rates)
    return rates


def _converted(law: Law) -> Rates:
    def collection(tau0: timedelta | None, tau1: timedelta, tau2: timedelta) -> tuple[float, float, float]:
        return (
            0.0 if tau0 is None else _HOUR / tau0,
            law.recovery * (_HOUR / tau1),
            law.recovery * (_HOUR / tau2),
        )

    return Rates(
        capacity=law.capacity,
        allocation=law.allocation,
        promotion0=law.promotion0,
        promotion1=law.promotion1,
        switch=law.switch,
        live_most=law.live_most,
        live_scale=law.live_scale,
        planned_weight=law.planned_weight,
        commitments_slow=law.commitments_slow,
        available_factor=law.available_factor,
        beta=law.beta,
        awake_limit_h=law.awake_limit / _HOUR,
        collection={
            Regime.WORK: collection(None, law.work_tau1, law.work_tau2),
            Regime.REST: collection(law.rest_tau0, law.rest_tau1, law.rest_tau2),
            Regime.RESTORE: collection(law.restore_tau0, law.restore_tau1, law.restore_tau2),
            Regime.OFF: collection(law.off_tau0, law.off_tau1, law.off_tau2),
            Regime.SLEEP: collection(law.sleep_tau0, law.sleep_tau1, law.sleep_tau2),
        },
    )


def live_points(unplanned: int, planned: int, pressing: float, rates: Rates) -> float:
    """live(n) = Lmax·(1 − e^(−n/n0)), in points."""
    return rates.live_most * (1.0 - exp(-_effective(unplanned, planned, pressing, rates) / rates.live_scale))


def _effective(unplanned: int, planned: int, pressing: float, rates: Rates) -> float:
    return unplanned + rates.planned_weight * planned + pressing


class Course:
    """The coefficients of the law under one drive, worked out once.

    ``l0, l1, l2`` are the rates λ of the three pools, ``i01 = 1/(λ0 − λ1)`` and so on. When rates lie too close for the
    plain partial fractions, ``separated`` is False and the stable convolution has to be used instead.
    """

    __slots__ = (
        "alpha", "asleep", "awake_limit_h", "beta", "c0", "c1", "c2", "gap", "i01", "i02", "i12", "l0", "l1", "l2",
        "live", "p0", "p01", "p1", "q0", "q1", "q2", "room", "separated", "share", "working",
    )  # fmt: skip

    def __init__(self, drive: Drive, rates: Rates) -> None:
        self.working = drive.regime is Regime.WORK
        self.asleep = drive.regime is Regime.SLEEP
        self.gap = drive.gap
        self.live = live_points(drive.unplanned, drive.planned, drive.pressing, rates)
        self.beta = 0.0 if self.asleep else rates.beta
        self.awake_limit_h = rates.awake_limit_h
        self.room = rates.capacity
        load = min(max(drive.load, LEAST_LOAD), MOST_LOAD) if self.working else 0.0
        self.alpha = drive.gain * load * rates.allocation
        self.share = min(drive.gain * rates.switch / rates.capacity, 1.0) if self.working else 0.0
        self._collect(drive, rates)
        self._promote(rates)

    def _collect(self, drive: Drive, rates: Rates) -> None:
        c0, c1, c2 = rates.collection[drive.regime]
        if drive.regime in (Regime.OFF, Regime.SLEEP):
            open_loops = _effective(drive.unplanned, drive.planned, drive.pressing, rates)
            slowed = 1.0 - rates.commitments_slow * (1.0 - exp(-open_loops / SLOW_SCALE))
            if drive.available:
                slowed *= rates.available_factor
            c1 *= slowed
            c2 *= slowed
        self.c0, self.c1, self.c2 = c0, c1, c2

    def _promote(self, rates: Rates) -> None:
        self.p0, self.p1 = rates.promotion0, rates.promotion1
        self.p01 = self.p0 * self.p1
        self.l0 = self.alpha / rates.capacity + self.c0 + self.p0
        self.l1 = self.c1 + self.p1
        self.l2 = self.c2
        # Where the pools would settle if the drive went on for ever; outside WORK all of it is 0.
        self.q0 = self.alpha / self.l0 if self.alpha else 0.0
        self.q1 = self.p0 * self.q0 / self.l1 if self.alpha else 0.0
        self.q2 = self.p1 * self.q1 / self.l2 if self.alpha else 0.0
        self.i01, self.i12, self.i02 = (
            1.0 / apart if apart else float("inf")
            for apart in (self.l0 - self.l1, self.l1 - self.l2, self.l0 - self.l2)
        )
        self.separated = (
            self.p0 * abs(self.i01) < _WELL_SEPARATED
            and self.p1 * abs(self.i12) < _WELL_SEPARATED
            and self.p01 * abs(self.i02) * max(abs(self.i01), abs(self.i12)) < _WELL_SEPARATED
        )


def course_of(drive: Drive, law: Law) -> Course:
    """The coefficients for a drive under a law, from memory when they were asked for before."""
    last = _last[0]
    if last is not None and last[0] is drive and last[1] is law:
        return last[2]
    # By the fields, for an equal drive is often a new one, and by the identity of the law, which has forty: to hash
    # and compare the two as dataclasses would cost as much as a whole advance.
    key = (
        drive.regime, drive.load, drive.unplanned, drive.planned, drive.pressing,
        drive.available, drive.gain, drive.gap, id(law),
    )  # fmt: skip
    known = _lately.get(key)
    if known is None:
        if len(_lately) >= _LATELY_KEPT:
            _lately.clear()
        known = _lately[key] = (law, Course(drive, rates_of(law)))
    _last[0] = drive, law, known[1]
    return known[1]


_lately: dict[tuple[object, ...], tuple[Law, Course]] = {}
"""The law is kept beside its course, so that its identity cannot pass to another object."""
_last: list[tuple[Drive, Law, Course] | None] = [None]
"""The one that was asked for last: the fold asks for the same one twice a fact, and often for hours of work."""


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
