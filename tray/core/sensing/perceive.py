"""What an event says of this very moment: senses in, senses out."""

from dataclasses import replace
from datetime import datetime, timedelta

from tray.core.messages import events as e
from tray.core.sensing.presence import still_there, unseen_work
from tray.core.state.senses import FULLSCREEN, PRESENTATION, Input, Senses
from tray.settings.catalogue.catalogue import Settings

SUSPEND_IS_REST = timedelta(seconds=60)
_DOUBT = timedelta(seconds=2)


def perceive(senses: Senses, event: e.Event, at: datetime, settings: Settings) -> Senses:
    """What is known of the moment after ``event``."""
    match event:
        case e.Started():
            quiet = Input.QUIET if event.last_seen else Input.UNKNOWN
            return replace(senses, input=quiet, last_input=event.last_seen, started_at=at)
        case e.InputSeen():
            # Input from before a suspend says nothing of the time since.
            goes_on = senses.input is Input.ACTIVE and not senses.in_doubt
            since = senses.active_since if goes_on else at
            return replace(senses, input=Input.ACTIVE, active_since=since, last_input=None, in_doubt=False)
        case e.InputStopped():
            return _quiet(senses, at - event.quiet)
        case e.InputUnknown():
            return replace(senses, input=Input.UNKNOWN, last_input=None, active_since=None, in_doubt=False)
        case e.Locked():
            return replace(senses, locked=True)
        case e.Unlocked():
            # Whoever touches the keys now is back at work since now; the password was none.
            since = at if senses.input is Input.ACTIVE else None
            return replace(senses, locked=False, active_since=since)
        case e.Slept():
            return _woken(senses, event, at)
        case e.ClockSet():
            return _moved(senses, at - event.before)
        case e.ContextChanged():
            return replace(senses, switching_at=None if event.back else at)
        case e.AttentionChanged():
            return _attention(senses, event.reasons, at, settings)
        case e.AutostartFound():
            return replace(senses, autostart=event.on)
        case _:
            doubt_is_over = senses.in_doubt and at >= doubt_ends(senses, settings)
            return replace(senses, in_doubt=False, active_since=senses.woke_at) if doubt_is_over else senses


def _quiet(senses: Senses, last_input: datetime) -> Senses:
    if senses.in_doubt and senses.woke_at and last_input <= senses.woke_at and senses.active_since:
        # What looked like input was from before the suspend.
        last_input = min(last_input, senses.active_since)
    return replace(senses, input=Input.QUIET, last_input=last_input, active_since=None, in_doubt=False)


def _woken(senses: Senses, event: e.Slept, at: datetime) -> Senses:
    doubt = senses.input is Input.ACTIVE and event.length >= SUSPEND_IS_REST
    return replace(senses, woke_at=at, in_doubt=doubt, switching_at=None)


def doubt_ends(senses: Senses, settings: Settings) -> datetime:
    """When input that was spoken of just after waking is believed."""
    assert senses.woke_at is not None
    return senses.woke_at + settings.breaks.typing_quiet + _DOUBT


def _moved(senses: Senses, by: timedelta) -> Senses:
    return replace(
        senses,
        active_since=senses.active_since and senses.active_since + by,
        last_input=senses.last_input and senses.last_input + by,
        presenting_since=senses.presenting_since and senses.presenting_since + by,
        fullscreen_since=senses.fullscreen_since and senses.fullscreen_since + by,
        woke_at=senses.woke_at and senses.woke_at + by,
        started_at=senses.started_at and senses.started_at + by,
        switching_at=None,
    )


def _attention(senses: Senses, reasons: frozenset[str], at: datetime, settings: Settings) -> Senses:
    tracking, since = settings.tracking, senses.presenting_since or at
    filled = senses.fullscreen_since or at
    senses = replace(
        senses,
        presenting_since=since if PRESENTATION in reasons else None,
        fullscreen_since=filled if FULLSCREEN in reasons else None,
    )
    if senses.last_input and not unseen_work(reasons, tracking):
        # Whoever was in a meeting was there until now, without touching anything.
        seen = min(at, senses.last_input + still_there(senses, tracking))
        return replace(senses, attention=reasons, last_input=seen)
    return replace(senses, attention=reasons)
