"""``sessions``: what was worked on today under which label, and what is waiting."""

from datetime import datetime, timedelta
from typing import Any

from tray.core.context import Context
from tray.core.state.ongoing import Finished
from tray.core.state.state import State
from tray.lib.text import clean
from tray.view.tray.menu import queue
from tray.view.words import wording
from tray.view.words.durations import clock, length

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
    done = [
        f"  {clock(each.since, context.zone)}–{clock(each.until, context.zone)}  {_said(each)}"
        for each in state.sessions
    ]
    going = [f"  {clock(now.since, context.zone)}–now    {_said(now)}"] if now else []
    waiting = [
        f"  {each.number:>3}  {clean(each.text)}"
        + (f"  ({wording.next_step(each, state.at, context.zone)})" if each.when else "")
        for each in queue(state)
    ]
    elsewhere = _elsewhere(state)
    waiting += [f"       and {elsewhere} that you keep elsewhere"] if elsewhere else []
    sessions = ["Sessions today:", *done, *going] if done or going else ["No sessions today."]
    return "\n".join([*sessions, *(["To do:", *waiting] if waiting else ["Nothing is noted to do."])])


def _elsewhere(state: State) -> int:
    return sum(each.unplanned + each.planned for each in state.counted)


def _said(each: Finished) -> str:
    estimate = f" of {length(each.estimate)}" if each.estimate else ""
    took = length(each.worked) if each.worked >= timedelta(minutes=1) else "under a minute"
    return f"{clean(each.label)}  ({took}{estimate})"
