"""Adds up the facts of days. The one place that computes totals: history, report and warnings read them."""

from bisect import bisect_right
from collections.abc import Callable, Generator, Iterable
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tray.core.context import Context
from tray.core.day.meetings import follows
from tray.core.days_and_nights import (
    DAY,
    NIGHT,
    Span,
    dates,
    day_bounds,
    has_hours,
    is_credible,
    late_spans,
    leaves_free,
    merged,
    overlap,
    spans,
    week_begins,
)
from tray.core.inquiry.hours_at_machines import add_span, hours
from tray.core.inquiry.trace import Kind, shares_of
from tray.core.law.law import advance, flows, pressure
from tray.core.law.values import Regime
from tray.core.messages import facts as f
from tray.core.messages.day_totals import Answer, DayTotals, SessionTotal
from tray.core.state import days_in_zones
from tray.core.state.ongoing import Session
from tray.core.state.samples import by_level
from tray.core.state.state import State, drive
from tray.core.state.stays_at_machines import Stays
from tray.core.state.walk_through_record import Leap, Stage, walk
from tray.core.state.what_counts_as_break import REST_COUNTS, is_break

_ZERO = timedelta(0)
_HOUR = timedelta(hours=1)


def days(
    start: State, facts: Iterable[f.Fact], until: datetime, context: Context, stays: Stays | None = None
) -> tuple[DayTotals, ...]:
    """The totals of every local day from that of ``start`` to that of ``until``, also of those without work.

    ``start`` is a state from before ``facts``, which come in the order of their instants; what was before it is not
    counted, so its own day is whole only when ``start`` lies at its beginning. Work counts for the day that it was for
    the state, see ``core.state.days_in_zones``, and by level to a few seconds. ``stays`` fills while the facts come.
    """
    counting = _Counting(start, context, stays)
    for lived in walk(start, facts, until):
        counting.take(lived)
    return counting.told(until)


def stepwise(
    start: State,
    facts: Iterable[f.Fact],
    until: datetime,
    context: Context,
    also: Callable[[Stage | Leap], None] | None = None,
) -> Generator[None, None, tuple[DayTotals, ...]]:
    """The same as ``days``, for who cannot wait for all of it: a step for everything that was lived, then the days.

    ``also`` is given everything that was lived, too.
    """
    counting = _Counting(start, context)
    for lived in walk(start, facts, until):
        counting.take(lived)
        if also is not None:
            also(lived)
        yield
    return counting.told(until)


_COUNTED = fields(DayTotals)


class Tally:
    """A day as far as it has been counted: all that DayTotals has, to be changed, and what it takes to count it."""

    __slots__ = (*(each.name for each in _COUNTED), "lates", "nights", "is_known", "work", "area")

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

        def __setattr__(self, name: str, value: Any) -> None: ...

    def __init__(self, known: DayTotals, lates: tuple[Span, ...], nights: tuple[Span, ...]) -> None:
        """``known`` has nothing counted yet."""
        for each in _COUNTED:
            value = getattr(known, each.name)
            setattr(self, each.name, list(value) if isinstance(value, tuple) else value)
        self.lates, self.nights = lates, nights
        self.is_known = False
        """The record says when it began."""
        self.work: list[Span] = []
        """Kept where several machines are on record."""
        self.area = 0.0
        """Pressure at work × hours."""

    def add(self, kind: Kind, points: float) -> None:
        """Points were put in."""
        self.put[kind.value] = self.put.get(kind.value, 0.0) + points

    def told(self) -> DayTotals:
        """The finished totals."""
        values = {each.name: getattr(self, each.name) for each in _COUNTED}
        values |= {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        values["mean"] = self.area / (self.worked / _HOUR) if self.worked else None
        return DayTotals(**values)


class _Counting:
    """Goes through what was lived and puts each thing on its day."""

    def __init__(self, start: State, context: Context, stays: Stays | None = None) -> None:
        self._context, self._stays = context, stays
        self._days: dict[date, Tally] = {}
        self._state = start
        self._begins = start.at
        self._now: Tally | None = None
        self._waiting: list[Stage | Leap] = []
        self._no_later_than: date | None = None
        """The day that came next on record after the time without work that is counted now; None where none did."""
        self._of(start, start.at)
        if start.day and start.day.day in self._days:
            self._planned(start.day.day, start.day.planned)
        self._worked_to: datetime | None = None
        self._worked_on: Tally | None = None
        """When there last was work, and on which day."""
        self._gap = _ZERO
        self._due = 0
        """How many breaks came due since the last one."""
        self._has_hours = has_hours(context.settings.hours)
        self._meeting = False
        """A microphone or camera is in use, and nobody has left since it came to be."""

    def take(self, lived: Stage | Leap) -> None:
        """Take in what comes next. What was lived without work waits for what the record says of the day after it."""
        if lived.before.working:
            if self._waiting:
                self._settle(days_in_zones.day_of_work(lived.before, lived.before.at, self._context))
            self._take(lived)
            return
        self._waiting.append(lived)
        if (day := lived.after.day) is not None and (lived.before.day is None or day.day != lived.before.day.day):
            self._settle(day.day)

    def _settle(self, no_later_than: date | None) -> None:
        waiting, self._waiting = self._waiting, []
        self._no_later_than = no_later_than
        for each in waiting:
            self._take(each)
        self._no_later_than = None

    def _take(self, lived: Stage | Leap) -> None:
        if isinstance(lived, Stage):
            self._stage(lived)
        else:
            self._leap(lived)
        self._rested(lived.before, lived.after)
        self._state = lived.after

    def told(self, until: datetime) -> tuple[DayTotals, ...]:
        """All days, those without anything too."""
        self._settle(None)
        last = self._of(self._state, max(until, self._state.at))
        if self._state.session:
            last.sessions.append(_session(self._state.session, None))
        self._at_machines(until)
        first = min(self._days)
        found = [self._days.get(day) or self._empty(day) for day in dates(first, (max(self._days) - first) // DAY + 1)]
        before: Tally | None = None
        for each in found:
            if before:
                # What is open stays open on days on which nothing was recorded.
                if each.peak_at is None:
                    each.open_unplanned, each.open_planned = before.open_unplanned, before.open_planned
                each.begins = before.ends = max(each.begins, before.begins, before.stop or before.begins)
                each.ends = max(each.ends, each.begins)
            before = each
        return tuple(each.told() for each in found)

    def _at_machines(self, until: datetime) -> None:
        worked = sorted((each for each in self._days.values() if each.work), key=lambda each: each.work[0][0])
        ends = [each.work[-1][1] for each in worked]
        for stay in self._stays.up_to(until) if self._stays is not None else ():
            since = max(stay.since, self._begins)
            for today in worked[bisect_right(ends, since) :]:
                if stay.until <= today.work[0][0]:
                    break
                for device, length in hours((stay,), today.work, since, stay.until).items():
                    today.at_machines[device] = today.at_machines.get(device, _ZERO) + length

    def _stage(self, stage: Stage) -> None:
        before, under = stage.before, drive(stage.before)
        seconds = (stage.after.at - before.at).total_seconds()
        went = flows(before.pools, under, seconds, before.law)
        today = self._of(before, before.at)
        freed = went.freed0 + went.freed1 + went.freed2
        today.freed[under.regime.value] = today.freed.get(under.regime.value, 0.0) + freed
        if went.beta:
            today.add(Kind.AWAKE, went.beta)
        if under.regime is Regime.WORK:
            for kind, share in shares_of(before):
                today.add(kind, share * went.allocated)
        at = before.at
        while at < stage.after.at:
            today = self._of(before, at)
            end = min(stage.after.at, self._next_day(before, at))
            if before.planned_meetings:
                today.booked += overlap(at, end, merged(before.planned_meetings))
            if under.regime is Regime.WORK:
                self._work(today, before, at, end)
            else:
                self._idle(at, end)
            self._peak(today, before, at)
            self._peak(today, before, end)
            today.open_unplanned, today.open_planned = under.unplanned, under.planned
            at = end
        if under.regime is Regime.WORK:
            today.longest = max(today.longest, stage.after.stretch)

    def _work(self, today: Tally, before: State, start: datetime, end: datetime) -> None:
        length = end - start
        today.worked += length
        if self._stays is not None:
            add_span(today.work, start, end)
        if self._meeting or before.met or before.meeting is not None:
            today.meetings += length
        if before.planned_meetings:
            today.attended += overlap(start, end, merged(before.planned_meetings))
        if not before.inside_hours:
            today.outside += length
        today.late += overlap(start, end, today.lates)
        told = _is_night(before)
        at_night = overlap(start, end, today.nights) if told is None else length if told else _ZERO
        today.night += at_night
        if not before.inside_hours or not self._has_hours:
            today.night_outside += at_night
        if today.start is None:
            today.start = start
            # What rests have not taken away yet of the day before is none of this day's work.
            today.peak, today.peak_at = 0.0, start
            today.away_before = start - self._worked_to if self._worked_to else None
            pools = advance(before.pools, drive(before), (start - before.at).total_seconds(), before.law)
            today.gen2_morning = pools.gen2
        elif today.stop is not None:
            today.rested += max(start - today.stop, _ZERO) if is_break(today.stop, start) else _ZERO
        today.stop = self._worked_to = end
        self._worked_on = today
        today.area += by_level(before, start, end, self._context.settings.levels, today.at_level)
        self._gap = _ZERO
        due = (before.unbroken + (end - before.at)) // self._context.settings.breaks.after
        today.breaks_due += max(due - self._due, 0)
        self._due = due

    def _idle(self, start: datetime, end: datetime) -> None:
        self._meeting = False
        before, self._gap = self._gap, self._gap + (end - start)
        if before < REST_COUNTS <= self._gap:
            self._due_taken()

    def _due_taken(self) -> None:
        """A break that was due has come; whether there is work after it remains to be seen."""
        if self._due and self._worked_on is not None:
            self._worked_on.breaks_due_taken += 1
        self._due = 0

    def _rested(self, before: State, after: State) -> None:
        """The fold knows what a break taken is; it is one of a day on which there was work before."""
        if (count := after.rests - before.rests) != 0:
            self._due_taken()
            today = self._of(after, after.at, seen=True)
            today.taken += count if today.worked else 0

    def _peak(self, today: Tally, before: State, at: datetime) -> None:
        under = drive(before)
        pools = advance(before.pools, under, (at - before.at).total_seconds(), before.law)
        self._reached(today, pressure(pools, under, before.law), at)

    def _reached(self, today: Tally, value: float, at: datetime) -> None:
        if value > today.peak or today.peak_at is None:
            today.peak, today.peak_at = value, at

    def _leap(self, leap: Leap) -> None:
        before, after, fact = leap.before, leap.after, leap.fact
        if isinstance(fact, f.ClockStepped):
            by = after.at - before.at
            self._worked_to = self._worked_to and self._worked_to + by
        today = self._of(after, after.at)
        self._reached(today, after.pressure, after.at)
        today.open_unplanned, today.open_planned = after.unplanned, after.planned
        today = self._of(after, after.at, seen=True)
        if added := sum(after.pools[:3]) - sum(before.pools[:3]):
            today.add(_CAUSES.get(type(fact), Kind.AWAKE), added)
        if before.session and isinstance(fact, f.SessionStarted | f.SessionEnded):
            today.sessions.append(_session(before.session, after.at))
        if isinstance(fact, f.CheckedIn):
            told = after.answered if after.answered is not before.answered else None
            today.answers.append(Answer(fact.at, fact.item, fact.answer, told.expected if told else None))
        self._count(today, before, fact)

    def _count(self, today: Tally, before: State, fact: f.Fact) -> None:
        match fact:
            case f.Suggested():
                today.suggestions += 1
            case f.Snoozed():
                today.snoozed += before.suggestion is not None
            case f.Skipped():
                today.skipped += 1
            case f.BreakBegan():
                today.breaks += 1
            case f.BreakEnded():
                today.breaks_completed += fact.completed
            case f.Switched():
                today.switches += self._state.working
            case f.CommitmentOpened():
                today.opened += 1
            case f.CommitmentPlanned():
                today.planned += 1
            case f.CommitmentClosed():
                today.closed += 1
            case f.IncidentRecorded():
                today.incidents.append(fact.at)
            case f.LimitTold():
                today.limits.append(fact.name)
            case f.DayPlanned():
                self._planned(fact.day, fact.end)
            case f.MeetingBegan():
                self._meeting = True
            case f.MeetingEnded():
                self._meeting = False
            case f.MeetingPlanned():
                _booked(today, before.planned_meetings, fact.at)
            case _:
                pass

    def _planned(self, day: date, end: datetime | None) -> None:
        if day not in self._days:
            self._days[day] = self._empty(day)
        self._days[day].planned_end = end

    def _of(self, state: State, at: datetime, *, seen: bool | None = None) -> Tally:
        """The day of ``at``, while ``state`` holds; nearly always that of the last question.

        What was ``seen`` is of the day that the record says, as all work is. Of other time nobody may have looked when
        the day ended, so that the calendar may have it in a later one; but in none after the next on record.
        """
        of_work = state.working if seen is None else seen
        on = (days_in_zones.day_of_work if of_work else days_in_zones.day_when)(state, at, self._context)
        last = self._no_later_than
        if not of_work and last is not None and on > last and is_credible(on, last):
            on = last
        if self._now is None or on != self._now.day:
            self._now = self._days.get(on) or self._days.setdefault(on, self._empty(on))
        if state.day is not None and state.day.day == on and not self._now.is_known:
            self._now.begins, self._now.is_known = days_in_zones.begins(state.day, self._context), True
        return self._now

    def _next_day(self, state: State, at: datetime) -> datetime:
        """Until when it stays that day, while nothing is recorded."""
        today = days_in_zones.day_when(state, at, self._context)
        return day_bounds(today, self._context.zone, self._context.settings.hours)[1]

    def _empty(self, day: date) -> Tally:
        zone, settings = self._context.zone, self._context.settings
        begins, ends = day_bounds(day, zone, settings.hours)
        after = settings.limits.late_after
        late = late_spans(day, after, zone, settings.hours) if after is not None else ()
        nights = (span for each in dates(day - DAY, 3) for span in spans(each, (NIGHT,), zone))
        free = leaves_free(day, zone, settings.hours)
        return Tally(DayTotals(day, begins, ends, week_begins(settings.hours), free), late, tuple(nights))


_CAUSES: dict[type[Any], Kind] = {f.Switched: Kind.SWITCHES, f.CheckedIn: Kind.ANSWERS, f.Introduced: Kind.TOLD}
"""What a fact that changes the pools at once puts in; at the end of a gap it is what being awake left."""


def _booked(today: Tally, known: Iterable[Span], at: datetime) -> None:
    """A meeting of the calendar began at ``at``, after those that are ``known``."""
    if any(start == at for start, _ in known):
        return
    today.booked_meetings += 1
    today.back_to_back += follows(known, at)


def _is_night(state: State) -> bool | None:
    """Whether the clock of then said that it was night; None where what is on record does not tell."""
    law, load = state.law, state.clock_load
    others = (1.0, law.outside_hours)
    if state.labelled_at is None or law.night in others or load not in (law.night, *others):
        return None
    return load == law.night


def _session(session: Session, until: datetime | None) -> SessionTotal:
    return SessionTotal(session.label, session.load, session.since, until, session.estimate, session.worked)
