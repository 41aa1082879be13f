"""Works out when there is room for one more thing to do, for whoever asks.

What is open without a time is a queue, in which each weighs 1 (u of the law); it is served at the person's own pace,
so that by Little's law the next one waits u / pace. Time is counted in working days: a step that is planned takes its
place in its day, what is busy takes its share of it, and days off and a holiday serve nothing. What is kept elsewhere
is left out, since nobody sees how fast it is served. Today never has room: whoever asks gets another day.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from tray.core import days_and_nights
from tray.core.context import Context
from tray.core.day import limits
from tray.core.days_and_nights import DAY, Span, dates, instant, merged
from tray.core.law.law import live
from tray.core.state.state import State
from tray.lib.frozen import dataclass

LOOKED_BACK = timedelta(days=28)
"""The pace is that of so long."""
_LEARNT_FROM = 3
"""So few to-dos that were closed tell no pace."""
_ASSUMED = 1.0
"""To-dos a working day, before there is a pace."""
_FARTHEST = 120
"""Days. Who has no room by then has none that could be promised."""
_NINE = time(9)
_NONE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Room:
    """When there is room, and what that rests on."""

    when: datetime | None
    """Where the working hours of that day begin; None when there is none within months."""
    waiting: int
    """How many come first."""
    pace: float
    """How many a working day serves."""
    learnt: bool
    """The pace is the person's own, and not assumed."""
    points: float
    """What one more would hold, by the law."""


def room(
    state: State,
    closed: Sequence[datetime],
    since: datetime,
    context: Context,
    *,
    busy: Iterable[Span] = (),
    ahead: int | None = None,
) -> Room:
    """When the next to-do has its turn; ``state`` is as of now.

    ``closed`` is when to-dos were closed, ``since`` when the first one was noted. ``busy`` are spans that are taken
    already. ``ahead`` is how many come first; all that are open without a time when None.
    """
    waiting = limits.made_here(state) if ahead is None else ahead
    pace, learnt = _pace(state.at, closed, since, context)
    more = live(state.unplanned + 1, state.planned, state.law) - live(state.unplanned, state.planned, state.law)
    return Room(_turn(state, waiting, pace, context, tuple(busy)), waiting, pace, learnt, more)


def _pace(at: datetime, closed: Sequence[datetime], since: datetime, context: Context) -> tuple[float, bool]:
    begins = max(at - LOOKED_BACK, since)
    served = sum(begins <= each <= at for each in closed)
    if served < _LEARNT_FROM:
        return _ASSUMED, False
    first, last = (days_and_nights.day_of(each, context.zone, context.settings.hours) for each in (begins, at))
    days = sum(
        not days_and_nights.leaves_free(day, context.zone, context.settings.hours) for day in _through(first, last)
    )
    return served / max(days, 1), True


def _turn(state: State, waiting: int, pace: float, context: Context, busy: tuple[Span, ...]) -> datetime | None:
    """Where the day begins on which all that come first have had their turn, and one more has its own."""
    zone, hours = context.zone, context.settings.hours
    today, served = days_and_nights.day_of(state.at, zone, hours), 0.0
    for day in dates(today, _FARTHEST):
        if days_and_nights.leaves_free(day, zone, hours) or _on_holiday(state, day):
            continue
        served += _serves(state, day, pace, context, busy)
        if day > today and served > waiting:
            spans = days_and_nights.working_ranges(day, zone, hours)
            return spans[0][0] if spans else instant(day, _NINE, zone)
    return None


def _serves(state: State, day: date, pace: float, context: Context, busy: tuple[Span, ...]) -> float:
    """How many the rest of a day serves of those that have no time yet."""
    zone, hours = context.zone, context.settings.hours
    spans = days_and_nights.working_ranges(day, zone, hours) or (days_and_nights.day_bounds(day, zone, hours),)
    whole = sum((end - start for start, end in spans), _NONE)
    taken = merged(sorted((max(start, state.at), end) for start, end in busy if end > max(start, state.at)))
    left = sum((free_of(max(start, state.at), end, taken) for start, end in spans), _NONE)
    steps = sum(
        each.when is not None and state.at < each.when and days_and_nights.day_of(each.when, zone, hours) == day
        for each in state.commitments
    )
    return max(pace * (left / whole) - steps, 0.0) if whole else 0.0


def free_of(start: datetime, end: datetime, taken: Sequence[Span]) -> timedelta:
    """How much of the time from ``start`` to ``end`` is left by spans that lie apart."""
    lost = (min(end, until) - max(start, since) for since, until in taken if since < end and start < until)
    return max(end - start, _NONE) - sum(lost, _NONE) if start < end else _NONE


def _on_holiday(state: State, day: date) -> bool:
    holiday = state.health.holiday
    return holiday is not None and (holiday.last is None or day <= holiday.last)


def _through(first: date, last: date) -> Iterable[date]:
    return dates(first, max((last - first) // DAY + 1, 0))
