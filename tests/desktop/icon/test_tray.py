"""Any pystray icon shows a face, and is told no more than what changed."""

from dataclasses import replace
from typing import Any

import pytest

from tests.desktop.faces import face
from tray.core.messages.commands import OpenSettings, Quit, ShowStatus, TakeBreak
from tray.core.messages.events import Asked, Event
from tray.desktop.icon.pystray_import import Menu
from tray.desktop.icon.tray import PystrayTray
from tray.view.tray.face import Gauge, Row


class FakeIcon:
    """Takes what pystray's icons take, and remembers it."""

    def __init__(self) -> None:
        self.told: list[tuple[str, Any]] = []
        self.menu: Any = None

    def __setattr__(self, name: str, value: Any) -> None:
        if name != "told":
            self.told.append((name, value))
        super().__setattr__(name, value)

    def __call__(self) -> None:
        self.menu(self)

    def run_detached(self) -> None:
        self.told.append(("run", None))

    def stop(self) -> None:
        self.told.append(("stop", None))

    def names(self) -> list[str]:
        """What it was told since this was last asked."""
        names, self.told[:] = [name for name, _ in self.told], []
        return names


def squares(gauge: Gauge) -> list[tuple[int, int, bytes]]:
    return [(1, 1, bytes([255, gauge.step, 0, 0]))]


@pytest.fixture
def posted() -> list[Event]:
    return []


@pytest.fixture
def icon() -> FakeIcon:
    icon = FakeIcon()
    icon.names()
    return icon


@pytest.fixture
def tray(icon: FakeIcon, posted: list[Event]) -> PystrayTray:
    return PystrayTray("fake", icon, picture=squares, post=posted.append, spell=lambda label: label.replace("&", "&&"))


def test_the_first_face_is_told_whole_before_the_icon_runs(tray: PystrayTray, icon: FakeIcon) -> None:
    tray.show(face())

    assert icon.names() == ["icon", "title", "menu", "run"]


def test_a_gauge_that_looks_as_before_is_not_told(tray: PystrayTray, icon: FakeIcon) -> None:
    tray.show(face(3))
    icon.names()

    tray.show(replace(face(3), gauge=replace(face(3).gauge, number=45)))
    assert "icon" not in icon.names()

    tray.show(face(4))
    assert "icon" in icon.names()


def test_later_only_what_changed_is_told(tray: PystrayTray, icon: FakeIcon) -> None:
    first = face()
    tray.show(first)
    icon.names()

    for changed, expected in (
        (first, []),
        (replace(first, next="Break in 11 min"), []),
        (face(4), ["icon"]),
        (face(4, tooltip="Pressure 20 %"), ["title"]),
        (face(4, tooltip="Pressure 20 %", activate=Quit()), ["menu"]),
        (face(4, tooltip="Pressure 20 %", activate=Quit(), menu=()), ["menu"]),
    ):
        tray.show(changed)
        assert icon.names() == expected


def test_a_left_click_asks_for_what_the_face_says(tray: PystrayTray, icon: FakeIcon, posted: list[Event]) -> None:
    tray.show(face())
    icon()
    tray.show(face(activate=TakeBreak()))
    icon()
    tray.secondary()

    assert posted == [Asked(ShowStatus()), Asked(TakeBreak()), Asked(OpenSettings())]


def test_the_default_action_is_not_seen_in_the_menu(tray: PystrayTray, icon: FakeIcon) -> None:
    tray.show(
        face(menu=(Row("a", "R&D_1\n2", Quit(), checked=True, radio=True), Row("b", "Off", Quit(), enabled=False)))
    )

    assert [(item.text, item.checked, item.radio, item.enabled, item.default) for item in icon.menu] == [
        ("R&&D_1 2", True, True, True, False),
        ("Off", None, False, False, False),
    ]


def test_plain_rows_cannot_be_chosen_and_rows_below_a_row_are_a_menu(
    tray: PystrayTray, icon: FakeIcon, posted: list[Event]
) -> None:
    tray.show(face(menu=(Row("number", "67 %"), Row("more", "More", children=(Row("quit", "Quit", Quit()),)))))
    number, more = list(icon.menu)
    number(icon)
    [inner] = list(more.submenu)
    inner(icon)

    assert isinstance(more.submenu, Menu)
    assert not number.enabled
    assert more.enabled
    assert posted == [Asked(Quit())]


def test_whether_it_is_hosted_is_unknown_where_the_icon_cannot_say(tray: PystrayTray, icon: FakeIcon) -> None:
    assert tray.hosted() is None

    tray.close()

    assert icon.names() == ["stop"]


def test_a_row_that_is_as_it_was_keeps_its_item(tray: PystrayTray, icon: FakeIcon) -> None:
    inside = Row("inside", "Later", OpenSettings())
    tray.show(replace(face(), menu=(Row("number", "41 %"), Row("more", "More", children=(inside,)))))
    before = list(icon.menu)

    tray.show(replace(face(), menu=(Row("number", "42 %"), Row("more", "More", children=(inside,)))))

    assert [False, True] == [one is other for one, other in zip(before, icon.menu, strict=True)]
