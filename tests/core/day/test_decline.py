"""When there is room for one more thing to do."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.day import MONDAY, Day, day
from tray.core.day.decline import Room, room
from tray.core.messages import commands as c
from tray.settings.defaults.every_setting import Limits, Settings
from tray.settings.types.time_ranges_shifts_fixed_breaks import DateRange

FOUR_WEEKS_AGO = MONDAY - timedelta(days=28)
ROOMY = Settings(limits=Limits(commitments=100))


def with_open(count: int, settings: Settings = ROOMY) -> Day:
    """On Monday at 09:00 in Berlin, as the working hours begin."""
    told = day(settings)
    for n in range(count):
        told.ask(c.Commit(f"thing {n}"))
    return told


def a_pace_of(per_day: int) -> list[datetime]:
    """So many closed on each of the twenty working days before."""
    days = (MONDAY - timedelta(days=n) for n in range(1, 29))
    return [at + timedelta(minutes=n) for at in days if at.weekday() < 5 for n in range(per_day)]


def found(told: Day, closed: list[datetime], **more: object) -> Room:
    return room(told.state, closed, FOUR_WEEKS_AGO, told.context, **more)  # type: ignore[arg-type]


def on(room: Room) -> date | None:
    return room.when.date() if room.when else None


def test_with_nothing_to_do_there_is_room_on_the_next_working_day() -> None:
    assert date(2026, 11, 24) == on(found(with_open(0), a_pace_of(2)))


def test_the_next_one_waits_for_the_queue_at_the_persons_own_pace() -> None:
    at_two, at_one = (found(with_open(8), a_pace_of(pace)) for pace in (2, 1))

    # 21 working days with today's, of which no hour was lived yet
    assert (8, True, 40 / 21) == (at_two.waiting, at_two.learnt, at_two.pace)
    assert [date(2026, 11, 27), date(2026, 12, 3)] == [on(at_two), on(at_one)]
    assert datetime(2026, 11, 27, 8, tzinfo=UTC) == at_two.when


def test_too_few_that_were_closed_tell_no_pace() -> None:
    told = found(with_open(3), a_pace_of(2)[:2])

    assert (1.0, False) == (told.pace, told.learnt)
    assert date(2026, 11, 26) == on(told)


def test_who_has_begun_lately_has_a_pace_of_those_days() -> None:
    told = with_open(6)
    since = MONDAY - timedelta(days=3)  # Friday
    closed = [since + timedelta(hours=n) for n in range(6)]

    assert 3.0 == room(told.state, closed, since, told.context).pace


def test_a_step_that_is_planned_takes_its_place_in_its_day() -> None:
    told = with_open(1)
    free = found(told, a_pace_of(1))
    for n in range(3):
        told.ask(c.Commit(f"planned {n}", MONDAY + timedelta(days=1, hours=n)))

    assert [date(2026, 11, 24), date(2026, 11, 25)] == [on(free), on(found(told, a_pace_of(1)))]


def test_what_is_busy_takes_its_share_of_the_day() -> None:
    told = with_open(8)
    busy = [(MONDAY + timedelta(days=n), MONDAY + timedelta(days=n, hours=4)) for n in range(5)]
    overlapping = [*busy, *busy, (MONDAY, MONDAY + timedelta(hours=2))]

    assert date(2026, 11, 27) == on(found(told, a_pace_of(2)))
    assert (
        date(2026, 12, 1) == on(found(told, a_pace_of(2), busy=busy)) == on(found(told, a_pace_of(2), busy=overlapping))
    )


def test_days_off_and_a_holiday_serve_nothing() -> None:
    settings = replace(ROOMY, hours=replace(ROOMY.hours, days_off=(DateRange(date(2026, 11, 24), date(2026, 11, 30)),)))
    told = with_open(2, settings)
    away = with_open(2).ask(c.BeginHoliday(date(2026, 12, 4)))

    assert date(2026, 12, 1) == on(found(told, a_pace_of(2)))
    assert date(2026, 12, 8) == on(found(away, a_pace_of(2)))


def test_a_holiday_without_an_end_leaves_nothing_to_promise() -> None:
    assert None is found(with_open(1).ask(c.BeginHoliday()), a_pace_of(2)).when


def test_who_has_far_too_much_to_do_promises_no_day() -> None:
    assert None is found(with_open(99), a_pace_of(1)[:3]).when


def test_without_fixed_hours_each_day_serves() -> None:
    free = replace(ROOMY, hours=replace(ROOMY.hours, week=replace(ROOMY.hours.week, ranges=(), free=True)))

    assert date(2026, 11, 28) == on(found(with_open(5, free), []))


def test_one_more_holds_what_the_law_says() -> None:
    told, more = with_open(5), with_open(6)

    assert more.state.pressure - told.state.pressure == pytest.approx(found(told, []).points)
