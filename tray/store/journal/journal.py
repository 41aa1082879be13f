"""Keeps facts so that what was acknowledged survives a power cut."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from tray.core.messages.facts import Fact, Recorded
from tray.errors import StoreDamaged
from tray.ports import Snapshot
from tray.store.journal import meta, snapshots
from tray.store.journal.connection import suspect, transaction, translating
from tray.store.journal.numbering import set_by
from tray.store.journal.rows import instant, microseconds, place, record_of, row_from, row_of

_COLUMNS = "era, at, n, device, kind, body, checksum"
_STREAM = f"SELECT {_COLUMNS} FROM facts WHERE (era, at, n) > (?, ?, ?) ORDER BY era, at, n, device"
_OF_KIND = f"SELECT {_COLUMNS} FROM facts WHERE kind = ? ORDER BY era, at, n, device"
_INSERT = f"INSERT INTO facts ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
_FROM_THE_FIRST = (-1, 0, 0)


class Journal:
    """One SQLite file; fulfils ``ports.Store``. ``opening`` makes it: it has seen to what may be wrong with the file.

    A journal that was opened for reading only raises StoreError when it is asked to write.
    """

    def __init__(self, connection: sqlite3.Connection, file: str, *, in_use: bool = False) -> None:
        self.file = file
        self._connection = connection
        self._in_use = in_use
        with translating(file):
            self._count = meta.count(connection)
        self.device = self._count.device

    def append(self, facts: Iterable[Fact]) -> Sequence[Recorded]:
        """Number the facts and put them on disk; when this returns they survive a power cut, all or none."""
        records = tuple(self._count.numbered(facts))
        if records:
            with self._transaction():
                self._connection.executemany(_INSERT, map(row_of, records))
                snapshots.forget(self._connection, place(min(each.order for each in records)))
                if moved := set_by(records):
                    by = moved // timedelta.resolution
                    self._connection.execute("UPDATE seen SET at = at + ? WHERE at IS NOT NULL", (by,))
            self._count = self._count.after(records[-1])
        return records

    def take(self, records: Iterable[Recorded]) -> int:
        """Take in facts that are numbered already, here or on another machine; how many were new.

        Facts are a set by (device, n): what is known stays as it is, so taking twice changes nothing. Snapshots that
        the new facts made stale are dropped.
        """
        new = 0
        first: tuple[int, int, int] | None = None
        with self._transaction():
            for row in map(row_of, records):
                if self._connection.execute(_INSERT.replace("INSERT", "INSERT OR IGNORE"), row).rowcount == 1:
                    new += 1
                    first = min(first or row[:3], row[:3])
            if first is not None:
                snapshots.forget(self._connection, first)
                self._go_on_behind()
        with self._translating():
            self._count = meta.count(self._connection)
        return new

    def _go_on_behind(self) -> None:
        """What this device records next belongs behind all that was taken in, whatever clocks were set elsewhere."""
        latest, here = meta.latest_era(self._connection), meta.count(self._connection)
        if here.era < latest:
            meta.keep_count(self._connection, replace(here, era=latest))

    def facts(self, after: tuple[int, datetime, int] | None = None) -> Iterator[Recorded]:
        """The record in fold order, or what of it comes after a place, streamed. Raises StoreDamaged in between."""
        start = _FROM_THE_FIRST if after is None else place(after)
        with self._translating():
            for values in self._connection.execute(_STREAM, start):
                yield record_of(row_from(values))

    def of_kind(self, kind: str) -> Iterator[Recorded]:
        """The facts of one kind, in fold order."""
        with self._translating():
            for values in self._connection.execute(_OF_KIND, (kind,)):
                yield record_of(row_from(values))

    def snapshot(self, before: tuple[int, datetime, int] | None = None) -> Snapshot | None:
        """The latest snapshot, or the latest whose place lies before ``before``."""
        with self._translating():
            return snapshots.latest(self._connection, None if before is None else place(before))

    def keep(self, snapshot: Snapshot) -> None:
        """Keep a snapshot in place of that of the same day, UTC."""
        with self._transaction():
            snapshots.keep(self._connection, snapshot)

    def saw(self, last: datetime | None) -> None:
        """Overwrite the one *last seen* row: up to when the person was at work."""
        at = None if last is None else microseconds(last)
        with self._transaction():
            self._connection.execute("INSERT OR REPLACE INTO seen (one, at) VALUES (1, ?)", (at,))

    def last_seen(self) -> datetime | None:
        """What ``saw`` was last given."""
        with self._translating():
            row = self._connection.execute("SELECT at FROM seen").fetchone()
        return None if row is None or row[0] is None else instant(row[0])

    def purge(self, start: datetime | None = None, end: datetime | None = None) -> int:
        """Remove the facts from ``start`` up to ``end``, all by default, from the bytes on disk; how many they were.

        See ``purge.purge``; no record may be streaming meanwhile.
        """
        from tray.store.journal import purge  # rarely wanted, so loaded then

        return purge.purge(self._connection, self.file, start, end, self._count)

    def close(self) -> None:
        """Let go of the file, and say in it that this was a clean end. Harmless when done twice."""
        try:
            if self._in_use:
                with self._transaction():
                    meta.forget(self._connection, meta.IN_USE)
        finally:
            self._in_use = False
            self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._translating(), transaction(self._connection, self.file):
            yield
            meta.turn(self._connection)

    @contextmanager
    def _translating(self) -> Iterator[None]:
        """Damage that is met in use is rescued by the next start, even if this one ends cleanly."""
        try:
            with translating(self.file):
                yield
        except StoreDamaged:
            if self._in_use:
                suspect(self.file)
            raise
