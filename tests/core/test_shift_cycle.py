"""Shifts that alternate: each date has the hours of its place in the cycle, on either side of any clock change."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.core.zones import BERLIN, DAY, local
from tray.core.days_and_nights import (
    day_bounds,
    day_of,
    has_hours,
    inside,
    late_spans,
    leaves_free,
    week_begins,
    working_ranges,
)
from tray.settings.defaults.every_setting import Hours
from tray.settings.types.shifts import ShiftCycle, ShiftTime
from tray.settings.types.time_ranges_shifts_fixed_breaks import DateRange

FIRST = date(2026, 11, 2)
SHIFTS = Hours(
    shifts=tuple(
        ShiftTime().read(each)
        for each in ("early 06:00-10:00", "early 10:30-14:00", "late 14:00-22:00", "night 22:00-06:00")
    ),
    cycle=ShiftCycle().read([FIRST.isoformat(), "early 2, off 1, late 2, night 2, off 3"]),
)
_NAMES = ("early", "early", "off", "late", "late", "night", "night", "off", "off", "off")
_HOURS = {"early": 7.5, "late": 8, "night": 8, "off": 0}


@given(st.integers(-4000, 4000))
def test_each_date_has_the_hours_of_its_place_in_the_cycle(number: int) -> None:
    day = FIRST + number * DAY
    hours = _HOURS[_NAMES[number % 10]]
    found = sum((end - start for start, end in working_ranges(day, BERLIN, SHIFTS)), timedelta())

    assert abs(found - timedelta(hours=hours)) <= timedelta(hours=1)
    assert leaves_free(day, BERLIN, SHIFTS) is (hours == 0)


def test_the_week_does_not_count_where_shifts_alternate_and_a_day_off_does() -> None:
    sunday, monday_off = date(2026, 11, 8), date(2026, 11, 9)
    assert inside(local(BERLIN, "2026-11-08 23:00"), BERLIN, SHIFTS)
    assert not leaves_free(sunday, BERLIN, SHIFTS)
    assert leaves_free(monday_off, BERLIN, SHIFTS)
    assert leaves_free(sunday, BERLIN, replace(SHIFTS, days_off=(DateRange(sunday, sunday),)))
    assert has_hours(SHIFTS)
    assert week_begins(SHIFTS) == 0


def test_a_night_shift_of_the_cycle_belongs_to_the_day_it_began_on_and_is_not_late() -> None:
    saturday = date(2026, 11, 7)
    five = local(BERLIN, "2026-11-08 05:00")
    assert day_of(five, BERLIN, SHIFTS) == saturday
    assert day_bounds(saturday, BERLIN, SHIFTS)[1] == local(BERLIN, "2026-11-08 07:00")
    late = late_spans(saturday, SHIFTS.day_ends_at.replace(hour=22), BERLIN, SHIFTS)
    assert late == ((local(BERLIN, "2026-11-08 06:00"), local(BERLIN, "2026-11-08 07:00")),)


def test_a_cycle_of_days_off_alone_has_no_hours() -> None:
    assert not has_hours(Hours(cycle=ShiftCycle().read(["2026-11-02", "off 3"])))
