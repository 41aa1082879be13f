"""Did another application come to the foreground? Only that, and never which."""

import os
import time
from collections.abc import Callable, Mapping

from tray.core.events import ContextChanged
from tray.desktop.linux.front import Front
from tray.ports import Reactor

_SETTLED_SECONDS = 10.0
"""A glance at something else and back is no switch (MODEL: a switch is a change that lasts 10 s)."""


class LinuxForeground:
    """Posts ContextChanged when another application comes to the foreground, and says when it is a return."""

    def __init__(
        self,
        reactor: Reactor,
        environment: Mapping[str, str] = os.environ,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """``seconds`` counts waking time."""
        self._post = reactor.post
        self._seconds = seconds
        self._program: int | None = None
        self._settled: int | None = None
        self._since_seconds = 0.0
        self._front = Front(reactor, environment, sizes=False, told=self._came)

    @property
    def name(self) -> str:
        """What is in use: ``ewmh``, ``wlr-foreign-toplevel``, or ``none``."""
        return self._front.name

    def close(self) -> None:
        """Stop."""
        self._front.close()

    def _came(self, program: int | None, _fills_screen: bool) -> None:
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
