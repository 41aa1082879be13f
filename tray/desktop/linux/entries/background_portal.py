"""Starts the program with the session from within Flatpak, where only the background portal can arrange it.

https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Background.html: the portal takes the wish
and says whether it was granted; it can't be asked later. So what it granted is noted in an entry in the sandbox's own
folder, which no desktop reads.
"""

import os
from collections import deque
from collections.abc import Mapping
from contextlib import closing

from jeepney import DBusAddress, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.auth import AuthenticationError
from jeepney.io.blocking import DBusConnection, prep_socket

from tray.desktop.common.autostart_and_menu_entry import Standing
from tray.desktop.linux.dbus.wire import sockets
from tray.desktop.linux.entries.autostart import Autostart
from tray.errors import DesktopError
from tray.lib.language.translation import say

_PORTAL = "org.freedesktop.portal.Desktop"
_BACKGROUND = "org.freedesktop.portal.Background"
_REQUEST = "org.freedesktop.portal.Request"
_PATH = "/org/freedesktop/portal/desktop"
_TOKEN = "backpressure"
_COMMAND = ("backpressure",)
_PATIENCE = 2.0
"""Seconds. A portal answers at once, since starting needs no question; the loop waits meanwhile if the menu asked."""
_GRANTED = 0


class BackgroundPortal:
    """The wish at the portal; see ``autostart.Entry``."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        """Raises DesktopError for a user without a home."""
        self._environment = environment
        self._noted = Autostart(_COMMAND, environment)

    def standing(self) -> Standing:
        """What the portal granted last. Raises DesktopError."""
        return Standing(self._noted.standing().on, _BACKGROUND)

    def on(self) -> None:
        """Ask for it. Raises DesktopError."""
        if not self._ask(start=True):
            raise _impossible()
        self._noted.on()

    def off(self) -> None:
        """Ask for it no more. Raises DesktopError."""
        self._ask(start=False)
        self._noted.off()

    def _ask(self, *, start: bool) -> bool:
        """Whether the session will start it. Raises DesktopError when nobody can say."""
        address = sockets("session", self._environment)[0]
        try:
            with closing(DBusConnection(prep_socket(address))) as bus:
                return _answered(bus, start)
        except (OSError, AuthenticationError) as error:
            raise _impossible() from error


def _answered(bus: DBusConnection, start: bool) -> bool:
    sender = bus.unique_name.removeprefix(":").replace(".", "_")
    # The answer may come before that to the call, so it is waited for before the call is made.
    answers = MatchRule(type="signal", interface=_REQUEST, member="Response", path=f"{_PATH}/request/{sender}/{_TOKEN}")
    bus.send_and_get_reply(message_bus.AddMatch(answers), timeout=_PATIENCE)
    heard: deque[Message] = deque()
    with bus.filter(answers, queue=heard):
        wish = {"handle_token": ("s", _TOKEN), "autostart": ("b", start), "commandline": ("as", list(_COMMAND))}
        portal = DBusAddress(_PATH, _PORTAL, _BACKGROUND)
        call = new_method_call(portal, "RequestBackground", "sa{sv}", ("", wish))
        if bus.send_and_get_reply(call, timeout=_PATIENCE).header.message_type is MessageType.error:
            raise _impossible()
        code, result = bus.recv_until_filtered(heard, timeout=_PATIENCE).body
    return bool(code == _GRANTED and result.get("autostart") == ("b", True))


def _impossible() -> DesktopError:
    return DesktopError(
        say("This isn't possible from Flatpak's sandbox. Add Backpressure in the settings of your desktop.")
    )
