"""How a session stands against its estimate, and what comes of the answer to "good enough?"."""

from datetime import datetime, timedelta

from tray.core.context import Context
from tray.core.messages import commands as c
from tray.core.messages import facts as f
from tray.core.sensing.presence import Input, Senses
from tray.core.state.load import STEPS
from tray.core.state.state import State
from tray.errors import NotPossible
from tray.lib.language.translation import say

_HALF_HOUR = timedelta(minutes=30)
_CHOICES = (2, 4, 8)
"""Half hours on top of what was worked, offered as new estimates."""

_Command = c.Estimate | c.MoreOnSession | c.LeaveEstimate


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


def answer(state: State, command: _Command, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    """What the answer records. Raises NotPossible when no session is open, or a length will not do."""
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


def _open(state: State) -> timedelta:
    if state.session is None:
        raise NotPossible(say("No session is open. `backpressure start LABEL --estimate 2h` begins one."))
    return state.session.worked
