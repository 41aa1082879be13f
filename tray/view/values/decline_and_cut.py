"""``decline`` and ``cut``: words for whoever asks, and what could go, as values for scripts and as lines for people."""

from datetime import datetime
from typing import Any

from tray.core.context import Context
from tray.core.day import shutdown
from tray.core.inquiry.cut import Candidate, Kept, ranked, room_for
from tray.core.state.state import State
from tray.lib.language.formats import formats
from tray.lib.language.translation import say
from tray.lib.text_width import cut, width
from tray.view.words import commitments, decline
from tray.view.words.names_and_numbers import day_and_clock, length, own_words

VERSION = 1


def declining(state: State, kept: Kept, context: Context, number: int | None) -> dict[str, Any]:
    """The words as ``text``, what they rest on as ``why``, and the same as ``values``. Raises NotPossible."""
    named, found = room_for(state, kept, context, number)
    if named is None:
        text = decline.answer(found, state.at, context.zone)
    else:
        text = decline.giving_back(named, found, state.at, context.zone)
    values = {
        "version": VERSION,
        "text": text,
        "room": _iso(found.when, context),
        "waiting": found.waiting,
        "pace": found.pace,
        "pace_learnt": found.learnt,
        "points": found.points,
    }
    return {"text": text, "why": decline.worked_out(found), "values": values}


def cutting(state: State, kept: Kept, context: Context, columns: int) -> dict[str, Any]:
    """What is to do as it is ranked, in ``commitments``, and the same as ``text``; with each what could be said of it.

    ``line`` has it in words, in at most so many ``columns``; ``offered`` is a time for its next step, and ``hand_over``
    what to send to whoever may take it over.
    """
    rows = [
        {
            "number": each.commitment.number,
            "text": each.commitment.text,
            "when": _iso(each.commitment.when, context),
            "overdue": each.commitment.is_overdue(state.at),
            "open_s": each.open_for.total_seconds(),
            "points": each.points,
            "offered": _iso(shutdown.offered_time(state, state.at, context), context),
            "line": _line(each, state.at, context, columns),
            "hand_over": _hand_over(each, state, kept, context),
        }
        for each in ranked(state, kept)
    ]
    lines = [f"{row['number']:>4}  {row['line']}" for row in rows]
    return {"commitments": rows, "text": "\n".join(lines) or say("There are no open to-dos.")}


def _hand_over(each: Candidate, state: State, kept: Kept, context: Context) -> str:
    named, found = room_for(state, kept, context, each.commitment.number)
    assert named is not None
    return decline.handing_over(named, found, state.at, context.zone)


def _line(each: Candidate, at: datetime, context: Context, columns: int) -> str:
    commitment, points = each.commitment, formats().number(each.points, 1)
    since = say("noted {length} ago, holds {points} points", length=length(each.open_for), points=points)
    when = commitments.next_step(commitment, at, context.zone, day_and_clock)
    beside = formats().listed([part for part in (when, since) if part])
    room = max(8, columns - 6 - width(say("{label}  ({when})", label="", when=beside)))
    return say("{label}  ({when})", label=cut(own_words(commitment.text), room), when=beside)


def _iso(instant: datetime | None, context: Context) -> str | None:
    return instant.astimezone(context.zone).isoformat() if instant else None
