"""Says lengths, moments, days and points, for the report."""

from datetime import date, datetime, timedelta

from tray.report.material import Material
from tray.view.terminal.history import work_length
from tray.view.words import durations, rounding

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def title(found: Material) -> str:
    """What the period is called."""
    first, last = found.first, found.last
    match found.kind:
        case "day":
            return f"{_DAYS[first.weekday()]}, {dated(first)}"
        case "week":
            return f"Week {first.isocalendar().week}: {first.day} {_MONTHS[first.month - 1]} to {dated(last)}"
        case "month":
            return f"{_MONTHS[first.month - 1]} {first.year}"
        case _:
            return f"{first.year}"


def dated(day: date) -> str:
    """``23 November 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def named_day(day: date) -> str:
    """``Monday``."""
    return _DAYS[day.weekday()]


def short_day(day: date) -> str:
    """``Mon 23 Nov``."""
    return f"{_DAYS[day.weekday()][:3]} {short_date(day)}"


def short_date(day: date) -> str:
    """``23 Nov``."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def short_month(month: int) -> str:
    """``Nov``."""
    return _MONTHS[month - 1][:3]


def on_day(day: date, kind: str) -> str:
    """``on Thursday`` in a week, ``on 5 March`` beyond."""
    return f"on {named_day(day)}" if kind == "week" else f"on {day.day} {_MONTHS[day.month - 1]}"


def clock(at: datetime | None, found: Material) -> str:
    """``17:30`` where the person is; nothing for None."""
    return "" if at is None else durations.clock(at, found.context.zone)


def hours(value: timedelta) -> str:
    """A length of work; a dash for none."""
    return work_length(value) if value else "–"


def percent(value: float | None) -> str:
    """``62%``, as everywhere; a dash for None."""
    return "–" if value is None else rounding.percent(value)


def points(value: float) -> str:
    """``12``."""
    return str(rounding.whole(value))
