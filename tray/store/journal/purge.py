"""Removes facts so that their bytes are gone too."""

import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime

from tray.core.messages.facts import Count
from tray.core.messages.purge_clocks import BEGINNING, END, ClockThen
from tray.errors import StoreError
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.store.journal import meta
from tray.store.journal.connection import transaction, translating
from tray.store.journal.rows import microseconds


@dataclass(frozen=True, slots=True)
class Range:
    """Facts from ``start`` up to ``end`` by ``clocks``, of ``device`` or of all; of those in ``upto``, none of higher
    numbers."""

    start: datetime | None
    end: datetime | None
    device: str | None
    upto: tuple[tuple[str, int], ...] = ()
    clocks: tuple[ClockThen, ...] = ()

    @property
    def is_everything(self) -> bool:
        """No fact that there is, or could be, lies outside."""
        return self.start is None and self.end is None and self.device is None and not self.upto

    @property
    def bounds(self) -> tuple[int, int]:
        """In microseconds; the second is the first that lies outside."""
        return (
            BEGINNING if self.start is None else microseconds(self.start),
            END if self.end is None else microseconds(self.end),
        )

    def conditions(self) -> Iterator[tuple[str, tuple[object, ...]]]:
        """As SQL, with its values: no fact fulfils two of them."""
        if self.is_everything:
            yield "1", ()
            return
        start, end = self.bounds
        moved = [(each.device, era, by) for each in self.clocks for era, by in each.moved]
        steps: list[object] = [value for each in self.clocks for value in (each.device, each.stays)]
        known = " OR (device = ? AND era <= ?)" * len(self.clocks)
        if self.start is None:
            known += f" OR device NOT IN ({', '.join('?' * len(self.clocks))})"
            steps.extend(each.device for each in self.clocks)
        these = f"(kind != 'clock_stepped'{known})"
        if self.device is not None:
            these, steps = f"{these} AND device = ?", [*steps, self.device]
        these += " AND NOT (device = ? AND n > ?)" * len(self.upto)
        values = (*steps, *(each for one in self.upto for each in one))
        names = tuple(value for device, era, _ in moved for value in (device, era))
        others = f" AND (device, era) NOT IN (VALUES {', '.join(['(?, ?)'] * len(moved))})" if moved else ""
        yield f"at >= ? AND at < ? AND {these}{others}", (start, end, *values, *names)
        for device, era, by in moved:
            of_era = "era = ? AND at >= ? AND at < ? AND device = ?"
            yield f"{of_era} AND {these}", (era, start - by, end - by, device, *values)


def lowest(connection: sqlite3.Connection, purged: Range) -> int | None:
    """The lowest number of the facts in a range; None where there are none."""
    found = (
        connection.execute(f"SELECT min(n) FROM facts WHERE {condition}", values).fetchone()[0]
        for condition, values in purged.conditions()
    )
    return min((n for n in found if n is not None), default=None)


def purge(connection: sqlite3.Connection, file: str, purged: Range, reached: Count) -> int:
    """Remove the facts of a range; gives how many they were. Their numbers are not given again.

    The file is rewritten without them, the write-ahead part emptied. What was made of them goes too: all snapshots, and
    the copies that rescues and migrations have laid beside the file. Raises StoreError when something stays.
    """
    removed = 0
    with transaction(connection, file):
        meta.keep_count(connection, reached)
        for condition, values in purged.conditions():
            removed += connection.execute(f"DELETE FROM facts WHERE {condition}", values).rowcount
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
