"""Takes what agents say of themselves, and sees when the person answers one after another."""

from datetime import datetime, timedelta

from tray.core.context import Context
from tray.core.messages.agent_doing import Doing
from tray.core.messages.commands import ReportAgent
from tray.core.messages.facts import AgentReported, Switched
from tray.core.sensing.presence import Senses
from tray.core.state.state import State
from tray.errors import NotPossible
from tray.lib.language.translation import say
from tray.lib.text import clean, shortened

LONGEST_NAME = 60
"""Characters. A name is shown in rows; what is longer is a text."""
_NO_NEWS = 10
"""One that says the same again within a tenth of the time for which it is believed says nothing new."""

Facts = tuple[AgentReported | Switched, ...]


def report(state: State, senses: Senses, command: ReportAgent, at: datetime, context: Context) -> Facts:
    """What an agent says becomes a fact; what says nothing new becomes none, since hooks speak at every step.

    Raises NotPossible for a name of which nothing can be shown.
    """
    name = name_of(command.name)
    if not name:
        raise NotPossible(say("The agent needs a name, such as `backpressure agent busy claude`."))
    before = state.agents.named(name, at)
    if command.doing is Doing.DONE:
        facts: Facts = (AgentReported(at, name, Doing.DONE),) if before else ()
    else:
        long = command.expires or _believed(command.doing, context)
        until = at + long
        if before and before.doing is command.doing and abs(until - before.until) * _NO_NEWS < long:
            return ()
        facts = (AgentReported(at, name, command.doing, until),)
    answered = before is not None and before.doing is Doing.ASKS and command.doing is not Doing.ASKS
    return (Switched(at), *facts) if answered and _turns_from_another(state, senses, name) else facts


def name_of(said: str) -> str:
    """A name as it can be shown in a row; empty where nothing is left of it."""
    return shortened(clean(said), LONGEST_NAME)


def _believed(doing: Doing, context: Context) -> timedelta:
    settings = context.settings.agents
    return settings.asks_for if doing is Doing.ASKS else settings.busy_for


def _turns_from_another(state: State, senses: Senses, name: str) -> bool:
    """The person answered another agent before, in the same work, and nothing was seen of a change of context since."""
    known = state.agents
    if not state.working or not known.answered or known.answered == name or known.elsewhere:
        return False
    if senses.switching_at is not None or known.answered_at is None or state.regime_since is None:
        return False
    return known.answered_at >= state.regime_since
