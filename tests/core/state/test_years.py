"""Whole years in zones whose clocks change in their own ways: each day ends once, and at its own clock time."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.core.zones import every_day
from tests.day import Day, day, hooked
from tray.core import days_and_nights
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.effects import Happened
from tray.core.messages.facts import DayEnded, DayNoticed
from tray.settings.defaults.every_setting import Settings

YEAR = 2026
DATES = [date(YEAR, 1, 1) + timedelta(days=n) for n in range(365)]
ENDS_WITHIN_A_CHANGE = {
    "Europe/Berlin": "02:30",
    "America/New_York": "02:30",
    "Australia/Lord_Howe": "02:15",
    "Antarctica/Troll": "02:30",
    "America/Santiago": "00:30",
    "Africa/Cairo": "00:30",
}
"""The clocks of each zone skip this clock time on one date of the year, or show it twice."""


def lived(zone: str, clock: str) -> Day:
    """Somebody who works on every date from before its end until after it, and then shuts it down."""
    hours = every_day(f"16:00-{clock}")
    told = day(hooked(Settings(hours=hours)), zone=ZoneInfo(zone), at=datetime(YEAR - 1, 12, 31, 20, tzinfo=UTC))
    for each in DATES:
        end = days_and_nights.end_of_day(each, told.context.zone, hours)
        assert end is not None
        for minutes in (-40, -29, -9, 1, 2):
            told.at = end + timedelta(minutes=minutes)
            told.happen(e.InputSeen())
        told.ask(c.EndDay()).ask(c.EndDay())
    return told


@pytest.mark.parametrize(("zone", "clock"), ENDS_WITHIN_A_CHANGE.items())
def test_each_day_of_a_year_ends_once_whatever_the_clocks_do(zone: str, clock: str) -> None:
    told = lived(zone, clock)
    asked = Counter(f.day for f in told.facts if isinstance(f, DayNoticed) and not f.before)
    announced = Counter(f.day for f in told.facts if isinstance(f, DayNoticed) and f.before)
    ended = Counter(f.day for f in told.facts if isinstance(f, DayEnded))
    hooks = [effect for _, effect in told.effects if isinstance(effect, Happened) and effect.event == "day_end"]

    once = dict.fromkeys(DATES, 1)
    assert (once, once, dict.fromkeys(DATES, 2), len(DATES)) == (asked, ended, announced, len(hooks))


@pytest.mark.parametrize(("zone", "clock"), ENDS_WITHIN_A_CHANGE.items())
def test_each_end_is_at_its_clock_time_but_where_the_clocks_skip_it(zone: str, clock: str) -> None:
    hours, local = every_day(f"16:00-{clock}"), ZoneInfo(zone)
    ends = [days_and_nights.end_of_day(each, local, hours) for each in DATES]
    shown = [end.astimezone(local).time() for end in ends if end]

    assert len(DATES) == len(shown)
    assert sum(each != time.fromisoformat(clock) for each in shown) <= 1
