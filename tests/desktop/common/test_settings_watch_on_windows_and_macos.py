"""A saved settings file is noticed in time where the system does not tell of it."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desktop.stories.still import StillReactor
from tray.desktop.common.settings_watch_on_windows_and_macos import LookingWatch

PROMISED = timedelta(seconds=2)


def s(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


class Desk:
    """A settings file, and how often a change of it was told."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.reactor = StillReactor()
        self.told: list[timedelta] = []
        self.watch = LookingWatch(self.reactor, path, lambda: self.told.append(self.reactor.now))

    def wait(self, length: timedelta) -> None:
        self.reactor.pass_time(length)

    def save(self, text: str) -> None:
        """As editors do: another file takes the place of the old one."""
        new = self.path.with_suffix(".new")
        new.write_text(text)
        new.replace(self.path)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    path = tmp_path / "settings.toml"
    path.write_text("one")
    return Desk(path)


def over(desk: Desk) -> None:
    desk.path.write_text("three")


def with_the_same_date(desk: Desk) -> None:
    seen = desk.path.stat()
    desk.save("two")
    os.utime(desk.path, ns=(seen.st_atime_ns, seen.st_mtime_ns))


@pytest.mark.parametrize(
    "save",
    [lambda desk: desk.save("two"), over, with_the_same_date, lambda desk: desk.path.unlink()],
    ids=["replaced", "written over", "replaced with an old date", "removed"],
)
@pytest.mark.parametrize("offset", [0.0, 0.9, 1.79])
def test_a_save_is_told_once_and_in_time(desk: Desk, save: Callable[[Desk], None], offset: float) -> None:
    desk.wait(s(3.6 + offset))
    save(desk)
    gone = not desk.path.exists()
    desk.wait(PROMISED + s(1.2 if gone else 0))
    assert len(desk.told) == 1

    desk.wait(s(60))
    assert len(desk.told) == 1


def test_a_file_that_appears_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "later" / "settings.toml")
    desk.wait(s(10))
    assert desk.told == []

    desk.path.parent.mkdir()
    desk.save("one")
    desk.wait(PROMISED)
    assert len(desk.told) == 1


def test_a_file_that_is_away_for_a_moment_is_not_gone(desk: Desk) -> None:
    desk.wait(s(1))
    desk.path.unlink()
    desk.wait(s(1.2))
    desk.save("two")
    desk.wait(s(10))

    assert len(desk.told) == 1


def test_a_file_that_is_being_written_is_told_when_it_is_whole(desk: Desk) -> None:
    desk.wait(s(1.7))
    for length in range(2, 5):
        desk.path.write_text("x" * length * 10)
        desk.wait(s(0.11))
    desk.wait(s(10))

    assert len(desk.told) == 1
    assert desk.told[0] > s(1.9)


def test_somebody_who_writes_on_and_on_is_heard_all_the_same(desk: Desk) -> None:
    for length in range(60):
        desk.path.write_text("x" * length)
        desk.wait(s(0.1))

    assert desk.told


def test_nothing_is_told_and_little_is_done_while_nothing_changes(desk: Desk) -> None:
    desk.wait(s(3600))
    assert desk.told == []
    assert desk.reactor.fired == 2000

    desk.watch.close()
    desk.save("two")
    desk.wait(s(60))
    assert desk.told == []
    assert desk.reactor.fired == 2000
