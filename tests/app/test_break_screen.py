"""A break is on the screen by consent alone, over nothing that must not be covered, and what made room stays away."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.app.test_loop import Desk, ask
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.settings.defaults.every_setting import BreakKind, Settings
from tray.view.tray import notices

DEFAULT = Settings()
FULL = replace(DEFAULT, breaks=replace(DEFAULT.breaks, screen="full"))
MINUTE = timedelta(minutes=1)
FIVE = c.TakeBreak("rest", 5 * MINUTE)
ALONE = e.AttentionChanged(frozenset())


class Room:
    """A desk at which somebody works, and what the window would be told."""

    def __init__(self, settings: Settings = FULL) -> None:
        self.desk = Desk(settings).type().run(minutes=30)

    @property
    def told(self) -> Any:
        return self.desk.loop.break_shown()

    def takes_a_break(self, command: c.TakeBreak = FIVE) -> "Room":
        ask(self.desk.loop, command)
        self.desk.loop.take(e.InputStopped(timedelta(seconds=5)))
        return self

    def hears(self, event: e.Event) -> "Room":
        self.desk.loop.take(event)
        return self


def test_nothing_is_on_the_screen_before_somebody_says_so_and_none_without_a_break() -> None:
    assert Room().told is None
    assert Room(DEFAULT).takes_a_break().told is None
    assert "full" == Room().takes_a_break().told["mode"]


def test_it_is_told_from_when_to_when_and_what_the_person_wants_to_read() -> None:
    tea = replace(FULL, kinds=(BreakKind("tea", text="The kettle is in the kitchen.", length=10 * MINUTE),))
    told = Room(tea).takes_a_break(c.TakeBreak("tea")).told

    assert ("tea", "The kettle is in the kitchen.") == (told["kind"], told["text"])
    assert 10 * MINUTE == datetime.fromisoformat(told["end"]) - datetime.fromisoformat(told["since"])


def test_what_it_is_told_stays_the_same_while_the_break_lasts() -> None:
    room = Room().takes_a_break()
    first = room.told
    room.desk.run(minutes=4)

    assert first == room.told


def test_a_break_that_is_made_longer_ends_later_and_is_the_same_otherwise() -> None:
    room = Room().takes_a_break()
    first = room.told
    ask(room.desk.loop, c.ExtendBreak(2 * MINUTE))

    assert {"end"} == {key for key, value in room.told.items() if value != first[key]}


def test_a_break_on_the_screen_is_not_in_a_notification_too() -> None:
    def notified(settings: Settings, *, has_window: bool = True) -> list[bool]:
        room = Room(settings)
        room.desk.loop.world.has_window = has_window
        room.takes_a_break().desk.loop.show()
        at_first = notices.ON_BREAK in room.desk.notifier.screen
        room.hears(e.AttentionChanged(frozenset({"meeting"}))).desk.loop.show()
        return [at_first, notices.ON_BREAK in room.desk.notifier.screen]

    assert [False, False] == notified(FULL)
    assert [True, True] == notified(DEFAULT)
    assert [True, True] == notified(FULL, has_window=False)


def test_a_break_that_may_not_be_on_the_screen_is_in_a_notification() -> None:
    room = Room().hears(e.AttentionChanged(frozenset({"presentation"})))
    room.desk.loop.world.has_window = True
    room.takes_a_break().desk.loop.show()

    assert notices.ON_BREAK in room.desk.notifier.screen


@pytest.mark.parametrize("way", [c.EndBreak(), c.Skip()])
def test_with_the_break_it_is_over(way: c.Command) -> None:
    room = Room().takes_a_break()
    ask(room.desk.loop, way)

    assert room.told is None


def test_at_the_end_of_the_break_it_is_over() -> None:
    room = Room().takes_a_break()
    room.desk.run(minutes=6)

    assert room.told is None


@pytest.mark.parametrize(
    ("comes", "goes"),
    [
        (e.AttentionChanged(frozenset({"meeting"})), ALONE),
        (e.AttentionChanged(frozenset({"fullscreen"})), ALONE),
        (e.AttentionChanged(frozenset({"presentation"})), ALONE),
        (e.AttentionChanged(frozenset({"do-not-disturb"})), ALONE),
        (e.Locked(), e.Unlocked()),
    ],
    ids=["a call", "a film over the whole screen", "a presentation", "do not disturb", "lock"],
)
def test_it_makes_room_at_once_and_stays_away_for_this_break_but_not_for_the_next(
    comes: e.Event, goes: e.Event
) -> None:
    room = Room().takes_a_break()
    assert room.told

    assert room.hears(comes).told is None
    assert room.hears(goes).told is None

    room.desk.run(minutes=6)
    room.desk.type().run(minutes=10)
    assert room.takes_a_break().told


def test_a_film_that_fills_nothing_keeps_from_nothing() -> None:
    assert Room().takes_a_break().hears(e.AttentionChanged(frozenset({"film"}))).told


def test_who_wants_no_notifications_may_want_this() -> None:
    silent = replace(FULL, notifications=replace(DEFAULT.notifications, on=False))

    assert Room(silent).takes_a_break().told


def test_a_break_that_is_begun_on_a_holiday_is_on_the_screen() -> None:
    room = Room()
    ask(room.desk.loop, c.BeginHoliday())

    assert room.takes_a_break().told


def test_after_a_sleep_beyond_its_end_there_is_nothing_left_of_it() -> None:
    room = Room().takes_a_break()
    room.desk.clock.suspend(hours=8)
    room.hears(e.Looked())

    assert room.told is None


def test_under_strict_friction_no_skip_is_offered() -> None:
    strict = replace(FULL, breaks=replace(FULL.breaks, friction="strict"))

    def offered(room: Room) -> list[str]:
        return [each["key"] for each in room.takes_a_break().told["buttons"]]

    assert ["back", "more", "skip"] == offered(Room())
    assert ["back", "more"] == offered(Room(strict))
