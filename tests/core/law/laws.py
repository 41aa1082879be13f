"""Which laws, pools and lives do the tests of the law try? All of them are ones that the settings allow."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from tray.core.law.check_parameters import check_law
from tray.core.law.law import Drive, Pools, advance, switch
from tray.core.law.values import Regime
from tray.settings.defaults.every_setting import Law

LAW = Law()
MINUTE = 60.0
HOUR = 3600.0
DAY = 24 * HOUR
TEN_YEARS = 3653 * DAY

START = Pools(gen2=5.888)
"""The Monday morning of the model's scenarios."""
WORK = Drive(Regime.WORK, unplanned=5)
REST = replace(WORK, regime=Regime.REST)
RESTORE = replace(WORK, regime=Regime.RESTORE)
OFF = replace(WORK, regime=Regime.OFF)
SLEEP = replace(WORK, regime=Regime.SLEEP)

Segment = tuple[float, Drive, int]
"""Seconds under a drive, and how many switches come at their end."""

_PLAIN = {
    "capacity": (20, 100), "allocation": (5, 120), "promotion0": (0, 1), "promotion1": (0, 0.2), "switch": (0, 5),
    "live_most": (0, 50), "live_scale": (1, 100), "planned_weight": (0, 1), "commitments_slow": (0, 0.8),
    "available_factor": (0.1, 1), "beta": (0, 5), "recovery": (0.6, 1.5),
}  # fmt: skip
_TAUS = {
    "work_tau1": (HOUR, 1000 * HOUR), "work_tau2": (DAY, 1000 * DAY),
    "tau0": (MINUTE, 2 * HOUR), "tau1": (10 * MINUTE, 100 * HOUR), "tau2": (2 * HOUR, 1000 * DAY),
}  # fmt: skip
_RESTFUL = ("rest", "restore", "off", "sleep")
_UNIT = st.floats(0.0, 1.0)


def between(shares: Any, least: float, most: float) -> float:
    """The next share of the way from ``least`` to ``most``."""
    return least + (most - least) * float(next(shares))


@st.composite
def laws(draw: st.DrawFn) -> Law:
    """Parameters anywhere within their bounds, as far as ``check_law`` agrees; the default ones often."""
    if draw(st.booleans()):
        return LAW
    shares = iter(draw(st.lists(_UNIT, min_size=32, max_size=32)))
    plain = {name: between(shares, *bounds) for name, bounds in _PLAIN.items()}
    taus: dict[str, float] = {}
    for pool in ("tau1", "tau2"):
        least, most = _TAUS[f"work_{pool}"]
        work = taus[f"work_{pool}"] = least * (most / least) ** float(next(shares))
        slowed = (1 - plain["commitments_slow"]) * plain["available_factor"]
        for regime in _RESTFUL:
            shortest = _TAUS[pool][0] if (regime, pool) != ("off", "tau2") else DAY
            longest = work * (slowed if regime in ("off", "sleep") else 1.0)
            assume(longest > shortest)
            taus[f"{regime}_{pool}"] = min(shortest * (longest / shortest) ** float(next(shares)), _TAUS[pool][1])
    for regime in _RESTFUL:
        taus[f"{regime}_tau0"] = between(shares, *_TAUS["tau0"])
    values: dict[str, Any] = {**plain, **{name: timedelta(seconds=tau) for name, tau in taus.items()}}
    law = replace(LAW, **values)
    assume(not check_law(law))
    return law


def drives(*regimes: Regime, gap: bool | None = None) -> st.SearchStrategy[Drive]:
    """Any drive in one of these regimes, or in any regime."""
    return st.builds(
        Drive,
        regime=st.sampled_from(regimes or tuple(Regime)),
        load=st.floats(0.25, 2.0),
        unplanned=st.integers(0, 30),
        planned=st.integers(0, 30),
        available=st.booleans(),
        gain=st.floats(0.67, 2.0),
        gap=st.booleans() if gap is None else st.just(gap),
    )


def pools(law: Law = LAW) -> st.SearchStrategy[Pools]:
    """Anything a person can carry under ``law``."""
    return st.builds(
        Pools,
        gen0=st.floats(0.0, law.capacity),
        gen1=st.floats(0.0, 60.0),
        gen2=st.floats(0.0, 60.0),
        awake_h=st.floats(0.0, 40.0),
        slept_h=st.floats(0.0, 10.0),
        withheld=st.floats(0.0, 5.0),
    )


lengths = st.one_of(
    st.floats(0.0, 12 * HOUR), st.sampled_from((0.0, 1e-5, 1.0, 30.0, 50 * MINUTE, DAY)), st.floats(0.0, 30 * DAY)
)
"""Seconds, mostly of a day, some of a month."""

segments: st.SearchStrategy[Segment] = st.tuples(
    st.floats(0.0, 12 * HOUR), drives(gap=False), st.sampled_from((0, 0, 0, 1, 7))
)


def after(start: Pools, life: list[Segment], law: Law) -> Pools:
    """The pools at the end of a life."""
    for seconds, drive, switches in life:
        start = switch(advance(start, drive, seconds, law), drive, law, switches)
    return start


def worked(minutes: float, start: Pools = START, per_hour: float = 12.0) -> Pools:
    """The pools after working straight on, with switches at (k + ½)/rate."""
    at, k = 0.0, 0
    while per_hour and (k + 0.5) / per_hour * 60 <= minutes:
        switched_at = (k + 0.5) / per_hour * 60
        start = switch(advance(start, WORK, (switched_at - at) * MINUTE, LAW), WORK, LAW)
        at, k = switched_at, k + 1
    return advance(start, WORK, (minutes - at) * MINUTE, LAW)


def each_is_at_least(high: Pools, low: Pools, slack: float = 1e-9) -> bool:
    """Whether no pool of ``high`` lies below that of ``low``."""
    return all(upper >= lower - slack for upper, lower in zip(high[:3], low[:3], strict=True))


def first_change(is_above: Callable[[float], bool], times: list[float]) -> float | None:
    """The first of ``times`` on the other side than the first of them."""
    return next((at for at in times if is_above(at) is not is_above(times[0])), None)


assert set(_PLAIN) < {field.name for field in fields(Law)}
