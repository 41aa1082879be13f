"""What the calendar promises on the days when clocks change, and wherever the zone has something odd to offer."""

from bisect import bisect_right
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.zones import (
    BERLIN,
    DAY,
    HOUR,
    MINUTE,
    TOKYO,
    YEARS,
    clock_changes,
    clocks,
    every_day,
    local,
    moments,
    ranges,
    shown,
    time_ranges,
    working_hours,
)
from tray.core.calendar import (
    day_bounds,
    day_of,
    end_of_day,
    has_hours,
    in_ranges,
    inside,
    label,
    labels_between,
    next_day_start,
    next_end_of_day,
    next_label_change,
    next_range_change,
    working_ranges,
)
from tray.core.local_time import instant, spans
from tray.settings.catalogue import Hours, Law
from tray.settings.values import TimeRange

LAW = Law()
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
"""In Berlin 02:00 to 03:00 is skipped on the one, and comes twice on the other."""

many = settings(max_examples=300, deadline=None)
Moment = tuple[datetime, tzinfo]


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
    apia = ZoneInfo("Pacific/Apia")
    thursday_evening = local(apia, "2011-12-29 18:00")

    assert next_end_of_day(thursday_evening, apia, every_day("09:00-17:30")) == (
        date(2011, 12, 31),
        thursday_evening + 23.5 * HOUR,
    )


def test_travelling_east_the_days_end_comes_by_the_clock_of_the_place() -> None:
    noon = local(BERLIN, "2026-11-23 12:00")
    hours = every_day("09:00-17:30")

    assert next_end_of_day(noon, BERLIN, hours) == (date(2026, 11, 23), local(BERLIN, "2026-11-23 17:30"))
    assert next_end_of_day(noon, TOKYO, hours) == (date(2026, 11, 24), local(TOKYO, "2026-11-24 17:30"))


@many
@given(moments(), clocks)
def test_a_clock_time_comes_when_the_clock_has_first_reached_it(moment: Moment, clock: time) -> None:
    at, zone = moment
    wanted = datetime.combine(shown(at, zone).date(), clock)

    came = instant(wanted.date(), clock, zone)

    assert shown(came, zone) >= wanted
    assert all(shown(came - n * MINUTE, zone) < wanted for n in range(1, 4 * 60))


@many
@given(moments(), clocks, clocks)
def test_a_range_ends_when_the_clock_is_never_before_its_end_again(moment: Moment, start: time, end: time) -> None:
    at, zone = moment
    day = shown(at, zone).date()
    wanted = datetime.combine(day if start < end else day + DAY, end)

    for _, ended in spans(day, (TimeRange(start, end),), zone):
        assert shown(ended - timedelta(seconds=1), zone) < wanted
        assert all(shown(ended + n * MINUTE, zone) >= wanted for n in range(4 * 60))


@many
@given(moments(), working_hours())
def test_days_follow_each_other_without_gap_or_overlap(moment: Moment, hours: Hours) -> None:
    at, zone = moment
    day = day_of(at, zone, hours)

    start, end = day_bounds(day, zone, hours)
    assert start <= at < end
    assert day_bounds(day - DAY, zone, hours)[1] == start
    assert day_bounds(day + DAY, zone, hours)[0] == end


@many
@given(moments(), working_hours())
def test_working_ranges_are_sorted_apart_and_not_empty(moment: Moment, hours: Hours) -> None:
    at, zone = moment

    edges = [edge for span in working_ranges(shown(at, zone).date(), zone, hours) for edge in span]
    assert edges == sorted(set(edges))


@many
@given(moments(), time_ranges)
def test_away_from_clock_changes_ranges_are_what_the_clock_says(
    moment: Moment, clock_ranges: tuple[TimeRange, ...]
) -> None:
    at, zone = moment
    clock = shown(at, zone).time()
    if any(abs(at - change) < 27 * HOUR for change in clock_changes(zone, at.year)):
        return

    said = any(
        each.start <= clock < each.end if each.start < each.end else not each.end <= clock < each.start
        for each in clock_ranges
    )
    assert in_ranges(at, clock_ranges, zone) is said


@many
@given(moments(), working_hours())
def test_changes_of_the_label_agree_with_the_label_of_every_minute(moment: Moment, hours: Hours) -> None:
    at, zone = moment
    start = at.replace(second=0) - 2 * HOUR
    end = start + 4 * HOUR

    changes = [(start, label(start, zone, hours, LAW)), *labels_between(start, end, zone, hours, LAW)]
    instants = [when for when, _ in changes]
    for n in range(4 * 60 + 1):
        minute = start + n * MINUTE
        assert changes[bisect_right(instants, minute) - 1][1] == label(minute, zone, hours, LAW)


@many
@given(moments(), working_hours())
def test_a_label_says_inside_when_working_hours_hold_it(moment: Moment, hours: Hours) -> None:
    at, zone = moment

    assert label(at, zone, hours, LAW).inside is inside(at, zone, hours)


@many
@given(moments(), working_hours())
def test_the_next_change_of_the_label_is_later_and_the_first(moment: Moment, hours: Hours) -> None:
    at, zone = moment
    now = label(at, zone, hours, LAW)

    change = next_label_change(at, zone, hours, LAW)
    assert at < change <= at + 26 * HOUR
    assert label(change, zone, hours, LAW) != now
    assert label(change - timedelta(microseconds=1), zone, hours, LAW) == now
    assert labels_between(at, change, zone, hours, LAW) == ((change, label(change, zone, hours, LAW)),)


@many
@given(moments(), time_ranges)
def test_the_next_change_of_daily_ranges_is_the_first(moment: Moment, clock_ranges: tuple[TimeRange, ...]) -> None:
    at, zone = moment
    now = in_ranges(at, clock_ranges, zone)

    change = next_range_change(at, clock_ranges, zone)
    until = change or at + 2 * DAY
    assert all(in_ranges(at + (until - at) * n / 100, clock_ranges, zone) is now for n in range(100))
    assert change is None or (change > at and in_ranges(change, clock_ranges, zone) is not now)


@many
@given(moments(), working_hours())
def test_tomorrow_is_later_and_soon(moment: Moment, hours: Hours) -> None:
    at, zone = moment

    assert at < next_day_start(at, zone, hours) <= at + 66 * HOUR


@many
@given(moments(), working_hours())
def test_the_next_end_is_the_earliest_that_is_later(moment: Moment, hours: Hours) -> None:
    at, zone = moment
    days = [shown(at, zone).date() + n * DAY for n in range(-3, 12)]
    later = [end for day in days if (end := end_of_day(day, zone, hours)) is not None and end > at]

    coming = next_end_of_day(at, zone, hours)
    if coming is None:
        assert not has_hours(hours) or later == []
    else:
        day, end = coming
        assert end_of_day(day, zone, hours) == end
        assert end == min(later, default=end)


@pytest.mark.parametrize(("zone", "year"), YEARS, ids=str)
@pytest.mark.parametrize(
    "hours", ["09:00-17:30", "22:00-02:30", "00:30-03:10", "18:00-00:00", "23:30-00:30", "00:00-02:00"]
)
def test_in_a_year_each_working_date_ends_exactly_once(zone: tzinfo, year: int, hours: str) -> None:
    worked = every_day(hours)
    dates = [date(year, 1, 1) + n * DAY for n in range(365)]
    working_dates = [day for day in dates if working_ranges(day, zone, worked)]

    visited = []
    coming = next_end_of_day(instant(dates[0], time(), zone), zone, worked)
    while coming is not None and coming[0] <= dates[-1]:
        visited.append(coming[0])
        coming = next_end_of_day(coming[1], zone, worked)

    assert [day for day in visited if day >= dates[0]] == working_dates
    assert len(working_dates) >= 364


@pytest.mark.parametrize(("zone", "year"), YEARS, ids=str)
def test_the_days_of_a_year_add_up_to_the_time_between_its_ends(zone: tzinfo, year: int) -> None:
    hours = every_day("09:00-17:30", day_ends_at="02:30")
    bounds = [day_bounds(date(year, 1, 1) + n * DAY, zone, hours) for n in range(365)]

    assert sum((end - start for start, end in bounds), timedelta()) == bounds[-1][1] - bounds[0][0]


def test_ranges_may_be_named_in_any_order() -> None:
    assert spans(SPRING, ranges("05:00-06:00", "01:00-02:30"), BERLIN) == spans(
        SPRING, ranges("01:00-02:30", "05:00-06:00"), BERLIN
    )


@given(st.integers(0, 24 * 60))
def test_one_more_minute_of_hours_never_makes_them_shorter(minutes: int) -> None:
    end = (datetime.combine(AUTUMN, time()) + minutes * MINUTE).time()
    later = (datetime.combine(AUTUMN, end) + MINUTE).time()
    if later == time():
        return

    shorter = spans(AUTUMN, (TimeRange(time(), end),), BERLIN) if end > time() else ()
    longer = spans(AUTUMN, (TimeRange(time(), later),), BERLIN)
    assert sum((b - a for a, b in shorter), timedelta()) <= sum((b - a for a, b in longer), timedelta())
