"""Where the socket is, whether its folder is ours, and who is at its other end.

No contextlib here: the status line of a panel pays for every import.
"""

import _socket
import os
import stat
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "control.sock"
_LONGEST = 100
"""Bytes; the system takes 108 on Linux, 104 elsewhere."""


def is_private(folder: str) -> bool:
    """Whether a folder is this user's alone, and no link: only then is a socket in it to be believed."""
    if sys.platform == "win32":
        return False
    try:
        found = os.lstat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077


def at_socket(folder: str, do: "Callable[[str], None]") -> None:
    """Call ``do``, bind or connect, with a name for the socket that the system takes, however long the folder's is."""
    plain = f"{folder}/{NAME}"
    if sys.platform == "win32" or len(os.fsencode(plain)) <= _LONGEST:
        do(plain)
    else:
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            _through(fd, do)
        finally:
            os.close(fd)


def is_trusted(peer: _socket.socket) -> bool:
    """Whether this user, or root, is at the other end; the kernel is asked, not the peer."""
    if sys.platform == "win32":
        return False
    if sys.platform == "linux":
        credentials = peer.getsockopt(1, 17, 12)  # SOL_SOCKET, SO_PEERCRED: pid, uid, gid
    else:
        credentials = peer.getsockopt(0, 1, 8)  # SOL_LOCAL, LOCAL_PEERCRED: version, uid, …
    return int.from_bytes(credentials[4:8], sys.byteorder) in (os.getuid(), 0)


def _through(folder: int, do: "Callable[[str], None]") -> None:
    if sys.platform == "linux":
        do(f"/proc/self/fd/{folder}/{NAME}")
    elif sys.platform != "win32":
        before = os.open(".", os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fchdir(folder)
            do(NAME)
        finally:
            os.fchdir(before)
            os.close(before)
