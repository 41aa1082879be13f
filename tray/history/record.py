"""Makes facts the state: on disk first, then folded. A fact learnt late folds anew from before it.

Whatever has much of the record read anew does so in steps, so that nobody waits for it; see ``app.work_in_slices``.
In the end it is what it would be if it had been read at once.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import chain, islice, takewhile
from typing import TYPE_CHECKING

from tray.core.messages.facts import ClockStepped, Fact, Place, Recorded
from tray.core.messages.json_form import plain, typed
from tray.core.messages.order_of_several_machines import place_of
from tray.core.messages.plausible_facts import is_plausible
from tray.core.state.fold import RULES, apply
from tray.core.state.state import State
from tray.core.state.stays_at_machines import Stays
from tray.core.wellbeing import incident_when_full
from tray.errors import StoreError
from tray.lib.frozen import changed
from tray.lib.steps import Steps, whole
from tray.ports import Snapshot, Store
from tray.store.journal import snapshots

if TYPE_CHECKING:
    # Loaded where several machines are on record, or something is purged.
    from tray.core.messages.purge_clocks import ClockThen
    from tray.core.state.several_machines_and_silent_ones import Hearing, Memory, Union

_READ_AT_ONCE = 500
"""Facts that are read before anything else although the rest may wait: 20 ms, and more than any usual start reads."""
_FEW = 5
"""Facts in a step of reading."""
_STEPPED = "clock_stepped"
_FAR = timedelta(days=365)
_ASIDE = "set_aside"
_UNION = "union"


class Record:
    """The journal and the state it adds up to.

    Where other machines of the person are on record, what all of them saw is made one person's, see
    ``core.state.union``; every reader of the past gets its facts from there.
    What another device dates later than now waits until then. What cannot be is left out, here and by every reader:
    nothing that is on record keeps the program from starting.
    """

    def __init__(self, store: Store, now: datetime, *, at_once: bool = True) -> None:
        """Raises StoreError when the journal cannot be read.

        Not ``at_once``, it is not read to its end where there is much to read; that is for ``read_on`` then.
        """
        self._store = store
        self._rest: Iterator[Recorded] | None = None
        """What of the record is still to be read."""
        self._begins: datetime | None = None
        self._place: Place | None = None
        self._since_snapshot = 0
        self._now = now
        self.waiting: Recorded | None = None
        """The first fact that waits for its time."""
        self.waiting_count = 0
        self._aside: list[Place] = []
        """Where facts lie that cannot be, of those after the snapshot with which the fold began."""
        self._aside_before = self._aside_known = 0
        self.state = State(at=now)
        self._heard: Mapping[str, datetime] = {}
        self._union: Union | None = None
        """None where this machine is alone on record."""
        self._certain: State | None = None
        """Without what the present gap may still turn out to have been; and the place up to which that is."""
        self._certain_place: Place | None = None
        self._given: list[Fact] = []
        """What the fact gave that opened the gap too, as the last of a machine that fell silent may."""
        self._doubt: datetime | None = None
        self._fold_anew(None, at_once=at_once)

    @property
    def is_read(self) -> bool:
        """All of it is; before, neither ``state`` nor anything else here is that of the whole record."""
        return self._rest is None

    @property
    def share_read(self) -> float:
        """How far it is read, from 0 to 1: how much of its time, since nobody knows how many facts it has."""
        if self._rest is None or self._begins is None or self._now <= self._begins:
            return 1.0 if self._rest is None else 0.0
        at = (self._certain or self.state).at
        return min(max((at - self._begins) / (self._now - self._begins), 0.0), 1.0)

    def read_on(self, count: int) -> bool:
        """Read so many facts more; whether those were all. Raises StoreError, and then it has to be begun anew."""
        read = 0
        for each in islice(self._rest or (), count):
            if self._since_snapshot >= snapshots.EVERY and self._is_time_for_snapshot(each):
                self._keep_if_possible()
            self._take_in(each)
            read += 1
        if read < count:
            self._rest = None
            if self._since_snapshot >= snapshots.EVERY:
                self._keep_if_possible()
            self._settle()
        return self.is_read

    def reading(self) -> Steps[None]:
        """Read what there still is, a few facts at a step. Raises StoreError, and then it has to be begun anew."""
        while not self.is_read and not self.read_on(_FEW):
            yield

    def _is_time_for_snapshot(self, recorded: Recorded) -> bool:
        """At the beginning of each day of which a fact may still be learnt late, so that no more than a day has to be
        folded anew then.

        Of longer ago it is one in some weeks.
        """
        if self._place is None or self._since_snapshot >= snapshots.WHILE_READING:
            return self._place is not None
        at, before = recorded.order[0], self._place[0]
        if at < self._now - snapshots.ALL_KEPT_FOR and (
            self._since_snapshot < snapshots.OF_OLD or before.weekday() != snapshots.WEEKDAY_OF_OLD
        ):
            return False
        return at.date() != before.date()

    def _keep_if_possible(self) -> None:
        with suppress(StoreError):  # derived, and whoever reads need not be able to write
            self.keep()
        self._since_snapshot = 0

    @property
    def implausible(self) -> int:
        """How many facts on record cannot be, and are left out."""
        return self._aside_before + len(self._aside)

    @property
    def left_out_is_news(self) -> bool:
        """More facts are left out than when the last snapshot was kept, or some wait for their time."""
        return self.implausible > self._aside_known or self.waiting is not None

    @property
    def begun(self) -> bool:
        """Something is on record."""
        return self._place is not None

    def append(self, facts: Iterable[Fact]) -> State:
        """Put ``facts`` on disk, then fold them, all at once. Raises as ``appending`` does."""
        return whole(self.appending(facts))

    def appending(self, facts: Iterable[Fact]) -> Steps[State]:
        """Put ``facts`` on disk, then fold them, in steps where much has to be folded anew for them.

        They are on disk before the first step, whatever becomes of the others. Raises StoreError: if it ``is_read``
        then, nothing is changed; else it has to be begun anew. Nothing else may be recorded before it is done.
        """
        recorded = sorted(self._store.append(facts), key=place_of)
        stepped = [each.fact.at for each in recorded if isinstance(each.fact, ClockStepped)]
        self._now = max([*stepped[-1:], recorded[-1].fact.at] if stepped else [self._now, recorded[-1].fact.at])
        if stepped or (self._union is not None and self._union.own != self._store.device):
            # This goes on under another name, or a clock was set: with several devices on record their facts lie in
            # another order now, and the store has no snapshots.
            yield from self._folding_anew(None)
        elif self._doubt is not None and self._now >= self._doubt:
            # Nobody looked since, as this machine slept: what was folded says that the person works elsewhere still.
            yield from self._folding_anew(None)
        elif self.waiting is not None and self.waiting.order < recorded[-1].order:
            yield from self._folding_anew(min(self.waiting.order, recorded[0].order))
        elif self._place is not None and recorded[0].order < self._place:
            yield from self._folding_anew(recorded[0].order)
        else:
            self._fold_on(recorded)
        if self._since_snapshot >= snapshots.EVERY:
            self.keep()
        return self.state

    def keep(self) -> None:
        """Keep a snapshot of the state at the last fact, or of the last of which it is certain what it says."""
        place: Place | None
        state: State | None
        place, state = self._place, self.state
        if self._union is not None:
            place, state = self._certain_place, self._certain
        waits = self.waiting is not None and place is not None and self.waiting.order < place
        if place is not None and state is not None and self._since_snapshot and not waits:
            aside = self._aside_before + sum(each < place for each in self._aside)
            # What was met while reading nobody has been told of yet.
            known = self.implausible if self.is_read else self._aside_known
            memory = None if self._union is None else self._union.known
            self._store.keep(Snapshot(place, kept_form(state, (aside, known), memory)))
            self._since_snapshot = 0

    def go_on(self, now: datetime) -> bool:
        """Fold what has waited for its time, all at once; see ``going_on``."""
        return whole(self.going_on(now))

    def going_on(self, now: datetime) -> Steps[bool]:
        """Fold what has waited for its time, if that has come, in steps; whether there was such. Raises StoreError.

        So has a machine of which nothing was heard for long, and what a gap comes to while nobody looks.
        """
        if not self.is_read:
            return False
        if self.waiting is not None and now >= self.waiting.order[0]:
            before: Place | None = self.waiting.order
        elif self._doubt is not None and now >= self._doubt:
            before = None
        else:
            return False
        self._now = max(self._now, now)
        yield from self._folding_anew(before)
        return True

    def heard_of(self, times: Mapping[str, datetime]) -> None:
        """Say when other machines were last known to run, where that is known by other ways than their facts.

        What follows from it shows when this is asked to ``go_on``.
        """
        given_up = self._union.given_up if self._union is not None else ()
        if any(times.get(each) != self._heard.get(each) for each in given_up):
            self._doubt = self._now
        self._heard = dict(times)

    def back_to(
        self, since: datetime, until: Place | None = None, stays: Stays | None = None
    ) -> tuple[State, Iterator[Fact]]:
        """A state from before ``since``, or from the beginning of the record, and the facts after it, streamed.

        Up to the place ``until``, or all. To explain the state from them: see ``core.explain``. ``stays`` hears
        meanwhile at which machine the person worked. Raises StoreError, also while the facts stream.
        """
        hearing = self._hear()
        kept, state, memory = self._latest(until, since, hearing)
        recorded = self._counted(self._store.facts(kept.order if kept and state else None))
        upto = takewhile(lambda each: until is None or each.order <= until, recorded)
        facts: Iterator[Fact]
        if hearing is None:
            facts = (each.fact for each in upto)
        else:
            facts = person(upto, _union(hearing, memory, stays), self._now if until is None else until[0])
        if state is not None:
            return state, facts
        first = next(facts, None)
        return (self.state, facts) if first is None else (State(at=first.at), chain((first,), facts))

    def between(self, since: datetime, until: datetime, stays: Stays | None = None) -> tuple[State, Iterator[Fact]]:
        """The same up to ``until``: all facts dated before that, by whatever clock, and maybe some more."""
        start, facts = self.back_to(since, stays=stays)
        steps = [each.fact for each in self.of_kind(_STEPPED) if isinstance(each.fact, ClockStepped)]
        # Two facts that lie side by side differ in what they say by no more than all clocks were ever set.
        apart = sum((abs(step.at - step.before) for step in steps), timedelta(0))
        if apart > _FAR:
            return start, facts
        return start, takewhile(lambda fact: fact.at < until + apart, facts)

    def of_kind(self, kind: str) -> Iterable[Recorded]:
        """The facts of one kind, in order. Raises StoreError."""
        return self._counted(self._store.of_kind(kind))

    def take(self, records: Iterable[Recorded], now: datetime, *, at_once: bool = True) -> int:
        """Take in facts that were recorded elsewhere, and fold anew from before them; gives how many were new.

        Taking twice changes nothing. Raises StoreError.
        """
        new = self._store.take(records)
        if new:
            self._forget_what_knows_no_machines()
            self._begin_anew(now, at_once=at_once)
        return new

    def taking(self, records: Iterable[Recorded], now: datetime) -> Steps[int]:
        """The same in steps, and then ``read_on``. Nothing else may be asked of the record meanwhile."""
        new = yield from self._store.taking(records)
        if new:
            self._forget_what_knows_no_machines()
            self._begin_anew(now, at_once=False, read=0)
        return new

    def _forget_what_knows_no_machines(self) -> None:
        if self._union is None and self._hear() is not None:
            # No state of before knows which machine said what.
            with suppress(StoreError):
                self._store.forget()

    def purge(
        self,
        start: datetime | None,
        end: datetime | None,
        now: datetime,
        *,
        device: str | None = None,
        upto: Iterable[tuple[str, int]] = (),
        clocks: "Iterable[ClockThen] | None" = None,
        at_once: bool = True,
    ) -> int:
        """Remove facts for good, and fold the others anew; gives how many were removed. Raises StoreError."""
        try:
            return self._store.purge(start, end, device, upto, clocks)
        finally:
            self._begin_anew(now, at_once=at_once)

    def read_anew(self, now: datetime) -> None:
        """Fold all anew, where the store counts under another id than before. Raises StoreError."""
        self._begin_anew(now, at_once=False)

    def incidents(self) -> list[Recorded]:
        """When memory was full, in order. Raises StoreError."""
        return list(self.of_kind(incident_when_full.KIND))

    def _begin_anew(self, now: datetime, *, at_once: bool, read: int = _READ_AT_ONCE) -> None:
        self.state = State(at=now)
        self._now = now
        self._since_snapshot = 0
        self._fold_anew(None, at_once=at_once, read=read)

    def _fold_anew(self, before: Place | None, *, at_once: bool = True, read: int = _READ_AT_ONCE) -> None:
        hearing = self._hear()
        kept, state, memory = self._latest(before, None, hearing)  # where that can't be read, nothing has changed
        self.waiting, self.waiting_count = None, 0
        self._aside, self._aside_before, self._aside_known = [], 0, 0
        self._union = None if hearing is None else _union(hearing, memory)
        if kept is None or state is None:
            self._place = None
            if kept is not None and not at_once:
                # Of another version, and later than those that are kept while this reads: they would hide them.
                self._store.forget()
        else:
            self.state, self._place = state, kept.order
            self._aside_before, self._aside_known = kept.state.get(_ASIDE, (0, 0))
        united = self._union is not None and state is not None
        self._certain, self._certain_place = (state, self._place) if united else (None, None)
        self._given = []
        facts = self._store.facts(self._place)
        if at_once:
            self._fold_on(facts)
        else:
            self._rest, self._begins = iter(facts), None
            self.read_on(read)

    def _folding_anew(self, before: Place | None) -> Steps[None]:
        self._fold_anew(before, at_once=False)
        yield from self.reading()

    def _fold_on(self, recorded: Iterable[Recorded]) -> None:
        for each in recorded:
            self._take_in(each)
        self._settle()

    def _take_in(self, recorded: Recorded) -> None:
        self._begins = self._begins or recorded.fact.at
        if not self._counts(recorded):
            self._pass_over(recorded)
            return
        place, union = recorded.order, self._union
        if union is not None:
            self._given.extend(union.take(recorded))
            if not union.holds:
                for fact in self._given:
                    self._certain = apply(self._certain or State(at=fact.at), fact)
                self._given, self._certain_place = [], place
        else:
            if self._place is None:
                self.state = State(at=recorded.fact.at)
            self.state = apply(self.state, recorded.fact)
        self._place = place
        self._since_snapshot += 1

    def _settle(self) -> None:
        """The state as of now, where what the present gap is may not be certain yet."""
        if self._union is None or not self.is_read:
            return
        state = self._certain
        for fact in chain(self._given, self._union.rest(self._now)):
            state = apply(state or State(at=fact.at), fact)
        self.state = changed(state or State(at=self._now), machine=self._union.machine())
        self._doubt = self._union.next_doubt(self._now)

    def _hear(self) -> "Hearing | None":
        """Who is on record beside this machine; None where nobody is."""
        own, formerly, last = self._store.device, self._store.formerly, self._store.machines()
        if not last.keys() - {own, formerly}:
            return None
        from tray.core.state.several_machines_and_silent_ones import Hearing

        return Hearing(own, last, self._now, formerly=formerly, heard=self._heard, after=self._after)

    def _after(self, place: Place) -> Iterator[Recorded]:
        return self._counted(self._store.facts(place))

    def _latest(
        self, before: Place | None, since: datetime | None, hearing: "Hearing | None"
    ) -> tuple[Snapshot | None, State | None, "Memory | None"]:
        """The latest snapshot that can be gone on from; without a state where another version wrote it."""
        kept = self._store.snapshot(before, since)
        while kept is not None:
            state = restored(kept)
            if state is None:
                return kept, None, None
            memory = restored_memory(kept)
            if hearing is None and memory is None:
                return kept, state, None
            early = since is None or kept.order[0] < since
            if hearing is not None and memory is not None and early and hearing.agrees(memory):
                return kept, state, memory
            kept = self._store.snapshot(kept.order, since)
        return None, None, None

    def _counted(self, recorded: Iterable[Recorded]) -> Iterator[Recorded]:
        return filter(self._counts, recorded)

    def _counts(self, recorded: Recorded) -> bool:
        """Whether a fact counts by now: it can be, and no device whose clock is ahead dates it later."""
        if not is_plausible(recorded.fact):
            return False
        # What this device dates later is from before its clock was set back, as its next start will say.
        return recorded.device == self._store.device or recorded.order[0] <= self._now

    def _pass_over(self, recorded: Recorded) -> None:
        if not is_plausible(recorded.fact):
            self._aside.append(recorded.order)
        else:
            self.waiting = self.waiting or recorded
            self.waiting_count += 1


def _union(hearing: "Hearing", memory: "Memory | None", stays: Stays | None = None) -> "Union":
    from tray.core.state.several_machines_and_silent_ones import Union

    return Union(hearing, memory, stays)


def person(recorded: Iterable[Recorded], union: "Union", now: datetime) -> Iterator[Fact]:
    """The person's facts of a record of several machines, or of what follows where a union goes on, up to ``now``."""
    for each in recorded:
        yield from union.take(each)
    yield from union.rest(now)


def kept_form(state: State, aside: tuple[int, int] = (0, 0), memory: "Memory | None" = None) -> dict[str, object]:
    """A state as a snapshot holds it; and how many facts were left out before it and in all, if any.

    With what the union of several machines remembers there, if they are several.
    """
    form = {"rules": RULES, "state": plain(state), **({_ASIDE: list(aside)} if any(aside) else {})}
    return form if memory is None else {**form, _UNION: plain(memory)}


def restored_memory(kept: Snapshot) -> "Memory | None":
    """What the union remembers at a snapshot that is ``restored``; None where one machine is alone on record."""
    if _UNION not in kept.state:
        return None
    from tray.core.state.several_machines_and_silent_ones import Memory

    memory: Memory = typed(kept.state[_UNION], Memory)
    return memory


def restored(kept: Snapshot) -> State | None:
    """The state of a snapshot; None when this program would not have written it, so that the facts have to tell."""
    if kept.state.get("rules") != RULES:
        return None
    try:
        state: State = typed(kept.state["state"], State)
        before, known = map(int, kept.state.get(_ASIDE, (0, 0)))
        memory = restored_memory(kept)
    except (TypeError, ValueError, KeyError):
        return None
    return state if kept.state == kept_form(state, (before, known), memory) else None
