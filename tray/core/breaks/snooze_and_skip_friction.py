"""Whether a suggestion may be put off or skipped, and what comes of it: as the person decided, and with a way out."""

from dataclasses import replace
from datetime import datetime

from tray.core.breaks.due import due, due_in
from tray.core.breaks.kinds import Length
from tray.core.context import Context
from tray.core.messages import commands as c
from tray.core.state.state import State
from tray.errors import Refused
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


def check(state: State, command: c.Snooze | c.Skip, context: Context) -> None:
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
