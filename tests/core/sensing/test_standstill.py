"""A machine that stood still without its kernel knowing: the clock leaps, and no time has passed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.day import Day, day
from tray.core.law.values import Regime
from tray.core.messages import events as e
from tray.core.messages.facts import ClockStepped
from tray.settings.catalogue.catalogue import Hours, Settings
from tray.settings.types.values import WeekHours

NO_HOURS = replace(Settings(), hours=Hours(week=WeekHours(free=True)))
AFTERNOON = datetime(2026, 11, 23, 12, 5, tzinfo=UTC)
"""A Monday."""


def leaps(told: Day, by: timedelta) -> Day:
    before = told.at
    told.at += by
    return told.happen(e.ClockSet(before))


def stepped(told: Day) -> bool:
    return any(isinstance(fact, ClockStepped) for fact in told.facts)


@pytest.mark.parametrize("settings", [Settings(), NO_HOURS])
@pytest.mark.parametrize("hours", [14, 15, 15.3, 16, 64])
def test_a_night_in_which_the_host_slept_is_as_restful_as_one_in_which_the_machine_did(
    hours: float, settings: Settings
) -> None:
    night = timedelta(hours=hours)
    told = leaps(day(settings, at=AFTERNOON).work("5h"), night).work("1m")
    slept = day(settings, at=AFTERNOON).work("5h")
    slept.at += night
    slept.happen(e.Slept(night)).work("1m")

    assert not stepped(told)
    assert slept.state.pressure == pytest.approx(told.state.pressure)
    assert timedelta(minutes=2) >= told.state.stretch
    assert told.state.pressure < 20


@pytest.mark.parametrize(
    "by", [timedelta(minutes=3), timedelta(hours=1), timedelta(hours=2), timedelta(days=1), timedelta(days=400)]
)
def test_a_clock_that_is_set_within_the_hours_or_by_years_is_no_rest(by: timedelta) -> None:
    told = leaps(day(at=datetime(2026, 11, 23, 9, tzinfo=UTC)).work("1h"), by).work("10m")

    assert stepped(told)
    assert timedelta(minutes=70) == told.state.stretch


def test_a_clock_that_was_wrong_by_night_was_set_by_day() -> None:
    told = leaps(day(at=datetime(2026, 11, 23, 2, tzinfo=UTC)).work("1h"), timedelta(hours=8)).work("10m")

    assert stepped(told)
    assert timedelta(minutes=70) == told.state.stretch


def test_an_evening_off_goes_on_through_a_night_in_which_the_host_slept() -> None:
    told = leaps(day(at=AFTERNOON).work("5h").away("3h"), timedelta(hours=12)).work("1m")

    assert not stepped(told)
    assert Regime.WORK is told.state.regime
    assert told.state.pressure < 20
