"""How does a test hold an adapter that lives in a Windows Python? By lines of JSON to and from ``within``."""

import json
import os
import subprocess
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.desktop.reactor import HandTurnedReactor
from tests.desktop.wine import within
from tests.desktop.wine.desk import WineDesk
from tray.core.messages.events import (
    ContextChanged,
    Event,
    InputSeen,
    InputStopped,
    InputUnknown,
    Locked,
    Looked,
    Unlocked,
)
from tray.view.tray.face import Face

PATIENCE = timedelta(seconds=30)
_ENDING_SECONDS = 20
_EVENTS: dict[str, Callable[..., Event]] = {
    "InputSeen": InputSeen,
    "InputStopped": lambda milliseconds: InputStopped(timedelta(milliseconds=milliseconds)),
    "InputUnknown": InputUnknown,
    "Locked": Locked,
    "Unlocked": Unlocked,
    "Looked": Looked,
    "ContextChanged": ContextChanged,
}


class Within:
    """One adapter in Wine; what it posts comes out of the reactor of the test."""

    def __init__(self, desk: WineDesk, reactor: HandTurnedReactor, *what: str) -> None:
        self._reactor = reactor
        self._process = subprocess.Popen(
            desk.command("-m", within.__name__, *what),
            env=desk.windows_env,
            cwd=desk.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert self._process.stdout
        self._out = self._process.stdout.fileno()
        self._heard = b""
        self._complaints: list[str] = []
        self._answers: deque[Any] = deque()
        self.saved_in_loop: list[bool] = []
        """For each time that all was to be saved, whether that was in the thread of the loop."""
        reactor.watch(self._out, self._hear)

    def call(self, name: str, *arguments: object) -> Any:
        """Call it there; what it answers."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps([name, *arguments]).encode() + b"\n")
        self._process.stdin.flush()
        self._reactor.run_until(lambda: self._answers, PATIENCE)
        return self._answers.popleft()

    def end(self) -> None:
        """End it."""
        self._reactor.unwatch(self._out)
        self._process.communicate(timeout=_ENDING_SECONDS)

    def _hear(self) -> None:
        came = os.read(self._out, 65536)
        assert came, "\n".join(("what ran in Wine ended", *self._complaints))
        *lines, self._heard = (self._heard + came).split(b"\n")
        for line in lines:
            if line.startswith(b"["):
                self._take(*json.loads(line))
            else:
                self._complaints.append(line.decode(errors="replace"))

    def _take(self, kind: str, *values: Any) -> None:
        match kind:
            case "event":
                name, arguments = values
                self._reactor.post(_EVENTS[name](*arguments))
            case "answer":
                self._answers.append(values[0])
            case "saved":
                self.saved_in_loop.append(values[0])
            case _:
                raise AssertionError(f"{kind}: {values}")


class RemoteSource:
    """Fulfils ``ports.Source``."""

    def __init__(self, inside: Within) -> None:
        self._inside = inside

    @property
    def name(self) -> str:
        return str(self._inside.call("name"))

    def close(self) -> None:
        self._inside.call("close")


class RemoteTray:
    """Fulfils ``ports.Tray``."""

    def __init__(self, inside: Within) -> None:
        self._inside = inside

    @property
    def name(self) -> str:
        return str(self._inside.call("name"))

    def show(self, face: Face) -> None:
        self._inside.call("show", face.gauge.step, face.tooltip)

    def hosted(self) -> bool | None:
        answer: bool | None = self._inside.call("hosted")
        return answer

    def close(self) -> None:
        self._inside.call("close")
