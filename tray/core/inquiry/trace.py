"""Traces the points held now to what put them there: stretches, switches, overrun, late hours, and what is left."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from math import prod

from tray.core.law import short_rest_heavy_week
from tray.core.law.fading import ALL, GEN2_REPLACED, Left, Points, fading, points_of
from tray.core.law.law import Drive, advance, flows
from tray.core.messages import facts as f
from tray.core.state.fold import apply
from tray.core.state.load_and_overrun_steps import kind_load, overrun_load
from tray.core.state.state import State, advance_to, drive, next_stage
from tray.lib.frozen import dataclass


class Kind(Enum):
    """What put points into the pools."""

    BEFORE = "before"
    """Held already when the trace begins."""
    TOLD = "told"
    """The person said how the last weeks were."""
    WORK = "work"
    PRESSED = "pressed"
    """What work under pressure puts in beyond work at normal load."""
    OVERRUN = "overrun"
    """What time past the estimate puts in beyond that."""
    OUTSIDE = "outside"
    """What work outside working hours, or on a day off, puts in beyond that."""
    NIGHT = "night"
    SHORT_TIME_OFF = "short_time_off"
    """What work puts in beyond that after a short time off."""
    HEAVY_WEEK = "heavy_week"
    """And in a heavy week."""
    SWITCHES = "switches"
    AWAKE = "awake"
    """Being awake for too long."""
    ANSWERS = "answers"
    """A check-in's nudge; it may be less than nothing."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one cause put in, and what is left of it."""

    kind: Kind
    since: datetime
    until: datetime
    label: str | None
    """The session that the work was under; the question, for an answer."""
    count: int
    """How many switches."""
    put: float
    """Points put in, altogether."""
    gen0: float
    gen1: float
    gen2: float
    day: date | None = None
    """On which it began, as it was lived; None where the record does not say."""

    @property
    def left(self) -> float:
        """Points that are left of it, wherever they lie."""
        return self.gen0 + self.gen1 + self.gen2

    @property
    def freed(self) -> float:
        """Points that rest has freed since."""
        return self.put - self.left


@dataclass(slots=True)
class _Span:
    since: datetime
    until: datetime
    day: date | None = None


@dataclass(slots=True)
class _Cause:
    kind: Kind
    label: str | None
    span: _Span
    put: float = 0.0
    count: int = 0


class Tracer:
    """Follows a state through its facts, and remembers who put in what.

    The parts of any moment add up to what the pools hold then, to rounding.
    """

    def __init__(self, state: State) -> None:
        """Trace from ``state`` on: what it holds already is the part BEFORE."""
        self.state = state
        self._causes: dict[tuple[Kind, object, str | None], _Cause] = {}
        self._spans: dict[tuple[datetime | None, str | None], _Span] = {}
        self._stages: list[tuple[Left, tuple[tuple[_Cause, Points], ...]]] = []
        self._slept = 0
        held = points_of(state.pools)
        before = self._cause(Kind.BEFORE, None, None, _Span(state.at, state.at))
        before.put = sum(held)
        self._stages.append((ALL, ((before, held),)))

    def take(self, fact: f.Fact) -> None:
        """Go on to a fact, and take it in."""
        self.carry(fact.before if isinstance(fact, f.ClockStepped) else fact.at)
        before, self.state = self.state, apply(self.state, fact)
        self._leap(before, fact)

    def carry(self, at: datetime) -> None:
        """Go on to ``at``."""
        while (until := next_stage(self.state, at)) is not None:
            before, self.state = self.state, advance_to(self.state, until)
            if not before.never_was:
                self._stage(before)

    def parts(self) -> tuple[Part, ...]:
        """What every cause put in and what is left of it as of the state, in the order in which they began."""
        left: dict[int, Points] = {}
        fade = ALL
        for stage, added in reversed(self._stages):
            for cause, points in added:
                now, known = fade.of(points), left.get(id(cause), (0.0, 0.0, 0.0))
                left[id(cause)] = (known[0] + now[0], known[1] + now[1], known[2] + now[2])
            fade = fade.after(stage)
        return tuple(
            Part(
                each.kind,
                each.span.since,
                each.span.until,
                each.label,
                each.count,
                each.put,
                *left[id(each)],
                day=each.span.day,
            )
            for each in self._causes.values()
        )

    def _stage(self, before: State) -> None:
        """Time has passed under one drive."""
        under, after = drive(before), self.state
        seconds = (after.at - before.at).total_seconds()
        left = fading(under, seconds, before.law)
        there = left.of(points_of(before.pools))
        lived = advance(before.pools, under, seconds, before.law) if before.corrections else after.pools
        now = points_of(lived)
        self._slept += after.pools.awake_h < before.pools.awake_h
        strained = _strain(before, after, under, seconds, left)
        added = (now[0] - there[0], now[1] - there[1], now[2] - there[2] - strained)
        put: list[tuple[_Cause, Points]] = []
        if before.working or strained:
            went = flows(before.pools, under, seconds, before.law)
            if before.working:
                put.extend(self._work(before, went.allocated, added))
            if strained:
                awake = self._awake(before)
                awake.put += went.beta
                put.append((awake, (0.0, 0.0, strained)))
        self._stages.append((left, tuple(put)))
        if (settled := after.pools.gen2 - lived.gen2) > 0.0:
            # A rest that was said is over: what was withheld in it.
            awake = self._awake(before)
            awake.put += settled
            self._stages.append((ALL, ((awake, (0.0, 0.0, settled)),)))

    def _work(self, before: State, allocated: float, added: Points) -> Iterator[tuple[_Cause, Points]]:
        for kind, share in shares_of(before):
            cause = self._at_work(kind, before)
            cause.put += share * allocated
            yield cause, (share * added[0], share * added[1], share * added[2])

    def _leap(self, before: State, fact: f.Fact) -> None:
        """A fact changes the pools at once."""
        was, now = points_of(before.pools), points_of(self.state.pools)
        if was == now:
            return
        added = (now[0] - was[0], now[1] - was[1], now[2] - was[2])
        left = ALL
        match fact:
            case f.Switched():
                cause = self._at_work(Kind.SWITCHES, before)
                cause.count += 1
            case f.Introduced():
                cause = self._cause(Kind.TOLD, fact.at, None, _Span(fact.at, fact.at, _day(before)))
                left, added = GEN2_REPLACED, (0.0, 0.0, now[2])
            case f.CheckedIn():
                cause = self._cause(Kind.ANSWERS, fact.at, fact.item, _Span(fact.at, fact.at, _day(before)))
            case _:
                # What was withheld in a gap, because nobody knew yet whether it held sleep.
                cause = self._awake(before)
        cause.put += sum(added)
        self._stages.append((left, ((cause, added),)))

    def _at_work(self, kind: Kind, state: State) -> _Cause:
        """The cause of this kind in the stretch and session that goes on."""
        label = state.session.label if state.session else None
        span = self._spans.setdefault((state.rested_at, label), _Span(state.at, state.at, _day(state)))
        span.until = max(span.until, self.state.at)
        return self._cause(kind, state.rested_at, label, span)

    def _awake(self, state: State) -> _Cause:
        """Being awake for too long, since the person got up."""
        cause = self._cause(Kind.AWAKE, self._slept, None, _Span(state.at, self.state.at, _day(state)))
        cause.span.until = self.state.at
        return cause

    def _cause(self, kind: Kind, when: object, label: str | None, span: _Span) -> _Cause:
        return self._causes.setdefault((kind, when, label), _Cause(kind, label, span))


def _day(state: State) -> date | None:
    return state.day.day if state.day else None


def _strain(before: State, after: State, under: Drive, seconds: float, left: Left) -> float:
    """What being awake for too long added to gen2 and what is left of that."""
    if after.pools.awake_h <= before.law.awake_limit.total_seconds() / 3600.0 or under.gap:
        return 0.0
    withheld = advance(before.pools, replace(under, gap=True), seconds, before.law).withheld
    return withheld - before.pools.withheld * left.stay2


def shares_of(state: State) -> Iterator[tuple[Kind, float]]:
    """How what work puts in divides among what makes its load; in the order in which the factors come."""
    kind = overrun = 1.0
    if state.session:
        kind = kind_load(state.session.load, state.law)
        overrun = overrun_load(state.session.worked, state.session.estimate, state.law)
    at_night = state.inside_hours or state.clock_load == state.law.night
    factors = (
        (Kind.PRESSED, kind),
        (Kind.OVERRUN, overrun),
        (Kind.NIGHT if at_night else Kind.OUTSIDE, state.clock_load),
        (Kind.SHORT_TIME_OFF, short_rest_heavy_week.short_time_off(state.labels.off_h, state.law)),
        (Kind.HEAVY_WEEK, short_rest_heavy_week.heavy_week(state.labels.week_h, state.law)),
    )
    # What makes less of the work comes first: the work puts in that much less, and the others so much beyond it.
    so_far = prod(min(factor, 1.0) for _, factor in factors)
    whole = prod(factor for _, factor in factors)
    yield Kind.WORK, so_far / whole
    for name, factor in factors:
        if factor > 1.0:
            yield name, so_far * (factor - 1.0) / whole
            so_far *= factor
