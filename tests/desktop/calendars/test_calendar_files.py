"""Calendars that lie in files, folders and patterns: read at once, after each change, and not too often."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.core.appointments import Entry, Kind
from tray.desktop import read_in_child
from tray.desktop.calendars import days_ahead_and_rereading
from tray.desktop.calendars.days_ahead_and_rereading import CalendarFiles
from tray.settings.defaults.every_setting import Calendars

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the reactor of the tests waits as Linux does")
pytest.importorskip("recurring_ical_events")
TODAY = date(2026, 11, 23)


def calendar(*events: str, name: str = "") -> str:
    """A calendar of events, each as lines."""
    own = f"X-WR-CALNAME:{name}\r\n" if name else ""
    body = "".join(f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tests//EN\r\n{own}{body}END:VCALENDAR\r\n"


def event(number: int, start: str = "20261124T090000Z", *more: str) -> str:
    """One hour at a time in UTC."""
    end = datetime.strptime(start, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) + timedelta(hours=1)
    lines = (f"UID:{number}@tests", f"DTSTART:{start}", f"DTEND:{end:%Y%m%dT%H%M%SZ}", f"SUMMARY:Canary {number}")
    return "\r\n".join((*lines, *more))


def meeting(day: int, hour: int, title: str = "") -> Entry:
    start = datetime(2026, 11, day, hour, tzinfo=UTC)
    return Entry(start, start + timedelta(hours=1), True, Kind.MEETING, title)


class Read:
    """Somebody's calendars, and what was heard of them."""

    def __init__(self, home: Path, closing: ExitStack) -> None:
        self.home = home
        self.reactor = HandTurnedReactor()
        self.problems: list[str | None] = []
        self.given: list[tuple[Entry, ...]] = []
        self._closing = closing

    def files(self, *paths: str, **settings: object) -> None:
        wanted = Calendars(files=paths, **settings)  # type: ignore[arg-type]
        environment = {**os.environ, "HOME": str(self.home)}
        made = CalendarFiles(self.reactor, wanted, environment, lambda: TODAY, self.given.append, self.problems.append)
        self._closing.callback(made.close)

    def hears(self, *entries: Entry) -> None:
        self.reactor.run_until(lambda: bool(self.given) and self.given[-1] == entries)

    def hears_of_trouble(self, words: str) -> None:
        self.reactor.run_until(lambda: any(words in (text or "") for text in self.problems))


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Read]:
    with ExitStack() as closing:
        yield Read(tmp_path, closing)


def test_a_file_is_read_at_once_and_again_when_it_is_saved(read: Read) -> None:
    file = read.home / "work.ics"
    file.write_text(calendar(event(1)))
    read.files("~/work.ics")
    read.hears(meeting(24, 9))
    new = read.home / "new"
    new.write_text(calendar(event(1), event(2, "20261124T110000Z")))
    new.replace(file)
    read.hears(meeting(24, 9), meeting(24, 11))

    assert not any(read.problems)


def test_a_folder_as_vdirsyncer_keeps_it_and_a_pattern_hold_what_their_files_hold(read: Read) -> None:
    for folder in ("calendars/office", "calendars/private/.hidden", "other"):
        (read.home / folder).mkdir(parents=True)
    (read.home / "calendars/office/1.ics").write_text(calendar(event(1)))
    (read.home / "calendars/office/color").write_text("#ff0000")
    (read.home / "calendars/private/2.ics").write_text(calendar(event(2, "20261125T090000Z")))
    (read.home / "calendars/private/.hidden/3.ics").write_text(calendar(event(3)))
    (read.home / "other/4.ics").write_text(calendar(event(4, "20261126T090000Z")))
    read.files("~/calendars", "~/o*/*.ics")

    read.hears(meeting(24, 9), meeting(25, 9), meeting(26, 9))


def test_a_process_that_fails_is_told_by_its_last_words_and_files_are_read_again_later(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    (read.home / "work.ics").write_text(calendar(event(1)))
    fails = (sys.executable, "-c", "raise SystemExit('On the way.\\nNo memory left.')")
    with monkeypatch.context() as patched:
        patched.setattr(read_in_child, "reader_command", lambda _: fails)
        read.files("~/work.ics")
        read.hears_of_trouble("the process that reads their files failed (No memory left.)")
    assert [] == read.given
    read.reactor.advance(timedelta(hours=1))

    read.hears(meeting(24, 9))
    assert read.problems[-1] is None


def test_a_broken_file_and_a_broken_entry_are_told_and_the_rest_counts(read: Read) -> None:
    folder = read.home / "calendars"
    folder.mkdir()
    (folder / "good.ics").write_text(calendar(event(1), "UID:2\r\nDTSTART:2026xx24T100000Z\r\nSUMMARY:Canary"))
    (folder / "none.ics").write_text("Dear all, Canary\n")
    (folder / "short.ics").write_text(calendar(event(3, "20261125T090000Z")).removesuffix("END:VCALENDAR\r\n"))
    read.files("~/calendars", "~/missing.ics")
    read.hears(meeting(24, 9), meeting(25, 9))
    said = read.problems[-1] or ""

    assert "good.ics: the entry on line 10 can't be read (DTSTART" in said
    assert "none.ics: it isn't a calendar" in said
    assert "short.ics: it ends in the middle of an entry" in said
    assert "missing.ics: there is no such file" in said
    assert "Canary" not in said


def test_of_too_many_entries_the_first_count_and_that_is_told(read: Read, tmp_path: Path) -> None:
    many = [event(n, f"202611{24 + n // 1440:02d}T{n // 60 % 24:02d}{n % 60:02d}00Z") for n in range(2001)]
    (tmp_path / "many.ics").write_text(calendar(*many))
    read.files("~/many.ics")
    read.hears_of_trouble("there are more than 2000 entries in two weeks")

    assert 2000 == len(read.given[-1])


def test_of_many_calendars_that_cannot_be_read_five_are_named(read: Read) -> None:
    read.files(*(f"~/{number}.ics" for number in range(1, 8)))
    read.hears_of_trouble("5.ics")
    said = read.problems[-1] or ""

    assert said.endswith("; …")
    assert [f"{number}.ics" in said for number in range(1, 8)] == [True] * 5 + [False] * 2


def test_what_is_called_like_a_calendar_and_is_no_file_keeps_nobody_waiting(read: Read) -> None:
    folder = read.home / "calendars"
    folder.mkdir()
    os.mkfifo(folder / "a pipe.ics")
    (folder / "work.ics").write_text(calendar(event(1)))
    read.files("~/calendars")
    read.hears(meeting(24, 9))

    assert "a pipe.ics" in (read.problems[-1] or "")
    assert "isn't responding" not in (read.problems[-1] or "")


def test_titles_are_read_only_where_they_are_wanted(read: Read) -> None:
    (read.home / "work.ics").write_text(calendar(event(1)))
    read.files("~/work.ics", titles=True)

    read.hears(meeting(24, 9, "Canary 1"))


def test_a_calendar_that_goes_away_for_a_moment_takes_no_meeting_with_it(read: Read) -> None:
    file = read.home / "work.ics"
    file.write_text(calendar(event(1)))
    read.files("~/work.ics")
    read.hears(meeting(24, 9))
    file.unlink()
    read.hears_of_trouble("no such file")

    assert (meeting(24, 9),) == read.given[-1]


def test_a_calendar_that_changes_every_second_is_read_once_a_minute(read: Read) -> None:
    file = read.home / "work.ics"
    file.write_text(calendar(event(1)))
    read.files("~/work.ics")
    read.reactor.run_until(lambda: 2 == len(read.given))  # once more when its folder is watched
    second = timedelta(seconds=1)
    for minute in range(2):
        for number in range(5):
            file.write_text(calendar(event(10 * minute + number)))
            read.reactor.run_for(timedelta(milliseconds=50))
            read.reactor.advance(second)
        read.reactor.run_for(second)  # enough for a reading
        assert 2 + minute == len(read.given)
        read.reactor.advance(55 * second)
        read.reactor.run_until(lambda: 3 + minute == len(read.given))  # noqa: B023 - within this turn


def test_without_the_extra_it_is_said_how_to_add_it(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days_ahead_and_rereading, "find_spec", lambda _: None)
    read.files("~/work.ics")

    assert "the extra `calendar` isn't installed" in (read.problems[-1] or "")
    assert "[calendar]" in (read.problems[-1] or "")


def test_a_folder_goes_by_the_name_that_vdirsyncer_and_khal_keep_in_it(read: Read) -> None:
    folder = read.home / "calendars" / "6f1c"
    folder.mkdir(parents=True)
    (folder / "displayname").write_text("Holidays\n")
    (folder / "1.ics").write_text(calendar("UID:1@tests\r\nDTSTART;VALUE=DATE:20261124\r\nSUMMARY:Off"))
    read.files("~/calendars", days_off=("holidays",))

    read.reactor.run_until(lambda: bool(read.given))
    assert [Kind.DAY_OFF] == [each.kind for each in read.given[-1]]
