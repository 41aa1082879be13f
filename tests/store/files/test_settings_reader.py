"""The settings file is never waited for: its disk may hang, at the start and later, and the program answers."""

import ctypes
import os
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import session
from tests.cli.session import Session
from tests.store import mounts
from tests.store.stories import in_child
from tray.app.reactor import PollReactor
from tray.desktop.linux.watch.mounts import leads_to_any
from tray.errors import StoreError
from tray.settings.defaults.every_setting import Settings
from tray.store.files.settings_file import Fingerprint, SettingsFile
from tray.store.files.settings_last_good import LastGood
from tray.store.files.settings_reader import Aside, SettingsReader

__all__ = ["session"]
SOON = timedelta(milliseconds=50)


class Share(SettingsFile):
    """A settings file on a share whose server can be stopped."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.answers = threading.Event()
        self.answers.set()
        self.touched: list[int] = []

    def fingerprint(self) -> Fingerprint | None:
        self._touch()
        return super().fingerprint()

    def _data(self) -> bytes | None:
        self._touch()
        return super()._data()

    def _touch(self) -> None:
        self.touched.append(threading.get_ident())
        self.answers.wait()


class Program:
    """What of the program reads its settings."""

    def __init__(self, folder: Path, file: Share) -> None:
        self.file = file
        self.failures: list[Exception] = []
        self.reactor = PollReactor(lambda _: None, failed=self.failures.append)
        self.kept = LastGood(file, str(folder / "kept" / "settings.last-good.toml"))
        self.reader = SettingsReader(self.kept, file, self.reactor, lambda: None, may_hang=True)
        self.came: list[timedelta] = []
        self.troubles: list[str] = []
        self.told: str | None = None
        self.reader.came = lambda: self.came.append(self.reader.read().breaks.after)
        self.reader.trouble = self._trouble

    def _trouble(self, text: str | None) -> None:
        if text and text != self.told:
            self.troubles.append(text)
        self.told = text

    def run_until(self, condition: object) -> None:
        assert callable(condition)

        def each() -> timedelta:
            if condition():
                self.reactor.stop()
            return SOON

        self.reactor.run(each)
        assert not self.failures


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setattr("tray.store.files.settings_reader.AT_START", SOON)
    monkeypatch.setattr("tray.store.files.settings_reader.PATIENCE", SOON)
    monkeypatch.setattr("tray.store.files.settings_reader.LOOK_EVERY", SOON)
    (tmp_path / "settings.toml").write_text('[breaks]\nafter = "40m"\n')
    made = Program(tmp_path, Share(tmp_path / "settings.toml"))
    yield made
    made.file.answers.set()
    made.reader.close()
    made.reactor.close()


def test_a_start_waits_a_moment_and_goes_on_with_the_settings_from_before(program: Program) -> None:
    program.file.answers.clear()
    assert (Settings(), None) == program.reader.first()
    program.reader.begin()
    (said,) = program.troubles
    assert "isn't responding. The default settings apply" in said
    assert program.reader.distrust() == said

    program.file.answers.set()
    program.run_until(lambda: program.came)

    assert [timedelta(minutes=40)] == program.came
    assert program.told is None
    assert program.reader.distrust() is None


def test_the_last_known_ones_are_those_of_the_run_before(program: Program) -> None:
    program.kept.read()
    program.file.answers.clear()
    settings, problem = program.reader.first()

    assert (timedelta(minutes=40), None) == (settings.breaks.after, problem)
    program.reader.begin()
    assert "Your previous settings apply" in program.troubles[-1]


def test_a_file_that_hangs_later_changes_nothing_is_told_once_and_is_read_by_one_thread(program: Program) -> None:
    assert timedelta(minutes=40) == program.reader.first()[0].breaks.after
    program.reader.begin()
    program.file.answers.clear()
    for _ in range(3):
        program.reader.read_again()
    program.run_until(lambda: program.troubles)
    touched = len(program.file.touched)
    for _ in range(3):
        program.reader.read_again()
        program.reactor.later(3 * SOON, program.reactor.stop)
        program.run_until(lambda: False)

    assert len(program.file.touched) == touched
    assert 1 == len(program.troubles)
    assert timedelta(minutes=40) == program.reader.read().breaks.after
    assert [] == program.came

    Path(program.file.path).write_text('[breaks]\nafter = "30m"\n')
    program.file.answers.set()
    program.run_until(lambda: program.came[-1:] == [timedelta(minutes=30)])
    assert program.told is None


def test_a_change_on_a_share_is_found_though_nobody_tells_of_it(program: Program) -> None:
    program.reader.first()
    program.reader.begin()
    Path(program.file.path).write_text('[breaks]\nafter = "30m"\n')
    program.run_until(lambda: program.came)

    assert [timedelta(minutes=30)] == program.came


def test_the_file_is_touched_by_no_thread_but_those_of_the_reader(program: Program) -> None:
    program.reader.first()
    program.reader.begin()
    program.reader.read_again()
    program.run_until(lambda: len(program.file.touched) > 8)
    program.reader.distrust()

    assert threading.get_ident() not in program.file.touched


def test_what_is_asked_for_aside_is_done_in_turn(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tray.store.files.settings_reader.PATIENCE", timedelta(minutes=5))
    aside, done, failed = Aside(program.reactor), list[object](), list[str]()

    wait = threading.Event()
    aside.run(wait.wait, done.append, failed.append)
    aside.run(lambda: 2, done.append, failed.append)
    aside.run(lambda: 3, done.append, failed.append)
    assert not done
    wait.set()
    program.run_until(lambda: len(done) == 3)

    assert ([True, 2, 3], []) == (done, failed)


def test_what_is_done_aside_keeps_nobody_waiting_and_says_what_it_could_not_do(program: Program) -> None:
    aside, done, failed = Aside(program.reactor), list[object](), list[str]()

    def fails() -> None:
        raise StoreError("It can't be written.")

    wait = threading.Event()
    aside.run(wait.wait, done.append, failed.append)
    aside.run(lambda: 2, done.append, failed.append)
    program.run_until(lambda: failed)
    assert "isn't done yet" in failed.pop()
    aside.run(lambda: 3, done.append, failed.append)
    assert "isn't done yet" in failed.pop()
    wait.set()
    program.run_until(lambda: done)
    aside.run(fails, done.append, failed.append)
    program.run_until(lambda: failed)

    assert ([True], ["It can't be written."]) == (done, failed)


def test_a_link_is_followed_up_to_a_share_and_not_onto_it(tmp_path: Path) -> None:
    share, local = tmp_path / "share", tmp_path / "config"
    local.mkdir()
    (local / "settings.toml").symlink_to("../linked/dotfiles/settings.toml")
    (tmp_path / "linked").symlink_to(share)
    (local / "plain.toml").write_text("")
    (local / "circle").symlink_to("circle")

    assert leads_to_any(str(local / "settings.toml"), (str(share),))
    assert leads_to_any(str(local / "circle"), (str(share),))
    assert not leads_to_any(str(local / "plain.toml"), (str(share),))


def a_dead_share(place: Path) -> None:
    """A file system that a program serves which answers nothing."""
    served = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={served},rootmode=40000,user_id=0,group_id=0".encode()
    place.mkdir()
    if ctypes.CDLL(None, use_errno=True).mount(b"share", os.fsencode(place), b"fuse", 0, options) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def can_be_served() -> bool:
    return os.getuid() == 0 and os.access("/dev/fuse", os.R_OK | os.W_OK) and mounts.are_allowed()


A_START_SECONDS = 8
"""A start waits one second for the file; the rest is for a busy machine."""


@pytest.mark.skipif(not can_be_served(), reason="needs root, and a kernel that lets programs serve file systems")
def test_the_program_starts_and_answers_with_its_settings_on_a_share_whose_server_is_gone(session: Session) -> None:
    place = session.folder / "share"

    def story() -> None:
        mounts.alone()
        a_dead_share(place)
        file = session.folder / "config" / "settings.toml"
        file.parent.mkdir(mode=0o700)
        file.symlink_to(place / "settings.toml")
        try:
            began = time.monotonic()
            session.started()
            assert time.monotonic() - began < A_START_SECONDS, "it waits for the share at its start"
            assert "isn't responding" in session.done("status")
            session.done("commit", "one")
            assert "one" in session.done("commitments")
            session.done("quit")
        finally:
            session.end()

    assert in_child(story) == 0
