"""What is said when an X connection begins?"""

import struct
import sys

from tray.desktop.linux.x11_address import COOKIE_KIND
from tray.frozen import dataclass

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


def welcome(answer: bytes, screen: int) -> Welcome | str:
    """What the answer says; a text when the server refuses."""
    if answer[0] != _SUCCESS:
        reason = answer[HEADER_BYTES : HEADER_BYTES + answer[1]].decode(errors="replace").strip()
        return f"it does not let us in ({reason or 'no reason given'})"
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
