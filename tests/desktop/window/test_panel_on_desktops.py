"""The panel is opened by a real click on the icon and used by a real pointer and keyboard, on real desktops."""

import os
import signal
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import timedelta
from functools import partial

import pytest

from tests.desktop.breaks.onlooker import GROUND, LIGHT_GROUND
from tests.desktop.breaks.test_x11 import LEFT, RIGHT, plug
from tests.desktop.conftest import Desks, require
from tests.desktop.harness.acting import eyes
from tests.desktop.harness.acting.menus import open_menu
from tests.desktop.harness.screen_reader import LAUNCHER, ScreenReader
from tests.desktop.harness.waiting import TookTooLong, until
from tests.desktop.stories.person import Person
from tests.desktop.stories.test_story_gnome import PersonOnGnome
from tests.desktop.stories.test_story_plasma import PersonOnPlasma
from tray.core.messages.facts import BreakBegan, BreakEnded, CommitmentOpened, QuietBegan, SessionStarted

pytest.importorskip("PySide6.QtWidgets")
pytestmark = pytest.mark.desktop


class Panel:
    """The panel, as somebody with a screen reader meets it, and somebody with a pointer."""

    def __init__(self, person: Person, reader: ScreenReader) -> None:
        self.person, self.reader = person, reader

    def opens(self) -> "Panel":
        self.person.click_icon()
        self.reader.wait_for(PROGRAM, "How are you")
        return self

    def click(self, name: str) -> "Panel":
        self.reader.wait_for(PROGRAM, name)
        eyes.settled(self.person.desk)  # what was just opened has its place by then
        x, y = self.reader.wait_for(PROGRAM, name).box.centre
        right, down = self._beside_what_it_says()
        self.person.desk.hands.click((x + right, y + down))
        eyes.settled(self.person.desk)
        return self

    def _beside_what_it_says(self) -> tuple[int, int]:
        """No program on Wayland knows where its windows are: how far that is from what it tells screen readers."""
        if "WAYLAND_DISPLAY" not in self.person.desk.env:
            return 0, 0
        picture = self.person.desk.look()
        areas = [box for ground in (LIGHT_GROUND, GROUND) for box in eyes.coloured(picture, ground, 4)]
        seen = max((each for each in areas if each.width > 300), key=lambda each: each.height)
        said = next(each.box for each in self.reader.shown(PROGRAM) if each.box.width > 300)
        return seen.left - said.left, seen.top - said.top

    def go_to(self, name: str) -> "Panel":
        """By the keyboard alone. A compositor gives a new window its keys a moment later: then Tab again."""
        for _ in range(60):
            if name in self.focused():
                return self
            before = self.focused()
            self.person.desk.hands.key("tab")
            with suppress(TookTooLong):
                until(partial(self.went_on, before), "the focus to go on", timedelta(seconds=2))
        self.person.desk.shot("focus")
        raise AssertionError(f"{name} is not reached; the focus is on {self.focused()}")

    def focused(self) -> list[str]:
        return [each.name for each in self.reader.shown(PROGRAM) if each.focused]

    def went_on(self, before: list[str]) -> bool:
        return self.focused() not in ([], before)

    def key(self, name: str) -> "Panel":
        self.person.desk.hands.key(name)
        return self

    def is_gone(self) -> bool:
        return not self.reader.shown(PROGRAM)

    def closes_at_a_second_click(self) -> "Panel":
        self.person.click_icon()
        until(self.is_gone, "the panel to close at the second click")
        return self

    def is_used_by_the_pointer(self) -> "Panel":
        self.click("Quiet").click("Say nothing").click("Say nothing for 1 h")
        self.person.wait_for_fact(QuietBegan)
        self.click("Quiet")
        return self

    def is_used_by_the_keyboard(self) -> "Panel":
        self.go_to("To do").key("space")
        self.go_to("Something to do")
        self.person.desk.hands.type("answer ada")
        self.key("enter")
        assert "answer ada" == self.person.wait_for_fact(CommitmentOpened).text
        self.person.desk.shot("used")
        self.key("escape")
        until(self.is_gone, "the panel to close at Esc")
        return self


PROGRAM = "backpressure"


class OnGnome(Panel):
    """Whose extension opens the menu at a click of any button."""

    def opens(self) -> Panel:
        self.person.choose("Open")
        self.reader.wait_for(PROGRAM, "How are you")
        return self

    def closes_at_a_second_click(self) -> Panel:
        """Beside the menu it stays, and the same row closes it."""
        menu = open_menu(self.person.desk, self.person.icon().centre, "again")
        assert not self.is_gone()
        menu.choose([each.split()[0] for each in self.person.offered()].index("Open"))
        until(self.is_gone, "the panel to close")
        return self


def on(person: Person, kind: type[Panel] = Panel) -> Iterator[Panel]:
    """For a person at a desktop with a bar that shows icons."""
    if not os.path.exists(LAUNCHER):  # noqa: PTH110
        require("at-spi-bus-launcher")
    desk = person.desk
    person.set({"icon.click": '"panel"'})
    person.has_worked(timedelta(minutes=30))
    with closing(ScreenReader(desk)) as reader:
        yield kind(person, reader)


@pytest.fixture
def panel(desks: Desks) -> Iterator[Panel]:
    """On XFCE with two monitors."""
    desk = desks.x11(needs=("xfce4-panel", "xfconfd", "xrandr"))
    plug(desk, "left", LEFT, "screen")
    plug(desk, "right", RIGHT, "none")
    yield from on(Person(desk, "xfce4-panel"))


@pytest.fixture
def on_sway(desks: Desks) -> Iterator[Panel]:
    yield from on(Person(desks.wayland(needs=("waybar",), second=(800, 600)), "waybar"))


def test_a_click_opens_it_at_the_icon_and_esc_closes_it(panel: Panel) -> None:
    panel.person.start()
    panel.opens()
    panel.person.desk.shot("panel")
    window = next(each for each in panel.reader.shown(PROGRAM) if each.role == "frame" or each.box.width > 300)
    icon = panel.person.icon()
    assert window.box.top >= icon.bottom
    assert window.box.left <= max(icon.left, 16)
    assert window.box.right <= LEFT.right, "on the monitor of the icon, whole"

    panel.closes_at_a_second_click().opens()
    panel.key("escape")
    until(panel.is_gone, "the window to end")


def test_what_is_pressed_and_typed_arrives_at_the_program(panel: Panel) -> None:
    """Each control by itself: test_every_control."""
    panel.person.start()
    panel.opens().is_used_by_the_pointer()
    panel.click("Break").click("5 min")
    panel.person.wait_for_fact(BreakBegan)
    panel.click("I'm back")
    panel.person.wait_for_fact(BreakEnded)
    panel.go_to("To do").key("space")
    panel.go_to("Something to do")
    panel.person.desk.hands.type("answer ada")
    panel.key("enter")
    assert "answer ada" == panel.person.wait_for_fact(CommitmentOpened).text
    panel.person.desk.shot("to-do")
    panel.go_to("Session").key("space")
    panel.go_to("What you're going to work on")
    panel.person.desk.hands.type("report 2h")
    panel.key("enter")
    started = panel.person.wait_for_fact(SessionStarted)
    assert ("report", timedelta(hours=2)) == (started.label, started.estimate)


def test_each_control_of_a_break_is_named_to_a_screen_reader_on_either_monitor(panel: Panel) -> None:
    panel.person.set({"breaks.screen": '"full"'})
    panel.person.start()
    panel.opens().click("Break").click("5 min")
    panel.reader.wait_for(PROGRAM, "Time left in this break")
    for name in ("I'm back", "2 more minutes", "Skip"):
        on_each = [each for each in panel.reader.shown(PROGRAM) if each.name == name and each.focusable]
        assert {True, False} == {each.box.left < RIGHT.left for each in on_each}, f"{name} on either monitor"
    assert [] == [each for each in panel.reader.shown(PROGRAM) if each.focusable and not each.name]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_it_goes_with_the_program(panel: Panel, how: signal.Signals) -> None:
    program = panel.person.start()
    panel.opens()
    os.kill(program.pid, how)

    until(panel.is_gone, "the window to go with its program")


def test_on_sway_with_two_outputs_it_opens_at_a_click_and_is_used_by_the_keyboard(on_sway: Panel) -> None:
    on_sway.person.start()
    on_sway.opens()
    on_sway.go_to("To do").key("space")
    on_sway.go_to("Something to do")
    on_sway.person.desk.hands.type("answer ada")
    on_sway.key("enter")
    assert "answer ada" == on_sway.person.wait_for_fact(CommitmentOpened).text
    on_sway.person.desk.shot("to-do-on-sway")
    on_sway.closes_at_a_second_click()


@pytest.mark.heavy
def test_on_gnome_it_opens_from_the_menu_and_is_used_by_pointer_and_keyboard(desks: Desks) -> None:
    for panel in on(PersonOnGnome(desks.gnome(), "gnome-shell"), OnGnome):
        panel.person.start()
        panel.opens().closes_at_a_second_click()
        panel.opens().is_used_by_the_keyboard()
        panel.opens().is_used_by_the_pointer()


@pytest.mark.heavy
def test_on_plasma_with_two_outputs_it_opens_at_a_click_and_is_used_by_pointer_and_keyboard(desks: Desks) -> None:
    for panel in on(PersonOnPlasma(desks.plasma(outputs=2), "plasmashell")):
        panel.person.start()
        panel.opens().closes_at_a_second_click()
        panel.opens().is_used_by_the_pointer().is_used_by_the_keyboard()
