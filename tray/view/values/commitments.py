"""The open commitments, as values for scripts and as lines for people."""

from datetime import datetime, tzinfo
from typing import Any

from tray.core.state.state import Commitment, State
from tray.lib.text_width import cut, width
from tray.view.words.commitments import labelled, next_step, none_open, plan_overdue
from tray.view.words.names_and_numbers import day_and_clock, own_words


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
        lines.append(plan_overdue(overdue))
    return {"commitments": rows, "text": "\n".join(lines) or none_open()}


def _line(found: Commitment, at: datetime, zone: tzinfo, columns: int) -> str:
    number, label = f"{found.number:>4}  ", own_words(found.text)
    if not found.when:
        return number + cut(label, max(8, columns - 6))
    when = next_step(found, at, zone, day_and_clock)
    # As long as the label may be beside what is said of it.
    beside = width(labelled("", when))
    return number + labelled(cut(label, max(8, columns - beside - 6)), when)
