"""What the calendar promises at any instant, in zones of every kind, with any hours."""

from bisect import bisect_right
from datetime import date, datetime, time, timedelta, tzinfo

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.zones import (
    BERLIN,
    DAY,
    HOUR,
    MINUTE,
    clock_changes,
    clocks,
    moments,
    shown,
    time_ranges,
    working_hours,
)
from tray.core.days_and_nights import (
    day_bounds,
    day_of,
    in_ranges,
    inside,
    instant,
    label,
    labels_between,
    next_label_change,
    next_range_change,
    spans,
    working_ranges,
)
from tray.core.until_tomorrow import next_day_start
from tray.settings.defaults.every_setting import Hours, Law
from tray.settings.types.time_ranges_shifts_fixed_breaks import TimeRange

LAW = Law()
AUTUMN_IN_BERLIN = date(2026, 10, 25)
many = settings(max_examples=300, deadline=None)
Moment = tuple[datetime, tzinfo]


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


@given(st.integers(0, 24 * 60))
def test_one_more_minute_of_hours_never_makes_them_shorter(minutes: int) -> None:
    end = (datetime.combine(AUTUMN_IN_BERLIN, time()) + minutes * MINUTE).time()
    later = (datetime.combine(AUTUMN_IN_BERLIN, end) + MINUTE).time()
    if later == time():
        return

    shorter = spans(AUTUMN_IN_BERLIN, (TimeRange(time(), end),), BERLIN) if end > time() else ()
    longer = spans(AUTUMN_IN_BERLIN, (TimeRange(time(), later),), BERLIN)
    assert sum((b - a for a, b in shorter), timedelta()) <= sum((b - a for a, b in longer), timedelta())
