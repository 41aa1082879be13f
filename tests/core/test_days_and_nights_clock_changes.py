"""Working hours and the end of the day when clocks change, and over whole years."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest

from tests.core.zones import BERLIN, DAY, HOUR, YEARS, every_day, local, ranges
from tray.core.days_and_nights import day_at, day_bounds, end_of_day, instant, spans, working_ranges

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
"""In Berlin 02:00 to 03:00 is skipped on the one, and comes twice on the other."""


def test_a_time_that_the_clock_skips_comes_when_the_gap_ends() -> None:
    assert instant(SPRING, time(2, 30), BERLIN) == local(BERLIN, "2026-03-29 03:00")


def test_a_time_that_the_clock_shows_twice_comes_at_the_first() -> None:
    assert instant(AUTUMN, time(2, 30), BERLIN) == local(BERLIN, "2026-10-25 02:30")


def test_hours_in_a_skipped_hour_are_shortened_or_dropped() -> None:
    three = local(BERLIN, "2026-03-29 03:00")

    assert working_ranges(SPRING, BERLIN, every_day("01:00-02:30")) == ((three - HOUR, three),)
    assert working_ranges(SPRING, BERLIN, every_day("02:30-04:00")) == ((three, three + HOUR),)
    assert working_ranges(SPRING, BERLIN, every_day("02:10-02:50")) == ()
    assert end_of_day(SPRING, BERLIN, every_day("02:10-02:50")) is None


def test_hours_over_a_repeated_hour_have_both_of_its_runs() -> None:
    one = local(BERLIN, "2026-10-25 01:00")

    assert working_ranges(AUTUMN, BERLIN, every_day("01:00-04:00")) == ((one, one + 4 * HOUR),)
    assert working_ranges(AUTUMN, BERLIN, every_day("01:00-02:30")) == ((one, one + 2.5 * HOUR),)
    assert working_ranges(AUTUMN, BERLIN, every_day("02:30-04:00")) == ((one + 1.5 * HOUR, one + 4 * HOUR),)


def test_hours_up_to_where_an_hour_repeats_end_before_it() -> None:
    havana = ZoneInfo("America/Havana")

    assert working_ranges(AUTUMN, BERLIN, every_day("01:00-02:00")) == (
        (local(BERLIN, "2026-10-25 01:00"), local(BERLIN, "2026-10-25 02:00")),
    )
    # At 01:00 of 1 November 2026 clocks in Havana go back to midnight.
    assert end_of_day(date(2026, 10, 31), havana, every_day("18:00-00:00")) == local(havana, "2026-11-01 00:00")


def test_a_date_that_the_zone_skips_has_no_office_hours() -> None:
    apia, hours = ZoneInfo("Pacific/Apia"), every_day("09:00-17:30")
    thursday_evening = local(apia, "2011-12-29 18:00")

    assert end_of_day(date(2011, 12, 30), apia, hours) is None
    assert end_of_day(date(2011, 12, 31), apia, hours) == thursday_evening + 23.5 * HOUR


@pytest.mark.parametrize(("zone", "year"), YEARS, ids=str)
@pytest.mark.parametrize(
    "hours", ["09:00-17:30", "22:00-02:30", "00:30-03:10", "18:00-00:00", "23:30-00:30", "00:00-02:00"]
)
def test_in_a_year_each_working_date_ends_exactly_once(zone: tzinfo, year: int, hours: str) -> None:
    worked = every_day(hours)
    dates = [date(year, 1, 1) + n * DAY for n in range(365)]
    working_dates = [day for day in dates if working_ranges(day, zone, worked)]

    ends = [end_of_day(day, zone, worked) for day in working_dates]

    assert sorted({end for end in ends if end}) == ends
    assert len(working_dates) >= 364


@pytest.mark.parametrize(("zone", "year"), YEARS, ids=str)
def test_the_days_of_a_year_add_up_to_the_time_between_its_ends(zone: tzinfo, year: int) -> None:
    hours = every_day("09:00-17:30", day_ends_at="02:30")
    bounds = [day_bounds(date(year, 1, 1) + n * DAY, zone, hours) for n in range(365)]

    assert sum((end - start for start, end in bounds), timedelta()) == bounds[-1][1] - bounds[0][0]


def test_a_day_that_has_begun_is_not_left_where_the_clock_goes_back_over_midnight() -> None:
    """In St. John's it went from 00:01 back to 23:01 of the day before."""
    zone = ZoneInfo("America/St_Johns")
    midnight = datetime(2010, 11, 7, 2, 30, tzinfo=UTC)

    assert date(2010, 11, 6) == day_at(midnight - timedelta(seconds=1), time(0), zone)
    assert date(2010, 11, 7) == day_at(midnight, time(0), zone)
    assert date(2010, 11, 7) == day_at(midnight + timedelta(minutes=15), time(0), zone)
    assert date(2010, 11, 7) == day_at(midnight + 2 * HOUR, time(0), zone)


def test_ranges_may_be_named_in_any_order() -> None:
    assert spans(SPRING, ranges("05:00-06:00", "01:00-02:30"), BERLIN) == spans(
        SPRING, ranges("01:00-02:30", "05:00-06:00"), BERLIN
    )
