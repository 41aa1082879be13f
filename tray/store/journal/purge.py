"""Removes facts so that their bytes are gone too."""

import os
import sqlite3
from datetime import datetime

from tray.errors import StoreError
from tray.lib.translation import say
from tray.store.journal import meta
from tray.store.journal.connection import transaction, translating
from tray.store.journal.numbering import Count
from tray.store.journal.rows import microseconds

_EVER = (-(1 << 62), 1 << 62)


def purge(
    connection: sqlite3.Connection,
    file: str,
    start: datetime | None,
    end: datetime | None,
    reached: Count,
    device: str | None = None,
) -> int:
    """Remove the facts from ``start`` up to ``end``; gives how many they were. Their numbers are not given again.

    With ``device``, only those that it recorded.

    The file is rewritten without them, the write-ahead part emptied. What was made of them goes too: all snapshots, and
    the copies that rescues and migrations have laid beside the file. Raises StoreError when something stays.
    """
    bounds = (_EVER[0] if start is None else microseconds(start), _EVER[1] if end is None else microseconds(end))
    with transaction(connection, file):
        meta.keep_count(connection, reached)
        of_one, which = ("", ()) if device is None else (" AND device = ?", (device,))
        removed = connection.execute(f"DELETE FROM facts WHERE at >= ? AND at < ?{of_one}", (*bounds, *which)).rowcount
        connection.execute("DELETE FROM snapshots")
        if bounds == _EVER and device is None:
            connection.execute("DELETE FROM seen")
    with translating(file):
        # Twice: the zeros that secure_delete puts over the old bytes reach the file before it is made shorter.
        _empty_the_log(connection, file)
        connection.execute("VACUUM")
        _empty_the_log(connection, file)
        _remove_copies(file)
    with transaction(connection, file):
        # An empty write-ahead file beside a history in use means that somebody took its content away.
        meta.write(connection, meta.IN_USE, "yes")
    return removed


def copies(file: str) -> list[str]:
    """The files that rescues and migrations have laid beside the history."""
    folder, name = os.path.split(file)
    found = [entry for entry in os.listdir(folder or ".") if entry.startswith((f"{name}.bad-", f"{name}.v"))]
    return sorted(os.path.join(folder, entry) for entry in found)


def _empty_the_log(connection: sqlite3.Connection, file: str) -> None:
    if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        raise StoreError(say("Another program is reading the history {file}. End it, then purge again.", file=file))


def _remove_copies(file: str) -> None:
    for copy in copies(file):
        # A folder that was found in the place of the history is not ours, and holds none of it.
        if not os.path.isdir(copy):
            os.unlink(copy)
