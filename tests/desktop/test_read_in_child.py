"""Which folders are watched for the files that a person named, and what becomes of those that can't be."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.read_in_child import Folders
from tray.errors import DesktopError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no folder is watched")


class Watched:
    """Folders, and how often it was said that something changed in them."""

    def __init__(self, reactor: HandTurnedReactor, home: Path) -> None:
        self.changes = 0
        self.folders = Folders(reactor, str(home), self._changed)

    def _changed(self) -> None:
        self.changes += 1


@pytest.fixture
def watched(reactor: HandTurnedReactor, tmp_path: Path) -> Iterator[Watched]:
    made = Watched(reactor, tmp_path)
    yield made
    made.folders.close()


@pytest.fixture
def answers(tmp_path: Path) -> list[dict[str, Any]]:
    """What the reader says of one file."""
    return [{"folders": [str(tmp_path)], "names": ["todo.txt"]}]


def test_what_is_named_no_longer_is_watched_no_longer(
    reactor: HandTurnedReactor, watched: Watched, answers: list[dict[str, Any]], tmp_path: Path
) -> None:
    before = open_files()
    assert watched.folders.watch(answers)
    (tmp_path / "todo.txt").touch()
    reactor.run_until(lambda: watched.changes)

    assert not watched.folders.watch([])
    assert before == open_files()


@pytest.mark.parametrize("watches_before", [False, True])
def test_where_no_more_folders_can_be_watched_none_is_and_that_is_known(
    watched: Watched, answers: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, *, watches_before: bool
) -> None:
    before = open_files()
    if watches_before:
        watched.folders.watch(answers)
    with monkeypatch.context() as scarce:
        scarce.setattr("tray.desktop.linux.watch.inotify.Inotify.watch", full)
        assert not watched.folders.watch(answers)
    assert not watched.folders.all_watched
    assert before == open_files()

    assert watched.folders.watch(answers), "as soon as there are watches again it is new"
    assert watched.folders.all_watched


def full(*_: object) -> None:
    raise DesktopError("No more files can be watched.")


def open_files() -> set[Path]:
    return set(Path("/proc/self/fd").iterdir())
