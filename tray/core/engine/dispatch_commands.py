"""Answers each command of the person with facts, or with a refusal that says how to go on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from tray.core import days_and_nights
from tray.core.breaks import fixed_times, snooze_and_skip_friction
from tray.core.breaks.kinds import kind_named, kinds, of_kind
from tray.core.breaks.snooze_and_skip_friction import longer
from tray.core.context import Context
from tray.core.day import blocks, estimates, limits, shutdown
from tray.core.day.deadlines_begin_to_press import near
from tray.core.days_and_nights import DAY, dates
from tray.core.engine import agent_reports
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import facts as f
from tray.core.messages.effects import (
    AutostartWanted,
    DemoWanted,
    Effect,
    EstimateWanted,
    PanelWanted,
    PresetWanted,
    QuitWanted,
    ReportWanted,
    SettingsWanted,
    StatusWanted,
    WordsWanted,
)
from tray.core.sensing import clock_labels, clock_leaps, gaps
from tray.core.sensing.presence import Senses, over
from tray.core.state.ongoing import Break
from tray.core.state.state import State, advance_to
from tray.core.state.wellbeing import SCREEN, WELCOME
from tray.core.wellbeing import easing, gap_questions, holiday, questions
from tray.errors import NotPossible, TooManyOpen
from tray.lib.language.formats import formats
from tray.lib.language.translation import say, say_many
from tray.settings.defaults.presets import SCREEN as SCREEN_PRESETS

_OfSession = c.StartSession | c.StopSession | c.Estimate | c.MoreOnSession | c.LeaveEstimate
Answer = tuple[tuple[f.Fact, ...], tuple[Effect, ...]]


def answer(state: State, senses: Senses, command: c.Command, at: datetime, context: Context) -> Answer:
    """What ``command`` records and wants done.

    Raises Refused when it cannot be, with what to do instead.
    """
    match command:
        case c.ShowStatus():
            return (), (StatusWanted(),)
        case c.OpenPanel():
            return (), (PanelWanted(command.x, command.y),)
        case c.OpenSettings():
            return (), (SettingsWanted(),)
        case c.ApplyPreset(name):
            chosen = any(each.name == name for each in SCREEN_PRESETS)
            return questions.read(state, SCREEN, at) if chosen else (), (PresetWanted(name),)
        case c.UndoPreset():
            return (), (PresetWanted(None),)
        case c.OpenReport():
            return (), (ReportWanted(),)
        case c.Decline():
            return (), (WordsWanted(command.copy),)
        case c.ShowDemo():
            return questions.read(state, WELCOME, at), (DemoWanted(),)
        case c.Autostart():
            return (), (AutostartWanted(command.on),)
        case c.Quit():
            return (), (QuitWanted(),)
        case c.Estimate(None):
            left = _facts(state, senses, c.LeaveEstimate(), at, context)
            return left, (EstimateWanted(estimates.choices(state)),)
        case c.EndDay():
            return (*shutdown.end_day(state, at), *_stop(state, at)), ()
        case _:
            return _facts(state, senses, command, at, context), ()


def _facts(state: State, senses: Senses, command: c.ForTheRecord, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    match command:
        case c.TakeBreak() | c.EndBreak() | c.ExtendBreak() | c.Snooze() | c.Skip():
            return _break(state, command, at, context)
        case c.Pause() | c.Resume():
            return _pause(state, senses, command, at, context)
        case c.BeQuiet() | c.EndQuiet():
            return _quiet(state, command, at, context)
        case c.BeginMeeting() | c.ExtendMeeting() | c.EndMeeting():
            return _meeting(state, senses, command, at, context)
        case c.StartSession() | c.StopSession() | c.Estimate() | c.MoreOnSession() | c.LeaveEstimate():
            return _session(state, senses, command, at, context)
        case c.Commit() | c.PlanCommitment() | c.CloseCommitment():
            return _commitment(state, command, at, context)
        case c.ReportAgent():
            return agent_reports.report(state, senses, command, at, context)
        case c.PlanBlock() | c.DropBlock():
            return _block(state, command, at, context)
        case c.MoreTime() | c.NotToday() | c.LeaveOpen():
            return _day(state, command, at, context)
        case c.CheckIn() | c.Introduce() | c.DropQuestion():
            return questions.answer(state, command, at, context)
        case c.EaseToday() | c.AsUsual():
            return easing.answer(state, command, at, context)
        case c.BeginHoliday() | c.EndHoliday():
            return holiday.answer(state, command, at, context)
        case c.ItWas():
            return _it_was(state, command, at, context)
        case c.ItWasNot():
            return _it_was_not(state)
        case _:
            assert_never(command)


def _break(
    state: State,
    command: c.TakeBreak | c.EndBreak | c.ExtendBreak | c.Snooze | c.Skip,
    at: datetime,
    context: Context,
) -> tuple[f.Fact, ...]:
    match command:
        case c.TakeBreak():
            return _take(state, command, at, context)
        case c.EndBreak():
            if state.break_ is None:
                raise NotPossible(say("There's no break to end. `backpressure break` begins one."))
            return _back(state, state.break_, at, context)
        case c.ExtendBreak():
            if state.break_ is None:
                raise NotPossible(say("There's no break to make longer. `backpressure break` begins one."))
            return (f.BreakExtended(at, min(state.break_.length + command.by, c.LONGEST_BREAK)),)
        case c.Snooze():
            snooze_and_skip_friction.check(state, command, context)
            until = at + (command.length or context.settings.breaks.snooze)
            if command.until_tomorrow:
                until = days_and_nights.next_day_start(at, context.zone, context.settings.hours)
            return (f.Snoozed(at, until),)
        case c.Skip():
            snooze_and_skip_friction.check(state, command, context)
            skipped = f.Skipped(at, (command.reason or "").strip() or None)
            if state.break_ is not None:
                return (*_back(state, state.break_, at, context), skipped)
            if not snooze_and_skip_friction.is_something_to_skip(state, at, context):
                return ()  # whoever says it twice has said it once
            return (skipped,)


def _back(state: State, begun: Break, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    """The break is over, and work goes on."""
    ended = over(begun, at, context)
    return (ended, *gaps.closed(replace(state, break_=None), at, context.zone, context.settings.hours))


def _quiet(state: State, command: c.BeQuiet | c.EndQuiet, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    if isinstance(command, c.EndQuiet):
        return (f.QuietEnded(at),) if state.quiet else ()
    return (f.QuietBegan(at, _until(command, at, context)),)


def _until(command: c.BeQuiet | c.Pause, at: datetime, context: Context) -> datetime | None:
    """Up to when something is to hold; None until the person says so. Raises NotPossible when that is over."""
    if command.until_tomorrow:
        return days_and_nights.next_day_start(at, context.zone, context.settings.hours)
    until = command.until or (at + command.length if command.length else None)
    if until is not None and until <= at:
        verb = "quiet" if isinstance(command, c.BeQuiet) else "pause"
        raise NotPossible(
            say("That moment has passed. Give a time that's still to come, such as `{verb} until 15:00`.", verb=verb)
        )
    return until


def _meeting(
    state: State,
    senses: Senses,
    command: c.BeginMeeting | c.ExtendMeeting | c.EndMeeting,
    at: datetime,
    context: Context,
) -> tuple[f.Fact, ...]:
    match command:
        case c.BeginMeeting():
            said = f.MeetingSaid(at, at + command.length if command.length else None)
            over_now = (over(state.break_, at, context),) if state.break_ else ()
            resumed_now = (f.Resumed(at),) if state.paused else ()
            begins = not state.working or state.break_ is not None
            closed = replace(state, break_=None, paused=None)
            hours = context.settings.hours
            work = gaps.closed(closed, at, context.zone, hours, f.Cause.BY_HAND) if begins else ()
            return (*resumed_now, *over_now, said, *work)
        case c.ExtendMeeting():
            if state.meeting is None:
                raise NotPossible(say("You aren't in a meeting. `backpressure meeting 45m` begins one."))
            return (f.MeetingSaid(at, max(state.meeting.until or at, at) + command.by),)
        case c.EndMeeting():
            if state.meeting is None:
                raise NotPossible(say("You aren't in a meeting. `backpressure meeting 45m` begins one."))
            left = not senses.active and not (state.session and state.session.by_hand)
            gone = (gaps.opened(at, f.Cause.AWAY, context.zone, context.settings.hours),) if left else ()
            return (f.MeetingLeft(at), *gone)


def _take(state: State, command: c.TakeBreak, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    kind = kind_named(command.kind, context.settings)
    if kind is None:
        known = formats().listed([each.name for each in kinds(context.settings)])
        raise NotPossible(
            say('There\'s no break of the kind "{kind}". There are: {kinds}.', kind=command.kind, kinds=known)
        )
    length = command.length
    if length is None and state.suggestion and state.suggestion.kind == kind.name:
        length = state.suggestion.length
    length = length or longer(of_kind(state, context, kind), state, context).length
    if length > c.LONGEST_BREAK:
        raise NotPossible(
            say(
                "A break can be at most 12 hours long. For longer, there's `backpressure pause` and "
                "`backpressure holiday`."
            )
        )
    resumed = (f.Resumed(at),) if state.paused else ()
    before = (over(state.break_, at, context),) if state.break_ else ()
    began = f.BreakBegan(at, command.kind, length)
    return (*resumed, *before, began, f.RegimeBegan(at, kind.regime, f.Cause.BREAK))


def _pause(
    state: State, senses: Senses, command: c.Pause | c.Resume, at: datetime, context: Context
) -> tuple[f.Fact, ...]:
    match command:
        case c.Pause():
            until = _until(command, at, context)
            ended = (over(state.break_, at, context),) if state.break_ else ()
            return (*ended, f.Paused(at, until), f.RegimeBegan(at, Regime.OFF, f.Cause.PAUSE))
        case c.Resume():
            return resumed(state, senses, at, context)


def resumed(state: State, senses: Senses, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    """Tracking goes on at ``at``; work begins at once when there is input."""
    by_hand = state.by_hand
    there = state.paused is not None and (by_hand or (senses.active and not senses.locked))
    cause = f.Cause.BY_HAND if by_hand else f.Cause.INPUT
    work = gaps.closed(state, at, context.zone, context.settings.hours, cause) if there else ()
    return (f.Resumed(at), *work)


def _session(state: State, senses: Senses, command: _OfSession, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    match command:
        case c.StartSession():
            limits.check_start(state, at, context)
            _check_reading(command)
            started = f.SessionStarted(
                at, command.label, command.estimate, command.load, command.by_hand, command.away_after
            )
            begins = command.by_hand and not state.working
            hours = context.settings.hours
            work = gaps.closed(state, at, context.zone, hours, f.Cause.BY_HAND) if begins else ()
            return (*_stop(state, at), started, *work)
        case c.StopSession():
            if state.session is None:
                raise NotPossible(say("No session is open. `backpressure start LABEL` begins one."))
            left = state.session.by_hand and not senses.active
            return (
                *_stop(state, at),
                *((gaps.opened(at, f.Cause.AWAY, context.zone, context.settings.hours),) if left else ()),
            )
        case c.Estimate() | c.MoreOnSession() | c.LeaveEstimate():
            return estimates.answer(state, command, at, context)


def _check_reading(command: c.StartSession) -> None:
    if command.away_after and command.away_after > c.LONGEST_READING:
        raise NotPossible(
            say(
                "A session can go without input for at most 4 h: anyone who touches nothing for longer "
                "has left. Give a shorter --away-after, or --by-hand for a session that needs no input at"
                " all."
            )
        )


def _stop(state: State, at: datetime) -> tuple[f.Fact, ...]:
    return (f.SessionEnded(at),) if state.session else ()


def _commitment(
    state: State, command: c.Commit | c.PlanCommitment | c.CloseCommitment, at: datetime, context: Context
) -> tuple[f.Fact, ...]:
    when = None if isinstance(command, c.CloseCommitment) else command.when
    if when is not None and when <= at:
        raise NotPossible(say('That time has passed. Give one that\'s still to come, such as "tomorrow 10:00".'))
    if isinstance(command, c.Commit):
        _check_cap(state, command, context)
        number = state.commitments_made + 1
        text = command.text or say("Noted at {time}", time=formats().clock(at.astimezone(context.zone).time()))
        opened = f.CommitmentOpened(at, number, text, command.reason)
        if not command.when:
            return (opened,)
        return (opened, f.CommitmentPlanned(at, number, command.when, near=near(command.when, context)))
    named = next((each.identity for each in state.commitments if each.number == command.number), None)
    if named is None:
        raise NotPossible(none_open(state, command.number))
    match command:
        case c.PlanCommitment():
            return (f.CommitmentPlanned(at, named[1], command.when, named[0], near(command.when, context)),)
        case c.CloseCommitment():
            return (f.CommitmentClosed(at, named[1], named[0]),)


def _block(state: State, command: c.PlanBlock | c.DropBlock, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    if isinstance(command, c.DropBlock):
        return blocks.left(state, at, command.number)
    label = command.label or say("focus")
    found = blocks.place(
        advance_to(state, at), command.length, command.day, lambda day: fixed_times.spans_on(day, context), context
    )
    number = state.blocks_made + 1
    return (f.BlockPlanned(at, number, found.start, found.until, label, found.ends_at, found.orange),)


def none_open(state: State, number: int) -> str:
    """That nothing is open under a number, and what is."""
    numbers = formats().listed([str(each.number) for each in state.commitments])
    if numbers:
        return say(
            "There's no open to-do number {number}. The open ones are: {numbers}.", number=number, numbers=numbers
        )
    return say("There's no open to-do number {number}; there are none at all.", number=number)


def _check_cap(state: State, command: c.Commit, context: Context) -> None:
    cap, hard = context.settings.limits.commitments, "commitments" in context.settings.limits.hard
    count = limits.made_here(state)
    if count >= cap and hard and not command.reason and command.when is None:
        refusal = say_many(
            "{count} to-do is open without a time, and your limit is {most}.",
            "{count} to-dos are open without a time, and your limit is {most}.",
            count,
            most=cap,
        )
        text = say(
            "{refusal} Close one (`backpressure close N`), give one a time (`backpressure plan N WHEN`), or say with "
            "--reason why you take it on all the same. `backpressure commitments` lists them, and "
            "`backpressure decline` has words for whoever asks.",
            refusal=refusal,
        )
        raise TooManyOpen(text, refusal)


def _day(
    state: State, command: c.MoreTime | c.NotToday | c.LeaveOpen, at: datetime, context: Context
) -> tuple[f.Fact, ...]:
    if isinstance(command, c.LeaveOpen):
        return shutdown.leave_open(state, command.number, at)
    if state.day is None or state.day.end is None:
        raise NotPossible(say("Today has no planned end. The hours of a weekday say when its day ends."))
    match command:
        case c.MoreTime():
            until = max(state.day.end, at) + (command.length or context.settings.shutdown.more)
            return (f.DayExtended(at, state.day.day, until),)
        case c.NotToday():
            return (f.DayDismissed(at, state.day.day),)


def _it_was(state: State, command: c.ItWas, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    # However the clock was set: what is said now comes after all that was said before.
    said = max(at, state.corrected_at + timedelta.resolution) if state.corrected_at else at
    if leap := gap_questions.answered_leap(state, command, at):
        stood = command.regime is not Regime.WORK
        return tuple(clock_leaps.answered(state, leap, at, said, context, stood=stood))
    span = (command.start, command.end) if command.start and command.end else gap_questions.unnamed_gap(state)
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
    corrected = f.Corrected(start, end, command.regime, said, command.meeting)
    return (*_days_begun(state, start, end, context), *before, corrected)


def _days_begun(state: State, start: datetime, end: datetime, context: Context) -> Iterator[f.DayBegan]:
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
        yield f.DayBegan(at, min(day, today.day - DAY) if is_before and today is not None else day)


def _it_was_not(state: State) -> tuple[f.CorrectionUndone, ...]:
    """The last word is taken back, and what follows from it."""
    if not state.corrections_made:
        raise NotPossible(
            say("There's nothing to undo: you haven't said what any time was, or not since the clock was set.")
        )
    last = state.corrections_made[-1].said
    taken = {each.since: each.judged for each in reversed(state.corrections_made) if each.said == last}
    just = timedelta.resolution
    return tuple(f.CorrectionUndone(since - just, last, since, judged) for since, judged in sorted(taken.items()))
