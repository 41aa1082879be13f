"""Says what keeps everything quiet: meetings, full screen, quiet hours, a locked screen; and when that may be over.

The gate through which all passes that is said unasked. An answer to what the person just did needs none. What waits
before it comes once when it opens, if it still holds: the rules that speak are asked again then (see
``core.engine.rules``).
"""

from datetime import datetime, timedelta

from tray.core import calendar
from tray.core.context import Context
from tray.core.day import blocks
from tray.core.day.meetings import meeting_at
from tray.core.sensing.presence import FILM, FULLSCREEN, MEETING, PRESENTATION, Senses
from tray.core.state.state import State

_NO_REASONS = frozenset({FILM})
"""What is known of the moment and keeps from nothing."""

APPOINTMENT = "appointment"
"""A meeting of the person's calendar, whether or not anybody sees them in it."""
BLOCK = "block"
"""Time that the person keeps for one thing."""
_COVERING = frozenset({FULLSCREEN, PRESENTATION, MEETING, APPOINTMENT, BLOCK, "quiet"})
"""What also takes down what was there before."""


def closed(state: State, senses: Senses, at: datetime, context: Context, *, for_break: bool = False) -> tuple[str, ...]:
    """What keeps the gate closed at ``at``; empty while it is open.

    ``for_break`` asks for a suggested break: one a stretch passes a window that has filled the screen for very long.
    """
    reasons = [
        ("paused", state.paused is not None),
        ("holiday", state.health.holiday is not None),
        ("locked", senses.locked),
        ("quiet", state.quiet is not None and (state.quiet.until is None or at < state.quiet.until)),
        ("quiet-hours", calendar.in_ranges(at, context.settings.hours.quiet, context.zone)),
        (APPOINTMENT, context.appointments and meeting_at(context.appointments, at)),
        (BLOCK, state.blocks and blocks.on(state, at)),
        ("notifications-off", not context.settings.notifications.on),
    ]
    named = tuple(name for name, holds in reasons if holds)
    silent = set(_NO_REASONS)
    over = presentation_ends(senses, context)
    if over is not None and at >= over:
        silent.add(PRESENTATION)
    if for_break and FULLSCREEN in senses.attention and passes_fullscreen(state, senses, at, context):
        silent.add(FULLSCREEN)
    attention = senses.attention - silent
    return (*named, *sorted({*attention, *((MEETING,) if state.meeting else ())}))


def covers(state: State, senses: Senses, at: datetime, context: Context, *, suggestion: bool) -> bool:
    """Whether what stands on the screen is out of place now: over a window that fills it, or before other people.

    A ``suggestion`` that came over such a window, since it was red or the window had been there for long, stays.
    """
    reasons = _COVERING & set(closed(state, senses, at, context))
    if suggestion and state.suggestion is not None and state.suggestion.quietly:
        reasons -= {FULLSCREEN}
    return bool(reasons)


def presentation_ends(senses: Senses, context: Context) -> datetime | None:
    """When a screen that is kept awake counts as a presentation no longer; None while there is none."""
    since = senses.presenting_since
    return since + context.settings.attention.presentation_at_most if since else None


def passes_fullscreen(state: State, senses: Senses, at: datetime, context: Context) -> bool:
    """Whether a suggestion may come over a window that fills the screen: it has done so for very long, or it is red.

    One suggestion a stretch, and only where nobody was asked in this stretch yet.
    """
    since, asked = senses.fullscreen_since, state.suggested[-1:]
    if since is None or (asked and state.stretch_since is not None and asked[0] >= state.stretch_since):
        return False
    return state.held >= context.settings.levels.red or at >= since + context.settings.attention.fullscreen_at_most


def opens(state: State, senses: Senses, at: datetime, context: Context) -> list[datetime]:
    """When the gate may open although nothing happens until then; some may lie in the past."""
    times: list[datetime | None] = [
        state.quiet.until if state.quiet else None,
        presentation_ends(senses, context),
    ]
    if quiet := context.settings.hours.quiet:
        times.append(calendar.next_range_change(at, quiet, context.zone))
    if state.blocks:
        times.extend(blocks.changes(state))
    if senses.fullscreen_since:
        times.append(senses.fullscreen_since + context.settings.attention.fullscreen_at_most)
    return [time for time in times if time]


APART = timedelta(seconds=30)
"""The least time between two things of no hurry that are said of the program's own accord."""
ON_RETURN = timedelta(minutes=10)
"""The same on return from a long absence: whoever comes back is met by one word, and not by all that waited."""
LONG_AWAY = timedelta(hours=1)


def apart(state: State, at: datetime, said_at: datetime) -> timedelta:
    """How long after ``said_at`` the next thing of no hurry may be said."""
    back = _came_back(state)
    return ON_RETURN if back is not None and back <= said_at and at < back + ON_RETURN else APART


def _came_back(state: State) -> datetime | None:
    """When the person came back from their last long absence, if that was the last one."""
    away = max((gap for gap in (state.last_gap, state.last_rest) if gap), key=lambda gap: gap[1], default=None)
    return away[1] if away is not None and away[1] - away[0] >= LONG_AWAY else None
