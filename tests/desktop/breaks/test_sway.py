"""Breaks on the screen of somebody on sway with two outputs.

Of a second headless output sway 1.7 gives pictures that are seconds old, so what covers it is asked of sway.
"""

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.desktop.breaks.onlooker import Onlooker
from tests.desktop.breaks.story import BreakStory
from tests.desktop.breaks.test_x11 import is_on
from tests.desktop.conftest import Desks
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.programs import path_of
from tests.desktop.harness.waiting import until
from tests.desktop.harness.wayland import NestedSwayDesk
from tests.desktop.stories.person import Person
from tray.core.messages.facts import BreakEnded, BreakExtended
from tray.desktop.common.quiet_programs import OWN

pytestmark = pytest.mark.desktop

LEFT, RIGHT = Box(0, 0, 1024, 768), Box(1024, 0, 1824, 600)


class OnlookerAtSway(Onlooker):
    """Sees the first output, and hears of the others."""

    pressed = 0

    def tell(self, *words: str) -> Any:
        """Tell sway something, or ask it."""
        told = subprocess.run([path_of("swaymsg"), *words], env=self.desk.env, check=True, capture_output=True)
        return json.loads(told.stdout)

    def covers_all(self) -> bool:
        return set(self.monitors) <= set(self.covered()) and self.is_covered(self.desk.look(), self.monitors[0])

    def covers_any(self) -> bool:
        return bool(self.covered()) or self.is_covered(self.desk.look(), self.monitors[0])

    def covered(self) -> list[Box]:
        """The areas that windows of ours fill, and that can be seen."""
        return [
            Box(place["x"], place["y"], place["x"] + place["width"], place["y"] + place["height"])
            for each in _windows(self.tell("-t", "get_tree"))
            if each["app_id"] in OWN and each["fullscreen_mode"] and each["visible"]
            for place in (each["rect"],)
        ]


def _windows(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if node.get("app_id"):
        yield node
    for below in (*node["nodes"], *node["floating_nodes"]):
        yield from _windows(below)


@pytest.fixture
def onlooker(desks: Desks) -> OnlookerAtSway:
    desk = desks.wayland(needs=("swaymsg", "foot"), second=(RIGHT.width, RIGHT.height))
    return OnlookerAtSway(Person(desk, ""), (LEFT, RIGHT))


class TestOnSway(BreakStory):
    """Which gives a new window the focus."""

    def changes_monitors(self, onlooker: Onlooker) -> None:
        assert isinstance(onlooker, OnlookerAtSway)
        onlooker.tell("create_output")

    def test_an_output_that_is_plugged_in_meanwhile_is_covered_too(self, onlooker: OnlookerAtSway) -> None:
        onlooker.starts("full")
        onlooker.takes_a_break()
        onlooker.tell("create_output")
        until(lambda: len(onlooker.covered()) == 3, "the third output to be covered")


@pytest.fixture
def plugging(desks: Desks) -> Onlooker:
    """Whose second output can be unplugged."""
    return Onlooker(Person(desks.nested_sway(needs=("foot",)), ""), (LEFT, RIGHT))


class TestOnSwayWhoseOutputsComeAndGo:
    """Of both outputs pictures are taken."""

    def test_an_output_that_is_unplugged_and_plugged_in_again_is_followed(self, plugging: Onlooker) -> None:
        desk = nested(plugging)
        plugging.starts("full")
        plugging.takes_a_break()
        desk.shot("both")
        desk.unplug()
        until(lambda: desk.look().size == (LEFT.width, LEFT.height), "a picture of one output")
        until(lambda: plugging.is_covered(desk.look(), LEFT), "a break on the output that is left")
        assert "break over" == plugging.person.status()["next"]["what"]
        desk.shot("unplugged")
        desk.plug()
        until(plugging.covers_all, "both outputs to be covered again")
        desk.shot("plugged in again")
        plugging.presses(0, 1)
        plugging.wait_until_it_is_gone()
        plugging.person.wait_for_fact(BreakEnded)

    def test_a_card_whose_output_is_unplugged_comes_on_the_other_and_is_pressed_there(self, plugging: Onlooker) -> None:
        desk = nested(plugging)
        plugging.starts("card")
        desk.hands.click(RIGHT.centre)  # which makes it the one where windows come up
        plugging.takes_a_break()
        until(lambda: is_on(plugging.card(), RIGHT), "the card where the person is")
        desk.shot("on the right")
        desk.unplug()
        until(lambda: is_on(plugging.card(), LEFT), "the card on the output that is left")
        desk.shot("unplugged")
        assert "break over" == plugging.person.status()["next"]["what"]
        plugging.presses(1, 0)
        plugging.person.wait_for_fact(BreakExtended)
        plugging.presses(0, 0)
        plugging.wait_until_it_is_gone()
        plugging.person.wait_for_fact(BreakEnded)


def nested(onlooker: Onlooker) -> NestedSwayDesk:
    assert isinstance(onlooker.desk, NestedSwayDesk)
    return onlooker.desk
