"""Backpressure is at home on a desktop: it starts with it, and keeps quiet in a meeting."""

from datetime import timedelta

import pytest

from tests.desktop.conftest import Desks, require
from tests.desktop.harness.waiting import until
from tests.desktop.stories.person import Person

pytestmark = pytest.mark.desktop

SOUND = ("--daemonize=no", "--exit-idle-time=-1", "--disallow-exit")
MODULES = ("-L", "module-null-source source_name=mic", "-L", "module-native-protocol-unix")


@pytest.fixture
def person(desks: Desks) -> Person:
    desk = desks.x11(needs=("xfce4-panel", "xfconfd"))
    return Person(desk, "xfce4-panel", desks.server(desk, "xfce4-notifyd"))


def test_a_meeting_is_work_and_holds_a_suggestion_until_it_ends(person: Person) -> None:
    require("pulseaudio", "parec")
    person.desk.start("pulseaudio", "-n", *SOUND, *MODULES)
    until(lambda: (person.desk.runtime / "pulse/native").exists(), "the sound server")
    person.has_worked(timedelta(minutes=20))
    recording = person.desk.start("parec", "-d", "mic", "--file-format=wav", "/dev/null")
    person.start()
    person.wait_until(lambda status: "meeting" in status["quiet"], "the meeting to be noticed")
    person.desk.hands.type("a few words")
    person.wait_until(lambda status: status["quiet"] == ["meeting"], "the work to be seen")
    person.set({"breaks.after": '"10m"'})
    person.wait_until(lambda status: status["break"]["due_in_s"] == 0, "a break to be due")
    assert person.status()["regime"] == "work"
    assert "pulse" in person.status()["sources"]["attention"]
    recording.kill()

    person.sees("Time for a", "after-the-meeting")
    assert len([shown for shown in person.log.shown if "Time for a" in shown.title]) == 1


def test_the_menu_lets_it_start_with_the_session_and_no_longer(person: Person) -> None:
    entry = person.desk.home / ".config/autostart/backpressure.desktop"
    person.start()
    person.choose("Settings", "Start at login")
    until(entry.exists, "the autostart entry")
    assert person.desk.ask("autostart", "status").returncode == 0
    assert "\nExec=" in entry.read_text()

    person.choose("Settings", "Start at login")
    until(lambda: not entry.exists(), "the autostart entry to go")
    assert person.desk.ask("autostart", "status").returncode == 1
