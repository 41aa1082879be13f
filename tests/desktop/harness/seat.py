"""How does a test use a Wayland compositor's pointer and keyboard? By a client that owns virtual ones.

A headless compositor has no devices; its seat gets a pointer and a keyboard when a client makes them by the
protocols wlr-virtual-pointer and virtual-keyboard. The few requests that this takes are spoken here directly.
"""

import os
import socket
import struct
import time

from tests.desktop.harness.hands import Button, Hands

_DISPLAY = 1
_SYNC, _GET_REGISTRY = 0, 1
_BIND = 0
_CREATE = 0
_MOVE_TO, _BUTTON, _FRAME = 1, 2, 4
_KEYMAP, _KEY = 0, 1
_XKB_V1 = 1

_BUTTONS = {Button.LEFT: 0x110, Button.RIGHT: 0x111, Button.MIDDLE: 0x112}
_KEYS = {
    key: code
    for first, keys in ((2, "1234567890"), (16, "qwertyuiop"), (30, "asdfghjkl"), (44, "zxcvbnm"))
    for code, key in enumerate(keys, first)
} | {"escape": 1, "enter": 28, "space": 57}
"""The numbers of linux/input-event-codes.h."""

_KEYBOARD = b"""xkb_keymap {
  xkb_keycodes { include "evdev+aliases(qwerty)" };
  xkb_types { include "complete" };
  xkb_compat { include "complete" };
  xkb_symbols { include "pc+us+inet(evdev)" };
};
\0"""


class Seat(Hands):
    """A virtual pointer and a virtual keyboard in a compositor."""

    def __init__(self, path: str, size: tuple[int, int]) -> None:
        self._size = size
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(10)
        self._socket.connect(path)
        self._last_id = _DISPLAY
        self._unread = b""
        self._globals: dict[str, int] = {}
        self._registry = self._make(_DISPLAY, _GET_REGISTRY)
        self._wait_until_done()
        pointers = self._bind("zwlr_virtual_pointer_manager_v1")
        keyboards = self._bind("zwp_virtual_keyboard_manager_v1")
        seat = self._bind("wl_seat")
        self._pointer = self._make(pointers, _CREATE, struct.pack("=I", seat))
        self._keyboard = self._make(keyboards, _CREATE, struct.pack("=I", seat))
        self._send_keymap()
        self._wait_until_done()

    def close(self) -> None:
        """Take pointer and keyboard away."""
        self._socket.close()

    def move(self, to: tuple[int, int]) -> None:
        self._request(self._pointer, _MOVE_TO, struct.pack("=IIIII", _now(), *to, *self._size))
        self._request(self._pointer, _FRAME)
        self._wait_until_done()

    def press(self, button: Button, *, down: bool) -> None:
        self._request(self._pointer, _BUTTON, struct.pack("=III", _now(), _BUTTONS[button], down))
        self._request(self._pointer, _FRAME)
        self._wait_until_done()

    def key(self, name: str) -> None:
        for down in (True, False):
            self._request(self._keyboard, _KEY, struct.pack("=III", _now(), _KEYS[name], down))
        self._wait_until_done()

    def _send_keymap(self) -> None:
        memory = os.memfd_create("keymap")
        os.write(memory, _KEYBOARD)
        message = _message(self._keyboard, _KEYMAP, struct.pack("=II", _XKB_V1, len(_KEYBOARD)))
        socket.send_fds(self._socket, [message], [memory])
        os.close(memory)

    def _bind(self, interface: str) -> int:
        assert interface in self._globals, f"the compositor has no {interface}"
        self._last_id += 1
        name = self._globals[interface]
        body = struct.pack("=I", name) + _text(interface) + struct.pack("=II", 1, self._last_id)
        self._request(self._registry, _BIND, body)
        return self._last_id

    def _make(self, maker: int, opcode: int, arguments: bytes = b"") -> int:
        """A request whose last argument is the id of what it makes; that id."""
        self._last_id += 1
        self._request(maker, opcode, arguments + struct.pack("=I", self._last_id))
        return self._last_id

    def _request(self, target: int, opcode: int, body: bytes = b"") -> None:
        self._socket.sendall(_message(target, opcode, body))

    def _wait_until_done(self) -> None:
        """Return when the compositor has dealt with all requests so far."""
        callback = self._make(_DISPLAY, _SYNC)
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


def _message(target: int, opcode: int, body: bytes) -> bytes:
    return struct.pack("=II", target, (8 + len(body)) << 16 | opcode) + body


def _text(words: str) -> bytes:
    data = words.encode() + b"\0"
    return struct.pack("=I", len(data)) + data + bytes(-len(data) % 4)


def _now() -> int:
    return time.monotonic_ns() // 1_000_000 & 0xFFFFFFFF
