"""Breaks on the screen of somebody on KDE Plasma with two monitors."""

import pytest

from tests.desktop.breaks.onlooker import Onlooker
from tests.desktop.breaks.story import BreakStory
from tests.desktop.conftest import Desks
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.stories.person import Person

pytestmark = [pytest.mark.desktop, pytest.mark.heavy]


@pytest.fixture
def onlooker(desks: Desks) -> Onlooker:
    desk = desks.plasma(outputs=2)
    wide, high = desk.size
    return Onlooker(Person(desk, ""), (Box(0, 0, wide, high), Box(wide, 0, 2 * wide, high)))


class TestOnPlasma:
    """What differs between compositors; the rest is seen on the lighter desktops."""

    test_covered = BreakStory.test_a_break_covers_every_monitor_and_a_click_on_any_of_them_ends_it
    test_card = BreakStory.test_a_card_is_small_and_its_buttons_work
    test_lock = BreakStory.test_a_locked_screen_takes_it_away_and_it_does_not_come_back
    test_killed = BreakStory.test_when_the_program_is_killed_it_is_gone_within_two_seconds
    test_suspend = BreakStory.test_after_a_suspend_it_is_right_or_gone
    test_call = BreakStory.test_a_call_that_begins_takes_it_away_within_a_second
