"""Takes the end of a child from the system, also where that keeps none."""

import os
import sys


def has_ended(child: int, *, waits: bool = False) -> bool:
    """Whether a child of this process has ended; where it ``waits``, it comes back when that is so."""
    if sys.platform == "win32":
        return False  # who starts one there holds on to it
    try:
        return os.waitpid(child, 0 if waits else os.WNOHANG)[0] == child
    except ChildProcessError:
        return True  # whoever started this program may ignore SIGCHLD, which is passed on: no end is kept then
