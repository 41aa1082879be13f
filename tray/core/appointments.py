"""Appointments: what the person's own calendars say of the time around now. Which follow one another: ``day.meetings``.

They are read from files that other programs keep (``settings.calendar``), and stand in the ``Context`` of the running
program; ``core.calendar`` is another thing, namely the days and hours of the settings. What they lead to is recorded as
facts; they themselves never are.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from enum import Enum

from tray.core.days_and_nights import Span, instant, merged
from tray.lib.frozen import dataclass, field

LONGEST_MEETING = timedelta(hours=8)
"""Whatever takes longer is no meeting that anybody sits through: a fair, a shift, a journey."""


class Kind(Enum):
    """What an appointment is."""

    MEETING = "meeting"
    """It has a beginning and an end on the clock."""
    ALL_DAY = "all-day"
    """It fills whole days, as a birthday does or a visit to a fair."""
    OUT_OF_OFFICE = "out-of-office"
    """The person is away, and the calendar says so."""
    DAY_OFF = "day-off"
    """It fills whole days, and stands in a calendar or category that the person named in ``calendar.days_off``."""
    HOURS = "hours"
    """Working hours, since it stands in a calendar or category that the person named in ``calendar.hours``."""
    OWN = "own"
    """This program wrote it: a block, a planned break."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """One occurrence of an entry of a calendar. Instants are UTC; whole days begin and end at the person's midnight."""

    start: datetime
    end: datetime
    busy: bool
    """It takes the person's time: it is neither declined nor marked as free. One that is tentative takes it too."""
    kind: Kind = Kind.MEETING
    title: str = field(default="", repr=False)
    """Empty unless ``calendar.titles`` is on. It is shown, and never logged or recorded."""


Appointments = tuple[Appointment, ...]
"""In the order of their starts."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One occurrence as a calendar has it. Whole days are dates; what has no offset is on the person's own clock."""

    start: date | datetime
    end: date | datetime
    busy: bool
    kind: Kind
    title: str = field(default="", repr=False)


def placed(entries: Iterable[Entry], zone: tzinfo) -> Appointments:
    """When entries are for somebody in ``zone``; each once, and none that takes no time."""
    found = {
        Appointment(_instant(each.start, zone), _instant(each.end, zone), each.busy, each.kind, each.title)
        for each in entries
    }
    return tuple(
        sorted(
            (each for each in found if each.start < each.end),
            key=lambda each: (each.start, each.end, each.busy, each.kind.value, each.title),
        )
    )


def _instant(when: date | datetime, zone: tzinfo) -> datetime:
    if not isinstance(when, datetime):
        return instant(when, time(0), zone)
    return when if when.tzinfo is not None else instant(when.date(), when.time(), zone)


def busy(appointments: Iterable[Appointment]) -> tuple[Span, ...]:
    """The time that is taken, whatever by: spans in order and apart."""
    return merged((each.start, each.end) for each in appointments if each.busy and each.start < each.end)


def meetings(appointments: Iterable[Appointment]) -> Appointments:
    """What takes some hours of a day: those that are busy and are neither whole days nor of our own."""
    return tuple(each for each in appointments if each.busy and each.kind is Kind.MEETING and each.start < each.end)


def meeting_at(known: Iterable[Appointment], at: datetime) -> Appointment | None:
    """The meeting in which ``at`` lies; of several the one that ends last."""
    now = (each for each in meetings(known) if each.start <= at < each.end)
    return max(now, key=lambda each: each.end, default=None)
