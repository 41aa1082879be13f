"""The end of the day, as a small state machine: announced, come, put off, dismissed, ended."""

from datetime import datetime, timedelta

from tray.core import calendar
from tray.core.context import Context
from tray.core.day import limits
from tray.core.messages.facts import DayEnded, DayEnding, DayNoticed, DayPlanned, Fact
from tray.core.state.state import Day, State

_ZERO = timedelta(0)
_LINGERS = timedelta(hours=1)
"""A day whose working hours run over its end goes on for so long after them."""


def plan_day(state: State, at: datetime, context: Context) -> tuple[Fact, ...]:
    """The fact that a new day began, or that the planned end of this one changed."""
    hours, known = context.settings.hours, state.day
    day = calendar.day_of(at, context.zone, hours)
    if known and (known.day > day or _goes_on(known, at)):
        # The clock or the zone went back over midnight, and the later day stays so that it cannot end twice; or these
        # are hours that run over the end of a day, and whoever works nights is not cut off before their end.
        day = known.day
    end = calendar.end_of_day(day, context.zone, hours) if context.settings.shutdown.on else None
    if known and known.day == day and known.planned == end:
        return ()
    return (DayPlanned(at, day, end),)


def _goes_on(day: Day, at: datetime) -> bool:
    return day.end is not None and day.ended is None and at < day.end + _LINGERS


def day_over(state: State) -> datetime | None:
    """When the present day lets the next one begin, if that is later than the calendar says."""
    return state.day.end + _LINGERS if state.day and state.day.end and not state.day.ended else None


def speak(state: State, at: datetime, context: Context, *, present: bool) -> tuple[Fact, ...]:
    """The notice that is due, if the person is there to hear it. Of several that were missed only the last is given."""
    day = state.day
    if day is None or not present or day.ended or day.dismissed:
        return ()
    due = [before for before in _stages(context) if _is_due(day, before, at)]
    return (DayNoticed(at, day.day, min(due)),) if due else ()


def end_day(state: State, at: datetime) -> tuple[Fact, ...]:
    """The day is shut down, once; or that begins, while something is open that has no time yet."""
    day = state.day
    if day is None or day.ended:
        return ()
    if day.ending is None and limits.made_here(state):
        return (DayEnding(at, day.day),)
    return (DayEnded(at, day.day),)


def asks(state: State) -> bool:
    """The end has come and was announced; it waits for an answer."""
    day = state.day
    return day is not None and _ZERO in day.noticed and not (day.ended or day.dismissed or day.ending)


def next_notice(state: State, at: datetime, context: Context) -> datetime | None:
    """When the next notice comes."""
    day = state.day
    if day is None or day.end is None or day.ended or day.dismissed:
        return None
    times = (day.end - before for before in _stages(context) if not _given(day, before))
    return min((time for time in times if time > at), default=None)


def _stages(context: Context) -> tuple[timedelta, ...]:
    return (*context.settings.shutdown.notices, _ZERO)


def _is_due(day: Day, before: timedelta, at: datetime) -> bool:
    if day.end is None or _given(day, before):
        return False
    moment = day.end - before
    if day.extended and before:
        return False
    return (moment > day.known_since or day.extended is not None) and at >= moment


def _given(day: Day, before: timedelta) -> bool:
    """This notice was given, or a later one that made it needless."""
    return any(given <= before for given in day.noticed)
