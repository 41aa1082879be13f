"""All parts of Windows are used, and its session is heard with an icon and without, also when a part is missing."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.desktop.faces import MENU, face
from tests.desktop.notify import fake_desktop_notifier
from tests.desktop.reactor import HandTurnedReactor
from tests.desktop.windows.fake_windows import MOVED, RIGHT_UP, Windows, install
from tray.core.messages.events import ContextChanged, InputSeen, InputStopped, InputUnknown, Locked, Looked, Unlocked
from tray.desktop.windows.desktop import WindowsDesktop
from tray.settings.defaults.every_setting import Settings
from tray.view.tray.face import Notice

QUERY_END, END, POWER, SESSION = 0x11, 0x16, 0x218, 0x2B1
DEFAULT = Settings()
HIDDEN = replace(DEFAULT, icon=replace(DEFAULT.icon, shown=False))
OTHER_COLOURS = replace(DEFAULT, icon=replace(DEFAULT.icon, palette="mono"))


class Desk:
    def __init__(self, system: Windows, reactor: HandTurnedReactor) -> None:
        self.system = system
        self.reactor = reactor
        self.saved_in: list[threading.Thread] = []
        self.made: list[WindowsDesktop] = []

    def make(self, settings: Settings = DEFAULT, *, wants_tray: bool = True, senses: bool = True) -> WindowsDesktop:
        desktop = WindowsDesktop(
            self.reactor,
            settings=settings,
            wants_tray=wants_tray,
            senses=senses,
            saving=lambda: self.saved_in.append(threading.current_thread()),
        )
        self.made.append(desktop)
        return desktop

    def until(self, condition: Callable[[], object]) -> None:
        self.reactor.run_until(condition, poll=timedelta(milliseconds=10))

    def listening(self, count: int = 1) -> None:
        """Wait until so many windows hear of the session."""
        self.until(lambda: len(self.system.told_of_sessions) == count)

    def heard(self) -> list[object]:
        return [event for event in self.reactor.posted if not isinstance(event, (InputSeen, InputStopped))]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    reactor = HandTurnedReactor()
    desk = Desk(install(monkeypatch), reactor)
    yield desk
    for desktop in desk.made:
        desktop.close()
    assert desk.system.area == []
    reactor.close()


def test_the_face_is_shown_as_picture_words_and_menu(desk: Desk) -> None:
    desktop = desk.make()
    assert desk.system.area == []

    desktop.tray.show(face())
    desk.until(lambda: desk.system.area)
    first = desk.system.area[0].shows
    desktop.tray.show(face(9, tooltip="Pressure 45 %."))
    second = desk.system.area[0].shows

    assert first[1] == "Pressure 15 % (green)."
    assert second[1] == "Pressure 45 %."
    assert first[0] != second[0]
    assert desk.system.area[0].menus > 0
    assert desktop.sources() == {
        "idle": "last-input-info",
        "session": "window-messages",
        "switches": "win-event-hook",
        "tray": "win32",
        "notifications": "desktop-notifier",
        "attention": "notification-state",
        "sound": "none",
        "media": "none",
    }
    assert desktop.may_have_tray
    assert desktop.tray.hosted() is None
    assert desktop.problems == {}


def test_a_menu_on_the_screen_lives_until_it_is_left_also_when_the_pointer_passes_the_icon(desk: Desk) -> None:
    desktop = desk.make()
    desktop.tray.show(face())
    desk.until(lambda: desk.system.area)
    counts: list[int] = []

    def at_menu(icon: Any) -> None:
        icon._on_notify(0, MOVED)
        desktop.tray.show(face(menu=MENU[:2]))
        counts.append(icon.menus)

    desk.system.at_menu = at_menu
    icon = desk.system.area[0]
    before = icon.menus
    icon._on_notify(0, RIGHT_UP)

    assert [before] == counts
    assert before + 1 == icon.menus


@pytest.mark.parametrize("shown", [True, False], ids=["with an icon", "without an icon"])
def test_locks_and_the_way_back_from_a_suspend_are_told(desk: Desk, shown: bool) -> None:
    desktop = desk.make(DEFAULT if shown else HIDDEN)
    desktop.tray.show(face())
    desk.listening()

    desk.system.send(SESSION, 7)
    desk.system.send(SESSION, 8)
    desk.system.send(SESSION, 5)
    assert desk.system.send(POWER, 18) == 1

    assert desk.heard() == [Locked(), Unlocked(), Looked()]
    desk.until(lambda: bool(desk.system.area) == shown)
    assert desktop.tray.hosted() is (None if shown else False)
    assert desktop.sources()["tray"] == ("win32" if shown else "none")


@pytest.mark.parametrize(("message", "wide"), [(END, 1), (POWER, 4)], ids=["the session ends", "a suspend"])
@pytest.mark.parametrize("wants_tray", [True, False])
def test_the_work_is_saved_before_windows_goes_on(desk: Desk, message: int, wide: int, wants_tray: bool) -> None:
    desk.make(wants_tray=wants_tray).tray.show(face())
    desk.listening()
    assert desk.system.send(QUERY_END, 0) == 1
    assert desk.system.send(END, 0) == 0
    assert desk.saved_in == []

    answers: list[int] = []
    window = threading.Thread(target=lambda: answers.append(desk.system.send(message, wide)))
    window.start()
    desk.until(lambda: answers)
    window.join()

    assert desk.saved_in == [threading.current_thread()]


def test_a_setting_takes_the_icon_away_and_brings_it_back_as_it_was(desk: Desk) -> None:
    desktop = desk.make()
    desktop.tray.show(face())
    desk.until(lambda: desk.system.area)

    desktop.apply(HIDDEN)
    desk.listening(2)
    assert desk.system.area == []
    desk.system.send(SESSION, 7)
    assert desk.heard() == [Locked()]

    desktop.apply(DEFAULT)
    desk.until(lambda: desk.system.area)
    assert [window.stopped for window in desk.system.windows] == [True, True, False]
    assert desk.system.area[0].shows[1] == "Pressure 15 % (green)."


def test_another_palette_is_another_picture(desk: Desk) -> None:
    desktop = desk.make()
    desktop.tray.show(face())
    desk.until(lambda: desk.system.area)
    before = desk.system.area[0].shows

    desktop.apply(OTHER_COLOURS)
    desk.until(lambda: desk.system.area)

    assert desk.system.area[0].shows[0] != before[0]


def test_what_has_nothing_to_do_with_the_desktop_changes_nothing_there(desk: Desk) -> None:
    desktop = desk.make()
    desktop.tray.show(face())
    desk.until(lambda: desk.system.area)

    desktop.apply(replace(DEFAULT, breaks=replace(DEFAULT.breaks, after=timedelta(minutes=25))))

    assert len(desk.system.windows) == 1


def test_another_quiet_acts_at_once(desk: Desk) -> None:
    desk.system.idle = timedelta(seconds=8)
    desktop = desk.make(replace(DEFAULT, breaks=replace(DEFAULT.breaks, typing_quiet=timedelta(seconds=10))))
    desktop.apply(DEFAULT)

    assert desk.reactor.posted == [InputSeen(), InputStopped(timedelta(seconds=8))]


def test_without_any_window_the_rest_goes_on_and_the_reason_is_told(desk: Desk) -> None:
    desk.system.refuses_windows = True
    desktop = desk.make()
    desktop.tray.show(face())

    assert "Not enough memory" in desktop.problems["window"]
    assert desktop.sources()["session"] == "none"
    assert desktop.sources()["idle"] == "last-input-info"
    assert desktop.tray.hosted() is False
    assert not desktop.may_have_tray


def test_input_is_unknown_where_windows_does_not_tell(desk: Desk) -> None:
    desk.system.input_known = False
    desktop = desk.make()

    assert desk.reactor.posted == [InputUnknown()]
    assert desktop.sources()["idle"] == "none"
    assert "last input" in desktop.problems["idle"]


def test_a_demonstration_senses_no_input(desk: Desk) -> None:
    desktop = desk.make(senses=False)

    assert desk.reactor.posted == []
    assert desktop.sources()["idle"] == "none"
    assert desktop.problems == {}


def test_an_icon_that_is_taken_away_before_it_was_seen_does_not_appear(desk: Desk) -> None:
    desk.system.lets_windows_open.clear()
    desktop = desk.make()
    desktop.tray.show(face())
    threading.Timer(0.05, desk.system.lets_windows_open.set).start()
    desktop.close()
    desk.reactor.run_for(timedelta(milliseconds=20))

    assert desk.system.area == []
    assert desk.system.windows[0].stopped


def test_a_toast_that_windows_refuses_is_told_in_the_status(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    toasts = fake_desktop_notifier.install(monkeypatch)
    toasts.allowed = False
    desktop = desk.make()
    desktop.notifier.show("break", Notice("Welcome back", ""))
    desk.until(lambda: desktop.problems)

    assert "switched off" in desktop.problems["notifications"]


def test_the_loop_runs_in_the_thread_that_called(desk: Desk) -> None:
    ran: list[threading.Thread] = []
    desk.make().run_with(lambda: ran.append(threading.current_thread()))

    assert ran == [threading.current_thread()]


def test_another_program_in_front_is_a_change_and_another_window_of_it_is_none(desk: Desk) -> None:
    desktop = desk.make()
    desktop.tray.show(face())
    desk.until(lambda: desktop.sources()["switches"] == "win-event-hook")

    for window in (301, 302, 401, 303):
        desk.system.bring_to_front(window)
    desk.until(lambda: len(desk.heard()) == 2)

    assert desk.heard() == [ContextChanged(back=False), ContextChanged(back=True)]
    desktop.close()
    assert {} == desk.system.hooks


def test_a_windows_that_tells_of_no_switches_is_said_to_be_none(desk: Desk) -> None:
    desk.system.refuses_hooks = True
    desktop = desk.make(wants_tray=False)
    desk.listening()
    desk.reactor.run_for(timedelta(milliseconds=50))

    assert "none" == desktop.sources()["switches"]


def test_a_demonstration_hears_of_no_switches(desk: Desk) -> None:
    desk.make(senses=False).tray.show(face())
    desk.listening()
    desk.reactor.run_for(timedelta(milliseconds=50))

    assert {} == desk.system.hooks
