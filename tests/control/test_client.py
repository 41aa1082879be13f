"""The command line reaches the program, and never somebody else's."""

import os
import socket
import subprocess
import sys
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

import pytest

from tests.control.stories import Program, while_serving
from tray.control.address import NAME
from tray.control.client import _send, ask, comes_up, follow
from tray.control.protocol import WAITS, answer_line, failure
from tray.errors import BackpressureError, NotRunning, Refused, UsageError
from tray.ports import Request


def test_an_answer_is_what_the_program_said(program: Program) -> None:
    asked = partial(ask, program.folder, "echo", {"text": "größer"})

    assert while_serving(program, asked) == {"text": "größer"}


@pytest.mark.parametrize(("exit_code", "kind"), [(4, Refused), (2, UsageError), (1, BackpressureError)])
def test_a_refusal_is_raised_as_what_it_is(program: Program, exit_code: int, kind: type[Exception]) -> None:
    program.server._handle = lambda request: request.answer({"ok": False, "error": "No.", "exit_code": exit_code})

    with pytest.raises(kind, match=r"No\."):
        while_serving(program, partial(ask, program.folder, "echo"))


def test_a_follower_gets_each_answer_until_the_last(program: Program) -> None:
    def tell(request: Request) -> None:
        request.more({"ok": True, "result": 1})
        request.more({"ok": True, "result": 2})
        request.answer({"ok": True, "result": 3})

    program.server._handle = tell

    assert while_serving(program, lambda: list(follow(program.folder, "follow"))) == [1, 2, 3]


def test_whoever_is_told_to_wait_gets_the_answer_that_comes_then(program: Program) -> None:
    def tell(request: Request) -> None:
        request.more({"ok": True, WAITS: True})
        request.answer({"ok": True, "result": "done"})

    program.server._handle = tell

    assert while_serving(program, partial(ask, program.folder, "command")) == "done"


def test_nobody_there_is_said_at_once(folder: Path) -> None:
    for place in (folder, folder / "missing"):
        with pytest.raises(NotRunning):
            ask(str(place), "status")


def test_a_socket_that_a_killed_program_left_is_nobody(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as stale:
        stale.bind(str(folder / "control.sock"))

    with pytest.raises(NotRunning):
        ask(str(folder), "status")


def test_a_program_that_does_not_answer_is_not_waited_for(program: Program) -> None:
    with pytest.raises(BackpressureError, match="hasn't answered"):
        while_serving(program, partial(ask, program.folder, "wait", timeout_seconds=0.05))


def test_a_program_at_whose_door_too_many_wait_is_said_to_run(program: Program) -> None:
    with ExitStack() as waiting:
        with suppress(BlockingIOError):
            while True:
                client = waiting.enter_context(socket.socket(socket.AF_UNIX))
                client.setblocking(False)
                client.connect(f"{program.folder}/{NAME}")
        with pytest.raises(BackpressureError, match="is running, but hasn't answered"):
            ask(program.folder, "echo", timeout_seconds=0.05)


def test_what_a_program_said_before_it_hung_up_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / NAME))
        listening.listen()

        def says_no_and_leaves(_: socket.socket) -> bool:
            with listening.accept()[0] as client:
                client.sendall(answer_line(failure("Too many ask.")))
            return True

        monkeypatch.setattr("tray.control.client.is_trusted", says_no_and_leaves)
        with pytest.raises(BackpressureError, match="Too many ask"):
            ask(str(folder), "echo")


def test_a_program_that_takes_no_more_bytes_is_not_waited_for(program: Program) -> None:
    with program.client() as client:
        client.settimeout(0.05)
        with pytest.raises(TimeoutError):
            _send(client, bytes(1 << 22))


def test_a_program_that_ends_meanwhile_is_said(program: Program) -> None:
    def end(_: Request) -> None:
        program.server._conversations[0].close()

    program.server._handle = end

    with pytest.raises(NotRunning, match="may or may not"):
        while_serving(program, partial(ask, program.folder, "quit"))


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="needs to be root, to be somebody else")
def test_somebody_elses_program_at_a_socket_of_ours_is_not_asked(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / NAME))
        os.seteuid(65534)
        try:
            listening.listen()
        finally:
            os.seteuid(0)
        with pytest.raises(NotRunning, match="Somebody else's program answers"):
            ask(str(folder), "commit", {"text": "private"})
        with listening.accept()[0] as client:
            assert b"" == client.recv(100)


def test_a_program_that_dies_before_it_reads_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / NAME))
        listening.listen()

        def sends_to_one_that_dies(client: socket.socket, request: bytes) -> None:
            client.sendall(request)
            listening.accept()[0].close()

        monkeypatch.setattr("tray.control.client._send", sends_to_one_that_dies)
        with pytest.raises(NotRunning, match="may or may not"):
            ask(str(folder), "quit")


def test_a_socket_in_a_folder_that_others_may_enter_is_not_asked(program: Program, folder: Path) -> None:
    folder.chmod(0o755)

    with pytest.raises(NotRunning):
        ask(str(folder), "commit", {"text": "private"})
    assert [] == program.requests


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="needs to be root, to give a folder away")
def test_a_socket_in_somebody_elses_folder_is_not_asked(program: Program, folder: Path) -> None:
    os.chown(folder, 65534, 65534)

    with pytest.raises(NotRunning):
        ask(str(folder), "commit", {"text": "private"})
    assert [] == program.requests


def test_a_program_that_is_just_starting_is_waited_for(folder: Path) -> None:
    assert not comes_up(str(folder), within_seconds=0)

    running = Program(str(folder))

    assert while_serving(running, partial(comes_up, str(folder), within_seconds=10))
    assert [] == running.requests
    running.close()


def test_a_folder_with_a_very_long_name_serves_too(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 120) / ("y" * 120)
    deep.mkdir(parents=True, mode=0o700)
    running = Program(str(deep))

    assert while_serving(running, partial(ask, str(deep), "echo", {"a": 1})) == {"a": 1}
    running.close()
    assert [] == list(deep.iterdir())


def test_asking_imports_little() -> None:
    script = "import sys, tray.control.client; print(*(n for n, m in sys.modules.items() if type(m) is type(sys)))"

    found = subprocess.run([sys.executable, "-S", "-c", script], capture_output=True, text=True, check=True)

    heavy = {"socket", "selectors", "dataclasses", "typing", "pathlib", "contextlib", "tray.ports", "logging"}
    assert set() == heavy & set(found.stdout.split())
