"""Every save of the settings file is noticed, once, by whichever way an editor saves."""

import ctypes
import os
import resource
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.watch.file_watch import FileWatch

SOON = timedelta(seconds=2)
A_WHILE = timedelta(milliseconds=400)


class Watched:
    """A watched file in a folder of its own, and how often it was said to have changed."""

    def __init__(self, reactor: HandTurnedReactor, path: Path) -> None:
        self.reactor = reactor
        self.path = path
        self.changes = 0
        self.read: str | None = None
        self.watch = FileWatch(reactor, path, self._changed)

    def _changed(self) -> None:
        self.changes += 1
        self.read = self.path.read_text() if self.path.exists() else None

    def wait(self, count: int = 1) -> None:
        self.reactor.run_until(lambda: self.changes >= count, SOON)

    def stay(self) -> None:
        self.reactor.run_for(A_WHILE)


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    folder = tmp_path / "config" / "backpressure"
    folder.mkdir(parents=True)
    file = folder / "settings.toml"
    file.write_text("old")
    return file


@pytest.fixture
def watching(reactor: HandTurnedReactor) -> Iterator[Callable[[Path], Watched]]:
    made: list[Watched] = []

    def watching(path: Path) -> Watched:
        made.append(Watched(reactor, path))
        return made[-1]

    yield watching
    for one in made:
        one.watch.close()


Watching = Callable[[Path], Watched]


def in_place(file: Path) -> None:
    file.write_text("new")


def by_appending(file: Path) -> None:
    with file.open("a") as opened:
        opened.write("er")


def by_rename(file: Path) -> None:
    beside = file.with_name(".settings.toml.new")
    beside.write_text("new")
    beside.replace(file)


def by_rename_of_an_old_file(file: Path) -> None:
    beside = file.with_name("restored")
    beside.write_text("new")
    os.utime(beside, (0, 0))
    beside.replace(file)


def as_vim_does(file: Path) -> None:
    file.with_name("4913").touch()
    file.with_name("4913").unlink()
    file.rename(file.with_name("settings.toml~"))
    file.write_text("new")
    file.with_name("settings.toml~").unlink()


def after_a_copy(file: Path) -> None:
    file.with_name("settings.toml~").write_text(file.read_text())
    file.write_text("new")


def in_two_steps(file: Path) -> None:
    with file.open("w") as opened:
        opened.flush()
        os.fsync(opened.fileno())
        opened.write("new")


def by_remove_and_create(file: Path) -> None:
    file.unlink()
    file.write_text("new")


def by_another_link(file: Path) -> None:
    beside = file.with_name("beside")
    beside.write_text("new")
    file.unlink()
    file.hardlink_to(beside)


def with_size_and_date_kept(file: Path) -> None:
    before = file.stat()
    file.write_text("OLD")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def by_exchange(file: Path) -> None:
    beside = file.with_name("beside")
    beside.write_text("new")
    here, exchange = -100, 2
    assert ctypes.CDLL(None).renameat2(here, os.fsencode(beside), here, os.fsencode(file), exchange) == 0


def through_memory(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.truncate(3)
        os.pwrite(opened.fileno(), b"new", 0)


def with_a_new_folder(file: Path) -> None:
    before = len(list(file.parent.parent.iterdir()))
    file.parent.rename(file.parent.with_name(f"before-{before}"))
    file.parent.mkdir()
    file.write_text("new")


@pytest.mark.parametrize(
    "save",
    [
        in_place,
        by_appending,
        by_rename,
        by_rename_of_an_old_file,
        as_vim_does,
        after_a_copy,
        in_two_steps,
        by_remove_and_create,
        by_another_link,
        with_size_and_date_kept,
        by_exchange,
        through_memory,
        with_a_new_folder,
    ],
)
def test_each_of_three_saves_is_told_once(watching: Watching, settings: Path, save: Callable[[Path], None]) -> None:
    watched = watching(settings)
    for count in (1, 2, 3):
        save(settings)
        watched.wait(count)
    watched.stay()

    assert 3 == watched.changes
    assert settings.read_text() == watched.read
    assert "inotify" == watched.watch.name


@pytest.fixture
def dotfiles(settings: Path) -> Path:
    """A second file with settings, in a folder beside theirs."""
    folder = settings.parent.with_name("dotfiles")
    folder.mkdir()
    file = folder / "settings.toml"
    file.write_text("mine")
    return file


def point(link: Path, to: Path | str) -> None:
    """As ``ln -sfn`` does."""
    beside = link.with_name("link")
    beside.symlink_to(to)
    beside.replace(link)


def test_the_file_behind_a_link_is_watched(watching: Watching, settings: Path, dotfiles: Path) -> None:
    point(settings, dotfiles)
    watched = watching(settings)
    dotfiles.write_text("new")
    watched.wait(1)
    by_rename(dotfiles)
    watched.wait(2)

    assert "new" == watched.read
    assert settings.is_symlink()


def test_a_link_that_leads_elsewhere_is_noticed(watching: Watching, settings: Path, dotfiles: Path) -> None:
    watched = watching(settings)
    point(settings, os.path.relpath(dotfiles, settings.parent))
    watched.wait(1)
    assert "mine" == watched.read

    in_place(dotfiles)
    watched.wait(2)
    assert "new" == watched.read


def test_a_link_among_the_folders_is_watched(watching: Watching, settings: Path, dotfiles: Path) -> None:
    home = settings.parent.with_name("home")
    home.symlink_to(settings.parent)
    watched = watching(home / "settings.toml")
    in_place(settings)
    watched.wait(1)
    point(home, dotfiles.parent)
    watched.wait(2)
    assert "mine" == watched.read

    in_place(dotfiles)
    watched.wait(3)
    assert "new" == watched.read


def test_a_link_in_circles_harms_nobody(watching: Watching, settings: Path) -> None:
    settings.unlink()
    settings.symlink_to(settings.name)
    watched = watching(settings)
    by_rename(settings)
    watched.wait(1)

    assert "new" == watched.read


def test_a_file_that_is_gone_for_a_moment_was_not_removed(watching: Watching, settings: Path) -> None:
    watched = watching(settings)
    settings.unlink()
    watched.reactor.run_for(timedelta(milliseconds=500))
    settings.write_text("new")
    watched.wait(1)
    watched.stay()

    assert (1, "new") == (watched.changes, watched.read)


def test_a_file_that_was_removed_is_told_of(watching: Watching, settings: Path) -> None:
    watched = watching(settings)
    settings.unlink()
    watched.wait(1)
    assert watched.read is None

    in_place(settings)
    watched.wait(2)
    assert "new" == watched.read


def test_a_file_whose_folders_do_not_exist_yet_is_awaited(watching: Watching, tmp_path: Path) -> None:
    file = tmp_path / "some" / "where" / "settings.toml"
    watched = watching(file)
    file.parent.mkdir(parents=True)
    watched.stay()
    file.write_text("new")
    watched.wait(1)

    assert "new" == watched.read


def test_other_files_beside_it_do_not_matter(watching: Watching, settings: Path) -> None:
    watched = watching(settings)
    settings.with_name("other").write_text("new")
    settings.read_text()
    watched.stay()

    assert 0 == watched.changes


def test_somebody_who_writes_on_and_on_is_heard_nevertheless(watching: Watching, settings: Path) -> None:
    watched = watching(settings)
    for _ in range(20):
        by_appending(settings)
        watched.reactor.run_for(timedelta(milliseconds=50))

    assert 1 <= watched.changes <= 4


def test_without_free_watches_it_looks_until_there_are_some(watching: Watching, settings: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    next_free = os.open(os.devnull, os.O_RDONLY)
    os.close(next_free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (next_free, hard))
    try:
        watched = watching(settings)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert "looking" == watched.watch.name

    in_place(settings)
    watched.stay()
    assert 0 == watched.changes

    watched.reactor.advance(timedelta(seconds=2))
    watched.wait(1)
    assert "inotify" == watched.watch.name


def test_after_close_nothing_is_told(watching: Watching, settings: Path) -> None:
    watched = watching(settings)
    in_place(settings)
    watched.reactor.run_for(timedelta(milliseconds=20))
    watched.watch.close()
    watched.stay()

    assert 0 == watched.changes
