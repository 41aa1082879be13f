"""Puts the break window on the screen when the program says that a break is to be there."""

import os
from collections.abc import Callable, Mapping
from typing import Any

from tray.control.protocol import WINDOW_CLOCK
from tray.window.break_window import BreakWindow, shown_of
from tray.window.client import Client
from tray.window.guide_files import Guides, read
from tray.window.time_in_program_or_demo import Clock


class BreakOnScreen:
    """The break that is on; who put it away is not shown it again before the next one."""

    def __init__(self, client: Client, closed: Callable[[], None]) -> None:
        self._client = client
        self._closed = closed
        self._clock = Clock(os.environ.get(WINDOW_CLOCK, ""))
        self._window: BreakWindow | None = None
        self._folder: str | None = None
        self._guides: Guides | None = None
        self._put_away = ""

    @property
    def is_open(self) -> bool:
        """Whether a break is on the screen."""
        return self._window is not None

    def show(self, told: Mapping[str, Any]) -> None:
        """Show the break as the program says it is."""
        if told["since"] == self._put_away:
            return
        shown = shown_of(told, self._known(told["guides"]))
        if self._window is not None:
            self._window.show(shown)
            return
        self._window = window = BreakWindow(shown, clock=self._clock, speed=self._clock.speed)
        window.asked.connect(self._client.command)
        window.closed.connect(lambda: self._gone(told["since"]))

    def hide(self) -> None:
        """There is no break to show any more."""
        if self._window is not None:
            window, self._window = self._window, None  # and who did not put it away may see it again
            window.close()

    def _gone(self, since: str) -> None:
        if self._window is not None:
            self._window, self._put_away = None, since
        self._closed()

    def _known(self, folder: str) -> Guides:
        if self._guides is None or folder != self._folder:
            self._folder, self._guides = folder, read(folder)
        return self._guides
