"""Which moment, length or span did the person type?

Lengths and moments of the coming week can be typed as `tray.view.words.durations` says them. *Today* is the day that
the person is in: until ``day_ends_at`` the evening before still goes on, so at one in the morning *tomorrow 10:00*
comes after this night.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from tray.core.local_time import DAY, Span, day_at, instant, spans
from tray.errors import UsageError
from tray.settings.types import duration
from tray.settings.types.values import TimeRange

_MOMENTS = '"17:00", "tomorrow 10:00", "fri 14:30", "2026-11-24 09:00", or "1h30m" from now'
_LENGTHS = '"45s", "25m", "1h30m" or "2 h 30 min"'
_SPANS = '"13:00-14:30", "13:00-now", "yesterday 22:00-00:30" or "2026-11-24 09:00-12:00"'

_DAYS_END_AT = time(4)
"""Unless told by the settings."""
_LONGEST = timedelta(days=366)
_WORDS_OF_UNITS = {
    "d": ("d", "day", "days"),
    "h": ("h", "hr", "hrs", "hour", "hours"),
    "m": ("m", "min", "mins", "minute", "minutes"),
    "s": ("s", "sec", "secs", "second", "seconds"),
}
_UNITS = {word: unit for unit, words in _WORDS_OF_UNITS.items() for word in words}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NOW = "now"


def length(text: str) -> timedelta:
    """``25m``, ``1h30m``, ``2 h 30 min``, ``90 minutes``; more than nothing and at most 366 days.

    Raises UsageError.
    """
    try:
        return _length(text)
    except ValueError as mistake:
        raise UsageError(f'"{text}" is not a length of time{_hint(mistake)}; write {_LENGTHS}.') from mistake


def moment(text: str, *, now: datetime, zone: tzinfo, day_ends_at: time = _DAYS_END_AT) -> datetime:
    """The moment that comes next under this name: ``17:00`` is today's, or tomorrow's once that has passed.

    A length counts from now. Raises UsageError; also for a moment that names its day and is over.
    """
    words = _words(text)
    clocks = [clock for word in words if (clock := _clock(word)) is not None]
    names = [word for word in words if _clock(word) is None]
    if len(clocks) != 1 or len(names) > 1:
        return now + _length_from_now(text)
    try:
        days = _days_ahead(names[0] if names else "", now, zone, day_ends_at)
        coming = [each for day in days if (each := instant(day, clocks[0], zone)) > now]
    except (ValueError, OverflowError) as mistake:
        raise UsageError(f'"{text}" is not a moment; write {_MOMENTS}.') from mistake
    if not coming:
        raise UsageError(f'"{text}" is over; name a moment to come, such as {_MOMENTS}.')
    return coming[0]


def span(text: str, *, now: datetime, zone: tzinfo, day_ends_at: time = _DAYS_END_AT) -> Span:
    """The last time that these clock times held, over by now: ``13:00-14:30``, ``mon 22:00-00:30``, ``13:00-now``.

    Raises UsageError.
    """
    said = re.fullmatch(r"(?:(\S+) )?(\S+?) ?(?:-|–| to ) ?(\S+)", " ".join(_words(text)))
    name, first, last = said.groups(default="") if said else ("", "", "")
    start, end = _clock(first), _clock(last)
    if start is None or (end is None and last != _NOW):
        raise UsageError(f'"{text}" is not a span of time; write {_SPANS}.')
    try:
        days = _days_back(name, now, zone, day_ends_at, over_midnight=end is None or end <= start)
        found = [each for day in days if (each := _span(day, start, end, now, zone))]
    except (ValueError, OverflowError) as mistake:
        raise UsageError(f'"{text}" is not a span of time; write {_SPANS}.') from mistake
    if not found:
        raise UsageError(f'"{text}" is not over yet; name a span that is, such as {_SPANS}.')
    return found[0]


def _length(text: str) -> timedelta:
    """Raises ValueError, with a hint at the mistake where there is one."""
    value = duration.parse(re.sub(r"\s*([a-z]+)\s*", lambda unit: _UNITS.get(unit[1], unit[0]), text.strip().lower()))
    if not value:
        raise ValueError("it is no time at all")
    if value > _LONGEST:
        raise ValueError("it is longer than a year")
    return value


def _length_from_now(text: str) -> timedelta:
    try:
        return _length(re.sub(r"^\s*in\s", "", text, flags=re.IGNORECASE))
    except ValueError as mistake:
        raise UsageError(f'"{text}" is not a moment{_hint(mistake)}; write {_MOMENTS}.') from mistake


def _hint(mistake: ValueError) -> str:
    return f" ({mistake})" if str(mistake) else ""


def _words(text: str) -> list[str]:
    """What was typed without what only joins: *on Fri, at 5 pm* is ``fri 5pm``."""
    plain = re.sub(r"(?<=\d)t(?=\d)|,", " ", text.strip().lower())
    return [word for word in re.sub(r"(?<=\d) (?=[ap]m\b)", "", plain).split() if word not in ("at", "on", "until")]


def _clock(word: str) -> time | None:
    """``17:00``, ``5:30pm`` or ``5pm``; a number alone is none."""
    said = re.fullmatch(r"([0-9]{1,2})(?::([0-9]{2}))?([ap]m)?", word)
    if said is None or (said[2] is None and said[3] is None):
        return None
    hour, minute = int(said[1]), int(said[2] or 0)
    if said[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if said[3] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _days_ahead(name: str, now: datetime, zone: tzinfo, day_ends_at: time) -> Sequence[date]:
    """The dates that ``name`` may mean, to be tried in this order. Raises ValueError."""
    on_clock, today = now.astimezone(zone).date(), day_at(now, day_ends_at, zone)
    match name:
        case "":
            return on_clock, on_clock + DAY
        case "today":
            return (on_clock,)
        case "tomorrow":
            return today + DAY, on_clock + DAY
        case "yesterday":
            return ()
        case _:
            weekday = _weekday(name)
            if weekday is None:
                return (date.fromisoformat(name),)
            ahead = (weekday - on_clock.weekday()) % 7
            return on_clock + ahead * DAY, on_clock + (ahead + 7) * DAY


def _days_back(name: str, now: datetime, zone: tzinfo, day_ends_at: time, *, over_midnight: bool) -> Sequence[date]:
    """The dates on which a span that ``name`` places may begin, to be tried in this order. Raises ValueError."""
    on_clock, today = now.astimezone(zone).date(), day_at(now, day_ends_at, zone)
    match name:
        case "" | "today":
            return (on_clock, today, on_clock - DAY) if over_midnight else (on_clock, today)
        case "yesterday":
            return (today - DAY,)
        case "tomorrow":
            return ()
        case _:
            weekday = _weekday(name)
            if weekday is None:
                return (date.fromisoformat(name),)
            back = (on_clock.weekday() - weekday) % 7
            return on_clock - back * DAY, on_clock - (back + 7) * DAY


def _weekday(name: str) -> int | None:
    """``fri``, ``thurs`` or ``Friday``: three letters or more of it."""
    return next((n for n, day in enumerate(_WEEKDAYS) if len(name) >= 3 and day.startswith(name)), None)


def _span(day: date, start: time, end: time | None, now: datetime, zone: tzinfo) -> Span | None:
    """The span that begins on ``day`` and is over by now; up to now where it has no end."""
    if end is None:
        began = instant(day, start, zone)
        return (began, now) if began < now else None
    covered = spans(day, (TimeRange(start, end),), zone)
    return covered[0] if covered and covered[0][1] <= now else None
