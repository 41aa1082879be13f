"""Stands in for a desktop's own part of the background portal, without which the real portal doesn't offer it.

Runs on the session bus of flatpak.sh. Who asks, whether it may, and what the session starts is the portal's own work.
"""

from jeepney import MessageType, message_bus, new_method_return
from jeepney.io.blocking import open_dbus_connection

_NAME = "org.freedesktop.impl.portal.desktop.tried"


def main() -> None:
    """Answer each question with nothing until the bus ends."""
    bus = open_dbus_connection("SESSION")
    bus.send_and_get_reply(message_bus.RequestName(_NAME))
    while True:
        call = bus.receive()
        if call.header.message_type is MessageType.method_call:
            bus.send(new_method_return(call, "a{sv}", ({},)))


if __name__ == "__main__":
    main()
