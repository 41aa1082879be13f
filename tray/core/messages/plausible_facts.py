"""Says of a fact whether it can be: dated and numbered as a person's life is, so that nothing made of it overflows.

What enters is refused when it cannot be; what is on record already, from a damaged disk, a foreign hand or an older
program, is passed over and told of, and never keeps the program from starting.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tray.core.law.values import Regime
from tray.core.messages import facts as f
from tray.lib.language.translation import say
from tray.settings.defaults.every_setting import Law
from tray.settings.types.duration import parse
from tray.settings.types.scalars import Duration
from tray.settings.types.setting import declaration

EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""A machine without a clock of its own begins in 1970."""
FIRST_DAY, LAST_DAY = EARLIEST.date(), LATEST.date()
LONGEST = timedelta(days=36525)
_BOUNDS: dict[type[Any], tuple[Any, Any]] = {
    datetime: (EARLIEST, LATEST),
    date: (FIRST_DAY, LAST_DAY),
    timedelta: (-LONGEST, LONGEST),
    float: (-1e9, 1e9),
    int: (-(1 << 31), 1 << 31),
}
_ENDLESS = {str, bool, type(None), Regime, f.Cause}
"""Values of these have no bounds."""
_TIGHTER: dict[tuple[type[Any], str], tuple[Any, Any]] = {
    (f.Introduced, "gen2"): (0.0, 100.0),
    (f.Labelled, "load"): (0.0, 100.0),
    (f.CheckedIn, "answer"): (0, 10),
    (f.CommitmentsCounted, "unplanned"): (0, 1_000_000),
    (f.CommitmentsCounted, "planned"): (0, 1_000_000),
    (f.CommitmentOpened, "number"): (0, 1 << 31),
    (f.BreakBegan, "length"): (timedelta(0), timedelta(days=1)),
    (f.BreakExtended, "length"): (timedelta(0), timedelta(days=1)),
    (f.Reestimated, "estimate"): (timedelta(0), LONGEST),
    (f.SessionStarted, "estimate"): (timedelta(0), LONGEST),
}


def is_plausible(fact: f.Fact) -> bool:
    """Whether a fact can be on record of a person's life."""
    if not EARLIEST <= fact.at < LATEST:
        return False
    kind = type(fact)
    names = _NAMES.get(kind)
    if names is None:
        names = _NAMES[kind] = tuple(each.name for each in fields(kind) if each.name != "at")
    # Most facts have no other values, or words, and are asked about at every reading.
    for name in names:
        value = getattr(fact, name)
        if type(value) not in _ENDLESS and not _is_within(kind, name, value):
            return False
    return True


_NAMES: dict[type[Any], tuple[str, ...]] = {}
LONGEST_SAID = timedelta(days=366)
LAST_SAID = date(2190, 1, 1)
"""Some years before the last day of the record, so that what follows from it has room."""


def out_of_range(said: Any) -> str | None:
    """What is wrong with the values of a command or question, if anything: no person means the year 9999."""
    for each in fields(said):
        value = getattr(said, each.name)
        if isinstance(value, timedelta) and not timedelta(0) <= value <= LONGEST_SAID:
            return say("The length is out of range: up to {days} days are possible.", days=LONGEST_SAID.days)
        day = value.date() if isinstance(value, datetime) else value
        if isinstance(day, date) and not FIRST_DAY <= day < LAST_SAID:
            return say(
                "The day {day} is out of range: days from {first} to {last} are possible.",
                day=day,
                first=FIRST_DAY,
                last=LAST_SAID,
            )
        if isinstance(value, int | float) and not 0 <= value <= 1 << 31:
            return say("The number {number} is out of range.", number=f"{value:g}")
    return None


def _is_within(kind: type[Any], name: str, value: Any) -> bool:
    if kind is f.ParametersSet and isinstance(value, Mapping):
        return all(_is_parameter(*each) for each in value.items())
    bounds = _TIGHTER.get((kind, name)) if value is not None else None
    if bounds is None:
        bounds = _BOUNDS.get(type(value))
    if bounds is not None:
        return bool(bounds[0] <= value <= bounds[1])
    if isinstance(value, Mapping):
        return all(isinstance(each, int | float) and _is_within(kind, "", each) for each in value.values())
    return True


def _is_parameter(name: str, value: object) -> bool:
    """Whether a parameter of the law has a value that its setting may have."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    if not _PARAMETERS:
        _PARAMETERS.update(_ranges())
    least, most = _PARAMETERS.get(name, _BOUNDS[float])
    return bool(least <= value <= most)


_PARAMETERS: dict[str, tuple[float, float]] = {}


def _ranges() -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = {}
    for field in fields(Law):
        kind: Any = declaration(field).kind
        least, most = kind.least, kind.most
        if isinstance(kind, Duration):
            least, most = parse(least).total_seconds(), parse(most).total_seconds()
        found[field.name] = (least, most)
    return found
