"""Breaks as the person takes, ends, extends, snoozes and skips them, and how hard they chose that to be (friction)."""

from dataclasses import replace
from datetime import datetime

from tray.core.breaks.due import due, due_in
from tray.core.breaks.kinds_and_lengths import LONGEST_BREAK, Length, kind_named, kinds, of_kind
from tray.core.context import Context
from tray.core.messages import commands as c
from tray.core.messages import facts as f
from tray.core.sensing import gaps
from tray.core.sensing.break_and_session_end import over
from tray.core.state.ongoing import Break
from tray.core.state.state import State
from tray.core.until_tomorrow import next_day_start
from tray.errors import NotPossible, Refused
from tray.lib.language.formats import formats
from tray.lib.language.translation import say, say_many

_LONGER = 1.5
"""What a break grows by that was put off as often as firm friction allows."""

FIRM_ALLOWS = 2
"""Snoozes before the next break is longer; a skip counts as both."""


def may_snooze(state: State, context: Context) -> bool:
    """Whether a snooze is offered."""
    match context.settings.breaks.friction:
        case "strict":
            return False
        case "firm":
            return state.put_off < FIRM_ALLOWS
        case _:
            return True


def may_skip(state: State, context: Context) -> bool:
    """Whether a skip is offered that needs no reason."""
    return context.settings.breaks.friction != "strict" and not _skipped_enough(state, context)


def _skipped_enough(state: State, context: Context) -> bool:
    most = context.settings.breaks.skips_per_day
    return bool(most) and state.day is not None and state.day.skipped >= most


def longer(found: Length, state: State, context: Context) -> Length:
    """The same, or longer where the person asked for that and has put breaks off as often as they allowed."""
    grows = context.settings.breaks.friction == "firm" and state.put_off >= FIRM_ALLOWS
    return replace(found, length=found.length * _LONGER) if grows else found


def is_something_to_skip(state: State, at: datetime, context: Context) -> bool:
    """A break is suggested, put off, due, or so near that the person was told of it."""
    put_off = state.snoozed_until is not None and at < state.snoozed_until
    near = due_in(state, context)
    soon = near is not None and near <= context.settings.breaks.heads_up
    return state.suggestion is not None or put_off or soon or due(state, at, context) is not None


def answer(
    state: State,
    command: c.TakeBreak | c.EndBreak | c.ExtendBreak | c.Snooze | c.Skip,
    at: datetime,
    context: Context,
) -> tuple[f.Fact, ...]:
    """What a command about a break records. Raises Refused when it can't be, or the person chose not to be let off."""
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
            return (f.BreakExtended(at, min(state.break_.length + command.by, LONGEST_BREAK)),)
        case c.Snooze():
            _check(state, command, context)
            until = at + (command.length or context.settings.breaks.snooze)
            if command.until_tomorrow:
                until = next_day_start(at, context.zone, context.settings.hours)
            return (f.Snoozed(at, until),)
        case c.Skip():
            _check(state, command, context)
            skipped = f.Skipped(at, (command.reason or "").strip() or None)
            if state.break_ is not None:
                return (*_back(state, state.break_, at, context), skipped)
            if not is_something_to_skip(state, at, context):
                return ()  # whoever says it twice has said it once
            return (skipped,)


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
    if length > LONGEST_BREAK:
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


def _back(state: State, begun: Break, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    """The break is over, and work goes on."""
    ended = over(begun, at, context)
    return (ended, *gaps.closed(replace(state, break_=None), at, context.zone, context.settings.hours))


def _check(state: State, command: c.Snooze | c.Skip, context: Context) -> None:
    """Raises Refused when the person asked not to be let off like this."""
    strict = context.settings.breaks.friction == "strict"
    match command:
        case c.Snooze() if strict:
            raise Refused(
                say(
                    "You chose not to be able to snooze: breaks.friction is strict. "
                    'To skip the break, say why: `backpressure skip --reason "…"`.'
                )
            )
        case c.Snooze() if state.suggestion and not may_snooze(state, context):
            raise Refused(
                say_many(
                    "You've snoozed {count} time, as often as breaks.friction firm allows. Take the break, or skip it.",
                    "You've snoozed {count} times, as often as breaks.friction firm allows. "
                    "Take the break, or skip it.",
                    FIRM_ALLOWS,
                )
            )
        case c.Skip() if _skipped_enough(state, context):
            most = context.settings.breaks.skips_per_day
            raise Refused(
                say_many(
                    "You've skipped {count} break today, as many as breaks.skips_per_day allows. "
                    "Take this one, or snooze it.",
                    "You've skipped {count} breaks today, as many as breaks.skips_per_day allows. "
                    "Take this one, or snooze it.",
                    most,
                )
            )
        case c.Skip() if strict and not (command.reason or "").strip():
            raise Refused(
                say(
                    "You chose not to skip a break without a reason: breaks.friction is strict. "
                    'Say why: `backpressure skip --reason "…"`.'
                )
            )
        case _:
            return
