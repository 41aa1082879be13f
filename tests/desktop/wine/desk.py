"""How is a Windows played? By Wine on an X11 desktop, whose tray shows what Wine has in its notification area."""

import getpass
import os
import subprocess
from pathlib import Path

from tests.desktop.harness.acting import eyes
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.desk import CHECKOUT
from tests.desktop.harness.processes import Program
from tests.desktop.harness.programs import path_of
from tests.desktop.harness.x11 import X11Desk

FOLDER = "BACKPRESSURE_WINE"
"""The variable that names the folder with the Windows Python; without it nobody asked for these tests."""

_THROUGH_A_PIPE = 'exec "$@" 2>&1 | cat'
"""A Windows Python can print into a pipe of ours, and not into a file."""
QUIET_WINE = {
    "WINEDEBUG": "-all",
    "WINEDLLOVERRIDES": "mscoree,mshtml=",  # or it would ask whether to download them
}


def windows_folder() -> Path | None:
    """Where the Windows Python is, if these tests are wanted."""
    given = os.environ.get(FOLDER)
    return Path(given).resolve() if given else None


class WineDesk(X11Desk):
    """An X11 desktop with trayer, on which programs for Windows run."""

    programs = (*X11Desk.programs, "xfwm4", "trayer", "wine")

    def __init__(self, title: str, pictures: Path, folder: Path) -> None:
        """``folder`` has the Windows Python, and keeps Wine's files."""
        super().__init__(title, pictures, "xfwm4")
        self._python = str(folder / "python/python.exe")
        self.frozen = folder / "frozen/backpressure/backpressure.exe"
        """The program as people install it, when freeze.py has made it."""
        self.runs_frozen = False
        self.profile = folder / "wine/drive_c/users" / getpass.getuser()
        """What is somebody's own on that Windows."""
        self._places = {
            "BACKPRESSURE_CONFIG": self.home / ".config/backpressure",
            "BACKPRESSURE_DATA": self.home / ".local/share/backpressure",
            "BACKPRESSURE_CACHE": self.home / ".cache/backpressure",
            "BACKPRESSURE_STATE": self.home / ".local/state/backpressure",
            "BACKPRESSURE_RUNTIME": self.runtime / "backpressure",
        }
        self._wine = {
            "WINEPREFIX": str(folder / "wine"),
            **QUIET_WINE,
            "PYTHONPATH": ";".join((as_windows_says(CHECKOUT), as_windows_says(folder / "libraries"))),
            "PYTHONDONTWRITEBYTECODE": "1",
            **{name: as_windows_says(place) for name, place in self._places.items()},
        }

    def close(self) -> None:
        if "DISPLAY" in self.env:  # what runs in Wine stays there, and belongs to nobody here
            subprocess.run([path_of("wineserver"), "-k"], env=self.windows_env, check=False, timeout=30)
        super().close()

    @property
    def windows_env(self) -> dict[str, str]:
        """The environment of what runs in Wine."""
        return self.env | self._wine

    def command(self, *arguments: str) -> list[str]:
        """What to run for ``python.exe`` with these arguments."""
        return [path_of("wine"), self._python, "-u", *arguments]

    def windows_program(self, *command: str, name: str) -> Program:
        """Start a program in Wine; its log is what it prints."""
        shell = ("sh", "-c", _THROUGH_A_PIPE, "sh")
        return self.household.start((*shell, *command), self.windows_env, name, self.folder)

    def open_window(self, program: str) -> Box:
        """Open a program that comes with Wine, the other one that somebody works with, and wait until it is shown."""
        before = eyes.settled(self)
        self.windows_program(path_of("wine"), program, name=program)
        return eyes.appeared(self, before, lambda box: box.width > 150 and box.height > 80)

    def windows(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run a program for Windows until it ends; what came of it."""
        return self._run([path_of("wine"), *command])

    def python(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run Python with these arguments until it ends; what came of it."""
        return self._run(self.command(*arguments))

    def _run(self, command: list[str]) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command,
            env=self.windows_env,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def backpressure(self, *arguments: str, name: str = "backpressure") -> Program:
        return self.windows_program(*self._ours(*arguments), name=name)

    def ask(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return self._run(self._ours(*arguments))

    def _ours(self, *arguments: str) -> list[str]:
        return (
            [path_of("wine"), str(self.frozen), *arguments]
            if self.runs_frozen
            else self.command("-m", "tray", *arguments)
        )


def as_windows_says(path: Path) -> str:
    """Wine shows the whole of this machine as its drive Z."""
    return "Z:" + str(path).replace("/", "\\")
