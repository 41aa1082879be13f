"""The panel is opened by a real click on the icon and used by a real pointer and keyboard, on real desktops."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import timedelta
from functools import partial

import pytest
from PIL.Image import Image

from tests.desktop.breaks.onlooker import GROUND, LIGHT_GROUND
from tests.desktop.breaks.test_x11 import LEFT, RIGHT, plug
from tests.desktop.conftest import Desks, require
from tests.desktop.harness.acting import eyes
from tests.desktop.harness.screen_reader import LAUNCHER, Control, ScreenReader
from tests.desktop.harness.waiting import TookTooLong, until
from tests.desktop.harness.wayland import NestedSwayDesk
from tests.desktop.stories.person import Person
from tests.desktop.stories.test_story_gnome import PersonOnGnome
from tests.desktop.stories.test_story_plasma import PersonOnPlasma
from tray.core.messages.facts import (
    BreakBegan,
    BreakEnded,
    CheckedIn,
    CommitmentClosed,
    CommitmentOpened,
    QuietBegan,
    SessionStarted,
)

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
        on_wayland = "WAYLAND_DISPLAY" in self.person.desk.env
        self.person.desk.hands.click(self._seen(name) if on_wayland else self._said(name))
        return self

    def _said(self, name: str) -> tuple[int, int]:
        self.reader.wait_for(PROGRAM, name)
        eyes.settled(self.person.desk)  # what was just opened has its place by then
        return self.reader.wait_for(PROGRAM, name).box.centre

    def _seen(self, name: str) -> tuple[int, int]:
        """No program on Wayland knows where its windows are: how far that is from what it tells screen readers.

        Something blinks where one can type, so that the screen never rests: the window is seen as high as it says.
        """

        def look() -> tuple[int, int] | None:
            there = self.reader.shown(PROGRAM)
            wanted = next((each.box for each in there if each.name == name), None)
            said = next((each.box for each in there if each.name == TITLE and each.box.width > LEAST), None)
            picture = self.person.desk.look()
            seen = self.seen(picture)
            if wanted is None or said is None or seen is None or abs(seen.height - said.height) > LINE:
                return None
            x, y = wanted.centre
            return x + seen.left - said.left, y + seen.top - said.top

        return until(look, f"{name} in a window that is seen as it says it is")

    def seen(self, picture: Image | None = None) -> eyes.Box | None:
        """Where it is on the screen."""
        picture = picture or self.person.desk.look()
        areas = (box for ground in (LIGHT_GROUND, GROUND) for box in eyes.coloured(picture, ground, 4))
        return next((each for each in areas if each.width > LEAST and each.height > LEAST), None)

    def go_to(self, name: str) -> "Panel":
        """By the keyboard alone, in the order in which they are read.

        A compositor gives a new window its keys a moment later: then on from where the focus is by then.
        """
        for _ in range(20):
            there = until(partial(self._in_order, name), f"{name} to be there")
            at = next((n for n, each in enumerate(there) if each.focused), -1)
            wanted = next(n for n, each in enumerate(there) if each.name == name)
            for _ in range((wanted - at) % len(there)):
                self.person.desk.hands.key("tab")
            with suppress(TookTooLong):
                until(lambda: name in self.focused(), "the focus to go there", timedelta(seconds=2))
                return self
        self.person.desk.shot("focus")
        raise AssertionError(f"{name} is not reached; the focus is on {self.focused()}")

    def _in_order(self, name: str) -> list[Control]:
        """All that takes the focus, as it is read, if this is among it."""
        there = [each for each in self.reader.shown(PROGRAM) if each.focusable and each.name != TITLE]
        there.sort(key=lambda each: (each.box.centre[1] // LINE, each.box.left))
        return there if any(each.name == name for each in there) else []

    def press(self, name: str) -> "Panel":
        """By the keyboard alone."""
        return self.go_to(name).key("space")

    def focused(self) -> list[str]:
        return [each.name for each in self.reader.shown(PROGRAM) if each.focused]

    def key(self, name: str) -> "Panel":
        self.person.desk.hands.key(name)
        return self

    def is_on_either_monitor(self, name: str) -> bool:
        there = [each for each in self.reader.shown(PROGRAM) if each.name == name and each.focusable]
        return {True, False} == {each.box.left < RIGHT.left for each in there}

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

    def every_group_is_used(self, press: Callable[[str], object], times: int, every: tuple[str, str]) -> "Panel":
        """Each by its first control or two; ``every`` is how often breaks are, and are to be from now on."""
        press("Help")
        self.reader.wait_for(PROGRAM, "The page of the manual")
        for name in ("Quiet", "Say nothing", "Say nothing for 1 h"):
            press(name)
        self.person.wait_for_fact(QuietBegan, times)
        for group, line, typed, button in (
            ("Session", "What you're going to work on", "report 2h", "Start"),
            ("To do", "Something to do", f"answer {times}", "Add"),
        ):
            press(group)
            until(lambda: line in self.focused(), f"{line} to have the focus")  # noqa: B023
            self.person.desk.hands.type(typed)
            press(button)
        assert timedelta(hours=2) == self.person.wait_for_fact(SessionStarted, times).estimate
        assert f"answer {times}" == self.person.wait_for_fact(CommitmentOpened, times).text
        press(f"Done: {times}  answer {times}")
        self.person.wait_for_fact(CommitmentClosed, times)
        for name in ("How are you", "Answer: How tired you are now"):
            press(name)
        self.person.wait_for_fact(CheckedIn, times)
        for name in ("Breaks", f"Every {every[0]}", every[1]):
            press(name)
        self.reader.wait_for(PROGRAM, f"Every {every[1]}")
        eyes.settled(self.person.desk)
        self.person.desk.shot("used")
        for name in ("Take a break", "5 min, worked out for now"):
            press(name)
        self.person.wait_for_fact(BreakBegan, times)
        press("I'm back")
        self.person.wait_for_fact(BreakEnded, times)
        return self

    def is_used_in_every_group(self) -> "Panel":
        """By the pointer, and then by the keyboard alone."""
        self.every_group_is_used(self.click, 1, ("50 min", "1 h"))
        self.every_group_is_used(self.press, 2, ("1 h", "50 min"))
        self.key("escape")
        until(self.is_gone, "the panel to close at Esc")
        return self


PROGRAM, TITLE = "backpressure", "Backpressure"
LINE = 8
"""Controls whose middles differ by less are read one after the other."""
FIRST, SECOND = eyes.Box(0, 0, 1024, 768), eyes.Box(1024, 0, 1824, 600)
"""Two outputs at sway."""
LEAST = 300
"""No panel is narrower, or lower."""


class OnGnome(Panel):
    """Whose extension opens the menu at a click of any button."""

    def opens(self) -> Panel:
        self.person.choose("Open")
        self.reader.wait_for(PROGRAM, "How are you")
        return self

    def closes_at_a_second_click(self) -> Panel:
        """The menu takes the focus, and the panel goes."""
        hands, desk = self.person.desk.hands, self.person.desk
        hands.click(self.person.icon().centre)
        until(self.is_gone, "the panel to close")
        hands.click(desk.aside)
        eyes.settled(desk)
        return self


def on(person: Person, kind: type[Panel] = Panel) -> Iterator[Panel]:
    """For a person at a desktop with a bar that shows icons."""
    require(LAUNCHER)
    desk = person.desk
    person.set({"icon.click": '"panel"'})
    person.has_worked(timedelta(minutes=30))
    with closing(ScreenReader(desk)) as reader:
        yield kind(person, reader)


def is_within(area: eyes.Box | None, output: eyes.Box) -> bool:
    return area is not None and (
        output.left <= area.left
        and area.right <= output.right
        and output.top <= area.top
        and area.bottom <= output.bottom
    )


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


@pytest.fixture
def on_outputs(desks: Desks) -> Iterator[Panel]:
    """On sway with two outputs, of which the second can be unplugged."""
    yield from on(Person(desks.nested_sway(needs=("waybar",)), "waybar"))


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
    panel.click("Take a break").click("5 min, worked out for now")
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
    panel.opens().click("Take a break").click("5 min, worked out for now")
    panel.reader.wait_for(PROGRAM, "Time left in this break")
    for name in ("I'm back", "2 more minutes", "Skip"):
        until(partial(panel.is_on_either_monitor, name), f"{name} on either monitor")
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


def test_on_sway_it_comes_above_a_break_that_covers_the_screen_and_is_used_there(on_sway: Panel) -> None:
    """By its command: the bar is covered, too."""
    desk = on_sway.person.desk
    on_sway.person.set({"breaks.screen": '"full"'})
    on_sway.person.start()
    assert desk.ask("break", "5m").returncode == 0
    on_sway.reader.wait_for(PROGRAM, "Time left in this break")
    assert desk.ask("open").returncode == 0
    on_sway.reader.wait_for(PROGRAM, "How are you")
    until(lambda: (area := on_sway.seen()) is not None and area.width < FIRST.width, "the panel above the break")
    desk.shot("above-a-break")
    on_sway.click("To do").click("Something to do")
    desk.hands.type("answer ada")
    on_sway.key("enter")
    assert "answer ada" == on_sway.person.wait_for_fact(CommitmentOpened).text
    assert desk.ask("back").returncode == 0
    until(on_sway.is_gone, "the panel to go with the break that it belongs to")

    assert desk.ask("open").returncode == 0
    on_sway.reader.wait_for(PROGRAM, "How are you")


def test_on_sway_with_two_outputs_the_icon_is_told_of_once_and_each_bar_draws_it(on_sway: Panel) -> None:
    on_sway.person.start()
    x, y = on_sway.person.icon().centre
    desk = on_sway.person.desk
    other = desk.look().getpixel((x + SECOND.right - FIRST.right, y))

    assert 1 == len(on_sway.person.told_to_the_panel())
    assert desk.look().getpixel((x, y)) == other


def test_on_sway_a_panel_whose_output_is_unplugged_comes_whole_on_the_other_and_is_used_there(
    on_outputs: Panel,
) -> None:
    panel, desk = on_outputs, on_outputs.person.desk
    assert isinstance(desk, NestedSwayDesk)
    panel.person.start()
    x, y = panel.person.icon().centre
    desk.hands.click((x + SECOND.right - FIRST.right, y))  # that of the bar there
    panel.reader.wait_for(PROGRAM, "How are you")
    until(lambda: is_within(panel.seen(), SECOND), "the panel on the second output")
    desk.shot("on-the-second-output")
    desk.unplug()
    until(lambda: is_within(panel.seen(), FIRST), "the panel on the output that is left")
    desk.shot("on-the-first-output")
    panel.click("Quiet").click("Say nothing").click("Say nothing for 1 h")
    panel.person.wait_for_fact(QuietBegan)
    panel.key("escape")
    until(panel.is_gone, "the panel to close at Esc")
    panel.opens().closes_at_a_second_click()


@pytest.mark.heavy
@pytest.mark.timeout(300)
def test_on_gnome_with_two_outputs_it_opens_from_the_menu_and_every_group_is_used(desks: Desks) -> None:
    for panel in on(PersonOnGnome(desks.gnome(outputs=2), "gnome-shell"), OnGnome):
        panel.person.start()
        panel.opens().closes_at_a_second_click()
        panel.opens().is_used_in_every_group()


@pytest.mark.heavy
@pytest.mark.timeout(300)
def test_on_plasma_with_two_outputs_it_opens_at_a_click_and_every_group_is_used(desks: Desks) -> None:
    for panel in on(PersonOnPlasma(desks.plasma(outputs=2), "plasmashell")):
        panel.person.start()
        panel.opens().closes_at_a_second_click()
        panel.opens().is_used_in_every_group()
