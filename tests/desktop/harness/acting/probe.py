"""Does the harness itself work? A stand-in for a tray program, small enough to be believed.

    python -m tests.desktop.harness.acting.probe item | xembed | notice

``item`` shows a disc by StatusNotifierItem with a menu, ``xembed`` a square the older way, ``notice`` a notification
with buttons. Each prints what reaches it. A left click turns red into lime, so that a change can be seen.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

RED, LIME = (255, 0, 0), (0, 255, 0)
LABELS = ("Open it", "Take a break", "Pause_all", "Quit")
INNER = ("5 minutes", "Lunch")
"""Labels of the rows below the second one."""
BUTTONS = {"break": "Take a break", "snooze": "Snooze", "skip": "Skip"}

_PARENT, _FIRST_INNER = 2, 11
_ROWS = dict(enumerate(LABELS, 1)) | dict(enumerate(INNER, _FIRST_INNER))

_ITEM, _MENU = "org.kde.StatusNotifierItem", "com.canonical.dbusmenu"
_WATCHER = "org.kde.StatusNotifierWatcher"
_AT_WATCHER = DBusAddress("/StatusNotifierWatcher", _WATCHER, _WATCHER)
_AT_ITEM = DBusAddress("/StatusNotifierItem", interface=_ITEM)
AT_NOTIFICATIONS = DBusAddress("/org/freedesktop/Notifications", *["org.freedesktop.Notifications"] * 2)


def say(*words: object) -> None:
    print(*words, flush=True)


def disc(colour: tuple[int, int, int], size: int) -> tuple[int, int, bytes]:
    """A disc as hosts want it: ARGB, big-endian."""
    middle, reach = (size - 1) / 2, (size / 2 - 1) ** 2
    inside = bytes((255, *colour))
    rows = range(size)
    pixels = (inside if (x - middle) ** 2 + (y - middle) ** 2 <= reach else bytes(4) for y in rows for x in rows)
    return size, size, b"".join(pixels)


class Item:
    """A StatusNotifierItem with a menu of one level."""

    def __init__(self) -> None:
        self._colour = RED
        self._bus: DBusConnection = open_dbus_connection()

    def serve(self) -> None:
        """Show the icon, and again whenever a host comes; answer what is asked."""
        rule = MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged")
        rule.add_arg_condition(0, _WATCHER)
        self._bus.send(message_bus.AddMatch(rule))
        self._register()
        while True:
            message = self._bus.receive()
            if message.header.message_type is MessageType.method_call:
                self._bus.send(self._answer(message))
            elif message.header.fields.get(HeaderFields.member) == "NameOwnerChanged" and message.body[2]:
                self._register()

    def _register(self) -> None:
        self._bus.send(new_method_call(_AT_WATCHER, "RegisterStatusNotifierItem", "s", ("/StatusNotifierItem",)))

    def _answer(self, call: Message) -> Message:
        match call.header.fields[HeaderFields.member], call.body:
            case "GetAll", (interface,):
                return new_method_return(call, "a{sv}", (self._properties(interface),))
            case "Get", (interface, name) if name in self._properties(interface):
                return new_method_return(call, "v", (self._properties(interface)[name],))
            case "Activate", _:
                say("ACTIVATED")
                self._colour = LIME
                self._bus.send(new_signal(_AT_ITEM, "NewIcon"))
                return new_method_return(call)
            case "GetLayout", (parent, *_):
                return new_method_return(call, "u(ia{sv}av)", (1, _layout(parent)))
            case "GetGroupProperties", (wanted, _):
                rows = [(number, _row(number)) for number in wanted if number in _ROWS]
                return new_method_return(call, "a(ia{sv})", (rows,))
            case "AboutToShow", _:
                return new_method_return(call, "b", (False,))
            case "AboutToShowGroup", _:
                return new_method_return(call, "aiai", ([], []))
            case "Event", (number, kind, *_):
                self._happened(number, kind)
                return new_method_return(call)
            case "EventGroup", (events,):
                for number, kind, *_ in events:
                    self._happened(number, kind)
                return new_method_return(call, "ai", ([],))
        return new_error(call, "org.freedesktop.DBus.Error.UnknownMethod")

    @staticmethod
    def _happened(number: int, kind: str) -> None:
        if kind == "clicked":
            say("CHOSEN", _ROWS[number])

    def _properties(self, interface: str) -> dict[str, tuple[str, Any]]:
        if interface == _MENU:
            return {"Version": ("u", 3), "Status": ("s", "normal"), "TextDirection": ("s", "ltr")}
        return {
            "Category": ("s", "ApplicationStatus"),
            "Id": ("s", "probe"),
            "Title": ("s", "Probe"),
            "Status": ("s", "Active"),
            "IconName": ("s", ""),
            "IconPixmap": ("a(iiay)", [disc(self._colour, size) for size in (22, 24, 48)]),
            "ItemIsMenu": ("b", False),
            "Menu": ("o", "/StatusNotifierItem"),
        }


def _row(number: int) -> dict[str, tuple[str, Any]]:
    properties = {"label": ("s", _ROWS[number].replace("_", "__")), "enabled": ("b", True)}
    return properties | ({"children-display": ("s", "submenu")} if number == _PARENT else {})


def _layout(number: int) -> tuple[object, ...]:
    below = {0: range(1, len(LABELS) + 1), _PARENT: range(_FIRST_INNER, _FIRST_INNER + len(INNER))}.get(number, ())
    properties = {"children-display": ("s", "submenu")} if number == 0 else _row(number)
    return number, properties, [("(ia{sv}av)", _layout(child)) for child in below]


def xembed() -> None:
    """Dock a square into the tray as programs did before StatusNotifier."""
    from Xlib import X, Xutil
    from Xlib.display import Display
    from Xlib.protocol.event import ClientMessage

    display = Display()
    screen = display.screen()
    window = screen.root.create_window(
        0, 0, 24, 24, 0, screen.root_depth, background_pixel=0xFF0000, event_mask=X.ButtonPressMask | X.ExposureMask
    )
    info = display.intern_atom("_XEMBED_INFO")
    version, mapped = 0, 1
    window.change_property(info, info, 32, [version, mapped])
    window.set_wm_normal_hints(flags=Xutil.PMinSize, min_width=24, min_height=24)
    tray = display.get_selection_owner(display.intern_atom("_NET_SYSTEM_TRAY_S0"))
    opcode = display.intern_atom("_NET_SYSTEM_TRAY_OPCODE")
    dock = ClientMessage(window=tray, client_type=opcode, data=(32, [X.CurrentTime, 0, window.id, 0, 0]))
    display.send_event(tray, dock, event_mask=X.NoEventMask)
    display.flush()
    while True:
        event = display.next_event()
        if event.type == X.ButtonPress:
            say("ACTIVATED", event.detail)
            window.change_attributes(background_pixel=0x00FF00)
            window.clear_area()
            display.flush()


def notice() -> None:
    """Show a notification with three buttons and say which was pressed."""
    bus = open_dbus_connection()
    bus.send(message_bus.AddMatch(MatchRule(type="signal", interface="org.freedesktop.Notifications")))
    actions = [word for pair in BUTTONS.items() for word in pair]
    body: tuple[object, ...] = ("probe", 0, "", "Time for a break", "You have worked for 50 minutes.", actions, {}, 0)
    bus.send(new_method_call(AT_NOTIFICATIONS, "Notify", "susssasa{sv}i", body))
    while True:
        message = bus.receive()
        if message.header.fields.get(HeaderFields.member) in ("ActionInvoked", "NotificationClosed"):
            say(message.header.fields[HeaderFields.member], message.body[1])


def main() -> None:
    say("READY", os.getpid())
    what: dict[str, Callable[[], None]] = {"item": lambda: Item().serve(), "xembed": xembed, "notice": notice}
    what[sys.argv[1]]()


if __name__ == "__main__":
    main()
