"""Where nothing shows an icon, the terminal in which the program was started shows a line, and is left in order."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.session import PATIENCE, Session

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")


class InATerminal:
    """The program in a terminal of its own, and all that it wrote there."""

    def __init__(self, session: Session, *options: str) -> None:
        self._ours, theirs = pty.openpty()
        self._program = subprocess.Popen(
            [*session.program, *options], env=session.environment | {"NO_COLOR": "1"}, stdin=theirs, stdout=theirs
        )
        os.close(theirs)
        self.said = ""

    def shows(self, wanted: str) -> str:
        """Wait until something is written there; the line as it is then."""
        while not re.search(wanted, self.said):
            self.said += os.read(self._ours, 4096).decode()
        return self.said.rpartition("\r\x1b[K")[2]

    def ends(self) -> int:
        """Wait for the end of the program and of what it wrote; the exit code."""
        with suppress(OSError):  # that nobody has the terminal open any more
            while part := os.read(self._ours, 4096):
                self.said += part.decode()
        return self._program.wait(PATIENCE.total_seconds())

    def close(self) -> None:
        if self._program.poll() is None:
            self._program.kill()
            self._program.wait()
        os.close(self._ours)


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Session]:
    yield (made := Session(tmp_path))
    made.end()


@pytest.mark.parametrize("options", [(), ("--no-tray",)])
def test_without_an_icon_a_terminal_says_how_it_stands_until_the_end(alone: Session, options: tuple[str, ...]) -> None:
    terminal = InATerminal(alone, *options)
    try:
        first = terminal.shows(r"\d+%  green")
        alone.done("pause")
        terminal.shows("Tracking is paused")
        alone.done("quit")
        assert 0 == terminal.ends()
    finally:
        terminal.close()

    assert ("There's no tray here" in terminal.said) == (not options)  # who wants none misses none
    assert "paused" not in first
    assert terminal.said.endswith("\r\n")  # so that the next prompt has a line of its own
