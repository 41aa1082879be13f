"""Where do tests get a sound server with a microphone that nobody else hears? PulseAudio, or PipeWire in its place."""

import os
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Protocol, Self

from tests.desktop.harness.waiting import TookTooLong, until

_NULL_SOURCE = "module-null-source source_name=mic"
_QUIET = subprocess.DEVNULL
_NOWHERE = str(2**32 - 1)
_TRIES, _A_TRY = 5, timedelta(seconds=3)


class Surroundings(Protocol):
    """Where it runs: with a bus of its own, or on a desktop."""

    @property
    def environment(self) -> Mapping[str, str]: ...


class SoundServer:
    """A server of our own in a folder of our own, with a source ``mic`` and something that plays, ``null``."""

    def __init__(self, folder: Path, bus: Surroundings, kind: str) -> None:
        folder.mkdir(mode=0o700)
        home = {"HOME": str(folder), "XDG_CONFIG_HOME": f"{folder}/config"}
        self._environment = {**os.environ, **home, **bus.environment, "XDG_RUNTIME_DIR": str(folder)}
        self._kind = kind
        self._processes: list[subprocess.Popen[bytes]] = []
        self.start()

    @property
    def environment(self) -> Mapping[str, str]:
        """What a program needs to find it."""
        return self._environment

    def start(self) -> None:
        if self._kind == "pulseaudio":
            quiet = ("--daemonize=no", "--exit-idle-time=-1", "--disallow-exit")
            modules = ("-L", "module-null-sink sink_name=null", "-L", _NULL_SOURCE, "-L", "module-native-protocol-unix")
            self._run("pulseaudio", "-n", *quiet, *modules)
            until(self._answers, "the sound server answers")
        else:
            self._start_pipewire()
        if self._kind == "pipewire":
            source = ("media.class=Audio/Source/Virtual", "sink_name=mic", "channel_map=mono")
            self._load("mic", *source)
            self._load("null.monitor", "sink_name=null")
        for name in ("mic", "null.monitor"):
            until(partial(self._has, name), f"the sound server to have {name}")

    def _start_pipewire(self) -> None:
        """Of its three programs one ends now and then as it begins: then all begin anew."""
        for _ in range(_TRIES):
            try:
                self._run("pipewire")
                # The other two end when it is not there yet.
                until(partial(_listens, f"{self._environment['XDG_RUNTIME_DIR']}/pipewire-0"), "pipewire listens")
                for program in ("wireplumber", "pipewire-pulse"):
                    self._run(program)
                until(self._answers, "pipewire answers", within=timedelta(seconds=10))
            except TookTooLong:
                self.stop()
            else:
                return
        raise TookTooLong(f"pipewire doesn't answer, begun {_TRIES} times")

    def _answers(self) -> bool:
        return self._ask("info") == 0

    def record(self, source: str) -> subprocess.Popen[bytes]:
        """Somebody records from ``mic`` or ``null.monitor``, and the server has joined the two."""
        for _ in range(_TRIES):
            before = self._recordings()
            recording = self._run("parec", "-d", source)
            try:
                until(lambda before=before: self._recordings() > before, source, within=_A_TRY)  # type: ignore[misc]
            except TookTooLong:
                end(recording)
            else:
                return recording
        raise TookTooLong(f"nobody can record from {source}; ended: {[each.poll() for each in self._processes]}")

    def _recordings(self) -> int:
        rows = [line.split("\t") for line in self._list("source-outputs").splitlines()]
        return sum(row[1] != _NOWHERE for row in rows)

    def stop(self) -> None:
        for process in reversed(self._processes):
            process.kill()
            process.wait()
        self._processes.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self, *argv: str) -> subprocess.Popen[bytes]:
        self._processes.append(subprocess.Popen(argv, env=self._environment, stdout=_QUIET, stderr=_QUIET))
        return self._processes[-1]

    def _ask(self, *words: str) -> int:
        return subprocess.run(
            ["pactl", *words], env=self._environment, stdout=_QUIET, stderr=_QUIET, check=False, timeout=20
        ).returncode

    def _load(self, source: str, *words: str) -> None:
        """PipeWire drops what is asked of it while its session manager is still starting."""
        for _ in range(_TRIES):
            assert self._ask("load-module", "module-null-sink", *words) == 0
            try:
                until(partial(self._has, source), source, within=_A_TRY)
                return
            except TookTooLong:
                continue

    def _has(self, source: str) -> bool:
        return any(line.split("\t")[1] == source for line in self._list("sources").splitlines())

    def _list(self, what: str) -> str:
        return subprocess.run(
            ["pactl", "list", "short", what], env=self._environment, capture_output=True, text=True, check=False
        ).stdout


class PipeWire:
    """PipeWire alone in a folder of our own, and streams that somebody gives out there."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700)
        self._socket = folder / "pipewire-0"
        self.environment = {"XDG_RUNTIME_DIR": str(folder)}
        self._all = {**os.environ, "HOME": str(folder), **self.environment}
        self._server: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        self._server = subprocess.Popen(["pipewire"], env=self._all, stdout=_QUIET, stderr=_QUIET)
        until(partial(_listens, str(self._socket)), "pipewire listens")

    def stop(self) -> None:
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None

    @contextmanager
    def stream(self, properties: str) -> Iterator[None]:
        """Somebody gives out a stream with these properties."""
        given = subprocess.Popen(["pw-cli"], env=self._all, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert given.stdin is not None
        assert given.stdout is not None
        given.stdout.readline()  # it has begun
        given.stdin.write(
            b"create-node spa-node-factory { factory.name=support.node.driver %b }\n" % properties.encode()
        )
        given.stdin.flush()
        try:
            yield
        finally:
            given.terminate()
            given.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def end(recording: subprocess.Popen[bytes]) -> None:
    recording.terminate()
    recording.wait()


def _listens(path: str) -> bool:
    """Somebody listens at that socket; one who was killed has left its file there."""
    with socket.socket(socket.AF_UNIX) as knock:
        return knock.connect_ex(path) == 0
