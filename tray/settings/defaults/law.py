"""The parameters of the law that may be set: a part of the catalogue, each declared once."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tray.lib.frozen import dataclass
from tray.lib.language.translation import mark
from tray.settings.types.setting import count, duration, number

_OF_EDITION_2 = {
    "allocation": 28.0,
    "switch": 0.33,
    "promotion0": 0.34,
    "promotion1": 0.007,
    "work_tau1": timedelta(hours=36),
    "off_tau1": timedelta(hours=2),
}
"""The numbers in which the second edition differs; what goes with them is in ``core/law/editions.py``."""


def in_edition(given: Mapping[str, Any]) -> dict[str, Any]:
    """``given`` parameters with those of their edition beside them; what is given stays."""
    return {**_OF_EDITION_2, **given} if given.get("edition") == 2 else dict(given)


@dataclass(frozen=True, slots=True)
class Law:
    """The settings of ``[law]``."""

    edition: int = count(1, 1, 2, mark("2: another set of numbers; breaks buy less of a day, long days weigh more."))
    capacity: float = number(60, 20, 100, mark("K0: the capacity of gen0, this stretch, in points."))
    allocation: float = number(40, 5, 120, mark("a: points per hour that work at normal load adds to an empty gen0."))
    promotion0: float = number(0.16, 0, 1, mark("p0: the share of gen0 that is promoted to gen1 in an hour."))
    promotion1: float = number(0.015, 0, 0.2, mark("p1: the share of gen1 that is promoted to gen2 in an hour."))
    switch: float = number(0.5, 0, 5, mark("s: points for one switch of context."))
    live_most: float = number(15, 0, 50, mark("Lmax: the most that open commitments can hold, in points."))
    live_scale: float = number(12, 1, 100, mark("n0: at this many commitments 63% of live_most is held."))
    planned_weight: float = number(0.3, 0, 1, mark("How much a planned commitment weighs; an unplanned one weighs 1."))
    deadline_weight: float = number(
        1,
        0,
        1,
        mark(
            "The weight that a planned commitment rises to, from one working day before its time. With 0, it doesn't."
        ),
    )
    agent_weight: float = number(
        0.5, 0, 1, mark("How much an agent that asks you something weighs; an unplanned commitment weighs 1.")
    )
    commitments_slow: float = number(0.35, 0, 0.8, mark("How much commitments slow recovery in time off, at most."))
    available_factor: float = number(
        0.6, 0.1, 1, mark("The share of recovery that is left while you are kept available.")
    )
    beta: float = number(0.75, 0, 5, mark("Points per hour that being awake beyond awake_limit adds to gen2."))
    awake_limit: timedelta = duration("16h", "12h", "24h", mark("Hours awake after which beta applies."))
    light: float = number(0.7, 0.25, 1, mark("Load of light work."))
    pressed: float = number(1.25, 1, 2, mark("Load of work under pressure."))
    over_100: float = number(1.15, 1, 2, mark("Factor on the load from 100% of a session's estimate."))
    over_150: float = number(1.30, 1, 2, mark("Factor on the load from 150% of a session's estimate."))
    over_200: float = number(1.50, 1, 2, mark("Factor on the load from 200% of a session's estimate."))
    outside_hours: float = number(1.15, 1, 2, mark("Factor on the load outside working hours and on days off."))
    night: float = number(1.30, 1, 2, mark("Factor on the load from 23:00 to 06:00, instead of outside_hours."))
    short_time_off: float = number(
        0.60, 0, 1, mark("How much faster work fills after 9.5 h off or less; 0 turns it off.")
    )
    heavy_week: float = number(
        0.005, 0, 0.02, mark("How much faster work fills for each hour over 34 in a week; 0: never.")
    )
    gain: float = number(1, 0.67, 2, mark("g: personal gain, set by hand: how fast work fills for you."))
    recovery: float = number(
        1, 0.6, 1.5, mark("r: personal recovery, which multiplies what every regime frees of gen1 and gen2.")
    )
    work_tau1: timedelta = duration("12h", "1h", "1000h", mark("Time constant of gen1 in WORK."))
    work_tau2: timedelta = duration("60d", "1d", "1000d", mark("Time constant of gen2 in WORK."))
    rest_tau0: timedelta = duration("8m", "1m", "2h", mark("Time constant of gen0 in REST."))
    rest_tau1: timedelta = duration("6h", "10m", "100h", mark("Time constant of gen1 in REST."))
    rest_tau2: timedelta = duration("20d", "1d", "1000d", mark("Time constant of gen2 in REST."))
    restore_tau0: timedelta = duration("5m", "1m", "2h", mark("Time constant of gen0 in RESTORE."))
    restore_tau1: timedelta = duration("2h30m", "10m", "100h", mark("Time constant of gen1 in RESTORE."))
    restore_tau2: timedelta = duration("12d", "1d", "1000d", mark("Time constant of gen2 in RESTORE."))
    off_tau0: timedelta = duration("8m", "1m", "2h", mark("Time constant of gen0 in OFF."))
    off_tau1: timedelta = duration("4h", "10m", "100h", mark("Time constant of gen1 in OFF."))
    off_tau2: timedelta = duration("12d", "1d", "1000d", mark("Time constant of gen2 in OFF."))
    sleep_tau0: timedelta = duration("8m", "1m", "2h", mark("Time constant of gen0 in SLEEP."))
    sleep_tau1: timedelta = duration("2h36m", "10m", "100h", mark("Time constant of gen1 in SLEEP."))
    sleep_tau2: timedelta = duration("2d", "2h", "1000d", mark("Time constant of gen2 in SLEEP."))
