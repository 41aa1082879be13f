"""A server that went away is asked for again: often at first, then seldom."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.display.reconnect import Comeback

SOON = timedelta(seconds=20)
ONE_BY_ONE = timedelta(seconds=1)


class Knocks:
    """Counts how often the server is asked for; it never answers."""

    def __init__(self, reactor: HandTurnedReactor, socket: Path) -> None:
        self.made = 0
        self.comeback = Comeback(reactor, {}, self._knock, socket=str(socket))
        self.comeback.await_server()

    def _knock(self) -> None:
        self.made += 1
        self.comeback.await_server()


@pytest.fixture
def seconds_pass(reactor: HandTurnedReactor) -> Callable[[timedelta], None]:
    def turn(length: timedelta) -> None:
        for _ in range(length // ONE_BY_ONE):
            reactor.advance(ONE_BY_ONE)
            reactor.run_for(timedelta(milliseconds=1))

    return turn


def test_nobody_is_asked_where_there_is_no_socket(
    tmp_path: Path, reactor: HandTurnedReactor, seconds_pass: Callable[[timedelta], None]
) -> None:
    knocks = Knocks(reactor, tmp_path / "native")

    seconds_pass(SOON)

    assert 0 == knocks.made
    assert 1 == reactor.waiting
    knocks.comeback.stop()


def test_a_socket_that_appears_is_asked_at_and_then_ever_more_rarely(
    tmp_path: Path, reactor: HandTurnedReactor, seconds_pass: Callable[[timedelta], None]
) -> None:
    knocks = Knocks(reactor, tmp_path / "native")

    (tmp_path / "native").touch()
    reactor.run_until(lambda: knocks.made)
    seconds_pass(SOON)

    assert knocks.made in (4, 5)  # at once, and about 1, 2, 4 and 8 seconds after one another
    knocks.comeback.stop()
