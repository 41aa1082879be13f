"""How does one talk to an X server without ever waiting for it?

Not with python-xlib: it waits inside each request, for ever when the server hangs, and costs 3 MiB. The few requests
that we need are a few lines each (X Window System Protocol, version 11).
"""

import os
import struct
import sys
from collections.abc import Callable, Mapping
from datetime import timedelta

from tray.desktop.linux import x11_setup
from tray.desktop.linux.stream import Stream
from tray.desktop.linux.x11_address import cookie, display
from tray.desktop.linux.x11_setup import padded
from tray.errors import DesktopError
from tray.ports import Reactor

_PACKET_BYTES = 32
_ERROR, _REPLY, _GENERIC_EVENT = 0, 1, 35
_SENT_BY_CLIENT = 0x80

Answered = Callable[[bytes], None]
"""Gets the whole reply, its header included."""


class X11:
    """A connection to the X server that ``DISPLAY`` names. All callbacks come from the reactor."""

    def __init__(
        self,
        reactor: Reactor,
        environment: Mapping[str, str] = os.environ,
        *,
        ready: Callable[[], None],
        event: Callable[[int, bytes], None],
        lost: Callable[[DesktopError], None],
    ) -> None:
        """Raises DesktopError when there is no server.

        ``ready`` is called once the server has let us in; nothing may be asked before. ``event`` gets the code and the
        bytes of each event. ``lost`` is called at most once, when the server refuses or goes away.
        """
        at = display(environment)
        self.root = 0
        """The root window of the screen."""
        self.id_mask = 0
        """The bits of an id that the client chose who made it; the others say which client that was."""
        self._screen = at.screen
        self._ready = ready
        self._event = event
        self._lost = lost
        self._pending: dict[int, tuple[Answered, Callable[[], None]]] = {}
        self._sequence = 0
        self._last_id = 0
        self._let_in = self._closed = False
        try:
            self._stream = Stream(reactor, at.addresses, self._take, self._broken)
        except DesktopError as error:
            raise DesktopError(f"No X server answers at {environment['DISPLAY']} ({error}).") from None
        self._stream.send(x11_setup.greeting(cookie(at, environment)))

    def new_id(self) -> int:
        """An id for something that is to be made."""
        self._last_id += 1
        return self._last_id

    def send(self, code: int, detail: int, body: bytes = b"") -> None:
        """Ask for something that has no answer. Should the server refuse, perhaps as a window has gone, so be it."""
        self._sequence = (self._sequence + 1) & 0xFFFF
        body = padded(body)
        self._stream.send(struct.pack("=BBH", code, detail, 1 + len(body) // 4) + body)

    def ask(
        self, code: int, detail: int, body: bytes, answered: Answered, refused: Callable[[], None] = lambda: None
    ) -> None:
        """Ask; one of ``answered`` and ``refused`` is called later, unless the connection ends before."""
        self.send(code, detail, body)
        self._pending[self._sequence] = answered, refused

    def rest(self, length: timedelta) -> None:
        """Hear nothing for ``length``: what comes meanwhile is heard afterwards."""
        self._stream.rest(length)

    def fail(self, reason: str) -> None:
        """Hang up because the server cannot do what is needed; ``lost`` hears why."""
        self._closed = True
        self._stream.give_up(reason)

    def close(self) -> None:
        """Hang up; nothing is called any more."""
        self._closed = True
        self._stream.close()

    def _broken(self, reason: str) -> None:
        self._closed = True
        self._lost(DesktopError(f"The X server is of no use: {reason}."))

    def _take(self, came: bytearray) -> None:
        if not self._let_in and not self._welcomed(came):
            return
        while not self._closed and len(came) >= _PACKET_BYTES:
            packet = self._packet(came)
            if packet is None:
                return
            self._hear(packet)

    def _welcomed(self, came: bytearray) -> bool:
        if len(came) < x11_setup.HEADER_BYTES or len(came) < x11_setup.length(came):
            return False
        answer = bytes(came[: x11_setup.length(came)])
        del came[: len(answer)]
        welcome = x11_setup.welcome(answer, self._screen)
        if isinstance(welcome, str):
            self.fail(welcome)
            return False
        self._let_in = True
        self._last_id, self.id_mask, self.root = welcome.id_base, welcome.id_mask, welcome.root
        self._ready()
        return True

    @staticmethod
    def _packet(came: bytearray) -> bytes | None:
        length = _PACKET_BYTES
        if came[0] & ~_SENT_BY_CLIENT in (_REPLY, _GENERIC_EVENT):
            length += 4 * int.from_bytes(came[4:8], sys.byteorder)
        if len(came) < length:
            return None
        packet = bytes(came[:length])
        del came[:length]
        return packet

    def _hear(self, packet: bytes) -> None:
        code = packet[0]
        if code not in (_ERROR, _REPLY):
            self._event(code & ~_SENT_BY_CLIENT, packet)
            return
        (sequence,) = struct.unpack_from("=H", packet, 2)
        answered, refused = self._pending.pop(sequence, (_nobody_asked, lambda: None))
        if code == _REPLY:
            answered(packet)
        else:
            refused()


def _nobody_asked(_reply: bytes) -> None:
    """An X server answers only what was asked."""
