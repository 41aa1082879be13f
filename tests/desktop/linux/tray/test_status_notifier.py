"""A panel always shows exactly one item, with what the face says."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.desktop.faces import face
from tests.desktop.linux.fakes import ITEM, PROPERTIES, FakePanel
from tests.desktop.reactor import HandTurnedReactor
from tray.core.law.levels_and_gauge_steps import Level
from tray.core.messages.commands import OpenSettings, ShowStatus
from tray.core.messages.events import Asked
from tray.desktop.icon.tray import PystrayTray
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.tray.status_notifier import PATH, StatusNotifierIcon
from tray.view.tray.face import Gauge, Status

pytestmark = pytest.mark.desktop

Connect = Callable[[], Bus]
MINE = "/StatusNotifierItem"


def squares(gauge: Gauge) -> list[tuple[int, int, bytes]]:
    return [(size, size, bytes([255, 0, 0, gauge.step]) * size * size) for size in (16, 22)]


@pytest.fixture
def icon(connect: Connect, reactor: HandTurnedReactor) -> StatusNotifierIcon:
    return StatusNotifierIcon("backpressure", bus=connect(), reactor=reactor, heading="Backpressure")


@pytest.fixture
def tray(icon: StatusNotifierIcon, reactor: HandTurnedReactor) -> PystrayTray:
    tray = PystrayTray("status-notifier", icon, picture=squares, post=reactor.post)
    icon.on_secondary = tray.secondary
    return tray


class Story:
    """What a test does again and again."""

    def __init__(self, connect: Connect, reactor: HandTurnedReactor) -> None:
        self.connect = connect
        self.reactor = reactor

    def panel_comes(self, **how: Any) -> FakePanel:
        panel = FakePanel(self.connect(), **how)
        self.reactor.run_until(lambda: panel.here)
        return panel

    def answer(self, panel: FakePanel, path: str, interface: str, member: str, signature: str, *body: Any) -> Any:
        answers = panel.ask(path, interface, member, signature, *body)
        self.reactor.run_until(lambda: answers)
        return answers[0]

    def ask_daemon(self, panel: FakePanel, member: str) -> Any:
        answers: list[Any] = []
        bus = "org.freedesktop.DBus"
        panel.bus.call(bus, "/org/freedesktop/DBus", bus, member, answered=answers.append, failed=answers.append)
        self.reactor.run_until(lambda: answers)
        return answers[0]

    def read(self, panel: FakePanel, name: str) -> Any:
        return self.answer(panel, PATH, PROPERTIES, "Get", "ss", ITEM, name)[0][1]


@pytest.fixture
def story(connect: Connect, reactor: HandTurnedReactor) -> Story:
    return Story(connect, reactor)


def test_an_item_is_registered_with_the_panel_that_is_there(
    tray: PystrayTray, story: Story, reactor: HandTurnedReactor
) -> None:
    panel = story.panel_comes()

    tray.show(face())
    reactor.run_until(tray.hosted)

    assert panel.registered == [MINE]


def test_an_item_that_was_there_first_is_registered_when_the_panel_comes(
    tray: PystrayTray, story: Story, reactor: HandTurnedReactor
) -> None:
    tray.show(face())
    assert tray.hosted() is False

    panel = story.panel_comes()
    reactor.run_until(tray.hosted)

    assert panel.registered == [MINE]


def test_the_item_is_registered_once_with_every_new_panel(
    tray: PystrayTray, story: Story, reactor: HandTurnedReactor
) -> None:
    tray.show(face())
    seen = []
    for _ in range(20):
        panel = story.panel_comes()
        reactor.run_until(tray.hosted)
        panel.leave()
        reactor.run_until(lambda: not tray.hosted())
        seen.append(panel.registered)

    assert seen == [[MINE]] * 20


def test_a_panel_that_refuses_is_asked_again_later(tray: PystrayTray, story: Story, reactor: HandTurnedReactor) -> None:
    panel = story.panel_comes(refuses=2)
    tray.show(face())
    reactor.run_until(lambda: panel.refuses == 1)
    reactor.run_for(timedelta(milliseconds=50))
    assert panel.refuses == 1

    for _ in range(2):
        reactor.advance(timedelta(seconds=10))
        reactor.run_for(timedelta(milliseconds=50))
    reactor.run_until(tray.hosted)

    assert panel.registered == [MINE]


def test_a_watcher_without_a_panel_hosts_nothing_until_one_comes(
    tray: PystrayTray, story: Story, reactor: HandTurnedReactor
) -> None:
    panel = story.panel_comes(has_host=False)
    tray.show(face())
    reactor.run_until(lambda: panel.registered)
    reactor.run_for(timedelta(milliseconds=50))
    assert tray.hosted() is False

    panel.get_host()

    reactor.run_until(tray.hosted)


def test_no_name_is_taken_that_a_panel_could_watch_and_stumble_over(
    tray: PystrayTray, story: Story, reactor: HandTurnedReactor
) -> None:
    panel = story.panel_comes()
    tray.show(face())
    reactor.run_until(tray.hosted)

    (names,) = story.ask_daemon(panel, "ListNames")

    assert [name for name in names if "StatusNotifierItem" in name] == []


def test_a_closed_tray_is_registered_with_no_further_panel(
    tray: PystrayTray, story: Story, reactor: HandTurnedReactor
) -> None:
    panel = story.panel_comes()
    tray.show(face())
    reactor.run_until(tray.hosted)
    panel.leave()
    reactor.run_until(lambda: not tray.hosted())

    tray.close()
    panel = story.panel_comes()
    reactor.run_for(timedelta(milliseconds=50))

    assert panel.registered == []
    assert tray.hosted() is False


def test_the_panel_reads_picture_words_and_status(tray: PystrayTray, story: Story, reactor: HandTurnedReactor) -> None:
    panel = story.panel_comes()
    shown = face(step=7, tooltip="Session R&D <b>\0", status=Status.ATTENTION)
    tray.show(shown)
    reactor.run_until(tray.hosted)

    read = {name: story.read(panel, name) for name in ("IconPixmap", "AttentionIconPixmap", "Status", "ToolTip", "Id")}

    assert read == {
        "IconPixmap": squares(shown.gauge),
        "AttentionIconPixmap": squares(shown.gauge),
        "Status": "NeedsAttention",
        "ToolTip": ("", [], "Backpressure", "Session R&amp;D &lt;b&gt;\ufffd"),
        "Id": "backpressure",
    }


def test_a_panel_that_lists_icons_by_their_titles_says_the_level(
    tray: PystrayTray, story: Story, reactor: HandTurnedReactor
) -> None:
    panel = story.panel_comes()
    tray.show(face(level=Level.ORANGE))
    reactor.run_until(tray.hosted)
    assert story.read(panel, "Title") == "Backpressure: orange"

    for step in (4, 5):
        tray.show(face(step, level=Level.RED, tooltip="Pressure 80 % (red)."))
    reactor.run_until(lambda: ("NewTitle", ()) in panel.signals)

    assert story.read(panel, "Title") == "Backpressure: red"
    assert story.read(panel, "IconAccessibleDesc") == story.read(panel, "AttentionAccessibleDesc")
    assert story.read(panel, "IconAccessibleDesc") == "Pressure 80 % (red)."
    assert panel.signals.count(("NewTitle", ())) == 1


def test_the_picture_for_attention_travels_only_while_it_is_needed(
    tray: PystrayTray, story: Story, reactor: HandTurnedReactor
) -> None:
    panel = story.panel_comes()
    tray.show(face(step=7))
    reactor.run_until(tray.hosted)
    assert [] == story.read(panel, "AttentionIconPixmap")
    panel.signals.clear()

    tray.show(face(step=17, status=Status.ATTENTION))
    reactor.run_until(lambda: ("NewStatus", ("NeedsAttention",)) in panel.signals)

    assert "NewAttentionIcon" in [name for name, _ in panel.signals]
    assert squares(face(step=17).gauge) == story.read(panel, "AttentionIconPixmap")


def test_only_what_changed_is_told(tray: PystrayTray, story: Story, reactor: HandTurnedReactor) -> None:
    panel = story.panel_comes()
    tray.show(face())
    reactor.run_until(tray.hosted)
    panel.signals.clear()

    tray.show(face())
    tray.show(face(step=4))
    tray.show(face(step=4, tooltip="Pressure 20 % (green)."))
    tray.show(face(step=4, tooltip="Pressure 20 % (green).", status=Status.ATTENTION))
    reactor.run_until(lambda: len(panel.signals) >= 4)
    story.read(panel, "Status")

    assert panel.signals == [
        ("NewIcon", ()),
        ("NewToolTip", ()),
        ("NewAttentionIcon", ()),
        ("NewStatus", ("NeedsAttention",)),
    ]


def test_clicks_become_the_faces_commands(tray: PystrayTray, story: Story, reactor: HandTurnedReactor) -> None:
    panel = story.panel_comes()
    tray.show(face())
    reactor.run_until(tray.hosted)

    story.answer(panel, PATH, ITEM, "Activate", "ii", 5, 5)
    story.answer(panel, PATH, ITEM, "SecondaryActivate", "ii", 5, 5)
    story.answer(panel, PATH, ITEM, "Scroll", "is", 5, "vertical")
    story.answer(panel, PATH, ITEM, "ContextMenu", "ii", 5, 5)

    assert reactor.posted == [Asked(ShowStatus()), Asked(OpenSettings())]


def test_a_malformed_call_is_refused_and_does_no_harm(
    tray: PystrayTray, story: Story, reactor: HandTurnedReactor
) -> None:
    panel = story.panel_comes()
    tray.show(face())
    reactor.run_until(tray.hosted)

    answers = [
        story.answer(panel, PATH, ITEM, "Activate", "s", "here"),
        story.answer(panel, PATH, ITEM, "Explode", ""),
        story.answer(panel, PATH, PROPERTIES, "Get", "ss", ITEM, "Soul"),
        story.answer(panel, PATH, PROPERTIES, "Set", "ssv", ITEM, "Status", ("s", "Passive")),
    ]

    assert [answer.name.rsplit(".", 1)[-1] for answer in answers] == [
        "InvalidArgs",
        "UnknownMethod",
        "UnknownProperty",
        "PropertyReadOnly",
    ]
    assert reactor.posted == []


def test_the_description_is_xml_that_names_every_method(
    tray: PystrayTray, story: Story, reactor: HandTurnedReactor
) -> None:
    from xml.etree import ElementTree

    panel = story.panel_comes()
    tray.show(face())
    reactor.run_until(tray.hosted)

    [text] = story.answer(panel, PATH, "org.freedesktop.DBus.Introspectable", "Introspect", "")
    methods = {found.get("name") for found in ElementTree.fromstring(text).iter("method")}

    assert {"Activate", "SecondaryActivate", "ContextMenu", "Scroll"} <= methods
