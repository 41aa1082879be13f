"""Backpressure serves somebody on X11, with a panel that has status notifiers and a server that draws buttons."""

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.stories.person import Person
from tests.desktop.stories.story import Story
from tests.desktop.stories.story_nudge import NudgeStory
from tests.desktop.stories.story_quiet import QuietStory

pytestmark = pytest.mark.desktop


@pytest.fixture
def person(desks: Desks) -> Person:
    desk = desks.x11(needs=("xfce4-panel", "xfconfd"))
    return Person(desk, "xfce4-panel", desks.server(desk, "xfce4-notifyd"))


class TestOnXfce(Story, QuietStory, NudgeStory):
    """XFCE's panel and notification server."""
