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
from tests.desktop.conftest import Desks
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.programs import path_of
from tests.desktop.harness.waiting import until
from tests.desktop.stories.person import Person
from tray.desktop.common.programs import OWN

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

    def test_an_output_that_is_plugged_in_meanwhile_is_covered_too(self, onlooker: OnlookerAtSway) -> None:
        onlooker.starts("full")
        onlooker.takes_a_break()
        onlooker.tell("create_output")
        until(lambda: len(onlooker.covered()) == 3, "the third output to be covered")
