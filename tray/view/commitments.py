"""Which commitments are open, as values for scripts and as lines for people?"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from tray.core.state import State
from tray.view import wording
from tray.view.columns import cut
from tray.view.durations import day_and_clock


def commitments(state: State, zone: tzinfo) -> list[dict[str, Any]]:
    """The open commitments by number; times in ISO 8601 with offset, None where no next step is planned."""
    return [
        {
            "number": each.number,
            "text": each.text,
            "when": each.when.astimezone(zone).isoformat() if each.when else None,
        }
        for each in state.commitments
    ]


def listed(rows: Iterable[Mapping[str, Any]], at: datetime, columns: int) -> str:
    """The same for people, each in a line of at most ``columns``; ``at`` is now."""
    return "\n".join(_line(row, at, columns) for row in rows) or "No commitments are open."


def _line(row: Mapping[str, Any], at: datetime, columns: int) -> str:
    when = datetime.fromisoformat(row["when"]) if row["when"] else None
    planned = f"  ({day_and_clock(when, at, when.tzinfo or UTC)})" if when else ""
    text = cut(wording.clean(row["text"]), max(8, columns - len(planned) - 6))
    return f"{row['number']:>4}  {text}{planned}"
