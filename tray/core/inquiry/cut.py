"""Ranks what is to do by what it costs to keep: what is overdue, what holds most points, what has waited longest."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from tray.core import appointments
from tray.core.appointments import Kind
from tray.core.context import Context
from tray.core.day.commitments_and_deadlines import none_open
from tray.core.day.decline import Room, room
from tray.core.inquiry.explain import promises
from tray.core.state.ongoing import Commitment
from tray.core.state.state import State
from tray.errors import NotPossible
from tray.lib.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """What the record says of to-dos beside which are open."""

    noted: Mapping[tuple[str | None, int], datetime]
    """When each was noted, by what names it; and by its number alone, as where one machine is on record."""
    closed: tuple[datetime, ...] = ()
    """When to-dos were closed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to do that could go."""

    commitment: Commitment
    open_for: timedelta
    points: float
    """What it holds, by the law."""


def ranked(state: State, kept: Kept) -> tuple[Candidate, ...]:
    """What is to do: the longest overdue first, then by the points it holds, then by age; ``state`` is as of now."""
    found = [
        Candidate(each.commitment, state.at - kept.noted.get(each.commitment.identity, state.at), each.points)
        for each in promises(state)
        if each.commitment.number  # what is kept elsewhere is not ours to cut
    ]
    return tuple(sorted(found, key=lambda each: _rank(each, state.at)))


def _rank(each: Candidate, at: datetime) -> tuple[float, float, timedelta]:
    when = each.commitment.when
    overdue = (at - when).total_seconds() if when is not None and each.commitment.is_overdue(at) else 0.0
    return -overdue, -round(each.points, 6), -each.open_for


def room_for(state: State, kept: Kept, context: Context, number: int | None = None) -> tuple[Commitment | None, Room]:
    """When there is room for something new, or for what is open under a number, which is given back with it.

    Of the others only what was noted before it comes first; what is planned has its own time. Raises NotPossible where
    nothing has that number.
    """
    since = min(kept.noted.values(), default=state.at)
    busy = appointments.busy(each for each in context.appointments if each.kind is not Kind.OWN)
    if number is None:
        return None, room(state, kept.closed, since, context, busy=busy)
    named = next((each for each in state.commitments if each.number == number), None)
    if named is None:
        raise NotPossible(none_open(state, number))
    if named.when is not None and named.is_planned(state.at):
        return named, replace(room(state, kept.closed, since, context, busy=busy, ahead=0), when=named.when)
    first = sum(each.number < number and not each.is_planned(state.at) for each in state.commitments)
    return named, room(state, kept.closed, since, context, busy=busy, ahead=first)
