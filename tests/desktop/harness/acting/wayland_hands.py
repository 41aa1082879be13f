"""How does a test use a Wayland compositor's pointer and keyboard? By a client that owns virtual ones.

A headless compositor has no devices; its seat gets a pointer and a keyboard when a client makes them by the
protocols wlr-virtual-pointer and virtual-keyboard. The few requests that this takes are spoken here directly.
"""

import os
import socket
import struct
import time
from collections.abc import Sequence

from tests.desktop.harness.acting.hands import Button, Hands

_DISPLAY = 1
_SYNC, _GET_REGISTRY = 0, 1
_BIND = 0
_CREATE = 0
_MOVE_TO, _BUTTON, _FRAME = 1, 2, 4
_KEYMAP, _KEY = 0, 1
_XKB_V1 = 1

BUTTONS = {Button.LEFT: 0x110, Button.RIGHT: 0x111, Button.MIDDLE: 0x112}
KEYS = {
    key: code
    for first, keys in ((2, "1234567890"), (16, "qwertyuiop"), (30, "asdfghjkl"), (44, "zxcvbnm"))
    for code, key in enumerate(keys, first)
} | {"escape": 1, "tab": 15, "enter": 28, "shift": 42, "space": 57}
"""The numbers of linux/input-event-codes.h."""

_KEYBOARD = b"""xkb_keymap {
  xkb_keycodes { include "evdev+aliases(qwerty)" };
  xkb_types { include "complete" };
  xkb_compat { include "complete" };
  xkb_symbols { include "pc+us+inet(evdev)" };
};
\0"""


class Client:
    """A connection to a compositor: what it offers can be bound, made and asked."""

    def __init__(self, path: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(10)
        self._socket.connect(path)
        self._last_id = _DISPLAY
        self._unread = b""
        self._globals: dict[str, int] = {}
        self._registry = self.make(_DISPLAY, _GET_REGISTRY)
        self.wait_until_done()

    def close(self) -> None:
        """Go; everything made goes with us."""
        self._socket.close()

    def bind(self, interface: str, version: int = 1) -> int:
        """The id of something that the compositor offers."""
        assert interface in self._globals, f"the compositor has no {interface}"
        self._last_id += 1
        name = self._globals[interface]
        body = struct.pack("=I", name) + self.text(interface) + struct.pack("=II", version, self._last_id)
        self.request(self._registry, _BIND, body)
        return self._last_id

    def make(self, maker: int, opcode: int, arguments: bytes = b"") -> int:
        """A request whose last argument is the id of what it makes; that id."""
        self._last_id += 1
        self.request(maker, opcode, arguments + struct.pack("=I", self._last_id))
        return self._last_id

    def request(self, target: int, opcode: int, body: bytes = b"", descriptors: Sequence[int] = ()) -> None:
        """Ask for something; nobody answers."""
        message = struct.pack("=II", target, (8 + len(body)) << 16 | opcode) + body
        if descriptors:
            socket.send_fds(self._socket, [message], descriptors)
        else:
            self._socket.sendall(message)

    @staticmethod
    def text(words: str) -> bytes:
        """Words as an argument."""
        data = words.encode() + b"\0"
        return struct.pack("=I", len(data)) + data + bytes(-len(data) % 4)

    def wait_until_done(self) -> None:
        """Return when the compositor has dealt with all requests so far."""
        callback = self.make(_DISPLAY, _SYNC)
        while True:
            source, opcode, body = self._next_event()
            if source == callback:
                return
            if source == _DISPLAY and opcode == 0:
                raise ConnectionError(f"the compositor refused: {body[12:].decode(errors='replace')}")
            if source == self._registry and opcode == 0:
                name, length = struct.unpack_from("=II", body)
                self._globals[body[8 : 7 + length].decode()] = name

    def _next_event(self) -> tuple[int, int, bytes]:
        source, word = struct.unpack("=II", self._read(8))
        return source, word & 0xFFFF, self._read((word >> 16) - 8)

    def _read(self, length: int) -> bytes:
        while len(self._unread) < length:
            got = self._socket.recv(65536)
            if not got:
                raise ConnectionError("the compositor closed the connection")
            self._unread += got
        head, self._unread = self._unread[:length], self._unread[length:]
        return head


class Seat(Hands):
    """A virtual pointer and a virtual keyboard in a compositor."""

    def __init__(self, path: str, size: tuple[int, int]) -> None:
        self._size = size
        self._client = Client(path)
        pointers = self._client.bind("zwlr_virtual_pointer_manager_v1")
        keyboards = self._client.bind("zwp_virtual_keyboard_manager_v1")
        seat = struct.pack("=I", self._client.bind("wl_seat"))
        self._pointer = self._client.make(pointers, _CREATE, seat)
        self._keyboard = self._client.make(keyboards, _CREATE, seat)
        self._send_keymap()
        self._client.wait_until_done()

    def close(self) -> None:
        """Take pointer and keyboard away."""
        self._client.close()

    def covers(self, size: tuple[int, int]) -> None:
        """All outputs together are of another size now."""
        self._size = size

    def move(self, to: tuple[int, int]) -> None:
        self._client.request(self._pointer, _MOVE_TO, struct.pack("=IIIII", _now(), *to, *self._size))
        self._client.request(self._pointer, _FRAME)
        self._client.wait_until_done()

    def press(self, button: Button, *, down: bool) -> None:
        self._client.request(self._pointer, _BUTTON, struct.pack("=III", _now(), BUTTONS[button], down))
        self._client.request(self._pointer, _FRAME)
        self._client.wait_until_done()

    def key(self, name: str) -> None:
        for down in (True, False):
            self._client.request(self._keyboard, _KEY, struct.pack("=III", _now(), KEYS[name], down))
        self._client.wait_until_done()

    def _send_keymap(self) -> None:
        memory = os.memfd_create("keymap")
        os.write(memory, _KEYBOARD)
        self._client.request(self._keyboard, _KEYMAP, struct.pack("=II", _XKB_V1, len(_KEYBOARD)), [memory])
        os.close(memory)


def _now() -> int:
    return time.monotonic_ns() // 1_000_000 & 0xFFFFFFFF
