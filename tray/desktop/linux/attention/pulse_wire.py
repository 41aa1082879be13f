"""The messages to and from a sound server: the native protocol of PulseAudio, which PipeWire speaks as well.

There is no document of it but its source (``src/pulsecore/tagstruct.c``, ``native-common.h``, ``pstream.c``): a header
of five numbers, then values that each say what they are, numbers with the highest byte first.
"""

import struct
from collections.abc import Iterator

VERSION = 19
"""The first that tells whether a stream is held; later ones tell more, of which nothing is wanted here."""
REPLY, AUTH, SET_CLIENT_NAME, SUBSCRIBE = 2, 8, 9, 35
SOURCE_INFO, RECORDINGS = 23, 32
CHANGED = 66
OF_RECORDINGS = 0x0008
NOBODY = 0xFFFF_FFFF
"""In the place of a number: none."""
COOKIE_BYTES = 256

_HEADER = struct.Struct(">IIIII")
_LONGEST = 1024 * 1024
_STRINGS = {ord("t"), ord("N")}
_SIZES = {ord("L"): 4, ord("B"): 1, ord("U"): 8, ord("T"): 8, ord("R"): 8, ord("r"): 8, ord("V"): 4, ord("a"): 6}

Value = int | bool | str | None | dict[str, bytes]


class BrokenError(ValueError):
    """What came is no message of this protocol."""


def message(command: int, tag: int, *values: bytes) -> bytes:
    """A message, ready to be sent."""
    body = number(command) + number(tag) + b"".join(values)
    return _HEADER.pack(len(body), NOBODY, 0, 0, 0) + body


def number(value: int) -> bytes:
    return b"L" + struct.pack(">I", value)


def text(value: str | None) -> bytes:
    return b"N" if value is None else b"t" + value.encode() + b"\0"


def blob(value: bytes) -> bytes:
    return b"x" + struct.pack(">I", len(value)) + value


def properties(values: dict[str, str]) -> bytes:
    """A list of named values."""
    parts = (text(name) + number(len(data := value.encode() + b"\0")) + blob(data) for name, value in values.items())
    return b"P" + b"".join(parts) + b"N"


def bodies(came: bytearray) -> Iterator[bytes]:
    """Take the whole messages off the front of what came. Raises BrokenError."""
    while len(came) >= _HEADER.size:
        length, channel, *_ = _HEADER.unpack_from(came)
        if length > _LONGEST:
            raise BrokenError("a message is too long")
        if len(came) < _HEADER.size + length:
            return
        body = bytes(came[_HEADER.size : _HEADER.size + length])
        del came[: _HEADER.size + length]
        if channel == NOBODY:  # others carry sound, which nobody asked for
            yield body


def values(body: bytes) -> Iterator[Value]:
    """What a message holds, one value after the other. Raises BrokenError."""
    at = 0
    try:
        while at < len(body):
            value, at = _value(body, at)
            if at > len(body):
                raise IndexError
            yield value
    except (IndexError, struct.error, UnicodeDecodeError) as error:
        raise BrokenError("a message ends too soon") from error


def _value(body: bytes, at: int) -> tuple[Value, int]:
    kind, at = body[at], at + 1
    if kind in _STRINGS:
        return _string(body, at) if kind == ord("t") else (None, at)
    if kind in (ord("0"), ord("1")):
        return kind == ord("1"), at
    if kind == ord("P"):
        return _properties(body, at)
    if kind == ord("x"):
        return None, at + 4 + _number(body, at)
    if kind in (ord("m"), ord("v")):  # as many channels as the byte says, of one byte or of four
        return None, at + 1 + body[at] * (1 if kind == ord("m") else 4)
    if kind not in _SIZES:
        raise BrokenError(f"no value is of the kind {kind}")
    return _number(body, at) if kind == ord("L") else None, at + _SIZES[kind]


def _number(body: bytes, at: int) -> int:
    (found,) = struct.unpack_from(">I", body, at)
    return int(found)


def _string(body: bytes, at: int) -> tuple[str, int]:
    end = body.find(b"\0", at)
    if end < 0:
        raise IndexError
    return body[at:end].decode("utf-8", "replace"), end + 1


def _properties(body: bytes, at: int) -> tuple[dict[str, bytes], int]:
    found: dict[str, bytes] = {}
    while body[at] != ord("N"):
        name, at = _string(body, at + 1)
        length = _number(body, at + 1)
        start = at + 5 + 5  # the length stands there twice, each time after its kind
        found[name] = body[start : start + length].rstrip(b"\0")
        at = start + length
    return found, at + 1
