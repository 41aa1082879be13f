"""An X server tells when input stops and begins, and nobody wakes up in between."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desktop.linux.displays import XServer
from tests.desktop.reactor import HandTurnedReactor
from tray.core.messages.events import Event, InputSeen, InputStopped
from tray.desktop.linux.display.addresses import cookie, display
from tray.desktop.linux.input.idle_x11 import X11Input
from tray.errors import DesktopError

pytestmark = pytest.mark.desktop

QUIET = timedelta(milliseconds=400)


@pytest.fixture
def server() -> Iterator[XServer]:
    with XServer() as server:
        yield server


class Watched:
    """An input source, and what became of it."""

    def __init__(self, reactor: HandTurnedReactor, server: XServer, quiet: timedelta = QUIET) -> None:
        self.reactor = reactor
        self.began: list[bool] = []
        self.losses: list[DesktopError] = []
        self.source = X11Input(
            reactor, quiet, server.environment, ready=lambda: self.began.append(True), lost=self.losses.append
        )

    def wait_for(self, count: int) -> list[Event]:
        self.reactor.run_until(lambda: len(self.reactor.posted) >= count)
        return self.reactor.posted


def test_the_present_state_is_told_at_once(reactor: HandTurnedReactor, server: XServer) -> None:
    server.touch()
    watched = Watched(reactor, server, quiet=timedelta(seconds=60))

    assert [InputSeen()] == watched.wait_for(1)
    assert [True] == watched.began


def test_somebody_who_is_away_already_is_told_with_the_exact_time(reactor: HandTurnedReactor, server: XServer) -> None:
    server.touch()
    Watched(reactor, server).wait_for(2)

    event = Watched(reactor, server).wait_for(3)[2]
    assert isinstance(event, InputStopped)
    assert QUIET <= event.quiet < QUIET + timedelta(seconds=5)


def test_input_that_stops_and_begins_is_told_each_time(reactor: HandTurnedReactor, server: XServer) -> None:
    server.touch()
    watched = Watched(reactor, server)
    for count in (2, 4, 6):
        event = watched.wait_for(count)[-1]
        assert isinstance(event, InputStopped)
        assert QUIET <= event.quiet < QUIET * 2
        server.touch()
        assert InputSeen() == watched.wait_for(count + 1)[-1]


def test_a_program_that_sets_back_the_counter_is_no_input(reactor: HandTurnedReactor, server: XServer) -> None:
    server.touch()
    watched = Watched(reactor, server)
    watched.wait_for(2)
    for _ in range(3):
        server.run("xset", "s", "reset")
        reactor.run_for(QUIET / 2)
        reactor.advance(QUIET)
    assert 2 == len(reactor.posted)

    reactor.run_for(QUIET * 2)
    server.touch()
    assert InputSeen() == watched.wait_for(3)[-1]


def test_input_just_after_the_counter_was_set_back_is_seen(reactor: HandTurnedReactor, server: XServer) -> None:
    server.touch()
    watched = Watched(reactor, server)
    watched.wait_for(2)
    server.run("xset", "s", "reset")
    reactor.run_for(QUIET / 4)
    server.touch()
    reactor.advance(QUIET)

    assert InputSeen() == watched.wait_for(3)[-1]


def test_a_key_is_input_too(reactor: HandTurnedReactor, server: XServer) -> None:
    server.touch()
    watched = Watched(reactor, server)
    watched.wait_for(2)
    server.run("xdotool", "key", "a")

    assert InputSeen() == watched.wait_for(3)[-1]


class CountingReactor(HandTurnedReactor):
    """Knows how often something came."""

    woken = 0

    def watch(self, fd: int, readable: Callable[[], None], writable: Callable[[], None] | None = None) -> None:
        def count() -> None:
            self.woken += 1
            readable()

        super().watch(fd, count, writable)


def test_steady_input_wakes_nobody(server: XServer) -> None:
    reactor = CountingReactor()
    server.touch()
    Watched(reactor, server, quiet=timedelta(seconds=5)).wait_for(1)
    reactor.run_for(timedelta(milliseconds=20))
    before = reactor.woken
    for _ in range(20):
        server.touch()
        reactor.run_for(timedelta(milliseconds=5))
    reactor.close()

    assert before == reactor.woken
    assert [InputSeen()] == reactor.posted


def test_a_server_that_goes_away_is_told_once(reactor: HandTurnedReactor, server: XServer) -> None:
    watched = Watched(reactor, server)
    watched.wait_for(1)
    server.kill()
    reactor.run_until(lambda: watched.losses)
    reactor.run_for(timedelta(milliseconds=50))

    assert 1 == len(watched.losses)


def test_a_server_that_hangs_stops_nobody(reactor: HandTurnedReactor, server: XServer) -> None:
    server.freeze()
    watched = Watched(reactor, server)
    reactor.run_for(timedelta(milliseconds=50))

    assert [] == reactor.posted
    assert [] == watched.began


def test_after_close_nothing_is_told(reactor: HandTurnedReactor, server: XServer) -> None:
    watched = Watched(reactor, server)
    watched.wait_for(1)
    told = len(reactor.posted)
    watched.source.close()
    server.touch()
    reactor.run_for(QUIET * 2)

    assert told == len(reactor.posted)
    assert [] == watched.losses


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ""}, {"DISPLAY": "elsewhere:0"}, {"DISPLAY": ":987"}])
def test_without_a_server_there_is_no_source(reactor: HandTurnedReactor, environment: dict[str, str]) -> None:
    with pytest.raises(DesktopError):
        X11Input(reactor, QUIET, environment, ready=lambda: None, lost=lambda _: None)


@pytest.mark.parametrize(
    ("name", "number", "screen", "forwarded"),
    [(":0", 0, 0, False), (":1.2", 1, 2, False), ("unix:3", 3, 0, False), ("localhost:10.0", 10, 0, True)],
)
def test_a_display_name_says_where_the_server_is(name: str, number: int, screen: int, forwarded: bool) -> None:
    at = display({"DISPLAY": name})

    assert (number, screen, forwarded) == (at.number, at.screen, at.forwarded)


def test_a_display_that_ssh_forwards_is_reached_through_its_port_and_another_through_its_socket() -> None:
    assert [("127.0.0.1", 6010)] == display({"DISPLAY": "localhost:10.0"}).addresses
    assert ["/tmp/.X11-unix/X3", b"\0/tmp/.X11-unix/X3"] == display({"DISPLAY": ":3"}).addresses


def entry(family: int, host: str, number: str, secret: bytes) -> bytes:
    strings = (host.encode(), number.encode(), b"MIT-MAGIC-COOKIE-1", secret)
    return family.to_bytes(2) + b"".join(len(one).to_bytes(2) + one for one in strings)


def test_the_secret_of_this_display_is_found(tmp_path: Path) -> None:
    file = tmp_path / "authority"
    file.write_bytes(entry(256, "old-name", "1", b"other display") + entry(256, "old-name", "0", b"ours"))

    assert b"ours" == cookie(display({"DISPLAY": ":0"}), {"XAUTHORITY": str(file)})


@pytest.mark.parametrize("content", [b"", b"\1", b"\1\0\0\4abcd", b"\0" * 50])
def test_a_damaged_file_of_secrets_holds_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ".Xauthority").write_bytes(content)

    assert cookie(display({"DISPLAY": ":0"}), {"HOME": str(tmp_path)}) is None


def test_a_server_that_wants_a_secret_gets_it(reactor: HandTurnedReactor, tmp_path: Path) -> None:
    file = tmp_path / ".Xauthority"
    file.write_bytes(entry(256, "anyone", "", b"0123456789abcdef"))
    with XServer("-auth", str(file)) as server:
        losses: list[DesktopError] = []
        for home in (tmp_path, tmp_path / "nobody"):
            environment = {**server.environment, "HOME": str(home)}
            X11Input(reactor, QUIET, environment, ready=lambda: None, lost=losses.append)

        reactor.run_until(lambda: reactor.posted and losses)
        assert 1 == len(losses)
        assert "doesn't let Backpressure in" in str(losses[0])
