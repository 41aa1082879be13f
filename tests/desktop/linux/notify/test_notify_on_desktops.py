"""Each real notification server shows a notice once, with answers that reach the program."""

import sys

import pytest
from PIL import Image

from tests.desktop.conftest import Desks
from tests.desktop.harness.acting import eyes
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.listening import NotificationLog
from tests.desktop.harness.processes import Program
from tests.desktop.harness.servers import OnScreen
from tests.desktop.harness.waiting import until
from tests.desktop.linux import tray_program
from tests.desktop.linux.tray_program import NOTICE

pytestmark = pytest.mark.desktop

every_server = pytest.mark.parametrize(
    ("kind", "name"),
    [("x11", "dunst"), ("x11", "xfce4-notifyd"), ("wayland", "mako"), ("wayland", "swaync"), ("wayland", "dunst")],
)
CLICK_CHOOSES = [("x11", "dunst"), ("wayland", "mako")]
"""Those that draw no buttons, set up so that a left click runs the default action."""


def open_desk(desks: Desks, kind: str) -> Desk:
    return desks.x11() if kind == "x11" else desks.wayland()


def start(desk: Desk) -> Program:
    return desk.start(sys.executable, "-m", tray_program.__name__, "notices", name="tray-program")


def is_notice(box: Box) -> bool:
    return box.width > 100 and box.height > 30


def notice_box(desk: Desk, before: Image.Image) -> Box:
    return eyes.appeared(desk, before, is_notice)


def wait_until_gone(desk: Desk, before: Image.Image) -> None:
    # The pointer is somewhere else than before, and on some screens it is seen.
    until(lambda: not any(map(is_notice, eyes.changed(before, desk.look()))), "the notice to go")


@every_server
def test_each_button_asks_for_its_command_and_closes_the_notice(desks: Desks, kind: str, name: str) -> None:
    desk = open_desk(desks, kind)
    server = desks.server(desk, name)
    for button in NOTICE.buttons:
        log = NotificationLog(desk.session_bus)
        before = eyes.settled(desk)
        program = start(desk)
        shown = log.wait_for(NOTICE.title)
        box = notice_box(desk, before)
        desk.shot(f"{name}-{button.key}")
        server.press(button.label, OnScreen(shown.labels, box))
        program.wait_to_say(f"ASKED {type(button.command).__name__}")
        wait_until_gone(desk, before)
        log.listen()
        program.stop()
        log.close()

        assert len(log.shown) == 1
        assert program.said().count("ASKED") == 1


@pytest.mark.parametrize(("kind", "name"), CLICK_CHOOSES)
def test_a_click_is_the_first_choice_where_no_buttons_are_drawn(desks: Desks, kind: str, name: str) -> None:
    desk = open_desk(desks, kind)
    desks.server(desk, name)
    log = NotificationLog(desk.session_bus)
    before = eyes.settled(desk)
    program = start(desk)
    box = notice_box(desk, before)

    desk.hands.click(box.centre)
    program.wait_to_say("ASKED TakeBreak")

    assert "Take a break" in log.wait_for(NOTICE.title).body


@every_server
def test_a_lasting_notice_comes_back_once_with_the_server(desks: Desks, kind: str, name: str) -> None:
    desk = open_desk(desks, kind)
    before = eyes.settled(desk)
    program = start(desk)
    program.wait_to_say("READY")
    server = desks.server(desk, name)
    log = NotificationLog(desk.session_bus)
    for _ in range(2):
        notice_box(desk, before)
        server.kill()
        wait_until_gone(desk, before)
        server.start()
    notice_box(desk, before)
    log.listen()

    assert len(log.shown) in (2, 3)  # the first may have been shown before the log began
    assert {one.replaces for one in log.shown} == {0}
    assert "FAILED" not in program.said()
