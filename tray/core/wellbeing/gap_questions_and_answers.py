"""When people are asked what a gap or a leap of the clock was, or if a session is good enough; what they say of a gap.

What they say corrects the record, and how the gaps beside it are judged then: ``core.sensing.corrected_gaps``.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tray.core import days_and_nights
from tray.core.breaks.due import due
from tray.core.breaks.quiet_gate_and_budget import OF_A_SUGGESTION, why_quiet
from tray.core.context import Context
from tray.core.day import sessions_and_estimates, shutdown
from tray.core.days_and_nights import DAY, Span, dates, merged, overlap
from tray.core.law.values import Regime
from tray.core.messages.commands import ItWas
from tray.core.messages.facts import Corrected, CorrectionUndone, DayBegan, EstimateAsked, Fact, GapAsked
from tray.core.sensing import clock_labels, clock_leaps
from tray.core.sensing.presence import Senses
from tray.core.state.ongoing import ClockLeap, whole_said
from tray.core.state.state import State
from tray.core.state.what_counts_as_break import is_break
from tray.core.wellbeing.questions import checks_in
from tray.errors import NotPossible
from tray.lib.language.translation import say

_BACK_FOR = timedelta(seconds=5)
"""Nobody is asked in the moment in which they touch the keys again."""
_FRESH = timedelta(minutes=10)
"""A gap that ended longer ago is not asked about any more; the menu still has it."""
_ANSWERABLE = timedelta(hours=4)
_NOT_IN_THE_WAY = OF_A_SUGGESTION | {"just-back", "day-ends"}
"""What keeps a suggestion back, but no question."""


def ask(state: State, senses: Senses, at: datetime, context: Context) -> tuple[Fact, ...]:
    """The fact that a question is asked now."""
    if not _is_free(state, senses, at, context):
        return ()
    if _leap_to_ask(state, at, context) or _gap_to_ask(state, at, context):
        return (GapAsked(at),)
    share = sessions_and_estimates.reached(state, context) if state.session else None
    if (
        share is not None
        and due(state, at, context) is None
        and sessions_and_estimates.is_moment(state, senses, share, context)
    ):
        return (EstimateAsked(at, share),)
    return ()


def last_gap(state: State, at: datetime, context: Context) -> Span | None:
    """The last gap, as long as the menu offers to say what it was."""
    gap = unnamed_gap(state)
    if gap is None or not _is_worth_asking(gap, context) or at - gap[1] > _ANSWERABLE:
        return None
    return gap


def unnamed_gap(state: State) -> Span | None:
    """The last gap; of one that was known before its end to be a meeting in part, the longest of what is left.

    Meetings that count in any case are known so, and nobody is asked about them.
    """
    gap = state.last_gap
    if gap is None or state.last_gap_was is not None:
        return gap
    since, until = gap
    known = [each for each in state.corrections_made if each.meeting and not each.judged and each.said < until]
    inside = sorted((max(each.since, since), min(each.until, until)) for each in known)
    edges = [edge for span in merged(span for span in inside if span[0] < span[1]) for edge in span]
    starts, ends = (since, *edges[1::2]), (*edges[::2], until)
    return max(zip(starts, ends, strict=True), key=lambda span: span[1] - span[0])


def answer(state: State, gap: Span) -> Regime | None:
    """What the person said that ``gap`` was, which is the last one or what is left of it."""
    if gap == state.last_gap:
        return state.last_gap_was
    said = whole_said(state.corrections_made, *gap)
    return said.regime if said else None


def was_meeting(state: State, gap: Span) -> bool:
    """Whether the person said that ``gap`` was a meeting."""
    said = whole_said(state.corrections_made, *gap)
    return said is not None and said.meeting


def may_be_meeting(state: State, gap: Span) -> bool:
    """Whether the calendar had meetings for at least half of it: then that's the likely answer."""
    return 2 * overlap(*gap, merged(sorted(state.planned_meetings))) >= gap[1] - gap[0]


def last_leap(state: State, at: datetime) -> ClockLeap | None:
    """The last leap of the clock, as long as the menu asks what it was."""
    leap = _recent_leap(state, at)
    return None if leap is None or leap.answered else leap


def answered_leap(state: State, command: ItWas, at: datetime) -> ClockLeap | None:
    """The leap that ``command`` answers, maybe anew: it names it, or no time and nothing has happened since."""
    leap = _recent_leap(state, at)
    if leap is None or command.meeting or command.regime not in (Regime.WORK, Regime.REST):
        return None
    if command.start or command.end:
        return leap if (command.start, command.end) == (leap.since, leap.until) else None
    gap = state.last_gap
    return leap if gap is None or gap[0] < leap.until else None


def _recent_leap(state: State, at: datetime) -> ClockLeap | None:
    leap = state.clock_leap
    if leap is None or (state.machine is not None and leap.of != state.machine.own):
        return None
    return leap if timedelta(0) <= at - leap.until <= _ANSWERABLE else None


def next_question(state: State, at: datetime, context: Context) -> list[datetime]:
    """When a question may be due although nothing happens until then."""
    times = sessions_and_estimates.next_steps(state, at, context) if state.session else []
    times += [until] if (until := shutdown.asked_alone_until(state)) else []
    if state.last_gap:
        times += [state.last_gap[1] + _BACK_FOR, state.last_gap[1] + _ANSWERABLE]
    if state.clock_leap:
        times += [state.clock_leap.until + _BACK_FOR, state.clock_leap.until + _ANSWERABLE]
    return times


def _is_free(state: State, senses: Senses, at: datetime, context: Context) -> bool:
    in_session = state.session is not None and state.session.asking
    day_ends = shutdown.just_asked(state, at) or shutdown.draining(state)
    asked_already = state.suggestion is not None or in_session or checks_in(state.health) or day_ends
    return state.working and not asked_already and not set(why_quiet(state, senses, at, context)) - _NOT_IN_THE_WAY


def _leap_to_ask(state: State, at: datetime, context: Context) -> bool:
    leap = last_leap(state, at)
    if leap is None or leap.asked or not context.settings.tracking.ask:
        return False
    return at - leap.until >= _BACK_FOR


def _gap_to_ask(state: State, at: datetime, context: Context) -> bool:
    whole, gap, tracking = state.last_gap, unnamed_gap(state), context.settings.tracking
    if gap is None or whole is None or not tracking.ask or state.gap_asked == whole[1]:
        return False
    if answer(state, gap) is not None:
        return False
    if _left_at_night(gap[0], context) or _was_a_pause(gap, context):
        return False
    return _is_worth_asking(gap, context) and _BACK_FOR <= at - whole[1] <= _FRESH


def _left_at_night(at: datetime, context: Context) -> bool:
    """Whoever leaves then, outside their own hours, goes back to bed; the menu asks all the same."""
    hours, zone = context.settings.hours, context.zone
    return days_and_nights.in_ranges(at, (days_and_nights.NIGHT,), zone) and not days_and_nights.inside(at, zone, hours)


def _was_a_pause(gap: Span, context: Context) -> bool:
    """Half of it lay between two parts of their working hours, as on every day; the menu asks all the same."""
    start, end = gap
    return days_and_nights.time_in_pauses(start, end, context.zone, context.settings.hours) * 2 >= end - start


def _is_worth_asking(gap: Span, context: Context) -> bool:
    """A night, or a gap that may have held one, is no question."""
    return context.settings.tracking.ask_after <= gap[1] - gap[0] and is_break(*gap)


def it_was(state: State, command: ItWas, at: datetime, context: Context) -> tuple[Fact, ...]:
    """What a word about a past time records. Raises NotPossible when nothing can be said about that time."""
    # However the clock was set: what is said now comes after all that was said before.
    said = max(at, state.corrected_at + timedelta.resolution) if state.corrected_at else at
    if leap := answered_leap(state, command, at):
        stood = command.regime is not Regime.WORK
        return tuple(clock_leaps.answered(state, leap, at, said, context, stood=stood))
    span = (command.start, command.end) if command.start and command.end else unnamed_gap(state)
    if span is None or span[0] is None or span[1] is None:
        raise NotPossible(say("There's been no gap yet. Say which time you mean: `backpressure was walk 12:00-12:30`."))
    start, end = span
    if not start < end <= at:
        raise NotPossible(
            say("That time isn't over, or ends before it begins. Give it as FROM-TO, such as 12:00-12:30.")
        )
    if state.clock_set_at is not None and start < state.clock_set_at:
        start = state.clock_set_at
        if start >= end:
            raise NotPossible(say("The clock was set after that time, so nothing can be said about it any more."))
    before = clock_labels.before_the_record(state, start, end, context)
    corrected = Corrected(start, end, command.regime, said, command.meeting)
    return (*_days_begun(state, start, end, context), *before, corrected)


def _days_begun(state: State, start: datetime, end: datetime, context: Context) -> Iterator[DayBegan]:
    """The days that a span lies in: the program may not have seen them begin, and what was done counts for them.

    What was before this day is of no later one, though the clock of where the person is now may say so.
    """
    from tray.core.state import days_in_zones  # for a word about the past only

    zone, hours, today = context.zone, context.settings.hours, state.day
    began = days_in_zones.begins(today, context) if today is not None else None
    first, last = (days_and_nights.day_of(at, zone, hours) for at in (start, end - timedelta.resolution))
    for day in dates(first, (last - first) // DAY + 1):
        at = max(start, days_and_nights.day_bounds(day, zone, hours)[0])
        is_before = today is not None and began is not None and at < began
        yield DayBegan(at, min(day, today.day - DAY) if is_before and today is not None else day)


def it_was_not(state: State) -> tuple[CorrectionUndone, ...]:
    """The last word is taken back, and what follows from it."""
    if not state.corrections_made:
        raise NotPossible(
            say("There's nothing to undo: you haven't said what any time was, or not since the clock was set.")
        )
    last = state.corrections_made[-1].said
    taken = {each.since: each.judged for each in reversed(state.corrections_made) if each.said == last}
    just = timedelta.resolution
    return tuple(CorrectionUndone(since - just, last, since, judged) for since, judged in sorted(taken.items()))
