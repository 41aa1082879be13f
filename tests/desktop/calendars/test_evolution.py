"""What Evolution keeps of the calendars of a server: a database in a folder for each of them."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.calendars.sample_calendars import BERLIN, event, order
from tray.desktop.read_in_child import reader_command

pytest.importorskip("recurring_ical_events")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Evolution and the reader of files are of Linux")
WEEKLY = "DTSTART;TZID=Europe/Berlin:20261102T090000\nDTEND;TZID=Europe/Berlin:20261102T100000\nRRULE:FREQ=WEEKLY\n"
MOVED = (
    "RECURRENCE-ID;TZID=Europe/Berlin:20261130T090000\n"
    "DTSTART;TZID=Europe/Berlin:20261130T140000\nDTEND;TZID=Europe/Berlin:20261130T150000\n"
)
HOLIDAY = "DTSTART;VALUE=DATE:20261126\nDTEND;VALUE=DATE:20261127\nTRANSP:TRANSPARENT\n"
DELETED = "DTSTART:20261124T120000Z\nDTEND:20261124T130000Z\n"


def kept(home: Path, *, log_beside: bool = False) -> Path:
    """The calendar of a server, as Evolution keeps it."""
    file = home / ".cache" / "evolution" / "calendar" / "a1b2" / "cache.db"
    file.parent.mkdir(parents=True)
    with closing(sqlite3.connect(file)) as database:
        if log_beside:
            database.execute("PRAGMA journal_mode=wal")
        database.execute(
            "CREATE TABLE ECacheObjects (ECacheUID TEXT PRIMARY KEY, ECacheREV TEXT, ECacheOBJ TEXT, "
            "ECacheState INTEGER, occur_start TEXT, summary TEXT)"
        )
        database.execute("CREATE TABLE timezones (tzid TEXT PRIMARY KEY, zone TEXT, refs INTEGER)")
        database.execute("INSERT INTO timezones VALUES ('Europe/Berlin', ?, 1)", (BERLIN,))
        for n, (uid, more, text, state) in enumerate(
            (
                ("w", "", WEEKLY, 0),
                ("w", "\n20261130T090000", MOVED, 2),
                ("h", "", HOLIDAY, 0),
                ("d", "", DELETED, 3),
            )
        ):
            row = (f"{uid}{more}", str(n), f"BEGIN:VEVENT\n{event(text, uid)}\nEND:VEVENT", state)
            database.execute("INSERT INTO ECacheObjects VALUES (?, ?, ?, ?, '', '')", row)
        database.commit()
    sources = home / ".config" / "evolution" / "sources"
    sources.mkdir(parents=True)
    (sources / "a1b2.source").write_text("[Data Source]\nDisplayName=Public holidays\n")
    return file


def read(home: Path, path: Path) -> dict[str, Any]:
    done = subprocess.run(
        reader_command("tray.desktop.calendars.calendar_files"),
        input=order(path, days_off=["public holidays"]),
        env={name: value for name, value in os.environ.items() if name != "XDG_CONFIG_HOME"} | {"HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    (answer,) = json.loads(done.stdout)
    found: dict[str, Any] = answer
    return found


@pytest.mark.parametrize("log_beside", [False, True])
def test_what_is_kept_of_the_calendar_of_a_server_is_read_and_nothing_is_written(
    tmp_path: Path, log_beside: bool
) -> None:
    file = kept(tmp_path, log_beside=log_beside)
    before = {each: each.stat().st_mtime_ns for each in file.parent.iterdir()}
    found = read(tmp_path, tmp_path / ".cache")

    assert [] == found["wrong"]
    assert [
        ("2026-11-23T08:00:00+00:00", "meeting"),
        ("2026-11-26", "day-off"),
        ("2026-11-30T13:00:00+00:00", "meeting"),
        ("2026-12-07T08:00:00+00:00", "meeting"),
    ] == [(start, kind) for start, _, _, kind, _ in found["entries"]]
    assert before == {each: each.stat().st_mtime_ns for each in file.parent.iterdir()}


def test_what_is_not_written_to_the_database_itself_yet_counts_and_a_change_of_it_is_heard(tmp_path: Path) -> None:
    file = kept(tmp_path, log_beside=True)
    with closing(sqlite3.connect(file)) as writing:
        writing.execute("DELETE FROM ECacheObjects WHERE ECacheUID LIKE 'w%'")
        writing.commit()
        found = read(tmp_path, file)

    assert ["2026-11-26"] == [start for start, *_ in found["entries"]]
    assert {"cache.db", "cache.db-wal", "cache.db-journal"} == set(found["names"])


def test_another_database_is_none_of_a_calendar(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "cache.db")) as other:
        other.execute("CREATE TABLE pictures (name TEXT)")
        other.commit()

    assert ["it isn't a calendar"] == [each["message"] for each in read(tmp_path, tmp_path)["wrong"]]
