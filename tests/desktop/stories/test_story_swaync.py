"""Backpressure serves somebody on sway whose notification server draws buttons below the pointer."""

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.stories.person import Person
from tests.desktop.stories.story_server import ServerStory

pytestmark = pytest.mark.desktop


@pytest.fixture
def person(desks: Desks) -> Person:
    desk = desks.wayland(needs=("waybar",))
    return Person(desk, "waybar", desks.server(desk, "swaync"))


class TestOnSwayWithSwaync(ServerStory):
    """sway with waybar and SwayNotificationCenter."""
