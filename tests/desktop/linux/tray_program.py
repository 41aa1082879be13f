"""What does a tray program of ours do, with nothing behind it? For tests of the tray and of notifications alone.

    python -m tests.desktop.linux.tray_program [notices]

It shows a red disc and, with ``notices``, a notification with three buttons. It prints what it is asked for and when
its icon is hosted. At SIGUSR1 the disc turns lime, and the first row of the menu and the notification say something
else; SIGUSR2 gives the menu one row more, and has the notification appear anew; SIGHUP has groups of rows come and
go in the menu, a step at a time.
"""

import os
import signal
import sys
from dataclasses import replace
from datetime import timedelta

from tests.desktop.faces import MENU, face
from tests.desktop.harness.acting.probe import LIME, RED, disc
from tray.app.reactor import PollReactor
from tray.core.messages.commands import DropQuestion, EndBreak, EndDay, Skip, Snooze, TakeBreak
from tray.core.messages.events import Asked, Event
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.notify.notifier import BusNotifier
from tray.desktop.linux.tray.status_notifier_or_xembed import LinuxTray
from tray.view.tray.face import SEPARATOR, Button, Gauge, Notice, Row, Rows

NOTICE = Notice(
    "Time for a break",
    "50 minutes of R&D at a stretch. 7 min of rest buys 50 min below orange.",
    (
        Button("take", "Take a break", TakeBreak()),
        Button("snooze", "Snooze", Snooze()),
        Button("skip", "Skip", Skip()),
    ),
    lasting=True,
    dismissed=DropQuestion(),
)
REWORDED = replace(NOTICE, body="60 minutes at a stretch by now. 8 min of rest buys 50 min below orange.")
AGAIN = replace(NOTICE, title="Time for a break, still", appearance=1)
QUESTION = (
    Row("asked", "How tired are you?", enabled=False),
    Row("asked-0", "Not at all", Skip()),
    Row("asked-10", "Very", Snooze()),
    Row("line-asked", SEPARATOR),
)
OTHER_QUESTION = (
    Row("still", "Still open: the report", enabled=False),
    Row(
        "still-plan", "Tomorrow 09:00", children=(Row("still-9", "09:00", Skip()), Row("still-10", "10:00", EndBreak()))
    ),
    Row("still-done", "It is done", EndDay()),
    Row("line-still", SEPARATOR),
)
SESSION = Row("session", "Session", children=(Row("session-stop", "Stop", Skip()),))
REGROUPED = (
    (*MENU[:2], *QUESTION, *MENU[2:]),
    (MENU[0], MENU[1], MENU[2], SESSION, *MENU[3:]),
    (*MENU[:2], *OTHER_QUESTION, MENU[2], SESSION, *MENU[3:]),
)
"""Menus with groups that come and go, as they do in the course of a day."""
TOOLTIP = "Pressure 67 % (orange). 2 h 30 min since a rest."
NEW_WORDS = "Pressure 68 %, and more of it than before"


def say(*words: object) -> None:
    print(*words, flush=True)


class TrayProgram:
    """One icon, one notification, and a loop."""

    def __init__(self, *, notices: bool) -> None:
        self.reactor = PollReactor(self._take, failed=self._failed)
        bus = Bus.connect("session", self.reactor) if "DBUS_SESSION_BUS_ADDRESS" in os.environ else None
        self._face = face(0, tooltip=TOOLTIP)
        self._tray = LinuxTray(bus, self.reactor, _pixmaps)
        self._tray.show(self._face)
        self._said: str | None = None
        self._regrouped = 0
        self._notifier = BusNotifier(bus, self.reactor, self.reactor.post) if notices and bus is not None else None
        self._notify(NOTICE)

    def run(self) -> None:
        signal.signal(signal.SIGUSR1, lambda *_: self.reactor.call_soon(self._change))
        signal.signal(signal.SIGUSR2, lambda *_: self.reactor.call_soon(self._grow))
        signal.signal(signal.SIGHUP, lambda *_: self.reactor.call_soon(self._regroup))
        signal.signal(signal.SIGTERM, lambda *_: self.reactor.stop())
        say("READY")
        self.reactor.run(self._each)
        self._tray.close()
        say("ENDED")

    def _each(self) -> timedelta | None:
        now = f"HOSTED {self._tray.name}" if self._tray.hosted() else "NOT HOSTED"
        if now != self._said:
            self._said = now
            say(now)
        return None

    def _take(self, event: Event) -> None:
        if isinstance(event, Asked):
            say("ASKED", type(event.command).__name__)

    @staticmethod
    def _failed(problem: Exception) -> None:
        say("FAILED", repr(problem))

    def _change(self) -> None:
        menu = (replace(MENU[0], label=NEW_WORDS), *MENU[1:])
        self._face = replace(self._face, gauge=replace(self._face.gauge, step=1), menu=menu)
        self._tray.show(self._face)
        self._notify(REWORDED)
        say("CHANGED")

    def _grow(self) -> None:
        self._face = replace(self._face, menu=(*self._face.menu, Row("more", "One more", EndBreak())))
        self._tray.show(self._face)
        self._notify(AGAIN)

    def _regroup(self) -> None:
        group, number = REGROUPED[self._regrouped], self._regrouped + 1

        def build() -> tuple[Row, ...]:
            say("BUILT", number)
            return group

        self._face = replace(self._face, menu=Rows(number, build))
        self._regrouped = number
        self._tray.show(self._face)
        say("REGROUPED", self._regrouped)

    def _notify(self, notice: Notice) -> None:
        if self._notifier:
            self._notifier.show("break", notice)


def _pixmaps(gauge: Gauge) -> list[tuple[int, int, bytes]]:
    return [disc(LIME if gauge.step else RED, size) for size in (16, 22, 24, 32, 48)]


if __name__ == "__main__":
    TrayProgram(notices="notices" in sys.argv).run()
