"""Which commitments are open, as values for scripts and as lines for people?"""

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from typing import Any

from tray.core.state import State
from tray.view import wording


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


def listed(rows: Iterable[Mapping[str, Any]]) -> str:
    """The same for people."""
    lines = [
        f"{row['number']:>4}  {wording.clean(row['text'])}" + (f"  ({row['when']})" if row["when"] else "")
        for row in rows
    ]
    return "\n".join(lines) or "No commitments are open."
