"""Says what keeps everything quiet (meetings, full screen, quiet hours), or breaks alone (just back, just suggested).

The gate through which all passes that is said unasked, and when it may open. An answer to what the person just did
needs none. What waits before it comes once when it opens, if it still holds: the rules that speak are asked again then
(see ``core.engine.rules``).
"""

from datetime import datetime, timedelta

from tray.core import days_and_nights
from tray.core.appointments import meeting_at
from tray.core.breaks.due import Due
from tray.core.context import Context
from tray.core.day import blocks, shutdown
from tray.core.day.shutdown import draining
from tray.core.sensing.presence import FILM, FULLSCREEN, MEETING, PRESENTATION, Senses, may_rest
from tray.core.state.state import State, is_here

_NO_REASONS = frozenset({FILM})
"""What is known of the moment and keeps from nothing."""

APPOINTMENT = "appointment"
"""A meeting of the person's calendar, whether or not anybody sees them in it."""
BLOCK = "block"
"""Time that the person keeps for one thing."""
_COVERING = frozenset({FULLSCREEN, PRESENTATION, MEETING, APPOINTMENT, BLOCK, "quiet"})
"""What also takes down what was there before."""
AFTER_WAKING = timedelta(seconds=60)
"""Nothing is suggested so soon after the machine woke, or after the person came back."""
AFTER_STARTING = timedelta(seconds=5)
"""Nothing is suggested before the desktop has had the time to say whether this is a good moment."""
PER_HOUR_IN_RED = 6
"""At most so many suggestions an hour from red on, where the settings say fewer."""
_HOUR = timedelta(hours=1)
OF_A_SUGGESTION = frozenset({"just-rested", "just-suggested", "enough-for-this-hour"})
"""What keeps from a suggestion, but not from asking again about the one that stands."""

ELSEWHERE = "elsewhere"
"""Why a machine is silent that the person is not at."""


def closed(state: State, senses: Senses, at: datetime, context: Context, *, for_break: bool = False) -> tuple[str, ...]:
    """What keeps the gate closed at ``at``; empty while it is open.

    ``for_break`` asks for a suggested break: one a stretch passes a window that has filled the screen for very long.
    """
    reasons = [
        ("paused", state.paused is not None),
        ("holiday", state.health.holiday is not None),
        ("locked", senses.locked),
        ("quiet", state.quiet is not None and (state.quiet.until is None or at < state.quiet.until)),
        ("quiet-hours", days_and_nights.in_ranges(at, context.settings.hours.quiet, context.zone)),
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


def why_quiet(
    state: State, senses: Senses, at: datetime, context: Context, wanted: Due | None = None
) -> tuple[str, ...]:
    """Why no break is suggested at ``at``, whether or not one is due; empty when nothing stands against it.

    ``wanted`` is the break that is meant. A fixed time and a rhythm are the person's own bounds, and know no others.
    """
    reasons = [
        (ELSEWHERE, not is_here(state)),
        ("break", state.break_ is not None),
        ("away", not state.paused and not state.break_ and not state.working),
        ("resting?", may_rest(state, senses, at, context)),
        ("snoozed", state.snoozed_until is not None and at < state.snoozed_until),
        ("day-ended", state.day is not None and state.day.ended is not None),
        ("day-ends", day_ends(state, at, wanted.reason if wanted else "")),
        ("just-back", just_back(state, senses, at)),
        ("just-rested", _just_rested(state, at, context)),
        ("just-suggested", _just_suggested(state, at, context)),
        ("enough-for-this-hour", enough_for_this_hour(state, at, context)),
    ]
    named = tuple(name for name, holds in reasons if holds)
    if wanted is not None and wanted.reason in ("clock", "rhythm"):
        named = tuple(name for name in named if name not in OF_A_SUGGESTION)
    return (*named, *closed(state, senses, at, context, for_break=True))


def day_ends(state: State, at: datetime, reason: str) -> bool:
    """The person was just asked to end the day, or is ending it. What has a rhythm of its own comes again sooner."""
    until = shutdown.asked_alone_until(state) if reason == "rhythm" else shutdown.breaks_wait_until(state)
    return draining(state) or (until is not None and at < until)


def just_back(state: State, senses: Senses, at: datetime) -> bool:
    """The machine woke, the person came back, or the program started a moment ago."""
    times = [(time, AFTER_WAKING) for time in (senses.woke_at, state.rested_at) if time]
    times += [(senses.started_at, AFTER_STARTING)] if senses.started_at else []
    return any(timedelta(0) <= at - time < long for time, long in times)


def _just_suggested(state: State, at: datetime, context: Context) -> bool:
    """Too soon after the last suggestion."""
    last = state.suggested[-1] if state.suggested else None
    return last is not None and at - last < context.settings.breaks.apart and not _snooze_over(state, at)


def _just_rested(state: State, at: datetime, context: Context) -> bool:
    """Too soon after a rest that followed a suggestion: nobody is asked again on return."""
    last = state.rested_at if state.suggested else None
    return last is not None and at - last < context.settings.breaks.apart and not _snooze_over(state, at)


def _snooze_over(state: State, at: datetime) -> bool:
    """A snooze says itself when the suggestion comes back."""
    return state.snoozed_until is not None and at >= state.snoozed_until


def enough_for_this_hour(state: State, at: datetime, context: Context, *, extra: int = 0) -> bool:
    """The hour's budget is used up; ``extra`` is by how many it may be exceeded now."""
    if _snooze_over(state, at):
        return False
    most = context.settings.breaks.per_hour
    if in_red(state, context):
        most = max(most, PER_HOUR_IN_RED)
    return len([time for time in state.suggested if at - time < _HOUR]) >= most + extra


def in_red(state: State, context: Context) -> bool:
    """The pressure is red or worse."""
    return state.held >= context.settings.levels.red


def opens_for_break(state: State, senses: Senses) -> list[datetime]:
    """When what keeps from breaks alone may be over although nothing happens until then; some may lie in the past."""
    times = [time for time in (state.snoozed_until,) if time]
    times += [since + AFTER_WAKING for since in (senses.woke_at, state.rested_at) if since]
    times += [senses.started_at + AFTER_STARTING] if senses.started_at else []
    return times + [time for time in (shutdown.asked_alone_until(state), shutdown.breaks_wait_until(state)) if time]


def again_for_break(state: State, context: Context) -> list[datetime]:
    """When the last suggestions may keep from another one no longer."""
    last = (*state.suggested[-1:], *((state.rested_at,) if state.rested_at else ()))
    return [*(each + context.settings.breaks.apart for each in last), *(each + _HOUR for each in state.suggested)]


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
        times.append(days_and_nights.next_range_change(at, quiet, context.zone))
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
