"""Totals of days in a terminal: a row for each, or one for each month where they are many."""

from datetime import UTC, date, datetime, timedelta

from tests.day import BERLIN
from tray.core.context import Context
from tray.core.messages.day_totals import DayTotals
from tray.settings.defaults.every_setting import Settings
from tray.view.terminal.history import days_text

HOUR = timedelta(hours=1)


def lived(day: date, worked: timedelta, peak: float) -> DayTotals:
    begins = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return DayTotals(day, begins, begins + 24 * HOUR, worked=worked, peak=peak)


def rows(days: list[DayTotals]) -> list[list[str]]:
    """The cells of each row, without its bar."""
    said = days_text(days, Context(Settings(), BERLIN), colour=False, blocks=False, width=100).split("\n\n")[0]
    return [[each.strip() for each in line.split("  ") if each.strip(" #.:")] for line in said.splitlines()]


def of_days(count: int) -> list[DayTotals]:
    """From the last of October on: an hour of work on each, and a peak that is one higher each day."""
    first = date(2026, 10, 31)
    return [lived(first + timedelta(days=n), HOUR, 20.0 + n) for n in range(count)]


def test_as_many_days_as_a_month_has_are_a_row_each() -> None:
    assert 31 == len(rows(of_days(31)))


def test_more_are_a_row_for_each_month_with_its_work_its_days_and_its_peak() -> None:
    assert [
        ["October 2026", "1 h", "1 day", "peak 20%"],
        ["November 2026", "30 h", "30 days", "peak 50%"],
        ["December 2026", "4 h", "4 days", "peak 54%"],
    ] == rows(of_days(35))
