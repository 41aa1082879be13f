"""Tells a switch to another program from a glance and back: only that, and never which program."""

import time
from collections.abc import Callable

from tray.core.messages.events import ContextChanged, Event
from tray.core.sensing.context_switches import SWITCH_LASTS

_SETTLED_SECONDS = SWITCH_LASTS.total_seconds()


class Switching:
    """Posts ContextChanged when another program comes to the front, and says when it is a return."""

    def __init__(self, post: Callable[[Event], None], seconds: Callable[[], float] = time.monotonic) -> None:
        """``seconds`` counts waking time."""
        self._post = post
        self._seconds = seconds
        self._program: int | None = None
        self._settled: int | None = None
        self._since_seconds = 0.0

    def came(self, program: int | None) -> None:
        """A window of ``program``, a number that stands for it while we run, is in front; None when there is none."""
        if program is None or program == self._program:
            return  # no window, or another one of the same program
        now_seconds = self._seconds()
        if self._program is None:
            self._program = self._settled = program
        elif now_seconds - self._since_seconds >= _SETTLED_SECONDS:
            self._settled = self._program
        if program != self._program:
            self._post(ContextChanged(back=program == self._settled))
        self._program, self._since_seconds = program, now_seconds
