"""Which program's window is in front on an X11 desktop, and whether it fills the screen.

Window managers say so on the root window (EWMH). Titles are never read: the bits of a window's id that say which client
made it are enough to tell one program from another. Its class is read only where the settings name programs, or where
it fills the screen and may be our own, and is compared with those and forgotten.
"""

import os
import struct
from collections.abc import Callable, Mapping
from datetime import timedelta

from tray.desktop.common.quiet_programs import NONE, OWN, Programs
from tray.desktop.linux.display import x11 as ask
from tray.desktop.linux.display.x11 import X11
from tray.desktop.linux.foreground.front_changes import FrontChanges, InFront
from tray.errors import DesktopError
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor

GIVES = {
    "switches": {"xfce": "", "x11": ""},
    "fullscreen": {"xfce": "", "x11": ""},
    "programs": {"xfce": "", "x11": ""},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_SETTLED = timedelta(milliseconds=300)
"""A window that is being resized, or made to fill the screen, has come to rest by then."""


class X11Front:
    """Tells of the window in front at each change."""

    name = "ewmh"

    def __init__(
        self,
        reactor: Reactor,
        environment: Mapping[str, str] = os.environ,
        *,
        sizes: bool,
        programs: Programs = NONE,
        changed: InFront,
        lost: Callable[[DesktopError], None],
    ) -> None:
        """Raises DesktopError when no X server answers.

        ``sizes`` says whether it matters if a window fills the screen, ``programs`` which programs do.
        """
        self._sizes = sizes
        self._programs = programs
        self._named = False
        """The window in front is of one of those."""
        self._changes = FrontChanges(changed)
        self._atoms: dict[str, int] = {}
        self._window: int | None = None
        """None until some window manager says; 0 when no window is in front."""
        self._timer = OneTimer(reactor.later)
        self._x = X11(reactor, environment, ready=self._begin, event=self._event, lost=lost)

    def close(self) -> None:
        """Stop."""
        self._timer.cancel()
        self._x.close()

    def _begin(self) -> None:
        def keep(name: str) -> None:
            ask.atom(self._x, name, lambda number: self._atoms.update({name: number}))

        keep("_NET_WM_STATE")
        keep("_NET_WM_STATE_FULLSCREEN")
        keep("_NET_ACTIVE_WINDOW")
        ask.select(self._x, self._x.root, ask.PROPERTY_CHANGES)
        ask.atom(self._x, "_NET_ACTIVE_WINDOW", lambda _: self._look())

    def _event(self, code: int, packet: bytes) -> None:
        if code == ask.PROPERTY_CHANGED:
            (name,) = struct.unpack_from("=I", packet, 8)
            if name == self._atoms.get("_NET_ACTIVE_WINDOW"):
                self._look()
            else:
                self._x.rest(self._changes.lull())  # perhaps a clock in the name of the root window
        elif code == ask.WINDOW_CONFIGURED and not self._timer.runs:
            # A window's titles and the times of its key presses are properties like its state; to hear of those would
            # wake us all the time. But a window that comes to fill the screen, or no longer does, changes its size.
            self._x.rest(_SETTLED)
            self._timer.set(_SETTLED, self._look_at_state)
        elif code in (ask.WINDOW_DESTROYED, ask.WINDOW_HIDDEN):
            # Some window managers (openbox) leave it named as the active one when no other takes its place.
            (window,) = struct.unpack_from("=I", packet, 8)
            if window == self._window:
                self._window, self._named = 0, False
                self._tell(False)
        elif code == ask.WINDOW_SHOWN:
            self._look()

    def _look(self) -> None:
        ask.numbers(self._x, self._x.root, self._atoms["_NET_ACTIVE_WINDOW"], self._in_front)

    def _in_front(self, active: tuple[int, ...]) -> None:
        if not active and self._window is None:
            return  # no window manager, or none that says
        window = active[0] if active else 0
        if window == self._window:
            return
        if self._sizes:
            if self._window:
                ask.select(self._x, self._window, 0)
            if window:
                ask.select(self._x, window, ask.STRUCTURE_CHANGES)
        self._window, self._named = window, False
        if window and self._programs:
            self._look_at_class(window)
        else:
            self._look_at_state()

    def _look_at_class(self, window: int) -> None:
        def take(both: bytes) -> None:
            if window == self._window:
                # The name of the program as it was started, and that of its kind.
                self._named = any(name.decode(errors="replace") in self._programs for name in both.split(b"\0"))
                self._look_at_state()

        ask.text(self._x, window, ask.WM_CLASS, take)

    def _look_at_state(self) -> None:
        window = self._window
        if not window or not self._sizes:
            self._tell(False)
            return

        def take(states: tuple[int, ...]) -> None:
            if window != self._window:
                return
            if self._atoms["_NET_WM_STATE_FULLSCREEN"] in states:
                ask.text(self._x, window, ask.WM_CLASS, lambda both: self._fills(window, both))
            else:
                self._tell(False)

        ask.numbers(self._x, window, self._atoms["_NET_WM_STATE"], take)

    def _fills(self, window: int, both: bytes) -> None:
        """A window that fills the screen is in front; our own, which shows a break, does not count."""
        if window == self._window:
            self._tell(not any(name.decode(errors="replace").casefold() in OWN for name in both.split(b"\0")))

    def _tell(self, fills_screen: bool) -> None:
        self._changes.tell(self._window & ~self._x.id_mask if self._window else None, fills_screen, self._named)
