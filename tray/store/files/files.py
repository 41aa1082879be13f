"""Makes folders and files that nobody else may read, and that a power cut leaves whole."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tray.errors import StoreError

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_PLAIN_BYTES = getattr(os, "O_BINARY", 0)


def own_folder(path: str) -> str:
    """Make a folder that only this user can enter, or see to it that it is one; gives the path back.

    For a folder in a place that others share: raises StoreError when it is a link or belongs to somebody else, because
    somebody may have planted it.
    """
    with _told(path, "cannot be made"):
        os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)
        with suppress(FileExistsError):
            os.mkdir(path, 0o700)
        if sys.platform != "win32":
            _close_to_others(path, follow=False)
    return path


def home_folder(path: str) -> str:
    """The same for a folder in the user's own home, where a link is the user's own wish."""
    with _told(path, "cannot be made"):
        os.makedirs(path, 0o700, exist_ok=True)
        if sys.platform != "win32":
            _close_to_others(path, follow=True)
    return path


def write_whole(path: str, content: bytes, mode: int | None = None) -> None:
    """Replace a file: afterwards, and after a power cut at any moment, it holds all of the old bytes or all of the new.

    A link stays a link, its target is replaced. The mode is ``mode``, else the old file's, else 0600.
    Raises StoreError; the old file is untouched then.
    """
    target = os.path.realpath(path)
    with _told(path, "cannot be written"):
        temporary = f"{target}.{os.urandom(4).hex()}.new"
        try:
            _write_new(temporary, content, _mode_of(target) if mode is None else mode)
            os.replace(temporary, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
        sync_folder(os.path.dirname(target))


def sync_folder(path: str) -> None:
    """Put the names in a folder on disk: a rename alone may be undone by a power cut."""
    if sys.platform != "win32":  # Windows cannot open folders; its renames are journalled
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _write_new(path: str, content: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK | _PLAIN_BYTES
    with open(os.open(path, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        if sys.platform != "win32":
            os.fchmod(file.fileno(), mode)
        os.fsync(file.fileno())


def _mode_of(path: str) -> int:
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except FileNotFoundError:
        return 0o600


if sys.platform != "win32":

    def _close_to_others(path: str, follow: bool) -> None:
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW))
        try:
            found = os.fstat(folder)
            if found.st_uid != os.getuid() or found.st_mode & stat.S_ISVTX:
                raise StoreError(
                    f"{path} belongs to somebody else or is shared. Name a folder of your own instead, "
                    "by a BACKPRESSURE_* variable.",
                )
            if found.st_mode & 0o077:
                os.fchmod(folder, 0o700)
        finally:
            os.close(folder)


@contextmanager
def _told(path: str, what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path} {what}: {error.strerror}.") from error
