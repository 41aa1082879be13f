"""When what is shown can change next. The loop sleeps until then, or until an event comes."""

from datetime import datetime, timedelta

from tray.core import calendar
from tray.core.breaks import clock_breaks, heads_up
from tray.core.breaks.due import due_in as due_in
from tray.core.breaks.nudges import AFTER_STARTING, AFTER_WAKING, could_suggest, due_since, presentation_ends, why_quiet
from tray.core.context import Context
from tray.core.day import draining, limits, shutdown
from tray.core.engine.step import Moment
from tray.core.law.law import crossing
from tray.core.sensing.incidents import FULL
from tray.core.sensing.sensing import next_sense
from tray.core.state.senses import Input, Senses
from tray.core.state.state import State, advance_to, drive, plans_end
from tray.core.wellbeing import answers, easing, question_times, questions_now

GAUGE_STEP = 5.0
"""Points of pressure per step of the gauge."""
FARTHEST = timedelta(hours=6)
_SOON = timedelta(milliseconds=20)
_MINUTE = timedelta(minutes=1)
_LONG_QUIET = timedelta(minutes=30)
_SLOW = timedelta(minutes=10)


def next_look(moment: Moment, at: datetime, context: Context) -> datetime:
    """The first instant after ``at`` at which something may change although nothing happens until then."""
    state, senses = advance_to(moment.state, at), moment.senses
    context = easing.in_force(state, context)
    times = [
        at + FARTHEST,
        words_change(state, senses, at),
        calendar.next_label_change(at, context.zone, context.settings.hours, context.settings.law),
        calendar.day_bounds(
            calendar.day_of(at, context.zone, context.settings.hours), context.zone, context.settings.hours
        )[1],
        *next_sense(state, senses, context),
        *_nudges(state, senses, moment.due_at, at, context),
        *_crossings(state, at, context),
        *questions_now.next_question(state, at, context),
        *heads_up.next_time(state, at, context),
    ]
    times += plans_end(state)
    if (clock := clock_breaks.next_time(at, context)) is not None:
        times.append(clock)
    if (notice := shutdown.next_notice(state, at, context)) is not None:
        times.append(notice)
    ends = (
        state.paused and state.paused.until,
        presentation_ends(senses, context),
        shutdown.day_over(state),
        draining.over_by(state, context),
    )
    times += [when for when in (*ends, question_times.question_ends(state, at)) if when]
    times += [when for when in (answers.holiday_ends(state, context),) if when]
    return max(min(time for time in times if time > at), at + _SOON)


def words_change(state: State, senses: Senses, at: datetime) -> datetime:
    """When the tooltip's words are next worth saying anew: each minute, seldom once nobody has been there for long."""
    gone = (state.gap_since is not None and at - state.gap_since > _LONG_QUIET) or senses.quiet(at) > _LONG_QUIET
    return at + (_SLOW if gone or state.paused else _MINUTE)


def _nudges(state: State, senses: Senses, due_at: datetime | None, at: datetime, context: Context) -> list[datetime]:
    breaks = context.settings.breaks
    if due_at is not None and could_suggest(state, senses, at, context):
        return [due_at + breaks.natural_pause]
    if not state.working:
        return []
    times = [at + breaks.after - state.stretch, *(at + more for more in limits.until_near(state, at, context))]
    if state.skipped:
        times.append(at + breaks.after - (state.stretch - state.stretch_at_skip))
    times += [time for time in (state.snoozed_until,) if time]
    times += [since + AFTER_WAKING for since in (senses.woke_at, state.rested_at) if since]
    times += [senses.started_at + AFTER_STARTING] if senses.started_at else []
    due = due_since(state, context) or clock_breaks.due(state, at, context) is not None
    if due and why_quiet(state, senses, at, context):
        times += [
            each + breaks.apart for each in (*state.suggested[-1:], *([state.rested_at] if state.rested_at else []))
        ]
        times += [each + timedelta(hours=1) for each in state.suggested]
        quiet_ends = calendar.next_range_change(at, context.settings.hours.quiet, context.zone)
        times += [quiet_ends] if quiet_ends else []
    return times


def _crossings(state: State, at: datetime, context: Context) -> list[datetime]:
    """When the gauge, the level or the pressure that makes a break due is crossed."""
    now, levels = state.pressure, context.settings.levels
    below = int(now / GAUGE_STEP) * GAUGE_STEP
    marks = {below, below + GAUGE_STEP, context.settings.breaks.at_pressure, FULL}
    marks |= {levels.yellow, levels.orange, levels.red, levels.critical}
    marks |= {bound - levels.hysteresis for bound in (levels.yellow, levels.orange, levels.red, levels.critical)}
    near = [mark for mark in marks if abs(mark - now) <= 2 * GAUGE_STEP]
    found = (crossing(state.pools, drive(state), mark, FARTHEST.total_seconds(), state.law) for mark in near)
    return [at + timedelta(seconds=seconds) + _SOON for seconds in found if seconds is not None]


def coming(state: State, at: datetime, context: Context) -> tuple[str, datetime] | None:
    """What the person meets next, and when, if it goes on like this."""
    found: list[tuple[str, datetime]] = []
    if state.break_ and state.break_.end > at:
        found.append(("break over", state.break_.end))
    if state.paused and state.paused.until:
        found.append(("tracking resumes", state.paused.until))
    if state.day and state.day.end and state.day.end > at and not state.day.ended and not state.day.dismissed:
        found.append(("end of the day", state.day.end))
    due = due_in(state, context)
    if due is not None and not state.paused and not (state.day and state.day.ended):
        snoozed = max(at, state.snoozed_until or at)
        found.append(("break due", max(at + due, snoozed)))
    return min(found, key=lambda each: each[1], default=None)


def last_seen(moment: Moment, at: datetime) -> datetime | None:
    """Up to when the person is known to have been at work; None while they are not."""
    senses = moment.senses
    if not moment.state.working:
        return None
    by_hand = moment.state.session is not None and moment.state.session.by_hand
    return senses.last_input if senses.input is Input.QUIET and not by_hand else at


def seen_at_work(state: State, last: datetime | None) -> datetime | None:
    """Up to when the person was seen at work; a kill may come between the fact that it began and the first sight."""
    if not state.working or state.regime_since is None:
        return last
    return max(last or state.regime_since, state.regime_since)
