"""Serves a display that the person works on beside the first: an icon there, and notices where its bus has a server.

The program runs on one display and hears of others by those who are started there, see ``input.displays``. Where such a
display is on the bus of the first, its panel shows the icon of the first already, if it shows status notifiers at all,
and the one server shows the notices. So there the icon is for a tray that knows only XEMBED.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress

from tray.desktop.common.tray_and_notices_on_displays import LastingTray
from tray.desktop.icon.pictures import Pictures
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.dbus.wire import sockets
from tray.desktop.linux.tray.status_notifier_or_xembed import LinuxTray
from tray.errors import DesktopError
from tray.ports import Notifier, Reactor

_SCREEN, _BUS = ("DISPLAY", "XAUTHORITY", "WAYLAND_DISPLAY"), "DBUS_SESSION_BUS_ADDRESS"
"""What tells a program where it is seen."""


class JoinedDisplay:
    """One of them."""

    def __init__(
        self,
        environment: Mapping[str, str],
        own: Mapping[str, str],
        reactor: Reactor,
        make_notifier: Callable[[Bus], Notifier],
    ) -> None:
        """``own`` is the environment of the first display, ``make_notifier`` speaks to the server on a bus."""
        self.environment = environment
        self.notifier: Notifier | None = None
        """None where nobody shows notices who doesn't show those of the first display."""
        self.tray = LastingTray()
        self._pictures: Pictures | None = None
        self._reactor = reactor
        has_bus = _bus_of(environment) not in (None, _bus_of(own))
        self._bus = self._connect() if has_bus else None
        if self._bus is not None:
            self.notifier = make_notifier(self._bus)

    def show_icon(self, pictures: Pictures | None) -> None:
        """Show the icon by these pictures from now on; None takes it away."""
        self._pictures = pictures
        self.tray.close()
        if pictures is not None:
            bus = self._connect() if self._bus is not None else None
            self.tray.serve(LinuxTray(bus, self._reactor, pictures, environment=self.environment))

    def seen_from(self, environment: Mapping[str, str]) -> dict[str, str]:
        """An environment of a program of the first display, changed so that it is seen here."""
        told = {name: value for name, value in environment.items() if name not in _SCREEN}
        return told | {name: self.environment[name] for name in (*_SCREEN, _BUS) if name in self.environment}

    def close(self) -> None:
        """Let go of all."""
        self.tray.close()
        if self._bus is not None:
            self._bus.close()
        self._bus = self.notifier = None

    def _connect(self) -> Bus | None:
        with suppress(DesktopError):  # the icon is for a tray without a bus, then
            return Bus.connect("session", self._reactor, lost=self._lost, environment=self.environment)
        return None

    def _lost(self) -> None:
        """Its bus went away, and with it mostly the display, which may come back: somebody starts there again then."""
        if self._bus is not None:
            self._bus.close()
            self._bus = self.notifier = None
            self.show_icon(self._pictures)


def _bus_of(environment: Mapping[str, str]) -> list[str] | None:
    try:
        return sockets("session", environment)
    except DesktopError:
        return None
