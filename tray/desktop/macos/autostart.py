"""Starts the program with the session on macOS, by a launch agent of the person."""

import plistlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from tray.desktop.common.autostart_and_menu_entry import Standing
from tray.errors import DesktopError
from tray.lib import private_files
from tray.lib.identity import APP_ID
from tray.lib.language.translation import say
from tray.lib.system_errors import reason

GIVES = {
    "autostart": {"macos": ""},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

LABEL = APP_ID


class LaunchAgent:
    """The agent's file; see ``autostart.Entry``. launchd reads it at the next login."""

    def __init__(self, command: Sequence[str], home: Path | None = None) -> None:
        """``command`` starts this installation."""
        self._path = (Path.home() if home is None else home) / f"Library/LaunchAgents/{LABEL}.plist"
        self._agent: dict[str, Any] = {
            "Label": LABEL,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            # With a screen only: an ssh login has none to show an icon on.
            "LimitLoadToSessionType": "Aqua",
            # launchd holds a background process back; one that a person looks at it does not.
            "ProcessType": "Interactive",
        }

    def standing(self) -> Standing:
        """How it stands now. Raises DesktopError."""
        where = str(self._path)
        try:
            agent = plistlib.loads(self._path.read_bytes())
        except FileNotFoundError:
            return Standing(False, where)
        except (OSError, ValueError, ExpatError) as error:
            raise DesktopError(say("{where} can't be read: {reason}", where=where, reason=error)) from error
        if agent.get("Disabled"):
            return Standing(False, where, say("It's switched off in the file."))
        other = agent.get("ProgramArguments") != self._agent["ProgramArguments"]
        return Standing(
            True, where, say("It starts another installation; `on` makes it start this one.") if other else ""
        )

    def on(self) -> None:
        """Make it. Raises DesktopError."""
        try:
            private_files.make_folders(str(self._path.parent))
            private_files.replace(str(self._path), plistlib.dumps(self._agent))
        except OSError as error:
            raise DesktopError(
                say("{path} can't be written: {reason}.", path=self._path, reason=reason(error))
            ) from error

    def off(self) -> None:
        """Take it away. Raises DesktopError."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise DesktopError(
                say("{path} can't be removed: {reason}.", path=self._path, reason=reason(error))
            ) from error
