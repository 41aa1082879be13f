"""Keeps facts so that what was acknowledged survives a power cut."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tray.core.messages.facts import ClockStepped, Count, Fact, Place, Recorded, set_by
from tray.core.messages.order_of_several_machines import Clocks, place_of
from tray.errors import StoreDamaged, StoreError
from tray.lib.language.translation import say
from tray.lib.steps import Steps, whole
from tray.ports import Snapshot
from tray.store.journal import meta, order, snapshots
from tray.store.journal.connection import AUTOCHECKPOINT, open_reading, suspect, transaction, translating
from tray.store.journal.rows import instant, microseconds, record_from, row_of

if TYPE_CHECKING:
    from tray.core.messages.purge_clocks import ClockThen

_OF_KIND = f"SELECT {order.COLUMNS} FROM facts WHERE kind = ?"
_OF_DEVICE = f"SELECT {order.COLUMNS} FROM facts WHERE device = ? AND n > ? ORDER BY n LIMIT ?"
_HELD = "SELECT device, (n - 1) / ? AS part, count(*) FROM facts GROUP BY device, part"
_ERAS_OF_DEVICES = "SELECT device, era, min(at), max(at) FROM facts WHERE ? IS NULL OR device = ? GROUP BY device, era"
_MANY = 10_000
"""So many new facts take a while to get to their place in the file."""
_INSERT = f"INSERT INTO facts ({order.COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"


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
            self.formerly = meta.read(connection, meta.FORMERLY)
        self.device = self._count.device
        self.counted_before = self._count.n
        """The number of this device's last fact when this was opened."""
        self._known_clocks: Clocks | None = None

    @property
    def era(self) -> int:
        """That of what is recorded next."""
        return self._count.era

    @property
    def counted(self) -> int:
        """The number of this device's last fact; 0 before the first."""
        return self._count.n

    def forget_pages(self) -> None:
        """Let go of what SQLite keeps of the file for the next time: 0.1 to 0.3 MiB. It's read again in need."""
        with translating(self.file):
            self._connection.execute("PRAGMA shrink_memory")

    def read_as_a_copy(self) -> None:
        """In a copy of the process: read by a connection of its own from now on. Raises StoreError.

        SQLite keeps locks for processes. The other connection is never used again, nor closed.
        """
        self._of_the_other, self._connection = self._connection, open_reading(self.file)

    @property
    def is_idle(self) -> bool:
        """Nothing is being written."""
        return not self._connection.in_transaction

    def append(self, facts: Iterable[Fact]) -> Sequence[Recorded]:
        """Number the facts and put them on disk; when this returns they survive a power cut, all or none."""
        records = tuple(self._count.numbered(facts))
        if records:
            with self._transaction():
                self._insert(records)
                self._forget_stale(records)
                if moved := set_by(records):
                    by = moved // timedelta.resolution
                    self._connection.execute("UPDATE seen SET at = at + ? WHERE at IS NOT NULL", (by,))
            self._count = self._count.after(records[-1])
        return tuple(map(self._clocks.place, records)) if _has_step(records) else records

    def _insert(self, records: Sequence[Recorded]) -> None:
        try:
            self._connection.executemany(_INSERT, map(row_of, records))
        except sqlite3.IntegrityError:
            if meta.count(self._connection).n <= self._count.n:
                raise
            # Nothing is damaged: somebody holds no lock, or the folder is on a disk that knows of none.
            raise StoreError(
                say(
                    "Another Backpressure is writing to the history {file} too. Quit one of them, then "
                    "start the other again, or give each a folder of its own with BACKPRESSURE_DATA.",
                    file=self.file,
                )
            ) from None

    def _forget_stale(self, new: Sequence[Recorded]) -> None:
        """Drop the snapshots that ``new`` makes stale; within the transaction that writes it."""
        if _has_step(new):
            self._known_clocks = None
            if order.is_of_many(self._connection):
                self._connection.execute("DELETE FROM snapshots")
                return
        first = min(self._clocks.place(each).order for each in new)
        snapshots.forget(self._connection, self._clocks, first)

    @property
    def _clocks(self) -> Clocks:
        if self._known_clocks is None:
            self._known_clocks = order.clocks_of(self._connection)
        return self._known_clocks

    def take(self, records: Iterable[Recorded]) -> int:
        """Take in facts that are numbered already, here or on another machine; how many were new.

        Facts are a set by (device, n): what is known stays as it is, so taking twice changes nothing. Snapshots that
        the new facts made stale are dropped.
        """
        return whole(self.taking(records))

    def taking(self, records: Iterable[Recorded]) -> Steps[int]:
        """The same, a fact at a step. Nothing else may be asked of the store before it is done, or closed."""
        new, first, stepped = 0, None, False
        insert = _INSERT.replace("INSERT", "INSERT OR IGNORE")
        with self._putting_in_place_later(), self._transaction():
            for each in records:
                yield
                if self._connection.execute(insert, row_of(each)).rowcount == 1:
                    place = self._clocks.place(each).order
                    new, first = new + 1, min(first or place, place)
                    stepped = stepped or isinstance(each.fact, ClockStepped)
            if stepped:  # which may have moved all the others
                self._known_clocks = None
                self._connection.execute("DELETE FROM snapshots")
            elif first is not None:
                snapshots.forget(self._connection, self._clocks, first)
        if new >= _MANY:
            yield
            with self._translating():
                self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            yield
        with self._translating():
            self._count = meta.count(self._connection)
        return new

    @contextmanager
    def _putting_in_place_later(self) -> Iterator[None]:
        """SQLite moves what was written to its place as a transaction ends: that of ten years takes two slices."""
        with self._translating():
            self._connection.execute("PRAGMA wal_autocheckpoint = 0")
        try:
            yield
        finally:
            with self._translating():
                self._connection.execute(AUTOCHECKPOINT)

    def machines(self) -> Mapping[str, int]:
        """The devices on record, each with the number of the fact that is its last in the order."""
        with self._translating():
            return order.machines(self._connection, self._clocks)

    def highest(self) -> Mapping[str, tuple[int, datetime]]:
        """The devices on record, each with its highest number and the date of that."""
        with self._translating():
            return order.highest(self._connection)

    def facts(self, after: Place | None = None) -> Iterator[Recorded]:
        """The record in fold order, or what of it comes after a place, streamed. Raises StoreDamaged in between."""
        with self._translating():
            yield from order.stream(self._connection, self._clocks, after)
            # Seldom read, such as for the panel: what the library keeps of it would lie there until the next time.
            self._connection.execute("PRAGMA shrink_memory")

    def of_kind(self, kind: str) -> Iterator[Recorded]:
        """The facts of one kind, in fold order."""
        with self._translating():
            found = [record_from(values) for values in self._connection.execute(_OF_KIND, (kind,))]
            yield from sorted(map(self._clocks.place, found), key=place_of)

    def of_device(self, device: str, after: int, at_most: int) -> list[Recorded]:
        """The facts of a device in the order of their numbers, from the one behind ``after`` on."""
        with self._translating():
            rows = self._connection.execute(_OF_DEVICE, (device, after, at_most)).fetchall()
            return [record_from(values) for values in rows]

    def begin_device(self, after: int) -> None:
        """Count under a new id, as whose the facts behind the number ``after`` are from now on.

        For a history that told others of another life under these numbers, before it was put back to an old backup.
        """
        moved = self.of_device(self.device, after, -1)
        with self._transaction():
            self._connection.execute("DELETE FROM facts WHERE device = ? AND n > ?", (self.device, after))
            self._connection.execute("DELETE FROM snapshots")
            meta.begin_device(self._connection, meta.read(self._connection, meta.MACHINE), self._count.era)
            new = meta.count(self._connection).device
            renamed = [Recorded(new, each.n - after, each.era, each.fact) for each in moved]
            self._connection.executemany(_INSERT, map(row_of, renamed))
        with self._translating():
            self._count = meta.count(self._connection)
        self.device = self._count.device
        self._known_clocks = None

    def drop(self, device: str, numbers: Iterable[int]) -> None:
        """Remove facts that are on record under another id, too."""
        with self._transaction():
            self._connection.executemany("DELETE FROM facts WHERE device = ? AND n = ?", ((device, n) for n in numbers))
            self._connection.execute("DELETE FROM snapshots")
        self._known_clocks = None

    def count_on(self, n: int, era: int) -> None:
        """Give no number up to ``n`` again, which was recorded in ``era``, although it is not on record here."""
        reached = Count(self.device, max(n, self.counted), max(era, self.era))
        if reached != self._count:
            with self._transaction():
                meta.keep_count(self._connection, reached)
            self._count = reached

    def held(self, size: int) -> dict[str, dict[int, int]]:
        """Of each device, how many facts there are of each ``size`` numbers, by the first of these."""
        found: dict[str, dict[int, int]] = {}
        with self._translating():
            for device, part, count in self._connection.execute(_HELD, (size,)):
                found.setdefault(device, {})[part * size + 1] = count
        return found

    def snapshot(self, before: Place | None = None, since: datetime | None = None) -> Snapshot | None:
        """The latest snapshot, or the latest whose place lies before ``before`` and that knows nothing of ``since``."""
        with self._translating():
            knows_none = (lambda _: True) if since is None else order.none_since(self._connection, self._clocks, since)
            return snapshots.latest(self._connection, self._clocks, before, knows_none)

    def keep(self, snapshot: Snapshot) -> None:
        """Keep a snapshot in place of that of the same day, UTC."""
        with self._transaction():
            snapshots.keep(self._connection, snapshot, self._count.era)

    def forget(self) -> None:
        """Forget all snapshots: another version wrote them."""
        with self._transaction():
            self._connection.execute("DELETE FROM snapshots")

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

    def purge(
        self,
        start: datetime | None = None,
        end: datetime | None = None,
        device: str | None = None,
        upto: Iterable[tuple[str, int]] = (),
        clocks: "Iterable[ClockThen] | None" = None,
    ) -> int:
        """Remove the facts from ``start`` up to ``end``, all by default, from the bytes on disk; how many they were.

        With ``device``, only those that it recorded. Of the devices in ``upto``, none of higher numbers. What lies in
        the span is told by ``clocks``, or as it is shown now. See ``purge.purge``; no record may be streaming
        meanwhile.
        """
        from tray.store.journal import purge  # rarely wanted, so loaded then

        then = self.clocks_then(start, end, device) if clocks is None else tuple(clocks)
        range_ = purge.Range(start, end, device, tuple(upto), then)
        try:
            return purge.purge(self._connection, self.file, range_, self._count)
        finally:
            self._known_clocks = None

    def clocks_then(
        self,
        start: datetime | None,
        end: datetime | None,
        device: str | None = None,
        known: "Iterable[ClockThen]" = (),
    ) -> "tuple[ClockThen, ...]":
        """How a purge of this span reads what is on record, as it is shown now; with what was said of it before."""
        from tray.core.messages.purge_clocks import clocks_then
        from tray.store.journal import purge

        def shown(device: str, era: int) -> int:
            return self._clocks.moved(device, era) // timedelta.resolution if united else 0

        united = self.is_united
        with self._translating():
            rows = self._connection.execute(_ERAS_OF_DEVICES, (device, device)).fetchall()
            return clocks_then(rows, shown, purge.Range(start, end, device).bounds, known)

    @property
    def is_united(self) -> bool:
        """Others than this machine are on record, so that all is shown where the present clocks have it."""
        with self._translating():
            return bool(set(order.devices(self._connection)) - {self.device, self.formerly})

    def lowest(
        self,
        start: datetime | None,
        end: datetime | None,
        device: str | None,
        upto: Iterable[tuple[str, int]],
        clocks: "Iterable[ClockThen]",
    ) -> int | None:
        """The lowest number of the facts that ``purge`` would remove; None where it would remove nothing."""
        from tray.store.journal import purge

        with self._translating():
            return purge.lowest(self._connection, purge.Range(start, end, device, tuple(upto), tuple(clocks)))

    def latest(self) -> datetime | None:
        """The latest date of all facts, by whatever clock: their own, or the one that was set since."""
        with self._translating():
            found = [run.last + max(run.by, 0) for run in order.runs(self._connection, self._clocks)]
        return instant(max(found)) if found else None

    def close(self) -> None:
        """Let go of the file, and say in it that this was a clean end. Harmless when done twice."""
        try:
            if self._in_use:
                self._say_that_it_ended()
        finally:
            self._in_use = False
            self._connection.close()

    def _say_that_it_ended(self) -> None:
        try:
            with self._transaction():
                meta.forget(self._connection, meta.IN_USE)
        except StoreDamaged:
            raise
        except StoreError:
            # A full disk has no room for a longer log. Once the log is in the file, it begins anew in the room it has;
            # and SQLite takes it away when the file is closed, which looks like a loss where no end is told.
            with self._translating():
                self._connection.execute("PRAGMA wal_checkpoint(RESTART)")
            with self._transaction():
                meta.forget(self._connection, meta.IN_USE)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            with self._translating(), transaction(self._connection, self.file):
                yield
                meta.turn(self._connection)
        except BaseException:
            self._known_clocks = None  # what was to be recorded is not
            raise

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


def _has_step(records: Iterable[Recorded]) -> bool:
    return any(isinstance(each.fact, ClockStepped) for each in records)
