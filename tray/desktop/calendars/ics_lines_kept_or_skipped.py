"""Takes calendar files apart without understanding them: what can't matter is never parsed, and hardly ever read.

Parsing is what costs, so an entry that lies years back, and every line that says what a meeting is about, is left out
first. Lines are those of RFC 5545, as far as the programs of this world keep to it.
"""

import codecs
import re
from collections.abc import Iterator
from datetime import date, timedelta

from tray.lib.frozen import dataclass

_BREAK = re.compile(rb"\r\n|\r|\n")
_NAME = re.compile(r"([A-Za-z0-9-]+)[;:]")
_DAY = re.compile(r"[:,/]([0-9]{8})(?=T|Z|,|/|$)")
_UNTIL = re.compile(r"UNTIL=([0-9]{8})", re.IGNORECASE)
_KEPT = frozenset(
    (
        *("UID", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "SEQUENCE"),
        *("RRULE", "RDATE", "EXDATE", "EXRULE", "STATUS", "TRANSP", "CATEGORIES", "ATTENDEE"),
        *("X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-ALLDAYEVENT"),
    )
)
"""The properties of an entry that say when it is, and whether it takes time."""
TITLE = "SUMMARY"
_OF_CALENDAR = frozenset(("VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME", "NAME", "X-WR-TIMEZONE"))
_LONG = timedelta(days=35)
"""An entry that began so long before may still go on."""
_ODD_ZONE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Outline:
    """One calendar of a file, as text that is left to parse."""

    lines: tuple[str, ...]
    """Those of the calendar itself, and its time zones."""
    entries: tuple[tuple[int, tuple[str, ...]], ...]
    """Of each entry the number of its first line and the lines that matter."""
    broken: tuple[int, ...]
    """The numbers of lines that aren't of a calendar."""
    is_whole: bool
    """It ends where it says so."""


def outlines(content: bytes, first: date, last: date, *, titles: bool) -> Iterator[Outline]:
    """The calendars of a file, with what of them may matter from ``first`` to ``last``."""
    kept = _KEPT | {TITLE} if titles else _KEPT
    reading: _Reading | None = None
    for number, line in _lines(content):
        upper = line[:20].upper().rstrip()
        if upper == "BEGIN:VCALENDAR":
            if reading is not None:
                yield reading.outline(is_whole=False)
            reading = _Reading(kept, first, last)
        elif reading is not None:
            if upper == "END:VCALENDAR":
                yield reading.outline(is_whole=True)
                reading = None
            else:
                reading.add(number, line)
    if reading is not None:
        yield reading.outline(is_whole=False)


def _lines(content: bytes) -> Iterator[tuple[int, str]]:
    """The lines as they are meant, each with the number that an editor gives its beginning.

    They are joined before they are decoded: some programs fold in the middle of a letter.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = content.decode("utf-16", "replace").encode()
    began, parts = 0, [b""]
    for number, each in enumerate(_BREAK.split(content), 1):
        line = each.removeprefix(codecs.BOM_UTF8)  # also of a calendar that was put after another one
        if line[:1] in (b" ", b"\t") and began:
            parts.append(line[1:])
            continue
        if began and parts[0].strip():
            yield began, _decoded(b"".join(parts))
        began, parts = number, [line]
    if parts[0].strip():
        yield began, _decoded(b"".join(parts))


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


class _Reading:
    def __init__(self, kept: frozenset[str], first: date, last: date) -> None:
        self._kept = kept
        self._first, self._last = first, last
        self._lines: list[str] = []
        self._entries: list[tuple[int, tuple[str, ...]]] = []
        self._broken: list[int] = []
        self._within: list[str] = []
        """The components that have begun."""
        self._began = 0
        self._entry: list[tuple[str, str]] = []

    def add(self, number: int, line: str) -> None:
        """Take one line in."""
        found = _NAME.match(line)
        if found is None or ":" not in line:
            self._broken.append(number)
            return
        name = found[1].upper()
        if name == "BEGIN":
            self._begin(line[6:].strip().upper(), number, line)
        elif name == "END":
            self._end(line)
        elif not self._within:
            if name in _OF_CALENDAR:
                self._lines.append(line)
        elif self._within[0] == "VTIMEZONE":
            self._lines.append(line)
        elif self._within == ["VEVENT"] and name in self._kept:
            self._entry.append((name, line))

    def outline(self, *, is_whole: bool) -> Outline:
        """What was found."""
        whole = is_whole and not self._within
        return Outline(tuple(self._lines), tuple(self._entries), tuple(self._broken), whole)

    def _begin(self, component: str, number: int, line: str) -> None:
        if component == "VEVENT" and self._within:
            # The end of the one before is missing.
            self._broken.append(number)
            self._keep()
            self._within = []
        self._within.append(component)
        if self._within[0] == "VTIMEZONE":
            self._lines.append(line)
        elif self._within == ["VEVENT"]:
            self._began, self._entry = number, []

    def _end(self, line: str) -> None:
        if not self._within:
            return
        if self._within[0] == "VTIMEZONE":
            self._lines.append(line)
        if self._within == ["VEVENT"]:
            self._keep()
        self._within.pop()

    def _keep(self) -> None:
        if self._entry and self._may_matter(self._entry):
            self._entries.append((self._began, tuple(line for _, line in self._entry)))
        self._entry = []

    def _may_matter(self, lines: list[tuple[str, str]]) -> bool:
        """Whether an entry may have an occurrence from the first to the last day, or take one away."""
        begins, ends, instead = None, None, None
        repeats = lasts = False
        for name, line in lines:
            if name == "DTSTART":
                begins = _day_in(line)
                if begins is None:
                    return True  # to be told of
            elif name == "DTEND":
                ends = _day_in(line)
            elif name == "RECURRENCE-ID":
                instead = _day_in(line)
                if instead is None or "THISANDFUTURE" in line.upper():
                    return True
            elif name == "RDATE":
                repeats = True
            elif name == "RRULE":
                until = _UNTIL.search(line)
                over = _day(until[1]) if until else None
                repeats = repeats or over is None or over >= self._first - _LONG
            elif name == "DURATION":
                lasts = True
        if begins is None or repeats:
            return True
        if instead is not None and self._first - _LONG <= instead <= self._last + _ODD_ZONE:
            return True
        until_day = ends or (begins + _LONG if lasts else begins)
        return begins <= self._last + _ODD_ZONE and until_day >= self._first - _ODD_ZONE


def _day_in(line: str) -> date | None:
    found = _DAY.search(line)
    return _day(found[1]) if found else None


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
