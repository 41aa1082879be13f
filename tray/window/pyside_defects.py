"""Mends from outside what PySide6 gets wrong."""

import sys

_ENOUGH = 1 << 30


def keep_true() -> None:
    """Keep ``True`` and ``None`` alive: some calls give away a reference to them that they do not own.

    ``emit`` and ``disconnect`` of signals do that to ``True``, layouts and widgets of our own classes to ``None``.

    Seen with PySide6 6.12 on Python 3.11: after some hundred signals Python itself ends with ``bool_dealloc:
    deallocating True or False``, or ``none_dealloc``. From 3.12 on they cannot be deallocated.
    """
    if sys.version_info >= (3, 12):
        return
    import ctypes

    for kept in (True, None):
        count = ctypes.c_ssize_t.from_address(id(kept))
        # else Python keeps its count elsewhere
        if 0 <= sys.getrefcount(kept) - count.value <= 2 and count.value < _ENOUGH:
            count.value += _ENOUGH
