"""Pausing the tracking, going on, and being quiet: until when, and what is recorded of them."""

from datetime import datetime

from tray.core.context import Context
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import facts as f
from tray.core.sensing import gaps
from tray.core.sensing.break_and_session_end import over
from tray.core.sensing.presence import Senses
from tray.core.state.state import State
from tray.core.until_tomorrow import next_day_start
from tray.errors import NotPossible
from tray.lib.language.translation import say


def answer_pause(
    state: State, senses: Senses, command: c.Pause | c.Resume, at: datetime, context: Context
) -> tuple[f.Fact, ...]:
    """What a pause or going on records. Raises NotPossible when the moment up to which to pause has passed."""
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


def answer_quiet(state: State, command: c.BeQuiet | c.EndQuiet, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    """What being quiet, or not any longer, records. Raises NotPossible when the moment up to which has passed."""
    if isinstance(command, c.EndQuiet):
        return (f.QuietEnded(at),) if state.quiet else ()
    return (f.QuietBegan(at, _until(command, at, context)),)


def _until(command: c.BeQuiet | c.Pause, at: datetime, context: Context) -> datetime | None:
    """Up to when something is to hold; None until the person says so. Raises NotPossible when that is over."""
    if command.until_tomorrow:
        return next_day_start(at, context.zone, context.settings.hours)
    until = command.until or (at + command.length if command.length else None)
    if until is not None and until <= at:
        verb = "quiet" if isinstance(command, c.BeQuiet) else "pause"
        raise NotPossible(
            say("That moment has passed. Give a time that's still to come, such as `{verb} until 15:00`.", verb=verb)
        )
    return until
