"""Whether the person has told the notification server not to disturb them.

Each server keeps that in a place of its own. Most tell of a change by a signal; then the place is looked at again.
"""

import os
from collections.abc import Callable, Mapping
from datetime import timedelta

from tray.desktop.linux.dbus.connection import Body, Bus
from tray.desktop.linux.dbus.gsettings import GnomeSetting
from tray.desktop.linux.dbus.kept_value import KeptValue
from tray.errors import DesktopError
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor

GIVES = {
    "do-not-disturb": {"xfce": "", "x11": "", "sway": "", "gnome": "", "kde": ""},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_NOTIFICATIONS, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_XFCONF, _XFCONF_PATH, _XFCE_CHANNEL = "org.xfce.Xfconf", "/org/xfce/Xfconf", "xfce4-notifyd"
_SWAYNC, _SWAYNC_PATH = "org.erikreider.swaync.cc", "/org/erikreider/swaync/cc"
_MAKO, _MAKO_PATH = "fr.emersion.Mako", "/fr/emersion/Mako"
_GNOME = "gnome-shell"
_ASKED_AGAIN = timedelta(seconds=15)
"""While it is on, where nobody tells when it ends."""


def _property(interface: str, name: str) -> KeptValue:
    changed = ((_PROPERTIES, "PropertiesChanged"),)
    return KeptValue(
        _NOTIFICATIONS,
        _PATH,
        _PROPERTIES,
        "Get",
        "ss",
        (interface, name),
        lambda held: bool(held[1]),
        changed,
        interface,
    )


_KDE = _property(_NOTIFICATIONS, "Inhibited")
_PLACES = {
    "dunst": _property("org.dunstproject.cmd0", "paused"),
    "Plasma": _KDE,
    "Xfce Notify Daemon": KeptValue(
        _XFCONF,
        _XFCONF_PATH,
        _XFCONF,
        "GetProperty",
        "ss",
        (_XFCE_CHANNEL, "/do-not-disturb"),
        lambda held: bool(held[1]),
        ((_XFCONF, "PropertyChanged"), (_XFCONF, "PropertyRemoved")),
        _XFCE_CHANNEL,
    ),
    "SwayNotificationCenter": KeptValue(
        _SWAYNC,
        _SWAYNC_PATH,
        _SWAYNC,
        "GetDnd",
        "",
        (),
        bool,
        ((_SWAYNC, "Subscribe"), (_SWAYNC, "SubscribeV2")),
    ),
    # Its modes are made by whoever configures it; these are the names people use.
    "mako": KeptValue(
        _NOTIFICATIONS,
        _MAKO_PATH,
        _MAKO,
        "ListModes",
        "",
        (),
        lambda modes: "do-not-disturb" in modes or "dnd" in modes,
        ((_PROPERTIES, "PropertiesChanged"),),
        _MAKO,
    ),
}
"""By the name that the server gives itself."""
_TELL_NO_END = ("mako",)
"""Versions up to 1.7 tell of no change."""


class DoNotDisturb:
    """Tells whether do-not-disturb is on, at each change, as far as the server that is there now tells."""

    def __init__(
        self,
        reactor: Reactor,
        bus: Bus,
        told: Callable[[bool], None],
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self.name = "none"
        """The notification server that tells; ``none`` while there is none that does."""
        self._reactor = reactor
        self._bus = bus
        self._environment = environment
        self._told = told
        self._owner: str | None = None
        self._timer = OneTimer(reactor.later)
        self._stops: list[Callable[[], None]] = []
        self._stop = bus.watch_name(_NOTIFICATIONS, self._owned)

    def close(self) -> None:
        """Stop."""
        self._stop()
        self._forget()

    def _owned(self, owner: str | None) -> None:
        self._forget()
        self._owner = owner
        if owner is None:
            self._told(False)
            return

        def named(body: Body) -> None:
            if owner == self._owner:
                self._listen(body[0])

        self._bus.call(
            _NOTIFICATIONS,
            _PATH,
            _NOTIFICATIONS,
            "GetServerInformation",
            answered=named,
            failed=_mute,
            auto_start=False,
        )

    def _forget(self) -> None:
        self.name = "none"
        self._owner = None
        self._timer.cancel()
        for stop in self._stops:
            stop()
        self._stops = []

    def _listen(self, server: str) -> None:
        if server == _GNOME:
            self._listen_to_gnome()
            return
        place = _PLACES.get(server, _KDE)  # others may have taken KDE's extension over
        owner = self._owner

        def ask() -> None:
            place.ask(self._bus, learn)

        def learn(on: bool | None) -> None:
            if owner == self._owner:
                if on and server in _TELL_NO_END:
                    self._ask_again(ask)
                self.name = server if on is not None or server in _PLACES else "none"
                self._told(bool(on))  # where it was never set there is no answer, and it is off

        self._stops += place.watch(self._bus, ask)
        ask()

    def _ask_again(self, ask: Callable[[], None]) -> None:
        self._timer.set(_ASKED_AGAIN, ask)

    def _listen_to_gnome(self) -> None:
        self.name = _GNOME
        setting = GnomeSetting(
            self._reactor,
            self._bus,
            "org.gnome.desktop.notifications",
            "show-banners",
            lambda value: self._told(value == "false"),
            self._environment,
        )
        self._stops.append(setting.close)


def _mute(_error: DesktopError) -> None:
    """A server that does not even say its name is not asked for more."""
