"""One program runs, however many are started and however it ends: with the real command line, as processes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desktop.harness.waiting import until
from tray.control.client import comes_up

AT_ONCE = 20
PATIENCE = timedelta(seconds=100)
PROGRAM = [sys.executable, "-m", "tray"]
PLACES = ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these stories send signals")


class Session:
    """A session of somebody who has no desktop."""

    def __init__(self, folder: Path) -> None:
        self.runtime = str(folder / "runtime")
        self._environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
        self._environment |= {f"BACKPRESSURE_{name}": str(folder / name.lower()) for name in PLACES}
        self._environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={folder}/none"
        self._started: list[subprocess.Popen[str]] = []

    def start(self) -> subprocess.Popen[str]:
        """Start the program, and do not wait."""
        command = [*PROGRAM, "--no-tray"]
        self._started.append(subprocess.Popen(command, env=self._environment, stdout=subprocess.PIPE, text=True))
        return self._started[-1]

    def ask(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a verb."""
        return subprocess.run([*PROGRAM, *words], env=self._environment, capture_output=True, text=True, check=False)

    def end(self) -> None:
        """End all that was started here."""
        for each in self._started:
            if each.poll() is None:
                each.kill()
                each.communicate()


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session(tmp_path)
    yield made
    made.end()


def test_of_twenty_starts_at_once_one_runs_and_the_others_show_its_status(session: Session) -> None:
    started = [session.start() for _ in range(AT_ONCE)]
    until(lambda: sum(each.poll() is None for each in started) <= 1, "all but one to end", PATIENCE)
    ended = [each for each in started if each.poll() is not None]

    assert AT_ONCE - 1 == len(ended)
    for each in ended:
        said = each.communicate()[0]
        assert 0 == each.returncode
        assert said.startswith("Backpressure runs already")
        assert "Held by: " in said
    assert 0 == session.ask("status").returncode


def test_a_kill_blocks_no_start_and_loses_nothing_that_was_acknowledged(session: Session) -> None:
    for number in (1, 2, 3):
        program = session.start()
        assert comes_up(session.runtime, PATIENCE.total_seconds())
        assert 0 == session.ask("commit", f"promise {number}").returncode
        program.send_signal(signal.SIGKILL)
        program.wait()

        assert 3 == session.ask("status").returncode
        listed = session.ask("commitments").stdout.splitlines()
        assert [f"{each}  promise {each}" for each in range(1, number + 1)] == [line.strip() for line in listed]
