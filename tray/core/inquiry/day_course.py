"""The course of a day, pool by pool, with what happened on the way: what a picture of a day is drawn from."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from tray.core.days_and_nights import Span, merged
from tray.core.law.law import advance
from tray.core.law.values import Regime
from tray.core.messages import facts as f
from tray.core.state.state import State, drive
from tray.core.state.walk_through_record import Leap, Stage, walk
from tray.lib.frozen import dataclass

STEP = timedelta(minutes=2)
_ZERO = timedelta(0)
_LEAST_GAP = timedelta(minutes=3)
_QUIET = (f.Labelled, f.ParametersSet, f.DayPlanned, f.DayBegan, f.RegimeBegan, f.Switched, f.ClockStepped)
"""What happens often, or to the rules and not to the person, is no mark."""


@dataclass(frozen=True, slots=True)
class Point:
    """What was held at an instant."""

    at: datetime
    gen0: float
    gen1: float
    gen2: float
    live: float

    @property
    def pressure(self) -> float:
        """The sum."""
        return self.gen0 + self.gen1 + self.gen2 + self.live


@dataclass(frozen=True, slots=True)
class Gap:
    """A time without work, and what it freed."""

    since: datetime
    until: datetime
    regimes: tuple[Regime, ...]
    before: float
    after: float

    @property
    def length(self) -> timedelta:
        """How long."""
        return self.until - self.since


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact, with the pressure just after it."""

    fact: f.Fact
    pressure: float


@dataclass(frozen=True, slots=True)
class DayCourse:
    """The course of a time."""

    points: tuple[Point, ...]
    work: tuple[Span, ...]
    gaps: tuple[Gap, ...]
    """Of three minutes or more."""
    meetings: tuple[Span, ...]
    """Those that were seen or spoken of, and what was worked during those of the calendar."""
    switches: tuple[datetime, ...]
    marks: tuple[Mark, ...]
    blocks: tuple[tuple[datetime, datetime, str], ...] = ()
    """Those that were begun, each with its label."""


def course(
    start: State,
    facts: Iterable[f.Fact],
    since: datetime,
    until: datetime,
    step: timedelta = STEP,
    apart: timedelta = _ZERO,
) -> DayCourse:
    """The course from ``since`` to ``until``; ``start`` is a state from before ``facts``.

    Of points that lie nearer to one another than ``apart`` the last is kept, and the very last always.
    """
    drawing = _Drawing(since, until, step, Thinned(apart))
    for lived in walk(start, facts, until):
        drawing.take(lived)
    return drawing.told()


def with_break(facts: Iterable[f.Fact], at: datetime, length: timedelta, regime: Regime) -> Iterator[f.Fact]:
    """The same facts, had there been a break ``at`` that time: what was done meanwhile was not."""
    end, resumed, began = at + length, Regime.OFF, False
    for fact in facts:
        if not began and fact.at >= at:
            began = True
            yield f.RegimeBegan(at, regime, f.Cause.BREAK)
        if began and fact.at >= end and at != end:
            yield f.RegimeBegan(end, resumed, f.Cause.INPUT)
            at = end
        if isinstance(fact, f.RegimeBegan):
            resumed = fact.regime
        if not (at <= fact.at < end and isinstance(fact, f.RegimeBegan | f.Switched)):
            yield fact
    if not began:
        yield f.RegimeBegan(at, regime, f.Cause.BREAK)
    if at != end:
        yield f.RegimeBegan(end, resumed, f.Cause.INPUT)


class Thinned:
    """Points, no more of them than there is room for; none is held longer than that takes."""

    def __init__(self, apart: timedelta) -> None:
        self._apart = apart
        self._kept: list[Point] = []
        self.last: Point | None = None

    def put(self, point: Point) -> None:
        """Take one in that is later than the others."""
        before, self.last = self.last, point
        if before is None:
            self._kept.append(point)
        elif point.at - self._kept[-1].at >= self._apart:
            if before is not self._kept[-1] and point.at - before.at > 2 * self._apart:
                self._kept.append(before)  # the end of a slow stretch
            self._kept.append(point)

    def kept(self) -> tuple[Point, ...]:
        """Those that are left."""
        ends = () if self.last is None or self.last is self._kept[-1] else (self.last,)
        return (*self._kept, *ends)


class _Drawing:
    """Puts down points and spans while the walk goes on."""

    def __init__(self, since: datetime, until: datetime, step: timedelta, points: Thinned) -> None:
        self._since, self._until, self._step = since, until, step
        self._points = points
        self._work: list[Span] = []
        self._gaps: list[Gap] = []
        self._gap: Gap | None = None
        self._meetings: list[Span] = []
        self._meeting: datetime | None = None
        self._blocks: dict[tuple[str | None, int], tuple[datetime, datetime, str]] = {}
        self._switches: list[datetime] = []
        self._marks: list[Mark] = []

    def take(self, lived: Stage | Leap) -> None:
        """Take in what comes next."""
        if isinstance(lived, Stage):
            self._stage(lived.before, lived.after.at)
        elif self._since <= lived.after.at < self._until:
            self._leap(lived)
        else:
            self._meets(lived.fact)

    def told(self) -> DayCourse:
        """All of it."""
        self._gap_ends()
        self._meeting_ends(self._until)
        return DayCourse(
            self._points.kept(),
            tuple(self._work),
            tuple(self._gaps),
            merged(sorted(self._meetings)),
            tuple(self._switches),
            tuple(self._marks),
            tuple(self._blocks.values()),
        )

    def _stage(self, before: State, end: datetime) -> None:
        start, end = max(before.at, self._since), min(end, self._until)
        if start >= end:
            return
        count = max(-((start - end) // self._step), 1)
        first = last = _point(before, start)
        self._points.put(first)
        for n in range(1, count + 1):
            last = _point(before, start + (end - start) * n / count)
            self._points.put(last)
        for block in before.blocks:
            if block.begun is not None and block.start < end and start < block.until:
                begun = self._blocks.get(block.identity, (max(block.start, start),))[0]
                self._blocks[block.identity] = begun, min(block.until, end), block.label
        if before.lived is Regime.WORK:
            for begins, ends in before.planned_meetings:
                if begins < end and start < ends:
                    self._meetings.append((max(begins, start), min(ends, end)))
            self._gap_ends()
            if self._work and self._work[-1][1] == start:
                start = self._work.pop()[0]
            self._work.append((start, end))
            if (before.met or before.meeting is not None) and self._meeting is None:
                self._meetings.append((max(before.at, self._since), end))
        else:
            self._meeting_ends(start)
            self._rests(before.lived, Gap(start, end, (before.lived,), first.pressure, last.pressure))

    def _rests(self, regime: Regime, rest: Gap) -> None:
        if self._gap is None:
            self._gap = rest
            return
        seen = self._gap.regimes
        regimes = seen if regime in seen else (*seen, regime)
        self._gap = Gap(self._gap.since, rest.until, regimes, self._gap.before, rest.after)

    def _gap_ends(self) -> None:
        if self._gap is not None and self._gap.length >= _LEAST_GAP:
            self._gaps.append(self._gap)
        self._gap = None

    def _leap(self, leap: Leap) -> None:
        fact = leap.fact
        self._meets(fact)
        if isinstance(fact, f.Switched) and leap.before.working:
            self._switches.append(fact.at)
        if not isinstance(fact, _QUIET):
            self._marks.append(Mark(fact, leap.after.pressure))
        self._points.put(_point(leap.after, leap.after.at))

    def _meets(self, fact: f.Fact) -> None:
        if isinstance(fact, f.MeetingBegan):
            self._meeting = self._meeting or fact.at
        elif isinstance(fact, f.MeetingEnded):
            self._meeting_ends(fact.at)

    def _meeting_ends(self, at: datetime) -> None:
        if self._meeting is not None and (since := max(self._meeting, self._since)) < at:
            self._meetings.append((since, at))
        self._meeting = None


def _point(state: State, at: datetime) -> Point:
    pools = (
        advance(state.pools, drive(state), (at - state.at).total_seconds(), state.law) if at > state.at else state.pools
    )
    return Point(at, pools[0], pools[1], pools[2], state.live)
