"""Folds a record naively, from its first fact to its last, without snapshots: what every reader is compared with."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from tests.core.inquiry.parts import accounted
from tests.core.zones import NO_HOURS
from tests.day import BERLIN, MONDAY
from tray.core import days_and_nights
from tray.core.context import Context
from tray.core.inquiry.explain import Explanation, explain
from tray.core.inquiry.totals import days
from tray.core.law.values import Regime
from tray.core.messages import facts as f
from tray.core.messages.day_totals import DayTotals
from tray.core.messages.facts import Fact, Place, Recorded
from tray.core.messages.json_form import plain
from tray.core.messages.order_of_several_machines import in_order
from tray.core.state.fold import fold
from tray.core.state.several_machines_and_silent_ones import Hearing, Union
from tray.core.state.state import State, advance_to
from tray.history.daily_look_for_warnings_in_slices import looked_back
from tray.history.past import Past
from tray.history.record import Record, person
from tray.history.replay import replay
from tray.ports import Store
from tray.settings.defaults.every_setting import Settings

CONTEXT = Context(Settings(hours=NO_HOURS), BERLIN)
STEPS = [timedelta(seconds=s) for s in (3, -3, 600, -600, 3600, -3600, 86400, -86400, 34560000, -34560000)]
_MINUTE = timedelta(minutes=1)


class Lived:
    """A record that grows in every way in which one can."""

    def __init__(self, store: Store, chance: Random) -> None:
        self.store = store
        self.chance = chance
        self.at = MONDAY
        self.set_at = MONDAY
        self.record = Record(store, self.at)
        self.record.append([f.RegimeBegan(self.at, Regime.WORK, f.Cause.INPUT)])
        self.promised = 0
        self.others = [_Other(f"other{k}", chance) for k in range(2)]

    def live(self, turns: int) -> None:
        """Go on for so many turns."""
        ways: list[Callable[[], None]] = [*[self._a_while] * 8, self._night, self._night, self._step, self._late]
        ways += [self._restart, self._take, self._purge] if self.chance.random() < 0.6 else [self._restart]
        for _ in range(turns):
            self.chance.choice(ways)()
        self._a_while()

    def _a_while(self) -> None:
        for _ in range(self.chance.randint(1, 6)):
            self.at += self.chance.uniform(0.1, 90) * _MINUTE
            self.record.append([any_fact(self.at, self.chance)])

    def _night(self) -> None:
        self.record.append([f.RegimeBegan(self.at, Regime.OFF, f.Cause.AWAY)])
        self.record.keep()
        self.at += self.chance.uniform(6, 60) * 60 * _MINUTE
        self.record.append([f.RegimeBegan(self.at, Regime.WORK, f.Cause.INPUT)])

    def _step(self) -> None:
        before = self.at + self.chance.uniform(0, 30) * _MINUTE
        self.at = self.set_at = before + self.chance.choice(STEPS)
        self.record.append([f.ClockStepped(self.at, before, self.chance.random() < 0.3)])

    def _late(self) -> None:
        """Something is learnt of a time before now, on the clock of now."""
        at = max(self.set_at, self.at - self.chance.uniform(0, 600) * _MINUTE)
        self.record.append([any_fact(at, self.chance)])

    def _restart(self) -> None:
        self.record = Record(self.store, self.at)

    def _take(self) -> None:
        self.record.take(self.chance.choice(self.others).told(self.at), self.at)

    def _purge(self) -> None:
        start = self.at - self.chance.uniform(0, 5000) * _MINUTE
        self.record.purge(start, start + self.chance.uniform(0, 2000) * _MINUTE, self.at)


class _Other:
    """A device whose record is taken in now and then."""

    def __init__(self, name: str, chance: Random) -> None:
        self.name, self.chance = name, chance
        self.n = self.era = 0
        self.at = MONDAY - timedelta(days=chance.randint(0, 9))

    def told(self, until: datetime) -> list[Recorded]:
        found: list[Recorded] = []
        while self.at < until and len(found) < 12:
            fact = any_fact(self.at, self.chance)
            if self.chance.random() < 0.1:
                fact = f.ClockStepped(self.at + self.chance.choice(STEPS), self.at, self.chance.random() < 0.3)
                self.at, self.era = fact.at, self.era + 1
            self.n += 1
            found.append(Recorded(self.name, self.n, self.era, fact))
            self.at += self.chance.uniform(1, 900) * _MINUTE
        return found


def any_fact(at: datetime, chance: Random) -> Fact:
    """One that a life may bring."""
    day = days_and_nights.day_of(at, BERLIN, CONTEXT.settings.hours)
    ways: list[Callable[[], Fact]] = [
        lambda: f.RegimeBegan(at, chance.choice((Regime.WORK, Regime.WORK, Regime.REST)), f.Cause.INPUT),
        lambda: f.Switched(at),
        lambda: f.Labelled(at, chance.choice((1.0, 1.3)), chance.random() < 0.5, chance.random() < 0.2),
        lambda: f.SessionStarted(at, "report", chance.choice((None, 60 * _MINUTE))),
        lambda: f.SessionEnded(at),
        lambda: f.CommitmentOpened(at, chance.randint(1, 9), "letter"),
        lambda: f.CommitmentClosed(at, chance.randint(1, 9)),
        lambda: f.CheckedIn(at, "fatigue", chance.randint(0, 10)),
        lambda: f.DayPlanned(at, day, at + timedelta(hours=8)),
        lambda: f.Corrected(at, at + chance.uniform(1, 90) * _MINUTE, Regime.WORK, at),
        lambda: f.IncidentRecorded(at, 100.0),
        lambda: f.BreakBegan(at, "rest", 10 * _MINUTE),
        lambda: f.BreakExtended(at, 12 * _MINUTE),
        lambda: f.BreakEnded(at, completed=True),
    ]
    return chance.choice(ways)()


class Naive:
    """What the facts of a store say, folded one after the other."""

    def __init__(self, store: Store, now: datetime) -> None:
        self.now = now
        counting = [each for each in in_order(store.facts()) if each.device == store.device or each.order[0] <= now]
        self.recorded = counting
        self.last = {each.device: each.n for each in in_order(store.facts())}
        self.own = store.device
        self.facts = self._facts(counting, now)

    def _facts(self, recorded: list[Recorded], until: datetime) -> list[Fact]:
        if not self.last.keys() - {self.own}:
            return [each.fact for each in recorded]
        return list(person(recorded, Union(Hearing(self.own, self.last, self.now, after=self._after)), until))

    def _after(self, place: Place) -> Iterator[Recorded]:
        return (each for each in self.recorded if each.order > place)

    def start(self) -> State:
        return State(at=self.facts[0].at)

    def state(self, until: Recorded | None = None) -> State:
        facts = self.facts
        if until is not None:
            facts = self._facts(self.recorded[: self.recorded.index(until) + 1], until.order[0])
        return fold(self.start(), facts)

    def days(self, until: datetime) -> tuple[DayTotals, ...]:
        return days(self.start(), self.facts, until, CONTEXT)

    def explained(self, at: datetime, since: datetime) -> Explanation:
        return explain(self.start(), self.facts, at, since=since)


def bits(state: State) -> str:
    """Every bit of what a state says of the person: as text, so that 0.0 is not −0.0."""
    return repr(plain(replace(state, machine=None)))


def judge(store: Store, now: datetime, chance: Random) -> None:
    """Everything that reads the past says what folding all facts says."""
    record = Record(store, now)
    naive = Naive(store, now)
    if not naive.facts:
        return
    assert bits(naive.state()) == bits(record.state)
    past = Past(record, max(now, record.state.at), CONTEXT)
    whole = {each.day: each for each in naive.days(past.now)}
    for _ in range(4):
        first = past.today - timedelta(days=chance.randint(0, 40))
        last = min(past.today, first + timedelta(days=chance.randint(0, 9)))
        for found in past.days(first, last):
            _same_day(whole.get(found.day), found)
        lost = {day for day, each in whole.items() if first <= day <= last and each.worked}
        assert lost <= {each.day for each in past.days(first, last)}, "a day with work is hidden"
    for incident in record.incidents()[-3:]:
        start, facts = record.back_to(incident.fact.at - timedelta(days=2), incident.order)
        assert bits(naive.state(incident)) == bits(fold(start, facts))
    since = now - timedelta(days=chance.randint(0, 20))
    start, facts = record.back_to(since)
    at = past.now
    explained = explain(start, facts, at, since=since)
    assert bits(explained.state) == bits(advance_to(naive.state(), at))
    assert abs(accounted(explained) - explained.state.pressure) < 1e-6
    scanned = next(each.days for each in looked_back(record, now, CONTEXT) if each is not None)
    for found in scanned:
        if found.day in whole and found.day < past.today - timedelta(days=1):
            assert whole[found.day].worked == found.worked
    assert replay(store).same_end
    assert replay(store).proven


def _same_day(whole: DayTotals | None, found: DayTotals) -> None:
    if whole is None:
        assert not found.worked
        return
    for name in ("worked", "meetings", "switches", "breaks", "incidents", "answers", "opened", "closed"):
        assert getattr(whole, name) == getattr(found, name), (name, found.day)
