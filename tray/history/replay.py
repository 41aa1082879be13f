"""Proves the state by the record: everything folded anew, compared bit for bit with what was kept on the way."""

from tray.core.messages.facts import Place
from tray.core.messages.json_form import plain
from tray.core.messages.plausible import is_plausible
from tray.core.state.fold import apply
from tray.core.state.state import State
from tray.history.record import restored
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
    facts, passed_over, equal = 0, 0, 0
    unequal: list[Place] = []
    whole: State | None = None
    on: State | None = None
    for recorded in store.facts():
        if not is_plausible(recorded.fact):
            continue
        whole = apply(whole or State(at=recorded.fact.at), recorded.fact)
        on = on and apply(on, recorded.fact)
        facts += 1
        if recorded.order not in places:
            continue
        kept = store.snapshot(_just_after(recorded.order))
        if kept is None or kept.order != recorded.order:
            continue
        state = restored(kept)
        if state is None:
            passed_over += 1
        elif _same(state, whole):
            equal += 1
            on = state
        else:
            unequal.append(recorded.order)
    return Replayed(facts, equal, tuple(unequal), passed_over, same_end=on is None or _same(on, whole))


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
