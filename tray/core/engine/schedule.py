"""When what is shown can change next. The loop sleeps until then, or until an event comes."""

from datetime import datetime, timedelta

from tray.core.breaks import due
from tray.core.context import Context
from tray.core.day import shutdown
from tray.core.engine import rules
from tray.core.engine.step import Moment
from tray.core.law.law import crossing
from tray.core.messages.events import Looked
from tray.core.sensing.incidents import FULL
from tray.core.sensing.sensing import next_sense
from tray.core.state.senses import Input, Senses
from tray.core.state.state import State, advance_to, changes_in_flight, drive, own
from tray.core.wellbeing import easing

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
    now = rules.Now(state, senses, at, context, Looked(), moment.zone, moment.due_at)
    times = (
        at + FARTHEST,
        words_change(state, senses, at),
        *next_sense(own(state), senses, context),
        *_crossings(state, at, context),
        *changes_in_flight(state),
        *rules.changes(now, moment.said_at),
    )
    return max(min(time for time in times if time > at), at + _SOON)


def words_change(state: State, senses: Senses, at: datetime) -> datetime:
    """When the tooltip's words are next worth saying anew: each minute, seldom once nobody has been there for long."""
    gone = (state.gap_since is not None and at - state.gap_since > _LONG_QUIET) or senses.quiet(at) > _LONG_QUIET
    return at + (_SLOW if gone or state.paused else _MINUTE)


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


def coming(state: State, at: datetime, context: Context) -> tuple[str, datetime, bool] | None:
    """What the person meets next, when, if it goes on like this, and whether that's put off until meetings are over.

    In the same order as the tooltip: a day that is to end now, or is being ended, comes before a break that is due.
    """
    if state.break_ and state.break_.end > at:
        return "break over", state.break_.end, False
    if state.paused:
        return ("tracking resumes", state.paused.until, False) if state.paused.until else None
    if (by := shutdown.over_by(state, context)) is not None:
        return "end of the day", by, False
    if state.day and state.day.end and shutdown.asks(state):
        return "end of the day", state.day.end, False
    found: list[tuple[str, datetime, bool]] = []
    if state.day and state.day.end and state.day.end > at and not state.day.ended and not state.day.dismissed:
        found.append(("end of the day", state.day.end, False))
    soon = due.foreseen(state, at, context)
    if soon is not None and not state.health.holiday and not (state.day and state.day.ended):
        found.append(("break due", max(soon.at, state.snoozed_until or at), soon.after_meetings))
    return min(found, key=lambda each: each[1], default=None)


def last_seen(moment: Moment, at: datetime) -> datetime | None:
    """Up to when the person is known to have been at work; None while they are not."""
    senses, state = moment.senses, own(moment.state)
    if not state.working:
        return None
    return senses.last_input if senses.input is Input.QUIET and not state.by_hand else at


def seen_at_work(state: State, last: datetime | None) -> datetime | None:
    """Up to when the person was seen at work; a kill may come between the fact that it began and the first sight."""
    state = own(state)
    if not state.working or state.regime_since is None:
        return last
    return max(last or state.regime_since, state.regime_since)
