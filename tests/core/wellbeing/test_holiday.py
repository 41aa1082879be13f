"""A holiday counts as time off, and nothing is said until it is over."""

from datetime import date, timedelta

from tests.day import Day, day
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages.facts import DayNoticed, HolidayBegan, HolidayEnded, LimitTold, QuestionPut, Suggested
from tray.settings.defaults.every_setting import Settings

SAID = Suggested | LimitTold | DayNoticed


def said(told: Day) -> list[object]:
    asked = [fact for fact in told.facts if isinstance(fact, QuestionPut) and fact.item not in ("weeks", "welcome")]
    return [*(fact for fact in told.facts if isinstance(fact, SAID)), *asked]


def test_nothing_is_said_on_holiday_however_long_one_works() -> None:
    told = day().ask(c.BeginHoliday())
    for _ in range(14 * 12):
        told.work("5m").away("10s")

    assert [] == said(told)
    assert told.state.pressure > 60


def test_a_holiday_that_begins_takes_back_what_is_asked() -> None:
    told = day().work("1h").away("10s")
    assert told.state.suggestion
    told.ask(c.BeginHoliday())

    assert told.state.suggestion is None
    assert told.state.health.question is None


def test_a_day_on_holiday_has_no_end_from_the_word_on_and_gets_it_back() -> None:
    told = day().work("10m")
    planned = told.state.day and told.state.day.end
    assert planned is not None
    told.ask(c.BeginHoliday())
    assert told.state.day is not None
    assert told.state.day.end is None

    told.ask(c.EndHoliday())
    assert told.state.day is not None
    assert planned == told.state.day.end


def test_its_gaps_are_time_off_from_their_beginning() -> None:
    assert Regime.REST is day().work("10m").away("20m").state.regime
    assert Regime.OFF is day().ask(c.BeginHoliday()).work("10m").away("20m").state.regime


def test_leave_frees_the_last_weeks() -> None:
    told = day().ask(c.Introduce("heavy")).ask(c.BeginHoliday(date(2026, 12, 6))).work("1m")
    told.away("312h").work("1m")

    assert told.state.pools.gen2 < 4.0


def test_it_ends_after_its_last_day_and_then_hours_hold_again() -> None:
    told = day().ask(c.BeginHoliday(date(2026, 11, 25))).work("10m")
    for _ in range(3):
        told.until("09:00")
    told.work("55m").away("10s")

    assert [date(2026, 11, 25)] == [fact.last for fact in told.facts if isinstance(fact, HolidayBegan)]
    ended = next(fact.at for fact in told.facts if isinstance(fact, HolidayEnded))
    assert "2026-11-26 04:00" == f"{ended.astimezone(told.context.zone):%Y-%m-%d %H:%M}"
    assert told.state.inside_hours
    assert told.state.suggestion


def test_it_ends_when_one_is_back_and_the_day_has_its_end_again() -> None:
    told = day().ask(c.BeginHoliday()).work("10m").ask(c.EndHoliday()).work("1m")

    assert told.state.inside_hours
    assert told.state.day
    assert told.state.day.end
    assert told.context == told.in_force


def test_it_is_still_a_holiday_after_a_restart() -> None:
    told = day().ask(c.BeginHoliday()).work("10m").restart(gone="50h").work("2h").away("10s")

    assert [] == said(told)
    assert not told.state.inside_hours


def test_a_holiday_can_be_made_longer() -> None:
    told = day().ask(c.BeginHoliday(date(2026, 11, 24))).ask(c.BeginHoliday(date(2026, 11, 29)))
    told.away("70h").work("1m")

    assert told.state.health.holiday
    assert not told.state.inside_hours


def test_a_last_day_that_is_over_and_an_end_without_a_holiday_are_refused() -> None:
    assert "2026-11-01 is over" in str(day().ask(c.BeginHoliday(date(2026, 11, 1))).refused)
    assert "not on holiday" in str(day().ask(c.EndHoliday()).refused)
    assert "holiday off" in str(day().ask(c.BeginHoliday()).ask(c.EaseToday()).refused)


def test_work_on_holiday_weighs_as_work_outside_hours() -> None:
    settings = Settings()
    told = day(settings).ask(c.BeginHoliday()).work("10m")

    assert settings.law.outside_hours == told.state.clock_load
    assert timedelta(minutes=10) == told.state.stretch
