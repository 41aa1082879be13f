"""Where the stories about icons in trays of XEMBED take place."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from tests.desktop.conftest import require
from tests.desktop.linux.fake_systray import FakeSystray, OwnXServer
from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.tray.status_notifier_or_xembed import LinuxTray
from tray.view.tray.face import Gauge

_LOOK = timedelta(milliseconds=10)


def pixmaps(gauge: Gauge) -> list[tuple[int, int, bytes]]:
    """Squares of one colour whose upper half is transparent."""
    return [
        (size, size, bytes(size * size // 2 * 4) + bytes((255, gauge.step, 0, 0)) * (size * size // 2))
        for size in (16, 22, 24, 32)
    ]


class Screen:
    """An X server with trays that come and go, and our icon."""

    def __init__(self, server: OwnXServer, reactor: HandTurnedReactor) -> None:
        self.server = server
        self.reactor = reactor
        self.systray: FakeSystray
        self._open: list[FakeSystray] = []

    def systray_comes(self, *, depth: int = 24) -> FakeSystray:
        self.systray = FakeSystray(self.server.display, depth=depth)
        self._open.append(self.systray)
        return self.systray

    def leaves(self, systray: FakeSystray) -> None:
        self._open.remove(systray)
        systray.leave()

    def tray(self, bus: Bus | None = None) -> LinuxTray:
        return LinuxTray(bus, self.reactor, pixmaps, environment={"DISPLAY": self.server.display})

    def until(self, condition: Callable[[], object]) -> None:
        def look() -> object:
            for systray in self._open:
                systray.serve()
            return condition()

        self.reactor.run_until(look, poll=_LOOK)

    def settle(self) -> None:
        self.reactor.run_for(timedelta(milliseconds=100))

    def close(self) -> None:
        for systray in self._open:
            systray.leave()


@pytest.fixture
def screen(reactor: HandTurnedReactor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    require("Xvfb")
    with OwnXServer() as server:
        monkeypatch.setenv("DISPLAY", server.display)
        screen = Screen(server, reactor)
        yield screen
        screen.close()
