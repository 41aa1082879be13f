"""What is the least that an icon in a tray costs in Python? One item over jeepney, one picture, nothing else.

The floor that ``tests.bench.comparison_table`` measures beside the others: no menu, no picture that changes, no input.
"""

import os

from jeepney import HeaderFields, Message, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusAddress, new_method_call

_SIDE = 22
_ITEM = "/StatusNotifierItem"
_WATCHER = DBusAddress("/StatusNotifierWatcher", "org.kde.StatusNotifierWatcher", "org.kde.StatusNotifierWatcher")


def properties() -> dict[str, tuple[str, object]]:
    """All properties of the item, with their types."""
    pixels = bytes((255, 255, 255, 255)) * (_SIDE * _SIDE)
    return {
        "Category": ("s", "ApplicationStatus"),
        "Id": ("s", "bare-icon"),
        "Title": ("s", "A bare icon"),
        "Status": ("s", "Active"),
        "IconName": ("s", ""),
        "IconPixmap": ("a(iiay)", [(_SIDE, _SIDE, pixels)]),
        "ItemIsMenu": ("b", False),
    }


def answer(message: Message) -> Message:
    """What the item says to a call."""
    match message.header.fields.get(HeaderFields.member), message.body:
        case "GetAll", _:
            return new_method_return(message, "a{sv}", (properties(),))
        case "Get", (_, str(name)) if name in properties():
            return new_method_return(message, "v", (properties()[name],))
        case _:
            return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")


def serve(connection: DBusConnection) -> None:
    """Show the icon until the bus goes."""
    name = f"org.kde.StatusNotifierItem-{os.getpid()}-1"
    connection.send_and_get_reply(message_bus.RequestName(name))
    connection.send(new_method_call(_WATCHER, "RegisterStatusNotifierItem", "s", (name,)))
    while True:
        message = connection.receive()
        if message.header.message_type is MessageType.method_call:
            connection.send(answer(message))


if __name__ == "__main__":
    serve(open_dbus_connection())
