"""Removes facts so that their bytes are gone too."""

import os
import sqlite3
from datetime import datetime

from tray.errors import StoreError
from tray.lib.frozen import dataclass
from tray.lib.translation import say
from tray.store.journal import meta
from tray.store.journal.connection import transaction, translating
from tray.store.journal.numbering import Count
from tray.store.journal.rows import microseconds

_EVER = (-(1 << 62), 1 << 62)


@dataclass(frozen=True, slots=True)
class Range:
    """Facts from ``start`` up to ``end``, of ``device`` or of all; of those in ``upto``, none of higher numbers."""

    start: datetime | None
    end: datetime | None
    device: str | None
    upto: tuple[tuple[str, int], ...]

    @property
    def is_everything(self) -> bool:
        """No fact that there is, or could be, lies outside."""
        return self.start is None and self.end is None and self.device is None and not self.upto

    @property
    def condition(self) -> tuple[str, tuple[object, ...]]:
        """As SQL, with its values."""
        first = _EVER[0] if self.start is None else microseconds(self.start)
        end = _EVER[1] if self.end is None else microseconds(self.end)
        of_one, which = ("", ()) if self.device is None else (" AND device = ?", (self.device,))
        later = " AND NOT (device = ? AND n > ?)" * len(self.upto)
        return f"at >= ? AND at < ?{of_one}{later}", (first, end, *which, *(each for one in self.upto for each in one))


def lowest(connection: sqlite3.Connection, purged: Range) -> int | None:
    """The lowest number of the facts in a range; None where there are none."""
    condition, values = purged.condition
    found: int | None = connection.execute(f"SELECT min(n) FROM facts WHERE {condition}", values).fetchone()[0]
    return found


def purge(connection: sqlite3.Connection, file: str, purged: Range, reached: Count) -> int:
    """Remove the facts of a range; gives how many they were. Their numbers are not given again.

    The file is rewritten without them, the write-ahead part emptied. What was made of them goes too: all snapshots, and
    the copies that rescues and migrations have laid beside the file. Raises StoreError when something stays.
    """
    condition, values = purged.condition
    with transaction(connection, file):
        meta.keep_count(connection, reached)
        removed = connection.execute(f"DELETE FROM facts WHERE {condition}", values).rowcount
        connection.execute("DELETE FROM snapshots")
        if purged.is_everything:
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
