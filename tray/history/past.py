"""What the record holds of a time that is over, whether the program runs or not, and without disturbing it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain, takewhile

from tray.control.client import ask
from tray.core.context import Context
from tray.core.days_and_nights import DAY, day_of, is_credible
from tray.core.inquiry.totals import days
from tray.core.messages.day_totals import DayTotals
from tray.core.messages.facts import DayBegan, DayPlanned, Fact, Recorded
from tray.core.state import days_in_zones
from tray.core.state.fold import apply, fold
from tray.core.state.state import State, advance_to
from tray.core.state.stays_at_machines import Stays
from tray.desktop.common.clock import SystemClock
from tray.errors import BackpressureError, NotRunning
from tray.history.known_while_not_running import known, own_settings
from tray.history.record import Record
from tray.lib.frozen import dataclass, field
from tray.store.files.places import Places
from tray.store.machines.local_notes import known_names
from tray.store.opening import look_into

Progress = Callable[[datetime], None]
"""Told of each fact's instant while a long time is read."""
_RUN_UP = 4 * DAY
"""So much is read before the first day, so that it knows when the person last worked: over a weekend at least."""


@dataclass(frozen=True, slots=True)
class Past:
    """The record as of ``now``, for reading only."""

    record: Record
    now: datetime
    context: Context
    names: Mapping[str, str] = field(default_factory=dict)
    """What the person calls their machines, by id."""
    _begins: dict[date, datetime] = field(default_factory=dict, repr=False, compare=False)
    """When the days began that were asked about."""

    @property
    def today(self) -> date:
        """The local day of now."""
        return days_in_zones.day_when(self.record.state, self.now, self.context)

    def day_of(self, at: datetime) -> date:
        """The day that ``at`` belongs to, as it was lived. Raises StoreError."""
        start, facts = self.record.between(at, at + timedelta.resolution)
        state = advance_to(fold(start, takewhile(lambda fact: fact.at <= at, facts)), at)
        return (days_in_zones.day_of_work if state.working else days_in_zones.day_when)(state, at, self.context)

    def bounds(self, first: date, last: date) -> tuple[datetime, datetime]:
        """From the beginning of one day to the end of another, or to now when that comes first. Raises StoreError."""
        begins = self.begins(first)
        return begins, max(begins, min(self.begins(last + DAY), self.now))

    def begins(self, day: date) -> datetime:
        """When ``day`` began as it was lived, also where nothing is on record of it. Raises StoreError.

        No work of the days before it lies later.
        """
        if day not in self._begins:
            self._begins[day] = self._read_begin(day)
        return self._begins[day]

    def _read_begin(self, day: date) -> datetime:
        state, facts = self.record.back_to(days_in_zones.never_later(day, self.context))
        for fact in chain((None,), facts):
            state = state if fact is None else apply(state, fact)
            known = state.day
            if known is not None and known.day >= day and self._is_credible(known.day, state.at):
                return days_in_zones.edge(day, known.free_since, known.begun, self.context)
        free_since = self.now if state.working else state.rest_since
        return days_in_zones.edge(day, free_since, None, self.context)

    def _is_credible(self, day: date, at: datetime) -> bool:
        return is_credible(day, day_of(at, self.context.zone, self.context.settings.hours))

    def lived(self, since: datetime, until: datetime, stays: Stays | None = None) -> tuple[State, Iterable[Fact]]:
        """A state from before ``since``, or from the beginning of the record, and the facts from there to ``until``.

        ``stays`` hears meanwhile at which machine the person worked.
        """
        # A day ends before the next one begins; now is still now.
        return self.record.between(since, until + timedelta.resolution if until == self.now else until, stays)

    def called(self, device: str) -> str:
        """The name of a machine."""
        return self.names.get(device, device[:4])

    def days(self, first: date, last: date, progress: Progress | None = None) -> tuple[DayTotals, ...]:
        """The totals of the days from ``first`` to ``last`` that lie between the first fact and now."""
        until = self.now if last >= self.today else self._begun_after(last)
        stays = Stays() if self.record.state.machine is not None else None
        start, facts = self.lived(min(days_in_zones.never_later(first, self.context), until) - _RUN_UP, until, stays)
        watched = facts if progress is None else _watched(facts, progress)
        found = [each for each in days(start, watched, until, self.context, stays) if first <= each.day <= last]
        self._begins.update((each.day, each.begins) for each in found)
        if found and found[-1].day == last:
            worked_to = max((each.stop for each in found if each.stop), default=None)
            begun = until if until < self.now else None
            self._begins[last + DAY] = days_in_zones.edge(last + DAY, worked_to, begun, self.context)
        return tuple(self._named(each) for each in found)

    def _begun_after(self, day: date) -> datetime:
        """From when on it is on record that it was a later day; now where nothing says so."""
        _, facts = self.record.back_to(days_in_zones.never_later(day, self.context))
        begun = (each for each in facts if isinstance(each, DayPlanned | DayBegan) and each.day > day)
        return next((min(each.at, self.now) for each in begun if self._is_credible(each.day, each.at)), self.now)

    def _named(self, day: DayTotals) -> DayTotals:
        lengths: dict[str, timedelta] = {}
        for device, length in day.at_machines.items():
            # A machine that was put back to an old backup goes on under another id.
            lengths[self.called(device)] = lengths.get(self.called(device), timedelta(0)) + length
        return replace(day, at_machines=lengths) if lengths else day


@contextmanager
def past() -> Iterator[Past]:
    """The record of this person. Raises StoreError, also when it is damaged."""
    if _runs():
        clock = SystemClock()
        with closing(look_into(Places().history)) as store:
            record = Record(store, clock.wall())
            now, context = max(clock.wall(), record.state.at), Context(own_settings(), clock.zone())
            yield Past(record, now, context, _names(record))
    else:
        # What a start of the program would know: work that was seen to the last has ended there.
        with known() as found:
            yield Past(found.record, found.now, found.context, _names(found.record))


def _names(record: Record) -> Mapping[str, str]:
    return {} if record.state.machine is None else known_names(Places().machines)


def recorded(since: datetime | None, until: datetime | None) -> Iterator[Recorded]:
    """The facts on disk from ``since`` up to ``until``, streamed in their order. Raises StoreError.

    With several machines on record, a fact is of the time that the clock of now gives it, as everywhere else.
    """
    with closing(look_into(Places().history)) as store:
        is_united = store.is_united
        for each in store.facts():
            at = each.order[0] if is_united else each.fact.at
            if (since is None or since <= at) and (until is None or at < until):
                yield each


def _watched(facts: Iterable[Fact], progress: Progress) -> Iterator[Fact]:
    for fact in facts:
        progress(fact.at)
        yield fact


def _runs() -> bool:
    try:
        ask(Places().serving, "status", {})
    except NotRunning:
        return False
    except BackpressureError:
        # It is there, and busy.
        return True
    return True
