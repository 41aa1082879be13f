"""Which of the core requests of X do we need, and what do they look like on the wire?"""

import struct
from collections.abc import Callable

from tray.desktop.linux.x11 import X11

PROPERTY_CHANGED, WINDOW_CONFIGURED = 28, 22
WINDOW_DESTROYED, WINDOW_HIDDEN, WINDOW_SHOWN = 17, 18, 19
CLIENT_MESSAGE = 33
"""Codes of events."""
PROPERTY_CHANGES, STRUCTURE_CHANGES = 1 << 22, 1 << 17
"""Masks that ask for these events."""

_CHANGE_WINDOW, _GET_PROPERTY, _INTERN_ATOM, _GET_SELECTION_OWNER, _QUERY_EXTENSION = 2, 20, 16, 23, 98
_EVENT_MASK = 1 << 11
_ANY_TYPE = 0
_MOST_NUMBERS = 64


def extension(x: X11, name: str, found: Callable[[int, int], None], absent: Callable[[], None]) -> None:
    """Find an extension: its code of requests and its first code of events."""

    def take(reply: bytes) -> None:
        present, code, first_event = reply[8:11]
        if present:
            found(code, first_event)
        else:
            absent()

    x.ask(_QUERY_EXTENSION, 0, struct.pack("=HH", len(name), 0) + name.encode(), take, absent)


def atom(x: X11, name: str, answered: Callable[[int], None]) -> None:
    """The number that stands for a name."""
    body = struct.pack("=HH", len(name), 0) + name.encode()
    x.ask(_INTERN_ATOM, 0, body, lambda reply: answered(_number(reply)))


def _number(reply: bytes) -> int:
    number: int = struct.unpack_from("=I", reply, 8)[0]
    return number


def owner(x: X11, selection: int, answered: Callable[[int], None]) -> None:
    """The window that owns a selection; 0 when none does."""
    x.ask(_GET_SELECTION_OWNER, 0, struct.pack("=I", selection), lambda reply: answered(_number(reply)))


def select(x: X11, window: int, events: int) -> None:
    """Say which events of ``window`` we want; 0 is none."""
    x.send(_CHANGE_WINDOW, 0, struct.pack("=III", window, _EVENT_MASK, events))


def numbers(x: X11, window: int, name: int, answered: Callable[[tuple[int, ...]], None]) -> None:
    """The first numbers of a property; none when there is no such property, or no such window any more."""

    def take(reply: bytes) -> None:
        (count,) = struct.unpack_from("=I", reply, 16)
        answered(struct.unpack_from(f"={count}I", reply, 32) if reply[1] == 32 else ())

    body = struct.pack("=IIIII", window, name, _ANY_TYPE, 0, _MOST_NUMBERS)
    x.ask(_GET_PROPERTY, 0, body, take, lambda: answered(()))
