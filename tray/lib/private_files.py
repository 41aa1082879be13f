"""Makes every file and folder of this program: for this user alone, whatever the umask says. Reads small files.

Nothing else in the tree makes any, which a test sees to. Errors are those of the system.
"""

import errno
import os
import stat
import sys
from contextlib import suppress

FILE, FOLDER = 0o600, 0o700
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_PLAINLY = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)
"""Where a pipe lies in a file's place, opening it would wait for whoever is at its other end."""
_ALWAYS = _NO_LINK | _PLAINLY
_MOST_BYTES = 1 << 24
TRUNCATED, APPENDING = os.O_WRONLY | os.O_TRUNC, os.O_WRONLY | os.O_APPEND


def make_folders(path: str) -> None:
    """Make a folder, and those above it that are missing. One that is there keeps its mode."""
    # os.makedirs gives its mode to the last folder only, and leaves the others to the umask.
    above = os.path.dirname(os.path.abspath(path))
    if not os.path.isdir(path) and above != path:
        make_folders(above)
    try:
        os.mkdir(path, FOLDER)
    except OSError:
        if not os.path.isdir(path):
            raise


def make_folder(name: str, within: int | None) -> None:
    """Make one folder, in an open one if that is given; harmless where there is something by that name."""
    with suppress(FileExistsError):
        os.mkdir(name, FOLDER, dir_fd=within)


def make(path: str, within: int | None = None) -> int:
    """Make a file that must not be there yet, not even as a link; gives a descriptor to write to.

    ``within`` is an open folder in which ``path`` is a name, so that what was looked at is what is written into.
    """
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _ALWAYS, FILE, dir_fd=within)


def make_or_open(path: str, how: int = os.O_WRONLY, *, follow: bool = False, within: int | None = None) -> int:
    """The same for one that may be there, which keeps its mode; a link is followed only where the person named it."""
    return os.open(path, how | os.O_CREAT | (_PLAINLY if follow else _ALWAYS | _AT_ONCE), FILE, dir_fd=within)


def content_of(path: str) -> bytes:
    """All of a small file. Raises OSError also where something else is in its place: a pipe, a device without end."""
    descriptor = os.open(path, os.O_RDONLY | _PLAINLY | _AT_ONCE)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_size > _MOST_BYTES:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), path)
        with open(descriptor, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(descriptor)


def replace(path: str, content: bytes, mode: int = FILE, within: int | None = None) -> None:
    """Write a file whole or not at all, in one step for those who read it.

    It is on disk when this returns; its name is so when the folder is synced.
    """
    new = f"{path}.{os.urandom(4).hex()}.new"
    try:
        with open(make(new, within), "wb") as file:
            file.write(content)
            file.flush()
            if sys.platform != "win32":
                os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        os.replace(new, path, src_dir_fd=within, dst_dir_fd=within)
    except BaseException:
        with suppress(OSError):
            os.unlink(new, dir_fd=within)
        raise
