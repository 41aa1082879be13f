"""Gives back to the system what was needed for a moment, such as at the start, and is free since.

Python frees it, and the C library keeps it for the next time; in a program that then does little for hours there is
none. glibc gives it back when it is told to. Python itself keeps thousands of tuples that nobody has any more, two
thousand of each length, and lets go of them when the collector looks through everything. And it keeps the names of all
files in each folder that it has ever searched for a module, of which the libraries alone have thousands.
"""

import gc
import sys
from datetime import timedelta

from tray.ports import Clock

EVERY = timedelta(minutes=10)


class GivingBack:
    """Gives back what is free from time to time, but wakes nobody for it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._next = clock.elapsed() + EVERY

    def look(self) -> None:
        """Do it if it's time; to be called when something has been done."""
        now = self._clock.elapsed()
        if now >= self._next:
            self._next = now + EVERY
            give_back()


def give_back() -> None:
    """Give back what is free. Takes some milliseconds; does nothing where the system has no such call.

    What is there the first time mostly stays for ever, so the collector need not look through it again.
    """
    sys.path_importer_cache.clear()  # a folder is listed again when something is next looked for there
    gc.collect()
    if not gc.get_freeze_count():
        gc.freeze()
    if sys.platform == "linux":
        import ctypes  # which watching files has loaded already

        if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
            trim(0)
