"""``sessions``: what was worked on today under which label, and what is waiting."""

from datetime import datetime, timedelta, tzinfo
from typing import Any

from tray.core.context import Context
from tray.core.state.ongoing import Finished
from tray.core.state.state import Commitment, State
from tray.lib.language.translation import say
from tray.lib.text_width import fit, width
from tray.view.tray.menu import queue
from tray.view.words import commitments
from tray.view.words.names_and_numbers import clock, length, own_words

VERSION = 1


def sessions(state: State, context: Context) -> dict[str, Any]:
    """The same for people, as ``text``, and for scripts, as ``values``; ``state`` is as of now."""
    return {"values": _values(state, context), "text": _text(state, context)}


def _values(state: State, context: Context) -> dict[str, Any]:
    def iso(instant: datetime | None) -> str | None:
        return instant.astimezone(context.zone).isoformat() if instant else None

    def session(each: Finished, *, is_open: bool) -> dict[str, Any]:
        return {
            "label": each.label,
            "since": iso(each.since),
            "until": None if is_open else iso(each.until),
            "worked_s": each.worked.total_seconds(),
            "estimate_s": each.estimate.total_seconds() if each.estimate else None,
        }

    now = _open(state)
    return {
        "version": VERSION,
        "sessions": [
            *(session(each, is_open=False) for each in state.sessions),
            *([session(now, is_open=True)] if now else []),
        ],
        "waiting": [
            {"number": each.number, "text": each.text, "when": iso(each.when), "overdue": each.is_overdue(state.at)}
            for each in queue(state)
        ],
        "waiting_elsewhere": _elsewhere(state),
    }


def _open(state: State) -> Finished | None:
    now = state.session
    return Finished(now.label, now.since, state.at, now.worked, now.estimate) if now else None


def _text(state: State, context: Context) -> str:
    now = _open(state)
    spans = [f"{clock(each.since, context.zone)}–{clock(each.until, context.zone)}" for each in state.sessions]
    spans += [say("{since}–now", since=clock(now.since, context.zone))] if now else []
    wide = max(map(width, spans), default=0)
    worked = [*state.sessions, *([now] if now else [])]
    sessions = [f"  {fit(span, wide)}  {_said(each)}" for span, each in zip(spans, worked, strict=True)]
    waiting = [f"  {each.number:>3}  {_to_do(each, state.at, context.zone)}" for each in queue(state)]
    if elsewhere := _elsewhere(state):
        waiting.append(f"       {say('and {count} that you keep elsewhere', count=elsewhere)}")
    lines = [say("Sessions today:"), *sessions] if sessions else [say("No sessions today.")]
    return "\n".join([*lines, *([say("To do:"), *waiting] if waiting else [say("There are no open to-dos.")])])


def _to_do(each: Commitment, at: datetime, zone: tzinfo) -> str:
    label = own_words(each.text)
    if each.when is None:
        return label
    return say("{label}  ({when})", label=label, when=commitments.next_step(each, at, zone))


def _elsewhere(state: State) -> int:
    return sum(each.unplanned + each.planned for each in state.counted)


def _said(each: Finished) -> str:
    label, took = own_words(each.label), say("under a minute")
    if each.worked >= timedelta(minutes=1):
        took = length(each.worked)
    if each.estimate is None:
        return say("{label}  ({length})", label=label, length=took)
    return say("{label}  ({length} of {estimate})", label=label, length=took, estimate=length(each.estimate))
