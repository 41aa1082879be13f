"""Backpressure serves somebody on sway whose notification server draws buttons below the pointer."""

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.stories.person import Person
from tests.desktop.stories.story import Story
from tests.desktop.stories.story_nudge import NudgeStory
from tests.desktop.stories.story_quiet import QuietStory
from tests.desktop.stories.story_shell import ShellStory

pytestmark = pytest.mark.desktop


@pytest.fixture
def person(desks: Desks) -> Person:
    desk = desks.wayland(needs=("waybar",))
    return Person(desk, "waybar", desks.server(desk, "swaync"))


class TestOnSwayWithSwaync(NudgeStory):
    """What of the stories depends on the notification server, on sway with waybar and SwayNotificationCenter."""

    test_the_number_in_words_comes_on_a_left_click_with_buttons = (
        Story.test_the_number_in_words_comes_on_a_left_click_with_buttons
    )
    test_a_suggestion_comes_once_and_its_buttons_do_what_they_say = (
        ShellStory.test_a_suggestion_comes_once_and_its_buttons_do_what_they_say
    )
    test_a_suggestion_is_answered_from_the_menu_too = Story.test_a_suggestion_is_answered_from_the_menu_too
    test_a_suggestion_comes_back_once_when_its_server_does = (
        Story.test_a_suggestion_comes_back_once_when_its_server_does
    )
    test_what_a_killed_program_left_on_the_screen_goes_and_its_successor_asks_once = (
        Story.test_what_a_killed_program_left_on_the_screen_goes_and_its_successor_asks_once
    )
    test_do_not_disturb_holds_a_suggestion_until_it_ends = (
        QuietStory.test_do_not_disturb_holds_a_suggestion_until_it_ends
    )
