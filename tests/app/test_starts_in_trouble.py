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
from tests.desktop.harness.waiting import until
from tray.control.address import NAME
from tray.control.client import ask, comes_up
from tray.control.command_form import packed
from tray.control.protocol import COMMAND, DISPLAY
from tray.core.messages.commands import Command, Decline, OpenSettings
from tray.errors import UsageError
from tray.store.damage.check import fault_of

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


def test_a_program_whose_terminal_was_closed_goes_on_without_one(session: Session) -> None:
    program = session.start()
    assert program.stdout
    program.stdout.close()
    assert comes_up(session.runtime, PATIENCE.total_seconds())
    session.done("quit")

    assert 0 == program.wait(PATIENCE.total_seconds())


def test_where_no_log_can_be_kept_the_rest_is_as_ever(session: Session) -> None:
    (session.folder / "state").write_text("in the way")
    session.started()
    session.done("commit", "call Ada")

    assert 0 == session.end_kindly()[1]


@pytest.mark.parametrize(
    ("command", "said"), [(OpenSettings(), "No editor was found."), (Decline(copy=True), "clipboard")]
)
def test_what_cannot_be_opened_is_noted_with_its_reason(session: Session, command: Command, said: str) -> None:
    session.environment["PATH"] = str(session.folder)
    session.started()
    ask(session.runtime, COMMAND, packed(command))
    log = session.folder / "state" / "backpressure.log"

    until(lambda: log.exists() and said in log.read_text(), "it to be noted")


_ALONE = """
import os, sys
from tray.app.app import App
from tray.core.messages.commands import OpenPanel, ShowDemo
from tray.core.messages.events import Asked

def no_room():
    raise BlockingIOError("no room for another process")

def play(app):
    sys.executable = "/no/such/python"
    app.loop.take(Asked(ShowDemo()))
    app.loop.take(Asked(OpenPanel(0, 0)))
    os.fork = no_room
    print("a copy answers:", app._copy(bytes, print))
    app.reactor.call_soon(app.reactor.stop)

sys.exit(App(wants_tray=False, out=sys.stdout, script=play).run())
"""


def test_a_program_that_can_start_no_other_says_so_and_answers_itself(session: Session) -> None:
    pytest.importorskip("PySide6")
    session.program, session.options = (sys.executable, "-c", _ALONE), ()
    program = session.start()
    said, _ = program.communicate(timeout=PATIENCE.total_seconds())

    assert 0 == program.returncode
    assert "a copy answers: False" in said
    noted = (session.folder / "state" / "backpressure.log").read_text()
    assert "The window can't be opened: No such file or directory." in noted
    assert "The demonstration can't be played: " in noted


_FAULTY = """
import os, sys
from datetime import timedelta
from tray.app.app import App
from tray.app.start import Start

def faulty():
    raise ArithmeticError("That was a bug.")

def play(app):
    print("told:", app.loop.problems["fault"])
    app.reactor.call_soon(app.reactor.stop)

begun = Start(os.environ)
begun.reactor.later(timedelta(0), faulty)
begun.reactor.serve(lambda: begun.faults, timedelta(seconds=60))
sys.exit(App(wants_tray=False, out=sys.stdout, script=play, begun=begun).run())
"""


def test_a_fault_of_ours_before_anybody_could_hear_of_it_is_noted_and_told(session: Session) -> None:
    session.program, session.options = (sys.executable, "-c", _FAULTY), ()
    program = session.start()
    said, _ = program.communicate(timeout=PATIENCE.total_seconds())

    assert 0 == program.returncode
    assert "told: Something went wrong" in said
    assert "ArithmeticError" in (session.folder / "state" / "backpressure.log").read_text()


_ENDS_BADLY = """
import sys
from tray.app import app as module

def faulty(*_):
    raise ArithmeticError("That was a bug.")

def play(app):
    app.desktop.close = faulty
    app.reactor.call_soon(app.reactor.stop)

{fault}
sys.exit(module.App(wants_tray=False, out=sys.stdout, script=play).run())
"""


@pytest.mark.parametrize(
    "fault", ["", "module.Loop = faulty"], ids=["as a part ends", "before anything has the history"]
)
def test_a_fault_of_ours_leaves_a_history_that_ended_cleanly(session: Session, fault: str) -> None:
    session.program, session.options = (sys.executable, "-c", _ENDS_BADLY.format(fault=fault)), ()
    said, _ = session.start().communicate(timeout=PATIENCE.total_seconds())
    history = session.folder / "data" / "history.sqlite3"

    assert history.exists()
    assert fault_of(str(history)) is None, said


def test_a_display_with_an_endless_name_is_refused(session: Session) -> None:
    session.started()

    with pytest.raises(UsageError, match="can be at most"):
        ask(session.runtime, DISPLAY, {"DISPLAY": "x" * 5000})


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


def test_where_the_code_cannot_be_kept_preparing_says_why(session: Session) -> None:
    (session.folder / "cache").write_text("in the way")
    came = session.ask("prepare")

    assert 1 == came.returncode
    assert re.fullmatch(rf"backpressure: {session.folder}/cache/code can't be written: .+\.\n", came.stderr)
