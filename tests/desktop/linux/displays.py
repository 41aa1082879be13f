"""X servers and Wayland compositors for tests, that can be killed and come back."""

import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from tests.desktop.harness.acting.wayland_hands import Seat
from tests.desktop.harness.waiting import until

_SWAY_CONFIGURATION = """
output HEADLESS-1 resolution 800x600 position 0 0
default_border none
xwayland disable
"""
_HEADLESS = {"WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_RENDERER": "pixman"}
_AS_ANOTHER_USER = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
"""sway refuses to run as root; a namespace in which root is not mapped is enough for it."""


class XServer:
    """An Xvfb of our own."""

    def __init__(self, *arguments: str) -> None:
        self._arguments = arguments
        # A number that nobody takes who starts at 0, so that it is still free when the server comes back.
        first = 1000 + os.getpid() % 30_000
        number = next(number for number in range(first, 60_000) if not Path(f"/tmp/.X11-unix/X{number}").exists())
        self._display = f":{number}"
        self._start()

    @property
    def environment(self) -> Mapping[str, str]:
        return {"DISPLAY": self._display}

    def touch(self) -> None:
        """Move the pointer by a pixel and back."""
        self.run("xdotool", "mousemove_relative", "1", "1", "mousemove_relative", "--", "-1", "-1")

    def run(self, *argv: str) -> str:
        return subprocess.run(
            argv, env={**os.environ, **self.environment}, check=True, capture_output=True, text=True, timeout=20
        ).stdout

    def freeze(self) -> None:
        """It exists, and answers nobody."""
        self._process.send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        """As a crash would: its socket stays behind."""
        self._process.kill()
        self._process.wait()

    def restart(self) -> None:
        self.kill()
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        number = self._display.removeprefix(":")
        for left_behind in (f"/tmp/.X11-unix/X{number}", f"/tmp/.X{number}-lock"):
            Path(left_behind).unlink(missing_ok=True)

    def _start(self) -> None:
        """Returns when it can be called."""
        read, write = os.pipe()
        screen = ("-screen", "0", "800x600x24", "-nolisten", "tcp", "-noreset")
        command = ["Xvfb", self._display, "-displayfd", str(write), *screen, *self._arguments]
        self._process = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as told:
            assert told.readline(), "Xvfb did not start"


class Compositor:
    """A headless sway of our own, with a pointer that tests can move."""

    def __init__(self, folder: Path) -> None:
        self._x = 100
        self._runtime = folder / "runtime"
        self._runtime.mkdir(mode=0o700)
        self._configuration = folder / "sway.conf"
        self._configuration.write_text(_SWAY_CONFIGURATION)
        self._start()

    @property
    def environment(self) -> Mapping[str, str]:
        return {"WAYLAND_DISPLAY": "wayland-1", "XDG_RUNTIME_DIR": str(self._runtime)}

    def touch(self) -> None:
        """Move the pointer."""
        self._x = 300 - self._x
        self._seat.move((self._x, 100))

    def command(self, *words: str) -> None:
        """Tell sway something."""
        environment = {**os.environ, "SWAYSOCK": str(self._runtime / "sway.sock")}
        subprocess.run(["swaymsg", *words], env=environment, check=True, capture_output=True, timeout=20)

    def wait_for(self, name: str) -> None:
        """Wait until an application called ``name`` has a window in front."""

        def shown() -> bool:
            try:
                self.command(f'[app_id="{name}"]', "focus")
            except subprocess.CalledProcessError:
                return False  # sway refuses what matches no window
            return True

        until(shown, f"a window of {name}")

    def open(self, name: str) -> subprocess.Popen[bytes]:
        """Open a window of an application called ``name``; the caller ends it."""
        return subprocess.Popen(
            ["foot", "--app-id", name, "sleep", "60"],
            env={**os.environ, **self.environment},
            stderr=subprocess.DEVNULL,
        )

    def freeze(self) -> None:
        """It exists, and answers nobody."""
        self._process.send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        self._seat.close()
        self._process.kill()
        self._process.wait()

    def restart(self) -> None:
        self.kill()
        (self._runtime / "sway.sock").unlink()
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def _start(self) -> None:
        runtime = str(self._runtime)
        self._process = subprocess.Popen(
            [*(_AS_ANOTHER_USER if os.geteuid() == 0 else ()), "sway", "-c", str(self._configuration)],
            env={**os.environ, **_HEADLESS, "XDG_RUNTIME_DIR": runtime, "SWAYSOCK": f"{runtime}/sway.sock"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        # sway makes its socket of commands last, when it can serve
        until((self._runtime / "sway.sock").exists, "sway")
        self._seat = Seat(f"{runtime}/wayland-1", (800, 600))
