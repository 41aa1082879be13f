"""An icon lives in panels that know only XEMBED, whatever they do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from Xlib import XK

from tests.desktop.faces import MENU, face
from tests.desktop.linux.fake_systray import PANEL, SLOT
from tests.desktop.linux.fakes import FakePanel
from tests.desktop.linux.tray.conftest import Screen, pixmaps
from tests.desktop.reactor import HandTurnedReactor
from tray.core.messages.commands import OpenSettings, Pause, Quit, ShowStatus, Skip, Snooze
from tray.core.messages.events import Asked, Event
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.tray.status_notifier_or_xembed import LinuxTray
from tray.desktop.linux.tray.xembed_picture_and_scale import blended, fitting
from tray.view.tray.face import Row

pytestmark = pytest.mark.desktop


def test_it_docks_in_the_tray_that_is_there(screen: Screen) -> None:
    systray = screen.systray_comes()
    tray = screen.tray()

    tray.show(face())
    screen.until(tray.hosted)

    assert tray.name == "xembed"
    assert len(systray.here) == 1


def test_it_docks_once_in_each_tray_that_comes(screen: Screen) -> None:
    tray = screen.tray()
    tray.show(face())
    counts = []
    for _ in range(5):
        screen.settle()
        assert not tray.hosted()
        systray = screen.systray_comes()
        screen.until(tray.hosted)
        screen.settle()
        counts.append((len(systray.docked), len(systray.here)))
        screen.leaves(screen.systray)
        screen.until(lambda: not tray.hosted())

    assert counts == [(1, 1)] * 5


def test_it_moves_to_the_tray_that_has_taken_over(screen: Screen) -> None:
    first = screen.systray_comes()
    tray = screen.tray()
    tray.show(face())
    screen.until(tray.hosted)
    second = screen.systray_comes()
    screen.settle()

    screen.leaves(first)
    screen.until(lambda: second.here)

    assert len(second.docked) == 1


@pytest.mark.parametrize("depth", [24, 32])
def test_the_panel_is_seen_where_the_picture_is_transparent(screen: Screen, depth: int) -> None:
    systray = screen.systray_comes(depth=depth)
    tray = screen.tray()
    panel, red = PANEL.to_bytes(3, "little"), bytes((0, 0, 255))

    def halves() -> tuple[set[bytes], set[bytes]]:
        data = systray.pixels()
        pixels = [data[start : start + 3] for start in range(0, len(data), 4)]
        return set(pixels[: SLOT * SLOT // 2]), set(pixels[SLOT * SLOT // 2 :])

    tray.show(face(255))
    screen.until(tray.hosted)
    screen.until(lambda: halves() == ({panel}, {red}))
    tray.show(face(128))
    screen.until(lambda: halves() == ({panel}, {bytes((0, 0, 128))}))


def test_clicks_become_the_faces_commands(screen: Screen, reactor: HandTurnedReactor) -> None:
    systray = screen.systray_comes()
    tray = screen.tray()
    tray.show(face())
    screen.until(tray.hosted)

    systray.click(1)
    screen.until(lambda: len(reactor.posted) == 1)
    systray.click(2)
    screen.until(lambda: len(reactor.posted) == 2)

    assert reactor.posted == [Asked(ShowStatus()), Asked(OpenSettings())]


FIFTY = (*(Row(f"row-{each}", f"Row {each}", Snooze(timedelta(minutes=each))) for each in range(50)), MENU[-1])
"""A menu that is higher than the screen."""


class Opened:
    """A menu that was opened by a click, and what a person does in it."""

    def __init__(self, screen: Screen, menu: tuple[Row, ...] = MENU) -> None:
        self.screen, self.systray, self.tray = screen, screen.systray_comes(), screen.tray()
        self.tray.show(face(menu=menu))
        screen.until(self.tray.hosted)
        self._without = self.systray.windows
        self.open()

    def open(self) -> None:
        """Click the icon, once the menu before it is gone."""
        self.screen.until(lambda: self.systray.windows == self._without)
        self.systray.click(3)
        self.screen.until(lambda: self.systray.windows > self._without)

    def press(self, *keys: int) -> None:
        """One after the other."""
        for each in keys:
            self.systray.press(each)

    @property
    def seen(self) -> bytes:
        """What the menu shows."""
        return self.systray.look(*self.systray.popup())

    def see(self, *keys: int) -> None:
        """Press keys each of which changes what is seen, and wait for that."""
        for each in keys:
            before = self.seen
            self.press(each)
            self.screen.until(lambda: self.seen != before)  # noqa: B023 - within this turn

    def chosen(self, *keys: int) -> list[Event]:
        """What is asked for after these keys."""
        self.press(*keys)
        posted = self.screen.reactor.posted
        self.screen.until(lambda: posted)
        found = list(posted)
        posted.clear()
        return found


@pytest.fixture
def opened(screen: Screen) -> Opened:
    return Opened(screen)


def test_a_menu_that_is_higher_than_the_screen_is_within_it_and_its_last_row_is_reached_by_keys(
    screen: Screen, reactor: HandTurnedReactor
) -> None:
    systray = Opened(screen, FIFTY).systray

    left, top, width, height = systray.popup()
    assert left >= 0
    assert top >= 0
    assert left + width <= 640
    assert top + height <= 480

    systray.press(XK.XK_Up)
    systray.press(XK.XK_Return)
    screen.until(lambda: reactor.posted)
    assert reactor.posted == [Asked(Quit())]


def test_a_menu_that_is_higher_than_the_screen_scrolls_under_the_wheel_and_by_its_arrows(
    screen: Screen, reactor: HandTurnedReactor
) -> None:
    opened = Opened(screen, FIFTY)
    systray = opened.systray
    left, top, width, height = systray.popup()
    x, last_row, arrow = left + width // 2, top + height - 52, top + height - 12

    for _ in range(20):
        systray.click_at(x, last_row, button=5)
    systray.click_at(x, last_row)
    screen.until(lambda: reactor.posted)
    assert reactor.posted == [Asked(Quit())]

    opened.open()
    for _ in range(20):
        systray.click_at(x, arrow)
    systray.click_at(x, last_row)
    screen.until(lambda: len(reactor.posted) == 2)
    assert reactor.posted == [Asked(Quit())] * 2

    opened.open()
    for where in (arrow, top + 12):
        for _ in range(20):
            systray.click_at(x, where)
    systray.click_at(x, top + 36)
    screen.until(lambda: len(reactor.posted) == 3)
    assert reactor.posted[2] == Asked(Snooze(timedelta(0))), "the first row is back below the arrow"


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ((XK.XK_Down,), 0),
        ((XK.XK_End, XK.XK_Up), 49),
        ((XK.XK_End, XK.XK_Home), 0),
        ((XK.XK_Page_Down, XK.XK_Page_Up), 0),
        ((XK.XK_Page_Down, *[XK.XK_Up] * 40), 10),
    ],
)
def test_keys_lead_to_the_ends_of_a_menu_and_to_rows_that_were_out_of_sight(
    screen: Screen, keys: tuple[int, ...], row: int
) -> None:
    opened = Opened(screen, FIFTY)

    assert [Asked(Snooze(timedelta(minutes=row)))] == opened.chosen(*keys, XK.XK_Return)


def test_a_row_that_keys_come_to_is_brought_to_sight(screen: Screen) -> None:
    opened = Opened(screen, FIFTY)
    opened.see(XK.XK_Down)
    chosen = opened.seen
    opened.see(XK.XK_End)
    opened.press(XK.XK_Home)

    screen.until(lambda: opened.seen == chosen)


@pytest.mark.parametrize("back", [(XK.XK_Left,), (XK.XK_Home, XK.XK_Return)])
def test_out_of_a_submenu_one_comes_by_its_first_row_and_by_the_key_that_points_back(
    opened: Opened, back: tuple[int, ...]
) -> None:
    assert [Asked(Skip())] == opened.chosen(XK.XK_Down, XK.XK_Down, XK.XK_Right, XK.XK_End, XK.XK_Return)
    opened.open()

    assert [Asked(Quit())] == opened.chosen(XK.XK_Down, XK.XK_Down, XK.XK_Right, *back, XK.XK_End, XK.XK_Return)


def test_where_a_submenu_of_a_submenu_goes_one_is_in_the_one_that_it_was_in(screen: Screen) -> None:
    inner = Row("inner", "Inner", children=(Row("deep", "Deep", Skip()),))
    outer = Row("outer", "Outer", children=(Row("row", "Row", Pause()), inner))
    opened = Opened(screen, (outer, MENU[-1]))
    opened.see(XK.XK_Down, XK.XK_Right, XK.XK_End, XK.XK_Right)
    opened.tray.show(face(menu=(replace(outer, children=outer.children[:1]), MENU[-1])))

    assert [Asked(Pause())] == opened.chosen(XK.XK_End, XK.XK_Return)


def test_what_leads_out_of_a_submenu_is_called_as_what_led_into_it(opened: Opened) -> None:
    opened.see(XK.XK_Down, XK.XK_Down, XK.XK_Right)
    before = opened.seen
    opened.tray.show(face(menu=tuple(replace(row, label="Später") if row.key == "snooze" else row for row in MENU)))

    opened.screen.until(lambda: opened.seen != before)


def test_a_submenu_that_goes_while_one_is_in_it_leads_back_and_no_row_is_taken_for_one_of_it(opened: Opened) -> None:
    opened.see(XK.XK_Down, XK.XK_Down, XK.XK_Right, XK.XK_Down, XK.XK_Down, XK.XK_Down)
    opened.tray.show(face(menu=tuple(row for row in MENU if row.key != "snooze")))
    opened.tray.show(face())  # which opens it no second time

    assert [Asked(Quit())] == opened.chosen(XK.XK_Return, XK.XK_End, XK.XK_Return)


def test_a_row_stays_the_one_that_the_next_key_takes_when_others_come_or_go(opened: Opened) -> None:
    opened.see(XK.XK_End)
    opened.tray.show(face(menu=(Row("back", "I'm back", Skip()), *MENU)))
    assert [Asked(Quit())] == opened.chosen(XK.XK_Return)
    opened.tray.show(face())
    opened.open()
    opened.see(XK.XK_End)
    opened.tray.show(face(menu=MENU[:-2]))

    assert [Asked(Pause())] == opened.chosen(XK.XK_Return, XK.XK_End, XK.XK_Return)


def test_of_several_choices_the_one_that_holds_is_marked_otherwise_than_what_is_ticked(screen: Screen) -> None:
    kinds = [(True, True), (False, True), (True, False), (False, False)]
    rows = [Row(f"row-{n}", "Row", Skip(), checked=on, radio=radio) for n, (on, radio) in enumerate(kinds)]
    opened = Opened(screen, tuple(rows))
    left, top, width, _ = opened.systray.popup()
    # 4 points above the rows, which are 26 high.
    seen = {opened.systray.look(left + 1, top + 4 + 26 * n, width - 2, 26) for n in range(len(kinds))}

    assert len(kinds) == len(seen)


def test_a_closed_tray_leaves_the_panel(screen: Screen) -> None:
    systray = screen.systray_comes()
    tray = screen.tray()
    tray.show(face())
    screen.until(tray.hosted)

    tray.close()

    screen.until(lambda: not systray.here)
    assert not tray.hosted()


def test_it_waits_for_status_notifiers_before_it_opens_a_display(
    screen: Screen, connect: Callable[[], Bus], reactor: HandTurnedReactor
) -> None:
    systray = screen.systray_comes()
    panel = FakePanel(connect())
    reactor.run_until(lambda: panel.here)
    tray = screen.tray(connect())
    tray.show(face())
    reactor.run_until(tray.hosted)
    reactor.advance(timedelta(minutes=1))
    screen.settle()

    assert tray.name == "status-notifier"
    assert systray.here == []


def test_it_moves_between_the_two_kinds_and_is_in_one_of_them_only(
    screen: Screen, connect: Callable[[], Bus], reactor: HandTurnedReactor
) -> None:
    systray = screen.systray_comes()
    tray = screen.tray(connect())
    tray.show(face())
    seen = []
    for _ in range(3):
        screen.settle()
        reactor.advance(timedelta(seconds=4))
        screen.until(tray.hosted)
        seen.append((tray.name, len(systray.here)))
        panel = FakePanel(connect())
        screen.until(partial(len, panel.registered))
        screen.until(lambda: tray.name == "status-notifier" and tray.hosted())
        seen.append((tray.name, len(systray.here)))
        panel.leave()
        screen.until(lambda: not tray.hosted())

    assert seen == [("xembed", 1), ("status-notifier", 0)] * 3


@pytest.mark.parametrize("first", [True, False], ids=["watcher first", "icon first"])
def test_a_watcher_without_a_panel_takes_no_icon_out_of_the_tray_that_shows_it(
    screen: Screen, connect: Callable[[], Bus], reactor: HandTurnedReactor, first: bool
) -> None:
    systray = screen.systray_comes()
    watcher = FakePanel(connect(), has_host=False) if first else None
    screen.until(lambda: watcher is None or watcher.here)
    tray = screen.tray(connect())
    tray.show(face())
    screen.settle()
    reactor.advance(timedelta(seconds=4))
    screen.until(tray.hosted)
    watcher = watcher or FakePanel(connect(), has_host=False)
    screen.until(lambda: watcher.registered)
    screen.settle()
    seen = [(tray.name, len(systray.here))]
    for change in (watcher.get_host, watcher.lose_host, watcher.get_host, watcher.leave):
        change()
        screen.settle()
        reactor.advance(timedelta(seconds=4))
        screen.until(tray.hosted)
        seen.append((tray.name, len(systray.here)))

    assert seen == [
        ("xembed", 1),
        ("status-notifier", 0),
        ("xembed", 1),
        ("status-notifier", 0),
        ("xembed", 1),
    ]


def test_nothing_is_drawn_where_there_is_no_tray_until_one_comes(screen: Screen) -> None:
    tray = screen.tray()
    tray.show(face())
    screen.until(lambda: tray.problem)
    assert ("none", False) == (tray.name, tray.hosted())
    assert "no tray on the X server" in str(tray.problem)

    screen.systray_comes()
    screen.until(tray.hosted)

    assert ("xembed", None) == (tray.name, tray.problem)


def test_a_panel_that_comes_with_both_kinds_of_tray_gets_one_icon(
    screen: Screen, connect: Callable[[], Bus], reactor: HandTurnedReactor
) -> None:
    tray = screen.tray(connect())
    tray.show(face())
    screen.settle()
    reactor.advance(timedelta(seconds=4))
    screen.until(lambda: tray.problem)
    systray = screen.systray_comes()
    screen.settle()
    panel = FakePanel(connect())
    screen.until(lambda: panel.registered)
    reactor.advance(timedelta(seconds=4))
    screen.settle()

    assert "status-notifier" == tray.name
    assert [] == systray.docked


def test_the_end_of_the_display_is_the_end_of_the_icon_only(screen: Screen) -> None:
    screen.systray_comes()
    tray = screen.tray()
    tray.show(face())
    screen.until(tray.hosted)
    screen.leaves(screen.systray)

    screen.server.kill()
    screen.reactor.run_until(lambda: tray.name == "none")
    tray.show(face(7))
    tray.close()

    assert not tray.hosted()


def test_without_a_display_the_problem_is_told(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    screen.server.kill()
    monkeypatch.setenv("DISPLAY", screen.server.display)
    tray = screen.tray()
    tray.show(face())

    assert (tray.name, tray.hosted()) == ("none", False)
    assert "X server" in str(tray.problem)


def test_under_wayland_no_display_is_opened(reactor: HandTurnedReactor) -> None:
    tray = LinuxTray(None, reactor, pixmaps, environment={"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"})

    assert tray.problem == "No panel takes status notifier items."


def test_the_largest_picture_that_fits_is_taken() -> None:
    sizes = pixmaps(face(1).gauge)

    assert [fitting(sizes, size)[0] for size in (16, 21, 22, 30, 64, 8)] == [16, 16, 22, 24, 32, 8]


def test_a_half_transparent_point_lets_half_the_panel_through() -> None:
    picture = (1, 1, bytes((128, 255, 0, 0)))

    assert blended(picture, bytes((100, 100, 100, 255)) * 2, 2, 1) == bytes((49, 49, 177, 255, 100, 100, 100, 255))
