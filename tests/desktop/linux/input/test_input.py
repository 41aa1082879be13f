"""The best source of input is used, and found again after it went away."""

import resource
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.linux.displays import Compositor, XServer
from tests.desktop.linux.fake_compositor import FakeCompositor
from tests.desktop.linux.fake_services import FakeMutter
from tests.desktop.reactor import HandTurnedReactor
from tray.core.messages.events import Event, InputSeen, InputStopped, InputUnknown
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.input.input import LinuxInput

pytestmark = pytest.mark.desktop

QUIET = timedelta(milliseconds=400)
Connect = Callable[[], Bus]
Using = Callable[..., LinuxInput]


@pytest.fixture
def using(reactor: HandTurnedReactor) -> Iterator[Using]:
    made: list[LinuxInput] = []

    def using(bus: Bus | None = None, **environment: str) -> LinuxInput:
        made.append(LinuxInput(reactor, bus, QUIET, environment))
        return made[-1]

    yield using
    for source in made:
        source.close()


@pytest.fixture
def x_server() -> Iterator[XServer]:
    with XServer() as server:
        yield server


@pytest.fixture
def sway(tmp_path: Path) -> Iterator[Compositor]:
    with Compositor(tmp_path) as sway:
        yield sway


def kinds(events: list[Event]) -> list[type[Event]]:
    return [type(event) for event in events]


def test_where_nothing_can_tell_that_is_said_once(reactor: HandTurnedReactor, using: Using) -> None:
    source = using()
    reactor.run_for(timedelta(milliseconds=50))

    assert [InputUnknown()] == reactor.posted
    assert "none" == source.name


def test_a_server_that_is_killed_and_comes_back_is_used_again(
    reactor: HandTurnedReactor, using: Using, x_server: XServer
) -> None:
    source = using(**x_server.environment)
    x_server.touch()
    reactor.run_until(lambda: InputSeen() in reactor.posted)
    assert "x11-sync" == source.name

    for _ in range(3):
        reactor.posted.clear()
        x_server.kill()
        reactor.run_until(lambda: reactor.posted)
        assert [InputUnknown()] == reactor.posted
        assert "none" == source.name
        reactor.posted.clear()
        x_server.restart()
        reactor.run_until(lambda: "x11-sync" == source.name)
        x_server.touch()
        reactor.run_until(lambda: InputSeen() in reactor.posted)
        assert InputUnknown not in kinds(reactor.posted)


def test_a_compositor_that_is_killed_and_comes_back_is_used_again(
    reactor: HandTurnedReactor, using: Using, sway: Compositor
) -> None:
    source = using(**sway.environment)
    reactor.run_until(lambda: "org_kde_kwin_idle" == source.name)
    sway.kill()
    reactor.run_until(lambda: InputUnknown() in reactor.posted)
    assert "none" == source.name

    sway.restart()
    reactor.run_until(lambda: InputStopped(QUIET) in reactor.posted[reactor.posted.index(InputUnknown()) :])
    assert "org_kde_kwin_idle" == source.name
    sway.touch()
    reactor.run_until(lambda: InputSeen() in reactor.posted)
    assert 1 == kinds(reactor.posted).count(InputUnknown)


class Counting(dict[str, str]):
    """An environment that knows how often it was asked for its display: once or twice for each try."""

    lookups = 0

    def get(self, name: str, default: Any = None) -> Any:
        self.lookups += name == "DISPLAY"
        return super().get(name, default)


def test_a_server_that_stays_away_costs_next_to_nothing_and_is_seen_at_once_when_it_is_back(
    reactor: HandTurnedReactor, x_server: XServer
) -> None:
    environment = Counting(x_server.environment)
    source = LinuxInput(reactor, None, QUIET, environment)
    reactor.run_until(lambda: "x11-sync" == source.name)
    x_server.kill()
    reactor.run_until(lambda: InputUnknown() in reactor.posted)
    environment.lookups, before = 0, resource.getrusage(resource.RUSAGE_SELF).ru_utime
    for _ in range(600):
        reactor.advance(timedelta(seconds=1))
        reactor.run_for(timedelta(milliseconds=1))

    assert 40 > environment.lookups
    assert 2 > resource.getrusage(resource.RUSAGE_SELF).ru_utime - before
    assert 1 == kinds(reactor.posted).count(InputUnknown)

    x_server.restart()
    reactor.run_until(lambda: "x11-sync" == source.name, timedelta(seconds=5))
    source.close()


def test_a_server_that_hangs_is_as_good_as_none(reactor: HandTurnedReactor, using: Using, x_server: XServer) -> None:
    x_server.freeze()
    source = using(**x_server.environment)
    reactor.run_for(timedelta(milliseconds=50))
    assert [] == reactor.posted

    reactor.advance(timedelta(seconds=10))
    reactor.run_until(lambda: reactor.posted)
    assert [InputUnknown()] == reactor.posted
    assert "none" == source.name


def test_a_server_that_starts_later_is_found(reactor: HandTurnedReactor, using: Using, x_server: XServer) -> None:
    x_server.kill()
    source = using(**x_server.environment)
    reactor.run_until(lambda: reactor.posted)
    x_server.restart()
    reactor.run_until(lambda: "x11-sync" == source.name)

    assert [InputUnknown] == kinds(reactor.posted)[:1]


def test_under_wayland_the_x_server_is_never_asked(
    reactor: HandTurnedReactor, using: Using, x_server: XServer, tmp_path: Path
) -> None:
    compositor = FakeCompositor(tmp_path, reactor, {"wl_seat": 7})
    source = using(**x_server.environment, **compositor.environment)
    reactor.run_until(lambda: reactor.posted)
    reactor.run_for(QUIET * 2)
    compositor.close()

    assert [InputUnknown()] == reactor.posted
    assert "none" == source.name


def test_gnome_is_asked_before_all_others(
    reactor: HandTurnedReactor, using: Using, x_server: XServer, connect: Connect
) -> None:
    mutter = FakeMutter(connect(), reactor, idle_ms=7000)
    source = using(connect(), **x_server.environment)
    reactor.run_until(lambda: reactor.posted)

    assert [InputStopped(timedelta(seconds=7))] == reactor.posted
    assert "mutter" == source.name
    assert "AddIdleWatch" in mutter.members()


def test_without_gnome_on_the_bus_the_display_is_asked(
    reactor: HandTurnedReactor, using: Using, x_server: XServer, connect: Connect
) -> None:
    source = using(connect(), **x_server.environment)
    reactor.run_until(lambda: reactor.posted)

    assert "x11-sync" == source.name
    assert InputUnknown() not in reactor.posted


def test_gnome_that_goes_away_and_comes_back_is_used_again(
    reactor: HandTurnedReactor, using: Using, connect: Connect
) -> None:
    theirs = connect()
    mutter = FakeMutter(theirs, reactor)
    source = using(connect())
    reactor.run_until(lambda: "mutter" == source.name)
    mutter.go()
    reactor.run_until(lambda: InputUnknown() in reactor.posted)
    assert "none" == source.name

    FakeMutter(theirs, reactor)
    reactor.run_until(lambda: "mutter" == source.name)
    assert [InputSeen(), InputUnknown(), InputSeen()] == reactor.posted
