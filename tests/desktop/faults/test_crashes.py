"""What do other programs' faults do to a running Backpressure? Spoilt settings, a panel and a server that crash.

A long run (BACKPRESSURE_LONG=1) crashes panel and server fifty times each, else ten times.
"""

import os
import socket
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress

from tests.bench.memory_and_wakeups import memory, spent
from tests.desktop.conftest import Desks
from tests.desktop.harness.waiting import until
from tests.desktop.harness.x11 import WATCHER
from tests.desktop.stories.person import Person
from tests.desktop.stories.story import A_STRETCH
from tests.store.stories import LONG
from tray.control.client import ask

pytestmark = pytest.mark.desktop

CRASHES = 50 if LONG else 10
SUGGESTED = "Time for a"
MOST_MIB = 1.0
"""What the allocator may hold more after the crashes; what leaks is more."""
MOST_BUSY = 0.3
"""The most of the time that may be computed while everything else crashes; a busy loop takes all of it."""
MOST_WAKEUPS = 20
"""In a second, while nobody does anything."""
LARGEST_LOG = 10_000
"""Bytes that may be logged of faults that go on."""
_AT_WATCHER = DBusAddress("/StatusNotifierWatcher", WATCHER, WATCHER)


@pytest.fixture
def person(desks: Desks) -> Person:
    desk = desks.x11(needs=("xfce4-panel", "xfconfd"))
    return Person(desk, "xfce4-panel", desks.server(desk, "xfce4-notifyd"))


def settings_of(person: Person) -> Path:
    return person.desk.home / ".config/backpressure/settings.toml"


def status(person: Person) -> dict[str, Any]:
    """As ``backpressure status --json``, without the cost of starting it."""
    values: dict[str, Any] = ask(person.places.runtime, "status", timeout_seconds=20)["values"]
    return values


def told(person: Person) -> str | None:
    """What is said to be wrong with the settings at this moment."""
    return next((one for one in status(person)["problems"] if str(settings_of(person)) in one), None)


# What is no settings file -------------------------------------------------------------------------------------------


def a_socket(place: Path) -> None:
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        with closing(socket.socket(socket.AF_UNIX)) as listening:
            listening.bind(f"/proc/self/fd/{folder}/{place.name}")
    finally:
        os.close(folder)


def a_gigabyte(place: Path) -> None:
    place.touch()
    os.truncate(place, 1 << 30)


def an_unreadable_file(place: Path) -> None:
    place.touch(mode=0)


HOSTILE: dict[str, Callable[[Path], None]] = {
    "a named pipe": os.mkfifo,
    "a folder": Path.mkdir,
    "can't be opened": a_socket,
    "a device": lambda place: place.symlink_to("/dev/zero"),
    "larger than 256 KB": a_gigabyte,
    "can't be opened: Too many": lambda place: place.symlink_to(place.name),
}
if os.geteuid():  # the administrator may read everything
    HOSTILE["can't be opened: Permission"] = an_unreadable_file


def wait_for_words(person: Person, words: str) -> None:
    until(lambda: words in (told(person) or ""), lambda: f"{words!r} to be told; it was {told(person)!r}")


def test_what_is_no_settings_file_is_said_within_moments_and_the_last_good_ones_hold(person: Person) -> None:
    person.has_worked(A_STRETCH)
    person.set({"levels.yellow": "2"})
    program = person.start()
    file, before = settings_of(person), memory(program.pid).uss
    for words, make in HOSTILE.items():
        person.set({})
        until(lambda: told(person) is None, "the good settings to be taken")
        file.unlink()
        make(file)
        wait_for_words(person, words)
        assert "yellow" == status(person)["level"]
        file.rmdir() if file.is_dir() else file.unlink()

    assert program.exit_code is None
    assert memory(program.pid).uss < before + 4


# A desktop that crashes ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Held:
    """What the program holds of the machine."""

    descriptors: int
    threads: int
    mib: float
    cpu_seconds: float

    def __str__(self) -> str:
        return f"{self.descriptors} files, {self.threads} threads, {self.mib:.1f} MiB"


def held(pid: int) -> Held:
    descriptors, threads = (len(list(Path(f"/proc/{pid}/{what}").iterdir())) for what in ("fd", "task"))
    return Held(descriptors, threads, memory(pid).uss, spent(pid).cpu_seconds)


def log_bytes(person: Person) -> int:
    """The size of the log, which need not be there."""
    log = Path(person.places.log)
    return log.stat().st_size if log.exists() else 0


def watched(pid: int, length: timedelta) -> None:
    """Watch for a busy loop."""
    began, before = time.monotonic(), spent(pid)
    time.sleep(length.total_seconds())
    took, after = time.monotonic() - began, spent(pid)
    assert after.cpu_seconds - before.cpu_seconds < MOST_BUSY * took, "a busy loop"
    assert after.wakeups - before.wakeups < MOST_WAKEUPS * took, "a busy loop, if a slow one"


def items(person: Person) -> list[str]:
    found: list[str] = person.desk.session_bus.property(_AT_WATCHER, "RegisteredStatusNotifierItems")
    assert len(found) <= 1, f"one program, several icons: {found}"
    return found


def crash(person: Person) -> None:
    """Panel and notification server crash and come back, and so do the icon and the suggestion."""
    assert person.server
    shown = person.times_suggested()
    person.take_panel_away()
    person.server.kill()
    person.server.start()
    until(lambda: person.times_suggested() == shown + 1, "the suggestion to come back")
    person.bring_panel()
    until(lambda: items(person), "the icon to be registered again")


@pytest.mark.timeout(3600 if LONG else 300)
def test_a_desktop_that_crashes_again_and_again_has_one_icon_and_one_suggestion(
    person: Person, counted: Callable[[str], None]
) -> None:
    person.has_worked(A_STRETCH)
    program = person.start()
    person.desk.hands.type("a few words")
    person.sees(SUGGESTED, "suggestion")
    crash(person)  # the first time costs what is loaded when it is needed
    person.icon()
    began, before = time.monotonic(), held(program.pid)
    for _ in range(CRASHES):
        crash(person)
    person.icon()
    until(lambda: len(person.notices()) == 1, "one suggestion on the screen")
    person.desk.shot("after-the-crashes")
    took, after = time.monotonic() - began, held(program.pid)

    assert 2 + CRASHES == person.times_suggested()
    assert 1 == len(items(person))
    assert log_bytes(person) < LARGEST_LOG
    assert (before.descriptors, before.threads) == (after.descriptors, after.threads)
    assert after.mib < before.mib + MOST_MIB
    assert after.cpu_seconds - before.cpu_seconds < MOST_BUSY * took
    counted(f"{CRASHES} restarts of panel and server, 1 icon, 1 suggestion, {took:.0f} s: {before} → {after}")
