"""When people are asked how they are, and about their first days here; and what their answers record.

What a gap was, and if a session is good enough, is asked in ``core.wellbeing.gap_questions_and_answers``.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import assert_never

from tray.core import days_and_nights
from tray.core.breaks import quiet_gate_and_budget
from tray.core.breaks.due import due
from tray.core.breaks.quiet_gate_and_budget import why_quiet
from tray.core.context import Context
from tray.core.day import limits, shutdown
from tray.core.law.editions import WEEKS as WEEKS_BEFORE
from tray.core.law.editions import edition
from tray.core.messages import commands as c
from tray.core.messages.facts import CheckedIn, Fact, Introduced, QuestionDropped, QuestionPut
from tray.core.sensing.presence import Input, Senses
from tray.core.state.sleep import nights
from tray.core.state.state import State
from tray.core.state.wellbeing import FIRST, SCREEN, WEEKS, WELCOME, Health, Question, last
from tray.core.wellbeing import easing
from tray.errors import NotPossible
from tray.lib.language.formats import formats
from tray.lib.language.translation import say

STANDS = timedelta(minutes=10)
"""A question that nobody answers is taken away after this; the menu goes on taking answers."""
APART = timedelta(minutes=45)
"""The least time between two questions."""
SETTLED = timedelta(minutes=5)
"""Nobody is asked anything before so much work of the day is done."""
_MORNING = timedelta(hours=3)
"""The night is asked about so long after it at most."""
_SWITCHED_OFF_FROM, _SWITCHED_OFF_TO = timedelta(hours=1), timedelta(hours=4)
_LATELY = timedelta(hours=3)
"""Who said how fatigued they are is not asked again so soon."""
_END = timedelta(minutes=25)
_AFTER_NOTICE = timedelta(minutes=2)
_AFTER_BREAK = timedelta(minutes=20)
"""So long after a break, what there is to say of breaks goes with it."""
_ENOUGH_OF_A_WEEK = 3
"""Days of work in a week before it is asked about."""
_USUAL_DAYS = 4
"""The day of work, counted in its week, at which somebody without fixed hours is asked about the week."""
_DAY = timedelta(days=1)
_WEEKLY = timedelta(days=5)
ITEMS = ("fatigue", "rested", "engaged", "switched_off")
_STILL_NEW = timedelta(days=14)
"""Longer ago than this, the record itself tells how the last weeks were."""


def introduce(state: State, at: datetime, context: Context) -> tuple[Fact, ...]:
    """The welcome of the first start; ``state`` is that before anything was recorded.

    Whoever has turned questions off before it knows the program already.
    """
    fresh = state.labelled_at is None and state.regime_since is None
    wanted = context.settings.checkins.on and context.settings.notifications.on
    return (QuestionPut(at, WELCOME),) if fresh and wanted else ()


def put(state: State, senses: Senses, at: datetime, context: Context) -> tuple[Fact, ...]:
    """The fact that a question is put now, or that the one that stands is dropped; ``state`` is as of ``at``."""
    stands = state.health.question
    if stands is not None:
        return () if _still_stands(stands, state, senses, at, context) else (QuestionDropped(at),)
    if not good_moment(state, senses, at, context):
        return ()
    if _screen_is_due(state, senses, at, context):
        return (QuestionPut(at, SCREEN),)
    if not may_ask(state, at, context):
        return ()
    if _weeks_are_due(state, senses, at, context):
        return (QuestionPut(at, WEEKS),)
    wanted = context.settings.checkins.items
    item = next((each for each in _due(state, at, context) if each in wanted), None)
    return (QuestionPut(at, item),) if item else ()


def _weeks_are_due(state: State, senses: Senses, at: datetime, context: Context) -> bool:
    """Nobody was asked about the weeks before yet, and this is the second start or another day than the first."""
    begun = state.health.begun
    if begun is None or last(state.health.heard, WEEKS) is not None:
        return False
    again = senses.started_at is not None and senses.started_at > begun
    hours = context.settings.hours
    return again or days_and_nights.day_of(at, context.zone, hours) > days_and_nights.day_of(begun, context.zone, hours)


def _screen_is_due(state: State, senses: Senses, at: datetime, context: Context) -> bool:
    """A break of this day was over lately, nobody was ever asked, and a window could be on the screen in the next."""
    if (
        not senses.has_window
        or context.settings.breaks.screen != "none"
        or last(state.health.heard, SCREEN) is not None
    ):
        return False
    taken = state.day is not None and state.day.taken > 0
    return taken and state.rested_at is not None and at - state.rested_at < _AFTER_BREAK


def read(state: State, item: str, at: datetime) -> tuple[Fact, ...]:
    """The fact that what stands is done with, where ``item`` stands: it was answered by doing something."""
    stands = state.health.question
    return (QuestionDropped(at),) if stands is not None and stands.item == item else ()


def good_moment(state: State, senses: Senses, at: datetime, context: Context) -> bool:
    """Whether something may be said now that is not urgent: at a pause in the typing, with nothing else to say."""
    day = state.day
    if senses.input is not Input.QUIET or day is None or day.worked < SETTLED or state.health.question:
        return False
    just_told = day.told_at is not None and at - day.told_at < _AFTER_NOTICE
    in_session = state.session is not None and state.session.asking
    if just_told or in_session or state.suggestion or shutdown.asks(state) or due(state, at, context):
        return False
    # A suggestion may pass a window that has filled the screen for very long; nothing else does.
    return not why_quiet(state, senses, at, context) and not quiet_gate_and_budget.closed(state, senses, at, context)


def may_ask(state: State, at: datetime, context: Context) -> bool:
    """Whether the person's own bounds allow a check-in."""
    wanted = context.settings.checkins
    return wanted.on and not asked_within(APART, state.health, at) and state.health.put_today < wanted.per_day


def asked_within(time: timedelta, health: Health, at: datetime) -> bool:
    """The person was asked a question not so long ago, how the last weeks were for one."""
    when = (health.put_at, last(health.heard, WEEKS))
    return any(each is not None and at - each < time for each in when)


def question_ends(state: State, at: datetime) -> datetime | None:
    """When the question that stands is taken away."""
    stands = state.health.question
    return stands.since + STANDS if stands and stands.item not in FIRST and stands.since + STANDS > at else None


def _still_stands(stands: Question, state: State, senses: Senses, at: datetime, context: Context) -> bool:
    if stands.item == WELCOME:
        # It costs nobody anything to leave it there for the first day.
        return at - stands.since < _DAY
    if stands.item == SCREEN:
        return context.settings.breaks.screen == "none" and at - stands.since < _DAY and state.break_ is None
    if stands.item == WEEKS:
        return context.settings.checkins.on and at - stands.since < _DAY and state.break_ is None
    gone = state.suggestion or shutdown.asks(state) or not state.working or senses.locked or senses.attention
    return context.settings.checkins.on and not gone and at - stands.since < STANDS


def _due(state: State, at: datetime, context: Context) -> Iterator[str]:
    """The questions whose time it is."""
    if _end_of_day(state, at, context):
        yield "engaged" if _week_ends(state, at, context) else "fatigue"
    if state.stretch >= context.settings.checkins.long_stretch and not _heard(state, "fatigue", at, _LATELY):
        yield "fatigue"
    if _after_night(state, at) and not _heard(state, "rested", at, timedelta(hours=12)):
        yield "rested"
    if _week_begins(state, context) and not _heard(state, "switched_off", at, _WEEKLY):
        yield "switched_off"


def _heard(state: State, item: str, at: datetime, within: timedelta) -> bool:
    when = last(state.health.heard, item)
    return when is not None and at - when < within


def _after_night(state: State, at: datetime) -> bool:
    """Work began after a gap that may have held sleep, not long ago. An afternoon off after a night holds none."""
    if not state.long_gaps:
        return False
    *earlier, gap = state.long_gaps
    return at - gap[1] <= _MORNING and bool(nights(gap, tuple(earlier)))


def _end_of_day(state: State, at: datetime, context: Context) -> bool:
    if state.day is None or _heard(state, "fatigue", at, _LATELY) or _heard(state, "engaged", at, _LATELY):
        return False
    if state.day.end is not None:
        return timedelta(0) < state.day.end - at <= _END
    left = limits.left(state, "day", at, context)
    return left is not None and timedelta(0) < left <= _END


def _week_begins(state: State, context: Context) -> bool:
    """The first day of work of a week, an hour or more into it, with a week before it to speak of."""
    assert state.day is not None
    worked = [day for day, length in state.days_before if length]
    begins = days_and_nights.week_of(state.day.day, context.settings.hours)
    first = bool(worked) and all(day < begins for day in worked)
    return first and _SWITCHED_OFF_FROM <= state.day.worked <= _SWITCHED_OFF_TO


def _week_ends(state: State, at: datetime, context: Context) -> bool:
    """The last day of work of a week that had some days of it."""
    assert state.day is not None
    today, hours = state.day.day, context.settings.hours
    begins = days_and_nights.week_of(today, hours)
    days = [day for day, length in state.days_before if length and day >= begins]
    if len(days) + 1 < _ENOUGH_OF_A_WEEK or _heard(state, "engaged", at, _WEEKLY):
        return False
    if not days_and_nights.has_hours(hours):
        # Nobody knows which day of work is the last: one is taken that most weeks have.
        return len(days) + 1 == _USUAL_DAYS
    rest_of_week = (begins + n * _DAY for n in range((today - begins).days + 1, 7))
    return not any(days_and_nights.working_ranges(day, context.zone, hours) for day in rest_of_week)


def answer(
    state: State, command: c.CheckIn | c.Introduce | c.DropQuestion, at: datetime, context: Context
) -> tuple[Fact, ...]:
    """What an answer records. Raises NotPossible when it cannot be, with what to do instead."""
    match command:
        case c.CheckIn():
            fact = _check_in(command, at)
            return (fact, *easing.after_answer(state, fact, context))
        case c.Introduce():
            # It counts from before the question was put, so that alone does not answer what stands.
            return (_introduced(state, command, at, context), *read(state, WEEKS, at))
        case c.DropQuestion():
            return (QuestionDropped(at),) if state.health.question else ()
        case _:
            assert_never(command)


def _check_in(command: c.CheckIn, at: datetime) -> CheckedIn:
    if command.item not in ITEMS:
        items = formats().listed(ITEMS)
        raise NotPossible(say('There\'s no question "{item}". There are: {items}.', item=command.item, items=items))
    if not 0 <= command.answer <= 10:
        raise NotPossible(say("An answer is a whole number from 0 to 10, not {answer}.", answer=command.answer))
    return CheckedIn(at, command.item, command.answer)


def _introduced(state: State, command: c.Introduce, at: datetime, context: Context) -> Introduced:
    """Recorded at the beginning of the record, so that it makes no difference when the answer came."""
    if command.weeks not in WEEKS_BEFORE:
        known = formats().listed(tuple(WEEKS_BEFORE))
        raise NotPossible(say('Last weeks can be {known}, not "{weeks}".', known=known, weeks=command.weeks))
    begun = state.health.begun
    if begun is None and state.day is not None and not state.last_days:
        begun = state.day.known_since  # nobody was welcomed, and this is the first day all the same
    if begun is None:
        raise NotPossible(
            say(
                "It's too late to say that: with questions off, as `checkins.on` or `notifications.on` has them, it "
                "counts on the first day only. Backpressure now goes by its own record."
            )
        )
    if at - begun > _STILL_NEW:
        raise NotPossible(
            say("Backpressure has known you long enough to tell for itself how your last few weeks were.")
        )
    return Introduced(begun, edition(context.settings.law.edition).left_by(command.weeks))


def checks_in(health: Health) -> bool:
    """A question of a check-in stands. Those of the first days keep nobody from asking something else."""
    return health.question is not None and health.question.item not in FIRST
