"""When input stopped and began, where the system does not tell by itself but can be asked."""

from collections.abc import Callable
from datetime import timedelta

from tray.core.messages.events import InputSeen, InputStopped, InputUnknown
from tray.errors import DesktopError
from tray.ports import Reactor

_MARGIN = timedelta(milliseconds=50)
"""Timers and counters are not exact; a reading just before the threshold would only call for another."""
_SHORTEST, _LONGEST = timedelta(seconds=2), timedelta(seconds=30)
_SHARE = 20
"""Somebody who has been away for an hour may be noticed a little later than somebody who has been for a minute."""


class ReadInput:
    """Posts InputStopped once there was no input for ``quiet``, and InputSeen when a reading shows that there was some.

    A reading is due when input may have stopped, so one each ``quiet`` while somebody types. While nobody does, they
    come ever more slowly, down to one in 30 s; by so much, at most, is InputSeen late.
    """

    def __init__(self, reactor: Reactor, quiet: timedelta, name: str, idle: Callable[[], timedelta]) -> None:
        """``idle`` tells how long ago the last input was; it must be cheap. Raises DesktopError when it does."""
        self.name = name
        self._reactor = reactor
        self._quiet = quiet
        self._idle = idle
        self._stopped_for: timedelta | None = None
        """What the last reading said, when there was quiet."""
        self._unknown = False
        self._first = True
        self._take(idle())

    def close(self) -> None:
        """Stop."""
        self._timer.cancel()

    def _read(self) -> None:
        try:
            idle = self._idle()
        except DesktopError:
            self._lose()
        else:
            self._take(idle)

    def _lose(self) -> None:
        if not self._unknown:
            self._reactor.post(InputUnknown())
        self._unknown, self._first, self._stopped_for = True, True, None
        self._timer = self._reactor.later(_LONGEST, self._read)

    def _take(self, idle: timedelta) -> None:
        touched = self._stopped_for is not None and idle < self._stopped_for
        stopped = idle >= self._quiet
        if touched or (self._first and not stopped):
            self._reactor.post(InputSeen())
        if stopped and (touched or self._stopped_for is None):
            self._reactor.post(InputStopped(idle))
        self._first = self._unknown = False
        self._stopped_for = idle if stopped else None
        self._timer = self._reactor.later(self._next_reading(idle), self._read)

    def _next_reading(self, idle: timedelta) -> timedelta:
        if idle < self._quiet:
            return self._quiet - idle + _MARGIN
        # Never longer than the quiet itself, so that input in between cannot hide behind a greater number.
        return min(max(idle / _SHARE, min(_SHORTEST, idle)), _LONGEST)
