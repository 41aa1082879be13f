"""Breaks on the screen of somebody on GNOME Shell, with one monitor and with two.

With two of its virtual monitors the pointer that Mutter gives to tests stays out of reach, so clicks are tried on one.
"""

import pytest

from tests.desktop.breaks.onlooker import Onlooker
from tests.desktop.breaks.story import BreakStory
from tests.desktop.conftest import Desks
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.stories.person import Person
from tray.control.client import ask
from tray.control.command_form import packed
from tray.control.protocol import COMMAND
from tray.core.messages.commands import ApplyPreset
from tray.core.messages.facts import BreakEnded
from tray.store.files.places import Places

pytestmark = [pytest.mark.desktop, pytest.mark.heavy]


def with_monitors(desks: Desks, count: int) -> Onlooker:
    """Somebody at so many monitors, one beside the other."""
    desk = desks.gnome(outputs=count)
    wide, high = desk.size
    found = Onlooker(Person(desk, ""), tuple(Box(n * wide, 0, (n + 1) * wide, high) for n in range(count)))
    found.pressed = 0
    return found


def test_a_break_covers_both_monitors_or_is_a_card_on_one_and_is_gone_with_its_end(desks: Desks) -> None:
    onlooker = with_monitors(desks, 2)
    onlooker.starts("full")
    onlooker.takes_a_break()
    onlooker.desk.shot("covered")
    assert onlooker.desk.ask("back").returncode == 0
    onlooker.wait_until_it_is_gone()
    onlooker.person.wait_for_fact(BreakEnded)

    ask(Places(onlooker.desk.env).runtime, COMMAND, packed(ApplyPreset("screen-card")))
    onlooker.takes_a_break()
    onlooker.desk.shot("card")
    assert not onlooker.covers_any()
    assert onlooker.desk.ask("back").returncode == 0
    onlooker.wait_until_it_is_gone()


class TestOnGnome:
    """What differs between compositors; the rest is seen on the lighter desktops."""

    @pytest.fixture
    def onlooker(self, desks: Desks) -> Onlooker:
        return with_monitors(desks, 1)

    test_clicks = BreakStory.test_a_break_covers_every_monitor_and_a_click_on_any_of_them_ends_it
    test_card = BreakStory.test_a_card_is_small_and_its_buttons_work
    test_lock = BreakStory.test_a_locked_screen_takes_it_away_and_it_does_not_come_back
    test_killed = BreakStory.test_when_the_program_is_killed_it_is_gone_within_two_seconds
