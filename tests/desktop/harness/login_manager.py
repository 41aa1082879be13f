"""Plays the login manager in a desktop: a test makes it lock the screen or put the machine to sleep.

``python -m tests.desktop.harness.login_manager`` is the player, as a program of its own on the system bus: GNOME Shell
does not start without a login manager. A test tells it what happens by methods of an interface that only tests know.
"""

import os
import select
import socket
import sys
from collections.abc import Callable
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.desktop.harness.bus_listener import Bus
from tests.desktop.harness.processes import Program

NAME = "org.freedesktop.login1"
_MANAGER, _SESSION, _USER, _SEAT = (f"{NAME}.{part}" for part in ("Manager", "Session", "User", "Seat"))
_GREETER = "org.gnome.DisplayManager"
"""Who unlocks the screen of GNOME; without it nothing there can be locked."""
_TESTS, _PROPERTIES = "tests.Login", "org.freedesktop.DBus.Properties"
_AT_MANAGER = "/org/freedesktop/login1"
_AT_SESSION = f"{_AT_MANAGER}/session/_31"
_AT_MY_SESSION = f"{_AT_MANAGER}/session/auto"
_AT_USER = f"{_AT_MANAGER}/user/_{os.getuid()}"
_AT_SEAT = f"{_AT_MANAGER}/seat/seat0"
_POWER = ("PowerOff", "Reboot", "Suspend", "Hibernate", "HybridSleep", "SuspendThenHibernate", "RebootToBootLoaderMenu")

Answer = tuple[str, tuple[Any, ...]]
Variant = tuple[str, Any]
Lock = tuple[str, str, str, str]


class Login:
    """The player, as seen by a test."""

    def __init__(self, bus: Bus, start: Callable[..., Program]) -> None:
        self._bus = bus
        self._at = DBusAddress(_AT_MANAGER, NAME, _TESTS)
        start(sys.executable, "-m", __name__, name="login").wait_to_say("READY")

    def lock(self, locked: bool) -> None:
        """As ``loginctl lock-session``, or its opposite, with a locker that obeys."""
        self._bus.ask(self._at, "Lock", "b", locked)

    def sleep(self, start: bool) -> None:
        """The machine is about to sleep, or has just woken."""
        self._bus.ask(self._at, "Sleep", "b", start)

    def held(self) -> list[Lock]:
        """What Backpressure holds back, how, why and in which way, at this moment."""
        return [tuple(lock) for lock in self._bus.ask(self._at, "Held")[0] if lock[1] == "Backpressure"]


class _Player:
    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self._locks: list[tuple[Lock, socket.socket]] = []
        number = os.getuid()
        session: dict[str, Variant] = {
            "Id": ("s", "1"),
            "Name": ("s", "tester"),
            "Active": ("b", True),
            "State": ("s", "active"),
            "Class": ("s", "user"),
            "Type": ("s", "wayland"),
            "Remote": ("b", False),
            "LockedHint": ("b", False),
            "IdleHint": ("b", False),
            "User": ("(uo)", (number, _AT_USER)),
            "Seat": ("(so)", ("seat0", _AT_SEAT)),
        }
        manager: dict[str, Variant] = dict.fromkeys(
            ("PreparingForSleep", "PreparingForShutdown", "IdleHint", "Docked", "LidClosed"), ("b", False)
        )
        self._properties: dict[tuple[str, str], dict[str, Variant]] = {
            (_AT_MANAGER, _MANAGER): manager,
            (_AT_SESSION, _SESSION): session,
            (_AT_MY_SESSION, _SESSION): session,
            (_AT_USER, _USER): {
                "UID": ("u", number),
                "Display": ("(so)", ("1", _AT_SESSION)),
                "State": ("s", "active"),
            },
            ("/org/gnome/DisplayManager/Manager", f"{_GREETER}.Manager"): {"Version": ("s", "43.0")},
            (_AT_SEAT, _SEAT): {"Id": ("s", "seat0"), "ActiveSession": ("(so)", ("1", _AT_SESSION))},
        }
        where: Answer = ("o", (_AT_SESSION,))
        self._methods: dict[str, Callable[..., Answer]] = {
            "Inhibit": self._inhibit,
            "ListSessions": lambda: ("a(susso)", ([("1", number, "tester", "seat0", _AT_SESSION)],)),
            "ListInhibitors": lambda: ("a(ssssuu)", ([(*lock, number, 1) for lock in self._held()],)),
            "GetSession": lambda _: where,
            "GetSessionByPID": lambda _: where,
            "GetUser": lambda _: ("o", (_AT_USER,)),
            "SetLockedHint": lambda locked: self._set("LockedHint", locked),
            "SetIdleHint": lambda idle: self._set("IdleHint", idle),
            "RegisterSession": lambda _: ("", ()),
            "Lock": self._lock,
            "Sleep": self._sleep,
            "Held": lambda: ("a(ssss)", (self._held(),)),
            **{f"Can{power}": lambda: ("s", ("yes",)) for power in _POWER},
        }

    def play(self) -> None:
        while True:
            message = self._connection.receive()
            if message.header.message_type is MessageType.method_call:
                self._connection.send(self._answer(message))

    def _answer(self, call: Message) -> Message:
        fields = call.header.fields
        member = fields[HeaderFields.member]
        try:
            if fields.get(HeaderFields.interface) == _PROPERTIES:
                return new_method_return(call, *self._property(fields[HeaderFields.path], member, *call.body))
            return new_method_return(call, *self._methods[member](*call.body))
        except KeyError:
            return new_error(call, "org.freedesktop.DBus.Error.UnknownMethod", "s", (f"There is no {member}.",))

    def _property(self, path: str, member: str, interface: str, name: str = "") -> Answer:
        held = self._properties[path, interface]
        return ("a{sv}", (held,)) if member == "GetAll" else ("v", (held[name],))

    def _inhibit(self, *lock: str) -> Answer:
        ours, theirs = socket.socketpair()
        what, who, why, how = lock
        self._locks.append(((what, who, why, how), ours))
        return "h", (theirs,)

    def _held(self) -> list[Lock]:
        """A lock is let go of by closing its descriptor."""
        return [lock for lock, ours in self._locks if not select.select([ours], [], [], 0)[0]]

    def _lock(self, locked: bool) -> Answer:
        self._tell(_AT_SESSION, _SESSION, "Lock" if locked else "Unlock")
        return self._set("LockedHint", locked)

    def _set(self, name: str, value: bool) -> Answer:
        self._properties[_AT_SESSION, _SESSION][name] = ("b", value)
        self._tell(_AT_SESSION, _PROPERTIES, "PropertiesChanged", "sa{sv}as", (_SESSION, {name: ("b", value)}, []))
        return "", ()

    def _sleep(self, start: bool) -> Answer:
        self._tell(_AT_MANAGER, _MANAGER, "PrepareForSleep", "b", (start,))
        return "", ()

    def _tell(self, path: str, interface: str, member: str, signature: str = "", body: tuple[Any, ...] = ()) -> None:
        self._connection.send(new_signal(DBusAddress(path, interface=interface), member, signature, body))


def _main() -> None:
    connection = open_dbus_connection(os.environ["DBUS_SYSTEM_BUS_ADDRESS"], enable_fds=True)
    for name in (NAME, _GREETER):
        connection.send_and_get_reply(message_bus.RequestName(name))
    print("READY", flush=True)
    _Player(connection).play()


if __name__ == "__main__":
    _main()
