"""Can the test bench be trusted? It is tried with a stand-in before Backpressure is judged by it."""

import sys

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.harness.acting import eyes, probe
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.acting.menus import open_menu
from tests.desktop.harness.bus_listener import NotificationLog
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.notification_servers import OnScreen
from tests.desktop.harness.processes import Program
from tests.desktop.harness.waiting import until
from tests.desktop.harness.wayland import WaylandDesk
from tests.desktop.harness.x11 import X11Desk

pytestmark = pytest.mark.desktop


def start_probe(desk: Desk, kind: str) -> Program:
    return desk.start(sys.executable, "-m", probe.__name__, kind, name=f"probe-{kind}")


def icon(desk: Desk, colour: str) -> Box:
    def look() -> Box | None:
        return next((box for box in eyes.coloured(desk.look(), colour) if box.width >= 8), None)

    return until(look, f"an icon in {colour}")


def panel_desk(desks: Desks, panel: str) -> X11Desk | WaylandDesk:
    return desks.wayland(panel) if panel == "waybar" else desks.x11(panel)


panels = pytest.mark.parametrize("panel", ["xfce4-panel", "waybar"])


@panels
def test_a_left_click_reaches_the_icon_and_its_new_colour_is_seen(desks: Desks, panel: str) -> None:
    desk = panel_desk(desks, panel)
    item = start_probe(desk, "item")
    desk.hands.click(icon(desk, "red").centre)

    item.wait_to_say("ACTIVATED")
    assert icon(desk, "lime").width >= 8
    desk.shot("clicked")


@panels
def test_each_row_of_the_menu_can_be_chosen(desks: Desks, panel: str) -> None:
    desk = panel_desk(desks, panel)
    item = start_probe(desk, "item")
    place = icon(desk, "red").centre
    for number, label in enumerate(probe.LABELS):
        if label == "Take a break":
            continue
        menu = open_menu(desk, place, f"menu-{number}")
        assert len(probe.LABELS) == len(menu.rows)
        menu.choose(number)
        item.wait_to_say(f"CHOSEN {label}")
        desk.hands.move((500, 500))


@panels
def test_each_row_of_a_menu_below_a_row_can_be_chosen(desks: Desks, panel: str) -> None:
    desk = panel_desk(desks, panel)
    item = start_probe(desk, "item")
    place = icon(desk, "red").centre
    for number, label in enumerate(probe.INNER):
        inner = open_menu(desk, place, f"menu-{number}").open_submenu(1, f"inner-{number}")
        assert len(probe.INNER) == len(inner.rows)
        inner.choose(number)
        item.wait_to_say(f"CHOSEN {label}")
        desk.hands.move((500, 500))


@panels
def test_an_icon_comes_back_when_the_panel_does(desks: Desks, panel: str) -> None:
    desk = desks.wayland() if panel == "waybar" else desks.x11(manager="xfwm4")
    start_probe(desk, "item").wait_to_say("READY")
    first = desk.start_panel(panel)
    icon(desk, "red")
    first.kill()
    desk.wait_without_panel()
    until(lambda: not eyes.coloured(desk.look(), "red"), "the icon to go")
    desk.start_panel(panel)

    assert icon(desk, "red").width >= 8


def test_an_icon_without_status_notifier_is_clicked_in_an_older_panel(desks: Desks) -> None:
    desk = desks.x11("trayer")
    item = start_probe(desk, "xembed")
    desk.hands.click(icon(desk, "red").centre)

    item.wait_to_say("ACTIVATED")
    assert icon(desk, "lime").width >= 8
    desk.shot("clicked")


@pytest.mark.parametrize(
    ("kind", "name"),
    [("x11", "dunst"), ("x11", "xfce4-notifyd"), ("wayland", "mako"), ("wayland", "swaync"), ("wayland", "dunst")],
)
def test_each_button_of_a_notification_can_be_pressed(desks: Desks, kind: str, name: str) -> None:
    desk = desks.x11() if kind == "x11" else desks.wayland()
    server = desks.server(desk, name)
    log = NotificationLog(desk.session_bus)
    for key, label in probe.BUTTONS.items():
        before = eyes.settled(desk)
        sender = start_probe(desk, "notice")
        box = eyes.appeared(desk, before, lambda box: box.width > 100 and box.height > 30)
        desk.shot(f"notice-{key}")
        server.press(label, OnScreen(log.wait_for("Time for a break").labels, box))
        sender.wait_to_say(f"ActionInvoked {key}")
        sender.stop()
        server.kill()
        server.start()


def test_nothing_that_is_merely_installed_starts_by_itself(desks: Desks) -> None:
    desk = desks.x11()
    with pytest.raises(AssertionError, match="bus answered"):
        desk.session_bus.ask(probe.AT_NOTIFICATIONS, "GetCapabilities")


def test_nobody_is_left_when_a_desktop_closes_even_who_left_the_group(desks: Desks) -> None:
    desk = desks.x11("xfce4-panel")
    runaway = "import os, time\nif os.fork() == 0:\n    os.setsid()\n    print('AWAY', flush=True)\n    time.sleep(600)"
    desk.start(sys.executable, "-c", runaway).wait_to_say("AWAY")
    assert len(desk.household.everybody()) >= 6
    desk.close()

    assert desk.household.everybody() == []
    assert not desk.folder.exists()
