"""Sessions: how one starts and stops, how it stands against its estimate, and what "good enough?" leads to."""

from datetime import datetime, timedelta

from tray.core.context import Context
from tray.core.day import limits
from tray.core.messages import commands as c
from tray.core.messages import facts as f
from tray.core.sensing import gaps
from tray.core.sensing.presence import Input, Senses
from tray.core.state.load_and_overrun_steps import STEPS
from tray.core.state.state import State
from tray.errors import NotPossible
from tray.lib.language.translation import say

_HALF_HOUR = timedelta(minutes=30)
_CHOICES = (2, 4, 8)
"""Half hours on top of what was worked, offered as new estimates."""

LONGEST_READING = timedelta(hours=4)
"""So long a session without input may count as work, at most."""

_OfEstimate = c.Estimate | c.MoreOnSession | c.LeaveEstimate
_OfSession = c.StartSession | c.StopSession | _OfEstimate


def reached(state: State, context: Context) -> float | None:
    """The step past the estimate at which the person is to be asked; None when there is none, or it was asked."""
    session = state.session
    if session is None or not session.estimate or not context.settings.sessions.ask:
        return None
    steps = [step for step in STEPS if session.worked >= session.estimate * step and step > session.asked]
    return max(steps, default=None)


def is_moment(state: State, senses: Senses, share: float, context: Context) -> bool:
    """A pause in the typing, or long enough past the step that none is waited for."""
    assert state.session is not None
    assert state.session.estimate is not None
    waited = state.session.worked - state.session.estimate * share >= context.settings.breaks.natural_pause
    return waited or senses.input is not Input.ACTIVE


def next_steps(state: State, at: datetime, context: Context) -> list[datetime]:
    """When the work comes to a step that is asked at, and when the pause for asking is no longer waited for."""
    session = state.session
    if session is None or not session.estimate or not state.working or not context.settings.sessions.ask:
        return []
    ahead = (session.estimate * step - session.worked for step in STEPS if step > session.asked)
    pause = context.settings.breaks.natural_pause
    return [at + more for each in ahead for more in (each, each + pause)]


def choices(state: State) -> tuple[timedelta, ...]:
    """New estimates to choose from, in all, to the half hour. Raises NotPossible when no session is open."""
    worked = _open(state) // _HALF_HOUR
    return tuple((worked + more) * _HALF_HOUR for more in _CHOICES)


def answer(state: State, senses: Senses, command: _OfSession, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    """What a command about the session records. Raises NotPossible when it can't be, as when none is open."""
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
            return (*stop(state, at), started, *work)
        case c.StopSession():
            if state.session is None:
                raise NotPossible(say("No session is open. `backpressure start LABEL` begins one."))
            left = state.session.by_hand and not senses.active
            return (
                *stop(state, at),
                *((gaps.opened(at, f.Cause.AWAY, context.zone, context.settings.hours),) if left else ()),
            )
        case c.Estimate() | c.MoreOnSession() | c.LeaveEstimate():
            return _estimated(state, command, at, context)


def _estimated(state: State, command: _OfEstimate, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    worked = _open(state)
    match command:
        case c.Estimate():
            if command.length is None or command.length <= timedelta(0):
                raise NotPossible(say("An estimate is a length of time, such as `backpressure estimate 2h`."))
            return (f.Reestimated(at, command.length),)
        case c.MoreOnSession():
            return (f.Reestimated(at, worked + (command.length or context.settings.sessions.more)),)
        case c.LeaveEstimate():
            return (f.EstimateLeft(at),) if state.session and state.session.asking else ()


def _check_reading(command: c.StartSession) -> None:
    if command.away_after and command.away_after > LONGEST_READING:
        raise NotPossible(
            say(
                "A session can go without input for at most 4 h: anyone who touches nothing for longer "
                "has left. Give a shorter --away-after, or --by-hand for a session that needs no input at"
                " all."
            )
        )


def stop(state: State, at: datetime) -> tuple[f.Fact, ...]:
    """The fact that the open session has ended; none when none is."""
    return (f.SessionEnded(at),) if state.session else ()


def _open(state: State) -> timedelta:
    if state.session is None:
        raise NotPossible(say("No session is open. `backpressure start LABEL --estimate 2h` begins one."))
    return state.session.worked
