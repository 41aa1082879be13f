"""GNOME's compositor tells when input stops and begins."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.desktop.linux.fake_services import FakeMutter
from tests.desktop.reactor import HandTurnedReactor
from tray.core.messages.events import Event, InputSeen, InputStopped
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.input.idle_mutter import LOOKS_AFTER, MutterInput
from tray.errors import DesktopError

pytestmark = pytest.mark.desktop

QUIET = timedelta(seconds=5)
Connect = Callable[[], Bus]


class Watched:
    """An input source, and what became of it."""

    def __init__(self, reactor: HandTurnedReactor, bus: Bus) -> None:
        self.reactor = reactor
        self.began: list[bool] = []
        self.losses: list[DesktopError] = []
        self.source = MutterInput(reactor, bus, QUIET, ready=lambda: self.began.append(True), lost=self.losses.append)

    def wait_for(self, count: int) -> list[Event]:
        self.reactor.run_until(lambda: len(self.reactor.posted) >= count)
        return self.reactor.posted


def test_input_that_stops_and_begins_is_told_each_time(reactor: HandTurnedReactor, connect: Connect) -> None:
    mutter = FakeMutter(connect(), reactor)
    watched = Watched(reactor, connect())
    assert [InputSeen()] == watched.wait_for(1)

    for count in (2, 4):
        mutter.pass_(5000)
        assert InputStopped(QUIET) == watched.wait_for(count)[-1]
        reactor.run_until(lambda: None in mutter.watches.values())
        mutter.touch()
        assert InputSeen() == watched.wait_for(count + 1)[-1]


def test_somebody_who_is_away_already_is_told_with_the_exact_time(reactor: HandTurnedReactor, connect: Connect) -> None:
    mutter = FakeMutter(connect(), reactor, idle_ms=61_250)
    watched = Watched(reactor, connect())
    assert [InputStopped(timedelta(seconds=61, milliseconds=250))] == watched.wait_for(1)
    assert [True] == watched.began

    reactor.run_until(lambda: None in mutter.watches.values())
    mutter.touch()
    assert InputSeen() == watched.wait_for(2)[-1]


def test_whoever_leaves_while_something_keeps_the_screen_awake_is_missed_within_minutes(
    reactor: HandTurnedReactor, connect: Connect
) -> None:
    mutter = FakeMutter(connect(), reactor)
    watched = Watched(reactor, connect())
    watched.wait_for(1)
    mutter.inhibited = True
    mutter.pass_(4_000)
    reactor.advance(LOOKS_AFTER)
    reactor.run_for(timedelta(milliseconds=100))
    assert [InputSeen()] == reactor.posted

    mutter.pass_(280_000)
    reactor.advance(LOOKS_AFTER)
    assert InputStopped(timedelta(seconds=280)) == watched.wait_for(2)[-1]

    reactor.run_until(lambda: None in mutter.watches.values())
    mutter.touch()
    assert InputSeen() == watched.wait_for(3)[-1]


def test_watches_are_taken_away_at_the_end(reactor: HandTurnedReactor, connect: Connect) -> None:
    mutter = FakeMutter(connect(), reactor, idle_ms=10_000)
    watched = Watched(reactor, connect())
    reactor.run_until(lambda: len(mutter.watches) == 2)
    watched.wait_for(1)
    reactor.run_for(timedelta(milliseconds=50))
    watched.source.close()

    reactor.run_until(lambda: not mutter.watches)


def test_watches_of_others_are_none_of_ours(reactor: HandTurnedReactor, connect: Connect) -> None:
    theirs = connect()
    mutter = FakeMutter(theirs, reactor)
    watched = Watched(reactor, connect())
    watched.wait_for(1)
    theirs.emit(FakeMutter.PATH, FakeMutter.INTERFACE, "WatchFired", "u", (77,))
    mutter.pass_(5000)

    assert [InputSeen(), InputStopped(QUIET)] == watched.wait_for(2)


def test_a_mutter_that_does_not_answer_is_told_once(reactor: HandTurnedReactor, connect: Connect) -> None:
    watched = Watched(reactor, connect())
    reactor.run_until(lambda: watched.losses)
    reactor.run_for(timedelta(milliseconds=50))

    assert 1 == len(watched.losses)
    assert [] == watched.began
