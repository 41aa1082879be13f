"""Reads days, weeks, months, years and moments that are over, as people type them."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo

from tray.cli import typed_dates, typed_times_spans_lengths
from tray.core.days_and_nights import DAY, instant, week_of
from tray.core.messages.plausible_facts import EARLIEST, FIRST_DAY, LAST_DAY, LATEST
from tray.errors import UsageError
from tray.lib.language.translation import mark, say
from tray.settings.defaults.every_setting import Hours

Days = tuple[date, date]
"""The first and the last."""

_WRONG = {
    "day": mark('"{text}" isn\'t a day. Write today, yesterday, mon, or 2026-11-23.'),
    "week": mark('"{text}" isn\'t a week. Write this, last, 2026-W48, or a day in it.'),
    "month": mark('"{text}" isn\'t a month. Write this, last, november, 2026-11, or a day in it.'),
    "year": mark('"{text}" isn\'t a year. Write this, last, or 2026.'),
}


def days(kind: str, text: str, today: date, hours: Hours) -> Days:
    """The days of the ``day``, ``week``, ``month`` or ``year`` that was typed; the present one for an empty text.

    A week begins where the person's ``hours`` have it begin.

    Raises UsageError.
    """
    first, last = _days(kind, text, today, hours)
    if not FIRST_DAY <= first <= last < LAST_DAY:
        raise UsageError(_out_of_range(text))
    return first, last


def _out_of_range(text: str) -> str:
    return say(
        '"{text}" is out of range: days from {first} to {last} are possible.',
        text=text,
        first=FIRST_DAY,
        last=LAST_DAY,
    )


def _days(kind: str, text: str, today: date, hours: Hours) -> Days:
    said = " ".join(text.lower().split()).removesuffix(f" {kind}")
    try:
        match kind:
            case "day":
                day = _day(said, today)
                return day, day
            case "week":
                first = week_of(_day_of_week(said, today), hours)
                return first, first + 6 * DAY
            case "month":
                first = _first_of_month(said, today)
                return first, (first + 31 * DAY).replace(day=1) - DAY
            case _:
                year = {"": today.year, "this": today.year, "last": today.year - 1}.get(said) or int(said)
                return date(year, 1, 1), date(year, 12, 31)
    except (ValueError, OverflowError) as mistake:
        raise UsageError(say(_WRONG[kind], text=text)) from mistake


def edge(text: str, today: date, zone: tzinfo, begins: Callable[[date], datetime], *, end: bool) -> datetime:
    """An instant from which, or up to which: of a day its beginning or its ``end``, else the moment that was typed.

    ``begins`` says when a day began. Raises UsageError, and what that raises.
    """
    at = _edge(text, today, zone, begins, end=end)
    if not EARLIEST <= at < LATEST:
        raise UsageError(_out_of_range(text))
    return at


def _edge(text: str, today: date, zone: tzinfo, begins: Callable[[date], datetime], *, end: bool) -> datetime:
    said = " ".join(text.lower().split())
    try:
        return begins(_day(said, today) + (DAY if end else timedelta(0)))
    except (ValueError, OverflowError):
        pass  # It is no day; a moment is tried next.
    try:
        at = datetime.fromisoformat(text.strip())
        return at if at.tzinfo else instant(at.date(), at.time(), zone)
    except (ValueError, OverflowError):
        pass  # Nor one that a machine wrote; a day with a time of day is tried last.
    try:
        name, _, clock = said.rpartition(" ")
        return instant(_day(name, today), typed_times_spans_lengths.clock(clock), zone)
    except (ValueError, OverflowError) as mistake:
        raise UsageError(
            say(
                '"{text}" isn\'t a day or a time. Write today, yesterday, mon, 2026-11-23, or "2026-11-23 14:30".',
                text=text,
            )
        ) from mistake


def _day(said: str, today: date) -> date:
    """Raises ValueError."""
    if said in ("", "today", "this"):
        return today
    if said in ("yesterday", "last"):
        return today - DAY
    weekday = typed_dates.weekday(said.removeprefix("last "))
    if weekday is not None:
        back = (today.weekday() - weekday) % 7
        return today - timedelta(days=7 if said.startswith("last ") and not back else back)
    found = typed_dates.dated(said, today, back=True)
    if found is None:
        raise ValueError("no day")
    return found


def _day_of_week(said: str, today: date) -> date:
    """A day in the week that was typed; of a numbered one its Thursday, as ISO 8601 counts weeks."""
    if named := re.fullmatch(r"(\d{4})-?w(\d{1,2})", said):
        return date.fromisocalendar(int(named[1]), int(named[2]), 4)
    return today - 7 * DAY if said == "last" else _day(said, today)


def _first_of_month(said: str, today: date) -> date:
    if named := re.fullmatch(r"(\d{4})-(\d{1,2})", said):
        return date(int(named[1]), int(named[2]), 1)
    name, _, year = said.removeprefix("last ").partition(" ")
    if (number := typed_dates.month(name)) is not None:
        latest = today.year if number <= today.month else today.year - 1
        return date(int(year) if year else latest, number, 1)
    return (today.replace(day=1) - DAY if said == "last" else _day(said, today)).replace(day=1)
