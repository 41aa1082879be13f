"""Which day it was as the person lived it, and when that began: by the zone and the hours in force then.

The record says with each day that began which one it was (`DayPlanned`, and `DayBegan` of what was only told), and the
state holds the last. So whoever looks back needs no zone of then. Where the record says nothing, and for what has not
been looked at yet, it is the calendar of now that says it.
"""

from datetime import date, datetime

from tray.core.context import Context
from tray.core.days_and_nights import MOST_APART, day_bounds, day_of, end_of_day, is_credible
from tray.core.state.ongoing import Day
from tray.core.state.state import State


def day_when(state: State, at: datetime, context: Context) -> date:
    """The day of ``at``, when nothing more is recorded until then: as the next look would say.

    After a journey to the west the later day stays, so that no day comes twice.
    """
    by_calendar, day = day_of(at, context.zone, context.settings.hours), state.day
    return by_calendar if day is None or not is_credible(day.day, by_calendar) else max(day.day, by_calendar)


def day_of_work(state: State, at: datetime, context: Context) -> date:
    """The day for which work at ``at`` counts, or something else that somebody saw; ``state`` is that of then.

    It is the one that the record says. Where the planned end of that on record is where the clock of now has it, and
    the day is over by the same clock, that the next one began was deleted, or will be seen at the next look.
    """
    zone, hours, day = context.zone, context.settings.hours, state.day
    by_calendar = day_of(at, zone, hours)
    if day is None or day.day == by_calendar or not is_credible(day.day, by_calendar):
        return by_calendar
    if day.day < by_calendar and day.planned is not None and day.planned == end_of_day(day.day, zone, hours):
        return by_calendar
    return day.day


def begins(day: Day, context: Context) -> datetime:
    """When ``day`` began: where the calendar of now has it begin, unless there was work that counted otherwise."""
    return edge(day.day, day.free_since, day.begun, context)


def edge(day: date, free_since: datetime | None, begun: datetime | None, context: Context) -> datetime:
    """When ``day`` began, had nobody worked since ``free_since``, and was it that day from ``begun`` on at the latest.

    The first is None before any work, the second where nothing is on record.
    """
    by_calendar = day_bounds(day, context.zone, context.settings.hours)[0]
    at = by_calendar if free_since is None else max(by_calendar, free_since)
    return at if begun is None else min(at, begun)


def never_later(day: date, context: Context) -> datetime:
    """An instant from before ``day``, wherever it was lived."""
    return day_bounds(day, context.zone, context.settings.hours)[0] - MOST_APART


def today_begins(state: State, at: datetime, context: Context) -> datetime:
    """When the day of ``at`` began, when nothing more is recorded until then."""
    today, day = day_when(state, at, context), state.day
    if day is not None and day.day == today:
        return begins(day, context)
    return edge(today, at if state.working else state.rest_since, at, context)
