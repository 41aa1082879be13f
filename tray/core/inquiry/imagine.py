"""Imagines how a state goes on, by facts that nobody records, folded by the same rules as those that are."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from tray.core import days_and_nights
from tray.core.context import Context
from tray.core.law.law import crossing
from tray.core.messages.facts import (
    BreakEnded,
    Cause,
    Fact,
    Labelled,
    MeetingLeft,
    RegimeBegan,
    Resumed,
    SessionEnded,
    Switched,
)
from tray.core.sensing import gaps
from tray.core.sensing.break_and_session_end import session_ends
from tray.core.state.fold import apply, fold
from tray.core.state.state import State, advance_to, drive, next_stage

_HOUR = timedelta(hours=1)
_WORK_IS_NEAR = 15
"""Days."""
_AFTER_A_NIGHT = timedelta(hours=15)


def go_on(state: State, until: datetime, context: Context, switches_per_hour: float) -> State:
    """The state at ``until`` when the person does what they do now: work goes on with its switches, or a gap stays."""
    return advance_to(fold(state, going_on(state, until, context, switches_per_hour)), until)


def going_on(state: State, until: datetime, context: Context, switches_per_hour: float) -> list[Fact]:
    """The facts of that time, in order; the k-th switch comes at (k + ½)/rate."""
    own = _switches(state, until, switches_per_hour) if state.working else _gap(state, until, context)
    return _in_order([*_labels(state, until, context), *own])


def leave(state: State, context: Context) -> State:
    """The person leaves, and what they do by hand ends with it."""
    if not state.working:
        return state
    ended: list[Fact] = [SessionEnded(state.at)] if state.session and state.session.by_hand else []
    ended += [MeetingLeft(state.at)] if state.meeting else []
    return fold(state, [*ended, gaps.opened(state.at, Cause.AWAY, context.zone, context.settings.hours)])


def come_back(state: State, at: datetime, context: Context) -> State:
    """Work begins at ``at``; what the gap before it held is known then, sleep too."""
    if state.working:
        return state
    before: list[Fact] = [BreakEnded(state.at, completed=False)] if state.break_ else []
    before += [Resumed(state.at)] if state.paused else []
    state = fold(state, before)
    closing = gaps.closed(state, at, context.zone, context.settings.hours)
    over = _session_over(state, at, context)
    return advance_to(fold(state, _in_order([*_labels(state, at, context), *over, *closing])), at)


def next_work(at: datetime, context: Context) -> datetime:
    """When work begins again after an end at ``at``: with the next working hours, if these are near."""
    hours = context.settings.hours
    day = days_and_nights.day_of(at, context.zone, hours)
    for ahead in range(_WORK_IS_NEAR):
        for start, _ in days_and_nights.working_ranges(day + timedelta(days=ahead), context.zone, hours):
            if start > at:
                return start
    return at + _AFTER_A_NIGHT


def reached(state: State, facts: Sequence[Fact], until: datetime, bounds: Iterable[float]) -> dict[float, datetime]:
    """When the pressure first reaches each of ``bounds`` that it is below now, on the way through ``facts``."""
    found: dict[float, datetime] = {}
    open_ones = [bound for bound in bounds if state.pressure < bound]
    for fact in (*facts, None):
        end = until if fact is None else fact.at
        while (edge := next_stage(state, end)) is not None:
            for bound in open_ones:
                after = _crossed(state, bound, edge)
                if after is not None:
                    found.setdefault(bound, after)
            state = advance_to(state, edge)
            for bound in open_ones:
                if state.pressure >= bound:
                    found.setdefault(bound, state.at)  # what is in flight may weigh more from here on
        if fact is not None:
            state = apply(state, fact)
        for bound in open_ones:
            if state.pressure >= bound:
                found.setdefault(bound, state.at)
    return found


def _crossed(state: State, bound: float, edge: datetime) -> datetime | None:
    seconds = crossing(state.pools, drive(state), bound, (edge - state.at).total_seconds(), state.law)
    return None if seconds is None or state.pressure >= bound else state.at + timedelta(seconds=seconds)


def _labels(state: State, until: datetime, context: Context) -> Iterator[Fact]:
    hours, law = context.settings.hours, context.settings.law
    for when, each in days_and_nights.labels_between(state.labelled_at or state.at, until, context.zone, hours, law):
        yield Labelled(when, each.load, each.inside, each.available)


def _switches(state: State, until: datetime, per_hour: float) -> Iterator[Fact]:
    count = int((until - state.at) / _HOUR * per_hour)
    return (Switched(state.at + (k + 0.5) * _HOUR / per_hour) for k in range(count))


def _gap(state: State, until: datetime, context: Context) -> list[Fact]:
    edges: list[Fact] = [*gaps.continued(state, until, context.zone, context.settings.hours)]
    return [*edges, *_session_over(state, until, context)]


def _session_over(state: State, at: datetime, context: Context) -> list[Fact]:
    return [SessionEnded(over) for over in session_ends(state, context) if over <= at and not state.by_hand]


def _in_order(facts: Iterable[Fact]) -> list[Fact]:
    """By instant; those of one instant as they come, but work begins last."""
    return sorted(facts, key=lambda fact: (fact.at, isinstance(fact, RegimeBegan)))
