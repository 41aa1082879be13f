"""Chooses who says when there is input on this desktop, and another one when that changes while we run."""

import os
from collections.abc import Callable, Mapping
from datetime import timedelta

from tray.core.messages.events import InputUnknown
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.display.reconnect import Comeback
from tray.desktop.linux.input.idle_mutter import SERVICE as MUTTER
from tray.desktop.linux.input.idle_mutter import MutterInput
from tray.errors import DesktopError
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor, Source

_PATIENCE = timedelta(seconds=10)
"""A server that has not told anything by then is as good as none."""


class LinuxInput:
    """Posts InputSeen and InputStopped from the best source there is, and InputUnknown, once, while there is none.

    Under Wayland the X server knows only of input to X programs, so it is never asked there.
    """

    def __init__(
        self,
        reactor: Reactor,
        session_bus: Bus | None,
        quiet: timedelta,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        """``quiet`` is how long there must be no input for it to have stopped."""
        self._reactor = reactor
        self._bus = session_bus
        self._quiet = quiet
        self._environment = environment
        self._source: Source | None = None
        self._ready = self._unknown = self._mutter = False
        self._timer = OneTimer(reactor.later)
        self._comeback = Comeback(reactor, environment, self._choose)
        self._stop: Callable[[], None] = lambda: None
        if session_bus is None:
            self._choose()
        else:
            # It tells at once who owns the name, or that nobody does.
            self._stop = session_bus.watch_name(MUTTER, self._mutter_owned)

    @property
    def name(self) -> str:
        """What is in use: ``mutter``, ``ext-idle-notify-v2``, ``org_kde_kwin_idle``, ``x11-sync``, or ``none``."""
        return self._source.name if self._source is not None and self._ready else "none"

    def close(self) -> None:
        """Stop."""
        self._let_go()
        self._stop()

    def _mutter_owned(self, owner: str | None) -> None:
        self._mutter = owner is not None
        self._choose()

    def _choose(self) -> None:
        self._let_go()
        self._timer.set(_PATIENCE, self._fail)
        try:
            self._source = self._best()
        except DesktopError:
            self._fail()  # nobody here can tell now, and that is what gets posted

    def _best(self) -> Source:
        if self._mutter and self._bus is not None:
            return MutterInput(self._reactor, self._bus, self._quiet, ready=self._begin, lost=self._lost)
        # Each of these is of use on some desktops only, and not loaded on the others.
        if self._environment.get("WAYLAND_DISPLAY"):
            from tray.desktop.linux.input.idle_wayland import WaylandInput

            return WaylandInput(self._reactor, self._quiet, self._environment, ready=self._begin, lost=self._lost)
        from tray.desktop.linux.input.idle_x11 import X11Input

        return X11Input(self._reactor, self._quiet, self._environment, ready=self._begin, lost=self._lost)

    def _begin(self) -> None:
        self._ready, self._unknown = True, False
        self._comeback.succeeded()
        self._timer.cancel()

    def _lost(self, _error: DesktopError) -> None:
        self._fail()

    def _fail(self) -> None:
        self._let_go()
        if not self._unknown:
            self._unknown = True
            self._reactor.post(InputUnknown())
        self._comeback.await_server()
        if self._mutter:
            self._comeback.await_time()

    def _let_go(self) -> None:
        if self._source is not None:
            self._source.close()
        self._timer.cancel()
        self._comeback.stop()
        self._source = None
        self._ready = False
