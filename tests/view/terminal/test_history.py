"""Totals of days in a terminal: a row for each, or one for each month where they are many."""

from dataclasses import replace
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


def totals(day: DayTotals) -> list[str]:
    return days_text([day], Context(Settings(), BERLIN), colour=False, blocks=False, width=100).splitlines()[2:]


def test_suggestions_are_counted_and_of_them_those_that_were_snoozed() -> None:
    one = lived(date(2026, 11, 23), HOUR, 20.0)

    assert "Suggestions: 5." in totals(replace(one, suggestions=5))
    assert "Suggestions: 5, 2 of them snoozed." in totals(replace(one, suggestions=5, snoozed=2))


def test_meetings_of_the_calendar_are_told_with_how_much_of_them_was_attended() -> None:
    one = replace(lived(date(2026, 11, 23), 4 * HOUR, 20.0), booked_meetings=3, booked=2.5 * HOUR)
    said = "Meetings in your calendar: 2 h 30 min, of which you attended 2 h; 1 came back to back."

    assert said in totals(replace(one, attended=2 * HOUR, back_to_back=1))
    assert not [line for line in totals(replace(one, booked_meetings=0)) if "calendar" in line]


def test_as_many_days_as_a_month_has_are_a_row_each() -> None:
    assert 31 == len(rows(of_days(31)))


def test_more_are_a_row_for_each_month_with_its_work_its_days_and_its_peak() -> None:
    assert [
        ["October 2026", "1 h", "1 day", "peak 20%"],
        ["November 2026", "30 h", "30 days", "peak 50%"],
        ["December 2026", "4 h", "4 days", "peak 54%"],
    ] == rows(of_days(35))
