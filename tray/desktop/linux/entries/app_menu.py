"""The program in the application menu, with all that belongs to it: files of ours below ``XDG_DATA_HOME``.

``assets/share`` lies there as packages of systems install it: the entry, icons, the man page, what shells complete,
the description for software centres, and the unit by which systemd starts it. Every desktop reads these folders without
being told. What a person's own folder already holds under one of the names stays as it is.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tray.desktop.common.autostart_and_menu_entry import Standing
from tray.desktop.linux.entries.base_folders import data_home
from tray.desktop.linux.entries.desktop_entry import (
    OURS,
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
from tray.lib.identity import APP_ID
from tray.lib.language.translation import say

GIVES = {
    "application menu": {"xfce": "", "x11": "", "sway": "", "gnome": "", "kde": ""},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_FILE = f"applications/{APP_ID}.desktop"
_FILE_BEFORE = "applications/backpressure.desktop"
"""Where 0.1.0 had it."""
_UNIT = "systemd/user/backpressure.service"
_ICON = "backpressure"
_ICONS = "icons/"
_COMMENTS = {".1": '.\\" {}', ".xml": "<!-- {} -->"}
"""How a remark is written in a file, by its ending; ``#`` in all others."""
_REMARK = f"{OURS}: made by this program, which removes it again"
_NOT_READ = ("zsh/",)
"""No shell looks for these in a person's folder."""


class AppMenu:
    """The entry in the application menu and what comes with it; see ``autostart.Entry``."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] = os.environ) -> None:
        """``command`` starts this installation. Raises DesktopError for a user without a home."""
        self._home = Path(data_home(environment))
        self._path = str(self._home / _FILE)
        self._command = command
        self._text = entry(command, _ICON)

    def standing(self) -> Standing:
        """How it stands now. Raises DesktopError."""
        keys = read_entry(self._path)
        if keys is None:
            if packaged := self._packaged():
                return Standing(True, packaged, say("The entry came with the package, and goes with it."))
            return Standing(False, self._path)
        if not is_ours(keys):
            return Standing(True, self._path, say("The file isn't Backpressure's, so `off` leaves it alone."))
        if keys.get("Exec") != keys_of(self._text)["Exec"]:
            return Standing(True, self._path, say("It starts another installation; `on` makes it start this one."))
        return Standing(True, self._path)

    def on(self) -> None:
        """Make all of it, unless the package of the system has brought it. Raises DesktopError."""
        self._forget_the_one_before()
        if self._packaged() and read_entry(self._path) is None:
            return
        write_entry(self._path, self._text)
        for name, source in self._files():
            target = str(self._home / name)
            if name.startswith(_ICONS):
                put(target, source.read_bytes())
            elif _is_free(target):
                put(target, self._marked(name, source))
        self._freshen()

    def off(self) -> None:
        """Take away what we made; folders that others may use stay. Raises DesktopError."""
        self._forget_the_one_before()
        remove_entry(self._path)
        for name, _ in self._files():
            target = str(self._home / name)
            if name.startswith(_ICONS) or _is_free(target):
                remove(target)
        self._freshen()

    def _packaged(self) -> str | None:
        """The entry that a package put where this program's own lies, if one did."""
        beside = os.path.dirname(os.path.dirname(self._command[0]))
        path = os.path.join(beside, "share", _FILE)
        return path if path != self._path and os.path.exists(path) else None

    def _forget_the_one_before(self) -> None:
        before = str(self._home / _FILE_BEFORE)
        keys = read_entry(before)
        if keys is not None and is_ours(keys):
            remove(before)

    def _files(self) -> Iterator[tuple[str, Path]]:
        """Each file but the entry, by its name below the folder of data, and where it comes from."""
        share = asset("share")
        files = sorted(each for each in share.rglob("*") if each.is_file())
        if not files:
            raise DesktopError(say("The pictures of this program are missing; reinstall Backpressure."))
        for each in files:
            name = each.relative_to(share).as_posix()
            if name != _FILE and not name.startswith(_NOT_READ):
                yield name, each

    def _marked(self, name: str, source: Path) -> bytes:
        text = source.read_text("utf-8")
        if name == _UNIT:
            text = unit_starting(self._command, text)
        remark = _COMMENTS.get(source.suffix, "# {}").format(_REMARK)
        return f"{text}{remark}\n".encode("utf-8", "surrogateescape")

    def _freshen(self) -> None:
        """Touch the theme: the desktop reads icons anew when its folder is younger than what it remembers."""
        with suppress(OSError):
            os.utime(self._home / "icons/hicolor")


def unit_starting(command: Sequence[str], text: str) -> str:
    """The unit of systemd, such that it starts this installation."""
    return text.replace("' sh backpressure\n", f"' sh {' '.join(map(_for_systemd, command))}\n")


def _for_systemd(argument: str) -> str:
    """An argument in the unit's command line, by systemd.service(5)."""
    for letter, written in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$"), ("\n", "\\n")):
        argument = argument.replace(letter, written)
    return f'"{argument}"'


def _is_free(path: str) -> bool:
    """Whether the place is empty or holds a file of ours; a link is somebody else's, such as pipx's to the man page."""
    if os.path.islink(path):
        return False
    try:
        with open(path, "rb") as file:
            return OURS.encode() in file.read()
    except FileNotFoundError:
        return True
    except OSError:
        return False
