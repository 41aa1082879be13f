"""Runs the real program as processes, for somebody without a desktop, in folders of their own."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from tray.control.client import comes_up

PATIENCE = timedelta(seconds=100)
PROGRAM = (sys.executable, "-m", "tray")
PLACES = ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME")


class Session:
    """A session of somebody who has no desktop."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.runtime = str(folder / "runtime")
        self.environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
        self.environment |= {f"BACKPRESSURE_{name}": str(folder / name.lower()) for name in PLACES}
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={folder}/none"
        self.program: tuple[str, ...] = PROGRAM
        """What is typed to run it."""
        self.options: tuple[str, ...] = ("--no-tray",)
        self._started: list[subprocess.Popen[str]] = []

    def set(self, settings: str) -> Path:
        """Write the settings file."""
        file = self.folder / "config" / "settings.toml"
        file.parent.mkdir(mode=0o700, exist_ok=True)
        file.write_text(settings)
        return file

    def start(self, *before: str) -> subprocess.Popen[str]:
        """Start the program, and do not wait; ``before`` is a program that runs it, with its arguments."""
        command = [*before, *self.program, *self.options]
        self._started.append(subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True))
        return self._started[-1]

    def started(self, *before: str) -> subprocess.Popen[str]:
        """Start the program, and wait until it answers."""
        program = self.start(*before)
        assert comes_up(self.runtime, PATIENCE.total_seconds())
        return program

    def ask(self, *words: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run a verb."""
        command = [*before, *self.program, *words]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def begin(self, *words: str) -> subprocess.Popen[bytes]:
        """Run a verb, and do not wait for it."""
        return subprocess.Popen([*self.program, *words], env=self.environment, stdout=subprocess.DEVNULL)

    def done(self, *words: str, before: tuple[str, ...] = ()) -> str:
        """Run a verb that must do well; what it printed."""
        came = self.ask(*words, before=before)
        assert came.returncode == 0, (words, came)
        return came.stdout

    def end_kindly(self) -> tuple[str, int]:
        """Ask what was started last to quit; all that it wrote, and its exit code."""
        program = self._started[-1]
        self.done("quit")
        return program.communicate(timeout=PATIENCE.total_seconds())[0], program.returncode

    def end(self) -> None:
        """End all that was started here."""
        for each in self._started:
            if each.poll() is None:
                each.kill()
                each.communicate()
