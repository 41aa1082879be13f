"""The limits that people set for themselves: stretch, day, week, late hours, switches, commitments; how each stands."""

from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from tray.core import days_and_nights
from tray.core.context import Context
from tray.core.days_and_nights import DAY
from tray.core.messages.facts import LimitTold
from tray.core.state.state import State
from tray.errors import Refused
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.settings.defaults.every_setting import Hours
from tray.settings.defaults.every_setting import Limits as LimitSettings

_HOUR = timedelta(hours=1)
_NONE = timedelta(0)
_UNSET = LimitSettings()
EARLY = {"stretch": timedelta(minutes=10), "day": timedelta(minutes=30), "week": timedelta(hours=1)}
"""A limit is told so much work before it is reached."""
LATE_SOON = timedelta(minutes=15)
"""Late hours are told so long before they begin."""
_SWITCHES_NEAR = 0.8
"""Of their limit."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How one limit stands."""

    name: str
    value: float
    """Seconds of work, or a count."""
    limit: float
    hard: bool


def worked_today(state: State) -> timedelta:
    """Work in the present local day."""
    return state.day.worked if state.day else timedelta(0)


def worked_week(state: State) -> timedelta:
    """Work in this local day and the six before it."""
    if state.day is None:
        return timedelta(0)
    first = state.day.day - timedelta(days=6)
    return sum((worked for day, worked in state.days_before if day >= first), state.day.worked)


def late(at: datetime, context: Context) -> timedelta:
    """How long it has been late by now; zero when it is not, and inside the person's own hours."""
    begins = late_from(at, context)
    return max(at - begins, _NONE) if begins else _NONE


def late_from(at: datetime, context: Context) -> datetime | None:
    """Since when it is late, or when it next is on this day; None when it is not. Asked only where there is a limit."""
    hours, begins = context.settings.hours, context.settings.limits.late_after
    assert begins is not None
    spans = _late_spans(days_and_nights.day_of(at, context.zone, hours), begins, context.zone, hours)
    return next((start for start, end in spans if at < end), None)


_late_spans = lru_cache(maxsize=16)(days_and_nights.late_spans)


def longest_day(state: State, context: Context) -> timedelta:
    """The most work in this day: what was set, and where nobody set it no less than the person's own hours."""
    wanted = context.settings.limits.day
    if wanted != _UNSET.day or state.day is None:
        return wanted
    return max(wanted, _own_hours(state.day.day, 1, context.zone, context.settings.hours))


def longest_week(state: State, context: Context) -> timedelta:
    """The most work in seven days, likewise."""
    wanted = context.settings.limits.week
    if wanted != _UNSET.week or state.day is None:
        return wanted
    return max(wanted, _own_hours(state.day.day, 7, context.zone, context.settings.hours))


@lru_cache(maxsize=16)
def _own_hours(last: date, days: int, zone: tzinfo, hours: Hours) -> timedelta:
    """How long the person's own hours are in the days up to ``last``."""
    spans = (span for n in range(days) for span in days_and_nights.working_ranges(last - n * DAY, zone, hours))
    return sum((end - start for start, end in spans), _NONE)


def made_here(state: State) -> int:
    """Open commitments without a time, those not counted that are kept elsewhere: the cap is for new ones made here."""
    return sum(not each.is_planned(state.at) for each in state.commitments)


def standing(state: State, at: datetime, context: Context) -> tuple[Limit, ...]:
    """All limits that there are, as they stand at ``at``."""
    limits = context.settings.limits
    rows = (
        *((("stretch", state.stretch.total_seconds(), limits.stretch.total_seconds()),) if limits.stretch else ()),
        ("day", worked_today(state).total_seconds(), longest_day(state, context).total_seconds()),
        ("week", worked_week(state).total_seconds(), longest_week(state, context).total_seconds()),
        *((("late_after", late(at, context).total_seconds(), 0.0),) if limits.late_after else ()),
        ("commitments", float(made_here(state)), float(limits.commitments)),
        ("switches", state.switches_per_hour, float(limits.switches)),
    )
    return tuple(Limit(name, value, limit, name in limits.hard) for name, value, limit in rows)


def tell(state: State, at: datetime, context: Context) -> tuple[LimitTold, ...]:
    """The facts that limits are told now, to somebody who is at work to hear it; each once, and early."""
    if state.day and state.day.ended:
        return ()
    near = (each for each in standing(state, at, context) if _is_near(each, at, context))
    telling = (each.name for each in near if _is_reached(each) or not _says_too_little(each, state, at, context))
    return tuple(LimitTold(at, name) for name in telling if name not in state.limits_told)


def _says_too_little(limit: Limit, state: State, at: datetime, context: Context) -> bool:
    """Whoever was told to stop, or is to stop before, must not hear how little is missing from a full day.

    Unless they set that limit.
    """
    day = state.day
    if limit.name != "day" or day is None or context.settings.limits.day != _UNSET.day:
        return False
    missing = timedelta(seconds=limit.limit - limit.value)
    ends = day.end is not None and not day.dismissed and at < day.end < at + missing
    return ends or _NONE in day.noticed


def value(state: State, name: str, at: datetime, context: Context) -> float:
    """How one limit stands, in its own unit."""
    return next(each.value for each in standing(state, at, context) if each.name == name)


def left(state: State, name: str, at: datetime, context: Context) -> timedelta | None:
    """Work until a limit of time is reached, or time until it is late; None for the others."""
    if name == "late_after":
        begins = late_from(at, context)
        return max(begins - at, _NONE) if begins else None
    if name not in EARLY:
        return None
    found = next(each for each in standing(state, at, context) if each.name == name)
    return max(timedelta(seconds=found.limit - found.value), timedelta(0))


def until_near(state: State, at: datetime, context: Context) -> list[timedelta]:
    """How much more work brings each limit of time near, when that is not told yet."""
    return [
        timedelta(seconds=each.limit - each.value) - EARLY[each.name]
        for each in standing(state, at, context)
        if each.name in EARLY and each.name not in state.limits_told
    ]


def check_start(state: State, at: datetime, context: Context) -> None:
    """Raises Refused when a hard limit says that no more work begins."""
    for each in standing(state, at, context):
        if each.hard and each.name != "commitments" and _is_reached(each):
            raise Refused(
                say(
                    "You've reached limits.{name}, a hard limit of yours. What you wanted to start can wait: "
                    "`backpressure commit` keeps it in mind for you. "
                    "Take {name} out of limits.hard, and it's a soft one.",
                    name=each.name,
                )
            )


def _is_near(limit: Limit, at: datetime, context: Context) -> bool:
    match limit.name:
        case "late_after":
            begins = late_from(at, context)
            return (
                begins is not None
                and at >= begins - LATE_SOON
                and not days_and_nights.inside(at, context.zone, context.settings.hours)
            )
        case "commitments":
            return limit.value > 0 and limit.value >= limit.limit - 1
        case "switches":
            return limit.value > 0 and limit.value >= limit.limit * _SWITCHES_NEAR
        case name:
            return limit.value > 0 and limit.value >= limit.limit - EARLY[name].total_seconds()


def _is_reached(limit: Limit) -> bool:
    return limit.value >= limit.limit and limit.value > 0
