"""A compositor with the idle protocols that the real one on this machine is too old for."""

import socket
import struct
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.desktop.reactor import HandTurnedReactor

DISPLAY = 1


class FakeCompositor:
    """Offers what it is told to, keeps what it is asked for, and says what a test wants it to say."""

    def __init__(self, folder: Path, reactor: HandTurnedReactor, offered: Mapping[str, int]) -> None:
        self.bound: dict[str, int] = {}
        """Which interfaces were bound, in which version."""
        self.asked: list[tuple[str, int, tuple[int, ...]]] = []
        """What was asked of bound things: interface or ``made``, request, arguments."""
        self._offered = dict(offered)
        self._reactor = reactor
        self._path = folder / "wayland-fake"
        self._kinds: dict[int, str] = {DISPLAY: "display"}
        self._client: socket.socket | None = None
        self._came = b""
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(str(self._path))
        self._door.listen()
        reactor.watch(self._door.fileno(), self._let_in)

    @property
    def environment(self) -> Mapping[str, str]:
        return {"WAYLAND_DISPLAY": str(self._path)}

    def watches(self) -> list[tuple[int, int]]:
        """The watches that are set: id and milliseconds."""
        ended = {made for kind, request, (made, *_) in self.asked if (kind, request) == ("made", 0)}
        set_ = [(request, rest) for kind, request, rest in self.asked if kind.endswith("idle") or "notifier" in kind]
        ms = {rest[0]: rest[2] if request == 0 else rest[1] for request, rest in set_}
        return [(made, after) for made, after in ms.items() if made not in ended]

    def say(self, thing: int, event: int, arguments: bytes = b"") -> None:
        assert self._client is not None
        self._client.sendall(struct.pack("=II", thing, 8 + len(arguments) << 16 | event) + arguments)

    def close(self) -> None:
        self._reactor.unwatch(self._door.fileno())
        self._door.close()
        if self._client is not None:
            self._reactor.unwatch(self._client.fileno())
            self._client.close()

    def _let_in(self) -> None:
        self._client, _ = self._door.accept()
        self._reactor.watch(self._client.fileno(), self._read)

    def _read(self) -> None:
        assert self._client is not None
        data = self._client.recv(65_536)
        if not data:
            self._reactor.unwatch(self._client.fileno())
            return
        self._came += data
        while len(self._came) >= 8:
            thing, word = struct.unpack_from("=II", self._came)
            arguments, self._came = self._came[8 : word >> 16], self._came[word >> 16 :]
            self._request(thing, word & 0xFFFF, arguments)

    def _request(self, thing: int, request: int, arguments: bytes) -> None:
        kind = self._kinds[thing]
        handlers: dict[str, Callable[[int, bytes], None]] = {"display": self._display, "registry": self._bind}
        if kind in handlers:
            handlers[kind](request, arguments)
            return
        numbers = struct.unpack(f"={len(arguments) // 4}I", arguments)
        if numbers:
            self._kinds[numbers[0]] = "made"
        self.asked.append((kind, request, numbers or (thing,)))

    def _display(self, request: int, arguments: bytes) -> None:
        (made,) = struct.unpack("=I", arguments)
        if request == 0:
            self.say(made, 0, struct.pack("=I", 0))
            self.say(DISPLAY, 1, struct.pack("=I", made))
            return
        self._kinds[made] = "registry"
        for name, (interface, version) in enumerate(self._offered.items()):
            words = interface.encode() + b"\0"
            body = struct.pack("=II", name, len(words)) + words + bytes(-len(words) % 4) + struct.pack("=I", version)
            self.say(made, 0, body)

    def _bind(self, _request: int, arguments: bytes) -> None:
        name, _length = struct.unpack_from("=II", arguments)
        version, made = struct.unpack("=II", arguments[-8:])
        interface = list(self._offered)[name]
        self._kinds[made] = interface
        self.bound[interface] = version
