"""Every control of the window is used by a real pointer and by the keyboard alone, and what it asks for is heard.

The window is the real one; the program that it speaks with is the test's: it notes what is asked and does nothing, so
that every control stays where it is. A screen reader says which there are, and where.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.desktop.conftest import Desks, require
from tests.desktop.harness.acting import eyes
from tests.desktop.harness.desk import Desk
from tests.desktop.harness.screen_reader import LAUNCHER, Control, ScreenReader
from tests.desktop.harness.x11 import X11Desk
from tests.desktop.reactor import HandTurnedReactor
from tests.window.offered import OTHERS, TABS, Offer, offers
from tests.window.pictures import a_day
from tray.app.answer_command_line import Serving
from tray.control.command_form import unpacked
from tray.control.protocol import COMMAND, PANEL, WINDOW, WINDOW_FACES
from tray.control.server import Server
from tray.core.messages import commands as c
from tray.ports import Request
from tray.store.files.places import Places
from tray.view.values.break_screen_and_its_buttons import buttons

pytest.importorskip("PySide6.QtWidgets")
pytestmark = pytest.mark.desktop

PROGRAM = "backpressure"
LINE = 8
"""Controls whose middles differ by less are read one after the other."""


class Program:
    """What the window takes for the running program."""

    def __init__(self, desk: Desk) -> None:
        runtime = Places(desk.env).runtime
        os.makedirs(runtime, mode=0o700, exist_ok=True)  # noqa: PTH103
        self.desk, self.reactor = desk, HandTurnedReactor()
        self.told = Serving(a_day().loop, lambda: ({}, ())).answer(PANEL, {})["result"]
        self.heard: list[c.Command] = []
        self._number = 0
        self._window: Request | None = None
        self._server = Server(self.reactor, runtime, self._handle)

    def close(self) -> None:
        self._server.close()
        self.reactor.close()

    def shows(self, name: str, told: dict[str, Any]) -> None:
        """Have this on the screen, and nothing else."""
        self._faces = {name: told}
        if self._window is None:
            self.desk.env[WINDOW_FACES] = name
            self.desk.start(sys.executable, "-m", "tray.window", name="window")
            self.reactor.run_until(lambda: self._window is not None, timedelta(seconds=20))
        self._tell()

    def hears(self, command: c.Command, after: object) -> None:
        """Wait for a command, and for nothing else."""
        with suppress(AssertionError):  # told below, with what it came after
            self.reactor.run_until(lambda: self.heard, timedelta(seconds=20))
        assert [command] == self.heard, after
        self.heard.clear()

    def _handle(self, request: Request) -> None:
        result: dict[str, Any] = {"leave": False, "said": ""}
        if request.verb == WINDOW:
            self._window = request
            return
        if request.verb == COMMAND:
            self.heard.append(unpacked(request.arguments))
        request.answer({"ok": True, "result": self.told if request.verb == PANEL else result})

    def _tell(self) -> None:
        assert self._window is not None
        self._number += 1
        self._window.more({"ok": True, "result": {"number": self._number, "language": "", "faces": self._faces}})


class Window:
    """The window on the screen, and who uses it."""

    def __init__(self, desk: X11Desk, program: Program, reader: ScreenReader) -> None:
        self.desk, self.program, self.reader = desk, program, reader

    def wait_for(self, name: str, *, without: str = "") -> dict[str, Control]:
        """Wait until there is a control of this name, and none of another.

        All that take the focus, in the order in which they are read.
        """
        found: list[Control] = []

        def there() -> bool:
            found[:] = [each for each in self.reader.shown(PROGRAM) if each.focusable and each.name != "Backpressure"]
            names = {each.name for each in found}
            return name in names and without not in names

        self.program.reactor.run_until(there, timedelta(seconds=20), poll=timedelta(milliseconds=20))
        eyes.settled(self.desk)
        there()
        assert [] == [each for each in found if not each.name]
        ordered = sorted(found, key=lambda each: (each.box.centre[1] // LINE, each.box.left))
        return {each.name: each for each in ordered}

    def click(self, control: Control) -> None:
        self.desk.hands.click(control.box.centre)

    def opens(self, section: str) -> dict[str, Control]:
        """Open a section by its tab; all controls then."""
        if not section:
            return self.wait_for("Help")
        self.click(self.wait_for(TABS[section])[TABS[section]])
        return self.wait_for(_FIRST[section])

    def uses_all_by_the_pointer(self, section: str, every: list[Offer]) -> None:
        there = self.opens(section)
        names = {each.way[0] for each in every if each.section in ("", section)}
        parts = {each for each in there if each.endswith(" points")}
        assert names | parts | set(TABS.values()) | OTHERS[""] | OTHERS.get(section, set()) == set(there)
        assert 4 == len(parts)
        for offer in _one_of_each(section, every):
            self.click(there[offer.way[0]])
            if len(offer.way) > 1:
                self._chooses_by_the_pointer(offer)
            self.program.hears(offer.command, offer.way)
            if len(offer.way) > 1:
                there = self.wait_for(offer.way[0], without=offer.way[1])  # in its place again

    def _chooses_by_the_pointer(self, offer: Offer) -> None:
        self.click(self.wait_for(offer.way[1])[offer.way[1]])

    def uses_all_by_the_keyboard(self, section: str, every: list[Offer]) -> None:
        """The way that the Tab key goes is the one in which they are read, so that it need not be looked up."""
        there = list(self.opens(section))
        focused = there.index(_FIRST[section])
        for offer in _one_of_each(section, every):
            wanted = there.index(offer.way[0])
            for _ in range((wanted - focused) % len(there)):
                self.desk.hands.key("tab")
            focused = wanted
            self.desk.hands.key("enter")
            if len(offer.way) > 1:
                self.desk.hands.key("enter")
            self.program.hears(offer.command, offer.way)

    def uses_a_break(self, mode: str) -> None:
        now = datetime.now(UTC)
        told: dict[str, Any] = {"mode": mode, "kind": "rest", "text": "", "since": now.isoformat(), "needs": ["back"]}
        told |= {"turn": 0, "more_s": 120, "guides": "", "buttons": buttons(may_skip=True)}
        self.program.shows("break", told | {"end": (now + timedelta(minutes=9)).isoformat()})
        wanted: dict[str, c.Command] = {
            "I'm back": c.EndBreak(),
            "2 more minutes": c.ExtendBreak(timedelta(minutes=2)),
            "Skip": c.Skip(),
        }
        there = self.wait_for("Skip")
        self.desk.shot(mode)
        for name, command in wanted.items():
            self.click(there[name])
            self.program.hears(command, name)
        for name, command in wanted.items():  # from the last one, which has the focus, to the first again
            self.desk.hands.key("tab")
            self.desk.hands.key("enter")
            self.program.hears(command, name)


_FIRST = {
    "": "Take a break (5 min)",
    "break": "5 min, worked out for now",
    "quiet": "Say nothing",
    "session": "What you're going to work on",
    "waiting": "Something to do",
    "checkin": "How tired you are now",
    "presets": "Every 50 min",
}
"""What has the focus when a section has been opened."""


def _one_of_each(section: str, every: list[Offer]) -> list[Offer]:
    """The first of what each control comes to; those that close the panel are none."""
    found: dict[str, Offer] = {}
    for each in every:
        closes = isinstance(each.command, c.OpenReport | c.OpenSettings | c.Quit)
        nested = len(each.way) > 2
        if each.section == section and not closes and not nested:
            found.setdefault(each.way[0], each)
    return list(found.values())


@pytest.fixture
def window(desks: Desks) -> Iterator[Window]:
    require(LAUNCHER)
    desk = desks.x11(needs=())
    with closing(ScreenReader(desk)) as reader, closing(Program(desk)) as program:
        yield Window(desk, program, reader)


def test_every_control_is_used_by_the_pointer_and_by_the_keyboard_alone(window: Window) -> None:
    every = offers(window.program.told["menu"])
    window.program.shows("panel", {"click": 1, "changes": 0, "x": 0, "y": 0})
    for section in ("", *TABS):
        window.uses_all_by_the_pointer(section, every)
        window.desk.shot(section or "panel")
        if section:
            window.click(window.wait_for(TABS[section])[TABS[section]])  # which closes it
            window.uses_all_by_the_keyboard(section, every)
    for mode in ("card", "full"):
        window.uses_a_break(mode)
