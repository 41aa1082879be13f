"""The end of the day."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.day import Day, day
from tray.core.day.shutdown import asks
from tray.core.messages import commands as c
from tray.core.messages.effects import DayEndsSoon
from tray.core.messages.facts import DayNoticed
from tray.settings.defaults.every_setting import Hours, Settings
from tray.settings.types.time_ranges_shifts_fixed_breaks import TimeRange
from tray.view.tray import icon_mark_tooltip_clicks


def noticed(told: Day) -> list[tuple[str, int]]:
    """The local times of the notices and the minutes they speak of."""
    zone = told.context.zone
    return [
        (f"{f.at.astimezone(zone):%a %H:%M}", f.before // timedelta(minutes=1))
        for f in told.facts
        if isinstance(f, DayNoticed)
    ]


def test_the_end_is_announced_half_an_hour_and_ten_minutes_before_and_then_asked() -> None:
    told = day().work("8h45m")

    assert [("Mon 17:00", 30), ("Mon 17:20", 10), ("Mon 17:30", 0)] == noticed(told)
    assert [timedelta(minutes=30), timedelta(minutes=10)] == [
        effect.left for _, effect in told.effects if isinstance(effect, DayEndsSoon)
    ]
    assert asks(told.state)


def test_fifteen_more_minutes_ask_again_after_them() -> None:
    told = day().work("8h31m").ask(c.MoreTime()).work("20m")

    assert not asks(told.state) or noticed(told)[-1] == ("Mon 17:46", 0)
    assert ("Mon 17:46", 0) == noticed(told)[-1]


def test_whoever_left_for_the_night_without_an_answer_is_not_asked_when_they_are_called_back_at_night() -> None:
    told = day().work("8h40m")
    assert asks(told.state)
    assert asks(told.away("3h").work("5m").state)
    told.away("5h").work("5m")

    assert not asks(told.state)
    assert (
        "Next break 02:35" == icon_mark_tooltip_clicks.face(told.state, told.moment.senses, told.at, told.context).next
    )
    assert 3 == len(noticed(told))


def test_not_today_is_not_asked_again() -> None:
    told = day().work("8h31m").ask(c.NotToday()).work("3h")

    assert 3 == len(noticed(told))
    assert not asks(told.state)


def test_after_the_shutdown_work_still_counts_at_a_higher_load() -> None:
    told = day().work("8h31m").ask(c.EndDay())
    worked = told.state.day.worked if told.state.day else None
    told.work("10m")

    assert told.state.day is not None
    assert worked is not None
    assert worked + timedelta(minutes=10) == told.state.day.worked
    assert 1.15 == told.state.clock_load
    assert told.state.suggestion is None


def test_a_missed_end_is_told_once_on_return() -> None:
    told = day().work("1h").away("8h10m").work("1m")

    assert [("Mon 18:10", 0)] == noticed(told)


def test_a_program_started_after_the_end_says_nothing_of_it() -> None:
    told = day(at=datetime(2026, 11, 23, 18, 0, tzinfo=UTC)).work("1h")

    assert [] == noticed(told)


def test_setting_the_end_to_a_time_that_is_past_fires_nothing() -> None:
    told = day().work("6h")
    early = replace(
        told.context.settings.hours,
        monday=(TimeRange(time(9), time(14, 55)),),
    )
    told.settings(replace(told.context.settings, hours=early)).work("2h")

    assert [] == noticed(told)


def test_a_restart_across_the_end_still_asks() -> None:
    told = day().work("8h29m").restart(gone="90s").work("1m")

    assert ("Mon 17:30", 0) == noticed(told)[-1]


def test_the_next_day_begins_anew() -> None:
    told = day().work("8h31m").ask(c.EndDay()).away("15h").work("1m")

    assert told.state.day is not None
    assert told.state.day.ended is None
    assert timedelta(minutes=1) == told.state.day.worked
    assert told.state.last_days[-1][1] == timedelta(hours=8, minutes=31)


def test_night_owls_keep_their_day_until_four() -> None:
    told = day(at=datetime(2026, 11, 23, 20, 0, tzinfo=UTC)).work("6h")

    assert "2026-11-23" == told.local_day
    assert told.state.day is not None
    assert timedelta(hours=6) == told.state.day.worked


def test_a_night_shift_ends_with_its_hours_although_a_day_ends_before() -> None:
    nights = (TimeRange(time(22), time(6)),)
    hours = Hours(monday=nights, tuesday=nights, wednesday=nights)
    told = day(Settings(hours=hours), at=datetime(2026, 11, 23, 21, 0, tzinfo=UTC)).work("8h10m")

    assert [("Tue 05:30", 30), ("Tue 05:50", 10), ("Tue 06:00", 0)] == noticed(told)

    told.away("16h").work("7h50m")

    assert ("Wed 06:00", 0) == noticed(told)[-1]


def test_a_change_of_zone_ends_no_day_twice() -> None:
    told = day(zone=ZoneInfo("Asia/Tokyo"), at=datetime(2026, 11, 23, 0, tzinfo=UTC)).work("8h45m")
    told.context = replace(told.context, zone=ZoneInfo("America/Santiago"))
    told.work("14h")

    ends = [f.day for f in told.facts if isinstance(f, DayNoticed) and not f.before]

    assert len(ends) == len(set(ends))
