"""Does Backpressure serve somebody whose panel knows only XEMBED, with a notification server that draws no buttons?"""

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.harness.menus import Menu
from tests.desktop.person import Person
from tests.desktop.story import Story

pytestmark = pytest.mark.desktop

_BELOW = {
    "Take a break": ("7 min, as worked out", "5 min", "Walk", "Lunch"),
    "Snooze": ("5 min", "15 min", "30 min", "Until tomorrow"),
    "Pause tracking": ("30 min", "1 h", "Until tomorrow", "Until I resume"),
    "Start a session": ("Work", "Light work", "Work under pressure"),
}


class PersonAtAnOlderPanel(Person):
    """Nobody is told the rows of this menu: it is a window of Backpressure's own, and can only be looked at."""

    def offered(self, *path: str) -> tuple[str, ...]:
        if path:
            return ("a line that leads back", *_BELOW[path[-1]])
        now = self.status()
        return (
            "Pressure",
            "This stretch",
            "Today",
            "Last weeks",
            "Commitments",
            *(["5 min of rest", "Take a break (", "Snooze (", "Skip"] if self._is_asked() else []),
            "I am back" if "break" in now["quiet"] else "Take a break",
            "Snoozed" if now["snoozed_until"] else "Snooze",
            "Resume" if now["tracking"] == "paused" else "Pause tracking",
            "End session" if now["session"] else "Start a session",
            "End the day",
            "Settings",
            "Quit",
        )

    def _is_asked(self) -> bool:
        self.log.listen()
        return bool(self.log.shown) and "would do good" in self.log.shown[-1].title and not self.is_clear()

    def open_below(self, menu: Menu, row: int, picture: str) -> Menu:
        return menu.turn_to_submenu(row, picture)


@pytest.fixture
def person(desks: Desks) -> Person:
    desk = desks.x11(manager="xfwm4", needs=("trayer",))
    return PersonAtAnOlderPanel(desk, "trayer", desks.server(desk, "dunst"))


class TestOnTrayer(Story):
    """trayer and dunst."""
