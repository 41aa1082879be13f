"""Gives back to the system what was needed for a moment, such as at the start, and is free since.

Python frees it, and the C library keeps it for the next time; in a program that then does little for hours there is
none. glibc gives it back when it is told to.
"""

import gc
import sys


def give_back() -> None:
    """Give back what is free. Takes some milliseconds; does nothing where the system has no such call.

    What is there by now mostly stays for ever, so the collector need not look through it again.
    """
    gc.collect()
    gc.freeze()
    if sys.platform == "linux":
        import ctypes  # which watching files has loaded already

        if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
            trim(0)
