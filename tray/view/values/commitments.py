"""The open commitments, as values for scripts and as lines for people."""

from datetime import datetime, tzinfo
from typing import Any

from tray.core.state.state import Commitment, State
from tray.lib.text import clean
from tray.lib.text_width import cut
from tray.view.words import wording
from tray.view.words.durations import day_and_clock


def commitments(state: State, zone: tzinfo, columns: int) -> dict[str, Any]:
    """The open commitments by number; times in ISO 8601 with offset, None where no next step is planned.

    With them a ``text`` for people, in lines of at most ``columns``.
    """
    rows = [
        {
            "number": each.number,
            "text": each.text,
            "when": each.when.astimezone(zone).isoformat() if each.when else None,
            "overdue": each.is_overdue(state.at),
        }
        for each in state.commitments
    ]
    lines = [_line(each, state.at, zone, columns) for each in state.commitments]
    overdue = next((each.number for each in state.commitments if each.is_overdue(state.at)), None)
    if overdue is not None:
        lines.append(f"`backpressure plan {overdue} WHEN` gives an overdue one another time.")
    return {"commitments": rows, "text": "\n".join(lines) or "No commitments are open."}


def _line(found: Commitment, at: datetime, zone: tzinfo, columns: int) -> str:
    planned = f"  ({wording.next_step(found, at, zone, day_and_clock)})" if found.when else ""
    text = cut(clean(found.text), max(8, columns - len(planned) - 6))
    return f"{found.number:>4}  {text}{planned}"
