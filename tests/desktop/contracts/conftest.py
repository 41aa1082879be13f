"""What do contract tests begin with? The private bus of other tests, and the bus of a real desktop."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from tests.desktop.harness.desk import Desk
from tests.desktop.linux.conftest import connect, private_bus
from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.dbus.connection import Bus

__all__ = ["connect", "join", "private_bus"]

PATIENCE = timedelta(seconds=30)
EACH = timedelta(milliseconds=50)

Connect = Callable[[], Bus]
Join = Callable[[Desk], Bus]


class Turned:
    """What comes true while the reactor is turned."""

    def __init__(self, reactor: HandTurnedReactor) -> None:
        self._reactor = reactor

    def until(self, holds: Callable[[], object]) -> None:
        self._reactor.run_until(holds, PATIENCE, EACH)


@pytest.fixture
def join(reactor: HandTurnedReactor) -> Iterator[Join]:
    """Joins the session bus of a desktop."""
    made: list[Bus] = []

    def join(desk: Desk) -> Bus:
        met: list[bool] = []
        made.append(Bus.connect("session", reactor, met=lambda: met.append(True), environment=desk.env))
        reactor.run_until(lambda: met)
        return made[-1]

    yield join
    for bus in made:
        bus.close()
