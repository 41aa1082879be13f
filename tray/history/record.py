"""Makes facts the state: on disk first, then folded. A fact learnt late folds anew from before it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, takewhile

from tray.core.messages.facts import Fact, Recorded
from tray.core.messages.json_form import plain, typed
from tray.core.sensing import incidents
from tray.core.state.fold import RULES, apply
from tray.core.state.state import State
from tray.ports import Snapshot, Store

Place = tuple[int, datetime, int]
_SNAPSHOT_EVERY = 64


class Record:
    """The journal and the state it adds up to."""

    def __init__(self, store: Store, now: datetime) -> None:
        """Raises StoreError when the journal cannot be read."""
        self._store = store
        self._place: Place | None = None
        self._since_snapshot = 0
        self.state = State(at=now)
        self._fold_anew(None)

    @property
    def begun(self) -> bool:
        """Something is on record."""
        return self._place is not None

    def append(self, facts: Iterable[Fact]) -> State:
        """Put ``facts`` on disk, then fold them. Raises StoreError, and then nothing is changed."""
        recorded = sorted(self._store.append(facts), key=lambda each: each.order)
        if recorded and self._place is not None and recorded[0].order < self._place:
            self._fold_anew(recorded[0].order)
        else:
            self._fold_on(recorded)
        if self._since_snapshot >= _SNAPSHOT_EVERY:
            self.keep()
        return self.state

    def keep(self) -> None:
        """Keep a snapshot of the state at the last fact."""
        if self._place is not None and self._since_snapshot:
            self._store.keep(Snapshot(self._place, kept_form(self.state)))
            self._since_snapshot = 0

    def back_to(self, since: datetime, until: Place | None = None) -> tuple[State, Iterator[Fact]]:
        """A state from before ``since``, or from the beginning of the record, and the facts after it, streamed.

        Up to the place ``until``, or all. To explain the state from them: see ``core.explain``. Raises StoreError, also
        while the facts stream.
        """
        last = until or self._place
        kept = self._store.snapshot((last[0], since, 0)) if last else None
        state = restored(kept) if kept else None
        recorded = self._store.facts(kept.order if kept and state else None)
        facts = (each.fact for each in takewhile(lambda each: until is None or each.order <= until, recorded))
        if state is not None:
            return state, facts
        first = next(facts, None)
        return (self.state, facts) if first is None else (State(at=first.at), chain((first,), facts))

    def of_kind(self, kind: str) -> Iterable[Recorded]:
        """The facts of one kind, in order. Raises StoreError."""
        return self._store.of_kind(kind)

    def take(self, records: Iterable[Recorded], now: datetime) -> int:
        """Take in facts that were recorded elsewhere, and fold anew; gives how many were new. Raises StoreError."""
        new = self._store.take(records)
        self._begin_anew(now)
        return new

    def purge(self, start: datetime | None, end: datetime | None, now: datetime) -> int:
        """Remove facts for good, and fold the others anew; gives how many were removed. Raises StoreError."""
        try:
            return self._store.purge(start, end)
        finally:
            self._begin_anew(now)

    def incidents(self) -> list[Recorded]:
        """When memory was full, in order. Raises StoreError."""
        return list(self._store.of_kind(incidents.KIND))

    def _begin_anew(self, now: datetime) -> None:
        self.state = State(at=now)
        self._since_snapshot = 0
        self._fold_anew(None)

    def _fold_anew(self, before: Place | None) -> None:
        kept = self._store.snapshot(before)
        state = restored(kept) if kept else None
        if kept is None or state is None:
            self._place = None
            self._fold_on(self._store.facts(None))
        else:
            self.state, self._place = state, kept.order
            self._fold_on(self._store.facts(kept.order))

    def _fold_on(self, recorded: Iterable[Recorded]) -> None:
        for each in recorded:
            if self._place is None:
                self.state = State(at=each.fact.at)
            self.state = apply(self.state, each.fact)
            self._place = each.order
            self._since_snapshot += 1


def kept_form(state: State) -> dict[str, object]:
    """A state as a snapshot holds it."""
    return {"rules": RULES, "state": plain(state)}


def restored(kept: Snapshot) -> State | None:
    """The state of a snapshot; None when this program would not have written it, so that the facts have to tell."""
    if kept.state.get("rules") != RULES:
        return None
    try:
        state: State = typed(kept.state["state"], State)
    except (TypeError, ValueError, KeyError):
        return None
    return state if kept.state == kept_form(state) else None
