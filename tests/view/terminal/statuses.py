"""A status to show: every key that ``status --json`` has, with somebody in the middle of a morning."""

from typing import Any

STATUS: dict[str, Any] = {
    "version": 1,
    "at": "2026-11-23T10:02:03.500000+01:00",
    "pressure": 47.9,
    "level": "yellow",
    "parts": {"gen0": 24.5, "gen1": 14.4, "gen2": 6.0, "live": 3.0},
    "regime": "work",
    "tracking": "on",
    "quiet": [],
    "stretch_s": 2820.0,
    "elsewhere": None,
    "since_input_s": 1.5,
    "worked_today_s": 11520.0,
    "worked_week_s": 43200.0,
    "machine": None,
    "at_machines": {},
    "session": {"label": "report", "since": "2026-11-23T09:12:00+01:00", "estimate_s": 7200.0, "load": "normal"},
    "break": {"due_in_s": 180.0, "length_s": 420.0, "buys_s": 3000.0},
    "snoozed_until": None,
    "paused_until": None,
    "next": {
        "what": "break due",
        "kind": "rest",
        "at": "2026-11-23T10:05:03.500000+01:00",
        "after_meetings": False,
        "since": None,
        "until": None,
    },
    "holiday": None,
    "commitments": {"unplanned": 2, "planned": 1, "overdue": 0, "cap": 12},
    "agents": {"busy": 1, "asks": 2, "known": []},
    "meetings": {"planned_s": 9000.0, "kept_s": 1800.0, "count": 3, "back_to_back": 2},
    "next_meeting": None,
    "block": None,
    "next_block": None,
    "eased": None,
    "next_answer": None,
    "breaks_today": {"taken": 2, "skipped": 1},
    "limits": [
        {"name": "stretch", "value": 2820.0, "limit": 5400.0, "hard": False},
        {"name": "day", "value": 11520.0, "limit": 28800.0, "hard": False},
        {"name": "week", "value": 43200.0, "limit": 144000.0, "hard": False},
        {"name": "late_after", "value": 0.0, "limit": 0.0, "hard": False},
        {"name": "commitments", "value": 3.0, "limit": 12.0, "hard": True},
        {"name": "switches", "value": 10.5, "limit": 40.0, "hard": False},
    ],
    "sources": {
        "idle": "x11-sync",
        "session": "logind",
        "switches": "x11",
        "tray": "status-notifier",
        "notifications": "none",
        "attention": "unknown",
    },
    "problems": [],
}

HOSTILE = "\x1b]0;gotcha\x07\x1b[31m<b>\u202egnp.&'\"%{F#f00}#[fg=red]\u009b2J\x7f\n" + "x" * 1_000_000
"""A label as somebody might paste it: terminal escapes, markup, marks that turn the writing around, a megabyte."""


def status(**changes: Any) -> dict[str, Any]:
    """The same with some values changed."""
    return STATUS | changes


def with_limit(name: str, **changes: Any) -> dict[str, Any]:
    """The same with one limit changed."""
    return status(limits=[each | changes if each["name"] == name else each for each in STATUS["limits"]])
