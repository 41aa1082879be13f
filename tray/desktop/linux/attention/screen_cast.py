"""Whether the screen is being shared, as PipeWire tells over its own socket: compositors give out streams of it there.

It tells of everything that comes and goes; no more is kept than the numbers of such streams. A stream that a compositor
gives out is a source of video without a device: a camera has one.
"""

import struct
from collections.abc import Callable, Iterator, Mapping

from tray.desktop.linux.display.stream import Stream
from tray.ports import Reactor

_HEADER = struct.Struct("=IIII")
_VALUE = struct.Struct("=II")
_LONGEST = 1 << 20
_INT, _STRING, _STRUCT = 4, 8, 14
"""Types of values."""
_CORE, _CLIENT, _REGISTRY = 0, 1, 2
"""Objects: the first two are always there."""
_HELLO, _PONG, _GET_REGISTRY, _UPDATE_PROPERTIES = 1, 3, 5, 2
_PING, _CAME, _WENT = (_CORE, 2), (_REGISTRY, 0), (_REGISTRY, 1)
_VERSION = 3
_NODE = "PipeWire:Interface:Node"

Value = int | str | list["Value"] | None


class ScreenCasts:
    """Tells at each change whether the screen is being shared."""

    name = "pipewire"

    def __init__(
        self, reactor: Reactor, address: str, *, told: Callable[[bool], None], lost: Callable[[], None]
    ) -> None:
        """Raises DesktopError when nobody listens at ``address``; ``lost`` is called when the server goes away."""
        self._told = told
        self._casts: set[int] = set()
        self._stream = Stream(reactor, [address], self._take, lambda _why: lost())
        self._send(_CORE, _HELLO, _int(_VERSION))
        about = (_string("application.name"), _string("Backpressure"))
        self._send(_CLIENT, _UPDATE_PROPERTIES, _struct(_int(1), *about))
        self._send(_CORE, _GET_REGISTRY, _int(_VERSION), _int(_REGISTRY))

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def _send(self, to: int, method: int, *values: bytes) -> None:
        body = _struct(*values)
        self._stream.send(_HEADER.pack(to, method << 24 | len(body), 0, 0) + body)

    def _take(self, came: bytearray) -> None:
        while len(came) >= _HEADER.size:
            about, size, _, _ = _HEADER.unpack_from(came)
            event, size = size >> 24, size & 0xFFFFFF
            if size > _LONGEST:
                self._stream.give_up("it says more than anybody needs")
                return
            if len(came) < _HEADER.size + size:
                return
            body = bytes(came[_HEADER.size : _HEADER.size + size])
            del came[: _HEADER.size + size]
            try:
                said = next(_values(body), None)
            except (struct.error, ValueError) as error:
                self._stream.give_up(str(error))
                return
            self._heard((about, event), said if isinstance(said, list) else [])

    def _heard(self, what: tuple[int, int], said: list[Value]) -> None:
        match said:
            case [int(number), int(turn), *_] if what == _PING:
                self._send(_CORE, _PONG, _int(number), _int(turn))
            case [int(number), _, str(kind), _, list(properties), *_] if what == _CAME:
                if kind == _NODE and _is_cast(_table(properties)):
                    self._casts.add(number)
                    self._told(True)
            case [int(number), *_] if what == _WENT and number in self._casts:
                self._casts.discard(number)
                self._told(bool(self._casts))


def where(environment: Mapping[str, str]) -> str | None:
    """The socket of PipeWire; None when none can be named."""
    folder = environment.get("PIPEWIRE_RUNTIME_DIR") or environment.get("XDG_RUNTIME_DIR")
    remote = environment.get("PIPEWIRE_REMOTE") or "pipewire-0"
    if remote.startswith("/"):
        return remote
    return f"{folder}/{remote}" if folder else None


def _is_cast(properties: Mapping[str, str]) -> bool:
    kind = properties.get("media.class")
    if kind == "Stream/Output/Video":
        return True
    return kind == "Video/Source" and "device.id" not in properties and properties.get("media.role") != "Camera"


def _table(said: list[Value]) -> dict[str, str]:
    """A count, and then names and values by turns."""
    texts = [each for each in said[1:] if isinstance(each, str)]
    return dict(zip(texts[::2], texts[1::2], strict=False))


def _int(value: int) -> bytes:
    return _VALUE.pack(4, _INT) + struct.pack("=ixxxx", value)


def _string(value: str) -> bytes:
    text = value.encode() + b"\0"
    return _VALUE.pack(len(text), _STRING) + text + bytes(-len(text) % 8)


def _struct(*values: bytes) -> bytes:
    body = b"".join(values)
    return _VALUE.pack(len(body), _STRUCT) + body


def _values(body: bytes) -> Iterator[Value]:
    """The values in ``body``, one after the other; None for each that is nothing to us."""
    at = 0
    while at < len(body):
        size, kind = _VALUE.unpack_from(body, at)
        inside = body[at + _VALUE.size : at + _VALUE.size + size]
        if len(inside) < size:
            raise ValueError("it stopped in the middle of a value")
        if kind == _INT:
            yield struct.unpack_from("=i", inside)[0]
        elif kind == _STRING:
            yield inside.rstrip(b"\0").decode(errors="replace")
        else:
            yield list(_values(inside)) if kind == _STRUCT else None
        at += _VALUE.size + size + -size % 8
