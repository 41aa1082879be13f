"""Keeps facts where nothing can be written: in memory, until the program ends."""

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tray.core.messages.facts import ClockStepped, Count, Fact, Place, Recorded, kind_of, set_by
from tray.core.messages.order_of_several_machines import in_order, place_of
from tray.lib.identity import new_device
from tray.lib.steps import Steps
from tray.ports import Snapshot
from tray.store.journal.rows import microseconds

if TYPE_CHECKING:
    from tray.core.messages.purge_clocks import ClockThen


class MemoryStore:
    """Fulfils ``ports.Store`` but for its promise: nothing lasts. It begins with what could be read.

    It counts under a device id of its own, so that what came to it is told from what it began with.
    """

    def __init__(
        self, records: Iterable[Recorded] = (), device: str | None = None, *, formerly: str | None = None
    ) -> None:
        """``formerly`` is the device of this machine among those of ``records``."""
        self.formerly = formerly
        self.records = in_order(records)
        self._count = Count(device or new_device(), era=max((each.era for each in self.records), default=0))
        self.device = self._count.device
        self.snapshots: list[Snapshot] = []
        self._last_seen: datetime | None = None

    @property
    def era(self) -> int:
        """That of what is recorded next."""
        return self._count.era

    def append(self, facts: Iterable[Fact]) -> Sequence[Recorded]:
        """Number the facts and keep them until the program ends."""
        records = tuple(self._count.numbered(facts))
        for record in records:
            insort(self.records, record, key=place_of)
            self._count = self._count.after(record)
            self.snapshots = [kept for kept in self.snapshots if kept.order <= record.order]
        if any(isinstance(record.fact, ClockStepped) for record in records):
            self.records = in_order(self.records)
            self.snapshots = _moved_along(self.snapshots, self.records)
        self._last_seen = self._last_seen and self._last_seen + set_by(records)
        return records

    def own(self) -> tuple[Recorded, ...]:
        """What was appended here and lies nowhere else."""
        return tuple(record for record in self.records if record.device == self.device)

    def machines(self) -> Mapping[str, int]:
        """The devices on record, each with the number of the fact that is its last in the order."""
        return {each.device: each.n for each in self.records}

    @property
    def is_united(self) -> bool:
        """Others than this machine are on record, so that all is shown where the present clocks have it."""
        return bool({each.device for each in self.records} - {self.device, self.formerly})

    def facts(self, after: Place | None = None) -> Iterator[Recorded]:
        """The record in fold order, or what of it comes after a place."""
        start = 0 if after is None else bisect_right(self.records, after, key=place_of)
        return iter(self.records[start:])

    def of_kind(self, kind: str) -> Iterator[Recorded]:
        """The facts of one kind, in fold order."""
        return (record for record in self.records if kind_of(record.fact) == kind)

    def snapshot(self, before: Place | None = None, since: datetime | None = None) -> Snapshot | None:
        """The latest snapshot, or the latest whose place lies before ``before`` and that knows nothing of ``since``."""
        found = [kept for kept in self.snapshots if before is None or kept.order < before]
        if since is not None:
            found = [kept for kept in found if not any(_is_of(each, since) for each in self._upto(kept.order))]
        return max(found, key=lambda kept: kept.order, default=None)

    def keep(self, snapshot: Snapshot) -> None:
        """Keep a snapshot in place of the last one."""
        self.snapshots = [snapshot]

    def forget(self) -> None:
        """Forget all snapshots."""
        self.snapshots = []

    def _upto(self, place: Place) -> Iterable[Recorded]:
        return self.records[: bisect_right(self.records, place, key=place_of)]

    def take(self, records: Iterable[Recorded]) -> int:
        """Take in facts that are numbered already; how many were new."""
        known = {(record.device, record.n) for record in self.records}
        new = [record for record in records if (record.device, record.n) not in known]
        self.records = in_order((*self.records, *new))
        self.snapshots = []
        return len(new)

    def taking(self, records: Iterable[Recorded]) -> Steps[int]:
        """The same in steps, of which there is one."""
        yield
        return self.take(records)

    def purge(
        self,
        start: datetime | None = None,
        end: datetime | None = None,
        device: str | None = None,
        upto: Iterable[tuple[str, int]] = (),
        clocks: "Iterable[ClockThen] | None" = None,
    ) -> int:
        """Forget the facts from ``start`` up to ``end``; how many they were."""
        # Rarely wanted, so loaded then.
        from tray.core.messages.purge_clocks import holds, of_device
        from tray.store.journal.purge import Range

        last, bounds = dict(upto), Range(start, end, device).bounds
        then = self._clocks_then(bounds, device) if clocks is None else tuple(clocks)
        kept = [
            record
            for record in self.records
            if (device is not None and record.device != device)
            or record.n > last.get(record.device, record.n)
            or not holds(record, microseconds(record.fact.at), bounds, of_device(then, record.device))
        ]
        removed = len(self.records) - len(kept)
        self.records, self.snapshots = in_order(kept), []
        return removed

    def _clocks_then(self, bounds: tuple[int, int], device: str | None) -> "tuple[ClockThen, ...]":
        from tray.core.messages.purge_clocks import clocks_then

        united = self.is_united
        moved = {(each.device, each.era): each.moved for each in self.records if united}
        eras: dict[tuple[str, int], list[int]] = {}
        for each in self.records:
            if device in {None, each.device}:
                eras.setdefault((each.device, each.era), []).append(microseconds(each.fact.at))
        return clocks_then(
            ((*era, min(dates), max(dates)) for era, dates in eras.items()),
            lambda device, era: moved.get((device, era), timedelta(0)) // timedelta.resolution,
            bounds,
        )

    def saw(self, last: datetime | None) -> None:
        """Overwrite up to when the person was at work."""
        self._last_seen = last

    def last_seen(self) -> datetime | None:
        """What ``saw`` was last given."""
        return self._last_seen

    def close(self) -> None:
        """Nothing to let go of."""


def _moved_along(snapshots: Iterable[Snapshot], records: Sequence[Recorded]) -> list[Snapshot]:
    """The snapshots in their new places among ``records`` after a clock was set; none if that changed the order."""
    if len({each.device for each in records}) > 1:
        return []
    places = {each.n: each.order for each in records}
    return [Snapshot(places[kept.order[2]], kept.state) for kept in snapshots if kept.order[2] in places]


def _is_of(recorded: Recorded, since: datetime) -> bool:
    """Whether a fact speaks of ``since`` or later."""
    fact = recorded.fact
    return max(fact.at, fact.before if isinstance(fact, ClockStepped) else fact.at) >= since
