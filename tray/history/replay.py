"""Proves the state by the record: everything folded anew, compared bit for bit with what was kept on the way."""

from tray.core.messages.facts import Place, Recorded
from tray.core.messages.json_form import plain
from tray.core.messages.plausible_facts import is_plausible
from tray.core.state.fold import apply, fold
from tray.core.state.several_machines_and_silent_ones import Hearing, Memory, Union
from tray.core.state.state import State
from tray.history.record import restored, restored_memory
from tray.lib.frozen import dataclass
from tray.ports import Store


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of it."""

    facts: int
    """So many were folded."""
    equal: int
    """So many snapshots are what the facts before them say."""
    unequal: tuple[Place, ...]
    """Where snapshots are not."""
    passed_over: int
    """Snapshots that another version wrote; nothing goes on from them."""
    same_end: bool
    """Going on from the latest snapshot ends in the same state as the whole record."""

    @property
    def proven(self) -> bool:
        """The record and what was kept agree."""
        return self.same_end and not self.unequal


def replay(store: Store) -> Replayed:
    """Fold the whole record anew. Raises StoreError.

    Beside a running program, too: should it have learnt a fact late meanwhile, this looks a second time.
    """
    found = _replay(store)
    return found if found.proven else _replay(store)


def _replay(store: Store) -> Replayed:
    places = _places(store)
    passed_over, equal = 0, 0
    unequal: list[Place] = []
    own, formerly, last = store.device, store.formerly, store.machines()
    hearing = Hearing(own, last, formerly=formerly) if last.keys() - {own, formerly} else None
    whole = _Folded(hearing)
    on: _Folded | None = None
    for recorded in store.facts():
        if not is_plausible(recorded.fact):
            continue
        whole.take(recorded)
        if on is not None:
            on.take(recorded)
        if recorded.order not in places:
            continue
        kept = store.snapshot(_just_after(recorded.order))
        if kept is None or kept.order != recorded.order:
            continue
        state = restored(kept)
        memory = None if state is None else restored_memory(kept)
        if state is None or not _is_gone_on_from(memory, hearing):
            passed_over += 1
            continue
        on = _Folded(hearing, state, memory)
        if _same(state, whole.state) and memory == whole.memory:
            equal += 1
        else:
            unequal.append(recorded.order)
    end = None if on is None else on.end()
    same_end = end is None or _same(end, whole.end())
    return Replayed(whole.facts, equal, tuple(unequal), passed_over, same_end)


class _Folded:
    """What the facts so far say, of one machine or of several."""

    def __init__(self, hearing: Hearing | None, state: State | None = None, memory: Memory | None = None) -> None:
        self.state = state
        self.facts = 0
        self._union = None if hearing is None else Union(hearing, memory)

    @property
    def memory(self) -> Memory | None:
        return None if self._union is None else self._union.known

    def take(self, recorded: Recorded) -> None:
        self.facts += 1
        for fact in (recorded.fact,) if self._union is None else self._union.take(recorded):
            self.state = apply(self.state or State(at=fact.at), fact)

    def end(self) -> State | None:
        """With what a gap that is not over comes to."""
        open_gap = self._union.rest() if self._union else ()
        return self.state and fold(self.state, open_gap)


def _is_gone_on_from(memory: Memory | None, hearing: Hearing | None) -> bool:
    """Whether a snapshot is of as many machines as are on record, none of which was given up since it was silent."""
    if memory is None or hearing is None:
        return memory is None and hearing is None
    return hearing.agrees(memory)


def _places(store: Store) -> set[Place]:
    """Where the snapshots lie."""
    places: set[Place] = set()
    kept = store.snapshot()
    while kept is not None:
        places.add(kept.order)
        kept = store.snapshot(kept.order)
    return places


def _just_after(place: Place) -> Place:
    at, device, n = place
    return at, device, n + 1


def _same(one: State, other: State | None) -> bool:
    """Every bit of every number: as text, so that 0.0 is not −0.0."""
    return repr(plain(one)) == repr(plain(other))
