"""The time zones and hours that the calendar's tests try."""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tray.settings.defaults.every_setting import DAYS, Hours
from tray.settings.types.time_ranges_shifts_fixed_breaks import DateRange, TimeRange

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

BERLIN = ZoneInfo("Europe/Berlin")
TOKYO = ZoneInfo("Asia/Tokyo")

# A year of each in which its clocks change; Apia skipped the whole of 30 December 2011.
YEARS: tuple[tuple[tzinfo, int], ...] = (
    (BERLIN, 2026),
    (ZoneInfo("America/New_York"), 2026),
    (ZoneInfo("Australia/Lord_Howe"), 2026),
    (ZoneInfo("Antarctica/Troll"), 2026),
    (ZoneInfo("America/Santiago"), 2026),
    (ZoneInfo("Africa/Cairo"), 2026),
    (ZoneInfo("America/Havana"), 2026),
    (ZoneInfo("Asia/Kathmandu"), 2026),
    (ZoneInfo("Pacific/Apia"), 2011),
    (timezone(timedelta(hours=5, minutes=45)), 2026),
    (timezone(-timedelta(hours=11)), 2026),
    (UTC, 2026),
)


def local(zone: tzinfo, text: str, *, second_time: bool = False) -> datetime:
    """The instant at which a local clock shows ``text``, such as "2026-03-29 02:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=int(second_time)).astimezone(UTC)


def shown(at: datetime, zone: tzinfo) -> datetime:
    """What a local clock shows, without its zone."""
    return at.astimezone(zone).replace(tzinfo=None)


def ranges(*texts: str) -> tuple[TimeRange, ...]:
    """Clock ranges such as "09:00-17:30"."""
    return tuple(TimeRange(*map(time.fromisoformat, text.split("-"))) for text in texts)


def every_day(*texts: str, day_ends_at: str = "04:00", days_off: tuple[DateRange, ...] = ()) -> Hours:
    """The same working hours on all seven days."""
    return hours_of([ranges(*texts)] * 7, day_ends_at=time.fromisoformat(day_ends_at), days_off=days_off)


@cache
def clock_changes(zone: tzinfo, year: int) -> tuple[datetime, ...]:
    """The minutes of a year at which the offset becomes another."""
    first = datetime(year, 1, 1, tzinfo=UTC)
    hourly = [first + n * HOUR for n in range(366 * 24)]
    return tuple(_change_within(at, zone) for at in hourly if _offset(at, zone) != _offset(at + HOUR, zone))


def _change_within(at: datetime, zone: tzinfo) -> datetime:
    return next(at + n * MINUTE for n in range(61) if _offset(at + n * MINUTE, zone) != _offset(at, zone))


def _offset(at: datetime, zone: tzinfo) -> timedelta | None:
    return at.astimezone(zone).utcoffset()


def hours_of(week: list[tuple[TimeRange, ...]], *, day_ends_at: time, days_off: tuple[DateRange, ...] = ()) -> Hours:
    """Working hours from Monday to Sunday."""
    own: dict[str, Any] = dict(zip(DAYS, week, strict=True))
    return Hours(**own, days_off=days_off, day_ends_at=day_ends_at)


NO_HOURS = every_day()

# Clock changes happen between 23:00 and 04:00, so that is where most of the tried times lie.
_night_clocks = st.builds(time, st.sampled_from([23, 0, 1, 2, 3]), st.sampled_from([0, 1, 15, 30, 59]))
clocks = st.one_of(_night_clocks, st.builds(time, st.integers(0, 23), st.integers(0, 59)))
time_ranges = st.lists(st.builds(TimeRange, clocks, clocks), max_size=3).map(tuple)


@st.composite
def moments(draw: st.DrawFn) -> tuple[datetime, tzinfo]:
    """An instant in one of the zones, mostly within two days of a change of its clock."""
    zone, year = draw(st.sampled_from(YEARS))
    changes = clock_changes(zone, year)
    if draw(st.integers(0, 4)) and changes:
        change = changes[draw(st.integers(0, len(changes) - 1))]
        return change + timedelta(seconds=draw(st.integers(-2 * 86_400, 2 * 86_400))), zone
    return datetime(year, 1, 1, tzinfo=UTC) + timedelta(seconds=draw(st.integers(0, 365 * 86_400))), zone


@st.composite
def working_hours(draw: st.DrawFn) -> Hours:
    """Any working hours: several ranges a day, over midnight, overlapping, days off, none at all."""
    week = draw(st.lists(time_ranges, min_size=7, max_size=7))
    off = draw(st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=4))
    return hours_of(week, day_ends_at=draw(clocks), days_off=tuple(DateRange(day, day + DAY) for day in off))
