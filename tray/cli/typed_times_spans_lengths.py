"""Reads lengths, moments, days and spans as people type them, and refuses what could mean two things.

Lengths and moments of the coming week can be typed as `tray.view.words.names_and_numbers` says them. *Today* is the day
that the person is in, as `tray.core.days_and_nights` has it: at night the evening before still goes on, so that at one
in the morning *tomorrow 10:00* comes after this night. A weekday without a time of day never is today: *friday* on a
Friday is in a week.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from tray.cli.typed_dates import Unclear, dated, weekday
from tray.core.days_and_nights import DAY, Span, day_of, instant, spans, week_of, working_ranges
from tray.errors import UsageError
from tray.lib.language.translation import say
from tray.settings.defaults.every_setting import Hours
from tray.settings.types import duration
from tray.settings.types.time_ranges_shifts_fixed_breaks import TimeRange

_MOMENTS = '"17:00", "9am", "tomorrow 10:00", "fri 14:30", "next week", "2026-11-24 09:00"'
_LENGTHS = '"25m", "45s", "1h30m", "2 h 30 min", "half an hour"'
_SPANS = '"13:00-14:30", "13:00-now", "yesterday 22:00-00:30", "2026-11-24 09:00-12:00"'
_DAYS = '"tomorrow", "friday", "31 dec", "2026-12-31"'

_NO_HOURS_BEGIN_AT = time(9)
"""Where a day begins that has no working hours."""
_LONGEST = timedelta(days=366)
_FEW = 10
"""A bare number below it may be hours where work is estimated."""
_EARLY = 7
"""A bare hour before it may as well be one of the afternoon."""
_WORDS_OF_UNITS = {
    "d": ("d", "day", "days"),
    "h": ("h", "hr", "hrs", "hour", "hours"),
    "m": ("m", "min", "mins", "minute", "minutes"),
    "s": ("s", "sec", "secs", "second", "seconds"),
}
_UNITS = {word: unit for unit, words in _WORDS_OF_UNITS.items() for word in words}
_SAID_OTHERWISE = (
    (r"\bthree quarters of an hour\b", "45m"),
    (r"\b(?:a )?quarter (?:of )?(?:an )?hour\b", "15m"),
    (r"\b(?:half an|half|a half) hour\b", "30m"),
    (r"\b(an?|one|\d+) (hour|day)s? and a half\b", r"\1.5 \2"),
    (r"\b(\d+) and a half (hour|day)s\b", r"\1.5 \2"),
    (r"\b(?:an?|one)(?= |\.5)", "1"),
    (r"½", ".5"),
    (r"(?<=\d),(?=\d)", "."),
    (r"(?<![\d])\.5", "0.5"),
    (r"\band\b", " "),
)
"""In this order, until only numbers and units are left."""
_NOW = "now"
_JOINING = ("at", "on", "until", "till", "from", "by")


def length(text: str, *, of_work: bool = False) -> timedelta:
    """``25m``, ``1h30``, ``2 h 30 min``, ``half an hour``; a bare number is minutes, unless there are so few of them
    that a length ``of_work`` could be hours. More than nothing and at most 366 days.

    Raises UsageError.
    """
    try:
        return _length(text, of_work=of_work)
    except ValueError as mistake:
        said = say('"{text}" isn\'t a length of time. Write {examples}.', text=text, examples=_LENGTHS)
        raise UsageError(_with_hint(said, mistake)) from mistake


def moment(text: str, *, now: datetime, zone: tzinfo, hours: Hours | None = None) -> datetime:
    """The moment that comes next under this name: ``17:00`` is today's, or tomorrow's once that has passed.

    A day alone is where its working hours begin; a length counts from now. Raises UsageError; also for a moment that
    names its day and is over.
    """
    hours = hours or Hours()
    try:
        clocks, name = _clocks_and_day(_words(text), now, zone)
        if len(clocks) == 1:
            days = _days_ahead(name, now, zone, hours)
            coming = [each for day in days if (each := instant(day, clocks[0], zone)) > now]
        elif not clocks and (days := _whole_days_ahead(name, now, zone, hours)):
            coming = [each for day in days if (each := _begins(day, zone, hours)) > now]
        else:
            return now + _length_from_now(text)
    except (ValueError, OverflowError) as mistake:
        said = say(
            '"{text}" isn\'t a time. Write {examples}, or a length of time from now, such as "1h30m".',
            text=text,
            examples=_MOMENTS,
        )
        raise UsageError(_with_hint(said, mistake)) from mistake
    if not coming:
        raise UsageError(
            say('"{text}" has passed. Name a time to come, such as {examples}.', text=text, examples=_MOMENTS)
        )
    return coming[0]


def day(text: str, *, now: datetime, zone: tzinfo, hours: Hours | None = None) -> date:
    """The day that comes next under this name; ``today`` is one, too. Raises UsageError, also for one that is over."""
    hours = hours or Hours()
    _, name = _without_clock(_words(text))
    try:
        days = _whole_days_ahead(name, now, zone, hours)
        if not days:
            raise ValueError
    except (ValueError, OverflowError) as mistake:
        said = say('"{text}" isn\'t a day. Write {examples}.', text=text, examples=_DAYS)
        raise UsageError(_with_hint(said, mistake)) from mistake
    if days[0] < day_of(now, zone, hours):
        raise UsageError(say('"{text}" is over. Name a day to come, such as {examples}.', text=text, examples=_DAYS))
    return days[0]


def span(text: str, *, now: datetime, zone: tzinfo, hours: Hours | None = None) -> Span:
    """The last time that these clock times held, over by now: ``13:00-14:30``, ``mon 22:00-00:30``, ``13:00-now``.

    Raises UsageError.
    """
    plain = " ".join(_words(re.sub(r"\b(?:until|till|and)\b", "to", text.lower()), "between"))
    said = re.fullmatch(r"(?:(.+) )?(\S+?) ?(?:-|–|—| to ) ?(\S+)", plain)
    name, first, last = said.groups(default="") if said else ("", "", "")
    try:
        start, end = _clock_or_hour(first), _clock_or_hour(last)
        if start is None or (end is None and last != _NOW) or start == end:
            raise ValueError  # nobody means a whole day by 13:00-13:00
        days = _days_back(name, now, zone, hours or Hours(), over_midnight=end is None or end <= start)
        over = [each for day in days if (each := _span(day, start, end, now, zone))]
    except (ValueError, OverflowError) as mistake:
        wrong = say('"{text}" isn\'t a span of time. Write {examples}.', text=text, examples=_SPANS)
        raise UsageError(_with_hint(wrong, mistake)) from mistake
    if not over:
        raise UsageError(
            say('"{text}" isn\'t over yet. Name a span that is, such as {examples}.', text=text, examples=_SPANS)
        )
    return over[0]


def clock(text: str) -> time:
    """A time of day: ``17:00``, ``5pm``, ``noon`` or, where that is clear, ``17``. Raises ValueError."""
    found = _clock_or_hour("".join(_words(text)))
    if found is None:
        raise ValueError
    return found


def _length(text: str, *, of_work: bool = False) -> timedelta:
    """Raises ValueError, as one that says what the mistake is where that is known."""
    said = " ".join(text.lower().split()).removeprefix("for ")
    for pattern, meant in _SAID_OTHERWISE:
        said = re.sub(pattern, meant, said, flags=re.ASCII)
    said = re.sub(r"([0-9]{1,6}) ?(?:w|wk|week)s?\b", lambda weeks: f"{7 * int(weeks[1])}d", said)
    said = re.sub(r"\s*([a-z]+)\s*", lambda unit: _UNITS.get(unit[1], unit[0]), said)
    if re.fullmatch(r"[0-9]{1,4}", said):
        if of_work and 0 < int(said) < _FEW:
            raise Unclear(say('Do you mean "{minutes}" or "{hours}"?', minutes=f"{said}m", hours=f"{said}h"))
        said += "m"
    value = duration.parse(re.sub(r"(?<=[0-9]h)([0-9]{1,2})$", r"\1m", said))
    if not value:
        raise Unclear(say("It's no time at all."))
    if value > _LONGEST:
        raise Unclear(say("It's longer than a year."))
    return value


def _length_from_now(text: str) -> timedelta:
    """Raises ValueError."""
    said = re.sub(r"^\s*in\s", "", text, flags=re.IGNORECASE)
    if re.fullmatch(r"\s*[0-9]+\s*", said):
        raise Unclear(say('As a length of time it needs a unit: "{length}".', length=f"{said.strip()}m"))
    return _length(said)


def _with_hint(said: str, mistake: Exception) -> str:
    """Errors of the standard library say nothing to people."""
    return say("{problem} {hint}", problem=said, hint=mistake) if isinstance(mistake, Unclear) else said


def _words(text: str, *more: str) -> list[str]:
    """What was typed without what only joins: *on Fri, at 5 p.m.* is ``fri 5pm``."""
    plain = re.sub(r"(?<=\d)t(?=\d)|,|\bo'?clock\b", " ", text.strip().lower())
    plain = re.sub(r"\b([ap])\.m\.?(?!\w)", r"\1m", plain)
    return [word for word in re.sub(r"(?<=\d) (?=[ap]m\b)", "", plain).split() if word not in (*_JOINING, *more)]


def _clocks_and_day(words: list[str], now: datetime, zone: tzinfo) -> tuple[list[time], str]:
    """The times of day among the words, and the others, which may name a day. Raises ValueError."""
    clocks, name = _without_clock(words)
    if clocks or not words:
        return clocks, name
    # A number is an hour where the words around it name a day, or there are none: ``9``, ``tomorrow 9``, ``9 dec 14``.
    for at in range(len(words) - 1, -1, -1):
        others = " ".join(words[:at] + words[at + 1 :])
        if re.fullmatch(r"[0-9]{1,2}", words[at]) and (not others or _is_day(others, now, zone)):
            return ([], name) if _is_day(name, now, zone) else ([_hour(words[at])], others)
    return [], name


def _without_clock(words: Iterable[str]) -> tuple[list[time], str]:
    all_words = list(words)
    return [clock for word in all_words if (clock := _clock(word)) is not None], " ".join(
        word for word in all_words if _clock(word) is None
    )


def _is_day(name: str, now: datetime, zone: tzinfo) -> bool:
    try:
        return name in ("today", "yesterday") or bool(_whole_days_ahead(name, now, zone, Hours()))
    except (ValueError, OverflowError):
        return False


def _clock(word: str) -> time | None:
    """``17:00``, ``17.30``, ``5:30pm``, ``5pm``, ``noon``; a number alone is none."""
    if word in ("noon", "midday", "midnight"):
        return time(0 if word == "midnight" else 12)
    said = re.fullmatch(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?([ap]m)?", word)
    if said is None or (said[2] is None and said[3] is None):
        return None
    hour, minute = int(said[1]), int(said[2] or 0)
    if said[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if said[3] == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _clock_or_hour(word: str) -> time | None:
    """Raises ValueError for an hour that could be two."""
    return _hour(word) if re.fullmatch(r"[0-9]{1,2}", word) else _clock(word)


def _hour(word: str) -> time:
    """The hour that a number alone means. Raises ValueError where it could be two, or is none."""
    hour = int(word)
    if 0 < hour < _EARLY:
        raise Unclear(say('Do you mean "{one}" or "{other}"?', one=f"{hour}:00", other=f"{hour + 12}:00"))
    return time(hour)


def _begins(day: date, zone: tzinfo, hours: Hours) -> datetime:
    """Where the working hours of a day begin; 09:00 of a day that has none."""
    working = working_ranges(day, zone, hours)
    return working[0][0] if working else instant(day, _NO_HOURS_BEGIN_AT, zone)


def _days_ahead(name: str, now: datetime, zone: tzinfo, hours: Hours) -> Sequence[date]:
    """The dates on which a time of day may be meant that goes with ``name``, in this order. Raises ValueError."""
    on_clock, today = now.astimezone(zone).date(), day_of(now, zone, hours)
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
            number = weekday(name.removeprefix("this "))
            if number is not None:
                ahead = (number - on_clock.weekday()) % 7
                return on_clock + ahead * DAY, on_clock + (ahead + 7) * DAY
            days = _whole_days_ahead(name, now, zone, hours)
            if not days:
                raise ValueError
            return days


def _whole_days_ahead(name: str, now: datetime, zone: tzinfo, hours: Hours) -> Sequence[date]:
    """The dates that ``name`` alone may mean, to be tried in this order; none where it names no day.

    Raises ValueError where it is like a day and is none, or could be two.
    """
    today = day_of(now, zone, hours)
    name = name.removeprefix("this ").removesuffix(" morning")
    match name:
        case "today":
            return (today,)
        case "tomorrow":
            return (today + DAY,)
        case "day after tomorrow" | "the day after tomorrow":
            return (today + 2 * DAY,)
        case "next week":
            return (week_of(today, hours) + 7 * DAY,)
    number = weekday(name.removeprefix("next "))
    if number is not None:
        ahead = (number - today.weekday()) % 7 or 7
        coming = today + ahead * DAY
        if name.startswith("next ") and coming < week_of(today, hours) + 7 * DAY:
            raise Unclear(say('Do you mean "{one}" or "{other}"?', one=coming, other=coming + 7 * DAY))
        return (coming,)
    found = dated(name, today)
    return () if found is None else (found,)


def _days_back(name: str, now: datetime, zone: tzinfo, hours: Hours, *, over_midnight: bool) -> Sequence[date]:
    """The dates on which a span that ``name`` places may begin, to be tried in this order. Raises ValueError."""
    on_clock, today = now.astimezone(zone).date(), day_of(now, zone, hours)
    match name:
        case "" | "today":
            return (on_clock, today, on_clock - DAY) if over_midnight else (on_clock, today)
        case "yesterday":
            return (today - DAY,)
        case "tomorrow":
            return ()
        case _:
            number = weekday(name.removeprefix("last "))
            if number is None:
                found = dated(name, on_clock, back=True)
                if found is None:
                    raise ValueError
                return (found,)
            back = (on_clock.weekday() - number) % 7
            days = (on_clock - back * DAY, on_clock - (back + 7) * DAY)
            return days[1:] if name.startswith("last ") and not back else days


def _span(day: date, start: time, end: time | None, now: datetime, zone: tzinfo) -> Span | None:
    """The span that begins on ``day`` and is over by now; up to now where it has no end."""
    if end is None:
        began = instant(day, start, zone)
        return (began, now) if began < now else None
    covered = spans(day, (TimeRange(start, end),), zone)
    return covered[0] if covered and covered[0][1] <= now else None
