"""Tells that a history was put back to an old backup, or copied, before it gives a number for the second time.

When a file was last changed in any way is kept by the system, and nobody can set it: of a file that was unpacked from
a backup, or copied, it is later than of the one that was written. So one is written once and never touched again, and
its time is kept. A disk that is put back whole, such as that of a virtual machine, isn't told so, but by what the other
machines say that they have heard of it; see ``name_version_clock.About.heard``.
"""

import os

from tray.errors import StoreError
from tray.lib.language.translation import say
from tray.lib.system_errors import reason
from tray.store.files.durable_files import write_whole

_NAME = "machines.witness"


def changed_at(kept: str) -> int | None:
    """When the witness was last changed, in nanoseconds; None where there is none. ``kept`` is the file of ``kept``.

    Raises StoreError.
    """
    path = _path(kept)
    try:
        return os.stat(path).st_ctime_ns
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(say("{path} can't be used: {reason}.", path=path, reason=reason(error))) from error


def write(kept: str) -> int | None:
    """Write it, and give its time. Raises StoreError."""
    write_whole(_path(kept), b"Not to be touched: by its time a history is told that was put back or copied.\n")
    return changed_at(kept)


def _path(kept: str) -> str:
    return os.path.join(os.path.dirname(kept), _NAME)
