"""Breaks that the person wants at a time of day, such as lunch at 12:30: when each comes, and how long it stays due."""

from datetime import date, datetime, timedelta

from tray.core.breaks.kinds import kind_named
from tray.core.calendar import day_of
from tray.core.context import Context
from tray.core.local_time import DAY, instant
from tray.core.state.state import State
from tray.settings.types.values import ClockBreak

_LASTS = timedelta(hours=1)
"""Later than this after its time it is left for another day."""
_EARLY = timedelta(minutes=15)
"""A break that was over so shortly before its time has taken its place."""


def due(state: State, at: datetime, context: Context) -> ClockBreak | None:
    """The break whose time has come, and that was neither suggested today nor taken already."""
    if not state.working or state.day is None:
        return None
    for each in context.settings.breaks.at:
        if str(each) == state.clock_again:
            return each
        time = _on(day_of(at, context.zone, context.settings.hours), each, context)
        if (
            time
            and time <= at < time + _LASTS
            and str(each) not in state.clock_told
            and not _taken(state, time, each, context)
        ):
            return each
    return None


def next_time(at: datetime, context: Context) -> datetime | None:
    """When the next of them comes, within a day or so."""
    times = (time_of(each, at, context) for each in context.settings.breaks.at)
    return min((time for time in times if time), default=None)


def time_of(wanted: ClockBreak, at: datetime, context: Context) -> datetime | None:
    """When one of them comes next, within a day or so."""
    today = day_of(at, context.zone, context.settings.hours)
    times = (_on(day, wanted, context) for day in (today, today + DAY))
    return next((time for time in times if time and time > at), None)


def _on(day: date, wanted: ClockBreak, context: Context) -> datetime | None:
    """Its time on a day that may end after midnight; None when it is not wanted on that day."""
    on = day if wanted.at >= context.settings.hours.day_ends_at else day + DAY
    return instant(on, wanted.at, context.zone) if wanted.on(day) else None


def _taken(state: State, time: datetime, wanted: ClockBreak, context: Context) -> bool:
    kind = kind_named(wanted.kind, context.settings)
    if state.last_gap is None or kind is None:
        return False
    start, end = state.last_gap
    half = (kind.length or max(kind.least, context.settings.breaks.shortest)) / 2
    return end >= time - _EARLY and end - start >= half and state.rested_at is not None and state.rested_at >= end
