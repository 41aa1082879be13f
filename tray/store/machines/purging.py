"""Keeps what a person deletes from coming back: remembered before it is deleted, and told to all machines."""

from datetime import datetime

from tray.store.machines import kept, own
from tray.store.machines.folder import opened
from tray.store.machines.spans import Span


def remember(path: str, start: datetime | None, end: datetime | None, device: str | None, now: datetime) -> None:
    """What is about to be deleted; no later than ``now``, so that nobody loses what is still to come.

    ``path`` is the file of ``kept``. Raises StoreError, and then nothing may be deleted.
    """
    span = Span(start, now if end is None else min(end, now), device)
    kept.save(path, kept.load(path).told([span]))


def done(path: str, now: datetime) -> None:
    """All that was to be deleted is. Raises StoreError."""
    before = kept.load(path)
    if before.due:
        kept.save(path, before.done(before.due, now))


def publish(folder: str, device: str, path: str) -> None:
    """Tell the other machines, and take it out of the own part. It may wait for ever. Raises StoreError."""
    with opened(folder) as shared, shared.part(device) as part:
        if part is not None:
            known = kept.load(path)
            own.obey(part, device, known.spans, known.held_to)
