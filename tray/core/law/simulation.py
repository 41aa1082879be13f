"""Lives a life that did not happen: segments of work and rest, through the same law."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from math import floor
from typing import Final

from tray.core.law import answer_model, short_rest_heavy_week
from tray.core.law.answer_model import Expected, Follows, Learnt
from tray.core.law.curve import curve_of, roots, sign_change, stages
from tray.core.law.deadline_weight import next_rise, rise, share
from tray.core.law.equations import SECONDS_AN_HOUR, advance, pressure
from tray.core.law.law import live
from tray.core.law.short_rest_heavy_week import Labels, Span
from tray.core.law.values import Drive, Pools, Regime
from tray.lib.frozen import dataclass
from tray.settings.defaults.every_setting import Law, Levels

_LEVELS: Final = Levels()
THRESHOLDS: Final = (_LEVELS.yellow, _LEVELS.orange, _LEVELS.red, _LEVELS.critical, 100.0)
"""Where the levels begin in settings that nobody changed, and where memory is full."""

_MOST_STEPS = 720
_STEPS_SECONDS = (1, 5, 15, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400)
_ROUNDING = 1e-9
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Start:
    """What a life begins with."""

    pools: Pools
    unplanned: int = 0
    """Open commitments all along, without a time for their next step."""
    planned: int = 0
    """And those with one."""
    due: tuple[timedelta, ...] = ()
    """Those whose time comes in the life: it presses from 24 h before, and then they're without one."""
    labels: bool = False
    """The load is labelled with what came before it."""
    worked_week: timedelta | None = None
    """Work in the week before: five equal days, that began 7, 6, 5, 4 and 3 days before the hour of the first WORK."""
    gap_before: timedelta | None = None
    """A gap that ends where the life begins, and goes on until the first WORK."""


@dataclass(frozen=True, slots=True)
class Reported:
    """An answer that the person gives."""

    at: timedelta
    """Since the beginning of the life."""
    fatigue: float
    """0 to 100."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A time under one regime."""

    length: timedelta
    regime: Regime
    load: float = 1.0
    switches_per_hour: float = 0.0
    """The k-th (k = 0, 1, …, ⌊length × rate⌋ − 1) comes at (k + ½)/rate; they count in WORK only."""
    available: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """What a person carries at a moment; just after a switch when one comes at that moment."""

    seconds: float
    """Since the beginning of the life."""
    pressure: float
    gen0: float
    gen1: float
    gen2: float


@dataclass(frozen=True, slots=True)
class Crossed:
    """The pressure changed sides of a threshold; at the threshold counts as above."""

    seconds: float
    threshold: float
    up: bool


@dataclass(frozen=True, slots=True)
class Labelled:
    """The factor that the labels put on the load of a segment of WORK."""

    seconds: float
    """When the segment begins."""
    factor: float


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer that was given, and what it changed."""

    seconds: float
    pressure: float
    """Just before it."""
    expected: Expected
    nudge: float


@dataclass(frozen=True, slots=True)
class Life:
    """What came of it."""

    points: tuple[Point, ...]
    """The beginning, even steps, the end of each segment."""
    crossings: tuple[Crossed, ...]
    peak_seconds: float
    peak: float
    """The highest pressure, exactly; it often lies just after a switch."""
    end: Pools
    live: float
    """What commitments hold at the end; all along, unless some are due."""
    labels: tuple[Labelled, ...] = ()
    answers: tuple[Taken, ...] = ()
    follows: Follows | None = None
    """How far the answers go with the pressure; None while there are few."""

    @property
    def length_seconds(self) -> float:
        """How long the life is."""
        return self.points[-1].seconds

    def seconds_above(self, threshold: float) -> float:
        """How long the pressure was at or above one of the thresholds."""
        above, since, total = self.points[0].pressure >= threshold, 0.0, 0.0
        for crossed in self.crossings:
            if crossed.threshold == threshold:
                if above:
                    total += crossed.seconds - since
                above, since = crossed.up, crossed.seconds
        return total + (self.length_seconds - since if above else 0.0)


def simulate(
    start: Start,
    segments: Sequence[Segment],
    law: Law,
    thresholds: Iterable[float] = THRESHOLDS,
    answers: Iterable[Reported] = (),
) -> Life:
    """Live through ``segments``, one after the other. Crossings and the peak are exact, whatever the points show."""
    known = _Before(start, segments) if start.labels else None
    life = _Living(start, law, tuple(thresholds), _step_for(segments), known, answers)
    for segment in segments:
        life.through(segment)
    return life.told()


def switches_in(segment: Segment) -> int:
    """How many switches a segment holds."""
    if segment.regime is not Regime.WORK:
        return 0
    hours = segment.length.total_seconds() / SECONDS_AN_HOUR
    return floor(hours * segment.switches_per_hour + _ROUNDING)


def _step_for(segments: Sequence[Segment]) -> float:
    length = sum(segment.length.total_seconds() for segment in segments)
    return next((float(step) for step in _STEPS_SECONDS if step * _MOST_STEPS >= length), length / _MOST_STEPS)


_BEGINS = datetime(2000, 1, 1, tzinfo=UTC)
"""Labels are worked out of instants; any will do."""
_REACHES_BACK = timedelta(days=30)
_DAYS_BEFORE = (7, 6, 5, 4, 3)


class _Before:
    """What came before each segment, as far as the labels ask."""

    def __init__(self, start: Start, segments: Sequence[Segment]) -> None:
        self._at = _BEGINS
        self._known = Labels()
        self._off_since: datetime | None = _BEGINS
        if start.gap_before is not None:
            self._off_since = _BEGINS - start.gap_before
            # Before the gap there was work, so as far back as a time off is asked for everything is known.
            self._known = Labels(known_since=_BEGINS - max(start.gap_before, _DAY))
        if start.worked_week is not None:
            worked = _week_before(_first_work(segments), start.worked_week)
            self._known = Labels(known_since=min(_BEGINS, worked[0][0]) - _REACHES_BACK, worked=worked)
            if start.gap_before is None:
                self._off_since = min(_BEGINS, worked[-1][1])

    def goes_on(self, segment: Segment, law: Law) -> float | None:
        """Take in the next segment, and give the factor on its load; None where it is no WORK."""
        since, self._at = self._at, self._at + segment.length
        if segment.regime is not Regime.WORK:
            if self._off_since is None:
                self._known, self._off_since = short_rest_heavy_week.ended(self._known, since), since
            return None
        if self._off_since is not None:
            off: Span | None = (self._off_since, since)
            # Where a life begins with work, nothing is known of the time before it.
            unknown = since == self._off_since == _BEGINS and self._known.known_since is None
            self._known = short_rest_heavy_week.began(self._known, since, None if unknown else off, law)
            self._off_since = None
        return short_rest_heavy_week.factor(self._known, law)


def _first_work(segments: Sequence[Segment]) -> datetime:
    at = _BEGINS
    for segment in segments:
        if segment.regime is Regime.WORK and segment.length:
            return at
        at += segment.length
    return at


def _week_before(first: datetime, work: timedelta) -> tuple[Span, ...]:
    begins = (first - timedelta(days=days) for days in _DAYS_BEFORE)
    return tuple((each, each + work / len(_DAYS_BEFORE)) for each in begins)


def _in_flight(start: Start, at: float, law: Law) -> tuple[int, int, float]:
    """Commitments without a time and with one, and what times that come near add, so long after the beginning."""
    if not start.due:
        return start.unplanned, start.planned, 0.0
    now = _BEGINS + timedelta(seconds=at)
    ahead = [_BEGINS + due for due in start.due if _BEGINS + due > now]
    pressing = rise(law) * sum([share(now, None, when) for when in ahead])
    return start.unplanned + len(start.due) - len(ahead), start.planned + len(ahead), pressing


def _edges(start: Start) -> list[float]:
    """When that changes, in order."""
    found: set[float] = set()
    for due in start.due:
        at, when = min(_BEGINS, _BEGINS + due), _BEGINS + due
        while at < when:
            at = next_rise(at, None, when)
            found.add((at - _BEGINS).total_seconds())
    return sorted(found)


class _Living:
    """A life as far as it has been lived."""

    def __init__(
        self,
        start: Start,
        law: Law,
        thresholds: Iterable[float],
        step: float,
        before: "_Before | None",
        answers: Iterable[Reported],
    ) -> None:
        self._start, self._law, self._step = start, law, step
        self._edges = _edges(start)
        self._at, self._pools, self._next_step = 0.0, start.pools, 1
        now = sum(start.pools[:3]) + self._live(0.0)
        self._above = {threshold: now >= threshold for threshold in sorted(thresholds)}
        self._peak = (0.0, now)
        self._points = [self._point(0.0, start.pools)]
        self._crossings: list[Crossed] = []
        self._before, self._labelled = before, list[Labelled]()
        self._learnt, self._learnt_at = Learnt(), 0.0
        self._ahead = sorted(answers, key=lambda each: each.at, reverse=True)
        self._answers: list[Taken] = []

    def through(self, segment: Segment) -> None:
        """Live through one more segment."""
        seconds = segment.length.total_seconds()
        if not seconds:
            return
        load = segment.load * self._label(segment)
        rate, most = segment.switches_per_hour, switches_in(segment)
        began, passed = self._at, 0.0
        while (until := self._cut(began + passed, began + seconds)) is not None:
            drive = self._drive(segment, load)
            self._span(drive, began, passed, until - began, rate, most)
            passed = until - began
            if self._ahead and self._ahead[-1].at.total_seconds() <= until:
                self._take(self._ahead.pop(), drive)
            # What is in flight may weigh more from here on.
            self._leap(pressure(self._pools, self._drive(segment, load), self._law))
        drive = self._drive(segment, load)
        self._span(drive, began, passed, seconds, rate, most)
        while self._ahead and self._ahead[-1].at.total_seconds() <= self._at:
            self._take(self._ahead.pop(), drive)
        self._points.append(self._point(self._at, self._pools))
        if self._next_step * self._step - self._at < _ROUNDING * self._at:
            self._next_step += 1

    def told(self) -> Life:
        """What came of it."""
        return Life(
            tuple(self._points),
            tuple(self._crossings),
            *self._peak,
            end=self._pools,
            live=self._live(self._at),
            labels=tuple(self._labelled),
            answers=tuple(self._answers),
            follows=answer_model.follows(self._learnt),
        )

    def _cut(self, since: float, until: float) -> float | None:
        """When an answer or another weight of what is due cuts the segment that goes on until then."""
        times = [edge for edge in self._edges if since < edge < until][:1]
        if self._ahead and (answer := self._ahead[-1].at.total_seconds()) < until:
            times.append(max(answer, since))
        return min(times, default=None)

    def _drive(self, segment: Segment, load: float) -> Drive:
        """What the law runs under from now on."""
        unplanned, planned, pressing = _in_flight(self._start, self._at, self._law)
        return Drive(
            segment.regime,
            load=load,
            unplanned=unplanned,
            planned=planned,
            pressing=pressing,
            available=segment.available,
            gain=self._law.gain,
        )

    def _live(self, at: float) -> float:
        unplanned, planned, pressing = _in_flight(self._start, at, self._law)
        return live(unplanned, planned, self._law, pressing)

    def _label(self, segment: Segment) -> float:
        """The factor on the load of a segment."""
        if self._before is None:
            return 1.0
        if (factor := self._before.goes_on(segment, self._law)) is None:
            return 1.0
        self._labelled.append(Labelled(self._at, factor))
        return factor

    def _take(self, answer: Reported, drive: Drive) -> None:
        """An answer takes no time, and nudges what today holds."""
        now = pressure(self._pools, drive, self._law)
        known = answer_model.passed(self._learnt, (self._at - self._learnt_at) / SECONDS_AN_HOUR)
        about = answer_model.expected(known, now)
        self._learnt, surprise = answer_model.observed(known, now, answer.fatigue)
        self._learnt_at = self._at
        self._answers.append(Taken(self._at, now, about, answer_model.nudge(surprise)))
        self._pools = self._pools._replace(gen1=answer_model.nudged(self._pools.gen1, surprise))
        now = pressure(self._pools, drive, self._law)
        self._leap(now)
        self._reach(0.0, now)

    def _span(self, drive: Drive, began: float, since: float, until: float, rate: float, most: int) -> None:
        """A part of the segment that began at ``began``, between two answers."""
        for start, end, pools in stages(self._pools, drive, until - since, self._law, rate, most, since):
            self._at = began + since + start
            self._leap(pressure(pools, drive, self._law))
            self._stage(pools, drive, end - start)
        self._at = began + until

    def _leap(self, now: float) -> None:
        """A switch takes no time; its crossings lie at its instant."""
        for threshold, above in self._above.items():
            if (now >= threshold) is not above:
                self._cross(self._at, threshold)

    def _stage(self, pools: Pools, drive: Drive, seconds: float) -> None:
        """A time without switches and without the mark from which being awake tells."""
        curve, hours = curve_of(pools, drive, self._law, 0.0), seconds / SECONDS_AN_HOUR
        left, before = 0.0, curve[0](0.0)
        self._reach(left, before)
        for right in (*roots(curve, 1, hours), hours):
            now = curve[0](right)
            rising = now >= before
            for threshold in self._above if rising else reversed(self._above):
                above = self._above[threshold]
                if (now >= threshold) is not above:
                    shifted = curve_of(pools, drive, self._law, threshold)
                    found = sign_change(shifted, 0, left, right, above)
                    self._cross(self._at + found * SECONDS_AN_HOUR, threshold)
            self._reach(right, now)
            left, before = right, now
        self._walk(pools, drive, seconds)

    def _walk(self, pools: Pools, drive: Drive, seconds: float) -> None:
        """Put down the points of the even steps; one that falls on the end is left to what follows it."""
        while self._next_step * self._step < self._at + seconds * (1.0 - _ROUNDING):
            at = self._next_step * self._step
            self._points.append(self._point(at, advance(pools, drive, max(at - self._at, 0.0), self._law)))
            self._next_step += 1
        self._pools = advance(pools, drive, seconds, self._law)

    def _reach(self, hours: float, now: float) -> None:
        if now > self._peak[1]:
            self._peak = (self._at + hours * SECONDS_AN_HOUR, now)

    def _cross(self, at: float, threshold: float) -> None:
        self._above[threshold] = not self._above[threshold]
        self._crossings.append(Crossed(at, threshold, up=self._above[threshold]))

    def _point(self, at: float, pools: Pools) -> Point:
        return Point(at, sum(pools[:3]) + self._live(at), *pools[:3])
