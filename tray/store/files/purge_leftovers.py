"""What was made of the history and lies outside of it, and how it goes when facts are purged."""

import os
from contextlib import suppress
from datetime import datetime

from tray.errors import StoreError
from tray.lib.language.translation import say
from tray.lib.system_errors import reason
from tray.store.files.hook_log import HookLog
from tray.store.files.places import Places
from tray.store.files.report_page_place import cached_page, page_place

_HANDED_OVER = "import-"
"""How a file begins that the command line lays beside the socket for the program to read."""


def forget(places: Places, start: datetime | None, end: datetime | None, device: str | None = None) -> None:
    """Remove what may hold the texts of the facts from ``start`` up to ``end``. Raises StoreError when some stays.

    The page goes whatever it shows, since it shows what is no more; of what hooks wrote only what is of that time. What
    a command of the person's put elsewhere is theirs to remove.
    """
    _unlink_all(*os.path.split(cached_page(places)))
    _unlink_all(places.runtime, _HANDED_OVER)
    # Among the person's own downloads, no more than the page itself; the face may show the number of such a time.
    # With the key, a copy of a history that is gone could still be searched for the names of agents.
    everything = start is None and end is None and device is None
    for path in (page_place(places), places.last_face, *([places.agent_key] if everything else [])):
        with suppress(FileNotFoundError):
            remove(path)
    HookLog(places.hooks_log).forget(start, end)


def _unlink_all(folder: str, beginning: str) -> None:
    """Also the halves that a kill has left."""
    with suppress(FileNotFoundError):
        for name in os.listdir(folder):
            if name.startswith(beginning):
                remove(os.path.join(folder, name))


def remove(path: str) -> None:
    """Remove one file. Raises FileNotFoundError and StoreError."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StoreError(say("{path} can't be removed: {reason}.", path=path, reason=reason(error))) from error
