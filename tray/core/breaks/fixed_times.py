"""Breaks that the person wants at a time of day, such as lunch at 12:30: when each comes, and how long it stays due."""

from datetime import date, datetime, timedelta

from tray.core.breaks.kinds_and_lengths import BreakOf, kind_named
from tray.core.context import Context
from tray.core.day.meetings import rows
from tray.core.days_and_nights import DAY, Span, day_of, times_on
from tray.core.state.state import State
from tray.settings.types.time_ranges_shifts_fixed_breaks import ClockBreak

LASTS = timedelta(hours=1)
"""Later than this after its time it is left for another day, unless meetings kept it until then."""
_AFTER_MEETINGS = timedelta(minutes=15)
"""So long after those it is still due."""
_EARLY = timedelta(minutes=15)
"""A break that was over so shortly before its time has taken its place."""


def due(state: State, at: datetime, context: Context) -> ClockBreak | None:
    """The break whose time has come, and that was neither suggested today nor taken already."""
    for each in context.settings.breaks.at:
        if str(each) == state.clock_again:
            time = last_time(each, at, context)
            if time is None or not _day_ended_since(state, time, at):
                return each
            continue
        if str(each) in state.clock_told:
            continue
        times = _on(day_of(at, context.zone, context.settings.hours), each, context)
        if any(time <= at < _lasts(time, context) and _is_wanted(state, time, at, each, context) for time in times):
            return each
    return None


def _is_wanted(state: State, time: datetime, at: datetime, wanted: ClockBreak, context: Context) -> bool:
    return not _taken(state, time, wanted, context) and not _day_ended_since(state, time, at)


def _day_ended_since(state: State, time: datetime, at: datetime) -> bool:
    """The end of the day lies between the time of a break and now: a break of that day is too late, snoozed or not."""
    day = state.day
    return day is not None and day.end is not None and not day.dismissed and time < day.end <= at


def _lasts(time: datetime, context: Context) -> datetime:
    """Until when one whose time has come is due."""
    until = time + LASTS
    kept = (row for row in rows(context.appointments) if row.start < until < row.end + _AFTER_MEETINGS)
    return max((row.end + _AFTER_MEETINGS for row in kept), default=until)


def next_time(at: datetime, context: Context) -> datetime | None:
    """When the next of them comes, within a day or so."""
    times = (time_of(each, at, context) for each in context.settings.breaks.at)
    return min((time for time in times if time), default=None)


def time_of(wanted: ClockBreak, at: datetime, context: Context) -> datetime | None:
    """When one of them comes next, within a day or so."""
    today = day_of(at, context.zone, context.settings.hours)
    return next((time for day in (today, today + DAY) for time in _on(day, wanted, context) if time > at), None)


def last_time(wanted: ClockBreak, at: datetime, context: Context) -> datetime | None:
    """When one of them came last, on this day or the one before."""
    today = day_of(at, context.zone, context.settings.hours)
    return max((time for day in (today - DAY, today) for time in _on(day, wanted, context) if time <= at), default=None)


def spans_on(day: date, context: Context) -> tuple[Span, ...]:
    """From when to when each of them lasts on a day, at the least."""
    found = ((each, kind_named(each.kind, context.settings)) for each in context.settings.breaks.at)
    return tuple(
        (time, time + _least(kind, context)) for each, kind in found if kind for time in _on(day, each, context)
    )


def _least(kind: BreakOf, context: Context) -> timedelta:
    return kind.length or max(kind.least, context.settings.breaks.shortest)


def _on(day: date, wanted: ClockBreak, context: Context) -> tuple[datetime, ...]:
    """Its times on a day that may end after midnight; none when it is not wanted on that day."""
    return times_on(day, wanted.at, context.zone, context.settings.hours) if wanted.on(day) else ()


def _taken(state: State, time: datetime, wanted: ClockBreak, context: Context) -> bool:
    kind = kind_named(wanted.kind, context.settings)
    if state.rest_taken is None or kind is None:
        return False
    start, end = state.rest_taken
    half = _least(kind, context) / 2
    return end >= time - _EARLY and end - start >= half
