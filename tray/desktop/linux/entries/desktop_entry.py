"""Writes and reads a desktop entry, so that every desktop starts what is meant.

By the Desktop Entry Specification: an argument is quoted for the command line of ``Exec`` first, and the whole value is
then escaped once more as a string of the file.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from tray.errors import DesktopError
from tray.lib import private_files
from tray.lib.assets import asset_place
from tray.lib.identity import APP_ID
from tray.lib.language.translation import say
from tray.lib.system_errors import reason

OURS = "X-Backpressure"
"""Stands in every text of ours that lies among those of the person."""
_PACKAGED = f"share/applications/{APP_ID}.desktop"
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@+,=")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def entry(command: Sequence[str], icon: str, **more: str) -> str:
    """The text of the entry that packages install, made ours, such that it starts ``command``.

    ``more`` are further keys, with ``_`` for ``-``. Raises DesktopError.
    """
    packaged = read_entry(asset_place(_PACKAGED))
    if packaged is None:
        raise DesktopError(say("The pictures of this program are missing; reinstall Backpressure."))
    ours = {
        # A desktop passes over an entry whose program is gone, as after a package was removed.
        "TryExec": command[0],
        "Exec": command_line(command),
        "Icon": icon,
        **{name.replace("_", "-"): value for name, value in more.items()},
        OURS: "made by this program, which removes it again",
    }
    keys = {**packaged, **{name: _escaped(value) for name, value in ours.items()}}
    return "[Desktop Entry]\n" + "".join(f"{name}={value}\n" for name, value in keys.items())


def command_line(command: Sequence[str]) -> str:
    """The value of ``Exec``, before it is escaped as a string."""
    return " ".join(map(_quoted, command))


def _quoted(argument: str) -> str:
    argument = argument.replace("%", "%%")  # otherwise a field code, such as %f for a file
    if argument and set(argument.replace("%%", "")) <= _PLAIN:
        return argument
    return '"' + "".join(f"\\{letter}" if letter in '"`$\\' else letter for letter in argument) + '"'


def _escaped(value: str) -> str:
    return "".join(_ESCAPES.get(letter, letter) for letter in value)


def keys_of(text: str) -> Mapping[str, str]:
    """The keys of the first group of an entry, as they stand in the file."""
    return dict(_pairs(text))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    groups = 0
    for line in text.splitlines():
        groups += line.startswith("[")
        name, equals, value = line.partition("=")
        if equals and groups == 1 and not line.startswith("#"):
            yield name.strip(), value.strip()


def read_entry(path: str) -> Mapping[str, str] | None:
    """The keys of the entry there; None when there is none. Raises DesktopError."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return keys_of(file.read())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise DesktopError(say("{path} can't be read: {reason}.", path=path, reason=reason(error))) from error


def is_ours(keys: Mapping[str, str]) -> bool:
    """Whether this program wrote it."""
    return OURS in keys


def write_entry(path: str, text: str) -> None:
    """Put the entry there, whole or not at all; the desktop may be reading. Raises DesktopError."""
    keys = read_entry(path)
    if keys is not None and not is_ours(keys):
        raise DesktopError(
            say("{path} isn't Backpressure's, so it stays as it is. Move it away and try again.", path=path)
        )
    put(path, text.encode("utf-8", "surrogateescape"))


def put(path: str, content: bytes) -> None:
    """Write a file that the desktop reads, whole or not at all. Raises DesktopError."""
    try:
        private_files.make_folders(os.path.dirname(path))
        private_files.replace(path, content)
    except OSError as error:
        raise DesktopError(say("{path} can't be written: {reason}.", path=path, reason=reason(error))) from error


def remove_entry(path: str) -> None:
    """Take away the entry if it is ours. Raises DesktopError, also when it is there and not ours."""
    keys = read_entry(path)
    if keys is None:
        return
    if not is_ours(keys):
        raise DesktopError(
            say("{path} isn't Backpressure's, so it stays. Remove it yourself if you want it gone.", path=path)
        )
    remove(path)


def remove(path: str) -> None:
    """Take a file away; harmless when there is none. Raises DesktopError."""
    try:
        with suppress(FileNotFoundError):
            os.unlink(path)
    except OSError as error:
        raise DesktopError(say("{path} can't be removed: {reason}.", path=path, reason=reason(error))) from error
