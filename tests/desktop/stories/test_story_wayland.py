"""Backpressure serves somebody on Wayland, with a bar that has status notifiers and a server without buttons."""

from collections.abc import Mapping
from typing import ClassVar

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.stories.person import Person
from tests.desktop.stories.story import Story
from tests.desktop.stories.story_compositor import CompositorStory
from tests.desktop.stories.story_nudge import NudgeStory
from tests.desktop.stories.story_quiet import QuietStory

pytestmark = pytest.mark.desktop


@pytest.fixture
def person(desks: Desks) -> Person:
    desk = desks.wayland(needs=("waybar",))
    return Person(desk, "waybar", desks.server(desk, "mako"))


class TestOnSway(Story, QuietStory, NudgeStory, CompositorStory):
    """sway with waybar and mako."""

    tellers: ClassVar[Mapping[str, str]] = {"idle": "org_kde_kwin_idle", "switches": "wlr-foreign-toplevel"}
