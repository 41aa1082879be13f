"""Waits for an X server that answers, with a tray on it, by a connection that never blocks.

What draws the icon there weighs 6 MiB, so it is not loaded before a tray is seen, and not for a panel that restarts.
"""

import struct
from collections.abc import Callable, Mapping
from datetime import timedelta

from tray.desktop.linux.display import x11 as ask
from tray.desktop.linux.display.addresses import display
from tray.desktop.linux.display.reconnect import Comeback
from tray.desktop.linux.display.x11 import X11
from tray.errors import DesktopError
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor

_LASTED = timedelta(minutes=1)
"""An icon that was there for so long may be made again at once; one that is lost sooner is made less and less often."""
_SETTLING = timedelta(seconds=1)
"""A panel that comes with both kinds of tray has said by then that it takes status notifiers, too."""


class XTrayAwaited:
    """Calls ``there`` when an X server has a tray: at once, or after days in which there was none, or it hung."""

    def __init__(
        self,
        reactor: Reactor,
        environment: Mapping[str, str],
        *,
        there: Callable[[], None],
        missing: Callable[[str], None],
    ) -> None:
        """``there`` raises DesktopError when the server is of no use after all; ``missing`` is told why it is none."""
        self._reactor = reactor
        self._environment = environment
        self._there = there
        self._missing = missing
        self._comeback = Comeback(reactor, environment, self.knock)
        self._x: X11 | None = None
        self._timer = OneTimer(reactor.later)
        self._atoms: dict[str, int] = {}

    def knock(self) -> None:
        """Look for it now."""
        self.close()
        try:
            self._tray = f"_NET_SYSTEM_TRAY_S{display(self._environment).screen}"
            self._x = X11(self._reactor, self._environment, ready=self._ask, event=self._event, lost=self._lost)
        except DesktopError as error:
            self._lost(error)

    def await_return(self) -> None:
        """It was there, and went away."""
        self.close()
        self._comeback.await_server()

    def close(self) -> None:
        """Look for it no longer."""
        self._comeback.stop()
        self._timer.cancel()
        if self._x is not None:
            self._x.close()
            self._x = None

    def _ask(self) -> None:
        def keep(name: str) -> None:
            ask.atom(x, name, lambda number: self._atoms.update({name: number}))

        assert self._x is not None
        x = self._x
        # It is heard from now on that a tray comes, and asked after that whether one is there.
        ask.select(x, x.root, ask.STRUCTURE_CHANGES)
        keep("MANAGER")
        keep(self._tray)
        ask.atom(x, self._tray, lambda tray: ask.owner(x, tray, self._told))

    def _told(self, owner: int) -> None:
        if owner:
            self._found()
        else:
            self._missing("No panel takes status notifier items, and there is no tray on the X server.")

    def _event(self, code: int, packet: bytes) -> None:
        if code != ask.CLIENT_MESSAGE:
            return
        kind, _time, selection = struct.unpack_from("=III", packet, 8)
        if (kind, selection) == (self._atoms.get("MANAGER"), self._atoms.get(self._tray)) and not self._timer.runs:
            self._timer.set(_SETTLING, self._found)

    def _found(self) -> None:
        self.close()
        try:
            self._there()
        except DesktopError as error:
            self._lost(error)
        else:
            self._timer.set(_LASTED, self._comeback.succeeded)

    def _lost(self, error: DesktopError) -> None:
        self._missing(str(error))
        self.await_return()
