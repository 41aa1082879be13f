"""The settings that hold today: those of the file, easier after a bad answer, with a holiday among the days off.

The days off of the person's calendars are among those, too, and so are working hours that stand in one.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from tray.core.context import Context
from tray.core.law.answer_model import fatigue_of
from tray.core.messages import commands as c
from tray.core.messages.facts import CheckedIn, EasingUndone, Fact, TodayEased
from tray.core.state.state import State
from tray.core.state.wellbeing import Eased
from tray.core.wellbeing.holiday import with_days_off, with_holiday
from tray.core.wellbeing.working_hours_from_calendar import with_hours
from tray.errors import NotPossible
from tray.lib.language.translation import say
from tray.settings.defaults.every_setting import Settings

_LEFT_AT_LEAST = timedelta(hours=1)
"""A lower limit on the day leaves so much work from now on; nobody is told at once that it is reached."""
_MINUTE = timedelta(minutes=1)


def in_force(state: State, context: Context) -> Context:
    """``context`` as it holds for the present day. Doing it twice changes nothing more."""
    if state.is_usual_day:
        return context
    settings = context.settings
    if (eased := eased_today(state)) is not None:
        settings = _eased(settings, eased)
    changed = replace(context, settings=settings)
    if state.calendar_hours:
        changed = with_hours(changed, state.calendar_hours)
    if state.days_off:
        changed = with_days_off(changed, state.days_off)
    return with_holiday(changed, state.health.holiday) if state.health.holiday else changed


def eased_today(state: State) -> Eased | None:
    """How the present day goes easier; None when it goes as usual."""
    eased = state.health.eased
    return eased if eased and state.day and eased.day == state.day.day and not eased.undone else None


def _eased(settings: Settings, eased: Eased) -> Settings:
    breaks = replace(settings.breaks, after=min(settings.breaks.after, eased.break_after))
    limits = replace(settings.limits, day=min(settings.limits.day, eased.work))
    return replace(settings, breaks=breaks, limits=limits)


def answer(state: State, command: c.EaseToday | c.AsUsual, at: datetime, context: Context) -> tuple[Fact, ...]:
    """What the person's word records that today goes easier, or as usual. Raises NotPossible."""
    known = eased_today(state)
    if isinstance(command, c.EaseToday):
        if state.health.holiday:
            raise NotPossible(say("You're on holiday; `backpressure holiday off` ends it."))
        # An easier day is no easier for being asked for twice.
        return () if known else eased(state, at, context)
    if known is None:
        raise NotPossible(say("Today is as usual already. `backpressure ease` makes it easier."))
    return (EasingUndone(at, known.day),)


def is_bad(fact: CheckedIn, context: Context) -> bool:
    """An answer that asks for an easier day."""
    fatigue = fatigue_of(fact.item, fact.answer)
    return fatigue is not None and fatigue >= 10.0 * context.settings.checkins.tired_at


def after_answer(state: State, fact: CheckedIn, context: Context) -> tuple[TodayEased, ...]:
    """The fact that today goes easier after an answer.

    None when the answer is not bad, when the person undid it today, or when hardly anything is left of the day.
    """
    share, day = context.settings.checkins.eased_share, state.day
    if not is_bad(fact, context) or share >= 1.0 or day is None or day.ended:
        return ()
    if day.end is not None and day.end - fact.at < _LEFT_AT_LEAST:
        return ()
    known = state.health.eased
    return () if known and known.day == day.day else eased(state, fact.at, context)


def eased(state: State, at: datetime, context: Context) -> tuple[TodayEased, ...]:
    """The fact that today goes easier."""
    if state.day is None:
        return ()
    share, settings = context.settings.checkins.eased_share, context.settings
    work = max(settings.limits.day * share, state.day.worked + _LEFT_AT_LEAST)
    return (TodayEased(at, state.day.day, _whole(settings.breaks.after * share), _whole(work)),)


def _whole(length: timedelta) -> timedelta:
    return max(length // _MINUTE, 1) * _MINUTE
