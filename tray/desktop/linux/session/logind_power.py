"""When the machine is about to sleep or to stop: logind tells, and waits for those who have something to save.

It waits while somebody holds a *delay* lock, for five seconds at most (systemd, Inhibitor Locks). We never hold one
that blocks.
"""

import os
from collections.abc import Callable

from tray.core.messages.events import Looked
from tray.desktop.linux.dbus.connection import Body, Bus
from tray.errors import DesktopError
from tray.lib.language.translation import mark, say
from tray.ports import Reactor

GIVES = {
    "suspend": {"xfce": "", "x11": "", "sway": "", "gnome": "", "kde": ""},
    "session end": {"xfce": "", "x11": "", "sway": "", "gnome": "", "kde": ""},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

SERVICE = "org.freedesktop.login1"
PATH, MANAGER = "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
_WHY = mark("Saves how much you worked")


class Power:
    """Has everything saved before the machine sleeps or stops, and has the loop look when it wakes."""

    name = "logind"

    def __init__(self, reactor: Reactor, bus: Bus, saving: Callable[[], None]) -> None:
        self.known = False
        """Whether logind is there."""
        self._reactor = reactor
        self._bus = bus
        self._saving = saving
        self._lock: int | None = None
        self._leaving = self._closed = False
        self._stops = [
            bus.on_signal(self._sleep, sender=SERVICE, interface=MANAGER, member="PrepareForSleep", path=PATH),
            bus.on_signal(self._shutdown, sender=SERVICE, interface=MANAGER, member="PrepareForShutdown", path=PATH),
            bus.watch_name(SERVICE, self._owned),
        ]

    def close(self) -> None:
        """Stop."""
        self._closed = True
        for stop in self._stops:
            stop()
        self._release()

    def _owned(self, owner: str | None) -> None:
        # A lock ends with the logind that gave it.
        self._release()
        self.known = owner is not None
        self._leaving = False
        if self.known:
            self._take_lock()

    def _sleep(self, body: Body, _sender: str, _path: str) -> None:
        self._prepare(bool(body[0]))
        if not self._leaving:
            # How long it was is seen from the clocks.
            self._reactor.post(Looked())

    def _shutdown(self, body: Body, _sender: str, _path: str) -> None:
        self._prepare(bool(body[0]))

    def _prepare(self, leaving: bool) -> None:
        self._leaving = leaving
        if not leaving:
            self._take_lock()
            return
        try:
            self._saving()
        finally:
            self._release()

    def _take_lock(self) -> None:
        if self._lock is None:
            asked = ("sleep:shutdown", "Backpressure", say(_WHY), "delay")
            self._bus.call(
                SERVICE, PATH, MANAGER, "Inhibit", "ssss", asked, answered=self._locked, failed=_in_vain, fds=True
            )

    def _locked(self, body: Body) -> None:
        (lock,) = body
        if self._leaving or self._closed or self._lock is not None:
            os.close(lock)  # it came too late
        else:
            self._lock = lock

    def _release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _in_vain(_error: DesktopError) -> None:
    """Without a lock we still hear of it and save, only that nobody waits for us; everything else is on disk anyway."""
