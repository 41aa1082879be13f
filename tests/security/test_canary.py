"""Where a text comes to lie that somebody wrote; after a purge it is gone from every byte."""

import signal
import sys
from pathlib import Path

import pytest

from tests.cli.session import Session
from tests.desktop.harness.waiting import until

LABEL, PROMISE, REASON = "zzlabelzz", "zzpromisezz", "zzreasonzz"
CANARIES = (LABEL, PROMISE, REASON)
DOCUMENTED = {"data/history.sqlite3", "data/history.sqlite3-wal", "cache/report.html", "state/hooks.jsonl"}
"""The history, the page of the last report, and what the person's own hooks wrote."""
HOOK = """[[hooks]]
name = "echo"
on = "session_start"
run = ["sh", "-c", "cat; echo $BACKPRESSURE_SESSION"]
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these stories send signals")


def singing(folder: Path) -> set[str]:
    """The files that hold a canary, in their bytes or in their names."""
    found = set()
    for file in folder.rglob("*"):
        data = file.read_bytes() if file.is_file() else b""
        if any(canary.encode() in data or canary in file.name for canary in CANARIES):
            found.add(str(file.relative_to(folder)))
    return found


def sings(session: Session) -> None:
    """All that a person can write is written, by every way there is."""
    session.done("start", LABEL, "--estimate", "1h")
    session.done("commit", PROMISE, "--plan", "1h", "--reason", REASON)
    session.done("skip", "--reason", REASON)
    session.done("checkin", "fatigue", "6")
    session.done("stop")
    session.done("end-day")
    until(lambda: LABEL in session.done("hooks", "log"), "the hook to have been heard")
    for words in (["status"], ["explain"], ["sessions"], ["history", "day"], ["history", "--json"]):
        session.done(*words)
    page = session.folder / "cache" / "report.html"  # where it goes when it is opened
    page.parent.mkdir()
    if session.ask("report", "--out", str(page)).returncode:  # its libraries are not here
        page.write_text(LABEL)


@pytest.mark.parametrize("runs", [True, False], ids=["while it runs", "while nothing runs"])
def test_a_text_lies_only_where_it_is_said_to_and_nowhere_after_a_purge(session: Session, runs: bool) -> None:
    session.set(HOOK)
    program = session.started()
    sings(session)
    assert {"data/history.sqlite3-wal", "state/hooks.jsonl", "cache/report.html"} <= singing(session.folder)
    assert singing(session.folder) <= DOCUMENTED

    program.send_signal(signal.SIGKILL)
    program.wait()
    assert singing(session.folder) <= DOCUMENTED
    history = session.folder / "data" / "history.sqlite3"
    history.write_bytes(bytes(100) + history.read_bytes()[100:])
    program = session.started()
    kept = {name for name in singing(session.folder) if ".bad-" in name}
    assert kept, "the damaged history is kept beside the new one"
    if not runs:
        session.done("quit")
        program.wait()
    (session.folder / "runtime" / "import-left-by-a-kill").write_text(PROMISE)
    session.done("purge", "--yes")

    assert set() == singing(session.folder)
