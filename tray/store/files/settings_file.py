"""Reads the person's settings file and, when asked, writes it.

It is theirs: it may be a link into a folder of dotfiles, read-only, broken, or not a file at all. Reading never waits
and never changes anything. Writing keeps comments, order, links, mode and owner, and leaves the old or the new file.
"""

import os
import re
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress

from tray.errors import StoreError
from tray.lib.frozen import dataclass
from tray.lib.language.translation import mark, say
from tray.lib.private_files import make_folders
from tray.lib.system_errors import reason
from tray.settings.bounds_of_file_hooks_and_break_kinds import LARGEST
from tray.settings.defaults.every_setting import Settings
from tray.settings.file.checks_of_settings_together import Check, blamed
from tray.settings.file.load_or_list_mistakes import load
from tray.settings.file.read_toml import decoded, invalid
from tray.store.files.durable_files import write_whole
from tray.store.files.places import Places

# Opening a pipe or a device must neither wait nor make it our terminal.
_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)

_OTHER_KINDS = {
    stat.S_IFDIR: mark("this is a folder, not a file, so no settings are read from it"),
    stat.S_IFIFO: mark("this is a named pipe, not a file, so no settings are read from it"),
    stat.S_IFSOCK: mark("this is a socket, not a file, so no settings are read from it"),
    stat.S_IFCHR: mark("this is a device, not a file, so no settings are read from it"),
    stat.S_IFBLK: mark("this is a device, not a file, so no settings are read from it"),
}


def _law_fits(settings: Settings) -> Iterator[tuple[str, str]]:
    """What the law says of its own parameters."""
    if settings.law == Settings().law:
        return
    from tray.core.law.check_parameters import check_law

    for sentence in check_law(settings.law):
        yield blamed(settings, *re.findall(r"law\.\w+", sentence)), sentence


CHECKS: tuple[Check, ...] = (_law_fits,)
"""What is judged beside what the settings judge themselves."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Differs when the file may have changed; comparing two is how a change is noticed where nothing watches."""

    modified_nanoseconds: int
    inode: int
    size: int


def settings_path(environment: Mapping[str, str]) -> str:
    """The absolute path of the settings file: BACKPRESSURE_SETTINGS, or its place in the user's configuration."""
    return Places(dict(environment)).settings


class SettingsFile:
    """A settings file; fulfils the port of that name."""

    def __init__(self, path: str) -> None:
        self.path = path

    def read(self) -> Settings:
        """The settings of the file; those by default where there is none. Raises SettingsInvalid with every problem."""
        text = self.text()
        # The parser stays out of memory where there is nothing to parse.
        return Settings() if text is None else load(text, self.path, CHECKS)

    def text(self) -> str | None:
        """What the file holds, a byte-order mark included; None where there is none. Raises SettingsInvalid."""
        data = self._data()
        return None if data is None else decoded(data, self.path)

    def fingerprint(self) -> Fingerprint | None:
        """That of the file as it is now, where a link leads; None where there is none or it cannot be seen."""
        try:
            found = os.stat(self.path)
        except OSError:
            return None
        return Fingerprint(found.st_mtime_ns, found.st_ino, found.st_size)

    def write_default(self) -> bool:
        """Write the commented default file where there is none; tells whether it did. Raises StoreError."""
        if os.path.exists(self.path):
            return False
        from tray.settings.file.default_file_and_tables import default_file

        self._write(default_file())
        return True

    def set(self, name: str, words: str) -> None:
        """Set one setting to what ``words`` mean and leave all else in the file as it is.

        Where there is no file yet, the commented default file is written with it. Raises UsageError when there is no
        such setting or value, SettingsInvalid when the file would have problems, and StoreError; then nothing changed.
        """
        from tray.settings.file.default_file_and_tables import default_file
        from tray.settings.file.edit import change

        before = self.fingerprint()
        text = self.text()
        changed = change(default_file() if text is None else text, name, words, self.path, CHECKS)
        if changed != text:
            self.replace(changed, before)

    def replace(self, text: str | None, before: Fingerprint | None) -> None:
        """Write another text, in place of what was read when the file's fingerprint was ``before``; None removes it.

        Raises StoreError when that is not to be done, or the file changed meanwhile; then nothing changed.
        """
        self._refuse_to_write()
        if self.fingerprint() != before:
            raise StoreError(say("{path} was changed by another program just now. Try again.", path=self.path))
        if text is not None:
            self._write(text)
            return
        try:
            os.unlink(os.path.realpath(self.path))
        except OSError as error:
            raise StoreError(say("{path} can't be removed: {reason}.", path=self.path, reason=reason(error))) from error

    def _data(self) -> bytes | None:
        try:
            descriptor = os.open(self.path, _FLAGS)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise invalid(self.path, None, say("the file can't be opened: {reason}", reason=reason(error))) from error
        try:
            return self._read_all(descriptor)
        except OSError as error:
            raise invalid(self.path, None, say("the file can't be read: {reason}", reason=reason(error))) from error
        finally:
            os.close(descriptor)

    def _read_all(self, descriptor: int) -> bytes:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            what = _OTHER_KINDS.get(
                stat.S_IFMT(found.st_mode), mark("this isn't a file, so no settings are read from it")
            )
            raise invalid(self.path, None, say(what))
        data = b""
        # One byte more than is allowed is enough to see that there is too much, however large the file says it is.
        while piece := os.read(descriptor, LARGEST + 1 - len(data)):
            data += piece
        return data

    def _refuse_to_write(self) -> None:
        try:
            found = os.stat(self.path)
        except FileNotFoundError:
            return
        except OSError as error:
            raise StoreError(say("{path} can't be written: {reason}.", path=self.path, reason=reason(error))) from error
        if found.st_nlink > 1:
            raise StoreError(
                say("{path} is one file under several names (hard links). Change it in your editor.", path=self.path)
            )
        # The administrator may write into anything, but what was made read-only is meant to stay as it is.
        if not found.st_mode & 0o222 or not os.access(self.path, os.W_OK):
            raise StoreError(
                say("{path} is read-only. Make it writable first, or change what it's made from.", path=self.path)
            )

    def _write(self, text: str) -> None:
        target = os.path.realpath(self.path)
        owner = _owner(target)
        try:
            make_folders(os.path.dirname(target))
        except OSError as error:
            raise StoreError(
                say("{folder} can't be made: {reason}.", folder=os.path.dirname(target), reason=reason(error))
            ) from error
        write_whole(target, text.encode())
        if sys.platform != "win32" and owner is not None and owner != _owner(target):
            # Only the administrator may give a file back to its owner; everybody else is the owner already.
            with suppress(OSError):
                os.chown(target, *owner)


def _owner(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_uid, found.st_gid
