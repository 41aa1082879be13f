"""Does Backpressure serve somebody on Windows? On Wine, whose notification area trayer shows."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from tests.desktop.conftest import Desks
from tests.desktop.harness.acting import eyes
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.acting.hands import Button
from tests.desktop.harness.acting.menus import Menu, menu_opened
from tests.desktop.harness.processes import Program
from tests.desktop.harness.waiting import TookTooLong, until
from tests.desktop.stories.person import PANEL_HEIGHT, Person
from tests.desktop.stories.story import Story
from tests.desktop.stories.test_story_xembed import PersonAtAnOlderPanel
from tests.desktop.wine.desk import WineDesk
from tray.core.law.levels_and_gauge_steps import Level
from tray.core.messages.facts import Paused
from tray.store.files.places import Places

pytestmark = pytest.mark.wine
_PANEL_WIDTH, _PLACE = 200, 20
_BALLOON = timedelta(seconds=60)
READ_RUN_KEY = r"""
import winreg
with winreg.OpenKey(winreg.HKEY_CURRENT_USER, r"Software\Microsoft\Windows\CurrentVersion\Run") as key:
    print(winreg.QueryValueEx(key, "Backpressure")[0])
"""


class CopiedPlaces(Places):
    """Where the files of a running program are: the history is a copy, since Wine's locks are not those of Linux."""

    def __init__(self, environment: dict[str, str], copies: Path) -> None:
        super().__init__(environment)
        self._copies = copies
        self._count = 0

    @property
    def history(self) -> str:
        self._count += 1
        folder = self._copies / str(self._count)
        folder.mkdir(parents=True)
        original = Path(super().history)
        for file in (original, original.with_name(f"{original.name}-wal")):
            shutil.copy(file, folder)
        return str(folder / original.name)


class PersonOnWindows(PersonAtAnOlderPanel):
    """Somebody whose menu is a window, with windows of their own for what lies below its rows."""

    open_below = Person.open_below

    def offered(self, *path: str) -> tuple[str, ...]:
        labels = super().offered(*path)
        return labels[1:] if path else labels

    def icon(self) -> Box:
        """Where it is when it is alone: a balloon has an icon of its own, which pushes ours aside while it lasts."""
        eyes.settled(self.desk)
        return until(self._icon_alone, "the icon in the first place", _BALLOON)

    def _icon_alone(self) -> Box | None:
        found = self.icon_now()
        return found if found and found.left < _PLACE else None

    def look_at_panel(self) -> Image.Image:
        return super().look_at_panel().crop((0, 0, _PANEL_WIDTH, PANEL_HEIGHT))  # the title of a window is beside it

    def opened_menu(self, picture: str) -> Menu:
        """With a pointer that stays: Wine asks where it is when it comes to the click, and drops one made elsewhere."""
        icon, before = self.icon(), eyes.settled(self.desk)
        self.desk.hands.click(icon.centre, Button.RIGHT)
        return menu_opened(self.desk, before, picture)

    def choose(self, *path: str) -> None:
        """As anywhere; and again where a balloon came between the look and the click, and pushed the icon aside."""
        try:
            super().choose(*path)
        except TookTooLong:
            super().choose(*path)

    def start(self, *arguments: str) -> Program:
        program = super().start(*arguments)
        self.places = CopiedPlaces(self.desk.env, self.desk.folder / "copies")
        return program


@pytest.fixture
def desk(desks: Desks) -> WineDesk:
    return desks.wine()


@pytest.fixture
def person(desk: WineDesk) -> PersonOnWindows:
    return PersonOnWindows(desk, "trayer")


class TestOnWine:
    """What holds on every desktop, and what Windows has of its own."""

    def test_typing_colours_the_icon_and_a_break_takes_the_colour_back(
        self, desk: WineDesk, person: PersonOnWindows
    ) -> None:
        work = desk.open_window("notepad")
        desk.hands.click(work.centre)
        Story().test_typing_colours_the_icon_and_a_break_takes_the_colour_back(person)

    test_the_icon_says_more_below_the_pointer = Story.test_the_icon_says_more_below_the_pointer

    def test_a_break_of_each_kind_begins_from_the_menu(self, person: PersonOnWindows) -> None:
        # Wine's balloons come seconds late, below the icon, and look like a menu that opened; the next test sees one.
        person.set({"notifications.on": "false"})
        Story().test_a_break_of_each_kind_begins_from_the_menu(person)

    def test_the_number_in_words_comes_on_a_left_click(self, person: PersonOnWindows) -> None:
        person.has_worked(timedelta(minutes=20))
        person.start()
        before = eyes.settled(person.desk)
        person.click_icon()

        eyes.appeared(person.desk, before, _is_balloon)
        person.desk.shot("number")
        assert "plyer" == person.status()["sources"]["notifications"]

    def test_a_pause_greys_the_icon_and_quit_takes_it_away_and_leaves_no_process(self, person: PersonOnWindows) -> None:
        person.has_worked(timedelta(minutes=20))
        program = person.start()
        person.wait_for_colour(Level.GREEN)
        person.choose("Quiet", "Stop tracking for 30 min")
        person.wait_for_fact(Paused)
        person.wait_for_colour(None)
        assert _it_runs(person)

        person.choose("Quit")
        program.wait_to_end()
        until(lambda: person.icon_now() is None, "the icon to go")
        assert not _it_runs(person)


def test_windows_starts_it_with_the_session_or_not(desk: WineDesk) -> None:
    try:
        assert 0 == desk.ask("autostart", "on").returncode
        assert "python" in desk.python("-c", READ_RUN_KEY).stdout
        assert "on" in desk.ask("autostart", "status").stdout
    finally:
        assert 0 == desk.ask("autostart", "off").returncode

    assert "FileNotFoundError" in desk.python("-c", READ_RUN_KEY).stderr


def _it_runs(person: PersonOnWindows) -> bool:
    pids = person.desk.household.everybody()
    lines = [(Path("/proc") / str(pid) / "cmdline").read_bytes() for pid in pids]
    return any(b"python.exe" in line or b"backpressure.exe" in line for line in lines)


def _is_balloon(box: Box) -> bool:
    return box.width > 150 and box.height > 36
