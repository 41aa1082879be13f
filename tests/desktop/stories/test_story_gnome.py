"""Backpressure serves somebody on a real GNOME Shell, with its extension for tray icons."""

import pytest
from PIL import Image, ImageChops

from tests.desktop.conftest import Desks
from tests.desktop.harness.acting import eyes
from tests.desktop.harness.acting.menus import open_menu
from tests.desktop.harness.shell_notifications import OfGnome
from tests.desktop.harness.waiting import until
from tests.desktop.stories.person import Person
from tests.desktop.stories.story import A_STRETCH
from tests.desktop.stories.story_nudge import LEFT, MINUTE, Afternoon, NudgeStory, the_day_ends
from tests.desktop.stories.story_shell import ShellStory

pytestmark = [pytest.mark.desktop, pytest.mark.heavy]


class PersonOnGnome(Person):
    """A click of any button opens the menu there; a row unfolds what lies below it."""

    def take_panel_away(self) -> None:
        eyes.settled(self.desk)  # nor does it end well while it still begins
        super().take_panel_away()

    def bring_panel(self) -> None:
        eyes.settled(self.desk)  # the extension forgets icons when it is enabled while it still ends
        super().bring_panel()

    def click_icon(self) -> None:
        self.desk.hands.click(self.icon().centre)  # and stay there: the panel waits whether it becomes a double click

    def look_at_panel(self) -> Image.Image:
        """What is new there: the clock, words and signs of GNOME's own are left out."""
        panel = super().look_at_panel()
        new = ImageChops.difference(panel, self.background.crop((0, 0, *panel.size))).convert("L").point(bool, "1")
        shown = Image.composite(panel, Image.new("RGB", panel.size), new)
        shown.paste("black", (0, 0, panel.width * 2 // 3, panel.height))
        return shown

    def choose(self, *path: str) -> None:
        self.icon()
        self.let_banners_go()
        eyes.settled(self.desk)  # icons move aside for one another while they come
        menu = open_menu(self.desk, self.icon().centre, f"menu-{path[0]}")
        above = 0
        for depth, label in enumerate(path):
            labels = self.offered(*path[:depth])
            row = above + next(i for i, each in enumerate(labels) if each.startswith(label))
            menu.choose(row)
            if depth < len(path) - 1:
                menu = menu.unfolded(f"menu-{label}-below")
                above = row + 1
        self.desk.hands.move(self.desk.aside)

    def let_banners_go(self) -> None:
        """A banner makes way for a menu, and stays until the person has touched something since it came."""
        place = (0, 40, self.desk.size[0], 300)

        def are_gone() -> bool:
            for x in (0, 20):
                self.desk.hands.move((self.desk.aside[0] + x, self.desk.aside[1]))
            return not eyes.changed(self.background.crop(place), self.desk.look().crop(place))

        until(are_gone, "banners to go")


@pytest.fixture
def person(desks: Desks) -> Person:
    desk = desks.gnome()
    return PersonOnGnome(desk, "gnome-shell", OfGnome(desk))


class TestOnGnome(ShellStory, NudgeStory):
    """GNOME 43 with the extension AppIndicator."""

    def test_a_film_over_the_whole_screen_holds_a_suggestion_until_it_ends(self, person: Person) -> None:
        """GNOME tells nobody which window fills the screen; it keeps notifications back by itself meanwhile."""
        film = person.watches_a_film()
        until(lambda: not person.is_clear(), "the film")
        person.has_worked(A_STRETCH)
        person.start()
        person.told("Time for a")
        covered = eyes.settled(person.desk)
        assert not eyes.coloured(covered, "#ffffff")
        film.kill()

        person.sees("Time for a", "after-the-film")
        assert 1 == person.times_suggested()

    def look_away(self, person: Person) -> None:
        assert isinstance(person, PersonOnGnome)
        person.let_banners_go()

    def look_at_what_stands(self, person: Person, picture: str) -> None:
        """What was put away is in the list below the clock."""
        self.look_away(person)
        clock = (person.desk.size[0] // 2, 13)
        person.desk.hands.click(clock)
        eyes.appeared(person.desk, person.background, lambda box: box.width > 300 and box.height > 200)
        person.desk.shot(picture)
        person.desk.hands.click(clock)
        person.wait_for_clear_screen()

    def a_talk_past_the_end_of_the_day(self, person: Person, afternoon: Afternoon) -> None:
        """As with a film: what is said is shown afterwards, and the end of the day once, since it has one place."""
        the_day_ends(person, afternoon.now + LEFT)
        before = afternoon.said()
        talk = afternoon.goes_to_a_talk()
        until(lambda: not person.is_clear(), "the talk")
        for length in (LEFT - 29 * MINUTE, 20 * MINUTE, 10 * MINUTE):
            afternoon.works_on(length)
            afternoon.pauses()
            assert not eyes.coloured(eyes.settled(person.desk), "#ffffff")
        person.desk.shot("talk")
        talk.kill()
        person.sees("Time to call it a day", "after-the-talk", after=before)

        assert 1 == afternoon.standing()
        assert 1 == sum("call it a day" in shown.title for shown in person.log.shown)

    def test_a_left_click_opens_the_menu_with_the_pressure_on_top(self, person: Person) -> None:
        person.start()
        person.click_icon()
        eyes.appeared(person.desk, person.background, lambda box: box.width > 150 and box.height > 200)
        person.desk.shot("left-click")
        assert "%, green" in person.offered()[0]

    def test_gnome_tells_of_input_itself_and_nobody_tells_of_the_program_in_front(self, person: Person) -> None:
        person.start()
        person.wait_until(lambda status: "mutter" == status["sources"]["idle"], "Mutter to tell")

        assert "none" == person.status()["sources"]["switches"]
