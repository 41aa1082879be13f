"""The agents, builds and other helpers at work for the person: who is busy, who asks, and until when that is believed.

A stale word counts for nothing: whoever never says ``done`` is forgotten by itself.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tray.core.messages.agent_doing import Doing
from tray.core.messages.facts import AgentReported
from tray.lib.frozen import changed, dataclass

MOST = 50
"""More than so many at once are a mistake; what is believed for the shortest time gives way."""


@dataclass(frozen=True, slots=True)
class Agent:
    """What one agent last said of itself."""

    name: str
    doing: Doing
    since: datetime
    until: datetime
    """Then nobody believes it any more."""


@dataclass(frozen=True)
class Agents:
    """All of them. Without slots, like ``State``."""

    known: tuple[Agent, ...] = ()
    """In the order in which they were first heard of; some may be stale."""
    answered: str = ""
    """The one that the person answered last, and when."""
    answered_at: datetime | None = None
    elsewhere: bool = False
    """The context was seen to change since then."""

    def at(self, at: datetime) -> tuple[Agent, ...]:
        """Those that are still believed at ``at``."""
        return tuple([each for each in self.known if at < each.until])

    def asking(self, at: datetime) -> tuple[Agent, ...]:
        """Those that wait for the person."""
        return tuple([each for each in self.known if each.doing is Doing.ASKS and at < each.until])

    def busy(self, at: datetime) -> int:
        """How many work while nobody asks: a moment in which nothing waits for the person; 0 when somebody does."""
        there = self.at(at)
        return len(there) if all(each.doing is Doing.BUSY for each in there) else 0

    def named(self, name: str, at: datetime) -> Agent | None:
        """The one of that name, if it is still believed."""
        return next((each for each in self.known if each.name == name and at < each.until), None)


def heard(agents: Agents, fact: AgentReported) -> Agents:
    """The agents after one of them spoke; what is stale by then is forgotten."""
    there = agents.at(fact.at)
    before = next((each for each in there if each.name == fact.name), None)
    known = tuple(_in_place(there, before, fact))
    if len(known) > MOST:
        first = min(known, key=lambda each: each.until)
        known = tuple(each for each in known if each is not first)
    if before is not None and before.doing is Doing.ASKS and fact.doing is not Doing.ASKS:
        return Agents(known, fact.name, fact.at)
    return changed(agents, known=known)


def _in_place(there: tuple[Agent, ...], before: Agent | None, fact: AgentReported) -> Iterator[Agent]:
    goes_on = before is not None and before.doing is fact.doing
    anew = None
    if fact.until is not None and fact.doing is not Doing.DONE:
        anew = Agent(fact.name, fact.doing, before.since if before and goes_on else fact.at, fact.until)
    for each in there:
        if each is not before:
            yield each
        elif anew is not None:
            yield anew
    if before is None and anew is not None:
        yield anew


def shifted(agents: Agents, by: timedelta) -> Agents:
    """The same on a clock that was set."""
    known = tuple(_moved(each, by) for each in agents.known)
    return changed(agents, known=known, answered_at=agents.answered_at and agents.answered_at + by)


def _moved(each: Agent, by: timedelta) -> Agent:
    return Agent(each.name, each.doing, each.since + by, each.until + by)
