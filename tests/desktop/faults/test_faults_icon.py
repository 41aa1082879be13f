"""Does an icon that changes all the time cost anything that stays? Memory, files, threads, or a place in the panel.

A long run (BACKPRESSURE_LONG=1) changes it 10,000 times in each kind of panel, else 300 times.
"""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.memory_and_wakeups import memory
from tests.desktop.conftest import Desks
from tests.desktop.faults.test_crashes import (
    CRASHES,
    LARGEST_LOG,
    MOST_MIB,
    held,
    items,
    log_bytes,
    status,
)
from tests.desktop.harness.waiting import until
from tests.desktop.harness.x11 import X11Desk
from tests.desktop.stories.person import Person
from tests.store.stories import LONG
from tray.control import command_form, protocol
from tray.control.client import ask
from tray.core.messages.commands import Pause, Resume

pytestmark = pytest.mark.desktop

CHANGES = 10_000 if LONG else 300
WARMING = 400
"""The first ones cost what is loaded, and cached, when it is needed: a megabyte; then 0.2 MiB for 300 more."""
GARBAGE_MIB = 2.0
"""The most that so many changes leave: on a loaded machine a full collection, one in ten minutes, comes later than they
end (17.1 to 17.8 MiB, from 16.8 to 17.1)."""


def at_xfce(desks: Desks) -> Person:
    return Person(desks.x11(needs=("xfce4-panel", "xfconfd")), "xfce4-panel")


def at_trayer(desks: Desks) -> Person:
    return Person(desks.x11(manager="xfwm4", needs=("trayer",)), "trayer")


def change(person: Person, times: int) -> None:
    """Let the icon go grey and back; each answer comes after the icon was told."""
    for _ in range(times // 2):
        for command in (Pause(), Resume()):
            ask(person.places.runtime, protocol.COMMAND, command_form.packed(command), timeout_seconds=30)


def icons_of(person: Person) -> int:
    """How many windows of ours there are in panels that know only XEMBED, or beside them."""
    assert isinstance(person.desk, X11Desk)
    return person.desk.windows_of("backpressure")


@pytest.mark.timeout(3600 if LONG else 300)
def test_an_older_panel_that_crashes_again_and_again_has_one_icon(desks: Desks, counted: Callable[[str], None]) -> None:
    person = at_trayer(desks)
    program = person.start()
    person.icon()
    before = held(program.pid)
    for _ in range(CRASHES // 2):
        person.take_panel_away()
        person.bring_panel()
        person.icon()
        until(lambda: icons_of(person) == 1, lambda: f"one icon; there are {icons_of(person)}")

    until(lambda: held(program.pid).descriptors <= before.descriptors, "descriptors to be closed")
    after = held(program.pid)
    counted(f"{CRASHES // 2} restarts of an XEMBED panel, 1 icon, {before} before, {after} after")
    assert before.threads == after.threads
    assert after.mib < before.mib + MOST_MIB
    assert log_bytes(person) < LARGEST_LOG


def written(person: Person) -> list[Path]:
    """All files but logs, and the code that is kept for the next start a minute after the first."""
    cache = person.desk.home / ".cache/backpressure"
    return sorted(
        path
        for path in person.desk.folder.rglob("*")
        if "logs" not in path.parts and cache not in (path, *path.parents)
    )


@pytest.mark.timeout(3600 if LONG else 300)
@pytest.mark.parametrize(("at", "by"), [(at_xfce, "status-notifier"), (at_trayer, "xembed")])
def test_an_icon_that_changes_on_and_on_stays_one_and_weighs_the_same(
    desks: Desks, at: Callable[[Desks], Person], by: str, counted: Callable[[str], None]
) -> None:
    person = at(desks)
    program = person.start()
    until(lambda: status(person)["sources"]["tray"] == by, "the icon to be taken")
    person.icon()
    change(person, WARMING)
    files = written(person)
    began, before = time.monotonic(), held(program.pid)
    change(person, CHANGES)
    took = time.monotonic() - began

    until(lambda: held(program.pid).descriptors <= before.descriptors, "descriptors to be closed")
    after = held(program.pid)
    counted(f"{CHANGES:,} changes of the icon by {by}, 1 icon, {took:.0f} s: {before} → {after}")
    assert before.threads == after.threads
    assert memory(program.pid).uss < before.mib + GARBAGE_MIB
    assert files == written(person)
    assert log_bytes(person) < LARGEST_LOG
    assert 1 == (len(items(person)) if by == "status-notifier" else icons_of(person))
    person.icon()
    person.click_icon()
