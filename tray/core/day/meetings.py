"""Meetings, of the calendar and said by hand: which is on or next, which follow one another, what is recorded of them.

What a calendar says may change at any time, and it's not on record. So whatever counts later is recorded as it stood
when a meeting began, and once more where that changes while it's on.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from tray.core import appointments, days_and_nights
from tray.core.appointments import Appointment, Appointments, Kind
from tray.core.context import Context
from tray.core.days_and_nights import DAY, Span, merged
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import (
    Cause,
    Corrected,
    CorrectionUndone,
    DaysOffRead,
    Fact,
    HoursRead,
    MeetingLeft,
    MeetingPlanned,
    MeetingReplanned,
    MeetingSaid,
    Resumed,
)
from tray.core.sensing import gaps
from tray.core.sensing.break_and_session_end import over
from tray.core.sensing.presence import Senses
from tray.core.state.state import State, own
from tray.errors import NotPossible
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say

BACK_TO_BACK = timedelta(minutes=5)
"""Between two meetings in a row there is less time than this."""
_ZERO = timedelta(0)
_DAYS_KEPT = 60
"""Days off that are over are remembered for so long, for who looks back at last week."""


@dataclass(frozen=True, slots=True)
class Row:
    """Meetings that leave no time for a break between them."""

    start: datetime
    end: datetime
    count: int
    """How many follow one another; two at the same time are one."""


def next_meeting(known: Iterable[Appointment], at: datetime) -> Appointment | None:
    """The first meeting that begins after ``at``."""
    return next((each for each in appointments.meetings(known) if at < each.start), None)


def rows(known: Sequence[Appointment]) -> tuple[Row, ...]:
    """All meetings, those together that follow one another with less than ``BACK_TO_BACK`` between them."""
    found: list[Row] = []
    for each in appointments.meetings(known):
        last = found[-1] if found else None
        if last is None or each.start - last.end >= BACK_TO_BACK:
            found.append(Row(each.start, each.end, 1))
        else:
            more = 1 if each.start >= last.end else 0
            found[-1] = Row(last.start, max(last.end, each.end), last.count + more)
    return tuple(found)


def row_from(known: Sequence[Appointment], at: datetime) -> Row | None:
    """The row of meetings in which ``at`` lies, or else the next one."""
    return next((each for each in rows(known) if at < each.end), None)


def next_row(known: Sequence[Appointment], at: datetime) -> Row | None:
    """The first row of meetings that begins after ``at``."""
    return next((each for each in rows(known) if at < each.start), None)


def changes(known: Iterable[Appointment], at: datetime) -> datetime | None:
    """When a meeting next begins or ends."""
    edges = (edge for each in appointments.meetings(known) for edge in (each.start, each.end) if at < edge)
    return min(edges, default=None)


def begun(state: State, at: datetime, context: Context) -> tuple[Fact, ...]:
    """The facts that meetings of today began, as far as they are not on record; a holiday has none.

    Where the person wants them to count in any case, each is a meeting as if they had said so at its beginning.
    """
    if state.health.holiday is not None:
        return ()
    since = _today(at, context)[0]
    new = sorted({*_for_the_record(state, (each for each in context.appointments if since <= each.start <= at))})
    begun_at = dict(state.planned_meetings)
    facts: list[Fact] = []
    for start, end in new:
        if start not in begun_at:
            facts.append(MeetingPlanned(start, end))
        elif end > at:
            # It came back, or beside another one. What is recorded for its beginning comes before what changed since.
            before = begun_at[start] if begun_at[start] <= at else start
            facts.append(MeetingReplanned(at, start, before, end))
        else:
            continue
        if context.settings.calendar.counts == "always":
            facts.append(Corrected(start, end, Regime.WORK, said=at, meeting=True))
    return tuple(facts)


def _for_the_record(state: State, known: Iterable[Appointment]) -> Iterator[Span]:
    """Those that are not on record. What is dated before the clock was set has no place there any more.

    A meeting that was on then begins with the new clock.
    """
    clock_set = own(state).clock_set_at
    for each in appointments.meetings(known):
        if (each.start, each.end) in state.planned_meetings or (clock_set is not None and each.end <= clock_set):
            continue
        span = each.start if clock_set is None else max(each.start, clock_set), each.end
        if span not in state.planned_meetings:
            yield span


def replanned(state: State, event: e.Event, at: datetime, context: Context) -> tuple[Fact, ...]:
    """The facts that meetings which are on last longer or shorter by now, were moved, or are in no calendar any more.

    What is over stays as it was: many clear their calendars.
    """
    if not isinstance(event, e.CalendarRead):
        return ()
    known = {(each.start, each.end) for each in appointments.meetings(context.appointments)}
    facts: list[Fact] = []
    for start, before in state.planned_meetings:
        was_on = start == own(state).clock_set_at and any(begins < start and end == before for begins, end in known)
        if start <= at < before and (start, before) not in known and not was_on:
            until = max((end for begins, end in known if begins == start), default=at)
            facts += [MeetingReplanned(at, start, before, until), *_counts_anew(state, (start, before), until, at)]
    return tuple(facts)


def _counts_anew(state: State, span: Span, until: datetime, at: datetime) -> Iterator[Fact]:
    """What counted as work in any case does so until another end; what the person took back stays taken back."""
    start, before = span
    for each in state.corrections_made:
        if each.meeting and not each.judged and (each.since, each.until) == (start, before):
            yield CorrectionUndone(start - timedelta.resolution, each.said, start)
            yield Corrected(start, until, Regime.WORK, said=at, meeting=True)


def next_change(at: datetime, context: Context) -> datetime | None:
    """When a meeting next begins or ends."""
    return changes(context.appointments, at) if context.appointments else None


def days_off(state: State, at: datetime, context: Context, *, is_read: bool) -> tuple[DaysOffRead, ...]:
    """The fact that the calendars hold other days off than the known ones; what is not read yet takes none away."""
    wants = bool(context.settings.calendar.days_off and context.settings.calendar.files)
    if wants and not is_read:
        return ()
    today = days_and_nights.day_of(at, context.zone, context.settings.hours)
    kept = {each for each in state.days_off if today - timedelta(days=_DAYS_KEPT) <= each < today}
    read = {day for day in _free(context.appointments, context) if day >= today} if wants else set[date]()
    days = tuple(sorted(kept | read))
    ahead = tuple(each for each in state.days_off if each >= today)
    return () if ahead == tuple(sorted(read)) else (DaysOffRead(at, days),)


def working_hours(state: State, at: datetime, context: Context, *, is_read: bool) -> tuple[HoursRead, ...]:
    """The fact that the calendars hold other working hours than the known ones; those of days that are over stay."""
    wants = bool(context.settings.calendar.hours and context.settings.calendar.files)
    if wants and not is_read:
        return ()
    today = _today(at, context)[0]
    since = today - timedelta(days=_DAYS_KEPT)
    kept = [each for each in state.calendar_hours if wants and since <= each[0] < today]
    hours = (each for each in context.appointments if each.kind is Kind.HOURS and today <= each.start and wants)
    spans = (*kept, *((each.start, each.end) for each in hours if each.end - each.start < DAY))
    return () if spans == state.calendar_hours else (HoursRead(at, spans),)


def _free(known: Appointments, context: Context) -> set[date]:
    found = set[date]()
    for each in known:
        day, last = (when.astimezone(context.zone).date() for when in (each.start, each.end))
        while each.kind is Kind.DAY_OFF and day < last:
            found.add(day)
            day += DAY
    return found


@dataclass(frozen=True, slots=True)
class Load:
    """How much of a day its meetings take."""

    planned: timedelta
    """By the calendar, at the same time or not, also those to come."""
    kept: timedelta
    """Work during those, so far."""
    count: int
    back_to_back: int
    """How many begin less than five minutes after another."""


def load(state: State, at: datetime, context: Context) -> Load:
    """The meetings of today: those on record, and those that the calendar still has."""
    since, until = _today(at, context)
    ahead = {(each.start, each.end) for each in appointments.meetings(context.appointments) if at < each.start < until}
    spans = sorted({*ahead, *(each for each in state.planned_meetings if since <= each[0])})
    planned = sum((end - start for start, end in merged(spans)), _ZERO)
    starts = sorted({start for start, _ in spans})
    close = sum(follows(spans, each) for each in starts)
    return Load(planned, state.day.attended if state.day else _ZERO, len(starts), close)


def follows(spans: Iterable[Span], start: datetime) -> bool:
    """Whether a meeting begins at ``start`` less than five minutes after those before it have ended."""
    last = max((end for begins, end in spans if begins < start), default=None)
    return last is not None and _ZERO <= start - last < BACK_TO_BACK


def _today(at: datetime, context: Context) -> tuple[datetime, datetime]:
    zone, hours = context.zone, context.settings.hours
    return days_and_nights.day_bounds(days_and_nights.day_of(at, zone, hours), zone, hours)


def answer(
    state: State,
    senses: Senses,
    command: c.BeginMeeting | c.ExtendMeeting | c.EndMeeting,
    at: datetime,
    context: Context,
) -> tuple[Fact, ...]:
    """What a command about a meeting records. Raises NotPossible when there is none to end or to extend."""
    match command:
        case c.BeginMeeting():
            said = MeetingSaid(at, at + command.length if command.length else None)
            over_now = (over(state.break_, at, context),) if state.break_ else ()
            resumed_now = (Resumed(at),) if state.paused else ()
            begins = not state.working or state.break_ is not None
            closed = replace(state, break_=None, paused=None)
            hours = context.settings.hours
            work = gaps.closed(closed, at, context.zone, hours, Cause.BY_HAND) if begins else ()
            return (*resumed_now, *over_now, said, *work)
        case c.ExtendMeeting():
            if state.meeting is None:
                raise NotPossible(say("You aren't in a meeting. `backpressure meeting 45m` begins one."))
            return (MeetingSaid(at, max(state.meeting.until or at, at) + command.by),)
        case c.EndMeeting():
            if state.meeting is None:
                raise NotPossible(say("You aren't in a meeting. `backpressure meeting 45m` begins one."))
            left = not senses.active and not (state.session and state.session.by_hand)
            gone = (gaps.opened(at, Cause.AWAY, context.zone, context.settings.hours),) if left else ()
            return (MeetingLeft(at), *gone)
