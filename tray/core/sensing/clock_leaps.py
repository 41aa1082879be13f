"""Tells a clock that was set from a machine that stood still unknown to its kernel, as a guest whose host slept.

Both look the same: the wall clock leaps and no time has passed. So the hours decide in which the person worked. As it
is on record, or all of it later by the leap: whatever fits the working hours better, or keeps better out of the night.
That may be wrong, so the person is asked, once, and what they say corrects the record.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tray.core import days_and_nights
from tray.core.context import Context
from tray.core.law.values import Regime
from tray.core.messages import events as e
from tray.core.messages.facts import (
    Cause,
    ClockLeapAnswered,
    ClockLeapt,
    ClockStepped,
    Corrected,
    CorrectionUndone,
    Fact,
)
from tray.core.sensing import gaps
from tray.core.state.fold import apply
from tray.core.state.ongoing import ClockLeap
from tray.core.state.state import State
from tray.errors import NotPossible
from tray.lib.frozen import changed
from tray.lib.language.translation import say

WAS_SET_FROM = timedelta(seconds=2)
"""The wall clock was set when it differs by more than this from the time that has passed."""
_LEAST = timedelta(minutes=10)
"""A shorter leap is a correction, and a short break at most."""
_LONG = timedelta(hours=5)
"""A longer one, where the hours tell nothing, is rather a machine that stood: clocks are wrong by a zone's hours."""
_DAY, _CLOSE = timedelta(days=1), timedelta(minutes=1)
"""Nobody's host sleeps for a whole number of days, to the minute: that is a date that was wrong."""
_MOST = timedelta(days=30)
"""A machine that stands longer is started anew; a clock without a battery is wrong by years."""


def as_it_was(state: State, event: e.ClockSet, at: datetime, context: Context) -> e.ClockSet | e.Slept:
    """The leap of the clock, or, where it was none, the time in which the machine stood still."""
    if not _may_have_stood(state, event, at):
        return event
    leap = at - event.before
    recorded, later = (_fits(state, event.before + by, context) for by in (timedelta(0), leap))
    stood = recorded > later or (recorded == later and leap >= _LONG)
    return e.Slept(leap) if stood else event


def in_doubt(state: State, event: e.ClockSet, at: datetime, *, stood: bool) -> tuple[Fact, ...]:
    """That nobody knows what ``event`` was, if that is so and makes a difference; ``stood`` is what it's taken for.

    ``state`` is that before it.
    """
    if not _may_have_stood(state, event, at) or not _works(state):
        return ()
    return (ClockLeapt(at, event.before, stood),)


def _may_have_stood(state: State, event: e.ClockSet, at: datetime) -> bool:
    leap = at - event.before
    if event.unseen or state.by_hand or not _LEAST <= leap <= _MOST:
        return False
    return (leap + _CLOSE) % _DAY > 2 * _CLOSE


def _works(state: State) -> bool:
    return state.working and state.break_ is None and state.paused is None


def answered(
    state: State, leap: ClockLeap, at: datetime, said: datetime, context: Context, *, stood: bool
) -> Iterator[Fact]:
    """What the person says of a leap, and what corrects the record where it was taken for the other thing.

    Raises NotPossible in a break or a pause: a time in which the machine stood is put before the present work.
    """
    if leap.stood and stood:
        yield from _taken_back(state, leap)
    elif leap.stood:
        yield Corrected(leap.since, leap.until, Regime.WORK, said, clock_set=True)
    elif stood:
        if not _works(state):
            raise NotPossible(say("Answer once you're back at work, so that Backpressure knows when you started."))
        yield from _set_back(state, leap.until - leap.since, at, context)
    yield ClockLeapAnswered(at)


def _taken_back(state: State, leap: ClockLeap) -> Iterator[Fact]:
    """They had said that there was no such time."""
    for each in state.corrections_made:
        if each.clock_set and (each.since, each.until) == (leap.since, leap.until):
            yield CorrectionUndone(each.since - timedelta.resolution, each.said, each.since)


def _set_back(state: State, stood: timedelta, at: datetime, context: Context) -> Iterator[Fact]:
    """The clock of before was right, and time has passed on it: what was worked since the leap lies before the gap."""
    step = ClockStepped(at - stood, at)
    state = apply(state, step)
    begin = gaps.opened(step.at, Cause.SUSPEND, context.zone, context.settings.hours)
    opened = changed(state, regime=begin.regime, regime_since=begin.at, gap_since=begin.at, cause=begin.cause)
    yield from (step, begin, *gaps.closed(opened, at, context.zone, context.settings.hours))


def _fits(state: State, until: datetime, context: Context) -> int:
    """How many ends of the work that led up to ``until`` lie where this person is likely to work."""
    if not state.working:
        return 0
    return sum(_likely(at, context) for at in (until - state.stretch, until))


def _likely(at: datetime, context: Context) -> bool:
    hours = context.settings.hours
    if days_and_nights.has_hours(hours):
        return days_and_nights.inside(at, context.zone, hours)
    return not days_and_nights.in_ranges(at, (days_and_nights.NIGHT,), context.zone)
