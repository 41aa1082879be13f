"""The window goes by the clock of the program: in the demonstration the time left runs, and the exercise does not."""

import time
from datetime import UTC, datetime, timedelta

from tray.app.demo import FastClock
from tray.window.time_in_program_or_demo import Clock


def test_without_a_word_of_another_it_is_the_clock_of_this_machine() -> None:
    before = datetime.now(UTC)
    assert before <= Clock()() <= datetime.now(UTC)
    assert 1.0 == Clock().speed


def test_it_goes_with_the_clock_of_the_demonstration() -> None:
    start = datetime(2026, 3, 2, 8, 59, tzinfo=UTC)
    fast = FastClock(480, start, time.monotonic() - 60)
    clock = Clock(fast.said())

    assert 480 == clock.speed
    fast.elapsed()
    before = fast.wall()
    assert start + timedelta(hours=8) <= before <= clock()
