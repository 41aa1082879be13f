"""Where does the message bus listen?"""

from collections.abc import Iterator, Mapping
from typing import Literal

from jeepney.bus import parse_addresses

from tray.errors import DesktopError

Which = Literal["session", "system"]

_SYSTEM = "unix:path=/run/dbus/system_bus_socket;unix:path=/var/run/dbus/system_bus_socket"


def sockets(which: Which, environment: Mapping[str, str]) -> list[str]:
    """Every socket address worth trying, best first; abstract ones begin with a NUL, as ``socket.connect`` wants them.

    A session without ``DBUS_SESSION_BUS_ADDRESS`` (started by cron, over ssh) still finds the user's own bus.
    Raises DesktopError when there is nothing to try.
    """
    runtime = environment.get("XDG_RUNTIME_DIR")
    if which == "system":
        address = environment.get("DBUS_SYSTEM_BUS_ADDRESS") or _SYSTEM
    else:
        address = environment.get("DBUS_SESSION_BUS_ADDRESS") or (f"unix:path={runtime}/bus" if runtime else "")
    if not address:
        raise DesktopError(
            "There is no session bus: neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR is set. "
            "Start Backpressure from within the desktop."
        )
    found = list(_connectable(address, runtime))
    if not found:
        raise DesktopError(f"The address of the {which} bus, {address!r}, is of no kind that can be used here.")
    return found


def _connectable(address: str, runtime: str | None) -> Iterator[str]:
    for part in filter(None, address.split(";")):
        try:
            [(transport, options)] = parse_addresses(part)
        except ValueError:
            continue  # not of the form "transport:key=value"; another part may be
        if transport != "unix":
            continue
        if "abstract" in options:
            yield "\0" + options["abstract"]
        elif "path" in options:
            yield options["path"]
        elif options.get("runtime") == "yes" and runtime:
            yield f"{runtime}/bus"
