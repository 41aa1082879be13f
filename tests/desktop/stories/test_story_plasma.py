"""Backpressure serves somebody on a real KDE Plasma."""

from collections.abc import Mapping
from typing import ClassVar

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.harness.plasma import PlasmaDesk
from tests.desktop.harness.processes import Program
from tests.desktop.harness.shell_notifications import OfPlasma
from tests.desktop.stories.person import Person
from tests.desktop.stories.story import Story
from tests.desktop.stories.story_compositor import CompositorStory
from tests.desktop.stories.story_nudge import NudgeStory
from tests.desktop.stories.story_shell import ShellStory

pytestmark = [pytest.mark.desktop, pytest.mark.heavy]


class PersonOnPlasma(Person):
    """Films are shown by another program there."""

    desk: PlasmaDesk

    def watches_a_film(self) -> Program:
        return self.desk.film()


@pytest.fixture
def person(desks: Desks) -> Person:
    desk = desks.plasma()
    return PersonOnPlasma(desk, "plasmashell", OfPlasma(desk))


class TestOnPlasma(ShellStory, NudgeStory, CompositorStory):
    """KWin and plasmashell 5.27."""

    tellers: ClassVar[Mapping[str, str]] = {"idle": "ext-idle-notify-v1", "switches": "kwin-script"}

    test_the_number_in_words_comes_on_a_left_click_with_buttons = (
        Story.test_the_number_in_words_comes_on_a_left_click_with_buttons
    )

    test_the_icon_says_more_below_the_pointer = Story.test_the_icon_says_more_below_the_pointer

    def test_plasma_itself_tells_of_input_and_of_the_program_in_front(self, person: Person) -> None:
        person.start()
        person.watches_a_film()
        person.wait_until(lambda status: "kwin-script" == status["sources"]["switches"], "KWin to tell who is in front")

        assert "ext-idle-notify-v1" == person.status()["sources"]["idle"]
