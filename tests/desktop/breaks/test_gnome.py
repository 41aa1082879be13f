"""Breaks on the screen of somebody on GNOME Shell with two monitors."""

from datetime import timedelta

import pytest

from tests.desktop.breaks.onlooker import Onlooker
from tests.desktop.breaks.story import BreakStory, Machine, is_on_break
from tests.desktop.conftest import Desks
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.gnome import GnomeDesk
from tests.desktop.harness.waiting import until
from tests.desktop.stories.person import Person
from tray.core.messages.facts import BreakEnded

pytestmark = [pytest.mark.desktop, pytest.mark.heavy]


@pytest.fixture
def onlooker(desks: Desks) -> Onlooker:
    desk = desks.gnome(outputs=2)
    wide, high = desk.size
    return Onlooker(Person(desk, ""), (Box(0, 0, wide, high), Box(wide, 0, 2 * wide, high)))


class TestOnGnome:
    """What differs between compositors; the rest is seen on the lighter desktops."""

    def test_a_card_whose_monitor_is_unplugged_comes_on_the_other_and_is_pressed(self, onlooker: Onlooker) -> None:
        onlooker.starts("card")
        onlooker.takes_a_break()
        card = onlooker.card()
        assert card is not None
        there = next(n for n, each in enumerate(onlooker.monitors) if each.left <= card.left < each.right)
        desk = onlooker.desk
        assert isinstance(desk, GnomeDesk)
        desk.unplug(there)
        onlooker.monitors = onlooker.monitors[:1]
        until(lambda: (found := onlooker.card()) is not None and found.right <= desk.size[0], "the card on the other")
        desk.shot("unplugged")
        onlooker.presses(0)
        onlooker.wait_until_it_is_gone()
        onlooker.person.wait_for_fact(BreakEnded)

    def test_a_suspend_locks_the_screen_and_after_that_it_does_not_come_back(self, onlooker: Onlooker) -> None:
        machine, login = Machine(onlooker), onlooker.person.login()
        onlooker.starts("full")
        onlooker.takes_a_break("30m")
        machine.sleeps(timedelta(minutes=10))
        onlooker.wait_until_it_is_gone()
        onlooker.person.wait_until(lambda status: "locked" in status["quiet"], "the lock to be seen")
        login.lock(False)
        onlooker.person.wait_until(lambda status: "locked" not in status["quiet"], "the screen to be open")
        onlooker.desk.shot("after ten minutes of sleep")
        assert is_on_break(onlooker)
        assert not onlooker.covers_any()
        machine.sleeps(timedelta(minutes=30))
        assert onlooker.person.wait_for_fact(BreakEnded).completed

    test_covered = BreakStory.test_a_break_covers_every_monitor_and_a_click_on_any_of_them_ends_it
    test_card = BreakStory.test_a_card_is_small_and_its_buttons_work
    test_lock = BreakStory.test_a_locked_screen_takes_it_away_and_it_does_not_come_back
    test_killed = BreakStory.test_when_the_program_is_killed_it_is_gone_within_two_seconds
    test_call = BreakStory.test_a_call_that_begins_takes_it_away_within_a_second
