"""Tells the person when the notification server is slow or refuses what it should show, and when that is over."""

from collections.abc import Callable
from datetime import timedelta

from tray.desktop.linux.dbus.connection import BusError
from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.ports import Reactor

_SLOW = timedelta(seconds=10)
"""A server answers within milliseconds; one that has not by then is worth a word."""
_GONE = {
    None,
    *(f"org.freedesktop.DBus.Error.{one}" for one in ("NoReply", "Disconnected", "NameHasNoOwner", "ServiceUnknown")),
}
"""Errors that the bus makes itself when there is nobody to answer."""


class ServerTrouble:
    """Tells what keeps notices from the person, a server that is silent or refuses, and when that is over."""

    def __init__(self, reactor: Reactor, tell: Callable[[str | None], None]) -> None:
        """``tell`` gets a sentence, or None when all is well."""
        self._reactor = reactor
        self._tell = tell
        self._told: str | None = None

    def asked(self) -> Callable[[DesktopError | None], None]:
        """The server is asked something; the result is to be called with what came, None for an answer."""
        timer = self._reactor.later(_SLOW, self._mute)

        def came(error: DesktopError | None) -> None:
            timer.cancel()
            if error is None:
                self._say(None)
            elif isinstance(error, BusError) and error.name not in _GONE:
                self._refuses(error.name)

        return came

    def over(self) -> None:
        """The server has gone, or another one has come."""
        self._say(None)

    def _mute(self) -> None:
        self._say(
            say(
                "The notification server isn't responding; until it does, suggestions are in the menu of the tray icon."
            )
        )

    def _refuses(self, name: str | None) -> None:
        self._say(
            say(
                "The notification server refuses what it should show ({error}); it's asked again, less and less often.",
                error=name,
            )
        )

    def _say(self, words: str | None) -> None:
        if words != self._told:
            self._told = words
            self._tell(words)
