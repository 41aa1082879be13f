"""The law written down, with the numbers of now in it."""

from collections.abc import Mapping
from typing import Any


def formula_text(now: Mapping[str, Any]) -> list[str]:
    """The equations, each with what its letters stand for now; every rate is per hour."""
    v = {name: _short(value) for name, value in now.items() if isinstance(value, float | int)}
    total = now["gen0"] + now["gen1"] + now["gen2"] + now["live"]
    return [
        f"The law, in {now['regime'].upper()}; one point is one percent, rates are per hour",
        "gen0 is this stretch, gen1 today, gen2 the last weeks, live the commitments",
        "  pressure = gen0 + gen1 + gen2 + live",
        f"           = {v['gen0']} + {v['gen1']} + {v['gen2']} + {v['live']} = {_short(total)}",
        "  d gen0/dt = g·u·a·(1 − gen0/K0) − (c0 + p0)·gen0",
        f"            = {v['g']}·{v['u']}·{v['a']}·(1 − {v['gen0']}/{v['K0']}) − ({v['c0']} + {v['p0']})·{v['gen0']}"
        f" = {_speed(now['gen0_per_h'])}",
        "  d gen1/dt = p0·gen0 − (c1 + p1)·gen1",
        f"            = {v['p0']}·{v['gen0']} − ({v['c1']} + {v['p1']})·{v['gen1']} = {_speed(now['gen1_per_h'])}",
        "  d gen2/dt = p1·gen1 + b − c2·gen2",
        f"            = {v['p1']}·{v['gen1']} + {v['b']} − {v['c2']}·{v['gen2']} = {_speed(now['gen2_per_h'])}",
        "  live = Lmax·(1 − e^(−n/n0)),  n = unplanned + weight·planned commitments",
        f"       = {v['Lmax']}·(1 − e^(−{v['n']}/{v['n0']})) = {v['live']}",
        "  a switch: gen0 ← K0 − (K0 − gen0)·(1 − g·s/K0)",
        f"            = {v['K0']} − ({v['K0']} − {v['gen0']})·(1 − {v['g']}·{v['s']}/{v['K0']})"
        f" = {_short(now['K0'] - (now['K0'] - now['gen0']) * (1 - now['g'] * now['s'] / now['K0']))}",
    ]


def _short(value: float) -> str:
    """Three digits that tell, or one after the point; what is next to nothing is 0."""
    if value >= 10:
        return f"{value:.1f}".removesuffix(".0")
    return f"{value:.3g}" if value >= 1e-4 else "0"


def _speed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−").replace("−0.00", "0.00")
