"""What do all tests of the Linux desktop need? A reactor, and a bus of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desktop.linux.private_bus import PrivateBus
from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.dbus.connection import Bus


@pytest.fixture
def private_bus(tmp_path: Path) -> Iterator[PrivateBus]:
    with PrivateBus(tmp_path) as bus:
        yield bus


@pytest.fixture
def connect(private_bus: PrivateBus, reactor: HandTurnedReactor) -> Iterator[Callable[[], Bus]]:
    """Makes as many connections to the private bus as a test wants."""
    made: list[Bus] = []

    def connect() -> Bus:
        met: list[bool] = []
        known = private_bus.environment
        made.append(Bus.connect("session", reactor, met=lambda: met.append(True), environment=known))
        reactor.run_until(lambda: met)
        return made[-1]

    yield connect
    for bus in made:
        bus.close()
