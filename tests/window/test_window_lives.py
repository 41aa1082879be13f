"""The window and its program are killed at random moments: nothing is left of the window, and no command is lost.

Both are real processes; Qt draws without a screen.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.random_seed import dice
from tests.skip_what_is_not_installed import do_without
from tray.control.client import ask, comes_up
from tray.control.command_form import packed
from tray.control.protocol import COMMAND, PANEL
from tray.core.messages import commands as c

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
ROOT = Path(__file__).parents[2]
LONG = os.environ.get("BACKPRESSURE_LONG") == "1"
TIMES = int(os.environ.get("BACKPRESSURE_KILLS", "100" if LONG else "12"))
"""On either side."""
PATIENCE_SECONDS = 20.0
FOLDERS = ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME")


class Program:
    """The running program, without a tray, and its window."""

    def __init__(self, folder: Path, *, platform: str = "offscreen") -> None:
        if find_spec("PySide6") is None:
            do_without("PySide6-Essentials")
        passed_on = {name: os.environ[name] for name in ("PATH", "LANG", "DISPLAY") if name in os.environ}
        self.env = passed_on | {f"BACKPRESSURE_{name}": str(folder / name) for name in FOLDERS}
        self.env |= {"HOME": str(folder), "QT_QPA_PLATFORM": platform, "PYTHONPATH": str(ROOT)}
        for name in FOLDERS:
            (folder / name).mkdir(mode=0o700)
        self.runtime = str(folder / "RUNTIME")
        self.start()

    def start(self) -> None:
        quiet = subprocess.DEVNULL
        command = (sys.executable, "-m", "tray", "--no-tray")
        self.process = subprocess.Popen(command, env=self.env, stdin=quiet, stdout=quiet, stderr=quiet, cwd=ROOT)
        assert comes_up(self.runtime, PATIENCE_SECONDS)

    def say(self, command: c.Command) -> Any:
        return ask(self.runtime, COMMAND, packed(command), timeout_seconds=PATIENCE_SECONDS)

    def to_dos(self) -> list[str]:
        found = ask(self.runtime, "commitments", {}, timeout_seconds=PATIENCE_SECONDS)["commitments"]
        return [each["text"] for each in found]

    def windows(self) -> list[int]:
        """The windows of this program, wherever they hang in the tree of processes; the dead are none."""
        mark = f"BACKPRESSURE_RUNTIME={self.runtime}".encode()
        return [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if _is_window(pid, mark)]  # noqa: PTH208

    def kill_windows(self) -> None:
        """Kill them until none is left: one that was just being started is seen a moment later."""

        def gone() -> bool:
            pids = self.windows()
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            return not pids

        until(gone, "the window to be gone")

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.kill_windows()


def _is_window(pid: int, mark: bytes) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
        return b"tray.window" in words and mark in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return False


def until(holds: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, what
        select_a_while()


def select_a_while(seconds: float = 0.01) -> None:
    import select

    select.select([], [], [], seconds)


def open_again(program: Program) -> None:
    """Open the panel after one was killed. What is asked before its end was noticed is about the one that was there."""
    for _ in range(4):
        program.say(c.OpenPanel())
        end = time.monotonic() + PATIENCE_SECONDS / 4
        while time.monotonic() < end:
            if program.windows():
                return
            select_a_while()
    raise AssertionError("no window after all that")


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    found = Program(tmp_path)
    yield found
    found.close()


def test_it_starts_when_it_is_asked_for_and_one_at_most(program: Program) -> None:
    assert [] == program.windows()
    for _ in range(5):
        program.say(c.OpenPanel())
    until(program.windows, "a window")

    assert 1 == len(program.windows())


def test_the_program_itself_never_loads_the_toolkit(program: Program) -> None:
    program.say(c.OpenPanel())
    until(program.windows, "a window")

    assert "libQt6" not in Path(f"/proc/{program.process.pid}/maps").read_text()
    until(lambda: "libQt6" in Path(f"/proc/{program.windows()[0]}/maps").read_text(), "the toolkit in the window")


def test_the_copies_that_answer_the_panel_know_the_last_command_and_leave_the_history_alone(program: Program) -> None:
    for number in range(TIMES):
        program.say(c.Commit(f"to do {number}"))
        told = ask(program.runtime, PANEL, {}, timeout_seconds=PATIENCE_SECONDS)
        assert f"to do {number}" in repr(told["menu"])
    program.process.kill()  # the last copy may still be there
    program.process.wait()
    program.start()

    assert [f"to do {number}" for number in range(TIMES)] == program.to_dos()


@pytest.mark.timeout(600 if not LONG else 3600)
def test_a_window_killed_at_random_moments_costs_nothing(program: Program) -> None:
    chance = dice(7)
    noted = []
    for number in range(TIMES):
        program.say(c.OpenPanel())
        select_a_while(chance.uniform(0.0, 0.35))
        text = f"to do {number}"
        program.say(c.Commit(text))
        noted.append(text)
        program.kill_windows()
        program.say(c.CloseCommitment(number + 1))
    program.say(c.Commit("the last"))

    assert ["the last"] == program.to_dos(), "each of the others was noted, and then closed"
    open_again(program)
    assert 1 == len(program.windows())


@pytest.mark.timeout(600 if not LONG else 3600)
def test_a_program_killed_at_random_moments_takes_its_window_along_and_keeps_its_word(program: Program) -> None:
    chance = dice(11)
    for number in range(TIMES):
        program.say(c.OpenPanel())
        select_a_while(chance.uniform(0.0, 0.35))
        program.say(c.Commit(f"to do {number}"))
        program.process.send_signal(chance.choice((signal.SIGKILL, signal.SIGTERM)))
        program.process.wait()
        until(lambda: not program.windows(), "the window to go with its program")
        program.start()
        assert [f"to do {number}"] == program.to_dos()
        program.say(c.CloseCommitment(number + 1))
