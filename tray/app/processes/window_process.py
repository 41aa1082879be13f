"""Starts the window when something is to be on the screen, tells it what that is, and survives its end.

The window is a process of its own, one at most: while it starts, and while it is there, what is wanted is told to it.
That it died is noticed by the end of a pipe that only it holds, and harmless: the next click starts another.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from importlib.util import find_spec
from typing import Any, Protocol

from tray.control.protocol import LEAVES, WINDOW, WINDOW_FACES, WINDOW_LANGUAGE
from tray.desktop.child_process import Child
from tray.desktop.common.commands_to_install_and_update import adding
from tray.desktop.common.own_command import module_command
from tray.desktop.common.release_memory import give_back
from tray.errors import DesktopError
from tray.lib.language.translation import in_force, say
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor, Request

_LIBRARY = "PySide6"
"""Never loaded here: only looked for."""
_MODULE = "tray.window"
_STARTING = timedelta(seconds=20)
"""One that has not said anything by then never will."""

Told = Mapping[str, Any]


class Process(Protocol):
    """The window's process, as `Child` is."""

    pid: int

    def end(self, *, at_once: bool = False) -> None:
        """Ask it to end, or make it."""

    def forget(self) -> None:
        """Be told of nothing any more."""


Start = Callable[[Reactor, Sequence[str], Mapping[str, str], Callable[[], None]], Process]


def is_installed() -> bool:
    """Whether the libraries of the window are here."""
    return find_spec(_LIBRARY) is not None


class WindowProcess:
    """The window of this program. Nothing here ever waits for it."""

    def __init__(
        self,
        reactor: Reactor,
        environment: Callable[[], Mapping[str, str]],
        *,
        break_shown: Callable[[], Told | None],
        start: Start = Child,
    ) -> None:
        """``environment`` gives that of the display where it is to be seen.

        ``break_shown`` is what the break window is told now; None: no break is to be on the screen.
        """
        self._reactor = reactor
        self._environment = environment
        self._break_shown = break_shown
        self._start = start
        self._faces: dict[str, Told] = {}
        self._number = 0
        """Counts what was told, so that a window that wants to end knows whether it has heard all."""
        self._clicks = self._changes = 0
        self._window: Request | None = None
        """The line to the one that is there."""
        self._process: Process | None = None
        """The one that is starting, there, or ending."""
        self._again = False
        """Another one is wanted as soon as that has ended."""
        self._starting = OneTimer(reactor.later)
        self._break_at_start: object = None
        """When the break began that was wanted as that process was started."""
        self._left = False
        """It asked whether it may end, and may."""

    @property
    def pid(self) -> int:
        """The process; 0 where none is."""
        return self._process.pid if self._process else 0

    def open_panel(self, x: int = 0, y: int = 0) -> None:
        """The person clicked the icon, at a place on the screen if that is known: open the panel, or close it.

        Raises DesktopError where that cannot be.
        """
        self._clicks += 1
        self._faces["panel"] = {"click": self._clicks, "changes": self._changes, "x": x, "y": y}
        self._tell()

    def changed(self) -> None:
        """Something is otherwise than it was; a panel that is open asks anew."""
        if self._window is not None and "panel" in self._faces:
            self._changes += 1
            self._faces["panel"] = {**self._faces["panel"], "changes": self._changes}
            self._tell()

    def look(self) -> None:
        """See whether the break is to be on the screen."""
        told = self._break_shown()
        if told == self._faces.get("break"):
            return
        if told is None:
            del self._faces["break"]
            self._tell(start=False)
            return
        self._faces["break"] = told
        with suppress(DesktopError):  # who asks for it by hand is told; the break goes on without
            self._tell()

    def answer(self, request: Request) -> None:
        """Take the window in as the one that is there, or tell it whether it may end."""
        if request.verb == LEAVES:
            request.answer({"ok": True, "result": {"leave": self._may_leave(request.arguments)}})
            return
        assert request.verb == WINDOW, request.verb
        self._starting.cancel()
        self._window = request
        self._tell(start=False)

    def close(self) -> None:
        """The program ends, and with it the window: its connection ends, and it is asked by name, too."""
        self._window = None
        self._starting.cancel()
        if self._process is not None:
            self._process.end()
            self._process.forget()

    def _tell(self, *, start: bool = True) -> None:
        self._number += 1
        if self._window is not None:
            told = {"number": self._number, "language": in_force(), "faces": dict(self._faces)}
            if self._window.more({"ok": True, "result": told}):
                return
            self._window = None
        if start and self._process is None:
            self._begin()
        elif start and not self._starting.runs:
            self._again = True

    def _begin(self) -> None:
        self._again = self._left = False
        self._break_at_start = self._break_since()
        try:
            if not is_installed():
                from tray.view.words.desktop_parts_and_libraries import window_lacks_a_library

                raise DesktopError(window_lacks_a_library(adding("window")))
            told = {WINDOW_LANGUAGE: in_force(), WINDOW_FACES: " ".join(self._faces)}
            self._process = self._start(
                self._reactor, module_command(_MODULE), {**self._environment(), **told}, self._process_ended
            )
        except OSError as error:
            self._faces.pop("panel", None)
            raise DesktopError(say("The window can't be opened: {reason}.", reason=error.strerror)) from error
        except DesktopError:
            self._faces.pop("panel", None)
            raise
        self._starting.set(_STARTING, self._give_up)

    def _may_leave(self, arguments: Told) -> bool:
        if self._window is not None and arguments.get("number") != self._number:
            return False
        self._window = None
        self._faces.pop("panel", None)
        self._left = True
        return True

    def _break_since(self) -> object:
        return self._faces["break"].get("since") if "break" in self._faces else None

    def _give_up(self) -> None:
        if self._process is not None:
            self._process.end(at_once=True)

    def _process_ended(self) -> None:
        self._process, self._window = None, None
        self._starting.cancel()
        # Of a break that began while it was dying, and nobody had noticed yet, it has shown nothing.
        missed = not self._left and self._break_since() not in (None, self._break_at_start)
        if self._again or missed:
            with suppress(DesktopError):
                self._begin()
        else:
            self._faces.pop("panel", None)
            give_back()  # what its answers took
