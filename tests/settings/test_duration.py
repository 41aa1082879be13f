"""Lengths of time are written as people write them, and nothing is lost on the way."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tray.settings.types.duration import parse, written

lengths = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=999_999_999))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("25m", timedelta(minutes=25)),
        ("90s", timedelta(seconds=90)),
        ("0.5s", timedelta(milliseconds=500)),
        ("0s", timedelta(0)),
        ("2h36m", timedelta(hours=2, minutes=36)),
        ("60d", timedelta(days=60)),
        ("1.5h", timedelta(minutes=90)),
        ("1h 30m", timedelta(minutes=90)),
        ("0.000001s", timedelta(microseconds=1)),
    ],
)
def test_a_duration_is_a_number_with_its_unit(text: str, length: timedelta) -> None:
    assert length == parse(text)


@given(lengths)
def test_a_duration_comes_back_exactly_as_it_was_written(length: timedelta) -> None:
    assert length == parse(written(length))


def test_a_duration_is_written_with_the_longest_units() -> None:
    assert ["1h30m", "2d", "0s", "1m0.5s"] == [
        written(timedelta(minutes=90)),
        written(timedelta(hours=48)),
        written(timedelta(0)),
        written(timedelta(seconds=60.5)),
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("25", 'it needs a unit: "25s", "25m", "25h" or "25d"'),
        ("-5m", "it can't be negative"),
        ("30m1h", "write each unit once, the longest first, without a space in front of it"),
        ("5m5m", "write each unit once, the longest first, without a space in front of it"),
        ("25 min", "the units are d, h, m and s"),
        ("2w", "the units are d, h, m and s"),
        ("25M", "the units are d, h, m and s"),
        ("3x", ""),
        ("", ""),
        ("1e3s", ""),
        ("٣m", ""),
    ],
)
def test_what_is_no_duration_is_refused_with_a_hint_where_there_is_one(text: str, hint: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse(text)

    assert hint == str(refused.value)


def test_a_duration_longer_than_time_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than any time"):
        parse("999999999d24h")


@given(st.text(alphabet="0123456789.dhms -", max_size=12))
def test_any_text_is_a_duration_or_refused(text: str) -> None:
    try:
        length = parse(text)
    except ValueError:
        return

    assert timedelta(0) <= length
    assert length == parse(written(length))
