"""There is exactly one icon in every real panel, and each click reaches the program."""

import signal
import sys
from datetime import timedelta

import numpy as np
import pytest

from tests.desktop.conftest import Desks
from tests.desktop.harness.acting import eyes
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.acting.hands import Button
from tests.desktop.harness.acting.menus import Menu, open_menu
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.processes import Program
from tests.desktop.harness.waiting import until
from tests.desktop.harness.wayland import WaylandDesk
from tests.desktop.harness.x11 import X11Desk
from tests.desktop.linux import tray_program
from tests.desktop.linux.fakes import FakePanel
from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.dbus.connection import Bus
from tray.view.tray.face import SEPARATOR

pytestmark = pytest.mark.desktop

ASKED = ("TakeBreak", None, "Pause", "Quit")
"""What the rows of the menu ask for, after the first, which is plain text; None for the one that opens another."""
INNER = ("Snooze", "Skip")

every_panel = pytest.mark.parametrize("panel", ["xfce4-panel", "waybar", "trayer"])


def open_desk(desks: Desks, panel: str, *, with_panel: bool = True) -> X11Desk | WaylandDesk:
    name = panel if with_panel else None
    # With openbox trayer stays unpainted now and then, whoever docks in it.
    return desks.wayland(name) if panel == "waybar" else desks.x11(name, manager="xfwm4")


def start(desk: Desk, *what: str) -> Program:
    return desk.start(sys.executable, "-m", tray_program.__name__, *what, name="tray-program")


def icons(desk: Desk, colour: str = "red") -> list[Box]:
    return [box for box in eyes.coloured(desk.look(), colour) if box.width >= 8]


def icon(desk: Desk, colour: str = "red") -> Box:
    return until(lambda: icons(desk, colour), f"an icon in {colour}")[0]


def menu_of(desk: Desk, place: tuple[int, int], name: str) -> Menu:
    desk.hands.move((500, 500))
    return open_menu(desk, place, name)


@every_panel
def test_left_and_middle_click_ask_for_their_commands(desks: Desks, panel: str) -> None:
    desk = open_desk(desks, panel)
    program = start(desk)
    place = icon(desk).centre

    desk.hands.click(place)
    program.wait_to_say("ASKED ShowStatus")
    desk.hands.click(place, Button.MIDDLE)
    program.wait_to_say("ASKED OpenSettings")


@every_panel
def test_each_row_of_the_menu_asks_for_its_command(desks: Desks, panel: str) -> None:
    desk = open_desk(desks, panel)
    program = start(desk)
    place = icon(desk).centre

    for number, command in enumerate(ASKED, 1):
        if command is None:
            continue
        menu = menu_of(desk, place, f"menu-{command}")
        assert len(menu.rows) == 5
        menu.choose(number)
        program.wait_to_say(f"ASKED {command}")


@pytest.mark.parametrize("panel", ["xfce4-panel", "waybar"])
def test_rows_below_a_row_ask_for_their_commands(desks: Desks, panel: str) -> None:
    desk = open_desk(desks, panel)
    program = start(desk)
    place = icon(desk).centre

    for number, command in enumerate(INNER):
        menu_of(desk, place, "menu").open_submenu(2, f"inner-{command}").choose(number)
        program.wait_to_say(f"ASKED {command}")


def test_a_menu_of_ours_is_used_with_mouse_and_keyboard(desks: Desks) -> None:
    desk = open_desk(desks, "trayer")
    program = start(desk)
    place = icon(desk).centre

    menu_of(desk, place, "menu").choose(2)
    desk.hands.move((500, 500))
    picture = eyes.settled(desk)
    desk.shot("inner")
    for key in ("Down", "Down", "Down", "enter"):
        desk.hands.key(key)
    program.wait_to_say("ASKED Skip")

    assert eyes.changed(picture, eyes.settled(desk)), "the menu has gone"


@pytest.mark.parametrize("way", ["key", "click beside", "click on the icon"])
def test_a_menu_of_ours_can_be_left(desks: Desks, way: str) -> None:
    desk = open_desk(desks, "trayer")
    program = start(desk)
    place = icon(desk).centre
    desk.hands.move((500, 500))
    before = eyes.settled(desk)

    open_menu(desk, place, "menu")
    match way:
        case "key":
            desk.hands.key("escape")
        case "click beside":
            desk.hands.click((700, 400))
        case _:
            desk.hands.click(place)
    desk.hands.move((500, 500))
    until(lambda: not eyes.changed(before, desk.look()), "the menu to go")

    assert "ASKED" not in program.said()


def test_the_panel_is_seen_around_the_picture(desks: Desks) -> None:
    desk = open_desk(desks, "trayer")
    empty = eyes.settled(desk)
    start(desk)
    box = icon(desk)

    corners = np.asarray(eyes.settled(desk).crop(box))[[0, 0, -1, -1], [0, -1, 0, -1]]

    panel = np.asarray(empty)[box.centre[1], box.centre[0]]
    assert np.abs(corners.astype(int) - panel).max() <= 2


def test_an_older_panel_shows_the_words_under_the_pointer(desks: Desks) -> None:
    desk = open_desk(desks, "trayer")
    start(desk)
    place = icon(desk).centre
    desk.hands.move((500, 500))
    before = eyes.settled(desk)

    desk.hands.move(place)
    eyes.appeared(desk, before, lambda box: box.width > 150 and box.height > 15)
    desk.shot("tooltip")
    desk.hands.move((500, 500))
    until(lambda: not eyes.changed(before, desk.look()), "the tooltip to go")


@every_panel
def test_one_icon_comes_back_with_the_panel(desks: Desks, panel: str) -> None:
    desk = open_desk(desks, panel, with_panel=False)
    program = start(desk)
    program.wait_to_say("READY")
    for _ in range(2):
        running = desk.start_panel(panel)
        icon(desk)
        eyes.settled(desk)
        assert len(icons(desk)) == 1
        running.kill()
        desk.wait_without_panel()
        until(lambda: not icons(desk), "the icon to go")

    assert "FAILED" not in program.said()


@every_panel
def test_new_words_come_into_an_open_menu_and_leave_it_open(desks: Desks, panel: str) -> None:
    desk = open_desk(desks, panel)
    program = start(desk)
    place = icon(desk).centre
    menu = menu_of(desk, place, "before")

    program.send(signal.SIGUSR1)
    icon(desk, "lime")
    until(lambda: eyes.changed(menu.picture.crop(menu.box), desk.look().crop(menu.box)), "new words in the menu")
    desk.shot("after")
    menu.choose(1)

    program.wait_to_say("ASKED TakeBreak")


@every_panel
def test_a_row_that_is_new_can_be_chosen(desks: Desks, panel: str) -> None:
    desk = open_desk(desks, panel)
    program = start(desk)
    place = icon(desk).centre
    menu_of(desk, place, "before")
    desk.hands.key("escape")

    program.send(signal.SIGUSR2)
    menu = until(lambda: _with_rows(menu_of(desk, place, "after"), 6), "a menu with one row more")
    menu.choose(5)

    program.wait_to_say("ASKED EndBreak")


@pytest.mark.parametrize("panel", ["xfce4-panel", "waybar", "trayer", "gnome-shell", "plasmashell"])
def test_rows_keep_their_order_when_groups_come_and_go(desks: Desks, panel: str) -> None:
    desk = open_any_desk(desks, panel)
    program = start(desk)
    icon(desk)
    eyes.settled(desk)  # icons move aside for one another while they come
    menu_of(desk, icon(desk).centre, "before").leave()
    for number, menu_now in enumerate(tray_program.REGROUPED, 1):
        program.send(signal.SIGHUP)
        program.wait_to_say(f"REGROUPED {number}")
        texts = [row for row in menu_now if row.label != SEPARATOR]
        after_line = [texts.index(menu_now[at + 1]) for at, row in enumerate(menu_now) if row.label == SEPARATOR]
        menu = until(
            lambda: _with_rows(menu_of(desk, icon(desk).centre, "regrouped"), len(texts)),  # noqa: B023
            f"a menu with {len(texts)} rows",
        )
        assert after_line == eyes.lines_across(menu.picture, menu.box, menu.rows), "the lines are not where they belong"
        menu.leave()

    said = 0
    for place, row in enumerate(texts):
        if row.command is None:
            continue
        menu_of(desk, icon(desk).centre, f"choose-{row.key}").choose(place)
        said += 1
        until(lambda: program.said().count("ASKED") == said, "what was chosen to be asked for")  # noqa: B023
        assert program.said().splitlines()[-1] == f"ASKED {type(row.command).__name__}"


@pytest.mark.parametrize(
    ("panel", "asks_first"),
    [("xfce4-panel", False), ("waybar", False), ("trayer", True), ("gnome-shell", True), ("plasmashell", True)],
)
def test_what_changed_while_a_menu_was_closed_is_in_it_as_it_opens(desks: Desks, panel: str, asks_first: bool) -> None:
    desk = open_any_desk(desks, panel)
    program = start(desk)
    icon(desk)
    eyes.settled(desk)
    menu_of(desk, icon(desk).centre, "before").leave()
    eyes.settled(desk)

    program.send(signal.SIGHUP)
    program.wait_to_say("REGROUPED 1")
    built = "BUILT 1" in program.said()
    menu = menu_of(desk, icon(desk).centre, "after")

    texts = [row for row in tray_program.REGROUPED[0] if row.label != SEPARATOR]
    assert len(texts) == len(menu.rows)
    assert asks_first is not built


def open_any_desk(desks: Desks, panel: str) -> Desk:
    if panel == "gnome-shell":
        return desks.gnome()
    if panel == "plasmashell":
        desk = desks.plasma()
        desk.start_panel(panel)
        return desk
    return open_desk(desks, panel)


def _with_rows(menu: Menu, count: int) -> Menu | None:
    if len(menu.rows) == count:
        return menu
    menu.desk.hands.key("escape")
    return None


def test_the_icon_moves_to_a_panel_that_knows_more(desks: Desks) -> None:
    desk = open_desk(desks, "trayer")
    program = start(desk)
    program.wait_to_say("HOSTED xembed")

    desk.start_panel("xfce4-panel")
    program.wait_to_say("HOSTED status-notifier")
    icon(desk)
    eyes.settled(desk)

    assert len(icons(desk)) == 1


def test_the_icon_stays_in_a_tray_that_works_while_a_watcher_has_no_panel(
    desks: Desks, reactor: HandTurnedReactor
) -> None:
    desk = desks.x11("trayer", manager="openbox")
    program = start(desk)
    program.wait_to_say("HOSTED xembed")
    watcher = FakePanel(Bus.connect("session", reactor, environment=desk.env), has_host=False)
    reactor.run_until(lambda: watcher.registered)
    reactor.run_for(timedelta(milliseconds=300))
    icon(desk)

    watcher.get_host()
    reactor.run_for(timedelta(milliseconds=300))
    program.wait_to_say("HOSTED status-notifier")
    until(lambda: not icons(desk), "the icon to leave the tray")
    watcher.leave()
    icon(desk)
    program.wait_to_say("HOSTED xembed")

    assert program.said().split("\n")[1:5] == [
        "NOT HOSTED",
        "HOSTED xembed",
        "HOSTED status-notifier",
        "NOT HOSTED",
    ]
    assert "FAILED" not in program.said()
