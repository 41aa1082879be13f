"""What each kind of setting takes, and what it says of everything else."""

from datetime import date, time, timedelta

import pytest

from tests.settings.problems import told
from tray.core.days_and_nights import has_hours
from tray.settings.defaults.every_setting import Settings
from tray.settings.file.load_or_list_mistakes import load
from tray.settings.types.time_ranges_shifts_fixed_breaks import DateRange, TimeRange, WeekRange


def loaded(text: str) -> Settings:
    return load(text, "settings.toml")


def test_a_duration_becomes_a_timedelta() -> None:
    assert timedelta(minutes=25) == loaded('[breaks]\nafter = "25m"').breaks.after


def test_a_whole_number_is_a_number_too() -> None:
    settings = loaded("[law]\ngain = 2")

    assert settings.law.gain == 2.0
    assert isinstance(settings.law.gain, float)


def test_clock_times_are_read_with_and_without_quotes() -> None:
    assert time(3, 30) == loaded('[hours]\nday_ends_at = "3:30"').hours.day_ends_at
    assert time(3, 30) == loaded("[hours]\nday_ends_at = 03:30:00").hours.day_ends_at


def test_a_time_range_may_run_over_midnight() -> None:
    assert (TimeRange(time(22), time(6)),) == loaded('[hours]\nquiet = ["22:00-06:00"]').hours.quiet


def test_a_time_range_may_end_at_midnight_and_last_the_whole_day() -> None:
    assert (TimeRange(time(18), time(0)),) == loaded('[hours]\nquiet = ["18:00-24:00"]').hours.quiet
    assert (TimeRange(time(0), time(0)),) == loaded('[hours]\nquiet = ["00:00-24:00"]').hours.quiet


def test_times_of_being_kept_available_may_name_their_days() -> None:
    text = '[hours]\nkept_available = ["18:00-20:00", "sat 10:00-14:00", "Fri-Mon 22:00-6:00"]'
    every_day, saturday, weekend = loaded(text).hours.kept_available

    assert WeekRange(TimeRange(time(18), time(20)), 0, 6) == every_day
    assert WeekRange(TimeRange(time(10), time(14)), 5, 5) == saturday
    assert WeekRange(TimeRange(time(22), time(6)), 4, 0) == weekend
    assert ["18:00-20:00", "sat 10:00-14:00", "fri-mon 22:00-06:00"] == [
        str(each) for each in (every_day, saturday, weekend)
    ]


def test_hours_may_be_written_for_several_days_at_once() -> None:
    text = (
        '[hours]\nweek = ["mon-thu 09:00-12:00", "Mon-Thu 13:00-17:30", "fri 9:00-15:00"]\nsaturday = ["10:00-12:00"]'
    )
    hours = loaded(text).hours

    whole_day = (TimeRange(time(9), time(12)), TimeRange(time(13), time(17, 30)))
    assert [whole_day] * 4 == [hours.on(weekday) for weekday in range(4)]
    assert (TimeRange(time(9), time(15)),) == hours.on(4)
    assert (TimeRange(time(10), time(12)),) == hours.on(5)
    assert () == hours.on(6)


def test_hours_of_several_days_may_run_over_midnight_and_over_the_end_of_the_week() -> None:
    hours = loaded('hours.week = ["fri-mon 22:00-06:00"]').hours

    assert [0, 4, 5, 6] == [weekday for weekday in range(7) if hours.on(weekday)]
    assert (TimeRange(time(22), time(6)),) == hours.on(6)


def test_hours_without_a_day_are_those_of_every_day() -> None:
    hours = loaded('hours.week = ["09:00-12:00"]').hours

    assert all(hours.on(weekday) == (TimeRange(time(9), time(12)),) for weekday in range(7))


def test_what_is_said_of_one_day_wins_over_what_is_said_of_the_week() -> None:
    hours = loaded('hours.week = ["mon-fri 08:00-16:00"]\nhours.friday = []\nhours.monday = "week"').hours

    assert [True, True, True, True, False, False, False] == [bool(hours.on(weekday)) for weekday in range(7)]


def test_a_file_from_before_hours_of_the_week_means_what_it_meant() -> None:
    hours = loaded('[hours]\nfriday = ["09:00-12:00"]\nwednesday = []').hours

    office = (TimeRange(time(9), time(17, 30)),)
    assert [office, office, (), office, (TimeRange(time(9), time(12)),), (), ()] == [hours.on(n) for n in range(7)]


@pytest.mark.parametrize("text", ['hours.week = "free"', "hours.week = []", 'hours = { week = "free", monday = [] }'])
def test_no_fixed_hours_is_one_word(text: str) -> None:
    assert not has_hours(loaded(text).hours)


def test_no_fixed_hours_and_hours_on_one_day_are_a_contradiction() -> None:
    assert [
        '3: hours.tuesday: these are working hours, but hours.week = "free" says you have none; remove one of the two'
    ] == told('[hours]\nweek = "free"\ntuesday = ["09:00-12:00"]\nmonday = []')


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            '"fre"',
            '"fre" is neither a list such as ["mon-thu 09:00-17:30", "fri 09:00-15:00"] nor "free", for no fixed hours',
        ),
        (
            '["mon-thu 09:00-17:30", "wed 17:00-20:00"]',
            'on wed: "09:00-17:30" and "17:00-20:00" overlap; write one range for both',
        ),
        ('["monday 09:00-17:30"]', None),
        ("3", "3 is not a list such as"),
    ],
)
def test_hours_of_a_week_that_will_not_do_are_refused(text: str, problem: str | None) -> None:
    (refusal,) = told(f"hours.week = {text}")

    assert refusal.startswith(f"1: hours.week: {problem or ''}")


def test_a_day_refuses_a_word_that_it_does_not_know() -> None:
    assert [
        '1: hours.monday: "free" is neither a list such as ["09:00-17:30"] nor "week", '
        "which means the hours of hours.week"
    ] == told('hours.monday = "free"')


@pytest.mark.parametrize(("days", "on"), [("sun-thu", {6, 0, 1, 2, 3}), ("Fri-Mon", {4, 5, 6, 0}), ("sun", {6})])
def test_a_break_at_a_time_of_day_may_be_on_days_over_the_end_of_the_week(days: str, on: set[int]) -> None:
    (lunch,) = loaded(f'breaks.at = ["{days} 12:30 lunch"]').breaks.at

    monday = date(2026, 11, 23)
    assert on == {n for n in range(7) if lunch.on(monday + timedelta(days=n))}
    assert f"{days.lower()} 12:30 lunch" == str(lunch)


def test_days_off_are_days_and_spans_of_days() -> None:
    days = loaded('[hours]\ndays_off = ["2026-05-01", 2026-05-02, "2026-12-24..2027-01-01"]').hours.days_off

    assert (
        DateRange(date(2026, 5, 1), date(2026, 5, 1)),
        DateRange(date(2026, 5, 2), date(2026, 5, 2)),
        DateRange(date(2026, 12, 24), date(2027, 1, 1)),
    ) == days


@pytest.mark.parametrize("begins", ["2026-11-02", '"2026-11-02"'])
def test_a_cycle_of_shifts_begins_on_a_date_with_or_without_quotes(begins: str) -> None:
    hours = loaded(f'[hours]\nshifts = ["early 06:00-14:00"]\ncycle = [{begins}, "early 2, off 1"]').hours

    assert hours.cycle is not None
    assert date(2026, 11, 2) == hours.cycle.begins
    assert 1 == len(hours.on_date(date(2026, 11, 3)))
    assert () == hours.on_date(date(2026, 11, 4))


def test_a_cycle_of_shifts_begins_at_no_time_of_day() -> None:
    why = '2026-11-02T06:00:00 is not the day on which a cycle of shifts begins, such as "2026-11-02"'

    assert [f"2: hours.cycle: {why}"] == told('[hours]\ncycle = [2026-11-02T06:00:00, "off 3"]')


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('tracking.away_after = "3x"', 'tracking.away_after: "3x" is not a duration such as "3m"'),
        (
            "tracking.away_after = 180",
            'tracking.away_after: 180 is not a duration such as "3m"; '
            'it needs a unit: "180s", "180m", "180h" or "180d"',
        ),
        ("tracking.away_after = true", 'tracking.away_after: true is not a duration such as "3m"'),
        ('breaks.after = "5h"', 'breaks.after: "5h" is out of range: it can be from "5m" to "4h"'),
        ("breaks.at_pressure = 101", "breaks.at_pressure: 101 is out of range: it can be from 20 to 100"),
        ("law.gain = nan", "law.gain: nan is out of range: it can be from 0.67 to 2"),
        ("law.gain = inf", "law.gain: inf is out of range: it can be from 0.67 to 2"),
        ("law.gain = -1e400", "law.gain: -inf is out of range: it can be from 0.67 to 2"),
        ("law.gain = true", "law.gain: true is not a number such as 1"),
        ('law.gain = "1.5"', 'law.gain: "1.5" is not a number such as 1; write it without quotes'),
        ("breaks.per_hour = true", "breaks.per_hour: true is not a whole number such as 4"),
        ("breaks.per_hour = 2.5", "breaks.per_hour: 2.5 is not a whole number such as 4"),
        (
            'breaks.per_hour = "4"',
            'breaks.per_hour: "4" is not a whole number such as 4; write it without quotes',
        ),
        ("calendar.days_off = [3]", "calendar.days_off: 3 is not a text of one line and up to 120 characters"),
        ('calendar.files = ["a.ics"]', 'calendar.files: "a.ics" is not a full path such as "~/.calendars"'),
        (
            'kinds = [{name = "big tea"}]',
            'kinds.name: "big tea" is not a name such as "tea": one word that begins with a letter, '
            'of up to 40 letters, digits, "_", "-"',
        ),
        ('hooks = [{name = "a", on = "paused", run = [" "]}]', "hooks.run: the program has no name"),
        ("icon.number = 1", "icon.number: 1 is not true or false"),
        ('icon.number = "true"', 'icon.number: "true" is not true or false; write it without quotes'),
        (
            'icon.palette = "standart"',
            'icon.palette: "standart" is not one of "standard", "mono"; did you mean "standard"?',
        ),
        (
            'hours.day_ends_at = "24:00"',
            'hours.day_ends_at: "24:00" is not a clock time such as "04:00"; midnight is "00:00"',
        ),
        ("hours.day_ends_at = 04:00:01", 'hours.day_ends_at: 04:00:01 is not a clock time such as "04:00"'),
        ('hours.quiet = ["9-17"]', 'hours.quiet: "9-17" is not a time range such as "09:00-17:30"'),
        (
            'hours.quiet = ["09:00-09:00"]',
            'hours.quiet: "09:00-09:00" ends when it begins; remove it, or write "00:00-24:00" for the whole day',
        ),
        (
            'hours.quiet = ["08:00-12:00", "11:59-13:00"]',
            'hours.quiet: "08:00-12:00" and "11:59-13:00" overlap; write one range for both',
        ),
        (
            'hours.quiet = "09:00-17:00"',
            'hours.quiet: "09:00-17:00" is not a list such as ["09:00-17:30"]; a list has square brackets',
        ),
        ('hours.days_off = ["2026-02-30"]', 'hours.days_off: there is no day "2026-02-30" in the calendar'),
        (
            'hours.days_off = ["2026-03-02..2026-03-01"]',
            'hours.days_off: "2026-03-02..2026-03-01" ends before it begins',
        ),
        (
            "hours.days_off = [2026-03-02T10:00:00]",
            'hours.days_off: 2026-03-02T10:00:00 is not a day such as "2026-05-01" or "2026-12-24..2027-01-01"',
        ),
        (
            'hours.kept_available = ["saturday 10:00-14:00"]',
            'hours.kept_available: "saturday" is not a day of the week such as "sat", or "mon-fri" for several; '
            "days are written mon, tue, wed, thu, fri, sat, sun",
        ),
        (
            'hours.kept_available = ["sat 10-14"]',
            'hours.kept_available: "10-14" is not a time range such as "09:00-17:30"',
        ),
        ('hours.kept_available = ["sat"]', 'hours.kept_available: "sat" is not a time range such as "09:00-17:30"'),
        ('shutdown.notices = ["5m", "5m"]', 'shutdown.notices: "5m" is listed twice'),
        ("breaks.after = {}", 'breaks.after: {…} is not a duration such as "50m"'),
        ("breaks.after = [[]]", 'breaks.after: […] is not a duration such as "50m"'),
    ],
)
def test_a_value_that_will_not_do_is_refused_with_what_would(line: str, problem: str) -> None:
    assert [f"1: {problem}"] == told(line)


def test_nothing_fits_beside_a_whole_day() -> None:
    assert ['1: hours.quiet: "00:00-24:00" and "08:00-09:00" overlap; write one range for both'] == told(
        'hours.quiet = ["08:00-09:00", "00:00-24:00"]'
    )


def test_ranges_that_only_touch_do_not_overlap() -> None:
    assert [] == told('hours.monday = ["08:00-12:00", "12:00-13:00", "22:00-06:00"]')


def test_a_list_that_nobody_would_write_is_too_long() -> None:
    notices = ", ".join(f'"{minutes}m"' for minutes in range(1, 32))

    assert ["1: shutdown.notices: this list has 31 elements; up to 20 are allowed"] == told(
        f"shutdown.notices = [{notices}]"
    )


def test_a_number_of_thousands_of_digits_is_one_clear_problem() -> None:
    assert ["1: law.gain: a number with very many digits is out of range: it can be from 0.67 to 2"] == told(
        "law.gain = 0x" + "f" * 50_000
    )
    assert ["2: a number has far too many digits"] == told("[law]\ngain = " + "9" * 5000)


def test_a_message_never_repeats_what_could_disguise_it() -> None:
    (problem,) = told('breaks.after = "\\u001b[2J\\u202e\\n' + "x" * 500 + '"')

    assert problem.isprintable()
    assert len(problem) < 200
