"""Shuts a day down like a server that drains: no new work, what stays open gets a time, and in the end it is off.

It never blocks: who does not answer is waited for until `settings.shutdown.planning` is over, and then all is left as
it is.
"""

from datetime import datetime, time, timedelta

from tray.core import calendar
from tray.core.context import Context
from tray.core.day import limits
from tray.core.local_time import DAY, dates, instant
from tray.core.messages.facts import DayEnded, Fact, LeftOpen
from tray.core.state.state import Commitment, State

APART = timedelta(minutes=30)
"""Between the times that two commitments are offered."""
_NINE = time(9)
_SEARCHED_DAYS = 14


def draining(state: State) -> bool:
    """The day is being shut down."""
    return state.day is not None and state.day.ending is not None and state.day.ended is None


def offered(state: State) -> Commitment | None:
    """The commitment that is offered a time now; None when none is, or all were."""
    if not draining(state) or state.day is None:
        return None
    left = (
        each for each in state.commitments if not each.is_planned(state.at) and each.number not in state.day.left_open
    )
    return next(left, None)


def place(state: State) -> tuple[int, int]:
    """Which of how many the offered one is, counted from 1; those that got a time since are not counted."""
    passed = len(state.day.left_open) if state.day else 0
    return passed + 1, limits.made_here(state)


def offered_time(state: State, at: datetime, context: Context) -> datetime:
    """When its next step could be: at the beginning of the next working hours, or half hours later if that is taken."""
    begins = _next_morning(state, at, context)
    taken = {each.when for each in state.commitments}
    return next(when for n in range(len(taken) + 1) if (when := begins + n * APART) not in taken)


def over_by(state: State, context: Context) -> datetime | None:
    """When the day is off although nobody answers; None while it is not being shut down."""
    if not draining(state) or state.day is None or state.day.ending is None:
        return None
    return state.day.ending + context.settings.shutdown.planning


def go_on(state: State, at: datetime, context: Context) -> tuple[Fact, ...]:
    """The fact that the day is off, when all were offered or nobody answered in time."""
    end = over_by(state, context)
    if end is None or state.day is None or (at < end and offered(state)):
        return ()
    return (DayEnded(min(at, end), state.day.day),)


def leave_open(state: State, number: int, at: datetime) -> tuple[Fact, ...]:
    """The commitment stays without a time; nothing when that is not asked any more."""
    now = offered(state)
    return (LeftOpen(at, state.day.day, number),) if state.day and now and now.number == number else ()


def _next_morning(state: State, at: datetime, context: Context) -> datetime:
    hours, zone = context.settings.hours, context.zone
    today = state.day.day if state.day else calendar.day_of(at, zone, hours)
    ranges = (calendar.working_ranges(day, zone, hours) for day in dates(today + DAY, _SEARCHED_DAYS))
    return next((found[0][0] for found in ranges if found and found[0][0] > at), instant(today + DAY, _NINE, zone))
