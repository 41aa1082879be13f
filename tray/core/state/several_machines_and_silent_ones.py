"""Makes one person's facts of what several machines recorded: at work while any sees input, at rest when none does.

A machine says what it saw of the person, and the fold wants to know what the person did. So the record of all machines
goes through here, in its order, before it is folded. A machine that is alone on record has its facts given on as they
are; nothing here is used then.

What a gap was is known when it is over: who came to another machine within moments was never away, and sleep is
inferred from the whole of it. So the facts of an open gap are held back, and told as if it ended now.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

from tray.core.law.values import Regime
from tray.core.messages import facts as f
from tray.core.state.ongoing import Machine
from tray.core.state.sleep import LONG_GAP, Span, nights
from tray.core.state.stays_at_machines import Stays
from tray.core.state.what_counts_as_break import REST_COUNTS
from tray.lib.frozen import changed, dataclass

NEVER_AWAY = timedelta(minutes=3)
"""Between leaving one machine and touching another less time than this is none."""
SILENT = timedelta(hours=1)
"""A machine at work of which nothing is heard for so long has no say: it was switched off, say."""
_FIRST_HOUR = timedelta(minutes=60)
_LONG_GAPS_KEPT = timedelta(days=2)
_DAY = timedelta(days=1)
_MEANT = (f.Cause.BREAK, f.Cause.PAUSE)
_ENDS_BY_ITSELF = (f.Cause.AWAY, f.Cause.LOCK, f.Cause.SUSPEND, f.Cause.GAP, f.Cause.BREAK)
"""A rest with one of these causes is time off once its first hour is over."""
Names = tuple[tuple[str, int], ...]
"""Of what goes by numbers: the machine on which it was named, and its number there."""
_Numbered = f.CommitmentFact | f.LeftOpen | f.BlockPlanned | f.BlockBegan | f.BlockDropped | f.BlockEnded


@dataclass(frozen=True)
class Presence:
    """What one machine has seen of the person, up to its last fact. Without slots, so that it is changed at no cost."""

    device: str
    n: int = 0
    """The number of that fact."""
    heard: datetime | None = None
    """When it was."""
    regime: Regime = Regime.OFF
    cause: f.Cause = f.Cause.BLIND
    since: datetime | None = None
    gap_since: datetime | None = None
    clock_set_at: datetime | None = None
    given_up: bool = False
    """Nothing was heard of it for long, so it counts as left with its last fact."""
    worked_at: int = 0
    """The number of its fact after which it was at work until a break or pause was begun at another; 0 where none."""

    @property
    def says_work(self) -> bool:
        """It was at work after its last fact, by all that it said itself."""
        return self.works or self.worked_at == self.n > 0

    @property
    def works(self) -> bool:
        """It sees input, or counts as work without any."""
        return self.regime is Regime.WORK


@dataclass(frozen=True)
class Memory:
    """What has to be known of the facts so far to go on with those that follow. Without slots, as ``Presence``."""

    presences: tuple[Presence, ...] = ()
    """Of all machines heard of, in that order."""
    last: str | None = None
    """The machine where the person is, or was last."""
    gap_since: datetime | None = None
    """Since when the person has been away from all, while they are."""
    long_gaps: tuple[Span, ...] = ()
    break_: Span | None = None
    """The break that was begun last, while the person has not come back from it."""
    paused: tuple[datetime, datetime | None] | None = None
    """Since when nothing is tracked, and until when, where that was said."""
    opened: Names = ()
    """The commitments that are open, each by its machine and its number there; and so the blocks that are planned."""
    blocks: Names = ()
    label: tuple[str, float, bool, bool] | None = None
    """What the clock said last, and the machine that said so; and the same of what is set, and of the day's plan."""
    parameters: tuple[str, str] | None = None
    planned: tuple[str, str] | None = None

    def of(self, device: str) -> Presence:
        """What is known of a machine."""
        for each in self.presences:
            if each.device == device:
                return each
        return Presence(device)

    def knowing(self, *known: Presence) -> "Memory":
        """The same, with this known of machines instead."""
        new = {each.device: each for each in known}
        kept = tuple(new.pop(each.device, each) for each in self.presences)
        return changed(self, presences=(*kept, *new.values()))


class Hearing:
    """How far each machine has told what it knows, and since when it has said nothing more."""

    def __init__(
        self,
        own: str,
        last: Mapping[str, int],
        now: datetime | None = None,
        *,
        formerly: str | None = None,
        heard: Mapping[str, datetime] | None = None,
        after: Callable[[f.Place], Iterable[f.Recorded]] | None = None,
    ) -> None:
        """``last`` are the numbers of the facts that come last in the order. Without ``now`` nobody is given up.

        ``formerly`` is another name of this machine. ``heard`` is when others were last known to run, where that is
        known by other ways than facts. ``after`` gives the record behind a place, in its order.
        """
        self.own = own
        self._last, self._now, self._formerly, self._heard = last, now, formerly, heard or {}
        self._after = after

    def name(self, device: str) -> str:
        """The one name of a machine."""
        return self.own if device == self._formerly else device

    def has_told_all(self, device: str, n: int) -> bool:
        """Whether another machine has nothing on record that comes after its fact of this number.

        Numbers alone don't say so: what a machine learns late is dated before what it recorded earlier.
        """
        return device != self.own and self._last.get(device, n) == n

    def gives_up(self, each: Presence) -> bool:
        """Whether a machine counts as left with its last fact, if that says that the person works there.

        Not where a break or a pause was begun at another before it was silent for long: it was at work until then, as
        it says itself.
        """
        ends = self.silent_from(each)
        return ends is not None and self._now is not None and self._now >= ends and not self._is_ended(each, ends)

    def _is_ended(self, each: Presence, before: datetime) -> bool:
        assert self._after is not None, "whoever gives machines up knows what came after them"
        assert each.heard is not None
        for recorded in self._after((each.heard, each.device, each.n)):
            if recorded.order[0] >= before:
                return False
            if isinstance(recorded.fact, f.RegimeBegan) and recorded.fact.cause in _MEANT:
                return True
        return False

    def silent_from(self, each: Presence) -> datetime | None:
        """When it will be given up; None for this machine, and where more of it is on record."""
        if each.heard is None or not self.has_told_all(each.device, each.n):
            return None
        return max(each.heard, self._heard.get(each.device, each.heard)) + SILENT

    def agrees(self, memory: Memory) -> bool:
        """Whether of all machines in it that were given up or not, the same holds still."""
        silent = (each for each in memory.presences if each.says_work or each.given_up)
        return all(each.given_up == self.gives_up(each) for each in silent)


class Union:
    """Goes through the record of all machines in its order; see the module."""

    def __init__(self, hearing: Hearing, memory: Memory | None = None, stays: Stays | None = None) -> None:
        """``memory`` is that of before the facts that come, of a moment when none were held back.

        ``stays`` is told where the person works.
        """
        self._hearing = hearing
        self._memory = memory or Memory()
        self._stays = stays
        self._follow(())
        self._told = {each.device: (each.n, each.heard) for each in self._memory.presences if each.heard is not None}
        """The number and the time of each machine's last fact; kept apart, since every fact changes it."""
        self._known: tuple[Memory, dict[str, tuple[int, datetime]]] | None = None
        """Both as they were before what is held back; None where nothing is."""
        self._held: list[f.Fact] = []
        self._governor: str | None = None
        """The machine that was left last: it says what the gap is."""
        self._meant = False
        """The gap was begun on purpose."""

    @property
    def own(self) -> str:
        """This machine."""
        return self._hearing.own

    @property
    def holds(self) -> bool:
        """The person is away, and what that was is not known yet."""
        return self._memory.gap_since is not None

    def take(self, recorded: f.Recorded) -> list[f.Fact]:
        """What is certain by now of the person, with one fact more."""
        fact, device = on_present_clock(recorded), self._hearing.name(recorded.device)
        memory, told = self._memory, self._told.get(device)
        before = memory.of(device)
        if told is None or before.given_up:
            self._memory = self._memory.knowing(changed(before, given_up=False))
        self._told[device] = recorded.n, fact.at if told is None else max(told[1], fact.at)
        # Half of all facts are switches, which say nothing of machines.
        given = self._given(fact) if isinstance(fact, f.Switched) else list(self._taken(device, fact))
        if self._hearing.has_told_all(device, recorded.n) and self._gives_up(device):
            inside = self._memory.label is None or self._memory.label[2]
            left = f.RegimeBegan(fact.at, Regime.REST if inside else Regime.OFF, f.Cause.AWAY)
            given.extend(self._regime(device, left))
            self._memory = self._memory.knowing(changed(self._memory.of(device), given_up=True))
        if self._memory.gap_since is None:
            self._known = None
        elif memory.gap_since is None:
            others = {each: said for each, said in self._told.items() if each != device}
            self._known = memory, others if told is None else {**others, device: told}
        if self._stays is not None:
            self._follow(memory.presences)
        return given

    def _follow(self, known: tuple[Presence, ...]) -> None:
        if self._stays is not None and self._memory.presences is not known:
            for each in self._memory.presences:
                self._stays.sees(each.device, each.since, works=each.works)

    @property
    def known(self) -> Memory:
        """What was known when nothing was held back last."""
        memory, told = self._known or (self._memory, self._told)
        return changed(memory, presences=tuple(_up_to(told, each) for each in memory.presences))

    def _gives_up(self, device: str) -> bool:
        now = _up_to(self._told, self._memory.of(device))
        return now.works and self._hearing.gives_up(now)

    def rest(self, now: datetime | None = None) -> list[f.Fact]:
        """What is held back, as it is while the person stays away up to ``now``."""
        if self._memory.gap_since is None:
            return []
        return list(self._held) if self._is_alone else self._gap_told(now or self._memory.gap_since, nights_too=False)

    def machine(self) -> Machine:
        """How the own machine stands among them."""
        own = self._memory.of(self._hearing.own)
        return Machine(own.device, self._memory.last, own.regime, own.cause, own.since, own.gap_since, own.clock_set_at)

    @property
    def given_up(self) -> tuple[str, ...]:
        """The machines of which nothing was heard for long."""
        return tuple(each.device for each in self._memory.presences if each.given_up)

    def next_doubt(self, now: datetime) -> datetime | None:
        """When this says something else although nobody records anything: a machine is given up, or an hour over."""
        working = (_up_to(self._told, each) for each in self._memory.presences if each.works)
        times = [self._hearing.silent_from(each) for each in working]
        if self._memory.gap_since is not None:
            times.append(self._first_hour_ends(self._memory.gap_since))
        return min((when for when in times if when is not None and when > now), default=None)

    def _first_hour_ends(self, since: datetime) -> datetime:
        ends = since + _FIRST_HOUR
        return max(ends, self._memory.break_[1]) if self._memory.break_ else ends

    @property
    def _is_alone(self) -> bool:
        """Only one machine was heard of so far."""
        return len(self._memory.presences) == 1

    def _taken(self, device: str, fact: f.Fact) -> Iterator[f.Fact]:
        match fact:
            case f.ClockStepped():
                # All that was before lies where this clock puts it already.
                self._memory = self._memory.knowing(changed(self._memory.of(device), clock_set_at=fact.at))
                return
            case f.RegimeBegan():
                yield from self._regime(device, fact)
                return
            case f.ClockLeapt():
                fact = replace(fact, of=device)
            case f.Labelled():
                label = (device, fact.load, fact.inside, fact.available)
                if _again(self._memory.label, label):
                    return
                self._memory = changed(self._memory, label=label)
            case f.ParametersSet():
                said = (device, repr(sorted(fact.values.items())))
                if _again(self._memory.parameters, said):
                    return
                self._memory = changed(self._memory, parameters=said)
            case f.DayPlanned():
                plan = (device, f"{fact.day} {fact.end}")
                if _again(self._memory.planned, plan):
                    return
                self._memory = changed(self._memory, planned=plan)
            case f.CommitmentOpened() | f.CommitmentPlanned() | f.CommitmentClosed() | f.LeftOpen():
                opened, fact = _of_whom(self._memory.opened, device, fact)
                self._memory = changed(self._memory, opened=opened)
            case f.BlockPlanned() | f.BlockBegan() | f.BlockDropped() | f.BlockEnded():
                planned, fact = _of_whom(self._memory.blocks, device, fact)
                self._memory = changed(self._memory, blocks=planned)
            case f.BreakBegan():
                self._memory = changed(self._memory, break_=(fact.at, fact.at + fact.length))
            case f.BreakExtended() if self._memory.break_:
                began = self._memory.break_[0]
                self._memory = changed(self._memory, break_=(began, began + fact.length))
            case f.BreakEnded() if self._memory.break_:
                began, ends = self._memory.break_
                self._memory = changed(self._memory, break_=(began, min(ends, max(fact.at, began))))
            case f.Paused():
                self._memory = changed(self._memory, paused=(fact.at, fact.until))
            case f.Resumed():
                self._memory = changed(self._memory, paused=None)
            case _:
                pass
        yield from self._given(fact)

    def _given(self, fact: f.Fact) -> list[f.Fact]:
        """The fact, now or when what is held back is given."""
        if self._memory.gap_since is None:
            return [fact]
        self._held.append(fact)
        return []

    def _regime(self, device: str, fact: f.RegimeBegan) -> Iterator[f.Fact]:
        memory, before = self._memory, self._memory.of(device)
        others = [each for each in memory.presences if each.works and each.device != device]
        now = changed(before, regime=fact.regime, cause=fact.cause, since=fact.at)
        if fact.regime is Regime.WORK and fact.cause is f.Cause.INPUT and self._is_paused(fact.at):
            # This machine had not heard of the pause, in which input is no work on any.
            self._memory = changed(memory, last=device)
        elif fact.regime is Regime.WORK:
            self._memory = changed(memory.knowing(changed(now, gap_since=None)), last=device)
            if others:
                return
            yield from self._over(device, fact) if self.holds else (fact,)
        elif fact.cause in _MEANT:
            # The person's, on all machines, until one is touched.
            gap = memory.gap_since or fact.at
            all_ = [each for each in memory.presences if each.device != device]
            for each in (*all_, now):
                away = changed(each, regime=fact.regime, cause=fact.cause, since=fact.at, gap_since=gap)
                if each.works and each.device != device:
                    away = changed(away, worked_at=self._told[each.device][0])
                self._memory = self._memory.knowing(away)
            self._away(device, fact)
            self._meant = True
        else:
            self._memory = memory.knowing(changed(now, gap_since=before.gap_since or fact.at))
            if others:
                if memory.last == device:
                    latest = max(others, key=lambda each: (each.since or fact.at, each.device))
                    self._memory = changed(self._memory, last=latest.device)
            elif before.works or not self.holds or device == self._governor:
                self._away(device, fact)

    def _is_paused(self, at: datetime) -> bool:
        if self._memory.paused is None:
            return False
        since, until = self._memory.paused
        return since <= at and (until is None or at < until)

    def _away(self, device: str, fact: f.RegimeBegan) -> None:
        """The person is away from all machines, and was at this one last."""
        if not self.holds:
            self._held, self._meant = [], False
        self._memory = changed(self._memory, gap_since=self._memory.gap_since or fact.at, last=device)
        self._governor = device
        self._held.append(fact)

    def _over(self, device: str, work: f.RegimeBegan) -> Iterator[f.Fact]:
        """The gap is over: what it was, and the work that begins."""
        since = self._memory.gap_since
        assert since is not None
        length = work.at - since
        if self._is_alone:
            yield from (*self._held, work)
        elif device != self._governor and length < NEVER_AWAY and not self._meant:
            yield from (each for each in self._held if not isinstance(each, f.RegimeBegan))
        else:
            yield from (*self._gap_told(work.at, nights_too=True), work)
        kept = self._memory.long_gaps
        if length >= REST_COUNTS:
            kept = tuple(each for each in kept if work.at - each[1] < _LONG_GAPS_KEPT)
            kept = (*kept, (since, work.at)) if length >= LONG_GAP else kept
        self._memory = changed(self._memory, gap_since=None, long_gaps=kept, break_=None)
        self._held, self._governor, self._meant = [], None, False

    def _gap_told(self, until: datetime, *, nights_too: bool) -> list[f.Fact]:
        """The facts of the gap up to ``until``, in their order, with what nobody was there to record."""
        since = self._memory.gap_since
        assert since is not None
        told = list(_without_sleep(self._held))
        regimes = [each for each in told if isinstance(each, f.RegimeBegan)]
        if not regimes:
            return list(self._held)  # facts of it are missing that will come yet
        last = regimes[-1]
        off = self._first_hour_ends(since)
        if last.regime is not Regime.OFF and last.cause in _ENDS_BY_ITSELF and last.at < off <= until:
            last = f.RegimeBegan(off, Regime.OFF, f.Cause.GAP)
            told.append(last)
        if nights_too:
            for asleep, up in nights((since, until), self._memory.long_gaps):
                if max(asleep, last.at) < up:
                    told.append(f.RegimeBegan(max(asleep, last.at), Regime.SLEEP, f.Cause.GAP))
                    told.append(f.RegimeBegan(up, Regime.OFF, f.Cause.GAP))
        return sorted(told, key=lambda each: each.at)


def _of_whom(known: Names, device: str, fact: _Numbered) -> tuple[Names, f.Fact]:
    """A fact of what goes by numbers, with the machine on which it was named; and what is known after it."""
    if isinstance(fact, f.CommitmentOpened | f.BlockPlanned):
        return (*known, (device, fact.number)), replace(fact, of=device)
    of = fact.of or device
    if fact.of is None and (device, fact.number) not in known:
        # Of a time when a number was all that anybody said.
        of = next((other for other, number in known if number == fact.number), device)
    if isinstance(fact, f.CommitmentClosed | f.BlockDropped | f.BlockEnded):
        known = tuple(each for each in known if each != (of, fact.number))
    return known, replace(fact, of=of)


def _up_to(told: Mapping[str, tuple[int, datetime]], presence: Presence) -> Presence:
    n, heard = told.get(presence.device, (presence.n, presence.heard))
    return changed(presence, n=n, heard=heard)


def on_present_clock(recorded: f.Recorded) -> f.Fact:
    """A fact as its machine's present clock would have dated it."""
    if not recorded.moved:
        return recorded.fact
    try:
        return _moved(recorded.fact, recorded.moved)
    except OverflowError:  # clocks that no person had
        return recorded.fact


def _moved(fact: f.Fact, moved: timedelta) -> f.Fact:
    if isinstance(fact, f.Switched):
        return f.Switched(fact.at + moved)  # half of all facts
    days = round(moved / _DAY) * _DAY
    values: dict[str, Any] = {}
    for field in fields(fact):
        value = getattr(fact, field.name)
        if field.name == "day" or (isinstance(value, datetime) and (isinstance(fact, f.DayPlanned | f.DayExtended))):
            values[field.name] = value + (moved if field.name == "at" else days)
        elif isinstance(value, datetime) and field.name in ("at", "until", "said", "begins"):
            values[field.name] = value + moved
    return replace(fact, **values)


def _again(known: tuple[Any, ...] | None, said: tuple[Any, ...]) -> bool:
    """Whether another machine says what is known already."""
    return known is not None and known[0] != said[0] and known[1:] == said[1:]


def _without_sleep(held: list[f.Fact]) -> Iterator[f.Fact]:
    """What is held but the sleep that a machine inferred from a gap of its own."""
    asleep = False
    for each in held:
        if isinstance(each, f.RegimeBegan):
            was, asleep = asleep, each.regime is Regime.SLEEP
            if asleep or (was and each.cause is f.Cause.GAP):
                continue
        yield each
