"""Which day, week, month, year or moment that is over did the person type?"""

import re
from datetime import date, datetime, timedelta, tzinfo

from tray.core.calendar import day_bounds
from tray.core.local_time import DAY, instant
from tray.errors import UsageError
from tray.settings.catalogue.catalogue import Hours

Days = tuple[date, date]
"""The first and the last."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_EXAMPLES = {
    "day": "today, yesterday, mon, or 2026-11-23",
    "week": "this, last, 2026-W48, or a day in it",
    "month": "this, last, 2026-11, or a day in it",
    "year": "this, last, or 2026",
}


def days(kind: str, text: str, today: date) -> Days:
    """The days of the ``day``, ``week``, ``month`` or ``year`` that was typed; the present one for an empty text.

    Raises UsageError.
    """
    said = text.strip().lower()
    try:
        match kind:
            case "day":
                found = _day(said, today)
                return found, found
            case "week":
                monday = _monday(said, today)
                return monday, monday + 6 * DAY
            case "month":
                first = _first_of_month(said, today)
                return first, (first + 31 * DAY).replace(day=1) - DAY
            case _:
                year = {"": today.year, "this": today.year, "last": today.year - 1}.get(said) or int(said)
                return date(year, 1, 1), date(year, 12, 31)
    except (ValueError, OverflowError) as mistake:
        raise UsageError(f'"{text}" is not a {kind}; write {_EXAMPLES[kind]}.') from mistake


def edge(text: str, today: date, zone: tzinfo, hours: Hours, *, end: bool) -> datetime:
    """An instant from which, or up to which: of a day its beginning or its ``end``, else the moment that was typed.

    Raises UsageError.
    """
    try:
        return day_bounds(_day(text.strip().lower(), today), zone, hours)[end]
    except (ValueError, OverflowError):
        pass  # It is no day; a moment is tried next.
    try:
        at = datetime.fromisoformat(text.strip())
        return at if at.tzinfo else instant(at.date(), at.time(), zone)
    except (ValueError, OverflowError) as mistake:
        raise UsageError(
            f'"{text}" is not a day or a moment; write {_EXAMPLES["day"]}, "2026-11-23 14:30" or one with an offset.'
        ) from mistake


def _day(said: str, today: date) -> date:
    """Raises ValueError."""
    if said in ("", "today", "this"):
        return today
    if said in ("yesterday", "last"):
        return today - DAY
    weekday = next((n for n, name in enumerate(_WEEKDAYS) if len(said) >= 3 and name.startswith(said)), None)
    if weekday is not None:
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", said):
        raise ValueError("no day")
    return date.fromisoformat(said)


def _monday(said: str, today: date) -> date:
    if named := re.fullmatch(r"(\d{4})-?w(\d{1,2})", said):
        return date.fromisocalendar(int(named[1]), int(named[2]), 1)
    day = today - 7 * DAY if said == "last" else _day(said, today)
    return day - timedelta(days=day.weekday())


def _first_of_month(said: str, today: date) -> date:
    if named := re.fullmatch(r"(\d{4})-(\d{1,2})", said):
        return date(int(named[1]), int(named[2]), 1)
    return (today.replace(day=1) - DAY if said == "last" else _day(said, today)).replace(day=1)
