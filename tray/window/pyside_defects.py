"""Mends from outside what PySide6 gets wrong."""

import sys

_ENOUGH = 1 << 30


def keep_true() -> None:
    """Keep ``True`` alive: ``emit`` and ``disconnect`` of signals give away a reference to it that they do not own.

    Seen with PySide6 6.12 on Python 3.11: after some hundred signals Python itself ends with ``bool_dealloc:
    deallocating True or False``. From 3.12 on it cannot be deallocated.
    """
    if sys.version_info >= (3, 12):
        return
    import ctypes

    count = ctypes.c_ssize_t.from_address(id(True))
    if 0 <= sys.getrefcount(True) - count.value <= 2 and count.value < _ENOUGH:  # else Python keeps its count elsewhere
        count.value += _ENOUGH
