"""Each real notification server shows a notice once, with answers that reach the program."""

import signal
import sys
from contextlib import suppress
from datetime import timedelta

import pytest
from jeepney import DBusAddress
from PIL import Image

from tests.desktop.conftest import Desks
from tests.desktop.harness.acting import eyes
from tests.desktop.harness.acting.eyes import Box
from tests.desktop.harness.acting.hands import Button
from tests.desktop.harness.bus_listener import NOTIFICATIONS, NotificationLog
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.notification_servers import OnScreen, Server
from tests.desktop.harness.processes import Program
from tests.desktop.harness.waiting import TookTooLong, until
from tests.desktop.linux import tray_program
from tests.desktop.linux.tray_program import AGAIN, NOTICE, REWORDED

pytestmark = pytest.mark.desktop

every_server = pytest.mark.parametrize(
    ("kind", "name"),
    [("x11", "dunst"), ("x11", "xfce4-notifyd"), ("wayland", "mako"), ("wayland", "swaync"), ("wayland", "dunst")],
)
on_every_desktop = pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("x11", "dunst"),
        ("x11", "xfce4-notifyd"),
        ("wayland", "mako"),
        ("wayland", "swaync"),
        ("gnome", "gnome-shell"),
        ("plasma", "plasma"),
    ],
)
REWORD = {"dunst", "xfce4-notifyd", "mako", "plasma"}
"""Keep a lasting notification on the screen; the others put it away in time, and pop it up for other words."""
A_MOMENT = timedelta(seconds=4)
NO_ANSWERS = {"ShowStatus", "DropQuestion"}
"""What a click beside the buttons may ask for: what shows the choices, and what it means to put the notice away."""
AT_SERVER = DBusAddress("/org/freedesktop/Notifications", NOTIFICATIONS, NOTIFICATIONS)


def open_desk(desks: Desks, kind: str) -> Desk:
    return desks.x11() if kind == "x11" else desks.wayland()


def open_served(desks: Desks, kind: str, name: str) -> tuple[Desk, Server | None]:
    """A desktop with its server as it comes; that of GNOME and Plasma is a part of their shell."""
    if kind == "gnome":
        return desks.gnome(), None
    if kind == "plasma":
        plasma = desks.plasma()
        plasma.start_panel("plasmashell")
        return plasma, None
    desk = open_desk(desks, kind)
    return desk, desks.server(desk, name, as_it_comes=True)


def start(desk: Desk) -> Program:
    return desk.start(sys.executable, "-m", tray_program.__name__, "notices", name="tray-program")


def is_notice(box: Box) -> bool:
    return box.width > 100 and box.height > 30


def notice_box(desk: Desk, before: Image.Image) -> Box:
    return eyes.appeared(desk, before, is_notice)


def wait_until_gone(desk: Desk, before: Image.Image) -> None:
    # The pointer is somewhere else than before, and on some screens it is seen.
    until(lambda: not any(map(is_notice, eyes.changed(before, desk.look()))), "the notice to go")


def wait_until_timed_out(desk: Desk, before: Image.Image) -> None:
    def is_gone() -> bool:
        # GNOME leaves a banner on the screen until the person has touched something since it came.
        for x in (0, 20):
            desk.hands.move((desk.aside[0] + x, desk.aside[1]))
        desk.hands.move(desk.aside)
        return not any(map(is_notice, eyes.changed(before, desk.look())))

    until(is_gone, "the notice to go by itself")


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


@on_every_desktop
def test_no_click_beside_the_buttons_is_an_answer(desks: Desks, kind: str, name: str) -> None:
    desk, server = open_served(desks, kind, name)
    if server:
        server.will_choose("Snooze")
    for button in Button:
        desk.hands.move(desk.aside)
        log = NotificationLog(desk.session_bus)
        before = eyes.settled(desk)
        program = start(desk)
        box = notice_box(desk, before)
        desk.hands.click((box.left + 60, box.top + 20), button)
        eyes.settled(desk)
        log.listen()
        log.close()
        program.stop()

        asked = {line.removeprefix("ASKED ") for line in program.said().splitlines() if line.startswith("ASKED")}
        if (name, button) == ("dunst", Button.MIDDLE):
            assert asked <= NO_ANSWERS | {"Snooze"}  # it opens dunst's menu of the choices, in which that is chosen
        else:
            assert asked <= NO_ANSWERS, f"{button} was taken for an answer"
            assert not {key for _, key in log.answers} - {"default"}


@every_server
def test_putting_everything_away_is_no_answer(desks: Desks, kind: str, name: str) -> None:
    desk = open_desk(desks, kind)
    server = desks.server(desk, name)
    before = eyes.settled(desk)
    program = start(desk)
    notice_box(desk, before)
    if not server.close_all():
        return
    wait_until_gone(desk, before)
    program.wait_to_say("ASKED DropQuestion")
    program.stop()

    assert program.said().count("ASKED") == 1


@on_every_desktop
def test_a_notice_pops_up_again_for_its_next_appearance_and_not_for_other_words(
    desks: Desks, kind: str, name: str
) -> None:
    desk, _ = open_served(desks, kind, name)
    desk.hands.move(desk.aside)
    log = NotificationLog(desk.session_bus)
    before = eyes.settled(desk)
    program = start(desk)
    box = notice_box(desk, before)
    stood = eyes.settled(desk)
    if name not in REWORD:
        wait_until_timed_out(desk, before)

    program.send(signal.SIGUSR1)
    program.wait_to_say("CHANGED")
    if name in REWORD:
        log.wait_for(REWORDED.body)
        until(lambda: eyes.changed(stood, desk.look()), "the other words")
    now = eyes.settled(desk)
    desk.shot(f"{name}-other-words")
    log.listen()
    assert [one.replaces > 0 for one in log.shown] == ([False, True] if name in REWORD else [False])
    assert [] == log.ended
    assert len([each for each in eyes.changed(before, now) if is_notice(each)]) == (name in REWORD)

    program.send(signal.SIGUSR2)
    log.wait_for(AGAIN.title)
    again = notice_box(desk, before)
    now = eyes.settled(desk)
    desk.shot(f"{name}-again")
    log.listen()
    program.stop()

    assert log.shown[-1].replaces == 0
    assert len([each for each in eyes.changed(before, now) if is_notice(each)]) == 1
    assert abs(again.height - box.height) < box.height / 2, "there are two"
    assert "ASKED" not in program.said()


@on_every_desktop
def test_what_a_server_does_with_other_words(desks: Desks, kind: str, name: str) -> None:
    """Not of ours: on this rests which servers are said to take other words in place."""
    desk, _ = open_served(desks, kind, name)
    desk.hands.move(desk.aside)
    before = eyes.settled(desk)
    number = notify(desk, "First words", 0)
    box = notice_box(desk, before)
    if name in REWORD:
        stood = eyes.settled(desk)
        assert notify(desk, "Quite other words", number) == number
        until(lambda: eyes.changed(stood, desk.look()), "the other words")
        after = eyes.settled(desk)
        assert [each for each in eyes.changed(before, after) if is_notice(each)] == [box]
    else:
        wait_until_timed_out(desk, before)
        until(lambda: pops_up_for_other_words(desk, number, before), "other words to pop up")


def pops_up_for_other_words(desk: Desk, number: int, before: Image.Image) -> bool:
    """Whether other words come up; a server that is still about to forget what has left the screen loses them."""
    notify(desk, "Quite other words", number)
    with suppress(TookTooLong):
        until(lambda: any(map(is_notice, eyes.changed(before, desk.look()))), "a notice", A_MOMENT)
        return True
    return False


def notify(desk: Desk, words: str, replaces: int) -> int:
    actions = [text for button in NOTICE.buttons for text in (button.key, button.label)]
    hints = {"urgency": ("y", 1), "suppress-sound": ("b", True)}
    arguments = ("Backpressure", replaces, "", NOTICE.title, words, actions, hints, 0)
    (number,) = desk.session_bus.ask(AT_SERVER, "Notify", "susssasa{sv}i", *arguments)
    return int(number)


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
