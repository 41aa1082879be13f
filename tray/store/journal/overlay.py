"""Keeps facts that are only imagined, above a store that may be read and not written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from heapq import merge
from typing import TYPE_CHECKING

from tray.core.messages.facts import Count, Fact, Place, Recorded, kind_of
from tray.core.messages.order_of_several_machines import place_of
from tray.lib.steps import Steps
from tray.ports import Snapshot
from tray.store.journal.journal import Journal
from tray.store.journal.memory import MemoryStore

if TYPE_CHECKING:
    from tray.core.messages.purge_clocks import ClockThen

_AFTER_ALL = 1 << 60
"""Numbers of imagined facts begin here: of one instant they come after the recorded ones."""


class OnTop:
    """Fulfils ``ports.Store``; the store below stays as it is, and what comes on top ends with the process."""

    def __init__(self, below: Journal | MemoryStore) -> None:
        """Raises StoreError when the store below cannot be read."""
        self._below = below
        self._own: list[Recorded] = []
        self.device, self.formerly = below.device, below.formerly
        self._count = Count(below.device, _AFTER_ALL, below.era)

    def append(self, facts: Iterable[Fact]) -> Sequence[Recorded]:
        """Keep the facts until the process ends."""
        new = tuple(self._count.numbered(facts))
        if new:
            self._count = self._count.after(new[-1])
            self._own = sorted((*self._own, *new), key=place_of)
        return new

    def machines(self) -> Mapping[str, int]:
        """The devices on record or imagined, each with the number of the fact that is its last in the order."""
        return {**self._below.machines(), **{each.device: each.n for each in self._own}}

    def facts(self, after: Place | None = None) -> Iterator[Recorded]:
        """The record in fold order with what was imagined, or what of both comes after a place."""
        own = (each for each in self._own if after is None or each.order > after)
        return merge(self._below.facts(after), own, key=place_of)

    def of_kind(self, kind: str) -> Iterator[Recorded]:
        """The facts of one kind, in fold order."""
        return merge(
            self._below.of_kind(kind), (each for each in self._own if kind_of(each.fact) == kind), key=place_of
        )

    def snapshot(self, before: Place | None = None, since: datetime | None = None) -> Snapshot | None:
        """The latest snapshot from before all that was imagined."""
        bounds = [place for place in (before, *(each.order for each in self._own[:1])) if place is not None]
        return self._below.snapshot(min(bounds, default=None), since)

    def keep(self, snapshot: Snapshot) -> None:
        """Nothing that is imagined is kept."""

    def forget(self) -> None:
        """What lies below stays."""

    def take(self, records: Iterable[Recorded]) -> int:
        """Left to the store below, which says that it is open for reading only."""
        return self._below.take(records)

    def taking(self, records: Iterable[Recorded]) -> Steps[int]:
        """Left to the store below, as ``take`` is."""
        return self._below.taking(records)

    def purge(
        self,
        start: datetime | None = None,
        end: datetime | None = None,
        device: str | None = None,
        upto: Iterable[tuple[str, int]] = (),
        clocks: "Iterable[ClockThen] | None" = None,
    ) -> int:
        """Left to the store below, as ``take`` is."""
        return self._below.purge(start, end, device, upto, clocks)

    def saw(self, last: datetime | None) -> None:
        """Nobody is seen."""

    def last_seen(self) -> datetime | None:
        """What the store below was last given."""
        return self._below.last_seen()

    def close(self) -> None:
        """Let go of the store below."""
        self._below.close()
