"""Answers each command about how the person is with facts, or with a refusal that says how to go on."""

from datetime import datetime, timedelta
from typing import assert_never

from tray.core import calendar
from tray.core.context import Context
from tray.core.day import shutdown
from tray.core.messages import commands as c
from tray.core.messages import facts as f
from tray.core.state.state import State
from tray.core.state.wellbeing import Holiday
from tray.core.wellbeing import easing
from tray.errors import NotPossible

ITEMS = ("fatigue", "rested", "engaged", "switched_off")
LAST_WEEKS = {"calm": 4.0, "normal": 6.0, "heavy": 14.0}
"""What such last weeks leave in gen2, from the steady states of the law (law/README.md, Parameters)."""
_STILL_NEW = timedelta(days=14)
"""Longer ago than this, the record itself tells how the last weeks were."""

HealthCommand = c.CheckIn | c.Introduce | c.DropQuestion | c.EaseToday | c.AsUsual | c.BeginHoliday | c.EndHoliday


def answer(state: State, command: HealthCommand, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    """What ``command`` records. Raises NotPossible when it cannot be, with what to do instead."""
    match command:
        case c.CheckIn():
            fact = _check_in(command, at)
            return (fact, *easing.after_answer(state, fact, context))
        case c.Introduce():
            return (_introduced(state, command, at),)
        case c.DropQuestion():
            return (f.QuestionDropped(at),) if state.health.question else ()
        case c.EaseToday():
            if state.health.holiday:
                raise NotPossible("You're on holiday; `backpressure holiday off` ends it.")
            # An easier day is no easier for being asked for twice.
            return () if easing.eased_today(state) else easing.eased(state, at, context)
        case c.AsUsual():
            if easing.eased_today(state) is None:
                raise NotPossible("Today is as usual already. `backpressure ease` makes it easier.")
            assert state.day is not None
            return (f.EasingUndone(at, state.day.day),)
        case c.BeginHoliday() | c.EndHoliday():
            return _holiday(state, command, at, context)
        case _:
            assert_never(command)


def holiday_over(state: State, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    """The fact that the last day of a holiday is over."""
    ends = holiday_ends(state, context)
    return (f.HolidayEnded(ends),) if ends is not None and at >= ends else ()


def holiday_ends(state: State, context: Context) -> datetime | None:
    """When the holiday is over by itself."""
    holiday = state.health.holiday
    if holiday is None or holiday.last is None:
        return None
    return calendar.day_bounds(holiday.last, context.zone, context.settings.hours)[1]


def _check_in(command: c.CheckIn, at: datetime) -> f.CheckedIn:
    if command.item not in ITEMS:
        raise NotPossible(f'There is no question "{command.item}". There are: {", ".join(ITEMS)}.')
    if not 0 <= command.answer <= 10:
        raise NotPossible(f"An answer is a whole number from 0 to 10, not {command.answer}.")
    return f.CheckedIn(at, command.item, command.answer)


def _introduced(state: State, command: c.Introduce, at: datetime) -> f.Introduced:
    """Recorded at the beginning of the record, so that it makes no difference when the answer came."""
    if command.weeks not in LAST_WEEKS:
        raise NotPossible(f'Last weeks are {", ".join(LAST_WEEKS)}, not "{command.weeks}".')
    begun = state.health.begun
    if begun is None or at - begun > _STILL_NEW:
        raise NotPossible("Backpressure has known you long enough to tell for itself how your last weeks were.")
    return f.Introduced(begun, LAST_WEEKS[command.weeks])


def _holiday(
    state: State, command: c.BeginHoliday | c.EndHoliday, at: datetime, context: Context
) -> tuple[f.Fact, ...]:
    """A holiday begins or ends, and what the clock says of work and rest changes with it."""
    today = calendar.day_of(at, context.zone, context.settings.hours)
    if isinstance(command, c.EndHoliday):
        if state.health.holiday is None:
            raise NotPossible(
                "You're not on holiday. `backpressure holiday on` or `backpressure holiday until DATE` begins one."
            )
        return (f.HolidayEnded(at), _label(at, easing.without_holiday(context, state.health.holiday)))
    if command.last is not None and command.last < today:
        raise NotPossible(
            f"{command.last} is over. Give the last day of your holiday, as in `backpressure holiday until 2026-12-31`."
        )
    first = state.health.holiday.first if state.health.holiday else today
    began = f.HolidayBegan(at, first, command.last)
    withdrawn = (f.Withdrawn(at),) if state.suggestion else ()
    dismissed = (f.DayDismissed(at, state.day.day),) if state.day and shutdown.asks(state) else ()
    known = easing.without_holiday(context, state.health.holiday) if state.health.holiday else context
    return (*withdrawn, *dismissed, began, _label(at, easing.with_holiday(known, Holiday(first, command.last))))


def _label(at: datetime, context: Context) -> f.Labelled:
    now = calendar.label(at, context.zone, context.settings.hours, context.settings.law)
    return f.Labelled(at, now.load, now.inside, now.available)
