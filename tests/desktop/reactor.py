"""Turns the wheel for tests that the program's own loop turns in real life."""

import os
import select
import time
from collections.abc import Callable
from datetime import timedelta

from tray.core.messages.events import Event


class LaterCall:
    def __init__(self, due_seconds: float, call: Callable[[], None]) -> None:
        self.due_seconds = due_seconds
        self.call = call
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class HandTurnedReactor:
    """Fulfils ``ports.Reactor``; it runs only while a test turns it. Posted events are kept in ``posted``."""

    def __init__(self) -> None:
        self.posted: list[Event] = []
        self.turns = 0
        """How often it woke up."""
        self._poll = select.poll()
        self._watched: dict[int, tuple[Callable[[], None], Callable[[], None] | None]] = {}
        self._later: list[LaterCall] = []
        self._soon: list[Callable[[], None]] = []
        self._wake_read, self._wake_write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self.watch(self._wake_read, self._drain)

    def watch(self, fd: int, readable: Callable[[], None], writable: Callable[[], None] | None = None) -> None:
        self._watched[fd] = (readable, writable)
        self._poll.register(fd, select.POLLIN | (select.POLLOUT if writable else 0))

    def unwatch(self, fd: int) -> None:
        if self._watched.pop(fd, None) is not None:
            self._poll.unregister(fd)

    def later(self, after: timedelta, call: Callable[[], None]) -> LaterCall:
        timer = LaterCall(time.monotonic() + after.total_seconds(), call)
        self._later.append(timer)
        return timer

    def post(self, event: Event) -> None:
        self.posted.append(event)
        os.write(self._wake_write, b"!")

    def call_soon(self, call: Callable[[], None]) -> None:
        self._soon.append(call)
        os.write(self._wake_write, b"!")

    def run_until(
        self,
        condition: Callable[[], object],
        bound: timedelta = timedelta(seconds=10),
        poll: timedelta | None = None,
    ) -> None:
        """Turn until ``condition`` holds; fails when it does not within ``bound``.

        ``poll`` is for conditions that come true without waking this reactor.
        """
        end_seconds = time.monotonic() + bound.total_seconds()
        while not condition():
            left_seconds = end_seconds - time.monotonic()
            if left_seconds <= 0:
                raise AssertionError(f"it did not come true within {bound}")
            self._turn(left_seconds if poll is None else min(left_seconds, poll.total_seconds()))

    def hears(self, kind: type[Event], *events: Event) -> None:
        """Turn until so many events of a kind were posted, by whatever thread; they are these."""

        def heard() -> list[Event]:
            return [event for event in self.posted if isinstance(event, kind)]

        self.run_until(lambda: len(heard()) >= len(events), poll=timedelta(milliseconds=10))
        assert list(events) == heard()

    def run_for(self, length: timedelta) -> None:
        """Turn for some time: only to show that something does *not* happen."""
        end_seconds = time.monotonic() + length.total_seconds()
        while (left_seconds := end_seconds - time.monotonic()) > 0:
            self._turn(left_seconds)

    @property
    def waiting(self) -> int:
        """For how many timers it will wake up."""
        return sum(not timer.cancelled for timer in self._later)

    def advance(self, length: timedelta) -> None:
        """Let timers believe that ``length`` has passed."""
        for timer in self._later:
            timer.due_seconds -= length.total_seconds()

    def close(self) -> None:
        for fd in (self._wake_read, self._wake_write):
            os.close(fd)

    def _turn(self, at_most_seconds: float) -> None:
        due = min((timer.due_seconds for timer in self._later if not timer.cancelled), default=None)
        wait = at_most_seconds if due is None else min(at_most_seconds, max(0.0, due - time.monotonic()))
        ready = self._poll.poll(wait * 1000 + 1)
        self.turns += 1
        for fd, happened in ready:
            self._carry_out(fd, happened)
        self._fire()
        soon, self._soon = self._soon, []
        for call in soon:
            call()

    def _carry_out(self, fd: int, happened: int) -> None:
        if fd in self._watched and happened & ~select.POLLOUT:
            self._watched[fd][0]()
        if fd in self._watched and happened & select.POLLOUT:
            writable = self._watched[fd][1]
            if writable is not None:
                writable()

    def _fire(self) -> None:
        now_seconds = time.monotonic()
        due = [timer for timer in self._later if timer.due_seconds <= now_seconds]
        self._later = [timer for timer in self._later if timer.due_seconds > now_seconds and not timer.cancelled]
        for timer in sorted(due, key=lambda timer: timer.due_seconds):
            if not timer.cancelled:
                timer.call()

    def _drain(self) -> None:
        os.read(self._wake_read, 4096)
