"""How does one get zoneinfo without all that Python knows of how it was built?

To find the folders of time zones zoneinfo asks sysconfig, which loads and keeps a thousand entries: a third of a
megabyte for one of them. Where that entry would be the usual one, zoneinfo is told so before it asks.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

_CHOICE = "PYTHONTZPATH"
_USUAL = "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"
"""What Python is built with unless somebody asks for something else."""


@contextmanager
def _told_where() -> Iterator[None]:
    if _CHOICE in os.environ or not os.access("/usr/share/zoneinfo/Etc/UTC", os.R_OK):
        yield  # somebody has chosen, or the zones lie elsewhere and Python knows where
        return
    os.environ[_CHOICE] = _USUAL
    try:
        yield
    finally:
        del os.environ[_CHOICE]


with _told_where():
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

__all__ = ["ZoneInfo", "ZoneInfoNotFoundError"]
