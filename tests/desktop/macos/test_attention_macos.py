"""Is somebody left alone on a Mac in a meeting and while the screen is kept awake? On a Mac with memory."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.desktop.macos.fake_mac import Mac, install
from tests.desktop.macos.fake_mac_libraries import BUILT_IN, HEADSET, SCREEN, Libraries
from tests.desktop.reactor import HandTurnedReactor
from tray.core.messages.events import AttentionChanged
from tray.desktop.macos.desktop import MacDesktop
from tray.settings.defaults.every_setting import Attention, Settings

DEFAULT = Settings()
FREE = AttentionChanged(frozenset())
MEETING = AttentionChanged(frozenset({"meeting"}))
AWAKE = AttentionChanged(frozenset({"film", "presentation"}))


class Desk:
    def __init__(self, system: Mac, libraries: Libraries, reactor: HandTurnedReactor) -> None:
        self.system = system
        self.libraries = libraries
        self.reactor = reactor
        self.desktop: MacDesktop

    def make(self, settings: Settings = DEFAULT, *, senses: bool = True) -> None:
        self.desktop = MacDesktop(self.reactor, settings=settings, wants_tray=False, senses=senses, saving=lambda: None)

    def until(self, holds: Callable[[], object]) -> None:
        self.reactor.run_until(holds, poll=timedelta(milliseconds=10))

    def told(self, *events: AttentionChanged) -> None:
        self.reactor.hears(AttentionChanged, *events)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    reactor = HandTurnedReactor()
    system, libraries = install(monkeypatch), Libraries()
    others = system.c_library
    monkeypatch.setattr(ctypes, "CDLL", lambda path: libraries.open(path) or others(path))
    desk = Desk(system, libraries, reactor)
    yield desk
    desk.desktop.close()
    assert [] == libraries.listeners
    assert [] == libraries.held
    reactor.close()


def test_a_microphone_in_use_is_a_meeting_from_its_beginning_to_its_end(desk: Desk) -> None:
    desk.make()
    assert "coreaudio, power-assertions" == desk.desktop.sources()["attention"]
    desk.libraries.use(BUILT_IN)
    desk.told(MEETING)
    desk.libraries.use(BUILT_IN, False)
    desk.told(MEETING, FREE)


def test_another_microphone_is_followed_and_a_device_that_plays_too_does_not_count(desk: Desk) -> None:
    desk.make()
    desk.libraries.use(BUILT_IN)
    desk.told(MEETING)
    desk.libraries.in_use.add(HEADSET)
    desk.libraries.choose(HEADSET)
    desk.told(MEETING, FREE)
    desk.libraries.playing_too.clear()
    desk.libraries.use(HEADSET)
    desk.told(MEETING, FREE, MEETING)


def test_a_screen_kept_awake_is_noticed_with_the_next_application_and_its_end_by_looking_again(desk: Desk) -> None:
    desk.libraries.wishes = {SCREEN: 0, b"PreventUserIdleSystemSleep": 255}
    desk.make()
    desk.system.workspace.activate(301)
    desk.reactor.run_for(timedelta(milliseconds=20))
    desk.told()
    desk.libraries.wishes[SCREEN] = 255
    desk.system.workspace.activate(401)
    desk.told(AWAKE)
    desk.libraries.wishes.clear()
    desk.reactor.advance(timedelta(seconds=30))
    desk.told(AWAKE, FREE)


def test_what_held_before_the_start_is_noticed_at_once_and_forgotten_with_the_setting(desk: Desk) -> None:
    desk.libraries.in_use.add(BUILT_IN)
    desk.make()
    desk.told(MEETING)
    desk.desktop.apply(replace(DEFAULT, attention=Attention(microphone=False)))
    desk.told(MEETING, FREE)
    assert "power-assertions" == desk.desktop.sources()["attention"]


def test_with_all_of_it_switched_off_nobody_asks(desk: Desk) -> None:
    desk.libraries.in_use.add(BUILT_IN)
    desk.make(replace(DEFAULT, attention=Attention(microphone=False, film=False, presentation=False)))
    desk.told()
    assert "none" == desk.desktop.sources()["attention"]


def test_a_mac_that_does_not_answer_keeps_nobody_waiting(desk: Desk) -> None:
    desk.libraries.in_use.add(BUILT_IN)
    desk.libraries.answers = False
    desk.make()
    desk.told()


def test_a_demonstration_is_never_left_alone(desk: Desk) -> None:
    desk.libraries.in_use.add(BUILT_IN)
    desk.make(senses=False)
    desk.told()
    assert "none" == desk.desktop.sources()["attention"]


def test_an_application_that_the_settings_name_is_noticed_while_it_is_in_front(desk: Desk) -> None:
    desk.make(replace(DEFAULT, attention=Attention(programs=("com.apple.Keynote",))))
    named = AttentionChanged(frozenset({"program"}))
    desk.system.workspace.activate(301, "com.apple.Keynote")
    desk.told(named)
    desk.system.workspace.activate(401)
    desk.told(named, FREE)
