"""Looks whether the settings file has changed, where the system does not tell a program that only waits."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tray.desktop.common.file_settling import GONE, MOST_PUT_OFF, SETTLED
from tray.ports import Reactor

_EVERY = timedelta(milliseconds=1800)
"""Together with what a file takes to settle it is less than two seconds."""

_Print = tuple[int, ...]
"""What tells one version of a file from the next; empty when there is no file."""


class LookingWatch:
    """Calls ``changed`` after each change of a file, once for each save.

    It looks about every two seconds, since a saved file is promised to act within two. For a file that changes once a
    month that is a lot, but one look is one question to the system. To be told instead, Windows wants a thread and
    macOS a descriptor for every folder on the way, and the libraries that hide this cost 7 MiB.
    """

    name = "looking"
    problem: str | None = None
    """Here this is the way, and not a lack."""

    def __init__(self, reactor: Reactor, path: str | Path, changed: Callable[[], None]) -> None:
        self._reactor = reactor
        self._path = Path(path)
        self._changed = changed
        self._known = self._settling = _print(self._path)
        self._put_off = 0
        self._timer = reactor.later(_EVERY, self._look)

    def close(self) -> None:
        """Stop."""
        self._timer.cancel()

    def _look(self) -> None:
        now = _print(self._path)
        if now == self._known:
            self._rest(now)
        elif now == self._settling or self._put_off >= MOST_PUT_OFF:
            self._known = now
            self._rest(now)
            self._changed()
        else:
            self._settling = now
            self._put_off += 1
            self._timer = self._reactor.later(SETTLED if now else GONE, self._look)

    def _rest(self, now: _Print) -> None:
        self._settling = now
        self._put_off = 0
        self._timer = self._reactor.later(_EVERY, self._look)


def _print(path: Path) -> _Print:
    try:
        seen = path.stat()
    except OSError:
        return ()  # whatever keeps us from reaching it, there is no file for us
    return seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns
