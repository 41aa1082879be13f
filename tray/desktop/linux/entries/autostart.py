"""Starts the program with the session, by an entry in the person's autostart folder.

https://specifications.freedesktop.org/autostart-spec/latest/: every desktop reads it, and several let a person switch
an entry off in their settings, which then stands in the file.
"""

import os
from collections.abc import Mapping, Sequence

from tray.desktop.common.autostart_and_menu_entry import Standing
from tray.desktop.linux.entries.base_folders import config_home
from tray.desktop.linux.entries.desktop_entry import entry, is_ours, keys_of, read_entry, remove_entry, write_entry
from tray.lib.assets import asset_place
from tray.lib.language.translation import say

GIVES = {
    "autostart": {
        "xfce": "",
        "x11": "if the session reads the folder",
        "sway": "if the session reads the folder",
        "gnome": "",
        "kde": "",
    },
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_FILE = "autostart/backpressure.desktop"
_SWITCHED_OFF = (("Hidden", "true"), ("X-GNOME-Autostart-enabled", "false"))


class Autostart:
    """The autostart entry; see ``autostart.Entry``."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] = os.environ) -> None:
        """``command`` starts this installation. Raises DesktopError for a user without a home."""
        self._path = os.path.join(config_home(environment), _FILE)
        self._text = entry(command, _icon(), X_GNOME_Autostart_Delay="5", X_KDE_autostart_phase="2")

    def standing(self) -> Standing:
        """How it stands now. Raises DesktopError."""
        keys = read_entry(self._path)
        where = self._path
        if keys is None:
            return Standing(False, where)
        if any(keys.get(name, "").lower() == value for name, value in _SWITCHED_OFF):
            return Standing(False, where, say("It's switched off in the settings of the desktop."))
        if not is_ours(keys):
            return Standing(True, where, say("The file isn't Backpressure's, so `off` leaves it alone."))
        if keys.get("Exec") != keys_of(self._text)["Exec"]:
            return Standing(True, where, say("It starts another installation; `on` makes it start this one."))
        return Standing(True, where)

    def on(self) -> None:
        """Make it. Raises DesktopError."""
        write_entry(self._path, self._text)

    def off(self) -> None:
        """Take away what we made. Raises DesktopError."""
        remove_entry(self._path)


def _icon() -> str:
    """A file: the name alone is known only once it is in the application menu."""
    path = asset_place("share/icons/hicolor/128x128/apps/backpressure.png")
    return path if os.path.exists(path) else "backpressure"
