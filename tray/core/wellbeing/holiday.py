"""A holiday: how one begins and ends, and the days off that it makes of the settings while it lasts."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from tray.core import days_and_nights
from tray.core.context import Context
from tray.core.day import shutdown
from tray.core.messages import commands as c
from tray.core.messages import facts as f
from tray.core.state.state import State
from tray.core.state.wellbeing import Holiday
from tray.errors import NotPossible
from tray.lib.language.translation import say
from tray.settings.types.time_ranges_shifts_fixed_breaks import DateRange

LEAVE_FROM = 5
"""So many days of work without any, one after the other, were leave, whether or not anybody said so."""
_FOREVER = timedelta(days=3650)


def answer(state: State, command: c.BeginHoliday | c.EndHoliday, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    """A holiday begins or ends, and what the clock says of work and rest changes with it."""
    today = days_and_nights.day_of(at, context.zone, context.settings.hours)
    if isinstance(command, c.EndHoliday):
        if state.health.holiday is None:
            raise NotPossible(
                say("You're not on holiday. `backpressure holiday on` or `backpressure holiday until DATE` begins one.")
            )
        return (f.HolidayEnded(at), _label(at, without_holiday(context, state.health.holiday)))
    if command.last is not None and command.last < today:
        raise NotPossible(
            say(
                "{day} is over. Give the last day of your holiday, as in `backpressure holiday until 2026-12-31`.",
                day=command.last,
            )
        )
    first = state.health.holiday.first if state.health.holiday else today
    began = f.HolidayBegan(at, first, command.last)
    withdrawn = (f.Withdrawn(at),) if state.suggestion else ()
    dismissed = (f.DayDismissed(at, state.day.day),) if state.day and shutdown.asks(state) else ()
    known = without_holiday(context, state.health.holiday) if state.health.holiday else context
    return (*withdrawn, *dismissed, began, _label(at, with_holiday(known, Holiday(first, command.last))))


def over(state: State, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    """The fact that the last day of a holiday is over."""
    end = ends(state, context)
    return (f.HolidayEnded(end),) if end is not None and at >= end else ()


def ends(state: State, context: Context) -> datetime | None:
    """When the holiday is over by itself."""
    known = state.health.holiday
    if known is None or known.last is None:
        return None
    return days_and_nights.day_bounds(known.last, context.zone, context.settings.hours)[1]


def with_holiday(context: Context, holiday: Holiday) -> Context:
    """Holiday is a range of days off, so that hours, the end of the day and the load follow as they do for those."""
    free, off = _free(holiday), context.settings.hours.days_off
    return context if free in off else _with_days_off(context, (*off, free))


def with_days_off(context: Context, days: tuple[date, ...]) -> Context:
    """Days off that a calendar holds are as good as those of the settings."""
    off = context.settings.hours.days_off
    more = tuple(each for each in (DateRange(day, day) for day in days) if each not in off)
    return _with_days_off(context, (*off, *more)) if more else context


def without_holiday(context: Context, holiday: Holiday) -> Context:
    """The inverse of ``with_holiday``."""
    free = _free(holiday)
    return _with_days_off(context, tuple(each for each in context.settings.hours.days_off if each != free))


def _with_days_off(context: Context, off: tuple[DateRange, ...]) -> Context:
    hours = replace(context.settings.hours, days_off=off)
    return replace(context, settings=replace(context.settings, hours=hours))


def _free(holiday: Holiday) -> DateRange:
    return DateRange(holiday.first, holiday.last or min(holiday.first, date.max - _FOREVER) + _FOREVER)


def _label(at: datetime, context: Context) -> f.Labelled:
    now = days_and_nights.label(at, context.zone, context.settings.hours, context.settings.law)
    return f.Labelled(at, now.load, now.inside, now.available)
