"""No client can harm the running program, or make it wait."""

import json
import os
import random
import resource
import socket
import stat
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from tests.control.stories import Program
from tests.desktop.reactor import HandTurnedReactor
from tests.random_seed import dice
from tray.control import server
from tray.control.protocol import LONGEST_REQUEST, request_line
from tray.control.server import AT_ONCE, PATIENCE, Server
from tray.errors import DesktopError, Refused

ECHO = request_line("echo", {"a": 1})
WAIT = request_line("wait", {})


def test_a_request_is_answered(program: Program) -> None:
    assert program.serves()


def test_many_requests_of_one_client_are_answered_in_order(program: Program) -> None:
    with program.client() as client:
        for number in range(50):
            answer = program.says(client, request_line("echo", {"number": number}))
            assert number == answer["result"]["number"]


def test_requests_sent_at_once_are_all_answered(program: Program) -> None:
    with program.client() as client:
        client.sendall(b"".join(request_line("echo", {"number": number}) for number in range(100)))
        client.shutdown(socket.SHUT_WR)

        heard = b""
        while heard.count(b"\n") < 100:
            heard += program.heard_by(client)

    assert list(range(100)) == [json.loads(line)["result"]["number"] for line in heard.splitlines()]


def test_an_answer_may_come_later_and_only_once(program: Program) -> None:
    with program.client() as client:
        client.sendall(WAIT)
        program.reactor.run_until(lambda: program.requests)
        program.requests[0].answer({"ok": True, "result": 1})
        program.requests[0].answer({"ok": True, "result": 2})

        assert json.loads(program.heard_by(client))["result"] == 1
        assert program.says(client, ECHO)["result"] == {"a": 1}


def test_a_refusal_of_ours_is_the_answer(program: Program) -> None:
    def refuse(_: object) -> None:
        raise Refused("The cap of 12 commitments is reached.")

    program.server._handle = refuse
    with program.client() as client:
        answer = program.says(client, ECHO)

    assert answer == {"v": 1, "ok": False, "error": "The cap of 12 commitments is reached.", "exit_code": 4}


def test_a_mistake_of_ours_is_answered_and_not_hidden(program: Program) -> None:
    def mistake(_: object) -> None:
        raise ZeroDivisionError

    program.server._handle = mistake
    with program.client() as client:
        client.sendall(ECHO)
        with pytest.raises(ZeroDivisionError):
            program.reactor.run_for(timedelta(seconds=5))

        assert json.loads(program.heard_by(client))["exit_code"] == 1


def test_a_follower_is_told_until_it_goes(program: Program) -> None:
    client = program.client()
    client.sendall(request_line("follow", {}))
    program.reactor.run_until(lambda: program.requests)
    more = program.requests[0].more

    assert more({"ok": True, "result": 1})
    assert json.loads(program.heard_by(client)) == {"v": 1, "ok": True, "result": 1, "more": True}
    program.reactor.advance(PATIENCE * 100)
    assert more({"ok": True, "result": 2})
    assert json.loads(program.heard_by(client))["result"] == 2

    client.close()
    program.reactor.run_until(lambda: not program.server._conversations)
    assert not more({"ok": True, "result": 3})


def test_a_follower_that_does_not_read_is_let_go(program: Program) -> None:
    client = program.client()
    client.sendall(request_line("follow", {}))
    program.reactor.run_until(lambda: program.requests)

    told = 0
    while program.requests[0].more({"ok": True, "result": "x" * 10_000}):
        told += 1
        assert told < 1000

    assert program.serves()


def test_a_silent_client_delays_nobody_and_is_let_go(program: Program) -> None:
    silent = [program.client() for _ in range(10)]
    half = program.client()
    half.sendall(ECHO[:10])

    assert program.serves()
    turns = program.reactor.turns
    program.reactor.run_for(timedelta(milliseconds=200))
    assert program.reactor.turns - turns < 5
    program.reactor.advance(PATIENCE)
    assert [b""] * 11 == [program.heard_by(client) for client in [*silent, half]]
    assert program.serves()


def test_a_client_that_trickles_bytes_is_let_go_all_the_same(program: Program) -> None:
    client = program.client()
    for byte in ECHO[:5]:
        client.sendall(bytes([byte]))
        program.reactor.run_for(timedelta(milliseconds=10))
        program.reactor.advance(PATIENCE / 5)

    assert program.heard_by(client) == b""


def test_a_client_that_does_not_take_its_answer_is_let_go(program: Program) -> None:
    client = program.client()
    client.sendall(WAIT)
    program.reactor.run_until(lambda: program.requests)
    program.requests[0].answer({"ok": True, "result": "x" * 1_000_000})

    assert program.serves()
    program.reactor.advance(PATIENCE)
    program.reactor.run_until(lambda: not program.server._conversations)


def test_a_client_that_leaves_without_reading_its_answer_is_let_go(program: Program) -> None:
    with program.client() as client:
        client.sendall(ECHO)
        program.reactor.run_until(lambda: program.requests)
    program.reactor.run_until(lambda: not program.server._conversations)

    assert program.serves()


def test_a_large_answer_arrives_in_pieces(program: Program) -> None:
    with program.client() as client:
        client.sendall(WAIT)
        client.shutdown(socket.SHUT_WR)
        program.reactor.run_until(lambda: program.requests)
        program.requests[0].answer({"ok": True, "result": "x" * 1_000_000})

        heard = program.heard_by(client)
        while not heard.endswith(b"\n"):
            heard += program.heard_by(client)

    assert len(json.loads(heard)["result"]) == 1_000_000


def test_a_waiting_half_closed_client_wakes_nobody(program: Program) -> None:
    with program.client() as client:
        client.sendall(WAIT)
        client.shutdown(socket.SHUT_WR)
        program.reactor.run_until(lambda: program.requests)
        turns = program.reactor.turns
        program.reactor.run_for(timedelta(milliseconds=200))

        assert program.reactor.turns - turns < 5


@pytest.mark.parametrize("end", [b"", b"\n"], ids=["without an end", "with an end"])
def test_one_byte_too_many_is_refused_with_a_reason(program: Program, end: bytes) -> None:
    with program.client() as client:
        answer = program.says(client, b"x" * (LONGEST_REQUEST + 1 - len(end)) + end)

    assert (False, 2) == (answer["ok"], answer["exit_code"])
    assert "65,536" in answer["error"] or "65536" in answer["error"]
    assert program.serves()


def test_a_client_that_asks_without_end_and_listens_to_nothing_is_let_go(program: Program) -> None:
    client = program.client()
    client.setblocking(False)
    sent = 0

    def flooded() -> bool:
        nonlocal sent
        try:
            sent += client.send(ECHO * 1000)
        except BlockingIOError:
            return False
        except ConnectionError:
            return True
        return False

    program.reactor.run_until(flooded)
    assert program.serves()


def test_a_client_that_waits_and_floods_meanwhile_is_let_go(program: Program) -> None:
    client = program.client()
    client.sendall(WAIT)
    program.reactor.run_until(lambda: program.requests)
    client.sendall(ECHO * 2000)

    assert program.heard_by(client) == b""
    assert not program.requests[0].more({"ok": True})


def test_a_storm_of_malformed_messages_leaves_it_serving(program: Program) -> None:
    chance = dice(3)
    for _ in range(2000):
        with program.client() as client, suppress(ConnectionError):
            client.sendall(_malformed(chance))
            if chance.random() < 0.5:
                answer = program.heard_by(client)
                assert answer == b"" or json.loads(answer)["ok"] is False
    assert [] == program.requests
    assert program.serves()


def _malformed(chance: random.Random) -> bytes:
    kinds = [
        chance.randbytes(chance.randrange(1, 200)) + b"\n",
        ECHO[: chance.randrange(1, len(ECHO) - 1)] + b"\n",
        b"[" * 40_000 + b"\n",
        b'{"v":1,"verb":"echo","arguments":' + b"[" * 20_000 + b"\n",
        b"x" * 80_000,
        b"\n" * 5000,
    ]
    return chance.choice(kinds)


def test_of_too_many_clients_the_longest_silent_one_makes_room(program: Program) -> None:
    silent = [program.client() for _ in range(AT_ONCE)]
    program.reactor.run_until(lambda: len(program.server._conversations) == AT_ONCE)

    assert program.serves()
    assert program.heard_by(silent[0]) == b""


def test_when_all_wait_for_answers_another_is_told_to_try_again(program: Program) -> None:
    waiting = [program.client() for _ in range(AT_ONCE)]
    for client in waiting:
        client.sendall(WAIT)
    program.reactor.run_until(lambda: len(program.requests) == AT_ONCE)

    with program.client() as client:
        assert "Try again" in json.loads(program.heard_by(client))["error"]
    program.requests[0].answer({"ok": True, "result": None})
    assert program.heard_by(waiting[0])
    waiting[0].close()
    program.reactor.run_until(lambda: len(program.server._conversations) < AT_ONCE)
    assert program.serves()


def test_without_free_descriptors_it_rests_instead_of_spinning(program: Program) -> None:
    client = program.client()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (client.fileno() + 1, hard))
    try:
        before = program.reactor.turns
        program.reactor.run_for(timedelta(milliseconds=200))
        assert program.reactor.turns - before < 5
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    program.reactor.advance(timedelta(seconds=1))
    assert program.says(client, ECHO)["ok"]


def test_the_socket_is_for_its_owner_only_whatever_the_umask(folder: Path) -> None:
    before = os.umask(0)
    try:
        running = Program(str(folder))
    finally:
        os.umask(before)

    found = (folder / "control.sock").stat().st_mode
    assert (True, 0o600) == (stat.S_ISSOCK(found), stat.S_IMODE(found))
    running.close()
    assert [] == list(folder.iterdir())


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="needs to be root, to become another")
def test_another_user_is_refused_even_if_the_folder_stands_open(program: Program, folder: Path) -> None:
    for open_ in (folder / "control.sock", folder):
        open_.chmod(0o777)
    for above in [*folder.parents][:-1]:
        above.chmod(above.stat().st_mode | 0o011)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _ask_as_nobody(str(folder), writing)
    os.close(writing)

    program.reactor.watch(reading, lambda: heard.append(os.read(reading, 1000)))
    heard: list[bytes] = []
    program.reactor.run_until(lambda: heard)
    program.reactor.unwatch(reading)
    os.waitpid(child, 0)

    assert [b"connected, told: b''"] == heard
    assert [] == program.requests
    assert program.serves()


def _ask_as_nobody(folder: str, result: int) -> None:
    try:
        os.setgroups([])
        os.setresgid(65534, 65534, 65534)
        os.setresuid(65534, 65534, 65534)
        client = socket.socket(socket.AF_UNIX)
        client.settimeout(10)
        client.connect(f"{folder}/control.sock")
        said = b"connected, told: "
        with suppress(ConnectionError):
            client.sendall(ECHO)
            said += repr(client.recv(100)).encode()
        os.write(result, said if said.endswith(b"'") else said + b"b''")
    except BaseException as error:
        os.write(result, repr(error).encode())
    finally:
        os._exit(0)


@pytest.mark.parametrize("left", ["socket", "file", "folder", "dangling link"])
def test_what_a_killed_program_left_never_blocks_a_start(folder: Path, left: str) -> None:
    place = folder / "control.sock"
    match left:
        case "socket":
            with socket.socket(socket.AF_UNIX) as stale:
                stale.bind(str(place))
        case "file":
            place.write_text("")
        case "folder":
            place.mkdir()
        case _:
            place.symlink_to(folder / "nowhere")

    running = Program(str(folder))

    assert running.serves()
    running.close()


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o701])
def test_a_folder_that_others_may_enter_is_refused(folder: Path, mode: int) -> None:
    folder.chmod(mode)

    with pytest.raises(DesktopError, match="private folder"):
        Server(HandTurnedReactor(), str(folder), lambda _: None)


def test_a_folder_behind_a_link_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)

    with pytest.raises(DesktopError):
        Server(HandTurnedReactor(), str(tmp_path / "link"), lambda _: None)


def test_a_hundred_requests_in_a_row_take_little_of_the_loop(program: Program) -> None:
    import time

    with program.client() as client:
        start = time.process_time()
        for _ in range(100):
            program.says(client, ECHO)

        assert time.process_time() - start < 0.5
    assert server.AT_ONCE == 32
