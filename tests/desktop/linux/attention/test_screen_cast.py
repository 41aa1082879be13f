"""PipeWire is listened to as it speaks: in pieces, and wanting to know whether anybody is still there."""

import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.attention import screen_cast
from tray.desktop.linux.attention.screen_cast import ScreenCasts, where


@pytest.fixture
def server(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "pipewire-0"))
        listening.listen()
        yield listening


def message(about: int, event: int, *values: bytes) -> bytes:
    body = screen_cast._struct(*values)
    return screen_cast._HEADER.pack(about, event << 24 | len(body), 0, 0) + body


def test_a_ping_that_comes_in_pieces_is_answered(server: socket.socket, reactor: HandTurnedReactor) -> None:
    told: list[bool] = []
    casts = ScreenCasts(reactor, server.getsockname(), told=told.append, lost=lambda: told.append(False))
    there, _ = server.accept()
    with there:
        there.setblocking(False)
        heard = bytearray()
        ping = message(0, 2, screen_cast._int(7), screen_cast._int(1234))
        there.sendall(ping[:20])
        reactor.run_until(lambda: reactor.waiting == 0)
        there.sendall(ping[20:])

        def hears(wanted: bytes) -> bool:
            with suppress(BlockingIOError):
                heard.extend(there.recv(65536))
            return wanted in heard

        reactor.run_until(lambda: hears(message(0, 3, screen_cast._int(7), screen_cast._int(1234))))
        casts.close()

    assert [] == told


@pytest.mark.parametrize(
    ("environment", "place"),
    [
        ({}, None),
        ({"XDG_RUNTIME_DIR": "/run/user/1000"}, "/run/user/1000/pipewire-0"),
        ({"XDG_RUNTIME_DIR": "/run/user/1000", "PIPEWIRE_RUNTIME_DIR": "/run/pipewire"}, "/run/pipewire/pipewire-0"),
        ({"XDG_RUNTIME_DIR": "/run/user/1000", "PIPEWIRE_REMOTE": "other"}, "/run/user/1000/other"),
        ({"XDG_RUNTIME_DIR": "/run/user/1000", "PIPEWIRE_REMOTE": "/srv/pipewire"}, "/srv/pipewire"),
    ],
)
def test_its_socket_is_where_the_session_says(environment: dict[str, str], place: str | None) -> None:
    assert place == where(environment)
