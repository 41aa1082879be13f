"""The law behind the number, and all that the rest of the program asks of it.

    d gen0/dt = g·u·a·(1 − gen0/K0) − (c0 + p0)·gen0
    d gen1/dt = p0·gen0           − (c1 + p1)·gen1
    d gen2/dt = p1·gen1 + b       −  c2      ·gen2
    pressure  = gen0 + gen1 + gen2 + live(n)

One point is one percent of the heap, every rate is per hour. A switch of context is an impulse,
gen0 ← K0 − (K0 − gen0)·(1 − g·s/K0). In OFF and SLEEP, c1 and c2 are slowed by open commitments and by being kept
available; b = β beyond 16 h awake, never in SLEEP. Everything that the rest of the program asks the law is named here;
what each regime frees and how the pools move is in equations.py.
"""

from collections.abc import Iterator
from datetime import timedelta

from tray.core.law.break_length import break_length
from tray.core.law.curve import crossing, highest, rest_until
from tray.core.law.equations import advance, flows, live_points, pressure, rates_of, settle, switch, switched
from tray.core.law.values import Break, Drive, Flows, Pools
from tray.lib.language.translation import say
from tray.settings.defaults.every_setting import Law

__all__ = [
    "Break",
    "Drive",
    "Flows",
    "Pools",
    "advance",
    "break_length",
    "check_law",
    "crossing",
    "flows",
    "highest",
    "live",
    "pressure",
    "rest_until",
    "settle",
    "switch",
    "switched",
]


def live(unplanned: int, planned: int, law: Law, pressing: float = 0.0) -> float:
    """What is in flight holds, in points: Lmax·(1 − e^(−n/n0)) with n = unplanned + 0.3·planned + pressing.

    ``pressing`` is what agents that ask and times that come near add, in unplanned commitments.
    """
    return live_points(unplanned, planned, pressing, rates_of(law))


def check_law(law: Law) -> tuple[str, ...]:
    """What is wrong with the parameters taken together, a sentence each; empty when all is well.

    Without these, working would rest a person better than a bad evening, a bad night or a break.
    """
    return tuple(_unrestful(law))


def _unrestful(law: Law) -> Iterator[str]:
    slowed = (1.0 - law.commitments_slow) * law.available_factor
    for regime, factor in (("off", slowed), ("sleep", slowed), ("rest", 1.0), ("restore", 1.0)):
        for pool in ("tau1", "tau2"):
            rest: timedelta = getattr(law, f"{regime}_{pool}")
            work: timedelta = getattr(law, f"work_{pool}")
            if factor / rest.total_seconds() < 1.0 / work.total_seconds():
                yield _sentence(f"{regime}_{pool}", f"work_{pool}", slowed=factor < 1.0)


def _sentence(rest: str, work: str, *, slowed: bool) -> str:
    if not slowed:
        return say(
            "law.{rest} is longer than law.{work}, so work would do you more good than rest; make it shorter",
            rest=rest,
            work=work,
        )
    return say(
        "(1 − law.commitments_slow) × law.available_factor / law.{rest} is less than 1 / law.{work}, so work would do "
        "you more good than time off while kept available; make law.{rest} shorter or law.{work} longer",
        rest=rest,
        work=work,
    )
