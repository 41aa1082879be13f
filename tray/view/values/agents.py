"""The agents that are at work for the person, as values for scripts and as lines for people."""

from typing import Any

from tray.core.context import Context
from tray.core.messages.agent_doing import Doing
from tray.core.state.state import State
from tray.lib.language.translation import mark, say
from tray.lib.text import clean
from tray.lib.text_width import cut
from tray.view.words.names_and_numbers import clock


def agents(state: State, context: Context, columns: int) -> dict[str, Any]:
    """Those that are believed, who asks first; times in ISO 8601 with offset.

    With them a ``text`` for people, in lines of at most ``columns``.
    """
    zone = context.zone
    there = sorted(state.agents.at(state.at), key=lambda each: (each.doing is not Doing.ASKS, each.since))
    rows = [
        {
            "name": context.agent_name(each.name),
            "doing": each.doing.value,
            "since": each.since.astimezone(zone).isoformat(),
            "until": each.until.astimezone(zone).isoformat(),
        }
        for each in there
    ]
    words = {Doing.ASKS: mark("{agent} asked at {time}"), Doing.BUSY: mark("{agent} has been busy since {time}")}
    lines = [
        cut(say(words[each.doing], agent=clean(row["name"]), time=clock(each.since, zone)), columns)
        for each, row in zip(there, rows, strict=True)
    ]
    return {"agents": rows, "text": "\n".join(lines) or say("No agent is at work.")}
