"""All parts of a Mac are used, each in the thread that may touch it, also when one is missing."""

import io
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from tests.desktop.faces import face
from tests.desktop.macos.fake_mac import STATUS_BAR_POINTS, Mac, install
from tests.desktop.notify import fake_desktop_notifier
from tests.desktop.reactor import HandTurnedReactor
from tray.core.messages.events import ContextChanged, InputSeen, InputStopped, Locked, Looked, Unlocked
from tray.desktop.macos.desktop import MacDesktop
from tray.settings.defaults.every_setting import Settings
from tray.view.tray.face import Notice

WILL_SLEEP, DID_WAKE = "NSWorkspaceWillSleepNotification", "NSWorkspaceDidWakeNotification"
POWER_OFF = "NSWorkspaceWillPowerOffNotification"
SEAT_TAKEN = "NSWorkspaceSessionDidResignActiveNotification"
SEAT_GIVEN_BACK = "NSWorkspaceSessionDidBecomeActiveNotification"
LOCKED, UNLOCKED = "com.apple.screenIsLocked", "com.apple.screenIsUnlocked"

DEFAULT = Settings()
HIDDEN = replace(DEFAULT, icon=replace(DEFAULT.icon, shown=False))


class Desk:
    def __init__(self, system: Mac, reactor: HandTurnedReactor) -> None:
        self.system = system
        self.reactor = reactor
        self.saved_in: list[str] = []
        self.made: list[MacDesktop] = []

    def make(self, settings: Settings = DEFAULT, *, wants_tray: bool = True, senses: bool = True) -> MacDesktop:
        desktop = MacDesktop(
            self.reactor,
            settings=settings,
            wants_tray=wants_tray,
            senses=senses,
            saving=lambda: self.saved_in.append(threading.current_thread().name),
        )
        self.made.append(desktop)
        return desktop

    def run(self, desktop: MacDesktop, *story: Callable[[], object]) -> None:
        """Run the program: its loop, in its thread, does what the story says, and lets macOS do its part in between."""

        def run() -> None:
            for each in (lambda: None, *story):
                each()
                for _ in range(3):  # what macOS does may have something more done by it
                    done = threading.Event()
                    self.system.application.call_after(done.set)
                    self.reactor.run_until(done.is_set, poll=timedelta(milliseconds=5))

        desktop.run_with(run)

    def heard(self) -> list[object]:
        return [event for event in self.reactor.posted if not isinstance(event, (InputSeen, InputStopped))]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    reactor = HandTurnedReactor()
    desk = Desk(install(monkeypatch), reactor)
    yield desk
    for desktop in desk.made:
        desktop.close()
    assert desk.system.items == []
    assert [block for block in desk.system.workspace.blocks.values() if block] == []
    assert [block for block in desk.system.everybody.blocks.values() if block] == []
    reactor.close()


def test_the_loop_has_a_thread_of_its_own_and_the_main_thread_serves_macos_until_it_ends(desk: Desk) -> None:
    threads: list[str] = []
    desktop = desk.make()
    desk.run(
        desktop,
        lambda: threads.append(threading.current_thread().name),
        lambda: desk.system.application.call_after(lambda: threads.append(threading.current_thread().name)),
    )

    assert threads == ["reactor", threading.main_thread().name]
    assert not desk.system.application.running
    assert desk.system.application.policy == 1
    assert [each.name for each in threading.enumerate() if each.name == "reactor"] == []


def test_what_ends_the_loop_with_an_error_reaches_the_one_who_started_it(desk: Desk) -> None:
    def fail() -> None:
        raise OSError("no room")

    desktop = desk.make()
    with pytest.raises(OSError, match="no room"):
        desktop.run_with(fail)


def test_a_loop_that_ends_at_once_leaves_nobody_waiting(desk: Desk) -> None:
    desk.make().run_with(lambda: None)

    assert not desk.system.application.running


def test_the_face_is_shown_as_picture_words_and_menu(desk: Desk) -> None:
    desktop = desk.make()
    desktop.tray.show(face())
    assert desk.system.menu_bar == []
    seen: list[tuple[str, bytes]] = []

    def look() -> None:
        [icon] = desk.system.menu_bar
        seen.append((icon.words, icon.image.data))

    desk.run(desktop, look, lambda: desktop.tray.show(face(9, tooltip="Pressure 45 %.")), look)

    assert [words for words, _ in seen] == ["Pressure 15 % (green).", "Pressure 45 %."]
    assert seen[0][1] != seen[1][1]
    assert desk.system.menu_bar[0].menus > 0
    assert desktop.sources() == {
        "idle": "event-source",
        "session": "workspace",
        "switches": "workspace",
        "tray": "darwin",
        "notifications": "desktop-notifier",
        "attention": "none",
        "sound": "none",
        "media": "none",
    }
    assert desktop.problems == {}
    assert desktop.may_have_tray


def test_the_picture_is_fine_and_in_colour(desk: Desk) -> None:
    desktop = desk.make()
    desktop.tray.show(face(20))
    desk.run(desktop, lambda: None)

    [icon] = desk.system.menu_bar
    picture = Image.open(io.BytesIO(icon.image.data))
    assert picture.size == (2 * STATUS_BAR_POINTS, 2 * STATUS_BAR_POINTS)
    assert icon.image.size == (STATUS_BAR_POINTS, STATUS_BAR_POINTS)
    assert icon.image.in_one_colour is False
    colours = picture.convert("HSV").getcolors() or []
    assert max(saturation for _, (_, saturation, _) in colours) > 100  # type: ignore[misc]


def test_a_lock_is_told_once_whoever_tells_of_it(desk: Desk) -> None:
    desk.make()
    desk.system.everybody.tell(LOCKED)
    desk.system.workspace.tell(SEAT_TAKEN)
    desk.system.everybody.tell(UNLOCKED)
    assert desk.heard() == [Locked()]

    desk.system.workspace.tell(SEAT_GIVEN_BACK)
    desk.system.workspace.tell(SEAT_GIVEN_BACK)
    assert desk.heard() == [Locked(), Unlocked()]


@pytest.mark.parametrize("news", [WILL_SLEEP, POWER_OFF])
def test_the_work_is_saved_before_macos_goes_on(desk: Desk, news: str) -> None:
    desktop = desk.make()
    after: list[list[str]] = []

    def sleep() -> None:
        desk.system.workspace.tell(news)
        after.append(list(desk.saved_in))

    desk.run(desktop, lambda: desk.system.application.call_after(sleep))

    assert after == [["reactor"]]


def test_the_way_back_from_sleep_is_a_look(desk: Desk) -> None:
    desk.make()
    desk.system.workspace.tell(DID_WAKE)

    assert desk.heard() == [Looked()]


def test_a_setting_takes_the_icon_away_and_brings_it_back_as_it_was(desk: Desk) -> None:
    desktop = desk.make()
    desktop.tray.show(face())
    seen: list[tuple[int, bool | None]] = []

    def look() -> None:
        seen.append((len(desk.system.menu_bar), desktop.tray.hosted()))

    desk.run(
        desktop,
        look,
        lambda: desktop.apply(HIDDEN),
        look,
        lambda: desktop.apply(DEFAULT),
        lambda: desk.reactor.run_until(lambda: desktop.tray.inner, poll=timedelta(milliseconds=5)),
        look,
    )

    assert seen == [(1, None), (0, False), (1, None)]
    assert desk.system.menu_bar[0].words == "Pressure 15 % (green)."
    assert len(desk.system.items) == 1


def test_another_quiet_acts_at_once(desk: Desk) -> None:
    desk.system.idle_seconds = 8.0
    desktop = desk.make(replace(DEFAULT, breaks=replace(DEFAULT.breaks, typing_quiet=timedelta(seconds=10))))
    desktop.apply(DEFAULT)

    assert desk.reactor.posted == [InputSeen(), InputStopped(timedelta(seconds=8))]


def test_over_ssh_nothing_of_the_screen_is_touched_and_the_loop_runs_all_the_same(desk: Desk) -> None:
    desk.system.has_screen = False
    desktop = desk.make()
    ran: list[str] = []
    desktop.tray.show(face())
    desktop.run_with(lambda: ran.append(threading.current_thread().name))
    desktop.apply(HIDDEN)

    assert ran == [threading.current_thread().name]
    assert "no screen" in desktop.problems["screen"]
    assert not desktop.may_have_tray
    assert desktop.tray.hosted() is False
    assert desktop.sources()["session"] == "none"


def test_without_an_icon_the_rest_goes_on_and_the_reason_is_told(desk: Desk) -> None:
    desk.system.refuses_icons = True
    desktop = desk.make()
    desk.run(desktop, lambda: desktop.tray.show(face()))

    assert "NSInternalInconsistencyException" in desktop.problems["tray"]
    assert desktop.sources()["session"] == "workspace"
    assert desktop.tray.hosted() is False


def test_a_macos_that_does_not_tell_of_locks_is_a_problem_and_no_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(sys.modules["AppKit"], "NSWorkspace")
    desktop = desk.make()

    assert "Locks and sleep aren't noticed" in desktop.problems["session"]
    assert desktop.sources()["session"] == "none"
    assert desktop.sources()["tray"] == "darwin"


def test_a_demonstration_senses_nothing(desk: Desk) -> None:
    desktop = desk.make(senses=False)

    assert desk.reactor.posted == []
    assert desktop.sources()["idle"] == "none"
    assert desktop.sources()["session"] == "none"


def test_no_icon_where_none_is_wanted(desk: Desk) -> None:
    desktop = desk.make(wants_tray=False)
    desk.run(desktop, lambda: desktop.tray.show(face()), lambda: desktop.apply(HIDDEN), lambda: desktop.apply(DEFAULT))

    assert desk.system.items == []


def test_a_python_that_may_show_no_notifications_lets_a_script_of_macos_do_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake_desktop_notifier.install(monkeypatch).draws_buttons = False
    program, said = tmp_path / "osascript", tmp_path / "said"
    program.write_text(f'#!/bin/sh\necho "$1 $2 $3" > "{said}"\ncat >> "{said}"\necho >> "{said}"\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    desktop = desk.make()
    desktop.notifier.show("break", Notice("Welcome back", "67 % → 40 %"))
    desk.reactor.run_until(lambda: said.exists() and said.read_text().count("\n") == 2, poll=timedelta(milliseconds=20))

    how, words = said.read_text().splitlines()
    assert how == "-l JavaScript -e"
    assert (json.loads(words)["title"], json.loads(words)["text"]) == ("Welcome back", "67 % → 40 %")
    assert desktop.sources()["notifications"] == "osascript"
    assert "no buttons here" in desktop.problems["notifications"]


def test_another_application_in_front_is_a_change(desk: Desk) -> None:
    desktop = desk.make()
    tell = desk.system.workspace.activate

    desk.run(desktop, lambda: tell(501), lambda: tell(501), lambda: tell(502), lambda: tell(501))

    assert desk.heard() == [ContextChanged(back=False), ContextChanged(back=True)]
    desktop.close()
    assert [] == desk.system.workspace.blocks["NSWorkspaceDidActivateApplicationNotification"]
