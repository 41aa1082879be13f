"""What keeps the person from being interrupted now?"""

import os
from collections.abc import Mapping

from tray.core.events import AttentionChanged
from tray.desktop.linux.bus import Bus
from tray.desktop.linux.do_not_disturb import DoNotDisturb
from tray.desktop.linux.front import Front
from tray.ports import Reactor

DO_NOT_DISTURB, FULLSCREEN = "do-not-disturb", "fullscreen"


class LinuxAttention:
    """Posts AttentionChanged whenever a reason begins or ends: do-not-disturb, or a window that fills the screen."""

    def __init__(
        self,
        reactor: Reactor,
        session_bus: Bus | None,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._post = reactor.post
        self._reasons: frozenset[str] = frozenset()
        self._front = Front(reactor, environment, sizes=True, told=lambda _, fills: self._learn(FULLSCREEN, fills))
        self._quiet: DoNotDisturb | None = None
        if session_bus is not None:
            self._quiet = DoNotDisturb(reactor, session_bus, lambda on: self._learn(DO_NOT_DISTURB, on), environment)

    @property
    def name(self) -> str:
        """What is in use: the notification server that tells, and who tells of windows, with a comma; or ``none``."""
        names = [part.name for part in (self._quiet, self._front) if part is not None and part.name != "none"]
        return ", ".join(names) or "none"

    def close(self) -> None:
        """Stop."""
        self._front.close()
        if self._quiet is not None:
            self._quiet.close()

    def _learn(self, reason: str, holds: bool) -> None:
        before = self._reasons
        self._reasons = before | {reason} if holds else before - {reason}
        if self._reasons != before:
            self._post(AttentionChanged(self._reasons))
