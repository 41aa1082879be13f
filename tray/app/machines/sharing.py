"""Shares the facts of this machine with the person's others, through a folder that something else carries.

The folder may lie on a disk that does not answer. So a thread visits it, of which there is one at most; everything else
here runs in the reactor's thread, and never touches the folder.
"""

import _thread
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from typing import Any

from tray import __version__
from tray.app.loop import Loop
from tray.core.machine_names import told_apart
from tray.core.messages.facts import AgentReported, CommitmentsCounted, Recorded, Switched
from tray.core.sensing.other_clocks_ahead import is_ahead
from tray.core.state.state import own as own_view
from tray.errors import BackpressureError, DesktopError, StoreError
from tray.lib.language.formats import together
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor
from tray.settings.defaults.every_setting import Machines
from tray.store.files.places import Places
from tray.store.journal.journal import Journal
from tray.store.machines import (
    local_notes,
    name_version_clock,
    purging,
    restored_backup,
    segments,
    write_own_part,
)
from tray.store.machines.exchange import Exchange, Order, Outcome
from tray.store.machines.folder import expanded, path_of_part
from tray.store.machines.local_notes import Kept, Obeyed
from tray.store.machines.name_version_clock import About, Moved, host
from tray.store.machines.numbers_given_twice import Apart, apart
from tray.store.machines.overview import MISSING_FOR, former_lives, seen
from tray.store.machines.purged_spans import Span
from tray.store.machines.read_other_machines import MOST_MACHINES, Found
from tray.view.words import machines as words

_TOPIC = "machines"
PATIENCE = timedelta(seconds=5)
"""What takes longer is told."""
WRITE_AFTER = timedelta(minutes=5)
"""What nobody acts on is written with what somebody does, and no later than this."""
LOOK_EVERY = timedelta(minutes=1)
"""Where the kernel tells of no changes, and after something went wrong."""
SETTLED = timedelta(milliseconds=200)
"""An engine that brings several files has brought them by then."""
_CAN_WAIT = (Switched, CommitmentsCounted, AgentReported)
_MANY = 1_000
"""More facts than these are taken in by steps."""
_MOST_PENDING = 100_000
_AT_ONCE = 4
"""Segments that are handed to one visit."""


class Sharing:
    """One folder, and this machine's part in it."""

    def __init__(self, loop: Loop, reactor: Reactor, places: Places, settings: Machines, *, may_hang: bool) -> None:
        self._loop, self._reactor, self._places, self._settings = loop, reactor, places, settings
        self._folder = expanded(settings.folder)
        self._exchange = Exchange()
        self._watch: Any = None
        self._watched: Collection[str] | None = None
        self._may_watch = sys.platform == "linux" and not may_hang
        self._runs = self._closed = self._waits = False
        self._timers = tuple(OneTimer(reactor.later) for _ in range(7))
        self._bound, self._flush, self._look, self._settle, self._introduce, self._overdue_facts = self._timers[:6]
        self._untrue = self._timers[6]
        """When what is said of the others' clocks has to be said anew: it's a length until now."""
        self._true_until: datetime | None = None
        self._kept: Kept | None = None
        self._found: Found | None = None
        self._pending: list[Recorded] = []
        self._clocks: dict[str, datetime] | None = None
        """When the others were last known to run, as long as nobody acted by that."""
        self._missing_since: datetime | None = None
        self._apart: dict[str, Apart] = {}
        """Other machines that tell of another life than the one on record."""
        self._anew: set[str] = set()
        """Those of which that is to be found out anew."""
        self._reset()
        self._is_witnessed = False
        self._started_as = self._device

    def _reset(self) -> None:
        """Find out anew how far the own part is written."""
        store = self._loop.world.store
        self._device = store.device
        self._last: int | None = None
        self._counted = 0
        self._held: dict[str, dict[int, int]] | None = None
        self._rewrite: list[int] = []
        self._replaces: list[tuple[str, int]] = []
        self._wants_write = self._wants_read = True
        self._told: tuple[Span, ...] | None = None
        """The spans that the own part is known to tell of, and to hold nothing of."""
        self._is_obeyed: Kept | None = None
        """Of what is kept: nothing of it is on record any more."""
        self._introduced: datetime | None = None
        self._era: int | None = None
        self._origin_told: datetime | None = None
        """By which setting of the clock here it was said what is wrong with the others'."""
        self._recover = False
        self._is_one_life = False
        """Nobody who told of the purges that are known has heard of another life under this id."""
        self._differs_from: int | None = None
        """The first number of the part's last segment under which something else is on record."""
        self._purges: Span | None = None
        self._agreed: dict[str, int] = {}
        """Of each other machine, the highest number under which it is known to have the very same on record."""

    def look(self) -> None:
        """See whether there is something to write or to read; called at every turn, and cheap."""
        store = self._loop.world.store
        if self._closed or self._loop.reading or not isinstance(store, Journal):
            return
        if store.device != self._device:
            self._reset()
        if store.counted > self._counted and self._last is not None:
            self._came(store)
        try:
            if not self._is_witnessed:
                self._go_on_after_old_backup(store)
            self._obey_others(store)
            self._take_pending()
            self._hear_clocks()
            # A timer does not run while the machine sleeps.
            is_untrue = self._true_until is not None and self._true_until <= self._loop.timeline.now()
            if self._origin_told != (origin := self._loop.timeline.origin) or is_untrue:
                self._origin_told = origin
                self._tell()  # by a clock that was wrong, the others' were wrong
            if (self._wants_write or self._wants_read) and not self._runs and not self._loop.reading:
                self._begin(store)
        except StoreError as problem:
            self._failed(str(problem))

    def purging(self, start: datetime | None, end: datetime | None, device: str | None) -> None:
        """Remember what is about to be deleted here. Raises StoreError."""
        store = self._loop.world.store
        assert isinstance(store, Journal)
        self._purges = purging.remember(store, self._places.machines, start, end, device, self._loop.timeline.now())

    def purged(self) -> None:
        """It is deleted. Raises StoreError."""
        if self._purges is not None:
            purging.done(self._places.machines, self._purges, self._loop.timeline.now())
            self._purges = None
        self._obey_in_folder()

    def imported(self) -> None:
        """More is on record: some of it may be this machine's own, told under a former id and lost."""
        self._last = self._held = self._told = None
        self._wants_write = self._wants_read = True
        self._reactor.call_soon(self.look)

    def _obey_in_folder(self) -> None:
        self._kept = self._held = None
        self._apart = {}  # all is read again, and nobody is told the date of what is deleted
        self._wants_write = self._wants_read = True
        self._reactor.call_soon(self.look)

    def _obey_others(self, store: Journal) -> None:
        """Delete what was deleted on another machine; one span at a time, since the record may have to be read after
        each. Raises StoreError."""
        if self._kept is None or self._kept == self._is_obeyed or self._loop.reading:
            return
        if self._last is None or self._recover or not self._is_one_life:
            return  # it isn't known yet how far this machine has counted, and since when it counts as itself
        path = self._places.machines
        for each in self._kept.obeyed:
            span = self._said(store, each)
            of = (span.start, span.end, span.device, span.upto, span.clocks)
            is_held = store.lowest(*of) is not None  # an old backup of the history may bring it back
            if each.at is not None and span == each.span and not is_held:
                continue
            # What this machine records from here on lies beyond the span, whatever becomes of it now.
            local_notes.save(path, local_notes.load(path).told([span]))
            now = self._loop.timeline.now()
            if is_held:
                self._loop.purge(*of)
                self._loop.read_anew()
            from tray.store.files import purge_leftovers  # seldom wanted, and half a megabyte with what it needs

            purge_leftovers.forget(self._places, span.start, span.end, span.device)
            local_notes.save(path, local_notes.load(path).done([span], now))
            self._obey_in_folder()
            self._kept = local_notes.load(path)
            return
        self._is_obeyed = self._kept

    def _said(self, store: Journal, each: Obeyed) -> Span:
        """A span with the last number of this machine's that it holds."""
        span, device = each.span, self._device
        if not span.is_about(device) or span.bound_of(device) is not None:
            return span
        # What is left of one that was obeyed under another id, or by an older version, was recorded later.
        left = None if each.at is None else store.lowest(span.start, span.end, device, (), span.clocks)
        if span.clocks:
            # Of this machine's own clock nobody else may have known how it was set.
            span = span.read_by(store.clocks_then(span.start, span.end, device, span.clocks))
        return span.bounded([(device, store.counted if left is None else left - 1)])

    def close(self) -> None:
        """Stop. A visit that hangs ends with the process."""
        self._closed = True
        for each in self._timers:
            each.cancel()
        if self._watch is not None:
            self._watch.close()
        self._loop.trouble(_TOPIC, None)

    def _came(self, store: Journal) -> None:
        """This machine recorded something."""
        new = store.of_device(self._device, self._counted, segments.SIZE)
        many = store.counted - self._counted > segments.SIZE
        self._counted = store.counted
        if not many and all(isinstance(each.fact, _CAN_WAIT) for each in new):
            if new and not self._flush.runs:
                self._flush.set(WRITE_AFTER, self._write_now)
        else:
            self._wants_write = True

    def _write_now(self) -> None:
        self._wants_write = True
        self._reactor.call_soon(self.look)

    def _read_now(self) -> None:
        self._wants_read = True
        self._reactor.call_soon(self.look)

    def _begin(self, store: Journal) -> None:
        """Visit the folder. Raises StoreError when the history cannot say what is to be written."""
        # Whatever was to be read soon is read by this visit, or nobody would think of it any more.
        self._wants_read = self._wants_read or self._settle.runs or self._look.runs
        order = self._order(store)
        self._wants_write = self._wants_read = False
        self._look.cancel()
        self._settle.cancel()
        if order.last is not None:
            self._flush.cancel()
        self._runs = True
        results: list[Outcome | str] = []

        def work() -> None:
            try:
                results.append(self._exchange.visit(order))
            except StoreError as problem:
                results.append(str(problem))
            finally:
                self._reactor.call_soon(lambda: self._ended(order, results))

        _thread.start_new_thread(work, ())
        self._bound.set(PATIENCE, self._overdue)

    def _order(self, store: Journal) -> Order:
        before, self._kept = self._kept, local_notes.load(self._places.machines)
        if before is not None and before.forgotten != self._kept.forgotten:
            self._introduced = None
        if self._held is None:
            self._held = store.held(segments.SIZE)
        common: dict[str, Any] = {
            "texts": self._settings.texts,
            "purged": self._kept.spans,
            "recover": self._recover,
            "former": self._former(self._kept),
            "former_since": self._kept.since,
            "unsaid": [each for each in self._unsaid(store, self._kept) if each[0] != self._device],
            "anew": frozenset(self._anew),
        }
        order = Order(self._folder, self._device, self._held, **common)
        if self._last is None:
            return order
        append: list[Recorded] = []
        rewrite = [(first, self._segment(store, first)) for first in self._rewrite[:_AT_ONCE]]
        if not rewrite and not self._recover:
            append = store.of_device(self._device, self._last, _AT_ONCE * segments.SIZE)
        behind = append[-1].n if append else self._last
        # What was purged last is on record no more, and nobody is to wait for it in a part that is written anew.
        ends = not (rewrite or self._recover or store.of_device(self._device, behind, 1))
        replaces = [
            (device, first, self._as_shared(records))
            for device, first in self._replaces[:_AT_ONCE]
            if (records := self._segment(store, first, device))
        ]
        return Order(
            self._folder,
            self._device,
            self._held,
            **common,
            last=self._last,
            append=self._as_shared(append),
            rewrite=[(first, self._as_shared(records)) for first, records in rewrite],
            obey=self._told != self._kept.spans,
            about=self._about(store, append),
            gone_upto=store.counted if ends else 0,
            replaces=replaces,
            read=self._wants_read or self._recover,
        )

    def _former(self, known: Kept) -> list[str]:
        """Ids under which this machine counted before, without that of a machine from which it was copied."""
        return [each for each in known.former if each not in {self._device, *self._alive(known)}]

    def _alive(self, known: Kept) -> set[str]:
        """Who has written a part since this machine began under another id, be it forgotten here or not."""
        others = () if self._found is None else self._found.machines
        return {
            each.device for each in others if not each.about.left and write_own_part.writes(each.about, known.since)
        }

    def _moved(self, store: Journal, known: Kept) -> tuple[Moved, ...]:
        """What is known to count under another id than it was told under."""
        unsaid = ((device, after) for device, after in known.unsaid if device != self._device)
        # Who was killed in between has recorded more since, which nobody has under the former id.
        return known.moved + tuple((device, after, self._device, store.counted) for device, after in unsaid)

    def _unsaid(self, store: Journal, kept_now: Kept) -> list[tuple[str, list[Recorded]]]:
        """What counts under this machine's id, as it was told under a former one."""

        def as_told(device: str, after: int) -> list[Recorded]:
            return [
                Recorded(device, each.n + after, each.era, each.fact) for each in store.of_device(self._device, 0, -1)
            ]

        return [(device, self._as_shared(as_told(device, after))) for device, after in kept_now.unsaid]

    def _as_shared(self, records: list[Recorded]) -> list[Recorded]:
        """Facts with agents' names in them where those may leave this machine."""
        if self._settings.texts and self._loop.context.settings.agents.names:
            return records
        return [self._loop.agent_names.as_shared(each) for each in records]

    def _segment(self, store: Journal, first: int, device: str | None = None) -> list[Recorded]:
        first, device = segments.first_of(first), device or self._device
        return [each for each in store.of_device(device, first - 1, segments.SIZE) if each.n < first + segments.SIZE]

    def _about(self, store: Journal, new: list[Recorded]) -> About | None:
        """What to say of this machine, where it is time for that."""
        now, works = self._loop.timeline.now(), own_view(self._loop.moment.state).working
        if self._era != store.era:
            # The clock was set, and the others go by what it said of itself.
            self._era, self._introduced = store.era, None
        if self._introduced is not None and (not new or abs(now - self._introduced) < name_version_clock.EVERY):
            if (new or works) and not self._introduce.runs:
                self._introduce.set(name_version_clock.EVERY, self._introduce_now)
            return None
        self._introduced = now
        self._introduce.cancel()
        if works:
            # The others take a machine at work that tells nothing for an hour for one that was switched off.
            self._introduce.set(name_version_clock.EVERY, self._introduce_now)
        assert self._kept is not None
        name = self._settings.name or host()
        heard = {**store.highest(), **{device: each.heard for device, each in self._apart.items()}}
        last = tuple((device, each) for device, each in heard.items() if device != self._device)
        former = tuple(each for each in self._kept.former if each != self._device)
        return About(
            name,
            __version__,
            now,
            store.counted,
            self._settings.texts,
            forgotten=self._kept.forgotten,
            heard=last,
            moved=self._moved(store, self._kept),
            formerly=former,
        )

    def _introduce_now(self) -> None:
        self._introduced = None
        self._write_now()

    def _overdue(self) -> None:
        self._loop.trouble(_TOPIC, words.does_not_answer(self._folder))

    def _ended(self, order: Order, results: list[Outcome | str]) -> None:
        self._runs = False
        self._bound.cancel()
        store = self._loop.world.store
        if self._closed or order.device != self._device or not isinstance(store, Journal):
            return
        try:
            for each in results:
                if isinstance(each, str):
                    self._failed(each)
                else:
                    self._take(store, order, each)
        except StoreError as problem:
            self._failed(str(problem))
        self.look()

    def _failed(self, why: str) -> None:
        """Try again in a while."""
        self._last = self._told = None
        self._waits = True
        self._wants_write = self._wants_read = False
        self._loop.trouble(_TOPIC, why)
        self._look.set(LOOK_EVERY, self._again)

    def _again(self) -> None:
        self._waits = False
        self._wants_write = True
        self._read_now()

    def _take(self, store: Journal, order: Order, outcome: Outcome) -> None:
        """Act by what came of a visit. Raises StoreError."""
        self._loop.trouble(_TOPIC, None)
        if outcome.last is None:
            self._last = self._held = self._told = None
            self._wants_write = True
            self._wants_read = self._wants_read or order.read
            return
        if outcome.examined is not None:
            self._examined(store, outcome.examined)
        else:
            self._last = outcome.last
            self._rewrite = self._rewrite[len(order.rewrite) :]
            self._replaces = self._replaces[_AT_ONCE:]
            self._told = order.purged if order.obey else self._told
        if order.unsaid:
            path = self._places.machines
            before = local_notes.load(path)
            local_notes.save(path, replace(before.has_moved(self._moved(store, before)), unsaid=()))
            self._introduced, self._wants_write = None, True  # the others are to know at once
        self._replaces = list(dict.fromkeys((*self._replaces, *outcome.missing)))
        if self._rewrite or self._replaces or (self._last is not None and store.of_device(self._device, self._last, 1)):
            self._wants_write = self._wants_write or bool(self._replaces) or not self._flush.runs
        if outcome.found is not None:
            self._heard(store, order, outcome.found)
        self._watch_folder()
        if self._watch is None:
            self._look.set(LOOK_EVERY, self._read_now)

    def _examined(self, store: Journal, written: write_own_part.Written) -> None:
        self._last = written.last
        self._counted = store.counted
        self._rewrite = list(written.damaged)
        self._wants_write = True
        if written.about is not None and written.about.texts != self._settings.texts:
            self._rewrite = sorted(self._held_of_own(store))
        recorded = {each.n: each for each in self._segment(store, written.tail[0].n)} if written.tail else {}
        # Kept until that is acted by: of what is read then, all is left out that was purged elsewhere meanwhile.
        self._differs_from = next(
            (each.n for each in written.tail if write_own_part.differs(each, recorded.get(each.n))), None
        )
        differ = self._differs_from is not None
        if written.last > store.counted or differ or self._given_again(store, written.gone) is not None:
            self._recover = self._wants_read = True

    def _held_of_own(self, store: Journal) -> Mapping[int, int]:
        return store.held(segments.SIZE).get(self._device, {})

    def _heard(self, store: Journal, order: Order, found: Found) -> None:
        """Take in what the others recorded. Raises StoreError."""
        self._found = found
        self._learn_names(store, found)
        self._know_other_lives(found)
        # Of one whose last records are still to come, that it runs doesn't say that the person is still there. Nor does
        # the clock of one that has left: where a disk was put back, it's later than what counts under that id.
        clocks = {each.device: each.about.clock for each in found.machines if not (each.missing or each.about.left)}
        self._clocks = {device: at for device, at in clocks.items() if at is not None}
        self._wants_read = self._wants_read or found.more
        self._pending.extend(self._of_one_life(store, order, found))
        self._hear_of_purges(found)
        if order.recover:
            self._begin_other_life(store, found)
        if not found.more or len(self._pending) > _MOST_PENDING:
            self._take_pending()
            self._hear_clocks()
        if order.recover and not found.more:
            self._reset()
        elif order.last is not None and not (self._recover or found.more or self._pending or self._loop.reading):
            self._is_one_life = not self._goes_on_after_old_disk(store, found)
            self._drop_moved(store, found)
        elif order.last is None or not (self._is_one_life or self._waits):
            self._wants_read = True  # what counts elsewhere, or was given twice, is looked for once the part is known
        if found.records and not self._introduce.runs:
            self._introduce.set(
                name_version_clock.EVERY, self._introduce_now
            )  # and say by then how much of theirs is known here
        self._tell()

    def _of_one_life(self, store: Journal, order: Order, found: Found) -> list[Recorded]:
        """What was read without what is of another life of its machine than the one on record. Raises StoreError."""
        looks = {each.device: each.looks for each in found.machines if each.device != self._device}
        known = {device: each for device, each in self._apart.items() if device not in order.anew}
        others = {device: each for device, each in looks.items() if device not in known}
        told = {each.heard for each in self._apart.values()}
        self._apart = known | apart(found.records, partial(self._segment, store), others)
        if not told.issuperset(each.heard for each in self._apart.values()):
            self._introduced, self._wants_write = None, True  # it's to be told at once
        self._anew -= {*order.anew}
        self._find_out_anew(device for device, each in known.items() if each.looks != looks.get(device))
        return [
            each
            for each in found.records
            if each.device not in self._apart or self._apart[each.device].precedes(each.n)
        ]

    def _find_out_anew(self, devices: Iterable[str]) -> None:
        self._anew.update(devices)
        self._wants_read = self._wants_read or bool(self._anew)

    def _learn_names(self, store: Journal, found: Found) -> None:
        """Keep what each machine is called, for who asks when the folder cannot be reached. Raises StoreError."""
        before = local_notes.load(self._places.machines)
        known = dict(before.names)
        names = {each.device: each.about.name or known.get(each.device) or each.device[:4] for each in found.machines}
        names[store.device] = self._settings.name or host()
        lives = former_lives(found, before, store.device, names[store.device])
        alone = {store.device, *(each.device for each in found.machines if not each.about.left)}
        if (after := before.called(names).lives_on(lives, alone)) != before:
            local_notes.save(self._places.machines, after)
        self._loop.machine_names = told_apart(dict(after.names), dict(after.lives))

    def _know_other_lives(self, found: Found) -> None:
        """Know the parts of lives that went on from where an old backup put this machine back to.

        And of all machines what they found out to count under another id: the one that did so may be put back once
        more, and somebody may empty the folder. Raises StoreError.
        """
        path = self._places.machines
        before = local_notes.load(path)
        told = {each.device: {*each.about.formerly} for each in found.machines if each.device != self._device}
        lives = [device for device, formerly in told.items() if formerly & {*before.former}]
        moved = [one for each in found.machines for one in each.about.moved]
        # One whose part somebody emptied is known by what the others say of it.
        lives += [now for device, _, now, _ in moved if device in before.former and now != self._device]
        if (after := before.formerly(lives).has_moved(moved)) != before:
            local_notes.save(path, after)
            self._last = self._held = self._told = self._introduced = None
            self._wants_write = self._wants_read = True

    def _hear_of_purges(self, found: Found) -> None:
        before = local_notes.load(self._places.machines)
        after = before.told(found.spans)
        if after != before:
            local_notes.save(self._places.machines, after)
            self._is_one_life = False
            self._wants_read = True  # what lay in a span until now may be wanted: its machine recorded it later
        self._kept = after
        self._pending = [each for each in self._pending if not any(span.holds(each) for span in after.spans)]

    def _go_on_after_old_backup(self, store: Journal) -> None:
        """Go on under a new id where the whole home was put back: others may know facts by the numbers that follow."""
        path = self._places.machines
        before, at = local_notes.load(path), restored_backup.changed_at(path)
        if before.witness is None or at != before.witness:
            if before.witness is not None:
                local_notes.save(path, before.formerly([store.device], since=self._loop.timeline.now()))
                store.begin_device(min(store.counted_before, store.counted))
                self._reset()
            local_notes.save(path, replace(local_notes.load(path), witness=restored_backup.write(path)))
            if before.witness is not None:
                self._loop.record.read_anew(self._loop.timeline.now())
                self._loop.read_anew()
        self._mind_unheard(store)
        self._is_witnessed = True

    def _goes_on_after_old_disk(self, store: Journal, found: Found) -> bool:
        """Go on under a new id where others know this machine by numbers that it has not reached, or has given anew.

        So it is where a disk was put back whole, with the folder on it, such as that of a virtual machine. What this
        machine recorded since all others are known to have heard of it last may be of another life then. Tells whether
        it is so.
        """
        device, after, known = store.device, None, local_notes.load(self._places.machines)
        unheard = None if known.unheard is None or known.unheard[0] != device else known.unheard[1]
        others = [each for each in found.machines if each.device != device]
        heard = [(each.device, *last) for each in others for name, last in each.about.heard if name == device]
        for by, n, at in heard:
            recorded = store.of_device(device, n - 1, 1) if n <= store.counted else []
            if n > store.counted or (recorded and recorded[0].n == n and recorded[0].fact.at != at):
                after = n - 1 if after is None else min(n - 1, after)
            elif recorded and recorded[0].n == n:
                self._agreed[by] = max(self._agreed.get(by, 0), n)
        gone = {*known.forgotten, *known.former, *(each.device for each in others if each.about.left)}
        agreed = min((self._agreed.get(each.device, 0) for each in others if each.device not in gone), default=0)
        path = self._places.machines
        if after is None:
            if unheard is not None and agreed > unheard:
                local_notes.save(path, replace(known, unheard=None))
            return False
        after = min(after, agreed if unheard is None else unheard)
        after = min(after, dict(known.unsaid).get(device, after))  # who was killed in this may have counted on
        local_notes.save(path, known.formerly([device], since=self._loop.timeline.now()).takes_back(device, after))
        store.begin_device(after)
        self._reset()
        self._mind_unheard(store)
        self._loop.record.read_anew(self._loop.timeline.now())
        self._loop.read_anew()
        return True

    def _mind_unheard(self, store: Journal) -> None:
        """Remember from where on all may be of a disk that was put back, until somebody has heard of more."""
        path = self._places.machines
        known = local_notes.load(path)
        if known.unheard is None or known.unheard[0] != store.device:
            counted = min(store.counted_before, store.counted) if store.device == self._started_as else 0
            local_notes.save(path, replace(known, unheard=(store.device, counted)))

    def _drop_moved(self, store: Journal, found: Found) -> None:
        """Drop what was read under one id and counts under another, as its machine has found out since.

        What it found out twice, as it was put back once more, counts under the lowest of those ids.
        """
        moved = {
            *local_notes.load(self._places.machines).moved,
            *(one for each in found.machines for one in each.about.moved),
        }
        counts: dict[tuple[str, int], list[Recorded]] = {}
        doubled: dict[str, set[int]] = {}
        for device, after, now, count in sorted(moved, key=lambda each: each[2]):
            for each in store.of_device(now, 0, count):
                alike = counts.setdefault((device, each.n + after), []) if each.n <= count else [each]
                if any(write_own_part.is_same(each, one) and one.device != now for one in alike):
                    doubled.setdefault(now, set()).add(each.n)
                else:
                    alike.append(each)
        for device, after, _, count in moved:
            for each in store.of_device(device, after, count):
                if any(write_own_part.is_same(each, one) for one in counts.get((device, each.n), ())):
                    doubled.setdefault(device, set()).add(each.n)
        for device, numbers in doubled.items():
            store.drop(device, numbers)
        if doubled:
            self._held = self._introduced = None
            self._wants_write = True
            # Not for those before that, which are read again then, and dropped.
            self._find_out_anew(
                device for device, life in self._apart.items() if not all(map(life.precedes, doubled.get(device, ())))
            )
            self._loop.record.read_anew(self._loop.timeline.now())
            self._loop.read_anew()

    def _begin_other_life(self, store: Journal, found: Found) -> None:
        """Go on under a new id from where the history went another way than what it had told before.

        It is one of an old backup, or a copy of another machine's. Both lives count then.
        """
        own_facts = [each for each in found.records if each.device == self._device]
        apart = [self._given_again(store, each.gone) for each in found.machines if each.device == self._device]
        apart.append(self._differs_from)
        for first_in, several in groupby(own_facts, lambda each: segments.first_of(each.n)):
            recorded = {each.n: each for each in self._segment(store, first_in)}
            apart += [each.n for each in several if write_own_part.differs(each, recorded.get(each.n))][:1]
        if first := min((n for n in apart if n is not None), default=None):
            path = self._places.machines
            known = local_notes.load(path).formerly([self._device], since=self._loop.timeline.now())
            local_notes.save(path, known.takes_back(self._device, first - 1))
            store.begin_device(first - 1)
            self._mind_unheard(store)
        elif store.device == self._device:
            # What it told and deleted since is not on record, and its numbers are not given again all the same.
            last = max((each.last for each in found.machines if each.device == self._device), default=0)
            store.count_on(last, max((each.era for each in own_facts), default=0))

    def _given_again(self, store: Journal, gone: Iterable[tuple[int, int]]) -> int | None:
        """The first number on record of which the own part says that it names nothing any more, if nobody purged it."""
        known = local_notes.load(self._places.machines).spans
        for start, end in gone:
            for each in store.of_device(self._device, start - 1, end - start + 1):
                if each.n <= end and not any(span.holds(each) for span in known):
                    return each.n
        return None

    def _take_pending(self) -> None:
        """Take in what was read, together: each time the record may have to be read anew. Raises StoreError."""
        if not self._pending or self._loop.reading or self._waits:
            return
        if self._kept is not None and any(each.device in self._kept.former for each in self._pending):
            self._held = None  # its part has to hold these from now on
        if len(self._pending) > _MANY:
            # In steps, between which the icon answers; what came of it is known when the loop reads no longer.
            taken, self._pending = self._pending, []
            steps = self._loop.record.taking(taken, self._loop.timeline.now())
            self._loop.do_in_steps(steps, lambda came: self._taken(taken, came))
        else:
            self._loop.take_in(self._pending)
            self._pending = []
            self._reactor.call_soon(self.look)  # and the loop works out anew how long it may wait

    def _hear_clocks(self) -> None:
        """Act by when the others were last known to run, once what they told before that is on record too."""
        if self._clocks is not None and not (self._pending or self._loop.reading):
            clocks, self._clocks = self._clocks, None
            self._loop.heard_of(clocks)

    def _taken(self, records: list[Recorded], came: int | BackpressureError) -> None:
        if isinstance(came, BackpressureError):
            self._pending[:0] = records
            self._failed(str(came))

    def _tell(self) -> None:
        """Say what the person should know of the others, by ``status``; nothing of it is so urgent as to be shown."""
        if self._found is None or self._kept is None:
            return
        now = self._loop.timeline.now()
        several = seen(self._found, self._held or {}, now, self._kept)
        others = [each for each in several if not each.has_left and each.device != self._device]
        alive = {*self._alive(self._kept), *(each.device for each in others)} - {self._device}
        lost = self._lost(self._found, self._kept, words.named(each for each in several if each.device in alive))
        if not (lost or any(each.missing for each in others)):
            self._missing_since = None
        else:
            self._missing_since = self._missing_since or now
            self._overdue_facts.set(MISSING_FOR, self._read_now)
        if self._missing_since is not None and now - self._missing_since < MISSING_FOR:
            others, lost = [replace(each, missing=0) for each in others], ()
        self._true_until = None
        if any(is_ahead(each.ahead) for each in others):
            self._untrue.set(name_version_clock.EVERY, self._tell)
            self._true_until = now + name_version_clock.EVERY
        crowd = (words.too_many(MOST_MACHINES),) if self._found.too_many else ()
        if text := together((*words.troubles(others), *lost, *crowd)):
            self._loop.problems["other machines"] = text
        else:
            self._loop.problems.pop("other machines", None)

    def _lost(self, found: Found, known: Kept, names: Mapping[str, str]) -> tuple[str, ...]:
        """What this machine told under former ids and only others still have: nobody may tell it for this one.

        ``names`` are those of the machines that can be asked.
        """
        former = self._former(known)
        store = self._loop.world.store
        if not former or not isinstance(store, Journal):
            return ()
        held = store.highest()
        last = {device: held[device][0] if device in held else 0 for device in former}
        # What its part says of itself may be of another life; what names nothing any more is not lost.
        for each in found.machines:
            if each.device in last:
                last[each.device] = max([last[each.device], *(end for _, end in each.gone)])
        knows = (
            names[each.device]
            for each in found.machines
            if each.device in names
            for device, (n, _) in each.about.heard
            if n > last.get(device, n)
        )
        return tuple(words.knows_what_was_lost(name) for name in dict.fromkeys(knows))

    def _watch_folder(self) -> None:
        """Have the kernel tell what changes, where it can."""
        if not self._may_watch or self._found is None:
            return
        from tray.desktop.linux.watch.inotify import Inotify

        parts = {path_of_part(self._folder, each.device): True for each in self._found.machines}
        try:
            if self._watch is None:
                self._watch = Inotify(self._reactor, self._changed)
                self._look.cancel()
            self._watch.watch({self._folder: False, **parts})
            if parts.keys() != self._watched:
                self._watched = parts.keys()
                self._wants_read = True  # something may have changed before it was watched
        except DesktopError:
            self._may_watch = False
            if self._watch is not None:
                self._watch.close()
                self._watch = None

    def _changed(self, folder: str | None, name: str) -> None:
        is_own = folder == self._folder and name == self._device
        is_ours = (
            folder is None
            or not name
            or segments.first_in(name)
            or name.endswith(".jsonl")
            or name == name_version_clock.FILE
        )
        in_root = folder == self._folder and not is_own
        if (in_root or is_ours) and not self._settle.runs:
            self._settle.set(SETTLED, self._read_now)
