"""Chooses the autostart entry, and that of the application menu, of the system that runs here."""

import os
import sys
from collections.abc import Callable, Mapping

from tray.core.messages.events import AutostartFound, Event
from tray.desktop.common.autostart_and_menu_entry import Entry
from tray.errors import DesktopError
from tray.lib.language.translation import say


class Autostarting:
    """What the running program does about its entry: looks at it, and changes it when the person asks in the menu."""

    def __init__(
        self, post: Callable[[Event], None], complain: Callable[[str], None], environment: Mapping[str, str]
    ) -> None:
        """``complain`` gets words for the person when what they asked for did not work."""
        self._post = post
        self._complain = complain
        self._environment = environment

    def __call__(self, wanted: bool | None) -> None:
        """Change it, or with None only look; posts AutostartFound."""
        found: bool | None = None
        try:
            entry = autostart_entry(self._environment)
            if wanted is not None:
                (entry.on if wanted else entry.off)()
            found = entry.standing().on
        except DesktopError as error:
            if wanted is not None:
                self._complain(str(error))
                return
        self._post(AutostartFound(found))


def app_menu_entry(environment: Mapping[str, str] = os.environ) -> Entry:
    """The entry in the application menu. Raises DesktopError where that is no file of the person's."""
    from tray.desktop.common.own_command import own_command

    if sys.platform != "linux":
        if sys.platform == "win32":
            raise DesktopError(
                say("Backpressure doesn't put itself into the Start menu; `backpressure autostart on` starts it.")
            )
        raise DesktopError(
            say("Backpressure doesn't put itself into the Applications folder; `backpressure autostart on` starts it.")
        )
    from tray.desktop.linux.entries.app_menu import AppMenu

    return AppMenu(own_command(), environment)


def autostart_entry(environment: Mapping[str, str] = os.environ) -> Entry:
    """The entry that starts the program with the session. Raises DesktopError where it cannot make one."""
    from tray.desktop.common import commands_to_install_and_update as installed
    from tray.desktop.common.own_command import own_command

    if installed.installed_by() is installed.Way.FLATPAK:
        # What lies in the sandbox's own folder no desktop reads.
        from tray.desktop.linux.entries.background_portal import BackgroundPortal

        return BackgroundPortal(environment)
    if sys.platform == "linux":
        from tray.desktop.linux.entries.autostart import Autostart

        return Autostart(own_command(), environment)
    if sys.platform == "win32":
        from tray.desktop.windows.autostart import RunKey

        return RunKey(own_command())
    from tray.desktop.macos.autostart import LaunchAgent

    return LaunchAgent(own_command())
