"""Keeps which notifications stand, so that a start can take down what a process that was killed has left on the screen.

Nobody listens to their buttons any more. A number means something to one server alone, and the next server begins to
count anew: so it is kept with the server's own name on the bus, and the bus's own id. No bus gives such a name twice,
and no two buses have one id. Thus nobody else's notification is ever closed.
"""

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta

from tray.desktop.linux.dbus.connection import DAEMON, Bus
from tray.desktop.linux.notify.server_abilities_and_hints import NAME, PATH
from tray.lib.private_files import TRUNCATED, content_of, make_or_open

_MOST = 8
"""So many servers' entries are kept of runs before; more are not to be met again."""
_GOES_WITHIN = timedelta(seconds=2)
"""So long a server may take to put a notification away before the next one is shown all the same."""

Server = tuple[str, str]
"""The bus's id, and the unique name that the server has there."""


class LeftStanding:
    """The numbers of what stands, in a file that lasts as long as the session."""

    def __init__(self, path: str) -> None:
        """``path`` lies in a folder of this user alone, which need not be there yet."""
        self._path = path
        self._before: dict[Server, tuple[int, ...]] | None = None
        """What runs before this one have left; None while the file was not read."""
        self._now: dict[object, tuple[Server, tuple[int, ...]]] = {}
        self._written: object = None

    def claim(self, server: Server) -> tuple[int, ...]:
        """What a run before this one has left standing at a server; it is given once."""
        return self._former().pop(server, ())

    def keep(self, who: object, server: Server, numbers: Sequence[int]) -> None:
        """What ``who`` has standing at a server now, in place of what it had; in vain where nothing can be written."""
        former = self._former()
        self._now[who] = server, tuple(numbers)
        all_of_them = (*former.items(), *self._now.values())
        entries: Sequence[Sequence[object]] = [(*where, *found) for where, found in all_of_them if found][-_MOST:]
        if entries != self._written:
            self._written = entries
            with suppress(OSError):
                self._write(entries)

    def _write(self, entries: Sequence[Sequence[object]]) -> None:
        # Not forced onto a disk: after a power cut there is no screen on which anything stands.
        if entries:
            with open(make_or_open(self._path, TRUNCATED), "w", encoding="ascii") as file:
                json.dump(entries, file)
        else:
            with suppress(FileNotFoundError):
                os.unlink(self._path)

    def _former(self) -> dict[Server, tuple[int, ...]]:
        if self._before is None:
            self._before = _read(self._path)
        return self._before


def _read(path: str) -> dict[Server, tuple[int, ...]]:
    try:
        entries = json.loads(content_of(path))
        found = {(str(bus), str(owner)): tuple(map(int, numbers)) for bus, owner, *numbers in entries}
    except (OSError, ValueError, TypeError, RecursionError):
        return {}  # a kill has cut it off, or it was never there
    return {server: tuple(n for n in numbers if 0 < n < 1 << 32) for server, numbers in found.items()}


def ask_id(bus: Bus, known: Callable[[str | None], None]) -> None:
    """Ask the bus for its own id; None where it does not say."""
    bus.call(
        DAEMON,
        "/org/freedesktop/DBus",
        DAEMON,
        "GetId",
        answered=lambda answer: known(answer[0]),
        failed=lambda _error: known(None),
    )


def take_down(bus: Bus, number: int, gone: Callable[[], None]) -> None:
    """Close a notification; ``gone`` is called once, when the server has done so, or will not say."""
    # It may be closed already, which some servers call an error: then it has gone, too.
    bus.call(
        NAME,
        PATH,
        NAME,
        "CloseNotification",
        "u",
        (number,),
        auto_start=False,
        answered=lambda _answer: gone(),
        failed=lambda _error: gone(),
        timeout=_GOES_WITHIN,
    )
