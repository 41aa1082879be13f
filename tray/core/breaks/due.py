"""Says whether a break is due, which one and why, and when the next one will be: the one home of that rule.

The suggestion, the heads-up, the tooltip, the menu, ``status`` and the schedule all ask here.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tray.core import days_and_nights
from tray.core.breaks import fixed_times
from tray.core.breaks.before_meetings import MEETINGS, near_row, offered_at, worth_from
from tray.core.breaks.kinds_and_lengths import REST, BreakOf, kind_named, kinds, of_kind
from tray.core.context import Context
from tray.core.day import shutdown
from tray.core.day.meetings import row_from
from tray.core.days_and_nights import Span
from tray.core.law.law import crossing
from tray.core.state.ongoing import Mark, Suggestion
from tray.core.state.state import State, drive
from tray.lib.frozen import dataclass

_ZERO = timedelta(0)
_SOON = timedelta(minutes=5)
"""A shorter break that falls due so soon before a longer one is dropped."""
_LEAVING = timedelta(minutes=5)
"""Whoever still works so long after a part of their day is over goes on."""
_WORTH_IT = timedelta(minutes=10)
"""Nobody rests for less than this of the day; for a short break twice as long as it takes is enough."""
_RED = 2
"""Levels from orange on that are reached in red."""


@dataclass(frozen=True, slots=True)
class Due:
    """A break that is due, or will be."""

    kind: str
    reason: str
    """``stretch``, ``pressure``, ``clock``, ``rhythm`` or ``meetings``."""
    entry: str | None = None
    """The entry of ``breaks.at`` whose time it is, or will be."""

    @property
    def is_chosen(self) -> bool:
        """The person chose its time or its rhythm, whatever it buys."""
        return self.reason == "rhythm" or self.entry is not None or self.kind != REST.name


@dataclass(frozen=True, slots=True)
class Foreseen:
    """When the person will hear of the next break, and of which."""

    at: datetime
    due: Due
    after_meetings: bool
    """It falls due in meetings, and that's when those are over."""


def due(state: State, at: datetime, context: Context) -> Due | None:
    """The break that is due at ``at``; of several one at a fixed time, else the longest. None while nobody works.

    One that the end of the day makes pointless is not due: whoever works on will hear of it after that.
    """
    return _due(state, at, context, _WORTH_IT)


def _due(state: State, at: datetime, context: Context, before: timedelta) -> Due | None:
    if not state.working:
        return None
    if context.settings.breaks.at and (entry := fixed_times.due(state, at, context)) is not None:
        chosen = Due(entry.kind, "clock", str(entry))
        if _fits(chosen, before, state, at, context):
            return chosen
    found = [Due(each.name, "rhythm") for each in rhythms(context) if rhythm_in(state, each) <= _ZERO]
    if (reason := _rest_reason(state, context)) is not None:
        found.append(Due(REST.name, reason))
    found += [each for offer, each in _before_meetings(state, at, context) if offer <= at]
    found = [each for each in found if _fits(each, before, state, at, context)]
    if not found:
        return None
    longest = found[0] if len(found) == 1 else max(found, key=lambda each: length_of(each.kind, state, context))
    near = longest.reason == "rhythm" and _longer_is_near(longest, state, at, context)
    return None if near else longest


def is_still_due(live: Suggestion, state: State, at: datetime, context: Context) -> bool:
    """Whether what was suggested holds: there is a reason for a break, and this one would be over before the day is.

    One of a kind that the settings know no more could not be taken.
    """
    if kind_named(live.kind, context.settings) is None:
        return False
    if not _fits(Due(live.kind, live.reason, live.clock), _ZERO, state, at, context):
        return False
    if live.reason == "clock":
        return at < live.since + fixed_times.LASTS
    return _due(state, at, context, _ZERO) is not None


def lapses(live: Suggestion, state: State, at: datetime, context: Context) -> Iterator[datetime]:
    """When a suggestion that stands may hold no longer although nothing happens until then."""
    yield live.since + fixed_times.LASTS
    yield from (at + left - needed for left, needed in _ends(live.kind, _ZERO, state, at, context))


def is_worth_it(found: Due, state: State, at: datetime, context: Context) -> bool:
    """Whether enough is left after a break of a day that is planned to end, or before a pause of the hours."""
    return _fits(found, _WORTH_IT, state, at, context)


def _ends(
    kind: str, before: timedelta, state: State, at: datetime, context: Context
) -> Iterator[tuple[timedelta, timedelta]]:
    """How long it is until the day is to end, and until a pause of the hours, each with how much of it a break needs.

    By the end of the day it's to be over, so long ``before``. A pause goes on from it, so it's only to begin so long
    before: what falls due later gets its rest from the pause. Less than nothing is left in the first minutes of one,
    while whoever works by their hours is leaving.
    """
    left, pause = shutdown.left(state, at), _pause_to_wait_for(kind, state, at, context)
    if left is None and pause is None:
        return
    length = length_of(kind, state, context)
    more = min(before, 2 * length)
    if left is not None:
        yield left, length + more
    if pause is not None:
        yield pause[0] - at, more


def _pause_to_wait_for(kind: str, state: State, at: datetime, context: Context) -> Span | None:
    """The pause of the hours that keeps from a break; in red none does."""
    return None if urgency(state.held, context) >= _RED else _pause(kind, state, at, context)


def _pause(kind: str, state: State, at: datetime, context: Context) -> Span | None:
    """The pause of the hours that is to come, or has just begun, if it's longer than a break of that kind."""
    about = (days_and_nights.pause_of_hours(when, context.zone, context.settings.hours) for when in (at, at - _LEAVING))
    pause = next((each for each in about if each), None)
    return None if pause is None or pause[1] - pause[0] <= length_of(kind, state, context) else pause


def pause_before(soon: datetime | None, state: State, at: datetime, context: Context) -> Span | None:
    """The pause of the hours that is to come before the next break, which is ``soon``; None if there's none."""
    pause = _pause(REST.name, state, at, context)
    return pause if pause is not None and at < pause[0] and (soon is None or pause[0] < soon) else None


def _fits(found: Due, before: timedelta, state: State, at: datetime, context: Context) -> bool:
    """Whether a break at ``at`` leaves so much ``before`` the day ends or the hours pause, or twice what it takes.

    A fixed time that lies nearer to that than it would have to is the person's own word.
    """
    ends = tuple(_ends(found.kind, before, state, at, context))
    if all(left > needed for left, needed in ends):
        return True
    length = length_of(found.kind, state, context)
    takes = length + min(before, 2 * length)
    own = (each for each in context.settings.breaks.at if str(each) == found.entry)
    times = [time for each in own if (time := fixed_times.last_time(each, at, context)) is not None]
    return all(left > needed or any(at + left - time <= takes for time in times) for left, needed in ends)


def _before_meetings(state: State, at: datetime, context: Context) -> Iterator[tuple[datetime, Due]]:
    """The breaks that are offered since they would fall due in the meetings that come next, each with its time."""
    row = near_row(context.appointments, at) if context.appointments else None
    if row is None:
        return
    for found, due_at, had, rhythm in _due_by_itself(state, at, context):
        rest, fixed = found.kind == REST.name, found.entry is not None
        length, worth = length_of(found.kind, state, context), worth_from(had, rhythm)
        offer = offered_at(row, due_at, length, at, worth, context, is_rest=rest, is_fixed=fixed)
        if offer is not None:
            yield offer, found


def _due_by_itself(state: State, at: datetime, context: Context) -> Iterator[tuple[Due, datetime, datetime, timedelta]]:
    """The breaks to come: each as one before meetings, when it's due, when one was had last, and its rhythm."""
    if not state.skipped:
        due_at = at + max(_rest_in(state, context), _ZERO)
        yield Due(REST.name, MEETINGS), due_at, at - state.unbroken, context.settings.breaks.after
    for kind in rhythms(context):
        left = rhythm_in(state, kind)
        yield Due(kind.name, MEETINGS), at + max(left, _ZERO), at + left - kind.every, kind.every
    live = state.suggestion.clock if state.suggestion else None
    for entry in context.settings.breaks.at:
        when = fixed_times.time_of(entry, at, context)
        if when is not None and (str(entry) not in state.clock_told or str(entry) == live):
            yield Due(entry.kind, MEETINGS, str(entry)), when, at, _ZERO


def due_since(live: Suggestion, state: State, context: Context) -> datetime:
    """Since when the break that is suggested has been due: it is suggested at the next good moment after that.

    One that fell due in meetings of the calendar was spoken of for their end, and is due from then on.
    """
    found, beyond = live.since, live.stretch - context.settings.breaks.after
    if live.reason == "clock":
        own = (each for each in context.settings.breaks.at if str(each) == live.clock)
        times = (fixed_times.last_time(each, live.since, context) for each in own)
        found = next((time for time in times if time is not None), live.since)
    elif live.reason == "stretch" and beyond > _ZERO and not state.skipped:
        found = live.since - beyond
    return min(_in_meetings_until(state, found, context) or found, live.since)


def due_in(state: State, context: Context) -> timedelta | None:
    """Work until a break is due by stretch, pressure or rhythm, if it goes on like this; None while nobody works."""
    if not state.working:
        return None
    found = (each for each in _to_come(state, state.at, context) if each[1].reason != "clock")
    return min(_told_at(when, each, state, context) for when, each in found) - state.at


def coming(state: State, at: datetime, context: Context) -> tuple[datetime, Due] | None:
    """When the next break is due if it goes on like this, and which; ``at`` when one is due now. None without work."""
    if not state.working:
        return None
    if (now := due(state, at, context)) is not None:
        return at, now
    rest, *others = _to_come(state, at, context)
    to_come = (rest, *_before_meetings(state, at, context), *others)
    found = [(_told_at(when, each, state, context), each) for when, each in to_come]
    first = min(found, key=lambda each: each[0])
    if first[1].reason == "rhythm":
        length = length_of(first[1].kind, state, context)
        longer = (each for each in found if first[0] <= each[0] <= first[0] + _SOON and each[1] != first[1])
        return next((each for each in longer if length_of(each[1].kind, state, context) > length), first)
    return first


def _to_come(state: State, at: datetime, context: Context) -> list[tuple[datetime, Due]]:
    """When each break is due next, a rest first, but for those before meetings."""
    found = [(at + max(_rest_in(state, context), _ZERO), Due(REST.name, _next_reason(state, context)))]
    found += [(at + max(rhythm_in(state, each), _ZERO), Due(each.name, "rhythm")) for each in rhythms(context)]
    for entry in context.settings.breaks.at:
        if (when := fixed_times.time_of(entry, at, context)) is not None:
            found.append((when, Due(entry.kind, "clock", str(entry))))
    return found


def _told_at(when: datetime, found: Due, state: State, context: Context) -> datetime:
    """When a break that would be due at ``when`` is: after the end of the day where it's not worth it before.

    As the hours pause nothing else is asked, so whoever goes on hears of it soon.
    """
    if is_worth_it(found, state, when, context):
        return when
    pause = _pause_to_wait_for(found.kind, state, when, context)
    left = shutdown.left(state, when)
    if pause is not None and (left is None or pause[0] < when + left):
        return pause[0] + _LEAVING
    return when if left is None else shutdown.goes_on_from(when + left)


def foreseen(state: State, at: datetime, context: Context) -> Foreseen | None:
    """The same as the person will meet it: a break that falls due in meetings is spoken of when they're over."""
    soon = coming(state, at, context)
    if soon is None:
        return None
    until = _in_meetings_until(state, soon[0], context)
    return Foreseen(until or soon[0], soon[1], until is not None)


def _in_meetings_until(state: State, when: datetime, context: Context) -> datetime | None:
    """Until when the meetings last in which ``when`` lies, by the calendar or the person's word; None if in none."""
    row = row_from(context.appointments, when) if context.appointments else None
    ends = [row.end] if row is not None and row.start <= when else []
    if state.meeting is not None and state.meeting.until is not None and when < state.meeting.until:
        ends.append(state.meeting.until)
    return max(ends, default=None)


def length_of(kind: str, state: State, context: Context) -> timedelta:
    """How long a break of a kind would be now."""
    known = kind_named(kind, context.settings)
    return of_kind(state, context, known or REST).length


def rhythms(context: Context) -> tuple[BreakOf, ...]:
    """The kinds of break that have a rhythm of their own."""
    return tuple(each for each in kinds(context.settings) if each.every) if context.settings.kinds else ()


def rhythm_in(state: State, kind: BreakOf) -> timedelta:
    """Work until a kind is due by its rhythm; zero or less when it is. A longer break counts for the shorter ones."""
    last = max((each.unbroken for each in state.marks if _serves(each, kind)), default=_ZERO)
    return kind.every - (state.unbroken - last)


def _serves(mark: Mark, kind: BreakOf) -> bool:
    length = kind.length or kind.least
    return (mark.done and (mark.kind == kind.name or mark.length >= length)) or (not mark.done and mark.length > length)


def _longer_is_near(found: Due, state: State, at: datetime, context: Context) -> bool:
    length = length_of(found.kind, state, context)
    near = (each for each in _to_come(state, at, context) if each[0] <= at + _SOON)
    longer = ((when, each) for when, each in near if length_of(each.kind, state, context) > length)
    return any(is_worth_it(each, state, when, context) for when, each in longer)


def _rest_reason(state: State, context: Context) -> str | None:
    """Why a rest is due now, whichever came first; after a skip only another stretch or a higher level is a reason."""
    breaks = context.settings.breaks
    if state.skipped:
        if urgency(state.pressure, context) > urgency(state.skipped_pressure, context):
            return "pressure"
        return "stretch" if state.unbroken - state.unbroken_at_skip >= breaks.after else None
    if state.unbroken >= breaks.after:
        return "stretch"
    return "pressure" if state.pressure >= breaks.at_pressure else None


def _rest_in(state: State, context: Context) -> timedelta:
    """Work until a rest is due, as ``_rest_reason`` will say."""
    breaks = context.settings.breaks
    left = breaks.after - (state.unbroken - state.unbroken_at_skip if state.skipped else state.unbroken)
    reached = _pressure_in(state, context, max(left, _ZERO))
    return left if reached is None else min(left, reached)


def _next_reason(state: State, context: Context) -> str:
    breaks = context.settings.breaks
    left = breaks.after - (state.unbroken - state.unbroken_at_skip if state.skipped else state.unbroken)
    return "stretch" if _pressure_in(state, context, max(left, _ZERO)) is None else "pressure"


def _pressure_in(state: State, context: Context, within: timedelta) -> timedelta | None:
    """Work until the pressure is a reason for a rest; None when that is not so soon."""
    bound = _next_bound(state, context)
    if bound is None:
        return None
    if state.pressure >= bound:
        return _ZERO
    seconds = crossing(state.pools, drive(state), bound, within.total_seconds(), state.law)
    return None if seconds is None else timedelta(seconds=seconds)


def _next_bound(state: State, context: Context) -> float | None:
    if not state.skipped:
        return context.settings.breaks.at_pressure
    return next((bound for bound in _bounds(context) if bound > state.skipped_pressure), None)


def urgency(pressure: float, context: Context) -> int:
    """How many of the levels from orange on are reached: 0 to 3."""
    return sum(pressure >= bound for bound in _bounds(context))


def _bounds(context: Context) -> tuple[float, float, float]:
    levels = context.settings.levels
    return levels.orange, levels.red, levels.critical
