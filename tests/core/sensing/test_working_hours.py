"""Working hours as they are lived: ranges, days off, nights, journeys; nothing fires twice, nothing is skipped."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.core.zones import every_day, ranges
from tests.day import Day, day, hooked
from tray.core.messages import commands as c
from tray.core.messages.effects import Happened
from tray.core.messages.facts import DayNoticed, DayPlanned
from tray.settings.defaults.every_setting import Hours, Settings
from tray.settings.types.time_ranges_shifts_fixed_breaks import DateRange


def ends(told: Day) -> list[str]:
    """The local times at which the end of a day was asked."""
    zone = told.context.zone
    asked = [fact for fact in told.facts if isinstance(fact, DayNoticed) and not fact.before]
    return [f"{fact.at.astimezone(zone):%a %H:%M}" for fact in asked]


def started(told: Day) -> list[str]:
    """The local times at which a day began with its first work."""
    zone = told.context.zone
    begun = [at for at, each in told.effects if isinstance(each, Happened) and each.event == "day_start"]
    return [f"{at.astimezone(zone):%a %H:%M}" for at in begun]


def travels(told: Day, zone: str) -> Day:
    """The clocks of another place, from now on."""
    told.context = replace(told.context, zone=ZoneInfo(zone))
    return told


def test_between_two_ranges_work_weighs_more_and_the_day_ends_with_the_last() -> None:
    hours = Hours(monday=ranges("09:00-12:00", "14:00-18:00"))
    told = day(Settings(hours=hours))
    loads = []
    for length in ("1h", "3h", "2h"):
        loads.append(told.work(length).state.clock_load)
    told.work("3h1m")

    assert [1.0, 1.15, 1.0] == loads
    assert ["Mon 18:00"] == ends(told)


def test_a_weekday_without_hours_and_a_day_off_have_no_end() -> None:
    off = Hours(days_off=(DateRange(date(2026, 11, 23), date(2026, 11, 23)),))
    free = Hours(monday=())

    for hours in (off, free):
        told = day(Settings(hours=hours)).work("9h")
        assert [] == ends(told)
        assert 1.15 == told.state.clock_load


def test_a_holiday_by_its_dates_is_off_and_the_day_after_is_not() -> None:
    told = day(Settings(hours=Hours(days_off=(DateRange(date(2026, 11, 23), date(2026, 11, 24)),))))
    for _ in range(3):
        told.until("17:20").work("15m").away("1h")

    assert ["Wed 17:30"] == ends(told)


def test_an_evening_belongs_to_its_day_up_to_the_hour_at_which_days_end() -> None:
    told = day(hooked(), at=datetime(2026, 11, 23, 21, tzinfo=UTC)).work("4h55m")  # 22:00 to 02:55

    assert "2026-11-23" == told.local_day
    assert ["Mon 22:00"] == started(told)
    assert ["Tue 04:00"] == started(told.work("2h"))[1:]


def test_whoever_lets_days_end_at_six_is_not_cut_off_at_four() -> None:
    told = day(Settings(hours=every_day(day_ends_at="06:00")), at=datetime(2026, 11, 23, 21, tzinfo=UTC)).work("7h30m")

    assert "2026-11-23" == told.local_day
    assert timedelta(hours=7, minutes=30) == (told.state.day and told.state.day.worked)


def test_travelling_west_ends_a_day_once_and_later_by_the_clock_at_home() -> None:
    told = travels(day(Settings()).work("8h"), "America/New_York").work("7h")  # 17:00 in Berlin is 11:00 there

    assert ["Mon 17:30"] == ends(told)
    assert ["2026-11-23"] == sorted({str(fact.day) for fact in told.facts if isinstance(fact, DayPlanned)})


def test_a_day_that_ended_before_a_journey_west_does_not_end_again() -> None:
    told = travels(day().work("8h31m").ask(c.EndDay()), "America/New_York").work("8h")

    assert 1 == len(ends(told))


def test_travelling_east_an_end_that_is_past_there_is_not_fired_afterwards() -> None:
    told = travels(day().work("3h"), "Asia/Tokyo").work("1h")  # 12:00 in Berlin is 20:00 there

    assert [] == ends(told)


def test_the_first_day_at_the_new_place_ends_by_its_clocks() -> None:
    told = travels(day().work("8h31m").ask(c.EndDay()).away("8h"), "Asia/Tokyo")
    told.until("17:20").work("15m")

    assert "Tue 17:30" == ends(told)[-1]


def test_crossing_the_date_line_neither_skips_nor_repeats_an_end() -> None:
    told = day(zone=ZoneInfo("Pacific/Auckland"), at=datetime(2026, 11, 22, 20, tzinfo=UTC))  # Monday, 09:00
    told.work("8h31m").ask(c.EndDay()).away("3h")
    travels(told, "Pacific/Honolulu").work("1h").away("10h")  # Sunday again
    for _ in range(2):
        told.until("17:20").work("15m").away("1h")
    days = [fact.day for fact in told.facts if isinstance(fact, DayNoticed) and not fact.before]

    assert len(days) == len(set(days))
    assert "Tue 17:30" == ends(told)[-1]
