"""Uses each verb once. Every declared verb has its case here, and a test fails for one that has none."""

from datetime import UTC, datetime, timedelta

from tray.core.law.values import Regime
from tray.core.messages.facts import Cause, RegimeBegan
from tray.store.files.places import Places
from tray.store.opening import open_store

CASES: dict[str, tuple[str, ...]] = {
    "status": (),
    "open": (),
    "health": (),
    "explain": (),
    "what-if": ("walk 15m",),
    "warnings": (),
    "insights": (),
    "incidents": (),
    "break": ("walk", "15m"),
    "back": (),
    "snooze": ("15m",),
    "quiet": ("2h",),
    "meeting": ("45m",),
    "skip": (),
    "pause": ("30m",),
    "resume": (),
    "was": ("work", "00:10-00:11"),
    "start": ("report", "--estimate", "2h", "--load", "light", "--by-hand"),
    "estimate": ("3h",),
    "sessions": (),
    "stop": (),
    "commit": ("answer Ada", "--plan", "1h", "--reason", "she asked"),
    "commitments": (),
    "plan": ("1", "2h"),
    "close": ("1",),
    "decline": (),
    "cut": (),
    "agent": ("list",),
    "block": ("15m",),
    "checkin": ("fatigue", "6"),
    "weeks": ("calm",),
    "ease": (),
    "holiday": ("until", "2099-12-31"),
    "end-day": (),
    "history": ("--from", "yesterday"),
    "report": ("--png", "/dev/null"),
    "machines": ("--json",),
    "purge": ("--to", "2000-01-01", "--yes"),
    "simulate": ("--preset", "healthy"),
    "replay": ("--check",),
    "hooks": ("list",),
    "settings": ("path",),
    "doctor": ("--json",),
    "autostart": ("status",),
    "app-menu": ("status",),
    "completion": ("bash",),
    "help": (),
    "prepare": (),
    "quit": (),
}
"""What follows each verb."""


def an_hour_of_work(until: datetime | None = None) -> None:
    """Put it into the record, which is made where the environment says."""
    end = until or datetime.now(UTC)
    store = open_store(Places().history, end).store
    store.append([RegimeBegan(end - timedelta(hours=1), Regime.WORK, Cause.INPUT)])
    store.saw(end)
    store.close()
