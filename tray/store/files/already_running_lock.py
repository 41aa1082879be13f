"""Only one runs: it holds the locks on its folders, and the kernel takes them back however a process ends.

A folder itself is locked, so that there is no lock file that can go stale or be cleaned away, and no process id that
another program may have got meanwhile. The folder of the history is locked beside that of the socket: two programs that
share one history and no socket, as in two containers or two kinds of session, would both number its facts.
"""

import json
import os
import sys
from contextlib import suppress

from tray.errors import AlreadyRunning, StoreError
from tray.lib.language.translation import say
from tray.lib.private_files import TRUNCATED, content_of, make_or_open
from tray.lib.system_errors import reason

_HOLDER = "running.json"
"""In a locked folder, what the holder says of itself. It's believed only as long as the lock is held."""


class Lock:
    """Held from the making of this object until ``release`` or the end of the process, by kill -9 too.

    ``folder`` must be made already, by ``files.own_folder``. Raises AlreadyRunning when another process holds it.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._fd = _locked(folder)
        self._said: str | None = None

    def say(self, runtime: str) -> None:
        """Leave word in the folder of who holds it, and that its socket is in ``runtime``, for those who come later."""
        file = _holder_file(self._folder)
        words = {"process": os.getpid(), "machine": _machine(), "runtime": runtime}
        # It's a courtesy: a full or a read-only disk must not keep anything from running.
        with suppress(OSError), open(make_or_open(file, TRUNCATED), "wb") as written:
            written.write(json.dumps(words).encode())
            self._said = file

    def release(self) -> None:
        """Let others run. Harmless when done twice."""
        if self._fd is not None:
            if self._said is not None:
                with suppress(OSError):
                    os.unlink(self._said)
            os.close(self._fd)
            self._fd = None


def holder_of(folder: str) -> tuple[str, str | None] | None:
    """Who said last that it holds the lock on ``folder``, in words, and the folder of its socket; None if nobody did.

    It may be gone by now. The socket is None where it can't be reached from here, as on another machine.
    """
    try:
        said = json.loads(content_of(_holder_file(folder)))
        process, machine, runtime = int(said["process"]), str(said["machine"]), str(said["runtime"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    if machine != _machine():
        return say("process {process} on {machine}", process=process, machine=machine), None
    return say("process {process}", process=process), runtime


def _holder_file(folder: str) -> str:
    return f"{folder}/{_HOLDER}"


def _machine() -> str:
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename


def _taken(folder: str) -> AlreadyRunning:
    who, runtime = holder_of(folder) or (None, None)
    if who is None:
        return AlreadyRunning(say("Backpressure is already running (its folder is {folder}).", folder=folder), runtime)
    return AlreadyRunning(
        say("Backpressure is already running (its folder is {folder}; it's {process}).", folder=folder, process=who),
        runtime,
    )


if sys.platform == "win32":
    import msvcrt

    def _locked(folder: str) -> int | None:
        fd = make_or_open(f"{folder}/lock", os.O_RDWR)  # Windows locks files only, and forgets them as well
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
            raise StoreError(say("{folder} can't be opened: {reason}.", folder=folder, reason=reason(error))) from error
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(fd)
            raise _taken(folder) from error
        except OSError as error:
            os.close(fd)
            raise StoreError(say("{folder} can't be locked: {reason}.", folder=folder, reason=reason(error))) from error
        return fd
