"""A copy of the program that still works something out when the program quits: it isn't left behind."""

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.cli.session import PATIENCE, Session
from tests.desktop.harness.waiting import until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="copies are made on Linux alone")
_NEVER_DONE = """
import os, signal, sys
from pathlib import Path
from tray.app.answer_command_line import Serving
from tray.cli.main import main

program, answers = os.getpid(), Serving.answer

def answer(*asked):
    if os.getpid() != program:
        Path(os.environ["COPY"]).write_text(f"{os.getpid()}\\n")
        signal.pause()
    return answers(*asked)

Serving.answer = answer
sys.exit(main())
"""
"""The program, whose copies work for ever."""


def test_it_ends_with_the_program(session: Session) -> None:
    told = session.folder / "copy"
    session.environment["COPY"] = str(told)
    usual, session.program = session.program, (sys.executable, "-c", _NEVER_DONE)
    program = session.started()
    session.program = usual
    asks = session.begin("sessions")
    until(lambda: told.exists() and told.read_text().endswith("\n"), "a copy at work")
    copy = int(told.read_text())
    os.kill(program.pid, signal.SIGTERM)
    program.wait(PATIENCE.total_seconds())
    asks.wait(PATIENCE.total_seconds())

    try:
        until(lambda: not _runs(copy), "its end")
    finally:
        if _runs(copy):
            os.kill(copy, signal.SIGKILL)


def _runs(pid: int) -> bool:
    """Not what has ended and waits for somebody to ask how."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
