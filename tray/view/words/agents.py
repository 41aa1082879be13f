"""The words about agents: how many are busy or ask, how long one has waited, and that a moment is good."""

from datetime import datetime, timedelta

from tray.core.state.agents import Agents
from tray.lib.language.translation import say, say_many
from tray.view.words.names_and_numbers import coarse


def asking(count: int) -> str:
    """So many wait for the person."""
    return say_many("{count} agent is asking", "{count} agents are asking", count)


def busy(count: int) -> str:
    """So many work."""
    return say_many("{count} agent is busy", "{count} agents are busy", count)


def waiting(name: str, so_far: timedelta) -> str:
    """That one waits for the person, and for how long, coarse enough to change seldom."""
    return say("{agent} (waiting {length})", agent=name, length=coarse(so_far))


def more(count: int) -> str:
    """So many wait beside those that are shown, and where they all stand."""
    return say_many("And {count} more: backpressure agent list", "And {count} more: backpressure agent list", count)


def in_short(agents: Agents, at: datetime) -> str:
    """That some ask, or else that some are busy; empty without any."""
    there, waiting = len(agents.at(at)), len(agents.asking(at))
    if waiting:
        return asking(waiting)
    return busy(there) if there else ""
