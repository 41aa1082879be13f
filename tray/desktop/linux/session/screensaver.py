"""Whether the screen saver of this desktop says that it covers the screen."""

from collections.abc import Callable
from functools import partial

from tray.desktop.linux.dbus.connection import Body, Bus
from tray.desktop.linux.session.logind_session import Heard
from tray.errors import DesktopError

_PATHS = {
    "org.freedesktop.ScreenSaver": "/org/freedesktop/ScreenSaver",
    "org.gnome.ScreenSaver": "/org/gnome/ScreenSaver",
    "org.cinnamon.ScreenSaver": "/org/cinnamon/ScreenSaver",
    "org.mate.ScreenSaver": "/org/mate/ScreenSaver",
    "org.xfce.ScreenSaver": "/org/xfce/ScreenSaver",
}
"""Where each can be asked. Its name is that of its interface, too; KDE tells its signals from other paths."""


class ScreenSavers:
    """Tells when a screen saver covers the screen, and when it does no more. Starts none."""

    name = "screensaver"

    def __init__(self, bus: Bus, heard: Heard) -> None:
        self._bus = bus
        self._heard = heard
        self._owners: dict[str, str] = {}
        self._stops: list[Callable[[], None]] = []
        for service in _PATHS:
            self._stops += (
                bus.on_signal(
                    partial(self._changed, service), sender=service, interface=service, member="ActiveChanged"
                ),
                bus.watch_name(service, partial(self._owned, service)),
            )

    @property
    def known(self) -> bool:
        """Whether there is a screen saver that tells."""
        return bool(self._owners)

    def close(self) -> None:
        """Stop."""
        for stop in self._stops:
            stop()
        self._owners.clear()

    def _owned(self, service: str, owner: str | None) -> None:
        self._owners.pop(service, None)
        if owner is None:
            self._heard(service, False)  # nobody is left to say that it has ended
            return
        self._owners[service] = owner

        def learn(body: Body) -> None:
            if self._owners.get(service) == owner:
                self._heard(service, bool(body[0]))

        self._bus.call(
            service,
            _PATHS[service],
            service,
            "GetActive",
            answered=learn,
            failed=partial(self._mute, service),
            auto_start=False,
        )

    def _mute(self, service: str, _error: DesktopError) -> None:
        """It holds the name for other purposes, such as keeping the screen from going dark."""
        self._owners.pop(service, None)

    def _changed(self, service: str, body: Body, _sender: str, _path: str) -> None:
        self._heard(service, bool(body[0]))
