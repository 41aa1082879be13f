"""Calls functions of the C library that Python has no name for.

Without ``ctypes``, which makes a class of each of C's types: 150 KiB that would stay. What it's made of does for
functions that take whole numbers and bytes and return a whole number.
"""

import sys

if sys.platform != "win32":
    import _ctypes
    from collections.abc import Callable

    class _Int(_ctypes._SimpleCData):  # type: ignore[type-arg]  # of which Python makes whole numbers
        _type_ = "i"

    class _Function(_ctypes.CFuncPtr):
        _flags_ = _ctypes.FUNCFLAG_CDECL | _ctypes.FUNCFLAG_USE_ERRNO
        _restype_ = _Int

    def c_function(name: str) -> Callable[..., int] | None:
        """The function of this name; None where this C library has none."""
        try:
            everything = _ctypes.dlopen(None, 0)  # type: ignore[arg-type]  # which stands for all that is loaded
            return _Function(_ctypes.dlsym(everything, name))
        except OSError:
            return None

    def last_error() -> int:
        """The error number that the last call of such a function has left, if it failed."""
        return _ctypes.get_errno()
