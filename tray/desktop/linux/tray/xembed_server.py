"""What an icon needs of its X server: that it keeps nobody waiting, and learns what its window is called.

python-xlib waits for each answer without a bound, and pystray's icon asks through it. A server that hangs would so
hold up the record of the day and the command line. Here its waiting is bounded from outside, to two seconds, once; the
icon then takes the server for lost, and it is found again by a connection that never waits (``xembed_return``).
"""

import select
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from Xlib.display import Display
from Xlib.error import ConnectionClosedError, DisplayError, XauthError
from Xlib.protocol import display as protocol

from tray.lib.one_timer import OneTimer
from tray.ports import Reactor

UNREACHABLE = (DisplayError, XauthError, ConnectionClosedError, OSError)
"""What is raised when the server is not there, is there no more, or does not answer in time."""
PATIENCE_SECONDS = 2.0
"""A healthy server answers within a few milliseconds; one on a busy machine within some hundred."""


class _Bounded:
    """Stands where python-xlib looks for the module ``select``."""

    error = OSError

    @staticmethod
    def select(reading: Iterable[Any], writing: Iterable[Any], _: Iterable[Any], seconds: float | None) -> Any:
        """As ``select.select``; raises TimeoutError where that would wait for longer than is good."""
        found = select.select(reading, writing, (), PATIENCE_SECONDS if seconds is None else seconds)
        if seconds is None and not any(found):
            raise TimeoutError("the X server does not answer")
        return found


def bound_waiting() -> None:
    """Let no connection of python-xlib in this process wait for longer than PATIENCE_SECONDS at a time."""
    vars(protocol)["select"] = _Bounded


class Wire:
    """When is there something to read, and room for what waits? When none of it goes in two seconds, the server hangs.

    The socket takes what there is room for, and no more.
    """

    def __init__(self, display: Any, reactor: Reactor, *, ready: Callable[[], None], hangs: Callable[[], None]) -> None:
        """``ready`` is called when there is something to read, or room; it reads, sends, and calls ``look``."""
        self._inner = display.display
        self._inner.socket.setblocking(False)
        self._descriptor = display.fileno()
        self._reactor = reactor
        self._ready = ready
        self._hangs = hangs
        self._sent = 0
        self._timer = OneTimer(reactor.later)

    def open(self) -> None:
        """Begin."""
        self._reactor.watch(self._descriptor, self._ready)

    def look(self) -> None:
        """To be called after everything that was said."""
        waiting = bool(self._inner.data_send)
        if waiting and not self._timer.runs:
            self._await_room()
            self._reactor.watch(self._descriptor, self._ready, self._ready)
        elif not waiting and self._timer.runs:
            self._timer.cancel()
            self.open()

    def close(self) -> None:
        """Nothing is called any more."""
        self._timer.cancel()
        self._reactor.unwatch(self._descriptor)

    def _await_room(self) -> None:
        self._sent = self._inner.data_sent_bytes
        self._timer.set(timedelta(seconds=PATIENCE_SECONDS), self._judge)

    def _judge(self) -> None:
        if self._inner.data_sent_bytes == self._sent:
            self._hangs()
        else:
            self._await_room()


def let_go(display: Any) -> None:
    """Hang up without a word to the server, which may be gone. Harmless when that was done before."""
    display.display.close_internal("client")


def name_window(display: Display, window: Any, name: str) -> None:
    """Give ``window`` a name that panels and readers of the screen can say; the server is waited for the first time."""
    window.change_property(display.get_atom("_NET_WM_NAME"), display.get_atom("UTF8_STRING"), 8, name.encode())
