"""The law behind the number, and all that the rest of the program asks of it.

    d gen0/dt = g·u·a·(1 − gen0/K0) − (c0 + p0)·gen0
    d gen1/dt = p0·gen0           − (c1 + p1)·gen1
    d gen2/dt = p1·gen1 + b       −  c2      ·gen2
    pressure  = gen0 + gen1 + gen2 + live(n)

One point is one percent of the heap, every rate is per hour. A switch of context is an impulse,
gen0 ← K0 − (K0 − gen0)·(1 − g·s/K0). In OFF and SLEEP, c1 and c2 are slowed by open commitments and by being kept
available; b = β beyond 16 h awake, never in SLEEP. Everything that the rest of the program asks the law is named here;
what each regime frees and how the pools move is in equations.py, and which parameters are refused together in
check_parameters.py.
"""

from tray.core.law.break_length import break_length
from tray.core.law.curve import crossing, highest, rest_until
from tray.core.law.equations import advance, flows, live_points, pressure, rates_of, settle, switch, switched
from tray.core.law.values import Break, Drive, Flows, Pools
from tray.settings.defaults.every_setting import Law

__all__ = [
    "Break",
    "Drive",
    "Flows",
    "Pools",
    "advance",
    "break_length",
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
