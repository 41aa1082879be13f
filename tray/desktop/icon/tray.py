"""Brings a face into the tray: the same on every platform, through pystray's API."""

from collections.abc import Callable, Sequence
from typing import Any

from tray.core.messages.commands import Command
from tray.core.messages.events import Asked, Event
from tray.desktop.icon.pystray_menu import RowMenus
from tray.lib.text import plain
from tray.view.tray.face import Face, Gauge

Pictures = Callable[[Gauge], Sequence[tuple[int, int, bytes]]]
"""Makes a picture of each size: width, height and ARGB32 in network byte order."""


class PystrayTray:
    """Fulfils ``ports.Tray`` with any pystray icon, and tells it no more than what changed."""

    def __init__(
        self,
        name: str,
        icon: Any,
        *,
        picture: Pictures,
        post: Callable[[Event], None],
        spell: Callable[[str], str] = str,
    ) -> None:
        """``icon`` is a ``pystray.Icon`` that takes such pictures and does not run yet.

        ``spell`` writes a menu label as the system wants it.
        """
        self.name = name
        self._icon = icon
        self._picture = picture
        self._post = post
        self._menus = RowMenus(self._choose, spell)
        self._shown: Face | None = None

    def show(self, face: Face) -> None:
        """Show ``face``."""
        before, self._shown = self._shown, face
        if before is None or before.gauge != face.gauge:
            self._icon.icon = self._picture(face.gauge)
        if before is None or before.tooltip != face.tooltip:
            self._icon.title = plain(face.tooltip)
        if before is None or (before.menu, before.activate) != (face.menu, face.activate):
            self._icon.menu = self._menus.of(face.menu, face.activate)
        if hasattr(self._icon, "status"):
            self._icon.status = face.status
        if before is None:
            self._icon.run_detached()

    def hosted(self) -> bool | None:
        """Whether a panel shows the icon; None where only the system could know."""
        return getattr(self._icon, "hosted", None)

    def secondary(self) -> None:
        """Do what a middle click does."""
        if self._shown is not None:
            self._choose(self._shown.secondary)

    def close(self) -> None:
        """Take the icon away."""
        self._icon.stop()

    def _choose(self, command: Command) -> None:
        self._post(Asked(command))
