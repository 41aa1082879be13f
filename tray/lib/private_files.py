"""Makes every file and folder of this program: for this user alone, whatever the umask says.

Nothing else in the tree makes any, which a test sees to. Errors are those of the system.
"""

import os
import sys
from contextlib import suppress

FILE, FOLDER = 0o600, 0o700
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_ALWAYS = _NO_LINK | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
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
    return os.open(path, how | os.O_CREAT | (_ALWAYS & ~_NO_LINK if follow else _ALWAYS), FILE, dir_fd=within)


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
