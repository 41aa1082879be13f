"""What somebody wrote stays text in the tray, its menu, its tooltip and in notifications."""

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from jeepney import DBusAddress

from tests.desktop.conftest import Desks
from tests.desktop.harness.wayland import WATCHER
from tests.desktop.stories.person import Person
from tests.security.texts import ACTING
from tray.control import command_form, protocol
from tray.control.client import ask
from tray.core.messages import commands as c
from tray.core.messages.facts import CommitmentOpened, SessionStarted

pytestmark = pytest.mark.desktop

TEXT = "<b>bold\x1b[2J\u202e\u2066\x9b\x07\n&amp;$(x)"
"""Short enough not to be cut where there is little room."""
_AT_WATCHER = DBusAddress("/StatusNotifierWatcher", WATCHER, WATCHER)


@pytest.fixture
def person(desks: Desks) -> Person:
    desk = desks.x11(needs=("xfce4-panel", "xfconfd"))
    return Person(desk, "xfce4-panel", desks.server(desk, "dunst"))


def texts(value: Any) -> list[str]:
    """Every text in what a bus has told."""
    match value:
        case str():
            return [value]
        case dict():
            return texts(list(value.values()))
        case list() | tuple():
            return [text for each in value for text in texts(each)]
        case _:
            return []


def told_on_the_bus(person: Person) -> list[str]:
    """Every text of the icon and its menu."""
    bus = person.desk.session_bus
    owner, _, path = bus.property(_AT_WATCHER, "RegisteredStatusNotifierItems")[0].partition("/")
    item = DBusAddress(f"/{path}", owner, "org.kde.StatusNotifierItem")
    menu = DBusAddress(bus.property(item, "Menu"), owner, "com.canonical.dbusmenu")
    layout = bus.ask(menu, "GetLayout", "iias", 0, -1, [])
    return [*texts(layout), *texts(bus.property(item, "ToolTip")), *texts(bus.property(item, "Title"))]


def test_a_text_acts_on_no_menu_tooltip_or_notification(person: Person) -> None:
    now = datetime.now(UTC)
    began = now - timedelta(minutes=20)
    person.has_worked(
        timedelta(minutes=20),
        SessionStarted(began, TEXT, timedelta(minutes=10)),
        CommitmentOpened(began, 1, TEXT),
    )
    person.start()
    person.icon()
    ask(person.places.runtime, protocol.COMMAND, command_form.packed(c.Estimate()), timeout_seconds=20)
    shown = person.told("bold")
    person.write_settings('"<b>mistaken</b>" = 1\n')
    mistake = person.told("mistaken")
    menu = [text for text in told_on_the_bus(person) if "bold" in text]
    person.desk.shot("hostile-label")

    assert menu
    for text in (*told_on_the_bus(person), *(part for one in person.log.shown for part in (one.title, one.body))):
        assert ACTING.isdisjoint(text), text
    assert max(map(len, menu)) < 100
    for body in {one.body for one in person.log.shown}:
        assert {"b", "markup"} >= {element.tag for element in ElementTree.fromstring(f"<markup>{body}</markup>").iter()}
    assert "&lt;b&gt;mistaken" in mistake.body
    assert "<b>bold" in shown.title, "a title is never read as markup"
