"""The blocks to come, as values for scripts and as lines for people."""

from datetime import datetime
from typing import Any

from tray.core.context import Context
from tray.core.state.state import State
from tray.lib.language.translation import say
from tray.view.words import blocks as words


def blocks(state: State, context: Context) -> dict[str, Any]:
    """Those that are planned or on, by their start; times in ISO 8601 with offset. With them a ``text`` for people."""
    rows = [
        {
            "number": each.number,
            "label": each.label,
            "start": _iso(each.start, context),
            "until": _iso(each.until, context),
            "begun": each.begun is not None,
            "ends_at": each.ends_at,
            "orange": each.orange and _iso(each.orange, context),
        }
        for each in state.blocks
    ]
    lines = [f"{each.number:>4}  {words.listed(each, state.at, context.zone)}" for each in state.blocks]
    return {"blocks": rows, "text": "\n".join(lines) or say("No block is planned. `backpressure block 2h` plans one.")}


def _iso(instant: datetime, context: Context) -> str:
    return instant.astimezone(context.zone).isoformat()
