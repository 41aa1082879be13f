"""Chooses the desktop: everything that shows or senses, for the system that runs here."""

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from tray.ports import Media, Notifier, Reactor, Tray
from tray.settings.defaults.every_setting import Settings

if TYPE_CHECKING:
    from tray.desktop.linux.tray.first_icon import FirstIcon


class Desktop(Protocol):
    """All that the program has of a desktop."""

    @property
    def tray(self) -> Tray:
        """Where the face is shown."""

    @property
    def notifier(self) -> Notifier:
        """Where notices are shown."""

    @property
    def media(self) -> Media:
        """Who pauses music and films."""

    @property
    def problems(self) -> Mapping[str, str]:
        """What is missing, in words for people."""

    @property
    def may_have_tray(self) -> bool:
        """Something is there that could show an icon, or may come."""

    def apply(self, settings: Settings) -> None:
        """Act by these settings from now on."""

    def sources(self) -> dict[str, str]:
        """The adapter of each part, ``none`` where there is none."""

    def run_with(self, run: Callable[[], None]) -> None:
        """Call ``run`` and return when it has, in another thread where the system wants the main one for itself."""

    def close(self) -> None:
        """Let go of everything."""


def this_desktop(
    reactor: Reactor,
    settings: Settings,
    *,
    wants_tray: bool,
    saving: Callable[[], None],
    environment: Mapping[str, str],
    watches_input: bool = True,
    first_icon: "FirstIcon | None" = None,
    standing: str | None = None,
) -> Desktop:
    """The desktop of this machine. ``watches_input`` is false in a demonstration, whose input is a script.

    ``first_icon`` is shown already; there is none but on Linux. ``standing`` is the file that says which notifications
    stand, for where they outlive the process that showed them.
    """
    if sys.platform == "linux":
        from tray.desktop.linux.desktop import LinuxDesktop

        return LinuxDesktop(
            reactor,
            settings=settings,
            wants_tray=wants_tray,
            senses=watches_input,
            saving=saving,
            environment=environment,
            first_icon=first_icon,
            standing=standing,
        )
    if sys.platform == "win32":
        from tray.desktop.windows.desktop import WindowsDesktop

        return WindowsDesktop(reactor, settings=settings, wants_tray=wants_tray, senses=watches_input, saving=saving)
    from tray.desktop.macos.desktop import MacDesktop

    return MacDesktop(reactor, settings=settings, wants_tray=wants_tray, senses=watches_input, saving=saving)
