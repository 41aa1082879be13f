"""Whether anybody records from a microphone, as PulseAudio or PipeWire tells over its own socket.

It is asked to tell of recordings that begin, end or are held; sounds that are only played wake nobody. No more is kept
than whether there is one: names of programs are looked at to leave out what is no meeting, and thrown away.
"""

import os
from collections.abc import Callable, Mapping

from tray.desktop.linux.attention import pulse_wire as wire
from tray.desktop.linux.display.stream import Stream
from tray.ports import Reactor

_RECORD_VALUES = 13
"""How many values tell of one recording, from its number to whether it is held."""
_NUMBER, _SOURCE, _METHOD, _ABOUT, _HELD = 0, 4, 9, 11, 12
_MONITOR_OF = 8

Answered = Callable[[list[wire.Value]], None]
PassedOver = Callable[[wire.Value, Mapping[str, bytes]], bool]
"""Whether a recording doesn't count, by how it is made smaller and by what its program says of itself."""


class Pulse:
    """Tells at each change whether anybody records from a microphone."""

    name = "pulse"

    def __init__(
        self,
        reactor: Reactor,
        address: str,
        environment: Mapping[str, str] = os.environ,
        *,
        passed_over: PassedOver,
        told: Callable[[bool], None],
        lost: Callable[[], None],
    ) -> None:
        """Raises DesktopError when nobody listens at ``address``; ``lost`` is called when the server goes away."""
        self._passed_over = passed_over
        self._told = told
        self._lost = lost
        self._tag = 0
        self._waiting: dict[int, Answered] = {}
        self._recorded: set[int] = set()
        """The sources of the last list."""
        self._microphones: dict[int, bool] = {}
        """Sources by their number, and whether each is one; the other ones repeat what is played."""
        self._asking = self._stale = False
        self._stream = Stream(reactor, [address], self._take, lambda _why: lost())
        cookie = _cookie(environment)
        self._ask(wire.AUTH, self._admitted, wire.number(wire.VERSION), wire.blob(cookie))

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def _ask(self, command: int, answered: Answered, *values: bytes) -> None:
        self._tag += 1
        self._waiting[self._tag] = answered
        self._stream.send(wire.message(command, self._tag, *values))

    def _take(self, came: bytearray) -> None:
        try:
            for body in wire.bodies(came):
                self._heard(list(wire.values(body)))
        except wire.BrokenError as error:
            self._stream.give_up(str(error))

    def _heard(self, values: list[wire.Value]) -> None:
        match values:
            case [wire.CHANGED, _, *_]:
                self._list()
            case [wire.REPLY, int(tag), *rest] if tag in self._waiting:
                self._waiting.pop(tag)(rest)
            case [0, int(tag), *_] if tag in self._waiting:
                refused = self._waiting.pop(tag)
                if refused == self._admitted:
                    self._stream.give_up("it does not let us in")
                elif refused == self._learn:
                    self._tell()  # that source is gone already

    def _admitted(self, _values: list[wire.Value]) -> None:
        self._ask(wire.SET_CLIENT_NAME, _ignore, wire.properties({"application.name": "Backpressure"}))
        self._ask(wire.SUBSCRIBE, _ignore, wire.number(wire.OF_RECORDINGS))
        self._list()

    def _list(self) -> None:
        self._stale = self._asking
        if not self._asking:
            self._asking = True
            self._ask(wire.RECORDINGS, self._listed)

    def _listed(self, values: list[wire.Value]) -> None:
        self._asking = False
        if self._stale:
            self._list()  # it changed while the answer was on its way, as it does several times when one begins
            return
        self._recorded = set()
        for start in range(0, len(values), _RECORD_VALUES):
            one = values[start : start + _RECORD_VALUES]
            if len(one) <= _HELD or one[_HELD]:
                continue
            source, about = one[_SOURCE], one[_ABOUT]
            about = about if isinstance(about, dict) else {}
            if isinstance(source, int) and source != wire.NOBODY and not self._passed_over(one[_METHOD], about):
                self._recorded.add(source)
        unknown = self._recorded - self._microphones.keys()
        for source in unknown:
            self._ask(wire.SOURCE_INFO, self._learn, wire.number(source), wire.text(None))
        if not unknown:
            self._tell()

    def _learn(self, values: list[wire.Value]) -> None:
        number = values[0] if values else None
        if isinstance(number, int) and len(values) > _MONITOR_OF:
            self._microphones[number] = values[_MONITOR_OF] == wire.NOBODY
            self._tell()

    def _tell(self) -> None:
        self._told(any(self._microphones.get(source, False) for source in self._recorded))


def _ignore(_values: list[wire.Value]) -> None:
    """That it was done is all there is to know."""


def address(environment: Mapping[str, str]) -> str | None:
    """The socket of the sound server; None when it is on another machine, or none can be named."""
    for given in environment.get("PULSE_SERVER", "").split():
        path = given.rpartition("}")[2].removeprefix("unix:")
        if path.startswith("/"):
            return path
    if environment.get("PULSE_SERVER"):
        return None
    folder = environment.get("PULSE_RUNTIME_PATH")
    runtime = environment.get("XDG_RUNTIME_DIR")
    if folder or runtime:
        return f"{folder}/native" if folder else f"{runtime}/pulse/native"
    return None


def _cookie(environment: Mapping[str, str]) -> bytes:
    """What lets us in where the server does not see whose we are; local ones do, so that none will do as well."""
    home = environment.get("HOME", "/nowhere")
    config = environment.get("XDG_CONFIG_HOME") or f"{home}/.config"
    for path in (environment.get("PULSE_COOKIE"), f"{config}/pulse/cookie", f"{home}/.pulse-cookie"):
        if path:
            try:
                with open(path, "rb") as file:
                    found = file.read()
            except OSError:
                continue  # the next place
            if len(found) == wire.COOKIE_BYTES:
                return found
    return bytes(wire.COOKIE_BYTES)
