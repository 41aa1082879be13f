"""What do a panel and a notification server do on a bad day? Stand-ins for both, as bad as a test wants.

    python -m tests.desktop.harness.faulty_panel_and_server watcher | server  well | mute | slow | refusing

``mute`` takes every call and answers none, ``slow`` takes its time over what is shown, ``refusing`` answers that with
an error. At SIGUSR1 all is well from then on, and what waited is answered. Each call is printed, and what is shown now.
"""

import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
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

SLOW_SECONDS = 11.0
_LOOK_SECONDS = 0.2
_WATCHER, _SERVER = "org.kde.StatusNotifierWatcher", "org.freedesktop.Notifications"
_AT_SERVER = DBusAddress("/org/freedesktop/Notifications", interface=_SERVER)
_EXCESS = "org.freedesktop.Notifications.Error.ExcessNotificationGeneration"


def say(*words: object) -> None:
    print(*words, flush=True)


class Faulty:
    """Owns a name, and answers or does not."""

    def __init__(self, kind: str, day: str) -> None:
        self._day = day
        self._shown: dict[int, str] = {}
        self._items: list[str] = []
        self._number = 0
        self._waiting: list[tuple[float, Message]] = []
        self._bus: DBusConnection = open_dbus_connection()
        owned = self._bus.send_and_get_reply(message_bus.RequestName({"watcher": _WATCHER, "server": _SERVER}[kind]))
        say("READY", owned.body[0])

    def serve(self) -> None:
        """Take what comes."""
        signal.signal(signal.SIGUSR1, self._mend)
        while True:
            with suppress(TimeoutError):  # nothing came; something may be due
                self._take(self._bus.receive(timeout=_LOOK_SECONDS))
            now = time.monotonic()
            due = [call for at, call in self._waiting if at <= now or self._day == "well"]
            self._waiting = [(at, call) for at, call in self._waiting if call not in due]
            for call in due:
                self._bus.send(self._answer(call))

    def _mend(self, *_: object) -> None:
        self._day = "well"

    def _take(self, call: Message) -> None:
        if call.header.message_type is not MessageType.method_call:
            return
        shows = call.header.fields[HeaderFields.member] in ("RegisterStatusNotifierItem", "Notify")
        say("CALLED", call.header.fields[HeaderFields.member])
        match self._day:
            case "mute":
                self._waiting.append((float("inf"), call))
            case "slow" if shows:
                self._waiting.append((time.monotonic() + SLOW_SECONDS, call))
            case "refusing" if shows:
                self._bus.send(new_error(call, _EXCESS, "s", ("Not now.",)))
            case _:
                self._bus.send(self._answer(call))

    def _answer(self, call: Message) -> Message:
        answers: dict[str, Callable[..., tuple[str, tuple[Any, ...]]]] = {
            "RegisterStatusNotifierItem": self._register,
            "Get": lambda _interface, name: ("v", (self._properties()[name],)),
            "GetAll": lambda _interface: ("a{sv}", (self._properties(),)),
            "GetServerInformation": lambda: ("ssss", ("faulty", "tests", "1", "1.2")),
            "GetCapabilities": lambda: ("as", (["actions", "body"],)),
            "Notify": self._notify,
            "CloseNotification": self._close,
        }
        member = call.header.fields[HeaderFields.member]
        if member not in answers:
            return new_error(call, "org.freedesktop.DBus.Error.UnknownMethod")
        try:
            signature, body = answers[member](*call.body)
        except KeyError:
            return new_error(call, "org.freedesktop.DBus.Error.UnknownProperty")
        return new_method_return(call, signature or None, body)

    def _properties(self) -> dict[str, tuple[str, object]]:
        return {"IsStatusNotifierHostRegistered": ("b", True), "RegisteredStatusNotifierItems": ("as", self._items)}

    def _register(self, item: str) -> tuple[str, tuple[()]]:
        if item not in self._items:
            self._items.append(item)
        say("ITEMS", len(self._items))
        return "", ()

    def _notify(self, _app: str, replaces: int, _icon: str, title: str, *_more: object) -> tuple[str, tuple[int]]:
        if not replaces:
            self._number += 1
        number = replaces or self._number
        self._shown[number] = title
        say("SHOWN", len(self._shown), title)
        return "u", (number,)

    def _close(self, number: int) -> tuple[str, tuple[()]]:
        self._shown.pop(number, None)
        self._bus.send(new_signal(_AT_SERVER, "NotificationClosed", "uu", (number, 3)))
        say("SHOWN", len(self._shown))
        return "", ()


if __name__ == "__main__":
    Faulty(sys.argv[1], sys.argv[2]).serve()
