"""Music and films are paused while a break is on, if the settings want that, and only then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.app.test_loop import Desk, ask
from tests.fakes import FakeMedia
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.settings.defaults.every_setting import Settings

DEFAULT = Settings()
WANTED = replace(DEFAULT, breaks=replace(DEFAULT.breaks, pause_media=True))
FIVE = c.TakeBreak("rest", timedelta(minutes=5))


class Room:
    def __init__(self, settings: Settings = WANTED) -> None:
        self.desk = Desk(settings).type().run(minutes=30)
        self.media = self.desk.loop.world.media = FakeMedia()

    def takes_a_break(self) -> "Room":
        ask(self.desk.loop, FIVE)
        return self

    def stops_typing(self) -> "Room":
        self.desk.loop.take(e.InputStopped(timedelta(seconds=5)))
        return self


def test_what_plays_is_paused_when_a_break_begins_and_plays_on_when_it_is_over() -> None:
    room = Room().takes_a_break().stops_typing()
    assert room.media.asked == ["pause"]

    room.desk.run(minutes=6)
    assert room.media.asked == ["pause", "resume"]


def test_what_was_paused_plays_on_when_the_break_is_ended_early() -> None:
    room = Room().takes_a_break()
    ask(room.desk.loop, c.EndBreak())

    assert room.media.asked == ["pause", "resume"]


def test_nothing_plays_on_behind_a_locked_screen() -> None:
    room = Room().takes_a_break().stops_typing()
    room.desk.loop.take(e.Locked())
    room.desk.run(minutes=20)
    assert room.media.asked == ["pause"]

    room.desk.loop.take(e.Unlocked())
    assert room.media.asked == ["pause", "resume"]


def test_nothing_is_touched_unless_the_settings_want_it() -> None:
    room = Room(DEFAULT).takes_a_break().stops_typing()
    room.desk.run(minutes=6)

    assert room.media.asked == []


@pytest.mark.parametrize("wanted", [DEFAULT, WANTED], ids=["switched off", "left on"])
def test_what_was_paused_plays_on_even_if_the_setting_changed_meanwhile(wanted: Settings) -> None:
    room = Room().takes_a_break().stops_typing()
    room.desk.settings = wanted
    room.desk.loop.reload_settings()
    room.desk.run(minutes=6)

    assert room.media.asked == ["pause", "resume"]
