"""Does anything leave this machine, or the folders of its person? On a desktop, with hooks, report and command line."""

import sys
from pathlib import Path

import pytest

from tests.cli.every_verb import CASES
from tests.desktop.conftest import Desks
from tests.desktop.harness.waiting import until
from tests.desktop.stories.person import Person
from tests.desktop.stories.story import A_STRETCH
from tests.security.tracing import can_be_traced, sockets, traced, written

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(not can_be_traced(), reason="needs strace, and to be allowed to trace"),
]

HOOK = """[[hooks]]
name = "echo"
on = "session_start"
run = ["sh", "-c", "echo heard"]
"""
VERBS = ("status", "start", "commit", "history", "settings", "doctor", "autostart", "replay")


@pytest.fixture
def person(desks: Desks) -> Person:
    desk = desks.x11(needs=("xfce4-panel", "xfconfd"))
    return Person(desk, "xfce4-panel", desks.server(desk, "dunst"))


def test_no_socket_but_unix_ones_is_ever_made_and_nothing_is_written_but_in_the_own_folders(person: Person) -> None:
    desk, log = person.desk, person.desk.folder / "trace"
    shared = desk.folder / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    desk.env |= {"TMPDIR": str(shared), "PYTHONDONTWRITEBYTECODE": "1"}
    person.set({})
    file = desk.home / ".config/backpressure/settings.toml"
    file.write_text(file.read_text() + HOOK)
    person.has_worked(A_STRETCH)
    program = desk.start(*traced(log), sys.executable, "-m", "tray", name="backpressure")
    program.wait_to_say("is running.")
    desk.hands.type("a few words")
    person.sees("Time for a", "suggestion")
    calls = desk.folder / "calls"
    for verb in VERBS:
        desk.start(*traced(calls), sys.executable, "-m", "tray", verb, *CASES[verb], name=verb).wait_to_end()
        _is_inside(calls, desk.folder)
    until(lambda: "heard" in desk.ask("hooks", "log").stdout, "the hook to have run")
    desk.ask("report", "--out", str(desk.home / "page.html"))
    assert desk.ask("purge", "--yes").returncode == 0
    assert desk.ask("quit").returncode == 0
    program.wait_to_end()

    assert str(desk.home / ".local/share/backpressure/history.sqlite3-wal") in written(log)
    _is_inside(log, desk.folder)
    assert [] == list(shared.iterdir())


def _is_inside(log: Path, folder: Path) -> None:
    assert sockets(log) <= {"AF_UNIX"}
    outside = {path for path in written(log) if not path.startswith((str(folder), "/proc/", "/dev/"))}
    assert set() == outside
