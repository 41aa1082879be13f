"""What was made of the history and lies outside of it, and how it goes when facts are purged."""

import os
from contextlib import suppress
from datetime import datetime

from tray.errors import StoreError
from tray.store.files.hook_log import HookLog
from tray.store.files.places import Places

REPORT = "report.html"
"""The last page that ``report`` made without being told where, in the folder of the cache."""
_HANDED_OVER = "import-"
"""How a file begins that the command line lays beside the socket for the program to read."""


def forget(places: Places, start: datetime | None, end: datetime | None) -> None:
    """Remove what may hold the texts of the facts from ``start`` up to ``end``. Raises StoreError when some stays.

    The page goes whatever it shows, since it shows what is no more; of what hooks wrote only what is of that time. What
    a command of the person's put elsewhere is theirs to remove.
    """
    for folder, beginning in ((places.cache, REPORT), (places.runtime, _HANDED_OVER)):
        _unlink_all(folder, beginning)
    HookLog(places.hooks_log).forget(start, end)


def _unlink_all(folder: str, beginning: str) -> None:
    """Also the halves that a kill has left."""
    with suppress(FileNotFoundError):
        for name in os.listdir(folder):
            if name.startswith(beginning):
                path = os.path.join(folder, name)
                try:
                    os.unlink(path)
                except OSError as error:
                    raise StoreError(f"{path} cannot be removed: {error.strerror}.") from error
