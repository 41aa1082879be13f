"""The end of the day, as a small state machine: announced, come, put off, dismissed, drained, ended.

A day ends as a server drains: no new work, what stays open gets a time, and in the end it is off. It never blocks: who
does not answer is waited for until `settings.shutdown.planning` is over, and then all is left as it is.
"""

from datetime import datetime, timedelta

from tray.core import days_and_nights
from tray.core.context import Context
from tray.core.day import limits
from tray.core.messages import commands as c
from tray.core.messages.facts import (
    DayDismissed,
    DayEnded,
    DayEnding,
    DayExtended,
    DayNoticed,
    DayPlanned,
    Fact,
    LeftOpen,
)
from tray.core.messages.plausible_facts import FIRST_DAY
from tray.core.state.ongoing import Suggestion
from tray.core.state.state import Commitment, Day, State
from tray.errors import NotPossible
from tray.lib.language.translation import say

_ZERO = timedelta(0)
_ALONE = timedelta(minutes=10)
"""Nothing else is asked so soon after the end of the day was asked about."""
_INSTEAD = timedelta(minutes=20)
"""No break is suggested so soon after that: it would speak for going on, where the person was just asked to stop.

But no later either: with the natural pause that is awaited then, nobody to whom a break is due is without a word for
longer than 25 minutes.
"""
_STILL_LONG = timedelta(hours=1)
"""A day whose planned end is further away than this is not called over."""

_BREAK_FIRST = timedelta(minutes=5)
"""So much later a notice before the end comes at most, where a break is suggested about then: it speaks for finishing
things, and the break for letting go of them."""


def plan_day(state: State, at: datetime, context: Context) -> tuple[DayPlanned, ...]:
    """The fact that a new day began, or that the planned end of this one changed."""
    hours, known = context.settings.hours, state.day
    day = days_and_nights.day_of(at, context.zone, hours)
    if known and known.day > day and (days_and_nights.is_credible(known.day, day) or day < FIRST_DAY or at < state.at):
        # The clock or the zone went back over midnight, and the later day stays so that it cannot end twice. One that
        # is further ahead was that of a wrong clock; but no record holds a day from before 1970, and none begins before
        # what is on record, as long as nobody knows that the clock was set: at each look it would be planned again.
        day = known.day
    elif (left := state.left_day) and left.day.day > day and days_and_nights.is_credible(left.day.day, day):
        # The same of the day that was left for that of a wrong clock.
        day = left.day.day
    end = days_and_nights.end_of_day(day, context.zone, hours) if context.settings.shutdown.on else None
    if known and known.day == day and known.planned == end:
        return ()
    return (DayPlanned(at, day, end),)


def speak(state: State, at: datetime, context: Context, *, present: bool) -> tuple[DayNoticed, ...]:
    """The notice that is due, if the person is there to hear it. Of several that were missed only the last is given."""
    day = state.day
    if day is None or not present or day.ended or day.dismissed:
        return ()
    due = [before for before in _stages(context) if _is_due(day, before, at)]
    return (DayNoticed(at, day.day, min(due)),) if due else ()


def lets_a_break_first(told: DayNoticed, state: State) -> bool:
    """Whether what is told now may come some minutes later, where a break is suggested about now."""
    day = state.day
    return bool(told.before) and day is not None and day.end is not None and told.at < _at_last(day.end, told.before)


def _at_last(end: datetime, before: timedelta) -> datetime:
    return end - before + _BREAK_FIRST


def end_day(state: State, at: datetime) -> tuple[Fact, ...]:
    """The day is shut down, once; or that begins, while something is open that has no time yet."""
    day = state.day
    if day is None or day.ended:
        return ()
    if day.ending is None and limits.made_here(state):
        return (DayEnding(at, day.day),)
    return (DayEnded(at, day.day),)


def asks(state: State) -> bool:
    """The end has come and was announced; it waits for an answer. To leave for as long as a night is one."""
    day = state.day
    if day is None or _ZERO not in day.noticed or day.ended or day.dismissed or day.ending:
        return False
    return day.told_at is None or not any(day.told_at < back for _, back in state.long_gaps[-1:])


def just_asked(state: State, at: datetime) -> bool:
    """The end was announced a moment ago: it alone is asked then."""
    over = asked_alone_until(state)
    return over is not None and at < over


def asked_alone_until(state: State) -> datetime | None:
    """How long nothing else is asked beside the end of the day; None while that is not asked."""
    return _asked_at(state, _ALONE)


def breaks_wait_until(state: State) -> datetime | None:
    """How long no break is suggested beside it; whoever works on without a word needs breaks then. None likewise."""
    return _asked_at(state, _INSTEAD)


def _asked_at(state: State, more: timedelta) -> datetime | None:
    return state.day.told_at + more if asks(state) and state.day and state.day.told_at else None


def calls_it_a_day(live: Suggestion, state: State) -> bool:
    """No break is enough any more, and the person's own hours do not keep them for long.

    Not where that is asked already, or was answered with *Not today*.
    """
    day = state.day
    if live.enough or asks(state) or (day and day.dismissed):
        return False
    return day is None or day.end is None or day.end - live.since <= _STILL_LONG


def left(state: State, at: datetime) -> timedelta | None:
    """How long it is until the day is to end, when that is still to come; else None.

    An end that is put off by small pieces again and again keeps nobody from breaks: it counts no longer then.
    """
    day = state.day
    if day is None or day.end is None or day.ended or day.dismissed or at >= day.end:
        return None
    if day.extended and day.planned and at >= day.planned + _INSTEAD:
        piece = day.extended - max(day.planned, day.told_at or day.planned)
        return None if piece < _INSTEAD else day.end - at
    return day.end - at


def goes_on_from(end: datetime) -> datetime:
    """From when on somebody counts as one who works on, if they leave the question about an ``end`` unanswered."""
    return end + _INSTEAD


def next_notice(state: State, at: datetime, context: Context) -> datetime | None:
    """When the next notice comes."""
    day = state.day
    if day is None or day.end is None or day.ended or day.dismissed:
        return None
    stages = [before for before in _stages(context) if not _given(day, before)]
    times = (*(day.end - before for before in stages), *(_at_last(day.end, before) for before in stages if before))
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


TO_DO_TAKES = timedelta(minutes=30)
"""So much time is kept for a commitment that has one: the next is offered later, and no block lies over it."""


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
    return next(when for n in range(len(taken) + 1) if (when := begins + n * TO_DO_TAKES) not in taken)


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
    if state.day is None or now is None or now.number != number:
        return ()
    of, own_number = now.identity
    return (LeftOpen(at, state.day.day, own_number, of),)


def _next_morning(state: State, at: datetime, context: Context) -> datetime:
    hours, zone = context.settings.hours, context.zone
    today = state.day.day if state.day else days_and_nights.day_of(at, zone, hours)
    return days_and_nights.work_begins(today, at, zone, hours)


def answer(
    state: State, command: c.MoreTime | c.NotToday | c.LeaveOpen, at: datetime, context: Context
) -> tuple[Fact, ...]:
    """What a command about the day's end records. Raises NotPossible when the day has no planned end."""
    if isinstance(command, c.LeaveOpen):
        return leave_open(state, command.number, at)
    if state.day is None or state.day.end is None:
        raise NotPossible(say("Today has no planned end. The hours of a weekday say when its day ends."))
    match command:
        case c.MoreTime():
            until = max(state.day.end, at) + (command.length or context.settings.shutdown.more)
            return (DayExtended(at, state.day.day, until),)
        case c.NotToday():
            return (DayDismissed(at, state.day.day),)
