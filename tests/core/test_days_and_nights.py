"""The person's days, as stories with the default hours: Monday to Friday, 09:00 to 17:30, days end at 04:00."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from tests.core.zones import BERLIN, DAY, HOUR, MINUTE, NO_HOURS, every_day, local, ranges
from tray.core.days_and_nights import (
    Label,
    day_bounds,
    day_of,
    end_of_day,
    has_hours,
    in_ranges,
    inside,
    label,
    labels_between,
    late_spans,
    leaves_free,
    next_label_change,
    next_range_change,
    pause_of_hours,
    times_on,
    week_begins,
    week_of,
    working_ranges,
)
from tray.core.until_tomorrow import next_day_start
from tray.lib.language.formats import Formats
from tray.lib.language.translation import speak
from tray.settings.defaults.every_setting import Hours, Law
from tray.settings.types.time_ranges_shifts_fixed_breaks import WEEKDAYS, DateRange, WeekHours, WeekRange

OFFICE = Hours()
LAW = Law()
MONDAY, TUESDAY, FRIDAY, SATURDAY = (date(2026, 11, day) for day in (23, 24, 27, 28))

WORKING = Label(1.0, inside=True, available=False)
AFTER_HOURS = Label(1.15, inside=False, available=False)
NIGHT = Label(1.3, inside=False, available=False)


def test_a_late_evening_belongs_to_the_day_it_began_on() -> None:
    assert day_of(local(BERLIN, "2026-11-24 03:59"), BERLIN, OFFICE) == MONDAY
    assert day_of(local(BERLIN, "2026-11-24 04:00"), BERLIN, OFFICE) == TUESDAY


def test_a_day_runs_from_one_ending_hour_to_the_next() -> None:
    bounds = day_bounds(MONDAY, BERLIN, OFFICE)

    assert bounds == (local(BERLIN, "2026-11-23 04:00"), local(BERLIN, "2026-11-24 04:00"))


def test_a_day_whose_working_hours_run_over_its_end_goes_on_until_an_hour_after_them() -> None:
    nights = replace(NO_HOURS, monday=ranges("19:00-07:00"), thursday=ranges("19:00-03:30"))
    eight = local(BERLIN, "2026-11-24 08:00")

    assert day_bounds(MONDAY, BERLIN, nights) == (local(BERLIN, "2026-11-23 04:00"), eight)
    assert day_bounds(TUESDAY, BERLIN, nights) == (eight, local(BERLIN, "2026-11-25 04:00"))
    assert [day_of(at, BERLIN, nights) for at in (eight - MINUTE, eight)] == [MONDAY, TUESDAY]
    assert day_bounds(FRIDAY, BERLIN, nights)[0] == local(BERLIN, "2026-11-27 04:30")


def test_a_clock_time_comes_once_on_a_day_that_lasts_until_the_morning() -> None:
    nights = every_day("19:00-07:00")

    assert times_on(MONDAY, time(7, 30), BERLIN, nights) == (local(BERLIN, "2026-11-24 07:30"),)
    assert times_on(MONDAY, time(8), BERLIN, nights) == (local(BERLIN, "2026-11-23 08:00"),)
    assert times_on(MONDAY, time(3), BERLIN, OFFICE) == (local(BERLIN, "2026-11-24 03:00"),)


def test_late_is_what_follows_the_late_hour_outside_the_persons_own() -> None:
    split = replace(NO_HOURS, monday=ranges("09:00-12:00", "23:00-02:00"))

    def late(hours: Hours, after: time) -> list[str]:
        found = late_spans(MONDAY, after, BERLIN, hours)
        return [f"{start.astimezone(BERLIN):%H:%M}-{end.astimezone(BERLIN):%H:%M}" for start, end in found]

    assert late(OFFICE, time(22)) == ["22:00-04:00"]
    assert late(OFFICE, time(1)) == ["01:00-04:00"]
    assert late(OFFICE, time(16)) == ["17:30-04:00"]
    assert late(split, time(22)) == ["22:00-23:00", "02:00-04:00"]
    assert late(every_day("19:00-07:00"), time(22)) == ["07:00-08:00"]
    assert late(every_day("20:00-19:00"), time(22)) == ["19:00-20:00"]


def test_several_working_hours_a_day_are_sorted_and_those_that_touch_are_one() -> None:
    hours = every_day("14:00-18:00", "08:00-10:00", "10:00-12:00")

    assert working_ranges(MONDAY, BERLIN, hours) == (
        (local(BERLIN, "2026-11-23 08:00"), local(BERLIN, "2026-11-23 12:00")),
        (local(BERLIN, "2026-11-23 14:00"), local(BERLIN, "2026-11-23 18:00")),
    )


def test_a_night_shift_belongs_to_the_date_it_begins_on() -> None:
    hours = replace(NO_HOURS, monday=ranges("22:00-06:00"))

    assert working_ranges(MONDAY, BERLIN, hours) == (
        (local(BERLIN, "2026-11-23 22:00"), local(BERLIN, "2026-11-24 06:00")),
    )
    assert working_ranges(TUESDAY, BERLIN, hours) == ()
    assert inside(local(BERLIN, "2026-11-24 05:59"), BERLIN, hours)


def night_of_monday(*texts: str, day_ends_at: str = "04:00") -> list[str]:
    hours = replace(NO_HOURS, monday=ranges(*texts), day_ends_at=time.fromisoformat(day_ends_at))
    found = working_ranges(MONDAY, BERLIN, hours)
    return [" ".join(f"{at.astimezone(BERLIN):%a %H:%M}" for at in span) for span in found]


def test_what_goes_on_a_night_after_its_pause_belongs_to_that_night() -> None:
    assert ["Mon 22:00 Tue 02:00", "Tue 03:00 Tue 07:00"] == night_of_monday("22:00-02:00", "03:00-07:00")
    assert ["Mon 18:00 Tue 00:00", "Tue 01:00 Tue 03:00"] == night_of_monday("18:00-00:00", "01:00-03:00")
    assert ["Mon 22:00 Tue 04:00", "Tue 05:00 Tue 07:00"] == night_of_monday(
        "22:00-04:00", "05:00-07:00", day_ends_at="12:00"
    )


def test_what_begins_after_the_day_has_ended_or_is_written_before_the_night_is_of_the_date_itself() -> None:
    assert ["Mon 05:00 Mon 07:00", "Mon 22:00 Tue 04:00"] == night_of_monday("22:00-04:00", "05:00-07:00")
    assert ["Mon 03:00 Mon 07:00", "Mon 22:00 Tue 02:00"] == night_of_monday("03:00-07:00", "22:00-02:00")
    assert ["Mon 01:00 Mon 03:00", "Mon 09:00 Mon 12:00"] == night_of_monday("09:00-12:00", "01:00-03:00")


def test_a_night_with_a_pause_ends_with_its_last_part() -> None:
    nights = every_day("22:00-02:00", "03:00-07:00")

    assert end_of_day(MONDAY, BERLIN, nights) == local(BERLIN, "2026-11-24 07:00")
    assert day_bounds(MONDAY, BERLIN, nights)[1] == local(BERLIN, "2026-11-24 08:00")
    assert pause_of_hours(local(BERLIN, "2026-11-24 01:00"), BERLIN, nights) == (
        local(BERLIN, "2026-11-24 02:00"),
        local(BERLIN, "2026-11-24 03:00"),
    )


def test_a_day_off_has_no_working_hours_but_does_not_cut_the_night_before_it() -> None:
    hours = every_day("22:00-06:00", days_off=(DateRange(TUESDAY, TUESDAY),))

    assert working_ranges(TUESDAY, BERLIN, hours) == ()
    assert inside(local(BERLIN, "2026-11-24 05:00"), BERLIN, hours)
    assert not inside(local(BERLIN, "2026-11-24 23:00"), BERLIN, hours)


def test_both_ends_of_a_leave_are_days_off() -> None:
    hours = replace(OFFICE, days_off=(DateRange(MONDAY, FRIDAY),))
    last_friday, next_monday = MONDAY - 3 * DAY, MONDAY + 7 * DAY

    working = [end_of_day(last_friday + k * DAY, BERLIN, hours) for k in range(11)]

    assert [local(BERLIN, f"{day} 17:30") for day in (last_friday, next_monday)] == [end for end in working if end]


def test_working_hours_include_their_first_moment_and_not_their_last() -> None:
    assert not inside(local(BERLIN, "2026-11-23 08:59"), BERLIN, OFFICE)
    assert inside(local(BERLIN, "2026-11-23 09:00"), BERLIN, OFFICE)
    assert not inside(local(BERLIN, "2026-11-23 17:30"), BERLIN, OFFICE)


def test_with_no_hours_set_one_is_always_inside() -> None:
    saturday_night = local(BERLIN, "2026-11-28 20:00")

    assert not has_hours(NO_HOURS)
    assert inside(saturday_night, BERLIN, NO_HOURS)
    assert label(saturday_night, BERLIN, NO_HOURS, LAW) == WORKING


def test_the_labels_of_a_working_day() -> None:
    start = local(BERLIN, "2026-11-23 03:00")

    assert label(start, BERLIN, OFFICE, LAW) == NIGHT
    assert labels_between(start, start + DAY, BERLIN, OFFICE, LAW) == (
        (local(BERLIN, "2026-11-23 06:00"), AFTER_HOURS),
        (local(BERLIN, "2026-11-23 09:00"), WORKING),
        (local(BERLIN, "2026-11-23 17:30"), AFTER_HOURS),
        (local(BERLIN, "2026-11-23 23:00"), NIGHT),
    )


def test_a_span_of_labels_excludes_its_start_and_includes_its_end() -> None:
    nine, half_past_five = local(BERLIN, "2026-11-23 09:00"), local(BERLIN, "2026-11-23 17:30")

    assert labels_between(nine, half_past_five, BERLIN, OFFICE, LAW) == ((half_past_five, AFTER_HOURS),)


def test_the_night_weighs_the_same_inside_ones_own_hours() -> None:
    hours = every_day("20:00-02:00")

    assert label(local(BERLIN, "2026-11-23 22:59"), BERLIN, hours, LAW) == WORKING
    assert label(local(BERLIN, "2026-11-23 23:00"), BERLIN, hours, LAW) == Label(1.3, inside=True, available=False)
    assert label(local(BERLIN, "2026-11-24 02:00"), BERLIN, hours, LAW) == NIGHT


def test_the_factors_come_from_the_law_in_force() -> None:
    law = Law(outside_hours=1.5, night=2.0)

    assert label(local(BERLIN, "2026-11-23 20:00"), BERLIN, OFFICE, law).load == 1.5
    assert label(local(BERLIN, "2026-11-23 23:30"), BERLIN, OFFICE, law).load == 2.0


def test_being_kept_available_counts_outside_working_hours_only() -> None:
    hours = replace(OFFICE, kept_available=tuple(WeekRange(each) for each in ranges("16:00-20:00")))

    assert label(local(BERLIN, "2026-11-23 17:00"), BERLIN, hours, LAW) == WORKING
    assert label(local(BERLIN, "2026-11-23 18:00"), BERLIN, hours, LAW) == replace(AFTER_HOURS, available=True)
    assert label(local(BERLIN, "2026-11-23 20:00"), BERLIN, hours, LAW) == AFTER_HOURS


def test_being_kept_available_may_hold_on_some_days_only() -> None:
    (evening,) = ranges("20:00-02:00")
    hours = replace(OFFICE, kept_available=(WeekRange(evening, 4, 0),))

    def available(when: str) -> bool:
        return label(local(BERLIN, when), BERLIN, hours, LAW).available

    assert [False, True, True, True, True, False] == [
        available(f"2026-11-{when}")
        for when in ("26 21:00", "27 20:00", "28 01:59", "29 20:00", "24 01:00", "24 20:00")
    ]


def test_a_label_that_does_not_differ_is_no_change() -> None:
    law = Law(outside_hours=1.0, night=1.0)
    friday_evening = local(BERLIN, "2026-11-27 17:30")

    assert next_label_change(friday_evening, BERLIN, OFFICE, law) == local(BERLIN, "2026-11-30 09:00")


def test_a_label_that_never_differs_is_asked_again_after_a_week() -> None:
    at = local(BERLIN, "2026-11-23 12:00")

    assert next_label_change(at, BERLIN, NO_HOURS, Law(night=1.0)) == at + 7 * DAY


def test_the_day_ends_with_its_last_working_hours() -> None:
    assert end_of_day(MONDAY, BERLIN, every_day("14:00-18:00", "08:00-12:00")) == local(BERLIN, "2026-11-23 18:00")
    assert end_of_day(MONDAY, BERLIN, every_day("22:00-06:00")) == local(BERLIN, "2026-11-24 06:00")
    assert end_of_day(SATURDAY, BERLIN, OFFICE) is None


def test_tomorrow_begins_with_the_next_days_working_hours() -> None:
    nine_on_tuesday = local(BERLIN, "2026-11-24 09:00")

    assert next_day_start(local(BERLIN, "2026-11-23 15:00"), BERLIN, OFFICE) == nine_on_tuesday
    assert next_day_start(local(BERLIN, "2026-11-24 02:00"), BERLIN, OFFICE) == nine_on_tuesday
    assert next_day_start(local(BERLIN, "2026-11-24 05:00"), BERLIN, OFFICE) == nine_on_tuesday + DAY


def test_before_a_free_day_tomorrow_begins_where_today_ends() -> None:
    friday_afternoon = local(BERLIN, "2026-11-27 15:00")

    assert next_day_start(friday_afternoon, BERLIN, OFFICE) == local(BERLIN, "2026-11-28 04:00")
    assert next_day_start(friday_afternoon, BERLIN, NO_HOURS) == local(BERLIN, "2026-11-28 04:00")


def test_tomorrow_begins_at_four_when_its_hours_begin_late_at_night() -> None:
    at = local(BERLIN, "2026-11-23 15:00")

    assert next_day_start(at, BERLIN, every_day("20:00-23:00")) == local(BERLIN, "2026-11-24 20:00")
    assert next_day_start(at, BERLIN, every_day("20:01-23:00")) == local(BERLIN, "2026-11-24 04:00")


def test_tomorrow_begins_before_four_for_those_who_start_that_early() -> None:
    assert next_day_start(local(BERLIN, "2026-11-23 15:00"), BERLIN, every_day("03:30-11:00")) == local(
        BERLIN, "2026-11-24 03:30"
    )


def test_quiet_hours_hold_every_day_and_over_midnight() -> None:
    quiet = ranges("22:00-07:00", "12:00-13:00")
    noon = local(BERLIN, "2026-11-28 12:00")

    assert in_ranges(noon, quiet, BERLIN)
    assert next_range_change(noon, quiet, BERLIN) == noon + HOUR
    assert next_range_change(noon + HOUR, quiet, BERLIN) == noon + 10 * HOUR
    assert in_ranges(noon + 18 * HOUR, quiet, BERLIN)
    assert next_range_change(noon + 18 * HOUR, quiet, BERLIN) == noon + 19 * HOUR


def test_ranges_that_touch_change_nothing_where_they_meet() -> None:
    at = local(BERLIN, "2026-11-28 12:00")

    assert next_range_change(at, ranges("12:00-15:00", "15:00-18:00"), BERLIN) == at + 6 * HOUR


def test_no_ranges_or_all_day_long_never_change() -> None:
    at = local(BERLIN, "2026-11-28 12:00") + timedelta(microseconds=1)

    assert next_range_change(at, (), BERLIN) is None
    assert next_range_change(at, ranges("00:00-00:00"), BERLIN) is None
    assert next_range_change(at, ranges("06:00-18:00", "18:00-06:00"), BERLIN) is None


@pytest.mark.parametrize(
    ("week", "begins"),
    [
        ("mon-fri", 0),
        ("sun-thu", 6),
        ("tue-sat", 1),
        ("fri-mon", 4),
        ("mon-sun", 0),
        ("wed", 2),
    ],
)
def test_a_week_begins_with_the_first_day_of_work_after_the_free_ones(week: str, begins: int) -> None:
    first, last = (WEEKDAYS.index(name) for name in (week.split("-") * 2)[:2])
    hours = Hours(week=WeekHours((WeekRange(ranges("09:00-17:00")[0], first, last),)))

    assert begins == week_begins(hours)
    assert MONDAY - (0 - begins) % 7 * DAY == week_of(MONDAY, hours)


def test_without_hours_a_week_begins_on_monday_or_as_the_territory_has_it() -> None:
    assert 0 == week_begins(NO_HOURS)

    speak(None, Formats(first_weekday=6))

    assert 6 == week_begins(NO_HOURS)
    assert 0 == week_begins(OFFICE)


def test_of_two_groups_of_free_days_the_longer_one_ends_the_week() -> None:
    assert 3 == week_begins(replace(OFFICE, monday=(), tuesday=(), wednesday=(), friday=()))


def test_what_the_hours_leave_free_is_the_weekend_or_a_day_off() -> None:
    off = replace(OFFICE, days_off=(DateRange(TUESDAY, TUESDAY),))

    assert [TUESDAY, SATURDAY] == [d for d in (MONDAY, TUESDAY, FRIDAY, SATURDAY) if leaves_free(d, BERLIN, off)]
    assert not leaves_free(SATURDAY, BERLIN, NO_HOURS)
