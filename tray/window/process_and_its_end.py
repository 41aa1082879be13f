"""Runs the window: a process of its own with two faces, the panel and a break, that shows what the program wants shown.

It knows nothing by itself. The program tells it what is to be on the screen; what is pressed goes back as the same
commands that the command line sends. It ends when nothing is on the screen any more, or when the program is gone.
"""

import gc
import os
import signal
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Protocol

from PySide6.QtCore import QObject, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication

from tray.control.protocol import LEAVES
from tray.lib.identity import APP_ID, SHOWN_NAME
from tray.lib.language.catalogue_reader import put_in_force
from tray.lib.language.formats import formats
from tray.lib.language.locales import locale_of
from tray.store.files.places import Places
from tray.window.ask_while_loading import Early
from tray.window.client import Client
from tray.window.pyside_defects import keep_true

LINGER_MS = 1000
"""So long it stays when nothing is on the screen: whoever clicks the icon again is met at once."""

FACES = {
    "panel": "tray.window.panel_opened_by_program:PanelFace",
    "break": "tray.window.break_begins_and_ends:BreakOnScreen",
}
"""What can be shown, by the names in which the program asks for it; each is read when it is first asked for."""


class Face(Protocol):
    """Something that can be on the screen.

    Made with the `Client`, through which it asks and tells the program, and with a function to call when it is no
    longer on the screen for whatever reason.
    """

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen."""

    def show(self, told: Mapping[str, Any]) -> None:
        """Be on the screen, or stay there, by what the program says now. Called at each change of that."""

    def hide(self) -> None:
        """The program does not want it on the screen any more. Harmless when it is not there."""


class Window(QObject):
    """Gives each face what the program says, and ends when there is nothing to show."""

    def __init__(self, app: QApplication, client: Client) -> None:
        super().__init__()
        self._app = app
        self._client = client
        self._faces: dict[str, Face] = {}
        self._heard = 0
        self._idle = QTimer(self, singleShot=True, interval=LINGER_MS)
        self._idle.timeout.connect(self._ask_to_leave)
        client.wanted.connect(self._take)
        client.gone.connect(self._end)

    def _take(self, told: Mapping[str, Any]) -> None:
        put_in_force(locale_of(told.get("language", "")))
        direction = self._app.layoutDirection().__class__
        self._app.setLayoutDirection(direction.RightToLeft if formats().right_to_left else direction.LeftToRight)
        self._heard = told["number"]
        for name in FACES:
            wanted = told["faces"].get(name)
            if wanted is not None:
                self._face(name).show(wanted)
            elif name in self._faces:
                self._faces[name].hide()
        self.look()

    def _face(self, name: str) -> Face:
        if name not in self._faces:
            module, _, kind = FACES[name].partition(":")
            self._faces[name] = getattr(import_module(module), kind)(self._client, self.look)
        return self._faces[name]

    def look(self) -> None:
        """End soon if nothing is on the screen."""
        if any(face.is_open for face in self._faces.values()):
            self._idle.stop()
        elif not self._idle.isActive():
            self._idle.start()

    def _ask_to_leave(self) -> None:
        # The program may have asked for something a moment ago: it says whether this is the end.
        self._client.ask(LEAVES, {"number": self._heard}, self._leave, lambda _: self._end())

    def _leave(self, answer: Mapping[str, Any]) -> None:
        if answer["leave"]:
            self._end()

    def _end(self) -> None:
        for face in self._faces.values():
            face.hide()
        self._app.quit()


def _desktop_file_name() -> str:
    """By which a shell finds name and icon; it shows this to people where there is no such file."""
    there = QStandardPaths.locate(QStandardPaths.StandardLocation.ApplicationsLocation, f"{APP_ID}.desktop")
    return APP_ID if there else SHOWN_NAME


def main(early: Early | None = None) -> int:
    """Run until nothing is to be shown; the exit code is 0."""
    # Whatever ends the program ends this one: its connection says so. A terminal's Ctrl-C is meant for the program.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    keep_true()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("backpressure")
    app.setApplicationDisplayName("Backpressure")
    app.setDesktopFileName(_desktop_file_name())
    app.setQuitOnLastWindowClosed(False)
    client = Client(Places(dict(os.environ)).runtime, early)
    window = Window(app, client)
    client.start()
    # While the program says what it wants shown, which is most likely this.
    for name in early.faces if early is not None else ():
        import_module(FACES[name].partition(":")[0])
    QTimer.singleShot(LINGER_MS, gc.enable)
    app.exec()
    client.finish()
    # No teardown of a toolkit that has nothing left to do: it would take longer than all the rest.
    del window
    sys.stdout.flush()
    os._exit(0)
