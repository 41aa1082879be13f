"""Talks to an X server without ever waiting for it: its greeting, requests, answers and events.

Not with python-xlib: it waits inside each request, for ever when the server hangs, and costs 3 MiB. The few requests
that we need are a few lines each (X Window System Protocol, version 11).
"""

import os
import struct
import sys
from collections.abc import Callable, Mapping

from tray.desktop.linux.display.addresses import COOKIE_KIND, cookie, display
from tray.desktop.linux.display.stream import DisplayConnection, Stream
from tray.errors import DesktopError
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.ports import Reactor

_PACKET_BYTES = 32
_ERROR, _REPLY, _GENERIC_EVENT = 0, 1, 35
_SENT_BY_CLIENT = 0x80

Answered = Callable[[bytes], None]
"""Gets the whole reply, its header included."""


class X11(DisplayConnection):
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
        super().__init__("The X server", lost)
        self._pending: dict[int, tuple[Answered, Callable[[], None]]] = {}
        self._sequence = 0
        self._last_id = 0
        self._let_in = False
        try:
            self._stream = Stream(reactor, at.addresses, self._take, self._broken)
        except DesktopError as error:
            raise DesktopError(
                say("No X server answers at {display} ({reason}).", display=environment["DISPLAY"], reason=error)
            ) from None
        self._stream.send(greeting(cookie(at, environment)))

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

    def _take(self, came: bytearray) -> None:
        if not self._let_in and not self._welcomed(came):
            return
        while not self._closed and len(came) >= _PACKET_BYTES:
            packet = self._packet(came)
            if packet is None:
                return
            self._hear(packet)

    def _welcomed(self, came: bytearray) -> bool:
        if len(came) < HEADER_BYTES or len(came) < length(came):
            return False
        answer = bytes(came[: length(came)])
        del came[: len(answer)]
        welcome = read_welcome(answer, self._screen)
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


PROPERTY_CHANGED, WINDOW_CONFIGURED = 28, 22
WINDOW_DESTROYED, WINDOW_HIDDEN, WINDOW_SHOWN = 17, 18, 19
CLIENT_MESSAGE = 33
"""Codes of events."""
PROPERTY_CHANGES, STRUCTURE_CHANGES = 1 << 22, 1 << 17
"""Masks that ask for these events."""

_CHANGE_WINDOW, _GET_PROPERTY, _INTERN_ATOM, _GET_SELECTION_OWNER, _QUERY_EXTENSION = 2, 20, 16, 23, 98
_EVENT_MASK = 1 << 11
_ANY_TYPE = 0
WM_CLASS = 67
"""The number of that name is the same on every server."""
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


def text(x: X11, window: int, name: int, answered: Callable[[bytes], None]) -> None:
    """The first bytes of a property; none when there is no such property, or no such window any more."""

    def take(reply: bytes) -> None:
        (count,) = struct.unpack_from("=I", reply, 16)
        answered(reply[32 : 32 + count] if reply[1] == 8 else b"")

    body = struct.pack("=IIIII", window, name, _ANY_TYPE, 0, _MOST_NUMBERS)
    x.ask(_GET_PROPERTY, 0, body, take, lambda: answered(b""))


HEADER_BYTES = 8
_SUCCESS = 1
_FORMAT_BYTES, _SCREEN_BYTES, _DEPTH_BYTES, _VISUAL_BYTES = 8, 40, 8, 24
_BYTE_ORDER = {"little": b"l", "big": b"B"}[sys.byteorder]


@dataclass(frozen=True, slots=True)
class Welcome:
    """The server lets us in."""

    id_base: int
    id_mask: int
    root: int


def greeting(cookie: bytes | None) -> bytes:
    """What a client says first."""
    kind, secret = (b"", b"") if cookie is None else (COOKIE_KIND, cookie)
    lengths = struct.pack("=cxHHHHxx", _BYTE_ORDER, 11, 0, len(kind), len(secret))
    return lengths + padded(kind) + padded(secret)


def padded(data: bytes) -> bytes:
    """Everything that X is told fills whole words of four bytes."""
    return data + bytes(-len(data) % 4)


def length(header: bytes | bytearray) -> int:
    """How long the server's whole answer is, by its first bytes."""
    (words,) = struct.unpack_from("=H", header, 6)
    return HEADER_BYTES + 4 * int(words)


def read_welcome(answer: bytes, screen: int) -> Welcome | str:
    """What the answer says; a text when the server refuses."""
    if answer[0] != _SUCCESS:
        reason = answer[HEADER_BYTES : HEADER_BYTES + answer[1]].decode(errors="replace").strip()
        if not reason:
            return say("it doesn't let Backpressure in, and gives no reason")
        return say("it doesn't let Backpressure in ({reason})", reason=reason)
    id_base, id_mask = struct.unpack_from("=II", answer, 12)
    (vendor_bytes,) = struct.unpack_from("=H", answer, 24)
    screens, formats = answer[28], answer[29]
    at = 40 + len(padded(bytes(vendor_bytes))) + _FORMAT_BYTES * formats
    for _ in range(min(screen, screens - 1)):
        at = _after_screen(answer, at)
    (root,) = struct.unpack_from("=I", answer, at)
    return Welcome(id_base, id_mask, root)


def _after_screen(answer: bytes, at: int) -> int:
    depths = answer[at + 39]
    at += _SCREEN_BYTES
    for _ in range(depths):
        (visuals,) = struct.unpack_from("=H", answer, at + 2)
        at += _DEPTH_BYTES + _VISUAL_BYTES * visuals
    return at
