"""The rates, per hour, at which the law runs under given parameters and a given drive."""

from datetime import timedelta
from math import exp
from typing import Final

from tray.core.law.values import Drive, Regime
from tray.lib.frozen import dataclass
from tray.settings.catalogue.catalogue import Law

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
