"""Says why the system refused something: its own words, and for what is common in the language in force.

The words of the C library follow its own locale, which a Python program does not set.
"""

import errno
import os

from tray.lib.language.translation import mark, say

_COMMON = {
    errno.EPERM: mark("Operation not permitted"),
    errno.ENOENT: mark("No such file or directory"),
    errno.EIO: mark("Input/output error"),
    errno.ENOEXEC: mark("Exec format error"),
    errno.ENOMEM: mark("Cannot allocate memory"),
    errno.EACCES: mark("Permission denied"),
    errno.EBUSY: mark("Device or resource busy"),
    errno.EEXIST: mark("File exists"),
    errno.ENOTDIR: mark("Not a directory"),
    errno.EISDIR: mark("Is a directory"),
    errno.EMFILE: mark("Too many open files"),
    errno.ENOSPC: mark("No space left on device"),
    errno.EROFS: mark("Read-only file system"),
    errno.ENAMETOOLONG: mark("File name too long"),
    errno.ELOOP: mark("Too many levels of symbolic links"),
    errno.ECONNREFUSED: mark("Connection refused"),
}
"""In English as the C library of Linux says it."""


def reason(error: OSError) -> str:
    """Why it was refused, to be put behind a colon."""
    if error.errno in _COMMON:
        return say(_COMMON[error.errno])
    return error.strerror or str(error)


def reason_of(number: int) -> str:
    """The same for the number of an error alone."""
    return say(_COMMON[number]) if number in _COMMON else os.strerror(number)
