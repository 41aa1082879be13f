"""The program goes on when the session bus, or the X server, hangs or dies, and all is there when they come back."""

import signal
import time
from datetime import timedelta

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.faults.test_crashes import (
    LARGEST_LOG,
    SUGGESTED,
    held,
    items,
    log_bytes,
    status,
    watched,
)
from tests.desktop.harness.bus_listener import NotificationLog
from tests.desktop.harness.processes import Program
from tests.desktop.harness.waiting import until
from tests.desktop.harness.x11 import X11Desk
from tests.desktop.stories.person import Person
from tests.desktop.stories.story import A_STRETCH
from tray.control import command_form, protocol
from tray.control.client import ask
from tray.core.law.values import Regime
from tray.core.messages.commands import Pause, Resume
from tray.core.messages.facts import Suggested

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(300)]

QUICKLY = timedelta(seconds=5)
"""The command line gives up after so long."""
LATER = timedelta(seconds=90)
"""What is gone is looked for less and less often, at least once a minute."""


def xfce(desks: Desks) -> Person:
    desk = desks.x11(needs=("xfce4-panel", "xfconfd"))
    return Person(desk, "xfce4-panel", desks.server(desk, "xfce4-notifyd"))


def unharmed(person: Person, program: Program) -> None:
    assert program.exit_code is None
    assert "Traceback" not in program.said()
    assert log_bytes(person) < LARGEST_LOG
    assert not any("bug in Backpressure" in one for one in status(person)["problems"])


def crash_what_is_left(person: Person) -> None:
    """Some programs outlive their bus or their screen, and do nothing any more."""
    for name in ("xfce4-panel", "xfce4-notifyd", "xfconfd", "openbox"):
        for program in person.desk.household.running(name):
            program.kill()


def comes_back(person: Person) -> None:
    """Panel and notification server come back, and one icon does."""
    assert person.server
    person.log = NotificationLog(person.desk.session_bus)
    person.server.start()
    person.bring_panel()
    until(lambda: items(person), "the icon to be registered again", LATER)
    person.icon()


def is_suggested_once(person: Person) -> None:
    """The suggestion comes back, and is the only one on the screen."""
    until(lambda: person.times_suggested() == 1, "the suggestion to come back", LATER)
    until(lambda: len(person.notices()) == 1, "one suggestion on the screen")


def test_a_session_bus_that_is_killed_takes_nothing_with_it_for_good(desks: Desks) -> None:
    person = xfce(desks)
    person.has_worked(A_STRETCH)
    program = person.start()
    person.desk.hands.type("a few words")
    person.sees(SUGGESTED, "suggestion")
    before = held(program.pid)
    person.desk.kill_session_bus()
    until(lambda: any("session bus" in one for one in status(person)["problems"]), "the loss to be told")
    assert "none" == status(person)["sources"]["tray"]
    watched(program.pid, timedelta(seconds=3))
    ask(person.places.runtime, "status")
    crash_what_is_left(person)

    person.desk.restart_session_bus()
    comes_back(person)
    is_suggested_once(person)
    until(lambda: not status(person)["problems"], "nothing to be missing any more")
    until(lambda: held(program.pid).descriptors <= before.descriptors, "descriptors to be closed")
    assert before.threads == held(program.pid).threads
    unharmed(person, program)


def test_an_x_server_that_is_killed_ends_the_icon_and_not_the_record(desks: Desks) -> None:
    person = xfce(desks)
    desk = person.desk
    assert isinstance(desk, X11Desk)
    person.has_worked(A_STRETCH)
    program = person.start()
    desk.hands.type("a few words")
    person.sees(SUGGESTED, "suggestion")
    pressure = status(person)["pressure"]
    desk.kill_screen()
    until(lambda: status(person)["sources"]["idle"] == "none", "the loss to be told")
    watched(program.pid, timedelta(seconds=3))
    assert status(person)["pressure"] >= pressure - 1, "what was worked is not forgotten"
    crash_what_is_left(person)

    desk.restart_screen()
    until(lambda: status(person)["sources"]["idle"] == "x11-sync", "input to be heard of again", LATER)
    desk.hands.type("a few words more")
    comes_back(person)
    until(lambda: status(person)["regime"] == Regime.WORK.value, "work to be counted again")
    # Whether anybody worked on was unknown, so the suggestion was taken back; another one has its time.
    person.wait_for_fact(Suggested)
    assert 0 == person.times_suggested()
    assert person.is_clear()
    unharmed(person, program)


def test_an_x_server_that_hangs_keeps_nobody_waiting(desks: Desks) -> None:
    desk = desks.x11(manager="xfwm4", needs=("trayer",))
    person = Person(desk, "trayer")
    program = person.start()
    until(lambda: status(person)["sources"]["tray"] == "xembed", "the icon to dock")
    person.icon()
    desk.screen.send(signal.SIGSTOP)
    for command in (Pause(), Resume()) * 10:
        began = time.monotonic()
        ask(person.places.runtime, protocol.COMMAND, command_form.packed(command))
        assert time.monotonic() - began < QUICKLY.total_seconds()
    watched(program.pid, timedelta(seconds=3))
    desk.screen.send(signal.SIGCONT)

    until(lambda: status(person)["sources"]["tray"] == "xembed", "the icon to dock again", LATER)
    person.click_icon()
    unharmed(person, program)


def test_without_a_session_bus_a_panel_that_needs_none_shows_one_icon(desks: Desks) -> None:
    desk = desks.x11(manager="xfwm4", needs=("trayer",))
    person = Person(desk, "trayer")
    program = person.start()
    until(lambda: status(person)["sources"]["tray"] == "xembed", "the icon to dock")
    before = held(program.pid)
    desk.kill_session_bus()
    until(lambda: any("session bus" in one for one in status(person)["problems"]), "the loss to be told")

    until(lambda: status(person)["sources"]["tray"] == "xembed", "the icon to dock again", LATER)
    until(lambda: desk.windows_of("backpressure") == 1, "one icon")
    person.icon()
    watched(program.pid, timedelta(seconds=3))

    desk.restart_session_bus()
    until(lambda: not status(person)["problems"], "nothing to be missing any more", LATER)
    until(lambda: status(person)["sources"]["tray"] == "xembed", "the icon to dock once more", LATER)
    until(lambda: desk.windows_of("backpressure") == 1, "one icon")
    until(lambda: held(program.pid).descriptors <= before.descriptors, "descriptors to be closed")
    unharmed(person, program)


def test_a_compositor_that_hangs_keeps_nobody_waiting(desks: Desks) -> None:
    desk = desks.wayland("waybar")
    person = Person(desk, "waybar")
    program = person.start()
    desk.hands.type("a few words")
    person.wait_until(lambda told: told["regime"] == Regime.WORK.value, "work to be seen")
    sources = status(person)["sources"]
    desk.freeze(True)
    for command in (Pause(), Resume()) * 10:
        began = time.monotonic()
        ask(person.places.runtime, protocol.COMMAND, command_form.packed(command))
        assert time.monotonic() - began < QUICKLY.total_seconds()
    watched(program.pid, timedelta(seconds=3))
    desk.freeze(False)

    desk.hands.type("a few words more")
    person.wait_until(lambda told: told["regime"] == Regime.WORK.value, "work to be seen again")
    until(lambda: sources == status(person)["sources"], "everything to be as it was", LATER)
    person.icon()
    unharmed(person, program)


def test_a_session_bus_that_never_answers_keeps_nobody_waiting(desks: Desks) -> None:
    person = Person(desks.x11(), panel="")
    bus = person.desk.household.running("dbus-daemon")[0]
    person.set({})
    bus.send(signal.SIGSTOP)
    began = time.monotonic()
    program = person.start()
    assert time.monotonic() - began < QUICKLY.total_seconds()
    until(lambda: any("session bus" in one for one in status(person)["problems"]), "the loss to be told")
    watched(program.pid, timedelta(seconds=2))
    bus.send(signal.SIGCONT)

    until(lambda: not status(person)["problems"], "the bus to be there", LATER)
    unharmed(person, program)
