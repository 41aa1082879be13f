"""What the clocks say of a machine, and of a process, that stood still."""

from datetime import timedelta

from tests.fakes import FakeClock
from tray.app.suspends_stalls_and_clock_steps import Timeline
from tray.core.messages.events import ClockSet, Slept

MINUTE = timedelta(minutes=1)


def test_a_process_that_was_frozen_while_time_went_on_has_slept() -> None:
    clock = FakeClock()
    line = Timeline(clock, None)
    line.waits(5 * MINUTE)
    clock.pass_time(hours=15, minutes=5)

    assert [Slept(timedelta(hours=15))] == [*line.happened()]
    assert [] == [*line.happened()]


def test_a_wait_that_ends_in_time_or_a_little_late_is_none() -> None:
    clock = FakeClock()
    line = Timeline(clock, None)
    line.waits(5 * MINUTE)
    clock.pass_time(minutes=6)
    assert [] == [*line.happened()]
    line.waits(None)
    clock.pass_time(days=1)

    assert [] == [*line.happened()]


def test_a_suspend_in_a_wait_is_told_once() -> None:
    clock = FakeClock()
    line = Timeline(clock, None)
    line.waits(5 * MINUTE)
    clock.suspend(hours=8)
    clock.pass_time(minutes=5)

    assert [Slept(timedelta(hours=8))] == [*line.happened()]


def test_a_sleep_is_told_by_the_clock_of_before_it_was_set_meanwhile() -> None:
    clock = FakeClock()
    line = Timeline(clock, None)
    clock.suspend(hours=8)
    before = clock.wall()
    clock.set_wall(hours=1)

    told = [(each, line.now()) for each in line.happened()]
    assert [(Slept(timedelta(hours=8)), before), (ClockSet(before), clock.wall())] == told
