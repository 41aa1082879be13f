"""The one place that waits."""

import os
import signal
import threading
import weakref
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tray.app.reactor import PollReactor
from tray.core.messages.events import Event, InputSeen, Locked

NOTHING = timedelta(0)


class Waiting:
    """A reactor that runs a given number of rounds."""

    def __init__(self) -> None:
        self.taken: list[Event] = []
        self.problems: list[Exception] = []
        self.reactor = PollReactor(self.taken.append, failed=self.problems.append)

    def rounds(self, count: int, longest: timedelta | None = NOTHING) -> None:
        left = count

        def each() -> timedelta | None:
            nonlocal left
            left -= 1
            if left < 0:
                self.reactor.stop()
            return longest

        self.reactor.run(each)


def test_what_is_posted_is_taken_in_order() -> None:
    waiting = Waiting()
    waiting.reactor.post(InputSeen())
    waiting.reactor.post(Locked())
    waiting.rounds(1)

    assert [InputSeen(), Locked()] == waiting.taken


def test_another_thread_ends_a_wait_that_would_last_for_ever() -> None:
    waiting = Waiting()
    thread = threading.Thread(target=lambda: waiting.reactor.post(InputSeen()))
    thread.start()
    waiting.rounds(1, longest=timedelta(seconds=30))
    thread.join()

    assert [InputSeen()] == waiting.taken


def test_what_can_be_read_is_read_until_nobody_watches() -> None:
    waiting, told = Waiting(), []
    reading, writing = os.pipe()
    waiting.reactor.watch(reading, lambda: told.append(os.read(reading, 10)))
    os.write(writing, b"one")
    waiting.rounds(1)
    waiting.reactor.unwatch(reading)
    os.write(writing, b"two")
    waiting.rounds(1)
    os.close(reading)
    os.close(writing)

    assert [b"one"] == told


def test_timers_come_in_their_order_and_not_when_they_were_cancelled() -> None:
    waiting, told = Waiting(), []
    waiting.reactor.later(timedelta(milliseconds=2), lambda: told.append("second"))
    waiting.reactor.later(timedelta(milliseconds=1), lambda: told.append("first"))
    waiting.reactor.later(timedelta(milliseconds=1), lambda: told.append("never")).cancel()
    waiting.rounds(2, longest=timedelta(seconds=5))

    assert ["first", "second"] == told


def test_a_timer_that_is_cancelled_is_not_kept_until_its_time() -> None:
    """Each question sets one, and what lies between what stays keeps the room of all that was there meanwhile."""
    reactor = Waiting().reactor
    timer = reactor.later(timedelta(hours=1), lambda: None)
    held = weakref.ref(timer)
    timer.cancel()
    del timer

    assert held() is None


def test_a_fault_in_one_callback_is_told_and_the_loop_goes_on() -> None:
    waiting = Waiting()
    waiting.reactor.call_soon(lambda: [][0])
    waiting.reactor.post(InputSeen())
    waiting.rounds(1)

    assert [IndexError] == [type(problem) for problem in waiting.problems]
    assert [InputSeen()] == waiting.taken


def test_watching_again_replaces_what_is_called() -> None:
    waiting, told = Waiting(), []
    reading, writing = os.pipe()
    waiting.reactor.watch(reading, lambda: told.append("old"))
    waiting.reactor.watch(reading, lambda: told.append("new"))
    os.write(writing, b"x")
    waiting.rounds(1)
    waiting.reactor.unwatch(reading)
    waiting.reactor.unwatch(reading)
    os.close(reading)
    os.close(writing)

    assert ["new"] == told


@pytest.fixture
def a_signal() -> Iterator[signal.Signals]:
    """One that nobody else uses; as it was before, afterwards."""
    before = signal.getsignal(signal.SIGUSR2)
    yield signal.SIGUSR2
    signal.signal(signal.SIGUSR2, before)


def test_a_signal_ends_it_even_one_that_came_before_it_ran(a_signal: signal.Signals) -> None:
    waiting, waits = Waiting(), []

    def each() -> timedelta:
        waits.append(timedelta(seconds=30))
        return waits[-1]

    waiting.reactor.stop_at(a_signal)
    os.kill(os.getpid(), a_signal)
    waiting.reactor.run(each)
    waiting.reactor.close()

    assert 1 == len(waits)


def test_a_signal_ends_it_when_the_main_thread_has_no_time_for_signals(a_signal: signal.Signals) -> None:
    waiting = Waiting()
    waiting.reactor.stop_at(a_signal)
    signal.signal(a_signal, lambda *_: None)  # all that Python itself would do, and a busy main thread would not
    thread = threading.Thread(target=lambda: waiting.reactor.run(lambda: timedelta(seconds=30)))
    thread.start()
    os.kill(os.getpid(), a_signal)
    thread.join(10)
    alive = thread.is_alive()
    waiting.reactor.stop()
    thread.join()
    waiting.reactor.close()

    assert not alive


def test_once_closed_it_hears_no_signals(a_signal: signal.Signals) -> None:
    waiting = Waiting()
    waiting.reactor.stop_at(a_signal)
    waiting.reactor.close()

    assert signal.set_wakeup_fd(-1) == -1
