"""Waits, as nothing else in the program does: for what can be read, for a deadline, for the inbox."""

import heapq
import itertools
import selectors
import signal
import socket
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from tray.core.messages.events import Event

Call = Callable[[], None]


class Later:
    """A call that was put off."""

    def __init__(self, call: Call, forget: Callable[["Later"], None]) -> None:
        self.call = call
        self._forget = forget

    def cancel(self) -> None:
        """Do not make the call. Harmless when it was made, or cancelled."""
        self._forget(self)


class PollReactor:
    """Fulfils ``ports.Reactor``. All callbacks run in the thread that calls ``run``."""

    def __init__(self, take: Callable[[Event], None], *, failed: Callable[[Exception], None]) -> None:
        """``take`` gets each event; ``failed`` is told of what a callback raised, and the loop goes on."""
        self._take = take
        self._failed = failed
        self._selector = selectors.DefaultSelector()
        self._timers: list[tuple[float, int, Later]] = []
        self._count = itertools.count()
        self._inbox: deque[Event | Call] = deque()
        self._awaken, self._awakened = socket.socketpair()
        for end in (self._awaken, self._awakened):
            end.setblocking(False)
        self._selector.register(self._awakened, selectors.EVENT_READ, (self._drain, None))
        self._running = False
        self._hears_signals = False

    def watch(self, fd: int, readable: Call, writable: Call | None = None) -> None:
        """Wait for ``fd`` too."""
        mask = selectors.EVENT_READ | (selectors.EVENT_WRITE if writable else 0)
        try:
            self._selector.modify(fd, mask, (readable, writable))
        except KeyError:
            self._selector.register(fd, mask, (readable, writable))

    def unwatch(self, fd: int) -> None:
        """Wait for ``fd`` no longer."""
        with suppress(KeyError):
            self._selector.unregister(fd)

    def later(self, after: timedelta, call: Call) -> Later:
        """Make ``call`` after some waking time."""
        timer = Later(call, self._forget)
        heapq.heappush(self._timers, (time.monotonic() + after.total_seconds(), next(self._count), timer))
        return timer

    def _forget(self, timer: Later) -> None:
        # At once, and not when its time comes: what each question sets and cancels would lie between what stays.
        self._timers = [each for each in self._timers if each[2] is not timer]
        heapq.heapify(self._timers)

    def post(self, event: Event) -> None:
        """Put ``event`` into the inbox, from any thread."""
        self._inbox.append(event)
        self._wake()

    def call_soon(self, call: Call) -> None:
        """Make ``call`` in the loop's thread, from any thread."""
        self._inbox.append(call)
        self._wake()

    def run(self, each: Callable[[], timedelta | None]) -> None:
        """Wait and serve until ``stop``. ``each`` runs before every wait and says how long it may last at most."""
        self._running = True
        while self._running:
            longest = each()
            if self._running:
                self._wait(longest)

    def serve(self, until: Callable[[], bool], at_most: timedelta) -> None:
        """Serve what is watched for a moment, before ``run``; what comes to the inbox waits there."""
        end = time.monotonic() + at_most.total_seconds()
        while not until():
            left = end - time.monotonic()
            self._serve(max(left, 0.0))
            if left <= 0:
                return

    def stop(self) -> None:
        """Let ``run`` return."""
        self._running = False
        self._wake()

    def stop_at(self, *signals: int) -> None:
        """Let ``run`` return when one of these signals comes. To be called in the main thread.

        Its number comes through the same socket as every other wake-up: Python's own handlers wait for the main thread,
        and that may be waiting here and not be woken (Windows), or be busy with its own loop (macOS).
        """
        for number in signals:
            signal.signal(number, lambda *_: self.stop())
        signal.set_wakeup_fd(self._awaken.fileno(), warn_on_full_buffer=False)
        self._hears_signals = True

    def close(self) -> None:
        """Let go of the descriptors."""
        if self._hears_signals:
            signal.set_wakeup_fd(-1)
        self._selector.close()
        self._awaken.close()
        self._awakened.close()

    def _wake(self) -> None:
        # A full buffer means that a wake-up is waiting already.
        with suppress(BlockingIOError, OSError):
            self._awaken.send(b"\0")

    def _drain(self) -> None:
        with suppress(BlockingIOError):
            while heard := self._awakened.recv(4096):
                if any(heard):
                    self._running = False  # the number of a signal; what only wakes is zero

    def _wait(self, longest: timedelta | None) -> None:
        self._serve(self._patience(longest))
        while self._inbox:
            item = self._inbox.popleft()
            self._guard(item if callable(item) else lambda event=item: self._take(event))  # type: ignore[misc]

    def _serve(self, patience: float | None) -> None:
        ready = self._selector.select(patience)
        for key, mask in ready:
            readable, writable = key.data
            if mask & selectors.EVENT_READ:
                self._guard(readable)
            if mask & selectors.EVENT_WRITE and writable:
                self._guard(writable)
        self._run_timers()

    def _patience(self, longest: timedelta | None) -> float | None:
        if self._inbox:
            return 0.0
        waits = [] if longest is None else [longest.total_seconds()]
        if self._timers:
            waits.append(self._timers[0][0] - time.monotonic())
        return max(0.0, min(waits)) if waits else None

    def _run_timers(self) -> None:
        now = time.monotonic()
        while self._timers and self._timers[0][0] <= now:
            self._guard(heapq.heappop(self._timers)[2].call)

    def _guard(self, call: Call) -> None:
        try:
            call()
        except Exception as problem:
            # A fault in one adapter must not end the program that protects a day's record; it is logged and told once.
            self._failed(problem)
