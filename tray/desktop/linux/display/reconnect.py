"""When a server that went away is asked for again."""

import os
from collections.abc import Callable, Mapping
from datetime import timedelta

from tray.desktop.linux.display.addresses import display, socket_path
from tray.desktop.linux.watch.file_watch import FileWatch
from tray.errors import DesktopError
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor

_FIRST_TRY, _LAST_TRY = timedelta(seconds=1), timedelta(minutes=5)
"""How long until it is tried again; each time twice as long. A server that starts is seen at once by its socket."""


class Comeback:
    """Calls ``again`` when a server may be there again, and otherwise ever more rarely."""

    def __init__(
        self,
        reactor: Reactor,
        environment: Mapping[str, str],
        again: Callable[[], None],
        socket: str | None = None,
    ) -> None:
        """``socket`` is where another server than that of the display would appear."""
        self._reactor = reactor
        self._environment = environment
        self._socket = socket
        self._again = again
        self._next = _FIRST_TRY
        self._timer = OneTimer(reactor.later)
        self._watch: FileWatch | None = None

    def await_server(self) -> None:
        """Begin to wait; where there can be no server, that is for ever."""
        self.stop()
        socket = self._socket or _socket(self._environment)
        if socket is not None:
            self._watch = FileWatch(self._reactor, socket, self._call)
            if self._socket and self._watch.name == "inotify" and not os.path.exists(socket):
                # Nobody can be there, and its coming is told; an X server alone may be there without a file.
                self._timer.set(_LAST_TRY, self._call)
            else:
                self.await_time()

    def await_time(self) -> None:
        """Wait for nothing but time to pass."""
        if not self._timer.runs:
            self._timer.set(self._next, self._call)
            self._next = min(self._next * 2, _LAST_TRY)

    def succeeded(self) -> None:
        """It is back: the next time it goes away it is tried again soon."""
        self.stop()
        self._next = _FIRST_TRY

    def stop(self) -> None:
        """Wait no longer."""
        self._timer.cancel()
        if self._watch is not None:
            self._watch.close()
        self._watch = None

    def _call(self) -> None:
        self.stop()
        self._again()


def _socket(environment: Mapping[str, str]) -> str | None:
    """Where a server would appear; None when there cannot be one."""
    try:
        return socket_path(environment) if environment.get("WAYLAND_DISPLAY") else display(environment).path
    except DesktopError:
        return None
