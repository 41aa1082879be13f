"""Days that no machine can have lived are refused where they are typed, not where a calendar overflows."""

from datetime import date

import pytest

from tests.day import BERLIN, MONDAY
from tray.cli import past_periods
from tray.errors import UsageError
from tray.settings.catalogue.catalogue import Settings

TODAY = MONDAY.date()


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
        past_periods.days(kind, text, TODAY)


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "9999-12-31T23:59:59+00:00", "0001-01-01 00:00"])
def test_so_is_a_moment(text: str) -> None:
    with pytest.raises(UsageError, match=r"possible|is not a day"):
        past_periods.edge(text, TODAY, BERLIN, Settings().hours, end=True)


def test_a_day_in_range_is_read() -> None:
    assert (date(2199, 1, 1), date(2199, 12, 31)) == past_periods.days("year", "2199", TODAY)
