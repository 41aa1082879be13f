"""A calendar as RFC 5545 has it: the text of an .ics file, made without any library."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from tray.core.inquiry.published_calendar import Published, What
from tray.lib.language.translation import say
from tray.lib.text import clean
from tray.view.words.breaks import name_of

OURS = "@backpressure"
"""How every UID ends, by which our own entries are known again when calendars are read."""
_LONGEST = 75
"""Octets of a line, without its end."""
_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Backpressure//Backpressure//EN",
    "CALSCALE:GREGORIAN",
    # So that there is something in it although nothing is published: a calendar without any component isn't valid.
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def calendar_file(entries: Iterable[Published], written: datetime) -> str:
    """All entries as they are at ``written``; what takes the person's time is busy, the rest free."""
    lines = [*_HEAD, *(line for each in entries for line in _entry(each, written)), "END:VCALENDAR"]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _entry(each: Published, written: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{each.name}{OURS}"
    yield f"DTSTAMP:{_utc(written)}"
    yield f"DTSTART:{_utc(each.start)}"
    yield f"DTEND:{_utc(each.until)}"
    yield f"SUMMARY:{_escaped(_summary(each))}"
    yield f"TRANSP:{'OPAQUE' if each.what is What.BLOCK else 'TRANSPARENT'}"
    yield "END:VEVENT"


def _summary(each: Published) -> str:
    match each.what:
        case What.BREAK:
            return name_of(each.text)
        case What.END:
            return say("Time to call it a day?")
        case _:
            return each.text


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """A text on one line, in which nothing is a sign of the format."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return clean(text)


def _folded(line: str) -> Iterator[str]:
    """Lines short enough, cut between letters; each after the first begins with a space."""
    part, room = "", _LONGEST
    for letter in line:
        size = len(letter.encode("utf-8"))
        if size > room:
            yield part
            part, room = " ", _LONGEST - 1
        part, room = part + letter, room - size
    yield part
