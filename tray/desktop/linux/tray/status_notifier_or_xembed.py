"""Chooses StatusNotifier where a panel shows such items, else XEmbed, and chooses anew when that changes.

A watcher on the bus is no panel: some run where nothing draws, and say so. The item is registered with it all the same,
and the icon stays in the tray that shows it.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from tray.desktop.icon.tray import Pictures, PystrayTray
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.tray.status_notifier import NAME as WATCHER
from tray.lib.language.translation import say
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor
from tray.view.tray.face import Face

if TYPE_CHECKING:
    from tray.desktop.linux.tray.xembed_return import XTrayAwaited

GIVES = {
    "icon": {"xfce": "", "x11": "", "sway": "", "gnome": "with its AppIndicator extension", "kde": ""},
    "menu": {"xfce": "", "x11": "", "sway": "", "gnome": "", "kde": ""},
    "left click": {"xfce": "", "x11": "", "sway": "", "gnome": "opens the menu", "kde": ""},
    "tooltip": {"xfce": "", "x11": "", "sway": "", "kde": ""},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_PROGRAM, _HEADING = "backpressure", "Backpressure"
_SETTLING = timedelta(seconds=3)
"""A panel that has both kinds of tray, or is being restarted, gets this long to say that it takes status notifiers."""


class LinuxTray:
    """Fulfils ``ports.Tray``: by status notifier where a panel shows it, else by XEMBED on X11; one icon at any time.

    It waits for either to come. No X connection is opened as long as a panel shows the status notifier.
    """

    def __init__(
        self,
        bus: Bus | None,
        reactor: Reactor,
        pictures: Pictures,
        *,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        """``bus`` is a connection of its own to the session bus, closed with the tray; None where there is no bus."""
        self.name = "none"
        self.problem: str | None = None
        """Why there can be no icon; None as long as there can."""
        self._bus = bus
        self._reactor = reactor
        self._pictures = pictures
        self._has_x11 = bool(environment.get("DISPLAY")) and not environment.get("WAYLAND_DISPLAY")
        self._face: Face | None = None
        self._has_watcher = self._knows = False
        self._awaits_x_tray = False
        self._notifier: PystrayTray | None = None
        self._embedded: PystrayTray | None = None
        self._environment = environment
        self._x_tray: XTrayAwaited | None = None
        self._timer = OneTimer(reactor.later)
        self._stop_watching: Callable[[], None] = lambda: None
        if bus is None:
            self._want_embedding()
        else:
            self._notifier = self._make_notifier(bus)
            self._stop_watching = bus.watch_name(WATCHER, self._watcher_changed)

    def show(self, face: Face) -> None:
        """Show ``face`` wherever there is a tray, now and later."""
        self._face = face
        for tray in (self._notifier, self._embedded):
            if tray is not None:
                tray.show(face)

    def hosted(self) -> bool:
        """Whether a panel shows the icon now."""
        return any(tray is not None and bool(tray.hosted()) for tray in (self._notifier, self._embedded))

    @property
    def is_drawn(self) -> bool:
        """Whether a panel has asked for the picture."""
        return self._notifier is not None and self._notifier.is_drawn

    @property
    def is_alone(self) -> bool:
        """Whether it's known that nobody takes status notifiers now."""
        return self._knows and not self._has_watcher

    def close(self) -> None:
        """Take the icon away."""
        self._timer.cancel()
        self._stop_watching()
        self._unembed()
        if self._notifier is not None:
            self._notifier.close()
            self._notifier = None
        if self._bus is not None:
            self._bus.close()  # a panel drops an item when its connection goes

    def _make_notifier(self, bus: Bus) -> PystrayTray:
        from tray.desktop.linux.tray.status_notifier import StatusNotifierIcon

        icon = StatusNotifierIcon(_PROGRAM, bus=bus, reactor=self._reactor, heading=_HEADING)
        tray = PystrayTray("status-notifier", icon, picture=self._pictures, post=self._reactor.post)
        icon.on_secondary = tray.secondary
        icon.on_hosting = self._choose
        return tray

    def _watcher_changed(self, owner: str | None) -> None:
        self._has_watcher, self._knows = owner is not None, True
        self._timer.cancel()  # whoever just came gets the time to say whether a panel is there
        self._choose()

    def _choose(self) -> None:
        if self._notifier is not None and self._notifier.hosted():
            self._timer.cancel()
            self._unembed()
            self.name, self.problem = "status-notifier", None
        elif self._embedded is None:
            self.name = "status-notifier" if self._has_watcher else "none"
            if not (self._timer.runs or self._awaits_x_tray):
                self._timer.set(_SETTLING, self._want_embedding)

    def _want_embedding(self) -> None:
        if self._has_x11:
            self._awaits_x_tray = True
            self._await_x_tray().knock()
        else:
            self.problem = say("No panel takes status notifier items.")

    def _await_x_tray(self) -> "XTrayAwaited":
        if self._x_tray is None:
            # Not needed where a panel takes status notifiers, least of all for the first icon of a start.
            from tray.desktop.linux.tray.xembed_return import XTrayAwaited

            there, missing = self._embed, self._cannot_embed
            self._x_tray = XTrayAwaited(self._reactor, self._environment, there=there, missing=missing)
        return self._x_tray

    def _cannot_embed(self, why: str) -> None:
        self.problem = why

    def _embed(self) -> None:
        self._embedded = self._make_embedded()
        self.name, self.problem = "xembed", None
        if self._face is not None:
            self._embedded.show(self._face)

    def _make_embedded(self) -> PystrayTray:
        with _on_display_of(self._environment):
            # Only now: it loads python-xlib and opens a display.
            from tray.desktop.linux.tray.xembed import XEmbedIcon

            icon = XEmbedIcon(_PROGRAM, reactor=self._reactor, lost=self._lost_x11)
        tray = PystrayTray("xembed", icon, picture=self._pictures, post=self._reactor.post)
        icon.on_secondary = tray.secondary
        return tray

    def _lost_x11(self) -> None:
        self._embedded = None
        self.name, self.problem = "none", say("The X server went away, or isn't responding.")
        self._await_x_tray().await_return()

    def _unembed(self) -> None:
        self._awaits_x_tray = False
        if self._x_tray is not None:
            self._x_tray.close()
        if self._embedded is not None:
            self._embedded.close()
            self._embedded = None


@contextmanager
def _on_display_of(environment: Mapping[str, str]) -> Iterator[None]:
    """Python-xlib knows only the display in the environment of this process, which may be another one."""
    names = ("DISPLAY", "XAUTHORITY")
    before, wanted = ({name: each.get(name) for name in names} for each in (os.environ, environment))
    _set(wanted)
    try:
        yield
    finally:
        _set(before)


def _set(values: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
