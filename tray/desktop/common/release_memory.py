"""Gives back to the system what was needed for a moment, such as at the start, and is free since.

Python frees it, and the C library keeps it for the next time; in a program that then does little for hours there is
none. glibc gives it back when it is told to. Python itself keeps thousands of tuples that nobody has any more, two
thousand of each length, and lets go of them when the collector looks through everything. And it keeps the names of all
files in each folder that it has ever searched for a module, of which the libraries alone have thousands.
"""

import gc
import sys
from collections.abc import Callable
from datetime import timedelta

from tray.ports import Clock

EVERY = timedelta(minutes=10)
AFTER_LOADING = timedelta(seconds=1)


class GivingBack:
    """Gives back what is free from time to time, and soon after something was loaded, which takes more than it keeps.

    It wakes nobody for it.
    """

    def __init__(self, clock: Clock, loaded: Callable[[], int], first: Callable[[], object] = lambda: None) -> None:
        """``loaded`` counts what was loaded so far; ``first`` lets go of what can be had again."""
        self._clock, self._loaded, self._first = clock, loaded, first
        self._next = clock.elapsed() + EVERY
        self._known = loaded()

    def look(self) -> None:
        """Do it if it's time; to be called when something has been done."""
        now, loaded = self._clock.elapsed(), self._loaded()
        if now >= self._next:
            self.do()
        elif loaded != self._known:
            self._known, self._next = loaded, min(self._next, now + AFTER_LOADING)

    def do(self) -> None:
        """Do it now."""
        self._first()
        give_back()
        self._known, self._next = self._loaded(), self._clock.elapsed() + EVERY


def give_back() -> None:
    """Give back what is free. Takes some milliseconds; does nothing where the system has no such call.

    What is there the first time mostly stays for ever, so the collector need not look through it again.
    """
    sys.path_importer_cache.clear()  # a folder is listed again when something is next looked for there
    gc.collect()
    if not gc.get_freeze_count():
        gc.freeze()
    if sys.platform == "linux":
        from tray.desktop.common.c_library import c_function  # which watching files has loaded already

        if trim := c_function("malloc_trim"):
            trim(0)
