"""Where a text comes to lie that somebody wrote; after a purge it is gone from every byte."""

import json
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.session import Session
from tests.desktop.harness.waiting import until
from tray.cli.main import main
from tray.cli.verb_table import VERBS
from tray.store.files.log import Log

LABEL, PROMISE, REASON = "zzlabelzz", "zzpromisezz", "zzreasonzz"
BLOCK, AGENT = "zzblockzz", "zzagentzz"
TITLE, PLACE, WHO = "zztitlezz", "zzplacezz", "zzattendeezz"
CANARIES = (LABEL, PROMISE, REASON, BLOCK, AGENT, TITLE, PLACE, WHO)
PUBLISHED = "data/backpressure.ics"
DOCUMENTED = {"data/history.sqlite3", "data/history.sqlite3-wal", "cache/report.html", "state/hooks.jsonl", PUBLISHED}
"""The history, the page of the last report, what the person's own hooks wrote, and their blocks as a calendar."""
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
    session.done("block", "1h", "--label", BLOCK)
    session.done("agent", "asks", AGENT)
    session.done("agent", "busy", AGENT)
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
    session.set(HOOK + "[agents]\nnames = true\n")
    program = session.started()
    sings(session)
    until(lambda: PUBLISHED in singing(session.folder), "the block to be published")
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

    until(lambda: set() == singing(session.folder), "nothing to sing any more")
    assert not (session.folder / "state" / "agents.key").exists()


MEETINGS = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:zztitlezz
DTSTART:{start:%Y%m%dT%H%M%SZ}
DURATION:PT2H
SUMMARY:zztitlezz
LOCATION:zzplacezz
ATTENDEE;CN=zzattendeezz;PARTSTAT=ACCEPTED:mailto:zzattendeezz@example.org
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART:zztitlezz
SUMMARY:zztitlezz
LOCATION:zzplacezz
END:VEVENT
END:VCALENDAR
"""


def unwrapped(text: str) -> str:
    """Lines end where the name of a folder leaves room."""
    return " ".join(text.split())


def test_what_meetings_and_agents_are_called_lies_nowhere_where_that_is_not_wanted(
    session: Session, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pytest.importorskip("recurring_ical_events")
    file = tmp_path_factory.mktemp("calendars") / "work.ics"
    file.write_text(MEETINGS.format(start=datetime.now(UTC) - timedelta(hours=1)))
    shared = session.folder / "shared"
    shared.mkdir()
    session.set(f'[calendar]\nfiles = ["{file}"]\ntitles = true\ncounts = "always"\n[machines]\nfolder = "{shared}"\n')
    program = session.started()
    until(lambda: "the entry on line 10" in unwrapped(session.done("status")), "the calendar to be read")
    session.done("agent", "asks", AGENT)
    assert [f"{AGENT} asked at" in session.done(*words) for words in (("agent", "list"), ("explain",))] == [True] * 2
    assert AGENT in session.done("status", "--json")
    said = "".join(session.ask(*words).stdout for words in (["status"], ["history", "--json"], ["doctor"]))
    session.done("agent", "busy", AGENT)
    session.done("agent", "run", AGENT, "--", "true")
    session.done("commit", "an errand")
    until(lambda: any(b"agent-" in each.read_bytes() for each in shared.rglob("*.jsonl")), "agents to be shared")
    printed, _ = session.end_kindly()

    assert program.returncode == 0
    assert "the entry on line 10 can't be read (DTSTART)" in unwrapped(said)
    assert [] == [each for each in (AGENT, TITLE, PLACE, WHO) if each in said + printed]
    assert set() == singing(session.folder)


def broken(_: object, __: object) -> int:
    raise ValueError(TITLE)


def test_what_a_fault_says_holds_no_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(VERBS["sessions"], "serve", f"{__name__}:broken")
    assert 1 == main(["sessions"])
    told = capsys.readouterr().err
    try:
        broken(None, None)
    except ValueError as problem:
        Log(str(tmp_path / "log")).fault(problem)
    logged = (tmp_path / "log").read_text()

    assert "This is a bug in Backpressure" in told
    assert TITLE not in told + logged
    assert "ValueError test_canary.py:" in told
    assert "ValueError test_canary.py:" in logged


CRASHES = {
    "the window": """
import sys, threading, types
from PySide6.QtCore import QCoreApplication, QTimer
def broken(): raise ValueError("zztitlezz")
def main(early):
    app = QCoreApplication([])
    threading.Thread(target=broken).start()
    QTimer.singleShot(0, broken)
    QTimer.singleShot(1, app.quit)
    app.exec()
    broken()
sys.modules["tray.window.process_and_its_end"] = types.SimpleNamespace(main=main)
import runpy; runpy.run_module("tray.window", run_name="__main__")
""",
    "the reader of calendars": """
from tray.desktop.calendars import calendar_files as reader
def broken(*_): raise ValueError("zztitlezz")
reader._plain = reader._Calendars._add = broken
import tray.desktop.common.pattern_hidden_large_hanging_files as files
files.Reading.told = lambda self, until: broken()
reader.main()
""",
}


@pytest.mark.parametrize("crash", CRASHES.values(), ids=CRASHES)
def test_a_process_that_crashes_says_where_and_none_of_what_it_showed_or_read(crash: str, tmp_path: Path) -> None:
    if "PySide6" in crash:
        pytest.importorskip("PySide6")
    (tmp_path / "work.ics").write_text(MEETINGS.format(start=datetime.now(UTC)))
    order = {"first": "2026-11-30", "days": 1, "titles": True, "days_off": [], "hours": [], "addresses": []}
    said = subprocess.run(
        [sys.executable, "-c", crash],
        input=json.dumps({**order, "paths": [str(tmp_path)]}),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert 1 == said.returncode
    assert "Please report it: ValueError <string>:" in said.stderr
    assert [] == [each for each in CANARIES if each in said.stdout + said.stderr]
