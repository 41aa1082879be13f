"""Where do tests get a sound server with a microphone that nobody else hears? PulseAudio, or PipeWire in its place."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from tests.desktop.harness.waiting import until
from tests.desktop.linux.private_bus import PrivateBus

_NULL_SOURCE = "module-null-source source_name=mic"
_QUIET = subprocess.DEVNULL


class SoundServer:
    """A server of our own in a folder of our own, with a source ``mic`` and something that plays, ``null``."""

    def __init__(self, folder: Path, bus: PrivateBus, kind: str) -> None:
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
        else:
            self._run("pipewire")
            # The other two end when it is not there yet.
            until(Path(self._environment["XDG_RUNTIME_DIR"], "pipewire-0").exists, "pipewire listens")
            for program in ("wireplumber", "pipewire-pulse"):
                self._run(program)
        until(lambda: self._ask("info") == 0, "the sound server answers")
        if self._kind == "pipewire":
            source = ("media.class=Audio/Source/Virtual", "sink_name=mic", "channel_map=mono")
            assert self._ask("load-module", "module-null-sink", *source) == 0
            assert self._ask("load-module", "module-null-sink", "sink_name=null") == 0
        until(lambda: "null.monitor" in self._sources(), "the sound server has its sources")

    def record(self, source: str) -> subprocess.Popen[bytes]:
        """Somebody records from ``mic`` or ``null.monitor``."""
        return self._run("parec", "-d", source)

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

    def _sources(self) -> str:
        return subprocess.run(
            ["pactl", "list", "short", "sources"], env=self._environment, capture_output=True, text=True, check=False
        ).stdout


def end(recording: subprocess.Popen[bytes]) -> None:
    recording.terminate()
    recording.wait()
