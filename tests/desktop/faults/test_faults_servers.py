"""A panel or a notification server that is absent, late, mute, slow or refusing costs a person nothing.

Both have the same bad day at once; the program runs all the while, and is asked by its command line.
"""

import re
import signal
import sys
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.faults.test_crashes import (
    LARGEST_LOG,
    SUGGESTED,
    held,
    log_bytes,
    status,
    watched,
)
from tests.desktop.harness import faulty_panel_and_server
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.processes import Program
from tests.desktop.harness.waiting import until
from tests.desktop.stories.person import Person
from tests.desktop.stories.story import A_STRETCH
from tray.core.messages.facts import Suggested

pytestmark = pytest.mark.desktop

ABSENT = "absent, then late"
DAYS = (ABSENT, "mute", "slow", "refusing")
WORDS = {"mute": "isn't responding", "refusing": "refuses what it should show"}
"""What the person is told of such a server."""


class BadDay:
    """Somebody at work while panel and notification server have such a day, both the same."""

    def __init__(self, desk: Desk, day: str) -> None:
        self.day = day
        self.person = Person(desk, panel="")
        if day != ABSENT:
            self.watcher, self.server = self.comes(day)
        self.person.has_worked(A_STRETCH)
        self.program = self.person.start()
        desk.hands.type("a few words")

    def comes(self, day: str) -> tuple[Program, Program]:
        """A panel and a notification server come."""

        def one(kind: str) -> Program:
            program = self.person.desk.start(
                sys.executable, "-m", faulty_panel_and_server.__name__, kind, day, name=f"{day}-{kind}"
            )
            program.wait_to_say("READY 1")
            return program

        return one("watcher"), one("server")

    def goes_on(self) -> None:
        """A suggestion is due, the person is told what is wrong, and nothing is busy meanwhile."""
        self.person.wait_for_fact(Suggested)
        if self.day in WORDS:
            until(lambda: WORDS[self.day] in (self.problem() or ""), f"{WORDS[self.day]!r} to be told")
        self.before = held(self.program.pid)
        watched(self.program.pid, timedelta(seconds=2))

    def gets_better(self) -> None:
        """What was bad is mended; what was absent comes."""
        if self.day == ABSENT:
            self.watcher, self.server = self.comes("well")
        elif self.day in WORDS:
            self.watcher.send(signal.SIGUSR1)
            self.server.send(signal.SIGUSR1)

    def ends_well(self) -> None:
        """There is one icon and one suggestion, and the program holds what it held; more would be seen here."""
        self.server.wait_to_say("SHOWN 1")
        self.watcher.wait_to_say("ITEMS 1")
        until(lambda: status(self.person)["sources"]["tray"] == "status-notifier", "the icon to be taken")
        until(lambda: not self.problem(), "nothing to be wrong any more")
        until(lambda: held(self.program.pid).descriptors <= self.before.descriptors, "descriptors to be closed")
        assert self.before.threads == held(self.program.pid).threads
        assert log_bytes(self.person) < LARGEST_LOG
        assert SUGGESTED in self.server.said()
        assert {"1"} == set(re.findall(r"SHOWN (\d+)", self.server.said()))
        assert {"1"} == set(re.findall(r"ITEMS (\d+)", self.watcher.said()))
        if self.day != "refusing":
            assert 1 == self.server.said().count("CALLED Notify")
            assert 1 == self.watcher.said().count("CALLED RegisterStatusNotifierItem")

    def problem(self) -> str | None:
        """What is said to be wrong with notifications."""
        return next((one for one in status(self.person)["problems"] if "notification server" in one), None)


@pytest.mark.timeout(300)
def test_whatever_panel_and_server_do_there_is_one_icon_and_one_suggestion_in_the_end(
    desks: Desks, counted: Callable[[str], None]
) -> None:
    # Side by side, for most of it is waiting.
    days = [BadDay(desks.x11(), day) for day in DAYS]
    for day in days:
        day.goes_on()
    for day in days:
        day.gets_better()
    for day in days:
        day.ends_well()

    counted(f"panel and notification server {', '.join(DAYS)}: 1 icon and 1 suggestion each")
