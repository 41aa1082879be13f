"""What can another user of this machine do? Knock at the socket, open files, lay down settings: all for nothing."""

import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.session import Session
from tests.store.stories import in_child
from tray.control.client import ask
from tray.control.protocol import request_line
from tray.errors import BackpressureError

NOBODY = 65534

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or os.getuid() != 0, reason="needs to be root, to become another user"
)


def as_nobody(story: Callable[[], object]) -> int:
    """Live through ``story`` as another user; 0 when it went well."""

    def other() -> None:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        story()

    return in_child(other)


def everybody_may_come_as_far_as(folder: Path) -> None:
    for above in [folder, *folder.parents][:-1]:
        above.chmod(above.stat().st_mode | 0o011)


def refused(what: Callable[[], object]) -> None:
    try:
        what()
    except (PermissionError, BackpressureError):
        return
    raise AssertionError("it was let in")


def test_another_user_opens_no_file_lists_no_folder_and_asks_nothing(session: Session) -> None:
    session.set("[breaks]\n").parent.chmod(0o700)
    session.started()
    session.done("commit", "a secret promise")
    everybody_may_come_as_far_as(session.folder)
    files = [path for path in session.folder.rglob("*") if path.is_file()]
    folders = [path for path in session.folder.iterdir() if path.is_dir()]

    def story() -> None:
        for file in files:
            for flags in (os.O_RDONLY, os.O_WRONLY):
                refused(lambda file=file, flags=flags: os.open(file, flags))  # type: ignore[misc]
        for folder in folders:
            refused(lambda folder=folder: list(folder.iterdir()))  # type: ignore[misc]
            refused(lambda folder=folder: (folder / "planted").touch())  # type: ignore[misc]
        refused(lambda: ask(session.runtime, "status"))

    assert {"data", "state", "config", "runtime"} == {folder.name for folder in folders}
    assert {"history.sqlite3", "settings.last-good.toml"} <= {file.name for file in files}
    assert 0 == as_nobody(story)


def test_another_user_who_reaches_the_socket_is_told_nothing(session: Session) -> None:
    session.started()
    everybody_may_come_as_far_as(session.folder)
    for open_ in (session.runtime, f"{session.runtime}/control.sock"):
        os.chmod(open_, 0o777)  # noqa: PTH101

    def story() -> None:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(20)
            client.connect(f"{session.runtime}/control.sock")
            said = b""
            with suppress(ConnectionError):
                client.sendall(request_line("status", {}))
                said = client.recv(100)
            assert said == b""
        refused(lambda: ask(session.runtime, "status"))

    assert 0 == as_nobody(story)
    os.chmod(session.runtime, 0o700)  # noqa: PTH101
    assert "off" in session.done("status")


def test_settings_that_another_user_can_write_run_no_hook_and_it_is_said(session: Session) -> None:
    done = session.folder / "done"
    file = session.set(f'[[hooks]]\nname = "theirs"\non = "session_start"\nrun = ["touch", "{done}"]\n')
    os.chown(file, NOBODY, NOBODY)
    session.started()
    session.done("start", "report")

    assert "settings.toml" in session.done("status")
    session.done("quit")
    assert not done.exists()
