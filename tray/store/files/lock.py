"""Only one runs: it holds the lock on the runtime folder, and the kernel takes it back however a process ends.

The folder itself is locked, so that there is no lock file that can go stale or be cleaned away, and no process id that
another program may have got meanwhile.
"""

import os
import sys

from tray.errors import AlreadyRunning, StoreError


class Lock:
    """Held from the making of this object until ``release`` or the end of the process, by kill -9 too.

    ``folder`` must be made already, by ``files.own_folder``. Raises AlreadyRunning when another process holds it.
    """

    def __init__(self, folder: str) -> None:
        self._fd = _locked(folder)

    def release(self) -> None:
        """Let others run. Harmless when done twice."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None


def _taken(folder: str) -> AlreadyRunning:
    return AlreadyRunning(f"Backpressure runs already (its folder is {folder}).")


if sys.platform == "win32":
    import msvcrt

    def _locked(folder: str) -> int | None:
        fd = os.open(f"{folder}/lock", os.O_RDWR | os.O_CREAT)  # Windows locks files only, and forgets them as well
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            os.close(fd)
            raise _taken(folder) from error
        return fd

else:
    import fcntl

    def _locked(folder: str) -> int | None:
        try:
            fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError as error:
            raise StoreError(f"{folder} cannot be opened: {error.strerror}.") from error
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(fd)
            raise _taken(folder) from error
        except OSError as error:
            os.close(fd)
            raise StoreError(f"{folder} cannot be locked: {error.strerror}.") from error
        return fd
