"""What do the facts of a day and its end change?"""

from collections.abc import Container
from dataclasses import replace
from typing import assert_never

from tray.core import facts as f
from tray.core import health
from tray.core.changed import changed
from tray.core.state import Day, State

KEPT_DAYS = 27
"""Days before the present one whose worked time is kept."""
OfDay = f.DayNoticed | f.DayExtended | f.DayDismissed | f.DayEnding | f.LeftOpen | f.DayEnded


def planned(s: State, fact: f.DayPlanned, *, keeping: Container[str]) -> State:
    """A day began, or its end changed; of the limits that were told, those in ``keeping`` outlast a day."""
    if s.day and s.day.day == fact.day:
        return changed(s, day=replace(s.day, planned=fact.end, known_since=fact.at, extended=None))
    before = (*s.last_days, (s.day.day, s.day.worked))[-KEPT_DAYS:] if s.day else s.last_days
    told = tuple(name for name in s.limits_told if name in keeping)
    begun, well = Day(fact.day, fact.end, fact.at), health.new_day(s.health)
    s = changed(s, sessions=(), clock_told=(), clock_again=None)
    return changed(s, day=begun, last_days=before, limits_told=told, health=well)


def changed_day(s: State, fact: OfDay) -> State:
    """``s`` with its day changed; a fact of another day changes nothing."""
    if s.day is None or s.day.day != fact.day:
        return s
    match fact:
        case f.DayNoticed():
            return changed(s, day=replace(s.day, noticed=(*s.day.noticed, fact.before), told_at=fact.at))
        case f.DayExtended():
            again = tuple(before for before in s.day.noticed if before)
            return changed(s, day=replace(s.day, extended=fact.until, noticed=again, ending=None, left_open=()))
        case f.DayDismissed():
            return changed(s, day=replace(s.day, dismissed=True, ending=None, left_open=()))
        case f.DayEnding():
            return changed(s, day=replace(s.day, ending=fact.at), suggestion=None)
        case f.LeftOpen():
            return changed(s, day=replace(s.day, left_open=(*s.day.left_open, fact.number)))
        case f.DayEnded():
            return changed(s, day=replace(s.day, ended=fact.at), suggestion=None)
        case _:
            assert_never(fact)
