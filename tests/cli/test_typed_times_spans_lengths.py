"""What people type for moments, lengths and spans."""

import contextlib
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tray.cli import typed_times_spans_lengths
from tray.cli.typed_days_weeks_months_years import days, edge
from tray.core.days_and_nights import DAY, day_bounds, day_of
from tray.errors import UsageError
from tray.settings.defaults.every_setting import Hours
from tray.settings.types.duration import parse
from tray.settings.types.time_ranges_shifts_fixed_breaks import TimeRange, WeekHours, WeekRange
from tray.view.words.names_and_numbers import day_and_clock, length

BERLIN = ZoneInfo("Europe/Berlin")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


TUESDAY_AFTERNOON = at("2026-11-24 15:00")
AFTER_MIDNIGHT = at("2026-11-24 01:00")


def moment(text: str, now: datetime = TUESDAY_AFTERNOON) -> datetime:
    return typed_times_spans_lengths.moment(text, now=now, zone=BERLIN)


def span(text: str, now: datetime = TUESDAY_AFTERNOON) -> tuple[datetime, datetime]:
    return typed_times_spans_lengths.span(text, now=now, zone=BERLIN)


def day(text: str) -> date:
    return typed_times_spans_lengths.day(text, now=TUESDAY_AFTERNOON, zone=BERLIN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("45s", "45s"),
        ("30m", "30m"),
        ("1h30m", "1h30m"),
        ("2 h 30 min", "2h30m"),
        ("90 minutes", "90m"),
        ("1 Hour", "1h"),
        ("1.5h", "90m"),
        (" 2 days ", "48h"),
        ("25", "25m"),
        ("25 MIN", "25m"),
        ("1h30", "90m"),
        ("1 h 30", "90m"),
        ("1,5 h", "90m"),
        ("1½h", "90m"),
        ("half an hour", "30m"),
        ("half hour", "30m"),
        ("a quarter of an hour", "15m"),
        ("three quarters of an hour", "45m"),
        ("an hour", "60m"),
        ("One hour and 20 minutes", "80m"),
        ("an hour and a half", "90m"),
        ("2 and a half hours", "150m"),
        ("for 45 minutes", "45m"),
        ("2 weeks", "14d"),
    ],
)
def test_a_length_may_be_typed_in_letters_or_in_words(typed: str, meant: str) -> None:
    assert typed_times_spans_lengths.length(typed) == parse(meant)


@pytest.mark.parametrize("typed", ["", "soon", "-5m", "0m", "5m 5m", "400d", "1e9h", "30 moons", "17:00", "٣m"])
def test_what_is_no_length_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(UsageError, match="1h30m") as refused:
        typed_times_spans_lengths.length(typed)

    assert f'"{typed}"' in str(refused.value)


def test_a_small_bare_number_is_minutes_of_a_break_and_could_be_hours_of_work() -> None:
    assert typed_times_spans_lengths.length("3") == timedelta(minutes=3)
    assert typed_times_spans_lengths.length("45", of_work=True) == timedelta(minutes=45)
    with pytest.raises(UsageError, match=r'"3m" or "3h"'):
        typed_times_spans_lengths.length("3", of_work=True)


def test_a_mistake_in_a_length_is_named() -> None:
    with pytest.raises(UsageError, match="needs a unit"):
        moment("in 30")
    with pytest.raises(UsageError, match="no time at all"):
        typed_times_spans_lengths.length("0 min")
    with pytest.raises(UsageError, match="longer than a year"):
        moment("in 367 days")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("17:00", "2026-11-24 17:00"),
        ("9:05", "2026-11-25 09:05"),
        ("15:00", "2026-11-25 15:00"),
        ("5pm", "2026-11-24 17:00"),
        ("at 5:30 PM", "2026-11-24 17:30"),
        ("12am", "2026-11-25 00:00"),
        ("12:15pm", "2026-11-25 12:15"),
        ("today 17:30", "2026-11-24 17:30"),
        ("tomorrow 10:00", "2026-11-25 10:00"),
        ("10:00 tomorrow", "2026-11-25 10:00"),
        ("fri 14:30", "2026-11-27 14:30"),
        ("Friday, at 14:30", "2026-11-27 14:30"),
        ("tue 16:00", "2026-11-24 16:00"),
        ("tue 14:00", "2026-12-01 14:00"),
        ("2026-12-24 09:00", "2026-12-24 09:00"),
        ("2026-12-24T09:00", "2026-12-24 09:00"),
        ("30m", "2026-11-24 15:30"),
        ("17", "2026-11-24 17:00"),
        ("9", "2026-11-25 09:00"),
        ("9am", "2026-11-25 09:00"),
        ("9 a.m.", "2026-11-25 09:00"),
        ("9 o'clock", "2026-11-25 09:00"),
        ("17.30", "2026-11-24 17:30"),
        ("Noon", "2026-11-25 12:00"),
        ("until 17", "2026-11-24 17:00"),
        ("tomorrow", "2026-11-25 09:00"),
        ("TOMORROW morning", "2026-11-25 09:00"),
        ("tomorrow 9", "2026-11-25 09:00"),
        ("tomorrow at 16", "2026-11-25 16:00"),
        ("day after tomorrow", "2026-11-26 09:00"),
        ("fri", "2026-11-27 09:00"),
        ("Friday", "2026-11-27 09:00"),
        ("FRI 10:00", "2026-11-27 10:00"),
        ("fri 10", "2026-11-27 10:00"),
        ("this friday 10:00", "2026-11-27 10:00"),
        ("next monday", "2026-11-30 09:00"),
        ("next week", "2026-11-30 09:00"),
        ("next week 10:00", "2026-11-30 10:00"),
        ("saturday", "2026-11-28 09:00"),
        ("tue", "2026-12-01 09:00"),
        ("31 dec", "2026-12-31 09:00"),
        ("Dec 31 14:00", "2026-12-31 14:00"),
        ("dec 31 14", "2026-12-31 14:00"),
        ("31.12. 10:00", "2026-12-31 10:00"),
        ("31 december 2027", "2027-12-31 09:00"),
        ("29 feb", "2028-02-29 09:00"),
        ("in 1h30m", "2026-11-24 16:30"),
        ("2 hours", "2026-11-24 17:00"),
    ],
)
def test_a_moment_is_the_next_one_of_its_name(typed: str, meant: str) -> None:
    assert moment(typed) == at(meant)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "soon", "now", "25:00", "17:60", "13pm", "0am", "1700", "٣:٠٠"),
        *(
            "25",
            "tomorrow 25",
            "next thing",
            "31 feb",
            "31 feb 10:00",
            "31 feb 10",
            "2026-12-31 2027-12-31",
            "f 14:30",
            "10:00 11:00",
            "fri sat 10:00",
            "2026-13-01 09:00",
            "9999-12-31 23:59:59",
        ),
        *("0m", "999999999d", "0001-01-01 00:00"),
    ],
)
def test_what_is_no_moment_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(UsageError, match="tomorrow 10:00") as refused:
        moment(typed)

    assert f'"{typed}"' in str(refused.value)


@pytest.mark.parametrize(
    "typed", ["today 14:59", "yesterday 17:00", "2026-11-24 15:00", "24 nov", "today", "0001-01-02 00:00"]
)
def test_a_moment_that_names_its_day_and_is_over_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="has passed"):
        moment(typed)


@pytest.mark.parametrize(
    ("typed", "either"),
    [
        ("5", '"5:00" or "17:00"'),
        ("tomorrow 3", '"3:00" or "15:00"'),
        ("next friday", '"2026-11-27" or "2026-12-04"'),
        ("next friday 10:00", '"2026-11-27" or "2026-12-04"'),
        ("12/1", "others the month"),
    ],
)
def test_what_could_mean_two_moments_is_refused_with_both(typed: str, either: str) -> None:
    with pytest.raises(UsageError, match=either):
        moment(typed)


def test_a_day_alone_begins_where_its_working_hours_do() -> None:
    hours = Hours(wednesday=(TimeRange(time(7, 30), time(12)),))

    assert typed_times_spans_lengths.moment("tomorrow", now=TUESDAY_AFTERNOON, zone=BERLIN, hours=hours) == at(
        "2026-11-25 07:30"
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", "2026-11-29"),
        ("sunday", "2026-12-06"),
        ("Sun", "2026-12-06"),
        ("monday", "2026-11-30"),
        ("next sunday", "2026-12-06"),
        ("tomorrow", "2026-11-30"),
        ("2026-11-29", "2026-11-29"),
        ("29 nov", "2026-11-29"),
        ("31 Dec", "2026-12-31"),
    ],
)
@pytest.mark.parametrize("now", ["2026-11-29 10:00", "2026-11-29 13:00", "2026-11-30 01:00"])
def test_the_weekday_of_today_is_in_a_week_whatever_the_time_of_day(typed: str, meant: str, now: str) -> None:
    assert typed_times_spans_lengths.day(typed, now=at(now), zone=BERLIN).isoformat() == meant


@pytest.mark.parametrize("typed", ["yesterday", "2026-11-28", "28 nov 2026"])
def test_a_day_that_is_over_is_none_to_come(typed: str) -> None:
    with pytest.raises(UsageError, match="friday"):
        typed_times_spans_lengths.day(typed, now=at("2026-11-29 10:00"), zone=BERLIN)


def test_after_midnight_tomorrow_comes_after_this_night() -> None:
    assert moment("tomorrow 10:00", AFTER_MIDNIGHT) == at("2026-11-24 10:00")
    assert moment("today 10:00", AFTER_MIDNIGHT) == at("2026-11-24 10:00")
    assert moment("tomorrow 00:30", AFTER_MIDNIGHT) == at("2026-11-25 00:30")
    assert typed_times_spans_lengths.moment(
        "tomorrow 10:00", now=AFTER_MIDNIGHT, zone=BERLIN, hours=Hours(day_ends_at=time(0))
    ) == at("2026-11-25 10:00")


def test_a_time_that_the_clock_will_skip_is_where_the_gap_ends() -> None:
    assert moment("02:30", at("2026-03-28 23:00")) == at("2026-03-29 03:00")


@given(
    st.timedeltas(timedelta(), timedelta(days=365)),
    st.integers(4 * 60, 24 * 60 - 1),
    st.timedeltas(timedelta(minutes=1), timedelta(days=6)),
)
def test_a_moment_of_the_coming_days_can_be_typed_back(into: timedelta, minute: int, ahead: timedelta) -> None:
    midnight = (datetime(2026, 1, 1, tzinfo=UTC) + into).replace(hour=0, minute=0)
    now = midnight + timedelta(minutes=minute)
    coming = (now + ahead).replace(second=0, microsecond=0)
    if coming <= now:
        return

    assert typed_times_spans_lengths.moment(day_and_clock(coming, now, UTC), now=now, zone=UTC) == coming


@given(st.timedeltas(timedelta(seconds=1), timedelta(days=300)))
def test_a_length_that_was_said_can_be_typed_back(value: timedelta) -> None:
    assert length(typed_times_spans_lengths.length(length(value))) == length(value)


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("13:00-14:30", "2026-11-24 13:00", "2026-11-24 14:30"),
        ("today 13:00 – 14:30", "2026-11-24 13:00", "2026-11-24 14:30"),
        ("1pm to 2:30pm", "2026-11-24 13:00", "2026-11-24 14:30"),
        ("13:00-now", "2026-11-24 13:00", "2026-11-24 15:00"),
        ("22:00-now", "2026-11-23 22:00", "2026-11-24 15:00"),
        ("22:00-00:30", "2026-11-23 22:00", "2026-11-24 00:30"),
        ("yesterday 22:00-23:00", "2026-11-23 22:00", "2026-11-23 23:00"),
        ("mon 13:00-14:00", "2026-11-23 13:00", "2026-11-23 14:00"),
        ("tue 16:00-17:00", "2026-11-17 16:00", "2026-11-17 17:00"),
        ("2026-11-20 09:00-12:00", "2026-11-20 09:00", "2026-11-20 12:00"),
        ("13-14", "2026-11-24 13:00", "2026-11-24 14:00"),
        ("9-10:30", "2026-11-24 09:00", "2026-11-24 10:30"),
        ("9am–10am", "2026-11-24 09:00", "2026-11-24 10:00"),
        ("from 9 to 10", "2026-11-24 09:00", "2026-11-24 10:00"),
        ("between 9:00 and 10:00", "2026-11-24 09:00", "2026-11-24 10:00"),
        ("Yesterday 22-23", "2026-11-23 22:00", "2026-11-23 23:00"),
        ("last mon 13-14", "2026-11-23 13:00", "2026-11-23 14:00"),
        ("last tue 9-10", "2026-11-17 09:00", "2026-11-17 10:00"),
        ("20 nov 09:00-12:00", "2026-11-20 09:00", "2026-11-20 12:00"),
    ],
)
def test_a_span_is_the_last_one_that_is_over(typed: str, start: str, end: str) -> None:
    assert span(typed) == (at(start), at(end))


def test_a_night_shift_that_lingers_is_still_the_day_it_began_on() -> None:
    nights = TimeRange(time(20), time(6, 30))
    hours = Hours(tuesday=(nights,), wednesday=(nights,))
    now = at("2026-11-25 07:00")

    assert date(2026, 11, 24) == day_of(now, BERLIN, hours)
    assert date(2026, 11, 25) == typed_times_spans_lengths.day("tomorrow", now=now, zone=BERLIN, hours=hours)
    assert at("2026-11-25 20:00") == typed_times_spans_lengths.moment("tomorrow", now=now, zone=BERLIN, hours=hours)
    before = typed_times_spans_lengths.span("yesterday 13:00-14:00", now=now, zone=BERLIN, hours=hours)
    assert (at("2026-11-23 13:00"), at("2026-11-23 14:00")) == before


def test_after_midnight_the_evening_is_still_today() -> None:
    assert span("22:00-23:30", AFTER_MIDNIGHT) == (at("2026-11-23 22:00"), at("2026-11-23 23:30"))
    assert span("yesterday 13:00-14:00", AFTER_MIDNIGHT) == (at("2026-11-22 13:00"), at("2026-11-22 14:00"))


@pytest.mark.parametrize("typed", ["16:00-17:00", "14:30-15:30", "tomorrow 09:00-10:00", "2026-11-25 09:00-10:00"])
def test_a_span_that_is_not_over_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="isn't over yet"):
        span(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "13:00",
        "13:00-13:00",
        "yesterday 9-9",
        "13:00-",
        "-14:00",
        "1-2",
        "9-25",
        "someday 13:00-14:00",
        "2026-11-24",
        "1h-2h",
        "a b c-d",
    ],
)
def test_what_is_no_span_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(UsageError, match="13:00-14:30"):
        span(typed)


LIKE_TIMES = st.lists(
    st.sampled_from(("1", "9", "25", "31.", "13:00", "5pm", "-", "to", "next", "last", "fri", "today", "dec"))
    | st.sampled_from(("half", "an", "hour", "h", "m", "week", "tomorrow"))
).map(" ".join)


@given(st.text(max_size=30) | LIKE_TIMES)
def test_whatever_is_typed_is_understood_or_refused(typed: str) -> None:
    # Any other error than UsageError fails this test.
    for understand in (typed_times_spans_lengths.length, moment, span, day):
        with contextlib.suppress(UsageError):
            understand(typed)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("day", "0001-01-01"),
        ("day", "9999-12-31"),
        ("week", "0001-W01"),
        ("month", "9999-12"),
        ("month", "0001-01"),
        ("year", "9999"),
        ("year", "1"),
    ],
)
def test_a_day_out_of_range_is_refused(kind: str, text: str) -> None:
    with pytest.raises(UsageError, match=text):
        days(kind, text, date(2026, 11, 23), Hours())


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "9999-12-31T23:59:59+00:00", "0001-01-01 00:00"])
def test_so_is_a_moment(text: str) -> None:
    with pytest.raises(UsageError, match=r"possible|isn't a day"):
        edge(text, date(2026, 11, 23), BERLIN, lambda day: day_bounds(day, BERLIN, Hours())[0], end=True)


def test_a_day_in_range_is_read() -> None:
    assert (date(2199, 1, 1), date(2199, 12, 31)) == days("year", "2199", date(2026, 11, 23), Hours())


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("", "2026-11-01", "2026-11-30"),
        ("last", "2026-10-01", "2026-10-31"),
        ("2024-2", "2024-02-01", "2024-02-29"),
        ("march", "2026-03-01", "2026-03-31"),
        ("last March", "2026-03-01", "2026-03-31"),
        ("december", "2025-12-01", "2025-12-31"),
        ("december 2023", "2023-12-01", "2023-12-31"),
        ("yesterday", "2026-11-01", "2026-11-30"),
    ],
)
def test_a_month_is_named_as_people_name_it_and_is_never_one_to_come(typed: str, first: str, last: str) -> None:
    expected = (date.fromisoformat(first), date.fromisoformat(last))

    assert expected == days("month", typed, date(2026, 11, 23), Hours())


SUNDAY_TO_THURSDAY = Hours(week=WeekHours((WeekRange(TimeRange(time(9), time(17, 30)), 6, 3),)))


@pytest.mark.parametrize(
    ("typed", "first"),
    [("", "2026-11-22"), ("last", "2026-11-15"), ("2026-W48", "2026-11-22"), ("sat", "2026-11-15")],
)
def test_a_week_of_who_works_from_sunday_to_thursday_begins_on_sunday(typed: str, first: str) -> None:
    monday, begins = date(2026, 11, 23), date.fromisoformat(first)

    assert (begins, begins + 6 * DAY) == days("week", typed, monday, SUNDAY_TO_THURSDAY)
    assert days("week", "2026-W48", monday, Hours()) == (monday, monday + 6 * DAY)


def test_next_week_and_next_weekdays_go_by_the_week_of_the_person() -> None:
    monday = at("2026-11-23 10:00")

    assert date(2026, 11, 29) == typed_times_spans_lengths.day(
        "next week", now=monday, zone=BERLIN, hours=SUNDAY_TO_THURSDAY
    )
    assert date(2026, 11, 30) == typed_times_spans_lengths.day("next week", now=monday, zone=BERLIN)
    assert date(2026, 11, 29) == typed_times_spans_lengths.day(
        "next sun", now=monday, zone=BERLIN, hours=SUNDAY_TO_THURSDAY
    )
    with pytest.raises(UsageError, match="Do you mean"):
        typed_times_spans_lengths.day("next sat", now=monday, zone=BERLIN, hours=SUNDAY_TO_THURSDAY)
