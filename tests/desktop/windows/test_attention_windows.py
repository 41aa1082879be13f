"""Is somebody left alone on Windows while it holds notifications back? On a Windows with memory."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tests.desktop.windows.fake_windows import Windows, install
from tray.core.messages.events import AttentionChanged
from tray.desktop.windows.desktop import WindowsDesktop
from tray.settings.defaults.every_setting import Attention, Settings

DEFAULT = Settings()
OPEN, BUSY, GAME, PRESENTATION, QUIET_TIME = 5, 2, 3, 4, 6
FREE = AttentionChanged(frozenset())


def left_alone(reason: str) -> AttentionChanged:
    return AttentionChanged(frozenset({reason}))


class Desk:
    def __init__(self, system: Windows, reactor: HandTurnedReactor) -> None:
        self.system = system
        self.reactor = reactor
        self.desktop: WindowsDesktop

    def make(self, settings: Settings = DEFAULT, *, senses: bool = True) -> None:
        self.desktop = WindowsDesktop(
            self.reactor, settings=settings, wants_tray=False, senses=senses, saving=lambda: None
        )
        if senses:
            self.until(lambda: self.system.bars and self.system.hooks)

    def until(self, holds: Callable[[], object]) -> None:
        self.reactor.run_until(holds, poll=timedelta(milliseconds=10))

    def told(self, *events: AttentionChanged) -> None:
        self.reactor.hears(AttentionChanged, *events)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    reactor = HandTurnedReactor()
    desk = Desk(install(monkeypatch), reactor)
    yield desk
    desk.desktop.close()
    assert [] == desk.system.bars
    reactor.close()


@pytest.mark.parametrize("state", [BUSY, GAME])
def test_a_program_that_fills_the_screen_is_noticed_and_so_is_its_end(desk: Desk, state: int) -> None:
    desk.make()
    assert "notification-state" == desk.desktop.sources()["attention"]
    desk.system.fill_screen(state)
    desk.told(left_alone("fullscreen"))
    desk.system.fill_screen(OPEN)
    desk.told(left_alone("fullscreen"), FREE)


def test_a_break_of_ours_that_fills_the_screen_and_was_clicked_is_no_film(desk: Desk) -> None:
    desk.system.files = {3: sys.executable, 4: r"C:\Program Files\VLC\vlc.exe"}
    desk.make()
    desk.system.bring_to_front(401)
    desk.system.fill_screen(BUSY)
    desk.told(left_alone("fullscreen"))
    desk.system.bring_to_front(301)
    desk.told(left_alone("fullscreen"), FREE)
    assert 0 == desk.system.open_handles


def test_presentation_settings_are_noticed_with_the_next_window_and_their_end_by_looking_again(desk: Desk) -> None:
    desk.make()
    desk.system.notification_state = PRESENTATION
    desk.system.bring_to_front(301)
    desk.told(left_alone("presentation"))
    desk.system.notification_state = OPEN
    desk.reactor.advance(timedelta(seconds=15))
    desk.told(left_alone("presentation"), FREE)


def test_what_held_before_the_start_is_noticed_at_once_and_forgotten_with_the_setting(desk: Desk) -> None:
    desk.system.notification_state = QUIET_TIME
    desk.make()
    desk.told(left_alone("do-not-disturb"))
    desk.desktop.apply(replace(DEFAULT, attention=Attention(do_not_disturb=False)))
    desk.told(left_alone("do-not-disturb"), FREE)


def test_with_all_of_it_switched_off_nobody_asks(desk: Desk) -> None:
    desk.system.notification_state = BUSY
    desk.make(replace(DEFAULT, attention=Attention(do_not_disturb=False, fullscreen=False, presentation=False)))
    desk.told()
    assert "none" == desk.desktop.sources()["attention"]


def test_a_windows_that_does_not_tell_is_unknown(desk: Desk) -> None:
    desk.system.notification_state, desk.system.tells_state = BUSY, False
    desk.make()
    desk.told()
    assert "none" == desk.desktop.sources()["attention"]


def test_a_demonstration_is_never_left_alone(desk: Desk) -> None:
    desk.system.notification_state = BUSY
    desk.make(senses=False)
    desk.told()
    assert "none" == desk.desktop.sources()["attention"]


def test_a_program_that_the_settings_name_is_noticed_while_it_is_in_front(desk: Desk) -> None:
    desk.system.files = {3: r"C:\Program Files\Office\POWERPNT.EXE", 4: r"C:\Windows\notepad.exe"}
    desk.make(replace(DEFAULT, attention=Attention(programs=("powerpnt",))))
    desk.system.bring_to_front(301)
    desk.told(left_alone("program"))
    desk.system.bring_to_front(401)
    desk.told(left_alone("program"), FREE)
    desk.system.bring_to_front(501)  # of a program that says nothing of itself
    desk.system.bring_to_front(302)
    desk.told(left_alone("program"), FREE, left_alone("program"))

    assert 0 == desk.system.open_handles


# A meeting


ZOOM = r"NonPackaged\C:#Program Files#Zoom#bin#Zoom.exe"


def test_a_microphone_that_is_in_use_is_a_meeting_until_windows_records_its_end(desk: Desk) -> None:
    desk.system.registry.used("microphone", ZOOM, 133, 134)
    desk.system.registry.used("microphone", "Microsoft.WindowsSoundRecorder_8wekyb3d8bbwe", 0, 0)
    desk.make()
    desk.told()
    assert "notification-state, consent-store" == desk.desktop.sources()["attention"]

    desk.system.registry.used("microphone", ZOOM, 135, 0)
    desk.system.bring_to_front(301)
    desk.told(left_alone("meeting"))
    desk.system.registry.used("microphone", ZOOM, 135, 136)
    desk.reactor.advance(timedelta(seconds=15))
    desk.told(left_alone("meeting"), FREE)


@pytest.mark.parametrize("program", [ZOOM, "MSTeams_8wekyb3d8bbwe"])
def test_a_camera_counts_too_whoever_uses_it_unless_the_settings_say_no(desk: Desk, program: str) -> None:
    desk.system.registry.used("webcam", program, 135, 0)
    desk.make()
    desk.told(left_alone("meeting"))
    desk.desktop.apply(replace(DEFAULT, attention=Attention(camera=False)))
    desk.told(left_alone("meeting"), FREE)
