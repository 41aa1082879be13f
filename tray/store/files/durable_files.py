"""Makes folders and files that nobody else may read, and that a power cut leaves whole."""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tray.errors import StoreError
from tray.lib import private_files
from tray.lib.language.translation import mark, say
from tray.lib.system_errors import reason


def own_folder(path: str) -> str:
    """Make a folder that only this user can enter, or see to it that it is one; gives the path back.

    For a folder in a place that others share: raises StoreError when it is a link or belongs to somebody else, because
    somebody may have planted it.
    """
    with _told(path, mark("{path} can't be made: {reason}.")):
        private_files.make_folders(path)
        if sys.platform != "win32":
            _close_to_others(path, follow=False)
    return path


def home_folder(path: str) -> str:
    """The same for a folder in the user's own home, where a link is the user's own wish."""
    with _told(path, mark("{path} can't be made: {reason}.")):
        private_files.make_folders(path)
        if sys.platform != "win32":
            _close_to_others(path, follow=True)
    return path


def write_whole(path: str, content: bytes, mode: int | None = None) -> None:
    """Replace a file: afterwards, and after a power cut at any moment, it holds all of the old bytes or all of the new.

    A link stays a link, its target is replaced. The mode is ``mode``, else the old file's, else 0600.
    Raises StoreError, also where a pipe or a device would be replaced; what was there is untouched then.
    """
    target = os.path.realpath(path)
    with _told(path, mark("{path} can't be written: {reason}.")):
        before = _mode_of(target)
        private_files.replace(target, content, before if mode is None else mode)
        sync_folder(os.path.dirname(target))


def sync_folder(path: str) -> None:
    """Put the names in a folder on disk: a rename alone may be undone by a power cut."""
    if sys.platform != "win32":  # Windows cannot open folders; its renames are journalled
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _mode_of(path: str) -> int:
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return private_files.FILE
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
    return stat.S_IMODE(mode)


if sys.platform != "win32":

    def _close_to_others(path: str, follow: bool) -> None:
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW))
        try:
            found = os.fstat(folder)
            if found.st_uid != os.getuid() or found.st_mode & stat.S_ISVTX:
                raise StoreError(
                    say(
                        "{path} belongs to somebody else or is shared. Name a folder of your own "
                        "instead, with a BACKPRESSURE_* variable.",
                        path=path,
                    )
                )
            if found.st_mode & 0o077:
                os.fchmod(folder, 0o700)
        finally:
            os.close(folder)


@contextmanager
def _told(path: str, message: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(say(message, path=path, reason=reason(error))) from error
