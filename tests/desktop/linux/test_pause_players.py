"""Exactly those players are paused that play, and exactly those play on that nobody has touched since."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.desktop.linux.fake_services import Service
from tests.desktop.linux.private_bus import PrivateBus
from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.dbus.connection import Body, Bus
from tray.desktop.linux.pause_players import MprisMedia

pytestmark = pytest.mark.desktop

Connect = Callable[[], Bus]
PATH, INTERFACE = "/org/mpris/MediaPlayer2", "org.mpris.MediaPlayer2.Player"
A_MOMENT = timedelta(milliseconds=60)


class Player(Service):
    """A player of music."""

    def __init__(self, bus: Bus, reactor: HandTurnedReactor, name: str, status: str = "Playing") -> None:
        self.bus = bus
        self.deaf = False
        super().__init__(bus, reactor, f"org.mpris.MediaPlayer2.{name}", (PATH,))
        self.properties[PATH, INTERFACE] = {"PlaybackStatus": ("s", status)}

    @property
    def status(self) -> str:
        return str(self.properties[PATH, INTERFACE]["PlaybackStatus"][1])

    def becomes(self, status: str) -> None:
        """The person presses one of its buttons."""
        self.set(PATH, INTERFACE, PlaybackStatus=("s", status))

    def Pause(self) -> tuple[str, Body]:  # noqa: N802, as MPRIS calls it
        if not self.deaf:
            self.becomes("Paused")
        return "", ()

    def Play(self) -> tuple[str, Body]:  # noqa: N802
        self.becomes("Playing")
        return "", ()


class Room:
    """Players, and a break."""

    def __init__(self, connect: Connect, reactor: HandTurnedReactor) -> None:
        self.connect = connect
        self.reactor = reactor
        self.media = MprisMedia(connect())

    def player(self, name: str, status: str = "Playing") -> Player:
        return Player(self.connect(), self.reactor, name, status)

    def begins(self) -> None:
        self.media.pause()
        self.reactor.run_for(A_MOMENT)

    def ends(self) -> None:
        self.media.resume()
        self.reactor.run_for(A_MOMENT)


@pytest.fixture
def room(connect: Connect, reactor: HandTurnedReactor) -> Room:
    return Room(connect, reactor)


def test_what_plays_is_paused_and_plays_on(room: Room) -> None:
    players = [room.player("one"), room.player("two.instance7")]
    room.begins()
    assert [each.status for each in players] == ["Paused", "Paused"]

    room.ends()
    assert [each.status for each in players] == ["Playing", "Playing"]


@pytest.mark.parametrize("status", ["Paused", "Stopped"])
def test_what_did_not_play_is_left_alone(room: Room, status: str) -> None:
    player = room.player("one", status)
    room.begins()
    room.ends()

    assert player.status == status
    assert player.asked == []


@pytest.mark.parametrize("last", ["Paused", "Playing", "Stopped"])
def test_what_the_person_touched_meanwhile_is_theirs(room: Room, last: str) -> None:
    player = room.player("one")
    room.begins()
    for status in ("Playing", last):
        player.becomes(status)
    room.reactor.run_for(A_MOMENT)
    room.ends()

    assert player.status == last
    assert "Play" not in player.members()


def test_what_was_started_during_the_break_goes_on(room: Room) -> None:
    room.begins()
    player = room.player("one")
    room.ends()

    assert player.status == "Playing"
    assert player.asked == []


def test_a_player_that_vanished_is_not_mistaken_for_one_that_came_under_its_name(room: Room) -> None:
    gone = room.player("one")
    room.begins()
    gone.bus.close()
    room.reactor.run_for(A_MOMENT)
    new = room.player("one", "Paused")
    room.ends()

    assert new.status == "Paused"
    assert new.asked == []


def test_a_player_that_does_not_pause_is_not_told_to_play(room: Room) -> None:
    player = room.player("one")
    player.deaf = True
    room.begins()
    room.ends()

    assert player.members() == ["Pause"]


def test_who_stands_for_other_players_is_not_asked(room: Room) -> None:
    proxy = room.player("playerctld")
    room.begins()

    assert proxy.asked == []


def test_a_break_that_is_over_at_once_leaves_nothing_paused(room: Room) -> None:
    player = room.player("one")
    room.media.pause()
    room.ends()

    assert player.status == "Playing"


def test_players_that_hang_hold_nothing_up(room: Room, private_bus: PrivateBus) -> None:
    player = room.player("one")
    private_bus.freeze()
    room.begins()
    room.reactor.advance(timedelta(minutes=5))
    room.ends()
    private_bus.thaw()
    room.reactor.run_for(A_MOMENT)

    assert player.status == "Playing"


def test_who_ends_the_break_before_a_player_has_answered_hears_it_play_on(room: Room) -> None:
    player = room.player("one")
    room.media.pause()
    room.reactor.run_until(lambda: "Pause" in player.members())
    room.ends()

    assert ("Playing", ["Pause", "Play"]) == (player.status, [each for each in player.members() if each[0] == "P"])
