"""Backpressure serves somebody whose panel knows only XEMBED, with a notification server that draws no buttons."""

from contextlib import closing
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.harness.acting.menus import Menu
from tests.desktop.stories.person import Person
from tests.desktop.stories.story import Story
from tests.desktop.stories.story_nudge import NudgeStory
from tests.desktop.stories.story_quiet import QuietStory
from tray.core.context import Context
from tray.core.law.levels_and_gauge_steps import Level
from tray.core.sensing.presence import Senses
from tray.core.state.state import advance_to
from tray.history.record import Record
from tray.store.files.settings_file import SettingsFile
from tray.store.journal.overlay import OnTop
from tray.store.opening import look_into
from tray.view.tray.face import SEPARATOR, Row
from tray.view.tray.menu import rows

pytestmark = pytest.mark.desktop


class PersonAtAnOlderPanel(Person):
    """Nobody is told the rows of this menu: it is a window of Backpressure's own, and can only be looked at."""

    def offered(self, *path: str) -> tuple[str, ...]:
        below = self._rows()
        for label in path:
            below = next(row.children for row in below if row.label.startswith(label))
        back = ("a line that leads back",) if path else ()
        return (*back, *(row.label for row in below if row.label != SEPARATOR))

    def _rows(self) -> tuple[Row, ...]:
        """The rows that follow from what is on record now."""
        now = datetime.now(UTC)
        settings = SettingsFile(str(self.desk.home / ".config/backpressure/settings.toml")).read()
        context = Context(settings, ZoneInfo(self.desk.env["TZ"]))
        with closing(OnTop(look_into(self.places.history))) as store:
            state = Record(store, now).state
        return rows(advance_to(state, max(now, state.at)), Senses(autostart=False), Level.GREEN, now, context)

    def open_below(self, menu: Menu, row: int, picture: str) -> Menu:
        return menu.turn_to_submenu(row, picture)


@pytest.fixture
def person(desks: Desks) -> Person:
    desk = desks.x11(manager="xfwm4", needs=("trayer",))
    return PersonAtAnOlderPanel(desk, "trayer", desks.server(desk, "dunst"))


class TestOnTrayer(Story, QuietStory, NudgeStory):
    """trayer and dunst."""
