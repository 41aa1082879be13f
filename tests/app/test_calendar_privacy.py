"""What a meeting is called, where it is and who comes is in no record and no message, but a title that is wanted."""

import json
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.app.test_loop import Desk
from tests.desktop.calendars.sample_calendars import BERLIN, NINE, SHAPES, calendar, event, order
from tray.core.appointments import Entry, Kind
from tray.core.messages.facts import to_plain
from tray.desktop.read_in_child import reader_command
from tray.settings.defaults.every_setting import Calendars, Settings

CANARY = "Canary"
PRIVATE = (
    NINE + f"LOCATION:{CANARY} Street\nDESCRIPTION:{CANARY}\nORGANIZER;CN={CANARY}:mailto:{CANARY}@example.org\n"
    f"ATTENDEE;CN={CANARY};PARTSTAT=ACCEPTED:mailto:{CANARY}@example.org\nURL:https://example.org/{CANARY}"
)
BROKEN = (
    NINE + f"ATTENDEE;CN={CANARY}\nCATEGORIES;{CANARY}\nEXDATE:{CANARY}\n{CANARY}",
    f"DTSTART:{CANARY}",
    NINE + f"RRULE:FREQ={CANARY}",
)


@pytest.mark.parametrize("titles", [False, True])
def test_a_reader_tells_titles_alone_and_only_if_they_are_wanted(tmp_path: Path, titles: bool) -> None:
    pytest.importorskip("recurring_ical_events")
    texts = (*SHAPES.values(), calendar(event(PRIVATE), zones=BERLIN), f"{CANARY}\n", f"BEGIN:VCALENDAR\n{CANARY}")
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.ics").write_text(text, newline="")
    asked = order(tmp_path, titles=titles)
    command = reader_command("tray.desktop.calendars.calendar_files")
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    (answer,) = json.loads(done.stdout)

    assert {CANARY if titles else ""} == {title for *_, title in answer["entries"]}
    assert CANARY not in json.dumps(answer["wrong"]) + done.stderr


def test_what_is_wrong_is_told_without_the_words_of_a_meeting(tmp_path: Path) -> None:
    pytest.importorskip("recurring_ical_events")
    (tmp_path / "broken.ics").write_text(calendar(*(event(lines) for lines in BROKEN), zones=BERLIN))
    command = reader_command("tray.desktop.calendars.calendar_files")
    done = subprocess.run(command, input=order(tmp_path), capture_output=True, text=True, check=True)

    assert 3 <= len(json.loads(done.stdout)[0]["wrong"])
    assert CANARY not in done.stdout + done.stderr


def test_a_title_is_shown_and_is_in_no_record() -> None:
    desk = Desk(replace(Settings(), calendar=Calendars(files=("~/c.ics",), titles=True, counts="always")))
    start = desk.clock.wall() + timedelta(minutes=40)
    meeting = Entry(start, start + timedelta(minutes=90), True, Kind.MEETING, CANARY)
    desk.loop.calendar_read((meeting,))
    desk.type().run(minutes=39)
    shown = [notice.body for _, notice in desk.notifier.said]
    assert any(CANARY in text for text in shown)
    desk.run(minutes=90)

    assert CANARY not in json.dumps([to_plain(each.fact) for each in desk.journal.facts()])
    assert all(CANARY not in json.dumps(str(each)) for each in desk.journal.snapshots)
    assert CANARY not in "".join(desk.loop.problems.values())
    assert CANARY not in repr(desk.loop.context)
