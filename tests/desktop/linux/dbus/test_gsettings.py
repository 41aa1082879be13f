"""A setting of GNOME is read by GNOME's own program, and nobody waits for that."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.dbus.gsettings import GnomeSetting

pytestmark = pytest.mark.desktop


class Read:
    """A setting, and what was told of it; the program that reads it does as the test wants."""

    def __init__(self, reactor: HandTurnedReactor, bus: Bus, folder: Path, does: str) -> None:
        self.told: list[str] = []
        self.reactor = reactor
        self._begun = folder / "begun"
        program = folder / "gsettings"
        program.write_text(f"#!/bin/sh\necho $$ > {self._begun}.new; mv {self._begun}.new {self._begun}\n{does}\n")
        program.chmod(0o755)
        environment = {"PATH": f"{folder}:{os.environ['PATH']}"}
        self.setting = GnomeSetting(reactor, bus, "org.gnome.desktop", "key", self.told.append, environment)

    def pid(self) -> int:
        """Of the program, once it runs."""
        reactor, begun = self.reactor, self._begun
        reactor.run_until(begun.exists, poll=timedelta(milliseconds=5))
        return int(begun.read_text())


@pytest.fixture
def reading(reactor: HandTurnedReactor, connect: Callable[[], Bus], tmp_path: Path) -> Iterator[Callable[[str], Read]]:
    made: list[Read] = []

    def reading(does: str) -> Read:
        made.append(Read(reactor, connect(), tmp_path, does))
        return made[-1]

    yield reading
    for each in made:
        each.setting.close()


def is_gone(pid: int) -> bool:
    """It has ended, and nobody has to ask for that any more."""
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return False
    return True


def test_a_program_that_does_not_answer_is_ended_and_nothing_is_told(
    reactor: HandTurnedReactor, reading: Callable[[str], Read]
) -> None:
    read = reading("exec sleep 600")
    pid = read.pid()
    reactor.advance(timedelta(seconds=9))
    reactor.run_for(timedelta(milliseconds=20))
    assert not is_gone(pid)

    reactor.advance(timedelta(seconds=2))
    reactor.run_until(lambda: is_gone(pid))
    assert [] == read.told
    assert 0 == reactor.waiting


def test_a_program_that_has_answered_and_does_not_end_is_ended(
    reactor: HandTurnedReactor, reading: Callable[[str], Read]
) -> None:
    read = reading("echo true; exec sleep 600 > /dev/null")
    pid = read.pid()
    reactor.run_until(lambda: read.told)
    assert not is_gone(pid)

    reactor.advance(timedelta(seconds=2))
    reactor.run_until(lambda: is_gone(pid))
    assert ["true"] == read.told


def test_whoever_stops_leaves_no_program_behind(reading: Callable[[str], Read]) -> None:
    read = reading("exec sleep 600")
    pid = read.pid()
    read.setting.close()

    assert is_gone(pid)
