"""Whether somebody on this Mac is in a meeting, or a program keeps its screen awake.

CoreAudio tells when the microphone begins and ceases to be in use. Of the wishes to keep the screen awake nobody tells:
they are looked at when another application comes to the front and, while there is one, every now and then. Focus has no
documented call, and stays unknown.
"""

from collections.abc import Callable
from typing import Any

from tray.core.messages.events import AttentionChanged
from tray.core.sensing.presence import FILM, MEETING, PRESENTATION
from tray.desktop.common.quiet_programs import NONE, PROGRAM, Programs
from tray.desktop.macos.front_changes import identifier_in_front
from tray.desktop.macos.microphone import Microphone
from tray.desktop.macos.screen_kept_awake import LOOKED_AT_AGAIN, Awake
from tray.errors import DesktopError
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor
from tray.settings.defaults.every_setting import Attention

GIVES = {"programs": {"macos": ""}}
"""On which desktops, and within which limits; the manual's table is made from it."""


class MacAttention:
    """Posts AttentionChanged whenever a reason begins or ends, for the reasons that the settings want to count."""

    def __init__(self, reactor: Reactor, wanted: Attention) -> None:
        """A part that this macOS does not have is left out."""
        self._reactor = reactor
        self._reasons: frozenset[str] = frozenset()
        self._timer = OneTimer(reactor.later)
        self._parts: list[tuple[Microphone | Awake, tuple[str, ...]]] = []
        if wanted.microphone:
            self._add(lambda: Microphone(lambda: reactor.call_soon(self.look)), MEETING)
        awake = [reason for reason, counts in ((FILM, wanted.film), (PRESENTATION, wanted.presentation)) if counts]
        if awake:
            self._add(Awake, *awake)
        self._programs = Programs.of(wanted.programs)
        self.look()

    @property
    def name(self) -> str:
        """Who tells, with a comma between; ``none`` when nobody does."""
        return ", ".join(part.name for part, _ in self._parts) or "none"

    def look(self) -> None:
        """Ask; to be called in the reactor's thread when something may have changed."""
        self._timer.cancel()
        held = {reason for part, reasons in self._parts if part.holds() for reason in reasons}
        named = {PROGRAM} if self._programs and identifier_in_front() in self._programs else set()
        self._take(frozenset(held | named))
        if held:
            self._timer.set(LOOKED_AT_AGAIN, self.look)

    def close(self) -> None:
        """Stop. What held until now holds no longer, as far as anybody knows."""
        self._timer.cancel()
        for part, _ in self._parts:
            part.close()
        self._parts.clear()
        self._programs = NONE
        self._take(frozenset())

    def _add(self, make: Callable[[], Any], *reasons: str) -> None:
        try:
            self._parts.append((make(), reasons))
        except DesktopError:
            return  # it shows in the name

    def _take(self, reasons: frozenset[str]) -> None:
        if reasons != self._reasons:
            self._reasons = reasons
            self._reactor.post(AttentionChanged(reasons))
