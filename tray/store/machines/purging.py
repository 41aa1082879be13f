"""Keeps what a person deletes from coming back: remembered before it is deleted, and told to all machines.

It also knows what in the shared folder keeps copies of what was deleted, of which the person is told.
"""

import os
from datetime import datetime, timedelta

from tray.lib.identity import new_device
from tray.store.journal.journal import Journal
from tray.store.machines import local_notes, write_own_part
from tray.store.machines.folder import SharedFolder, opened
from tray.store.machines.purged_spans import Span

_KEEP_DELETED = (".stversions", ".git")
"""Where engines and providers keep what was deleted, or was otherwise before."""


def remember(
    store: Journal, path: str, start: datetime | None, end: datetime | None, device: str | None, now: datetime
) -> Span:
    """What is about to be deleted from the history; nothing of it is still to come, so that nobody loses that.

    ``path`` is the file of ``kept``. Raises StoreError, and then nothing may be deleted.
    """
    # A wrong clock may have dated something later than now, and that goes too.
    latest = store.latest()
    last = now if latest is None else max(now, latest + timedelta.resolution)
    span = Span(start, last if end is None else min(end, last), device, new_device())
    if span.is_about(store.device):
        span = span.bounded([(store.device, store.counted)])
    span = span.read_by(store.clocks_then(start, end, device))
    local_notes.save(path, local_notes.load(path).told([span]))
    return span


def done(path: str, span: Span, now: datetime) -> None:
    """All of it that was on record is deleted. Raises StoreError."""
    local_notes.save(path, local_notes.load(path).done([span], now))


def publish(folder: str, device: str, path: str) -> None:
    """Tell the other machines, and take it out of the own part. It may wait for ever. Raises StoreError."""
    with opened(folder) as shared, shared.part(device) as part:
        if part is not None:
            write_own_part.obey(part, device, local_notes.load(path).spans)


def keepers(folder: SharedFolder) -> list[str]:
    """What is in the shared folder and keeps what was deleted."""
    return [name for name in _KEEP_DELETED if os.path.lexists(os.path.join(folder.path, name))]
