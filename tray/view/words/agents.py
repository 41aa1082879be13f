"""The words about agents: how many are busy or ask, what one said of itself, and that a moment is good."""

from datetime import datetime, tzinfo

from tray.core.state.agents import Agents
from tray.lib.translation import say_many
from tray.view.words.durations import clock


def asking(count: int) -> str:
    """So many wait for the person."""
    return say_many("{count} agent asks", "{count} agents ask", count)


def busy(count: int) -> str:
    """So many work."""
    return say_many("{count} agent is busy", "{count} agents are busy", count)


def in_short(agents: Agents, at: datetime) -> str:
    """That some ask, or else that some are busy; empty without any."""
    there, waiting = len(agents.at(at)), len(agents.asking(at))
    if waiting:
        return asking(waiting)
    return busy(there) if there else ""


def good_moment(count: int, at: datetime, zone: tzinfo) -> str:
    """Why the break was suggested just then, in words that stay true."""
    return say_many(
        "Your agent was busy at {time}: a good moment.",
        "All {count} agents were busy at {time}: a good moment.",
        count,
        time=clock(at, zone),
    )
