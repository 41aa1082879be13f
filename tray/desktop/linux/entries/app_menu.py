"""The program in the application menu, with its icon: an entry of ours and icons in the person's home.

The folders are those that every desktop reads without being told: ``applications`` and ``icons/hicolor`` below
``XDG_DATA_HOME``.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tray.desktop.common.entry import Standing
from tray.desktop.linux.entries.base_folders import data_home
from tray.desktop.linux.entries.desktop_entry import (
    entry,
    is_ours,
    keys_of,
    put,
    read_entry,
    remove,
    remove_entry,
    write_entry,
)
from tray.errors import DesktopError
from tray.lib.assets import asset
from tray.lib.translation import say

GIVES = {
    "application menu": {"xfce": "", "x11": "", "sway": "", "gnome": "", "kde": ""},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_FILE = "applications/backpressure.desktop"
_ICON = "backpressure"


class AppMenu:
    """The entry in the application menu and its icons; see ``autostart.Entry``."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] = os.environ) -> None:
        """``command`` starts this installation. Raises DesktopError for a user without a home."""
        self._home = Path(data_home(environment))
        self._path = str(self._home / _FILE)
        self._text = entry(command, _ICON, Categories="Utility;", Keywords="break;rest;pressure;load;burnout;tray;")

    def standing(self) -> Standing:
        """How it stands now. Raises DesktopError."""
        keys = read_entry(self._path)
        if keys is None:
            return Standing(False, self._path)
        if not is_ours(keys):
            return Standing(True, self._path, say("The file isn't Backpressure's, so `off` leaves it alone."))
        if keys.get("Exec") != keys_of(self._text)["Exec"]:
            return Standing(True, self._path, say("It starts another installation; `on` makes it start this one."))
        return Standing(True, self._path)

    def on(self) -> None:
        """Make the entry and its icons. Raises DesktopError."""
        write_entry(self._path, self._text)
        for source, target in self._icons():
            put(str(target), source.read_bytes())
        self._freshen()

    def off(self) -> None:
        """Take away what we made; folders that others may use stay. Raises DesktopError."""
        remove_entry(self._path)
        for _, target in self._icons():
            remove(str(target))
        self._freshen()

    def _icons(self) -> Iterator[tuple[Path, Path]]:
        """Each picture of ours, and where it goes."""
        theme = self._home / "icons/hicolor"
        pictures = sorted(asset("hicolor").glob("*/apps/*.png"))
        if not pictures:
            raise DesktopError(say("The pictures of this program are missing; reinstall Backpressure."))
        yield from ((each, theme / each.relative_to(asset("hicolor"))) for each in pictures)
        yield asset("backpressure.svg"), theme / "scalable/apps/backpressure.svg"

    def _freshen(self) -> None:
        """Touch the theme: the desktop reads icons anew when its folder is younger than what it remembers."""
        with suppress(OSError):
            os.utime(self._home / "icons/hicolor")
