"""Writes the calendar that others may read: whole or not at all, and for this user alone."""

import os
from contextlib import suppress
from datetime import timedelta

from tray.lib import private_files
from tray.store.files.durable_files import write_whole
from tray.store.files.purge_leftovers import remove

AGAIN_AFTER = timedelta(minutes=5)
"""After an error, or while a disk doesn't answer, it is written again so much later."""

NAME = "backpressure.ics"


def published_file(folder: str) -> str:
    """The file in a folder, which may begin with the person's home."""
    return os.path.join(os.path.expanduser(folder), NAME)


def is_published(path: str) -> bool:
    """Whether something was published there."""
    return os.path.exists(path)


def write_published(path: str, text: str, *, only_again: bool) -> None:
    """Write it; ``only_again`` says that one that is not there need not be made. Raises StoreError."""
    if only_again and not is_published(path):
        return
    write_whole(path, text.encode("utf-8"), private_files.FILE)


def unpublish(path: str) -> None:
    """Remove it, since it holds what was deleted. Raises StoreError."""
    with suppress(FileNotFoundError):
        remove(path)
