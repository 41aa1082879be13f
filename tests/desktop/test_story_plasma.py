"""Does Backpressure serve somebody on a real KDE Plasma?"""

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.harness.shells import OfPlasma
from tests.desktop.person import Person
from tests.desktop.story import Story
from tests.desktop.story_shell import ShellStory

pytestmark = [pytest.mark.desktop, pytest.mark.heavy]


@pytest.fixture
def person(desks: Desks) -> Person:
    desk = desks.plasma()
    return Person(desk, "plasmashell", OfPlasma(desk))


class TestOnPlasma(ShellStory):
    """KWin and plasmashell 5.27."""

    test_the_number_in_words_comes_on_a_left_click_with_buttons = (
        Story.test_the_number_in_words_comes_on_a_left_click_with_buttons
    )
    test_a_film_over_the_whole_screen_holds_a_suggestion_until_it_ends = None  # type: ignore[assignment]
