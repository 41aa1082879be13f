"""What the entries of a calendar mean: when each occurs, whether it takes the person's time, and which kind it is.

The rules are those of RFC 5545 and of the programs that write such files: cancelled, declined and free entries take no
time, tentative ones do until they are declined. How entries repeat is worked out by ``recurring_ical_events``.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tray.core.appointments import LONGEST_MEETING, Entry, Kind
from tray.desktop.calendars.ics_lines_kept_or_skipped import TITLE, Outline
from tray.lib.frozen import dataclass
from tray.lib.language.translation import mark
from tray.lib.text import one_line, shortened

OWN = "@backpressure"
"""With this the identifiers end of what this program itself puts into a calendar."""
MOST_ENTRIES = 2_000
"""So many occurrences are told; nobody has more in two weeks."""
_LONGEST_TITLE = 200
_DAY = timedelta(days=1)
_NEVER = 9000
"""An entry that ends in such a year doesn't: 9999 is how some programs write that, and past it nobody can reckon."""
_ONCE = {"UID": str, "DTSTART": date, "DTEND": date, "RECURRENCE-ID": date, "DURATION": timedelta}
"""What an entry has once at most, and of which type."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person wants to know of a calendar."""

    first: date
    last: date
    titles: bool
    days_off: frozenset[str]
    """Names of calendars and categories, in lower case."""
    addresses: frozenset[str]
    """Of the person, in lower case."""
    hours: frozenset[str] = frozenset()
    """Names of calendars and categories of working hours, in lower case."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with an entry: the number of its line, an English message and its places."""

    message: str
    places: dict[str, Any]


def entries(outline: Outline, names: Iterable[str], wanted: Wanted) -> tuple[list[Entry], list[Wrong]]:
    """The occurrences of a calendar that lies in a file or folder with one of ``names``, and what is wrong."""
    import icalendar

    wrong = [Wrong(mark("line {line} doesn't belong in a calendar"), {"line": line}) for line in outline.broken]
    if not outline.is_whole:
        wrong.append(Wrong(mark("it ends in the middle of an entry"), {}))
    text = "\r\n".join(("BEGIN:VCALENDAR", *outline.lines, *_blocks(outline), "END:VCALENDAR", ""))
    try:
        calendar: Any = icalendar.Calendar.from_ical(text)
    except (ValueError, KeyError, AttributeError, TypeError, IndexError):
        # Its own lines, or a time zone of its own, can't be read; its entries may.
        text = "\r\n".join(("BEGIN:VCALENDAR", *_blocks(outline), "END:VCALENDAR", ""))
        wrong.append(Wrong(mark("its time zones can't be read"), {}))
        calendar = icalendar.Calendar.from_ical(text)
    good = []
    for (line, _), event in zip(outline.entries, calendar.walk("VEVENT"), strict=True):
        problem = _problem(event)
        if problem is None:
            _end_some_day(event, wanted)
            good.append(event)
            if any(name is None for name, _ in event.errors):
                wrong.append(Wrong(mark("the entry on line {line} has a broken line"), {"line": line}))
        else:
            wrong.append(Wrong(mark("the entry on line {line} can't be read ({why})"), {"line": line, "why": problem}))
    calendar.subcomponents = [each for each in calendar.subcomponents if each.name != "VEVENT"] + good
    own_names = {name.casefold() for name in names} | {
        str(calendar[key]).strip().casefold() for key in ("X-WR-CALNAME", "NAME") if calendar.get(key)
    }
    own = wanted.addresses | {name for name in own_names if "@" in name}
    is_off, are_hours = bool(own_names & wanted.days_off), bool(own_names & wanted.hours)
    numbers = {id(event): line for (line, _), event in zip(outline.entries, calendar.walk("VEVENT"), strict=False)}
    found: list[Entry] = []
    for each in _occurrences(calendar, wanted, numbers, wrong):
        found += _entry(each, own, wanted, is_off=is_off, are_hours=are_hours)
    return found, wrong


def _blocks(outline: Outline) -> Iterator[str]:
    for _, lines in outline.entries:
        yield from ("BEGIN:VEVENT", *lines, "END:VEVENT")


def _problem(event: Any) -> str | None:
    """Why an entry can't be read: the name of a property that matters. Its value may say what a meeting is about."""
    for name, _ in event.errors:
        if name not in (None, "ATTENDEE", TITLE):
            return str(name)
    if event.get("DTSTART") is None:
        return "DTSTART"
    for name, kind in _ONCE.items():
        # What stands there twice is a list.
        if (value := event.get(name)) is not None and not isinstance(getattr(value, "dt", value), kind):
            return name
    rules = event.get("RRULE") or []
    if any(_goes_on_for_ever(each) for each in (rules if isinstance(rules, list) else [rules])):
        return "RRULE"
    return None


def _end_some_day(event: Any, wanted: Wanted) -> None:
    end = event.get("DTEND")
    if end is not None and end.dt.year >= _NEVER:
        end.dt = end.dt.replace(year=wanted.last.year + 1, month=12, day=31)


def _goes_on_for_ever(rule: Any) -> bool:
    """Whether to work a rule out would take as good as for ever."""
    often = {str(each).upper() for each in rule.get("FREQ", [])} & {"SECONDLY", "MINUTELY"}
    return bool(often) or any(int(each) < 1 for each in rule.get("INTERVAL", []))


def _occurrences(calendar: Any, wanted: Wanted, numbers: dict[int, int], wrong: list[Wrong]) -> list[Any]:
    import recurring_ical_events

    first, last = wanted.first - 2 * _DAY, wanted.last + 2 * _DAY

    def occur(of: Any) -> list[Any]:
        return list(recurring_ical_events.of(of).between(first, last))

    try:
        return occur(calendar)
    except Exception:
        return _each_series(calendar, occur, numbers, wrong)


def _each_series(
    calendar: Any, occur: Callable[[Any], list[Any]], numbers: dict[int, int], wrong: list[Wrong]
) -> list[Any]:
    """The occurrences of all series but those that can't be worked out, which are told."""
    series: dict[str, list[Any]] = {}
    for event in calendar.walk("VEVENT"):
        series.setdefault(str(event.get("UID", id(event))), []).append(event)
    others = [each for each in calendar.subcomponents if each.name != "VEVENT"]
    found: list[Any] = []
    for events in series.values():
        calendar.subcomponents = [*others, *events]
        try:
            found += occur(calendar)
        except Exception as problem:
            why = type(problem).__name__
            line = numbers.get(id(events[0]), 0)
            wrong.append(Wrong(mark("the entry on line {line} can't be read ({why})"), {"line": line, "why": why}))
    return found


def _entry(
    event: Any, own: frozenset[str] | set[str], wanted: Wanted, *, is_off: bool, are_hours: bool
) -> Iterator[Entry]:
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    start, end = event["DTSTART"].dt, event["DTEND"].dt if event.get("DTEND") else event["DTSTART"].dt
    state = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper()
    free = str(event.get("TRANSP", "")).upper() == "TRANSPARENT" or state in ("FREE", "WORKINGELSEWHERE")
    busy = not free and not _is_declined(event, own)
    whole_days = not isinstance(start, datetime)
    if str(event.get("X-MICROSOFT-CDO-ALLDAYEVENT", "")).upper() == "TRUE" and isinstance(start, datetime):
        whole_days, start, end = True, start.date(), end.date()
    title = shortened(one_line(str(event.get(TITLE, ""))), _LONGEST_TITLE) if wanted.titles else ""
    if whole_days:
        if end <= start:
            end = start + _DAY
        if is_off or _categories(event) & wanted.days_off:
            kind = Kind.DAY_OFF
        else:
            kind = Kind.OUT_OF_OFFICE if state == "OOF" else Kind.ALL_DAY
    elif str(event.get("UID", "")).endswith(OWN):
        kind = Kind.OWN
    elif are_hours or _categories(event) & wanted.hours:
        kind, busy = Kind.HOURS, False
    elif state == "OOF":
        kind = Kind.OUT_OF_OFFICE
    else:
        kind = Kind.ALL_DAY if end - start > LONGEST_MEETING else Kind.MEETING
    yield Entry(_plain(start), _plain(end), busy, kind, title)


def _plain(when: Any) -> date | datetime:
    """In UTC where it has a time zone."""
    if isinstance(when, datetime) and when.tzinfo is not None:
        return when.astimezone(UTC)
    result: date | datetime = when
    return result


def _is_declined(event: Any, own: frozenset[str] | set[str]) -> bool:
    """Whether the person said no, or sent somebody else. Whom a calendar belongs to is known by their addresses."""
    if not own:
        return False
    attendees = event.get("ATTENDEE", [])
    for each in attendees if isinstance(attendees, list) else [attendees]:
        address = str(each).strip().casefold().removeprefix("mailto:")
        given = str(getattr(each, "params", {}).get("EMAIL", "")).strip().casefold()
        if address in own or given in own:
            answer = str(each.params.get("PARTSTAT", "")).upper()
            return answer in ("DECLINED", "DELEGATED")
    return False


def _categories(event: Any) -> set[str]:
    found = event.get("CATEGORIES")
    if found is None:
        return set()
    lists = found if isinstance(found, list) else [found]
    return {str(each).strip().casefold() for one in lists for each in getattr(one, "cats", [one])}
