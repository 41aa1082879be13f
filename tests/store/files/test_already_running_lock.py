"""Exactly one program runs."""

import errno
import os
import signal
from pathlib import Path

import pytest

from tests.store.stories import in_child
from tray.errors import AlreadyRunning, StoreError
from tray.store.files.already_running_lock import Lock, holder_of
from tray.store.files.durable_files import own_folder


def test_of_twenty_starts_at_once_exactly_one_runs(tmp_path: Path) -> None:
    folder = own_folder(str(tmp_path / "runtime"))
    go_read, go_write = os.pipe()
    done_read, done_write = os.pipe()
    children = []
    for _ in range(20):
        child = os.fork()
        if child == 0:
            _start(folder, go_read, go_write, done_write)
        children.append(child)
    os.close(done_write)

    os.close(go_write)
    answers = _read_exactly(done_read, 20)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)

    assert sorted(answers) == sorted(b"r" + b"-" * 19)
    Lock(folder)


def _start(folder: str, go_read: int, go_write: int, done: int) -> None:
    os.close(go_write)
    os.read(go_read, 1)  # ends when all children are there and the parent lets go
    try:
        lock: Lock | None = Lock(folder)
    except AlreadyRunning:
        lock = None
    os.write(done, b"-" if lock is None else b"r")
    signal.pause()


def _read_exactly(fd: int, length: int) -> bytes:
    content = b""
    while len(content) < length:
        content += os.read(fd, length)
    return content


def test_a_kill_leaves_nothing_that_blocks_the_next_start(tmp_path: Path) -> None:
    folder = own_folder(str(tmp_path / "runtime"))

    def story() -> None:
        Lock(folder)
        os.kill(os.getpid(), signal.SIGKILL)

    assert in_child(story) == -signal.SIGKILL
    Lock(folder)


def test_the_lock_can_be_let_go(tmp_path: Path) -> None:
    folder = own_folder(str(tmp_path / "runtime"))
    first = Lock(folder)
    with pytest.raises(AlreadyRunning):
        Lock(folder)

    first.release()
    first.release()

    Lock(folder)


def test_a_command_that_was_started_does_not_hold_the_lock_on(tmp_path: Path) -> None:
    import subprocess

    folder = own_folder(str(tmp_path / "runtime"))
    lock = Lock(folder)
    hook = subprocess.Popen(["sleep", "60"], close_fds=False)
    try:
        lock.release()

        Lock(folder).release()
    finally:
        hook.kill()
        hook.wait()


def test_a_planted_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "runtime").symlink_to(tmp_path / "theirs")

    with pytest.raises(StoreError):
        own_folder(str(tmp_path / "runtime"))
    with pytest.raises(StoreError):
        Lock(str(tmp_path / "runtime"))


def test_who_comes_later_hears_who_holds_the_folder_and_where_it_can_be_asked(tmp_path: Path) -> None:
    folder = own_folder(str(tmp_path / "data"))
    first = Lock(folder)
    first.say("/run/user/1000/first")

    with pytest.raises(AlreadyRunning, match=f"it's process {os.getpid()}") as refused:
        Lock(folder)
    assert "/run/user/1000/first" == refused.value.runtime
    first.release()

    assert holder_of(folder) is None


@pytest.mark.parametrize("said", ["", "[]", "{}", "7", '{"process": "x", "machine": 1, "runtime": 2}', "{" * 5000])
def test_what_is_no_word_of_a_holder_is_passed_over(tmp_path: Path, said: str) -> None:
    folder = own_folder(str(tmp_path / "data"))
    (tmp_path / "data" / "running.json").write_text(said)
    lock = Lock(folder)
    with pytest.raises(AlreadyRunning, match="already running"):
        Lock(folder)

    lock.release()


def test_a_holder_on_another_machine_is_named_and_not_asked(tmp_path: Path) -> None:
    (tmp_path / "running.json").write_text('{"process": 7, "machine": "attic", "runtime": "/run/attic"}')

    assert ("process 7 on attic", None) == holder_of(str(tmp_path))


def test_a_disk_that_knows_no_locks_is_told_and_nothing_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def knows_none(*_: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", knows_none)
    before = sorted(Path("/proc/self/fd").iterdir())
    with pytest.raises(StoreError, match=r"can't be locked: No locks available\."):
        Lock(own_folder(str(tmp_path / "runtime")))

    assert before == sorted(Path("/proc/self/fd").iterdir())
