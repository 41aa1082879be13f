"""Keeps facts where nothing can be written: in memory, until the program ends."""

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from tray.core.messages.facts import Fact, Recorded, kind_of
from tray.ports import Snapshot
from tray.store.journal.numbering import Count, new_device, set_by

Place = tuple[int, datetime, int]


def _place(record: Recorded) -> Place:
    return record.order


class MemoryStore:
    """Fulfils ``ports.Store`` but for its promise: nothing lasts. It begins with what could be read.

    It counts under a device id of its own, so that ``Journal.take`` can later take in what came to it.
    """

    def __init__(self, records: Iterable[Recorded] = (), device: str | None = None) -> None:
        self.records = sorted(records, key=_place)
        self._count = Count(device or new_device(), era=self.records[-1].era if self.records else 0)
        self.device = self._count.device
        self.snapshots: list[Snapshot] = []
        self._last_seen: datetime | None = None

    def append(self, facts: Iterable[Fact]) -> Sequence[Recorded]:
        """Number the facts and keep them until the program ends."""
        records = tuple(self._count.numbered(facts))
        for record in records:
            insort(self.records, record, key=_place)
            self._count = self._count.after(record)
            self.snapshots = [kept for kept in self.snapshots if kept.order <= record.order]
        self._last_seen = self._last_seen and self._last_seen + set_by(records)
        return records

    def own(self) -> tuple[Recorded, ...]:
        """What was appended here and lies nowhere else."""
        return tuple(record for record in self.records if record.device == self.device)

    def facts(self, after: Place | None = None) -> Iterator[Recorded]:
        """The record in fold order, or what of it comes after a place."""
        start = 0 if after is None else bisect_right(self.records, after, key=_place)
        return iter(self.records[start:])

    def of_kind(self, kind: str) -> Iterator[Recorded]:
        """The facts of one kind, in fold order."""
        return (record for record in self.records if kind_of(record.fact) == kind)

    def snapshot(self, before: Place | None = None) -> Snapshot | None:
        """The latest snapshot, or the latest whose place lies before ``before``."""
        found = [kept for kept in self.snapshots if before is None or kept.order < before]
        return max(found, key=lambda kept: kept.order, default=None)

    def keep(self, snapshot: Snapshot) -> None:
        """Keep a snapshot in place of the last one."""
        self.snapshots = [snapshot]

    def take(self, records: Iterable[Recorded]) -> int:
        """Take in facts that are numbered already; how many were new."""
        known = {(record.device, record.n) for record in self.records}
        new = [record for record in records if (record.device, record.n) not in known]
        self.records = sorted((*self.records, *new), key=_place)
        self.snapshots = []
        return len(new)

    def purge(self, start: datetime | None = None, end: datetime | None = None) -> int:
        """Forget the facts from ``start`` up to ``end``; how many they were."""
        kept = [
            record
            for record in self.records
            if (start is not None and record.fact.at < start) or (end is not None and end <= record.fact.at)
        ]
        removed = len(self.records) - len(kept)
        self.records, self.snapshots = kept, []
        return removed

    def saw(self, last: datetime | None) -> None:
        """Overwrite up to when the person was at work."""
        self._last_seen = last

    def last_seen(self) -> datetime | None:
        """What ``saw`` was last given."""
        return self._last_seen

    def close(self) -> None:
        """Nothing to let go of."""
