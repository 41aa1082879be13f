"""Whether the screen is locked, another user has the seat, and the machine is about to sleep or to stop."""

import os
from collections.abc import Callable, Mapping

from tray.core.messages.events import Locked, Unlocked
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.session.logind_power import Power
from tray.desktop.linux.session.logind_session import OwnSession
from tray.desktop.linux.session.screensaver import ScreenSavers
from tray.ports import Reactor


class LinuxSession:
    """Posts Locked and Unlocked, once for each change whoever tells of it, and has the work saved in time.

    Without a bus, or with nobody on it who knows, nothing is posted: the gaps between inputs then say what is work.
    """

    def __init__(
        self,
        reactor: Reactor,
        system_bus: Bus | None,
        session_bus: Bus | None,
        saving: Callable[[], None],
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        """``saving`` is called when the machine is about to sleep or to stop; it returns when all is on disk."""
        self._reactor = reactor
        self._closed = False
        self._closed_by: set[str] = set()
        self._parts: list[Power | OwnSession | ScreenSavers] = []
        if system_bus is not None:
            self._parts += Power(reactor, system_bus, saving), OwnSession(reactor, system_bus, environment, self._heard)
        if session_bus is not None:
            self._parts.append(ScreenSavers(session_bus, self._heard))

    @property
    def name(self) -> str:
        """Who tells: ``logind``, ``screensaver``, both with a comma between, or ``none``."""
        return ", ".join(dict.fromkeys(part.name for part in self._parts if part.known)) or "none"

    def close(self) -> None:
        """Stop, and let the machine sleep without asking us."""
        self._closed = True
        for part in self._parts:
            part.close()

    def _heard(self, who: str, closed: bool) -> None:
        """``who`` says that the screen is closed to the person, or open."""
        before = bool(self._closed_by)
        if closed:
            self._closed_by.add(who)
        else:
            self._closed_by.discard(who)
        if bool(self._closed_by) != before and not self._closed:
            self._reactor.post(Locked() if closed else Unlocked())
