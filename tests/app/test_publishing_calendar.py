"""The calendar file follows the blocks, and nobody waits for its disk."""

import queue
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.app.test_loop import Desk, ask
from tray.app.read_and_publish_calendars import Publishing
from tray.core.messages import commands as c
from tray.settings.defaults.every_setting import Calendars, Settings
from tray.store.files.published_calendar import write_published


class Soon:
    """A reactor whose thread is the test's: what a disk had to say comes when the test asks for it."""

    def __init__(self) -> None:
        self.waiting: queue.Queue[Any] = queue.Queue()

    def later(self, _after: timedelta, _call: Callable[[], None]) -> "Soon":
        """Nothing takes too long here, so what is put off is always cancelled in time."""
        return self

    def cancel(self) -> None:
        """Forget what was put off."""

    def call_soon(self, what: Any) -> None:
        self.waiting.put(what)

    def settle(self, after: Publishing) -> None:
        """Let the disk have its say, if it was asked."""
        after.look()
        while after._writes:
            self.waiting.get(timeout=20)()


def made(folder: Path, settings: Settings | None = None) -> tuple[Desk, Publishing, Soon]:
    desk, soon = Desk(settings or Settings()), Soon()
    return desk, Publishing(desk.loop, soon, str(folder)), soon  # type: ignore[arg-type]


def test_who_publishes_nothing_has_no_file(tmp_path: Path) -> None:
    desk, after, soon = made(tmp_path)
    soon.settle(after)
    desk.type().run(minutes=5)
    soon.settle(after)

    assert [] == list(tmp_path.iterdir())


def test_the_file_has_the_blocks_and_loses_those_that_are_dropped(tmp_path: Path) -> None:
    desk, after, soon = made(tmp_path)
    ask(desk.loop, c.PlanBlock(timedelta(hours=2), label="report"))
    soon.settle(after)
    file = tmp_path / "backpressure.ics"

    assert "SUMMARY:report" in file.read_text("utf-8")
    assert 0o600 == stat.S_IMODE(file.stat().st_mode)
    ask(desk.loop, c.DropBlock(1))
    soon.settle(after)
    assert "VEVENT" not in file.read_text("utf-8")
    assert [file] == list(tmp_path.iterdir())


def test_it_lies_where_the_person_says(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    desk, after, soon = made(tmp_path, Settings(calendar=Calendars(publish=str(theirs))))
    ask(desk.loop, c.PlanBlock(timedelta(hours=2), label="report"))
    soon.settle(after)

    assert (theirs / "backpressure.ics").exists()
    assert not (tmp_path / "backpressure.ics").exists()


def test_what_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    desk, after, soon = made(tmp_path)
    ask(desk.loop, c.PlanBlock(timedelta(hours=2), label="report"))
    soon.settle(after)
    (tmp_path / "backpressure.ics").unlink()
    desk.type().run(minutes=1)
    soon.settle(after)

    assert [] == list(tmp_path.iterdir())


def test_a_disk_that_hangs_keeps_nobody_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    answers = threading.Event()

    def hanging(*what: Any, **more: Any) -> None:
        answers.wait(20)
        write_published(*what, **more)

    monkeypatch.setattr("tray.app.read_and_publish_calendars.write_published", hanging)
    desk, after, soon = made(tmp_path)
    ask(desk.loop, c.PlanBlock(timedelta(hours=2), label="report"))
    after.look()
    ask(desk.loop, c.PlanBlock(timedelta(hours=1), label="mail"))
    after.look()
    assert [] == list(tmp_path.iterdir())

    answers.set()
    soon.settle(after)
    soon.settle(after)
    text = (tmp_path / "backpressure.ics").read_text("utf-8")
    assert "SUMMARY:report" in text
    assert "SUMMARY:mail" in text


def test_a_folder_that_is_not_there_is_told_and_tried_again(tmp_path: Path) -> None:
    folder = tmp_path / "later"
    desk, after, soon = made(tmp_path, Settings(calendar=Calendars(publish=str(folder))))
    ask(desk.loop, c.PlanBlock(timedelta(hours=2), label="report"))
    soon.settle(after)
    assert any(str(folder) in problem for problem in desk.loop.problems.values())

    folder.mkdir()
    soon.settle(after)
    assert [] == list(folder.iterdir())  # not at each turn
    desk.run(minutes=6)
    soon.settle(after)
    assert (folder / "backpressure.ics").exists()
    assert not any(str(folder) in problem for problem in desk.loop.problems.values())
