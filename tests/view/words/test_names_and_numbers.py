"""How people say lengths of time and moments."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tray.settings.types.duration import parse
from tray.view.words.names_and_numbers import clipped, clock, coarse, day, day_and_clock, length, moment, own_words

BERLIN = ZoneInfo("Europe/Berlin")
lengths = st.timedeltas(timedelta(), timedelta(days=400))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


NOW = at("2026-11-24 15:00")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("0s", "0 s"),
        ("45s", "45 s"),
        ("59.4s", "59 s"),
        ("59.5s", "1 min"),
        ("1m29s", "1 min"),
        ("1m30s", "2 min"),
        ("7m24s", "7 min"),
        ("50m", "50 min"),
        ("59m30s", "1 h"),
        ("1h", "1 h"),
        ("2h30m", "2 h 30 min"),
        ("47h59m", "47 h 59 min"),
        ("4d", "4 days"),
        ("6d13h", "7 days"),
    ],
)
def test_a_length_is_said_in_the_units_that_matter(value: str, said: str) -> None:
    assert length(parse(value)) == said


def test_what_is_overdue_has_nothing_left() -> None:
    assert length(timedelta(minutes=-3)) == "0 s"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("4m59s", "a few minutes"),
        ("5m", "about 10 min"),
        ("44m", "about 40 min"),
        ("56m", "about 1 h"),
        ("2h20m", "about 2 h 30 min"),
        ("9h50m", "about 10 h"),
        ("10h40m", "about 11 h"),
        ("8d", "about 8 days"),
    ],
)
def test_a_coarse_length_is_rounded_to_what_matters(value: str, said: str) -> None:
    assert coarse(parse(value)) == said


def test_a_coarse_length_changes_seldom_over_a_working_day() -> None:
    minutes = [coarse(timedelta(minutes=n)) for n in range(8 * 60)]

    assert sum(a != b for a, b in pairwise(minutes)) == 20


@given(lengths)
def test_a_length_is_right_to_half_its_last_unit(value: timedelta) -> None:
    said = parse(length(value).replace(" min", "m").replace(" days", "d").replace(" ", ""))
    unit = timedelta(seconds=1) if value < timedelta(minutes=1) else timedelta(minutes=1)
    if value >= timedelta(days=4) - timedelta(seconds=30):
        unit = timedelta(days=1)

    # On the way from one unit to the next a length is rounded twice.
    assert abs(said - value) <= unit / 2 + timedelta(seconds=30)


def test_today_is_said_by_the_clock_alone() -> None:
    assert moment(at("2026-11-24 17:30"), NOW, BERLIN) == "17:30"
    assert moment(at("2026-11-24 09:00"), NOW, BERLIN) == "09:00"


def test_a_break_over_midnight_ends_at_a_clock_time() -> None:
    before_midnight = at("2026-11-24 23:50")

    assert moment(at("2026-11-25 00:05"), before_midnight, BERLIN) == "00:05"
    assert moment(at("2026-11-25 03:50"), before_midnight, BERLIN) == "tomorrow 03:50"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-11-24 17:30", "today 17:30"),
        ("2026-11-25 09:00", "tomorrow 09:00"),
        ("2026-11-23 17:30", "yesterday 17:30"),
        ("2026-11-27 09:00", "Fri 09:00"),
        ("2026-11-30 09:00", "Mon 09:00"),
        ("2026-12-01 09:00", "Tue 1 Dec 09:00"),
        ("2026-11-20 09:00", "Fri 20 Nov 09:00"),
        ("2027-01-04 09:00", "4 Jan 2027 09:00"),
    ],
)
def test_a_day_is_named_as_people_would(when: str, said: str) -> None:
    assert day_and_clock(at(when), NOW, BERLIN) == said


def test_a_date_has_a_name_of_its_own() -> None:
    assert day(date(2026, 11, 25), date(2026, 11, 24)) == "tomorrow"


def test_moments_are_said_by_the_clock_of_the_place() -> None:
    utc_morning = datetime.fromisoformat("2026-11-24T08:00+00:00")

    assert clock(utc_morning, BERLIN) == "09:00"
    assert day_and_clock(utc_morning, NOW, ZoneInfo("Pacific/Kiritimati")) == "yesterday 22:00"


def test_what_stays_on_another_machine_has_no_name_here() -> None:
    assert ("the plan", "without a name", "without a name") == (own_words("the  plan"), own_words(""), clipped(""))
