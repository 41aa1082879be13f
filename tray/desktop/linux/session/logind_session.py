"""What logind says of the session we belong to: whether it is locked, whether another one has the seat."""

import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from tray.desktop.linux.dbus.connection import Body, Bus
from tray.desktop.linux.session.logind_power import MANAGER, PATH, SERVICE
from tray.errors import DesktopError
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor

GIVES = {
    "lock": {"xfce": "", "x11": "if the locker says so", "sway": "if the locker says so", "gnome": "", "kde": ""},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_SESSION = "org.freedesktop.login1.Session"
_USER = "org.freedesktop.login1.User"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_UNCONFIRMED = timedelta(seconds=30)
"""For so long a request to lock counts although nobody says that the screen is locked.

Some lockers (i3lock, swaylock) never do, nor do they tell when it opens again; and perhaps there is no locker at all.
From then on the gap between inputs says the same.
"""

Heard = Callable[[str, bool], None]
"""Gets who says so, and whether the screen is closed to the person."""


class OwnSession:
    """Tells when the session is locked, or not in front, and when it is open again."""

    name = "logind"

    def __init__(self, reactor: Reactor, bus: Bus, environment: Mapping[str, str], heard: Heard) -> None:
        self.known = False
        """Whether the session was found."""
        self._reactor = reactor
        self._bus = bus
        self._environment = environment
        self._heard = heard
        self._attempt = 0
        """Answers that belong to an earlier logind are not for us."""
        self._stops: list[Callable[[], None]] = []
        self._timer = OneTimer(reactor.later)
        self._stop = bus.watch_name(SERVICE, self._owned)

    def close(self) -> None:
        """Stop."""
        self._stop()
        self._forget()

    def _owned(self, owner: str | None) -> None:
        self._forget()
        if owner is not None:
            self._find_by_process()

    def _forget(self) -> None:
        """Nobody tells of the session any more, so what was told of it holds no longer."""
        self._attempt += 1
        self.known = False
        for stop in self._stops:
            stop()
        self._stops = []
        self._request_over()
        self._heard("lock hint", False)
        self._heard("seat", False)

    def _find_by_process(self) -> None:
        self._ask(PATH, MANAGER, "GetSessionByPID", "u", (os.getpid(),), self._found, self._find_by_id)

    def _find_by_id(self) -> None:
        number = self._environment.get("XDG_SESSION_ID")
        if number is None:
            self._find_by_user()
        else:
            self._ask(PATH, MANAGER, "GetSession", "s", (number,), self._found, self._find_by_user)

    def _find_by_user(self) -> None:
        # Services of a person belong to no session: the one that person sees is meant.
        self._ask(PATH, MANAGER, "GetUser", "u", (os.getuid(),), self._find_display)

    def _find_display(self, answer: Body) -> None:
        def shown(display: Body) -> None:
            (_, (number, path)) = display[0]
            if number:
                self._found((path,))

        self._ask(answer[0], _PROPERTIES, "Get", "ss", (_USER, "Display"), shown)

    def _ask(
        self,
        path: str,
        interface: str,
        member: str,
        signature: str,
        body: Body,
        answered: Callable[[Body], None],
        otherwise: Callable[[], None] = lambda: None,
    ) -> None:
        attempt = self._attempt

        def take(answer: Body) -> None:
            if attempt == self._attempt:
                answered(answer)

        def fail(_error: DesktopError) -> None:
            if attempt == self._attempt:
                otherwise()

        self._bus.call(SERVICE, path, interface, member, signature, body, answered=take, failed=fail)

    def _found(self, answer: Body) -> None:
        (path,) = answer
        self.known = True

        def listen(interface: str, member: str, handler: Callable[[Body], None], arg0: str | None = None) -> None:
            self._stops.append(
                self._bus.on_signal(
                    lambda body, _sender, _path: handler(body),
                    sender=SERVICE,
                    interface=interface,
                    member=member,
                    path=path,
                    arg0=arg0,
                )
            )

        def ask_all() -> None:
            self._ask(path, _PROPERTIES, "GetAll", "s", (_SESSION,), lambda body: self._learn(body[0]))

        def changed(body: Body) -> None:
            self._learn(body[1])
            if body[2]:
                ask_all()

        listen(_SESSION, "Lock", lambda _: self._requested())
        listen(_SESSION, "Unlock", lambda _: self._request_over())
        listen(_PROPERTIES, "PropertiesChanged", changed, _SESSION)
        ask_all()

    def _learn(self, properties: Mapping[str, tuple[str, Any]]) -> None:
        if "LockedHint" in properties:
            self._heard("lock hint", bool(properties["LockedHint"][1]))
            self._request_over()
        if "Active" in properties:
            self._heard("seat", not properties["Active"][1])

    def _requested(self) -> None:
        self._request_over()
        self._timer.set(_UNCONFIRMED, self._request_over)
        self._heard("lock request", True)

    def _request_over(self) -> None:
        self._timer.cancel()
        self._heard("lock request", False)
