"""Which program is in front, whether it fills the screen, and when another one comes there, on any desktop."""

import os
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tray.desktop.common.quiet_programs import NONE, Programs
from tray.desktop.common.switching import Switching
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.display.reconnect import Comeback
from tray.desktop.linux.foreground.front_changes import InFront
from tray.errors import DesktopError
from tray.ports import Reactor

if TYPE_CHECKING:
    from tray.desktop.linux.foreground.front_kwin import KwinFront
    from tray.desktop.linux.foreground.front_wlr import WlrFront
    from tray.desktop.linux.foreground.front_x11 import X11Front


class Front:
    """Tells of the window in front at each change, as long as somebody can; of none when nobody can any more."""

    def __init__(
        self,
        reactor: Reactor,
        environment: Mapping[str, str] = os.environ,
        *,
        sizes: bool,
        programs: Programs = NONE,
        changed: InFront,
        session_bus: Bus | None = None,
    ) -> None:
        """``sizes`` says whether it matters if a window fills the screen, ``programs`` which programs do.

        KWin is asked over the bus.
        """
        self._bus = session_bus
        self._reactor = reactor
        self._environment = environment
        self._sizes = sizes
        self._programs = programs
        self._changed = changed
        self._source: X11Front | WlrFront | KwinFront | None = None
        self._known = False
        self._comeback = Comeback(reactor, environment, self._connect)
        self._connect()

    @property
    def name(self) -> str:
        """What is in use: ``ewmh``, ``wlr-foreign-toplevel``, ``kwin-script``, or ``none``."""
        return self._source.name if self._source is not None and self._known else "none"

    def close(self) -> None:
        """Stop."""
        self._comeback.stop()
        if self._source is not None:
            self._source.close()
            self._source = None

    def _connect(self) -> None:
        # Each is of use on some desktops only, and not loaded on the others.
        wayland = bool(self._environment.get("WAYLAND_DISPLAY"))
        if wayland and self._bus is not None and "KDE" in self._environment.get("XDG_CURRENT_DESKTOP", "").split(":"):
            from tray.desktop.linux.foreground.front_kwin import KwinFront

            self._source = KwinFront(
                self._reactor,
                self._bus,
                self._environment,
                sizes=self._sizes,
                programs=self._programs,
                changed=self._heard,
                gone=self._unknown,
            )
            return
        try:
            self._source = _of_display(wayland)(
                self._reactor,
                self._environment,
                sizes=self._sizes,
                programs=self._programs,
                changed=self._heard,
                lost=self._lost,
            )
        except DesktopError:
            self._comeback.await_server()  # nobody can tell now, and ``name`` says so

    def _heard(self, program: int | None, fills_screen: bool, named: bool) -> None:
        self._comeback.succeeded()
        self._known = True
        self._changed(program, fills_screen, named)

    def _lost(self, _error: DesktopError) -> None:
        self._source = None
        self._unknown()
        self._comeback.await_server()

    def _unknown(self) -> None:
        self._known = False
        self._changed(None, False, False)


def _of_display(wayland: bool) -> "type[WlrFront] | type[X11Front]":
    if wayland:
        from tray.desktop.linux.foreground.front_wlr import WlrFront

        return WlrFront
    from tray.desktop.linux.foreground.front_x11 import X11Front

    return X11Front


class LinuxForeground:
    """Posts ContextChanged when another application comes to the foreground, and says when it is a return."""

    def __init__(
        self,
        reactor: Reactor,
        environment: Mapping[str, str] = os.environ,
        seconds: Callable[[], float] = time.monotonic,
        session_bus: Bus | None = None,
    ) -> None:
        """``seconds`` counts waking time."""
        switching = Switching(reactor.post, seconds)
        self._front = Front(
            reactor,
            environment,
            sizes=False,
            changed=lambda program, _fills, _named: switching.came(program),
            session_bus=session_bus,
        )

    @property
    def name(self) -> str:
        """What is in use: ``ewmh``, ``wlr-foreign-toplevel``, ``kwin-script``, or ``none``."""
        return self._front.name

    def close(self) -> None:
        """Stop."""
        self._front.close()
