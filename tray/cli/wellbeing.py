"""What did the person type about how they are? The verbs weeks, ease and holiday."""

from datetime import date, datetime, tzinfo

from tray.cli import when
from tray.core import commands as c
from tray.errors import UsageError


def command(name: str, words: list[str], now: datetime, zone: tzinfo) -> c.Command:
    """The command. Raises UsageError, with what would be right."""
    match name:
        case "weeks":
            if len(words) != 1:
                raise UsageError("weeks takes one word: calm, normal or heavy.")
            return c.Introduce(words[0])
        case "ease":
            if words not in ([], ["on"], ["off"]):
                raise UsageError("ease takes nothing, or off to undo it.")
            return c.AsUsual() if words == ["off"] else c.EaseToday()
        case _:
            return _holiday(words, now, zone)


def _holiday(words: list[str], now: datetime, zone: tzinfo) -> c.Command:
    match words:
        case ["on"]:
            return c.BeginHoliday()
        case ["off"]:
            return c.EndHoliday()
        case ["until", *rest] if rest:
            return c.BeginHoliday(_last(" ".join(rest), now, zone))
        case _:
            raise UsageError("holiday takes on, off, or until and the last day of it: `holiday until 2026-12-31`.")


def _last(text: str, now: datetime, zone: tzinfo) -> date:
    """A date, or any day that ``plan`` understands, such as friday."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return when.moment(f"{text} 12:00", now=now, zone=zone).astimezone(zone).date()
