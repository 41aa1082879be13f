"""Breaks on the screen of somebody on X11 with two monitors."""

import pytest

from tests.desktop.breaks.onlooker import Onlooker
from tests.desktop.breaks.story import BreakStory
from tests.desktop.conftest import Desks
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.programs import path_of
from tests.desktop.harness.waiting import until
from tests.desktop.stories.person import Person
from tray.core.messages.facts import BreakEnded, BreakExtended

pytestmark = pytest.mark.desktop

LEFT, RIGHT = Box(0, 0, 544, 768), Box(544, 0, 1024, 768)


@pytest.fixture
def onlooker(desks: Desks) -> Onlooker:
    desk = desks.x11(needs=("xrandr", "xdotool"))
    person = Person(desk, "")
    found = Onlooker(person, (LEFT, RIGHT))
    plug(desk, "left", LEFT, "screen")
    plug(desk, "right", RIGHT, "none")
    return found


def plug(desk: Desk, name: str, area: Box, output: str) -> None:
    """Have a monitor there."""
    place = f"{area.width}/200x{area.height}/200+{area.left}+{area.top}"
    desk.start(path_of("xrandr"), "--setmonitor", name, place, output).wait_to_end()


class TestOnX11(BreakStory):
    """With openbox."""

    def goes_to_the_window(self, onlooker: Onlooker) -> None:
        found = onlooker.desk.start(path_of("xdotool"), "search", "--class", "backpressure", "windowactivate", "--sync")
        found.wait_to_end()

    def test_a_monitor_that_is_unplugged_or_plugged_in_meanwhile_is_followed(self, onlooker: Onlooker) -> None:
        onlooker.starts("full")
        onlooker.takes_a_break()
        onlooker.desk.start(path_of("xrandr"), "--delmonitor", "right").wait_to_end()
        until(lambda: not onlooker.is_covered(onlooker.desk.look(), RIGHT), "the monitor that is gone to be clear")
        assert onlooker.is_covered(onlooker.desk.look(), LEFT)
        onlooker.desk.shot("unplugged")
        plug(onlooker.desk, "right", RIGHT, "none")
        until(onlooker.covers_all, "both monitors to be covered again")

    def test_a_card_whose_monitor_is_unplugged_comes_on_another_and_is_pressed_there(self, onlooker: Onlooker) -> None:
        onlooker.starts("card")
        onlooker.desk.hands.move(RIGHT.centre)
        onlooker.takes_a_break()
        until(lambda: is_on(onlooker.card(), RIGHT), "the card where the pointer is")
        onlooker.desk.start(path_of("xrandr"), "--delmonitor", "right").wait_to_end()
        until(lambda: is_on(onlooker.card(), LEFT), "the card on the monitor that is left")
        onlooker.desk.shot("unplugged")
        assert "break over" == onlooker.person.status()["next"]["what"]
        onlooker.presses(1, 0)
        onlooker.person.wait_for_fact(BreakExtended)
        onlooker.presses(0, 0)
        onlooker.wait_until_it_is_gone()
        onlooker.person.wait_for_fact(BreakEnded)

    def test_whoever_types_elsewhere_goes_on_typing_there(self, onlooker: Onlooker) -> None:
        onlooker.starts("full")
        onlooker.takes_a_break()
        for key in ("space", "Return", "a"):
            onlooker.desk.hands.key(key)

        assert onlooker.covers_all()
        assert onlooker.person.status()["next"]["what"] == "break over"

    def changes_monitors(self, onlooker: Onlooker) -> None:
        onlooker.desk.start(path_of("xrandr"), "--delmonitor", "right").wait_to_end()
        plug(onlooker.desk, "right", RIGHT, "none")


def is_on(box: Box | None, monitor: Box) -> bool:
    return box is not None and monitor.left <= box.left and box.right <= monitor.right
