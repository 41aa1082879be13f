"""Tells a clock that was set from a machine that stood still unknown to its kernel, as a guest whose host slept.

Both look the same: the wall clock leaps and no time has passed. So the hours decide in which the person worked. As it
is on record, or all of it later by the leap: whatever fits the working hours better, or keeps better out of the night.
"""

from datetime import datetime, timedelta

from tray.core import calendar
from tray.core.context import Context
from tray.core.messages import events as e
from tray.core.state.state import State

_LEAST = timedelta(minutes=10)
"""A shorter leap is a correction, and a short break at most."""
_LONG = timedelta(hours=5)
"""A longer one, where the hours tell nothing, is rather a machine that stood: clocks are wrong by a zone's hours."""
_DAY, _CLOSE = timedelta(days=1), timedelta(minutes=1)
"""Nobody's host sleeps for a whole number of days, to the minute: that is a date that was wrong."""
_MOST = timedelta(days=30)
"""A machine that stands longer is started anew; a clock without a battery is wrong by years."""


def as_it_was(state: State, event: e.Event, at: datetime, context: Context) -> e.Event:
    """``event``, or for a leap of the clock that was none the time in which the machine stood still."""
    if not isinstance(event, e.ClockSet) or event.unseen:
        return event
    leap = at - event.before
    if not _LEAST <= leap <= _MOST or state.by_hand or (leap + _CLOSE) % _DAY <= 2 * _CLOSE:
        return event
    recorded, later = (_fits(state, event.before + by, context) for by in (timedelta(0), leap))
    stood = recorded > later or (recorded == later and leap >= _LONG)
    return e.Slept(leap) if stood else event


def _fits(state: State, until: datetime, context: Context) -> int:
    """How many ends of the work that led up to ``until`` lie where this person is likely to work."""
    if not state.working:
        return 0
    return sum(_likely(at, context) for at in (until - state.stretch, until))


def _likely(at: datetime, context: Context) -> bool:
    hours = context.settings.hours
    if calendar.has_hours(hours):
        return calendar.inside(at, context.zone, hours)
    return not calendar.in_ranges(at, (calendar.NIGHT,), context.zone)
