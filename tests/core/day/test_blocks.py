"""Blocks: where one fits, what is said meanwhile, and what comes of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.core.zones import every_day
from tests.day import MONDAY, Day, day
from tray.core.appointments import Appointment, Kind
from tray.core.breaks import quiet_gate_and_budget
from tray.core.messages import commands as c
from tray.core.messages.effects import BlockIsOver
from tray.core.messages.facts import BlockEnded, BlockPlanned, SessionEnded, Suggested
from tray.settings.defaults.every_setting import Breaks, Hours, Settings
from tray.settings.types.time_ranges_shifts_fixed_breaks import ClockBreak, DateRange

HOUR = timedelta(hours=1)
LUNCH = Settings(breaks=Breaks(at=(ClockBreak(time(12, 30), "lunch"),)))


def planned(told: Day) -> list[str]:
    """Each block as the person's clock has it."""
    zone = told.context.zone
    return [f"{each.start.astimezone(zone):%a %H:%M}-{each.until.astimezone(zone):%H:%M}" for each in told.state.blocks]


def kept(told: Day, *hours: float, on: date | None = None, label: str = "report") -> list[str]:
    for each in hours:
        told.ask(c.PlanBlock(each * HOUR, on, label))
        assert told.refused is None
    return planned(told)


def refusal(told: Day, command: c.PlanBlock | c.DropBlock) -> str:
    return str(told.ask(command).refused)


# Where it fits


def test_the_first_time_of_the_day_is_taken() -> None:
    assert ["Mon 09:00-11:00"] == kept(day(), 2)


def test_who_is_at_work_has_a_break_first() -> None:
    assert ["Mon 09:15-10:15"] == kept(day().work("7m"), 1)


def test_time_for_a_break_is_left_beside_what_is_busy() -> None:
    told = day()
    told.calendar(told.meeting("9:30", "10:00"), told.meeting("11:00", "11:15"))

    assert ["Mon 10:05-10:50", "Mon 11:20-11:50"] == kept(told, 0.75, 0.5)


def test_two_blocks_leave_a_break_between_them() -> None:
    assert ["Mon 09:00-10:00", "Mon 10:05-11:05"] == kept(day(), 1, 1)


def test_it_is_not_over_lunch() -> None:
    told = day(LUNCH)
    told.calendar(told.meeting("9:00", "11:50"))

    assert ["Mon 13:20-14:20"] == kept(told, 1)


def test_noon_is_left_free_for_who_named_no_lunch_unless_nothing_else_fits() -> None:
    told, another_day, early = day(), day(), day(Settings(hours=every_day("06:00-13:00")))
    told.calendar(told.meeting("9:00", "11:30"))
    another_day.calendar(another_day.meeting("9:00", "11:30"), another_day.meeting("13:10", "17:30"))
    early.calendar(early.meeting("6:00", "11:30"))
    monday = date(2026, 11, 23)

    assert ["Mon 13:05-14:05"] == kept(told, 1)
    assert ["Tue 09:00-10:00"] == kept(another_day, 1)
    assert ["Mon 11:35-12:35", "Tue 09:00-10:00"] == kept(another_day, 1, on=monday)
    assert ["Mon 11:35-12:35"] == kept(early, 1)  # whose hours end soon after noon


def test_it_is_not_over_lunch_where_the_hours_begin_before_the_day_does() -> None:
    hours = every_day("00:00-22:00", day_ends_at="23:00")
    told = day(replace(LUNCH, hours=hours, breaks=Breaks(at=(ClockBreak(time(0), "lunch"),))))

    assert ["Tue 00:50-01:50"] == kept(told, 1, on=date(2026, 11, 24))


def test_a_step_of_a_to_do_that_has_a_time_is_left_free() -> None:
    assert ["Mon 10:05-11:05"] == kept(day().ask(c.Commit("call Ada", MONDAY + HOUR / 2)), 1)


def test_what_is_free_in_the_calendar_is_free() -> None:
    told = day()
    free, own = told.meeting("9:00", "11:00"), replace(told.meeting("11:00", "12:00"), kind=Kind.OWN)
    told.calendar(replace(free, busy=False), own)

    assert ["Mon 09:00-11:00"] == kept(told, 2)


def test_a_day_that_is_taken_altogether_is_passed_over() -> None:
    told = day()
    told.calendar(Appointment(MONDAY - 9 * HOUR, MONDAY + 15 * HOUR, busy=True, kind=Kind.ALL_DAY))

    assert ["Tue 09:00-11:00"] == kept(told, 2)


def test_a_named_day_is_kept_to() -> None:
    assert ["Wed 09:00-11:00"] == kept(day(), 2, on=date(2026, 11, 25))
    told = day()
    assert "You're off that day" in refusal(told, c.PlanBlock(HOUR, date(2026, 11, 28)))  # a Saturday
    told.calendar(told.meeting("9:00", "17:30"))
    assert "That day, nothing within your hours" in refusal(told, c.PlanBlock(HOUR, date(2026, 11, 23)))


def test_before_orange_rather_than_sooner() -> None:
    worn = day().work("3h30m")
    worn.ask(c.PlanBlock(2.5 * HOUR))
    (block,) = worn.state.blocks

    assert ["Tue 09:00-11:30"] == planned(worn)
    assert block.orange is None
    assert 30 < block.ends_at < 60


def test_where_nothing_stays_below_orange_it_says_when_that_comes() -> None:
    told = day()
    kept(told, 5, on=date(2026, 11, 24))
    (block,) = told.state.blocks

    assert block.orange is not None
    assert block.start < block.orange < block.until


def test_the_pressure_it_foresees_is_the_one_that_comes() -> None:
    told = day()
    kept(told, 2)
    told.work("2h")

    assert told.state.pressure == pytest.approx(told.facts_of(BlockPlanned)[0].ends_at, abs=0.1)


@pytest.mark.parametrize("length", [timedelta(minutes=14), timedelta(hours=9)])
def test_a_block_is_neither_a_moment_nor_a_day(length: timedelta) -> None:
    assert "15 min to 8 h" in refusal(day(), c.PlanBlock(length))


def test_without_fixed_hours_a_day_off_has_no_room_for_one() -> None:
    off = (DateRange(date(2026, 11, 24), date(2026, 11, 24)),)
    told = day(Settings(hours=Hours(week=replace(Settings().hours.week, ranges=(), free=True), days_off=off)))

    assert refusal(told, c.PlanBlock(HOUR, date(2026, 11, 24))).startswith("You're off that day,")
    assert ["Wed 09:00-10:00"] == kept(told, 1, on=date(2026, 11, 25))


def test_there_are_never_more_than_fifty() -> None:
    told = day()
    for ahead in range(8):
        while (
            len(told.state.blocks) < 50
            and told.ask(c.PlanBlock(timedelta(minutes=15), date(2026, 11, 23) + timedelta(days=ahead))).refused is None
        ):
            pass

    assert 50 == len(told.state.blocks)
    assert "50 blocks are planned, which is as many as there can be." == refusal(told, c.PlanBlock(HOUR))


def test_without_fixed_hours_it_is_by_day() -> None:
    free = replace(
        Settings(), hours=replace(Settings().hours, week=replace(Settings().hours.week, ranges=(), free=True))
    )

    assert ["Tue 09:00-11:00"] == kept(day(free, at=MONDAY + 12 * HOUR), 2)


# What is said meanwhile, and what comes of it


def test_in_a_block_nothing_is_said_but_that_it_is_over() -> None:
    told = day().work("1s")
    kept(told, 2)  # from 09:10
    told.work("9m59s").work("1h")

    assert (quiet_gate_and_budget.BLOCK,) == quiet_gate_and_budget.closed(
        told.state, told.moment.senses, told.at, told.in_force
    )
    assert () == tuple(told.told(BlockIsOver))
    told.work("1h")
    assert [datetime(2026, 11, 23, 10, 10, tzinfo=UTC)] == told.told(BlockIsOver)
    assert not told.facts_of(Suggested)
    told.work("3m")
    assert 1 == len(told.facts_of(Suggested))  # which waited


def test_its_label_is_the_session_meanwhile() -> None:
    told = day().ask(c.StartSession("mail")).work("5m")
    kept(told, 1)  # from 09:10
    told.work("10m")

    assert told.state.session is not None
    assert "report" == told.state.session.label
    told.work("1h")
    assert told.state.session is None
    assert [("mail", 10), ("report", 60)] == [
        (each.label, each.worked / timedelta(minutes=1)) for each in told.state.sessions
    ]


def test_what_came_of_it_counts_the_work_under_its_label() -> None:
    told = day().work("1s")
    kept(told, 1)
    told.work("29m59s").away("20m").work("30m")

    assert [timedelta(minutes=40)] == [fact.worked for fact in told.facts_of(BlockEnded)]
    assert [BlockIsOver("report", HOUR, timedelta(minutes=40))] == [
        effect for _, effect in told.effects if isinstance(effect, BlockIsOver)
    ]


def test_who_comes_late_has_it_begin_then() -> None:
    told = day()
    kept(told, 2)
    told.away("30m").work("10m")

    assert told.state.session is not None
    assert MONDAY + HOUR / 2 == told.state.session.since


def test_who_never_came_is_told_when_they_are_back_soon_and_not_later() -> None:
    soon, late = day().work("1s"), day().work("1s")
    for told, length in ((soon, "75m"), (late, "2h")):
        kept(told, 1)
        told.away(length).work("15m")

    assert [BlockIsOver("report", HOUR, timedelta())] == [
        effect for _, effect in soon.effects if isinstance(effect, BlockIsOver)
    ]
    assert [] == late.told(BlockIsOver)
    assert () == late.state.blocks


def test_what_came_of_it_waits_for_the_gate() -> None:
    told = day().work("1s")
    kept(told, 1)  # to 10:10
    told.calendar(told.meeting("10:10", "10:20")).work("69m59s")
    assert [] == told.told(BlockIsOver)
    told.work("11m")

    assert [datetime(2026, 11, 23, 9, 20, tzinfo=UTC)] == told.told(BlockIsOver)


def test_a_block_is_dropped_by_its_number_and_its_session_with_it() -> None:
    told = day().work("1s")
    kept(told, 1, 1)
    told.work("20m").ask(c.DropBlock(1))

    assert ["Mon 10:15-11:15"] == planned(told)
    assert told.state.session is None
    assert "There's no block number 1." in refusal(told, c.DropBlock(1))


def test_a_session_that_the_person_began_themselves_goes_on_after_a_block_is_dropped() -> None:
    told = day().work("1s")
    kept(told, 1)
    told.work("15m").ask(c.StartSession("mail")).work("5m").ask(c.DropBlock(1))

    assert told.state.session is not None
    assert "mail" == told.state.session.label


def test_numbers_are_never_given_twice() -> None:
    told = day()
    kept(told, 1)
    told.ask(c.DropBlock(1))
    kept(told, 1)

    assert [2] == [each.number for each in told.state.blocks]


def test_on_holiday_no_block_begins() -> None:
    told = day().work("1s")
    kept(told, 1)
    told.ask(c.BeginHoliday()).work("30m")

    assert told.state.session is None


@pytest.mark.parametrize(
    ("last", "said"), [(None, "You're on holiday"), ("2026-12-24", "You're on holiday"), ("2026-11-25", "")]
)
def test_on_holiday_nobody_is_told_to_try_a_shorter_block(last: str | None, said: str) -> None:
    told = day().work("5m").ask(c.BeginHoliday(date.fromisoformat(last) if last else None))

    assert refusal(told, c.PlanBlock(timedelta(hours=1))).startswith(said)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2026-11-28", "You're off that day, and a block lies within working hours. Try another day."),  # a Saturday
        ("2026-12-24", "You're off that day, and a block lies within working hours. Try another day."),
        (None, "You're off all of the coming week"),
    ],
)
def test_on_a_day_off_nobody_is_told_to_try_a_shorter_block(on: str | None, said: str) -> None:
    off = Hours(days_off=(DateRange(date(2026, 11, 23), date(2026, 12, 31)),))
    told = day(Settings(hours=off if on != "2026-11-28" else Hours())).work("5m")

    assert refusal(told, c.PlanBlock(timedelta(hours=1), date.fromisoformat(on) if on else None)).startswith(said)


def test_nor_once_the_hours_of_the_day_are_over() -> None:
    told = day().until("17:20").work("1s")

    assert "Your working hours of that day are over. Try another day." == refusal(
        told, c.PlanBlock(timedelta(hours=1), date(2026, 11, 23))
    )
    assert "Try a shorter block, or another day." in refusal(
        day().until("17:00").work("1s"), c.PlanBlock(timedelta(hours=1), date(2026, 11, 23))
    )


def test_a_restart_changes_nothing() -> None:
    told, other = (day().work("1s") for _ in range(2))
    for each in (told, other):
        kept(each, 1)
    told.work("30m").restart().work("50m")
    other.work("80m")

    assert told.state.blocks == other.state.blocks == ()
    assert [fact.number for fact in told.facts_of(BlockEnded)] == [1]
    assert [fact.at for fact in told.facts_of(SessionEnded)] == [fact.at for fact in other.facts_of(SessionEnded)]
    assert 1 == len(told.told(BlockIsOver))


def test_a_program_that_did_not_run_ends_it_at_its_end() -> None:
    told = day().work("1s")
    kept(told, 1)
    told.work("20m").unseen("6h").restart()

    assert [datetime(2026, 11, 23, 9, 10, tzinfo=UTC)] == [fact.at for fact in told.facts_of(BlockEnded)]
    assert () == told.state.blocks
    assert [] == told.told(BlockIsOver)
