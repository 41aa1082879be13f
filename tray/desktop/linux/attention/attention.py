"""What keeps the person from being interrupted now, put together from all who can tell."""

import os
from collections.abc import Callable, Mapping

from tray.core.messages.events import AttentionChanged
from tray.core.sensing.presence import FILM, MEETING, PRESENTATION
from tray.desktop.common.quiet_programs import PROGRAM, Programs
from tray.desktop.linux.attention.do_not_disturb import DoNotDisturb
from tray.desktop.linux.attention.meeting import Meeting
from tray.desktop.linux.attention.screen_kept_awake import Inhibitors
from tray.desktop.linux.dbus.connection import Bus
from tray.desktop.linux.foreground.foreground import Front
from tray.ports import Reactor
from tray.settings.defaults.every_setting import Attention

DO_NOT_DISTURB, FULLSCREEN = "do-not-disturb", "fullscreen"


class LinuxAttention:
    """Posts AttentionChanged whenever a reason begins or ends, for the reasons that the settings want to count."""

    def __init__(
        self,
        reactor: Reactor,
        session_bus: Bus | None,
        environment: Mapping[str, str] = os.environ,
        *,
        system_bus: Bus | None = None,
        wanted: Attention | None = None,
        devices: str | os.PathLike[str] = "/dev",
    ) -> None:
        """``devices`` is the folder of the system's devices."""
        wanted = wanted or Attention()
        self._post = reactor.post
        self._reasons: frozenset[str] = frozenset()
        self._parts: list[DoNotDisturb | Front | Meeting | Inhibitors] = []
        if wanted.do_not_disturb and session_bus is not None:
            self._parts.append(DoNotDisturb(reactor, session_bus, self._on(DO_NOT_DISTURB), environment))
        programs = Programs.of(wanted.programs)
        if wanted.fullscreen or programs:

            def in_front(_program: int | None, fills_screen: bool, is_named: bool) -> None:
                # At once: between the two it must not look as if nothing held.
                self._learn({FULLSCREEN: fills_screen, PROGRAM: is_named})

            front = Front(
                reactor,
                environment,
                sizes=wanted.fullscreen,
                programs=programs,
                changed=in_front,
                session_bus=session_bus,
            )
            self._parts.append(front)
        if wanted.microphone or wanted.camera or wanted.screen_share:
            meets = self._on(MEETING)
            self._parts.append(
                Meeting(
                    reactor,
                    environment,
                    microphone=wanted.microphone,
                    camera=wanted.camera,
                    screen=wanted.screen_share,
                    told=meets,
                    devices=devices,
                )
            )
        awake = [reason for reason, counts in ((FILM, wanted.film), (PRESENTATION, wanted.presentation)) if counts]
        if awake:
            self._parts.append(Inhibitors(session_bus, system_bus, self._on(*awake)))

    @property
    def name(self) -> str:
        """Who tells, such as the notification server, with a comma between; ``none`` when nobody does."""
        return ", ".join(part.name for part in self._parts if part.name != "none") or "none"

    def close(self) -> None:
        """Stop. What held until now holds no longer, as far as anybody knows."""
        for part in self._parts:
            part.close()
        if self._reasons:
            self._reasons = frozenset()
            self._post(AttentionChanged(self._reasons))

    def _on(self, *reasons: str) -> Callable[[bool], None]:
        return lambda holds: self._learn(dict.fromkeys(reasons, holds))

    def _learn(self, holds: Mapping[str, bool]) -> None:
        before = self._reasons
        self._reasons = before.difference(holds).union(reason for reason, is_so in holds.items() if is_so)
        if self._reasons != before:
            self._post(AttentionChanged(self._reasons))
