"""The parts of a Linux desktop go and come with its buses; one that does not answer holds nobody up."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from socket import SHUT_RDWR, socket

import pytest

from tests.desktop.conftest import require
from tests.desktop.faces import face
from tests.desktop.linux.displays import XServer
from tests.desktop.linux.fakes import FakePanel
from tests.desktop.linux.private_bus import PrivateBus
from tests.desktop.reactor import HandTurnedReactor
from tray.core.messages.events import AttentionChanged, InputStopped
from tray.desktop.linux.dbus import connection, wire
from tray.desktop.linux.dbus.wire import Which
from tray.desktop.linux.desktop import LinuxDesktop
from tray.errors import DesktopError
from tray.settings.defaults.every_setting import Attention, Breaks, Icon, Settings

pytestmark = pytest.mark.desktop

Make = Callable[[], LinuxDesktop]
A_WHILE = timedelta(milliseconds=60)


@pytest.fixture
def make(reactor: HandTurnedReactor, private_bus: PrivateBus) -> Iterator[Make]:
    made: list[LinuxDesktop] = []

    def make() -> LinuxDesktop:
        made.append(
            LinuxDesktop(
                reactor,
                settings=Settings(),
                wants_tray=True,
                senses=True,
                saving=lambda: None,
                environment=dict(private_bus.environment),
            )
        )
        return made[-1]

    yield make
    for desktop in made:
        desktop.close()


def wait_for(reactor: HandTurnedReactor, condition: Callable[[], object]) -> None:
    """With minutes passing in no time."""

    def holds() -> bool:
        reactor.advance(timedelta(seconds=1))
        return bool(condition())

    reactor.run_until(holds, poll=A_WHILE)


def with_icon(desktop: LinuxDesktop, reactor: HandTurnedReactor) -> LinuxDesktop:
    """The desktop, once a panel shows the icon."""
    desktop.tray.show(face())
    reactor.run_until(desktop.tray.hosted)
    return desktop


def test_a_bus_that_dies_is_told_and_everything_comes_back_with_the_next(
    reactor: HandTurnedReactor, private_bus: PrivateBus, make: Make
) -> None:
    desktop = make()
    assert {} == desktop.problems
    assert "notifications" == desktop.sources()["notifications"]

    private_bus.kill()
    reactor.run_until(lambda: "session bus" in desktop.problems)
    assert "none" == desktop.sources()["notifications"]
    reactor.advance(timedelta(seconds=10))
    reactor.run_for(A_WHILE)
    assert "none" == desktop.sources()["notifications"]

    private_bus.restart()
    wait_for(reactor, lambda: not desktop.problems)
    assert "notifications" == desktop.sources()["notifications"]


def test_a_sound_that_no_server_plays_is_played_by_a_program_of_the_session(
    reactor: HandTurnedReactor, private_bus: PrivateBus, tmp_path: Path
) -> None:
    player, heard = tmp_path / "canberra-gtk-play", tmp_path / "heard"
    player.write_text(f"#!/bin/sh\necho \"$@\" >'{heard}.new'; mv '{heard}.new' '{heard}'\n")
    player.chmod(0o755)
    desktop = LinuxDesktop(
        reactor,
        settings=Settings(),
        wants_tray=False,
        senses=False,
        saving=lambda: None,
        environment={**private_bus.environment, "PATH": f"{tmp_path}:{os.defpath}"},
    )
    desktop._sound.play("complete")
    reactor.run_until(heard.exists, poll=timedelta(milliseconds=10))
    reactor.run_until(lambda: not desktop._sound._plays)
    desktop.close()

    assert "canberra-gtk-play" == desktop._sound.name
    assert "--id complete\n" == heard.read_text()


def test_a_bus_that_does_not_answer_holds_nobody_up_and_is_used_when_it_does(
    reactor: HandTurnedReactor, private_bus: PrivateBus, make: Make
) -> None:
    private_bus.freeze()
    began = time.monotonic()
    desktop = make()
    assert time.monotonic() - began < 1

    reactor.advance(timedelta(seconds=2))
    reactor.run_until(lambda: {"session bus", "system bus"} <= desktop.problems.keys())
    for _ in range(5):
        reactor.advance(timedelta(seconds=30))
        reactor.run_for(A_WHILE)
    assert "none" == desktop.sources()["notifications"]

    private_bus.thaw()
    wait_for(reactor, lambda: not desktop.problems)
    assert "notifications" == desktop.sources()["notifications"]


def test_a_setting_of_what_counts_acts_at_once(reactor: HandTurnedReactor, make: Make) -> None:
    desktop = make()
    reactor.posted.clear()
    reactor.run_for(A_WHILE)
    nothing = Attention(
        do_not_disturb=False, fullscreen=False, microphone=False, camera=False, presentation=False, film=False
    )

    desktop.apply(Settings(attention=nothing))
    reactor.run_for(A_WHILE)

    assert "none" == desktop.sources()["attention"]
    assert [] == [event for event in reactor.posted if isinstance(event, AttentionChanged) and event.reasons]


def test_how_long_a_pause_in_the_typing_is_acts_at_once_too(
    reactor: HandTurnedReactor, private_bus: PrivateBus
) -> None:
    require("Xvfb", "xdotool")
    with XServer() as server:
        server.touch()
        desktop = LinuxDesktop(
            reactor,
            settings=Settings(breaks=Breaks(typing_quiet=timedelta(hours=1))),
            wants_tray=False,
            senses=True,
            saving=lambda: None,
            environment={**private_bus.environment, **server.environment},
        )
        reactor.run_until(lambda: desktop.sources()["idle"] == "x11-sync")
        desktop.apply(Settings(breaks=Breaks(typing_quiet=timedelta(milliseconds=200))))
        reactor.run_until(lambda: any(isinstance(each, InputStopped) for each in reactor.posted))
        desktop.close()


@pytest.fixture
def panel(reactor: HandTurnedReactor, connect: Callable[[], connection.Bus]) -> FakePanel:
    panel = FakePanel(connect())
    reactor.run_until(lambda: panel.here)
    return panel


def test_an_icon_that_is_no_longer_wanted_leaves_the_panel_at_once_and_can_come_back(
    reactor: HandTurnedReactor, make: Make, panel: FakePanel
) -> None:
    desktop = with_icon(make(), reactor)
    owners: list[str | None] = []
    panel.bus.watch_name(panel.owner, owners.append)
    reactor.run_until(lambda: owners)

    desktop.apply(Settings(icon=Icon(shown=False)))
    reactor.run_until(lambda: owners[-1] is None)

    desktop.apply(Settings())
    reactor.run_until(lambda: desktop.tray.hosted() and len(panel.registered) == 2)


@pytest.fixture
def sockets(monkeypatch: pytest.MonkeyPatch) -> list[socket]:
    """Those of all buses, as they are connected: the system's, the session's, the icon's."""
    made: list[socket] = []

    def connected(which: Which, environment: Mapping[str, str]) -> socket:
        made.append(wire.connected(which, environment))
        return made[-1]

    monkeypatch.setattr(connection, "connected", connected)
    return made


def test_an_icon_that_alone_is_thrown_off_the_bus_comes_back(
    reactor: HandTurnedReactor, panel: FakePanel, sockets: list[socket], make: Make
) -> None:
    desktop = with_icon(make(), reactor)
    thrown_off = panel.owner

    sockets[-1].shutdown(SHUT_RDWR)
    wait_for(reactor, lambda: desktop.tray.hosted() and panel.owner != thrown_off)

    assert {} == desktop.problems


def test_where_all_but_the_icon_is_thrown_off_the_bus_there_is_still_one_icon(
    reactor: HandTurnedReactor, panel: FakePanel, sockets: list[socket], make: Make
) -> None:
    desktop = with_icon(make(), reactor)
    owners: list[str | None] = []
    panel.bus.watch_name(panel.owner, owners.append)
    before = panel.owner

    sockets[-2].shutdown(SHUT_RDWR)
    reactor.run_until(lambda: "session bus" in desktop.problems)
    reactor.run_until(lambda: owners[-1:] == [None])
    wait_for(reactor, lambda: desktop.tray.hosted() and panel.owner != before)

    assert 2 == len(panel.registered)
    assert {} == desktop.problems
    assert [-1] * 2 == [each.fileno() for each in sockets[1:3]]


def test_an_icon_that_is_refused_a_connection_asks_again(
    reactor: HandTurnedReactor, panel: FakePanel, monkeypatch: pytest.MonkeyPatch, make: Make
) -> None:
    refusals = iter([False, False, True])  # the system's, the session's, and the icon's

    def connected(which: Which, environment: Mapping[str, str]) -> socket:
        if next(refusals, False):
            raise DesktopError("too many connections")
        return wire.connected(which, environment)

    monkeypatch.setattr(connection, "connected", connected)
    desktop = make()
    desktop.tray.show(face())
    assert {"session bus"} == desktop.problems.keys()

    wait_for(reactor, lambda: panel.registered and desktop.tray.hosted())

    assert {} == desktop.problems
