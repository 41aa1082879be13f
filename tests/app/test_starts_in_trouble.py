"""A start says what is missing or wrong, an icon, the settings or the socket, and goes on with what there is.

Where nothing shows an icon, the terminal in which it was started shows a line, and is left in order.
"""

import json
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
from tray.control.address import NAME

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals and sockets are of Unix")
SPOILT = 'levels.yellow = "often"\n'


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
def session(tmp_path: Path) -> Iterator[Session]:
    yield (made := Session(tmp_path))
    made.end()


def test_a_first_start_with_mistakes_in_the_settings_goes_on_with_the_defaults(session: Session) -> None:
    file = session.set(SPOILT)
    session.started()
    problems = json.loads(session.done("status", "--json"))["problems"]
    said, code = session.end_kindly()

    assert 0 == code
    assert "The settings have mistakes, so the defaults apply:" in said
    assert f"{file}:1: levels.yellow" in said
    assert any(f"{file}:1: levels.yellow" in each for each in problems)
    assert SPOILT == file.read_text()


def test_a_later_start_goes_on_with_the_settings_that_held_before_the_mistakes(session: Session) -> None:
    session.set("levels.yellow = 3\n")
    session.started()
    session.end_kindly()
    session.set(SPOILT)
    session.started()
    status = json.loads(session.done("status", "--json"))
    said, _ = session.end_kindly()

    assert "The settings have mistakes, so your previous ones stay in force:" in said
    assert "yellow" == status["level"], status  # which by the defaults is green


def test_a_socket_that_cannot_be_made_is_said_and_nothing_else_is_missing(session: Session) -> None:
    in_the_way = Path(session.runtime) / NAME
    in_the_way.mkdir(parents=True)
    in_the_way.parent.chmod(0o700)
    (in_the_way / "full").touch()
    program = session.start()
    assert program.stdout
    said = ""
    while "To quit" not in said:  # from here on it ends in order when it is asked to
        line = program.stdout.readline()
        assert line, said
        said += line
    program.terminate()

    assert f"The command line can't reach this program: No socket can be made in {session.runtime}" in said
    assert 0 == program.wait(PATIENCE.total_seconds())
    assert (session.folder / "data" / "history.sqlite3").exists()


@pytest.mark.parametrize("options", [(), ("--no-tray",)])
def test_without_an_icon_a_terminal_says_how_it_stands_until_the_end(
    session: Session, options: tuple[str, ...]
) -> None:
    terminal = InATerminal(session, *options)
    try:
        first = terminal.shows(r"\d+%  green")
        session.done("pause")
        terminal.shows("Tracking is paused")
        session.done("quit")
        assert 0 == terminal.ends()
    finally:
        terminal.close()

    assert ("There's no tray here" in terminal.said) == (not options)  # who wants none misses none
    assert "paused" not in first
    assert terminal.said.endswith("\r\n")  # so that the next prompt has a line of its own
