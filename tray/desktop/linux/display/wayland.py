"""Talks to a Wayland compositor without ever waiting for it, and without its library.

Only requests and events without file descriptors are spoken (Wayland protocol, version 1), which is all that we need.
"""

import os
import struct
from collections.abc import Callable, Mapping

from tray.desktop.linux.display.addresses import socket_path
from tray.desktop.linux.display.stream import DisplayConnection, Stream
from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.ports import Reactor

Handler = Callable[[int, bytes], None]
"""Gets the number of an event and its arguments."""

_DISPLAY = 1
_SYNC, _GET_REGISTRY = 0, 1
_DISPLAY_ERROR, _DELETE_ID = 0, 1
_GLOBAL, _BIND = 0, 0
_HEADER_BYTES = 8


class Wayland(DisplayConnection):
    """A connection to the compositor that ``WAYLAND_DISPLAY`` names. All callbacks come from the reactor."""

    def __init__(
        self,
        reactor: Reactor,
        environment: Mapping[str, str] = os.environ,
        *,
        ready: Callable[[], None],
        lost: Callable[[DesktopError], None],
    ) -> None:
        """Raises DesktopError when there is no compositor.

        ``ready`` is called once ``offered`` is complete; ``lost`` at most once, when the compositor goes away or
        complains.
        """
        self.offered: dict[str, tuple[int, int]] = {}
        """What the compositor offers: the name and version of each interface."""
        super().__init__("The Wayland compositor", lost)
        self._handlers: dict[int, Handler] = {}
        self._last_id = _DISPLAY
        path = socket_path(environment)
        try:
            self._stream = Stream(reactor, [path], self._take, self._broken)
        except DesktopError as error:
            raise DesktopError(
                say("No Wayland compositor answers at {path} ({reason}).", path=path, reason=error)
            ) from None
        self.listen(_DISPLAY, self._display_says)
        self._registry = self.new(self._registry_says)
        self.send(_DISPLAY, _GET_REGISTRY, struct.pack("=I", self._registry))
        self.send(_DISPLAY, _SYNC, struct.pack("=I", self.new(lambda _event, _arguments: ready())))

    def new(self, handler: Handler) -> int:
        """An id for something that a request makes; ``handler`` gets its events."""
        self._last_id += 1
        self.listen(self._last_id, handler)
        return self._last_id

    def listen(self, thing: int, handler: Handler) -> None:
        """Hear the events of something that the compositor made."""
        self._handlers[thing] = handler

    def forget(self, thing: int) -> None:
        """Hear no more of something; to be called after the request that destroys it."""
        self._handlers.pop(thing, None)

    def bind(self, interface: str, version: int, handler: Handler = lambda _event, _arguments: None) -> int:
        """Take something that is offered, in this version or in the older one that is offered."""
        name, newest = self.offered[interface]
        made = self.new(handler)
        body = struct.pack("=I", name) + _text(interface) + struct.pack("=II", min(version, newest), made)
        self.send(self._registry, _BIND, body)
        return made

    def send(self, thing: int, request: int, arguments: bytes = b"") -> None:
        """Ask something of a thing."""
        self._stream.send(struct.pack("=II", thing, _HEADER_BYTES + len(arguments) << 16 | request) + arguments)

    def _take(self, came: bytearray) -> None:
        while not self._closed and len(came) >= _HEADER_BYTES:
            thing, word = struct.unpack_from("=II", came)
            length = max(word >> 16, _HEADER_BYTES)
            if len(came) < length:
                return
            arguments = bytes(came[_HEADER_BYTES:length])
            del came[:length]
            handler = self._handlers.get(thing)
            if handler is not None:
                handler(word & 0xFFFF, arguments)

    def _display_says(self, event: int, arguments: bytes) -> None:
        if event == _DISPLAY_ERROR:
            self.fail(f"it complains ({text(arguments, 8)})")
        elif event == _DELETE_ID:
            self.forget(*struct.unpack("=I", arguments))

    def _registry_says(self, event: int, arguments: bytes) -> None:
        if event == _GLOBAL:
            interface = text(arguments, 4)
            (name,) = struct.unpack_from("=I", arguments)
            (version,) = struct.unpack_from("=I", arguments, len(arguments) - 4)
            # Of several seats or screens the first is meant.
            self.offered.setdefault(interface, (name, version))


def text(arguments: bytes, at: int) -> str:
    """The string that begins ``at`` bytes into the arguments."""
    (length,) = struct.unpack_from("=I", arguments, at)
    return arguments[at + 4 : at + 3 + length].decode(errors="replace")


def _text(words: str) -> bytes:
    data = words.encode() + b"\0"
    return struct.pack("=I", len(data)) + data + bytes(-len(data) % 4)
