"""Decides whether to suggest a break now, which and how long, and says why not."""

from datetime import datetime, timedelta

from tray.core import calendar
from tray.core.breaks import clock_breaks
from tray.core.breaks.fitting import Length as Length
from tray.core.breaks.fitting import longer, of_kind
from tray.core.breaks.fitting import worked_out as worked_out
from tray.core.breaks.kinds import REST, kind_named
from tray.core.context import Context
from tray.core.day import shutdown
from tray.core.day.draining import draining
from tray.core.messages.facts import Fact, Suggested, Withdrawn
from tray.core.state.senses import FILM, PRESENTATION, RESTING_AFTER, Input, Senses
from tray.core.state.state import State

AFTER_WAKING = timedelta(seconds=60)
"""Nothing is suggested so soon after the machine woke, or after the person came back."""
AFTER_STARTING = timedelta(seconds=5)
"""Nothing is suggested before the desktop has had the time to say whether this is a good moment."""
_HOUR = timedelta(hours=1)


def due_since(state: State, context: Context) -> bool:
    """A break is due: by the stretch or by the pressure, whichever comes first."""
    if not state.working:
        return False
    breaks = context.settings.breaks
    if state.skipped:
        grown = _urgency(state.pressure, context) > _urgency(state.skipped_pressure, context)
        return grown or state.stretch - state.stretch_at_skip >= breaks.after
    return state.stretch >= breaks.after or state.pressure >= breaks.at_pressure


def _urgency(pressure: float, context: Context) -> int:
    levels = context.settings.levels
    return sum(pressure >= bound for bound in (levels.orange, levels.red, levels.critical))


def why_quiet(state: State, senses: Senses, at: datetime, context: Context) -> tuple[str, ...]:
    """Why no suggestion is made at ``at``, whether or not one is due; empty when nothing stands against it."""
    reasons = [
        ("paused", state.paused is not None),
        ("holiday", state.health.holiday is not None),
        ("break", state.break_ is not None),
        ("away", not state.paused and not state.break_ and not state.working),
        ("resting?", state.working and senses.quiet(at) >= RESTING_AFTER and not _by_hand(state)),
        ("locked", senses.locked),
        ("snoozed", state.snoozed_until is not None and at < state.snoozed_until),
        ("quiet-hours", calendar.in_ranges(at, context.settings.hours.quiet, context.zone)),
        ("day-ended", state.day is not None and state.day.ended is not None),
        ("day-ends", shutdown.asks(state) or draining(state)),
        ("just-back", _just_back(state, senses, at)),
        ("just-suggested", _just_suggested(state, at, context)),
        ("enough-for-this-hour", len(_recent(state, at)) >= context.settings.breaks.per_hour),
        ("notifications-off", not context.settings.notifications.on),
    ]
    named = tuple(name for name, holds in reasons if holds)
    over = presentation_ends(senses, context)
    silent = {FILM, PRESENTATION} if over is not None and at >= over else {FILM}
    return (*named, *sorted(senses.attention - silent))


def presentation_ends(senses: Senses, context: Context) -> datetime | None:
    """When a screen that is kept awake counts as a presentation no longer; None while there is none."""
    since = senses.presenting_since
    return since + context.settings.attention.presentation_at_most if since else None


def _by_hand(state: State) -> bool:
    return state.session is not None and state.session.by_hand


def _just_back(state: State, senses: Senses, at: datetime) -> bool:
    times = [(time, AFTER_WAKING) for time in (senses.woke_at, state.rested_at) if time]
    times += [(senses.started_at, AFTER_STARTING)] if senses.started_at else []
    return any(timedelta(0) <= at - time < long for time, long in times)


def _just_suggested(state: State, at: datetime, context: Context) -> bool:
    """Too soon after the last suggestion, or after a rest that followed one: nobody is asked again on return."""
    last = max(
        [*state.suggested[-1:], *([state.rested_at] if state.rested_at and state.suggested else [])], default=None
    )
    return last is not None and at - last < context.settings.breaks.apart and not _snooze_over(state, at)


def _snooze_over(state: State, at: datetime) -> bool:
    """A snooze says itself when the suggestion comes back."""
    return state.snoozed_until is not None and at >= state.snoozed_until


def _recent(state: State, at: datetime) -> list[datetime]:
    return [time for time in state.suggested if at - time < _HOUR]


def nudge(state: State, senses: Senses, at: datetime, context: Context, due_at: datetime | None) -> tuple[Fact, ...]:
    """The fact that a break is suggested now, or that the live suggestion no longer holds.

    ``due_at`` is since when a suggestion could have been made; it waits for a natural pause in the typing.
    """
    if state.suggestion:
        return () if _still_holds(state, senses, context) else (Withdrawn(at),)
    if due_at is None or not _moment(senses, at, context, due_at):
        return ()
    wanted = clock_breaks.due(state, at, context)
    kind = (kind_named(wanted.kind, context.settings) if wanted else None) or REST
    found = longer(of_kind(state, context, kind), state, context)
    enough, clock = found.enough or wanted is not None, str(wanted) if wanted else None
    return (Suggested(at, found.length, enough, found.buys, state.pressure, state.stretch, kind.name, clock),)


def could_suggest(state: State, senses: Senses, at: datetime, context: Context) -> bool:
    """A break is due and nothing stands against saying so, but perhaps the moment."""
    due = due_since(state, context) or clock_breaks.due(state, at, context) is not None
    return state.suggestion is None and due and not why_quiet(state, senses, at, context)


def _still_holds(state: State, senses: Senses, context: Context) -> bool:
    silent = senses.locked or shutdown.asks(state) or draining(state) or not context.settings.notifications.on
    return state.working and not silent


def _moment(senses: Senses, at: datetime, context: Context, due_at: datetime) -> bool:
    waited = at - due_at >= context.settings.breaks.natural_pause
    return waited or senses.input is Input.QUIET or senses.input is Input.UNKNOWN
