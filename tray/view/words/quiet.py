"""Why nothing is said, and until when: quiet, a meeting, a snooze."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from tray.core.state.state import State
from tray.lib.language.formats import formats
from tray.lib.language.translation import mark, say
from tray.view.words.names_and_numbers import moment

_REASONS = {
    "elsewhere": mark("you're at another machine"),
    "paused": mark("tracking is paused"),
    "holiday": mark("you're on holiday"),
    "break": mark("you're on a break"),
    "away": mark("you're away"),
    "resting?": mark("you may be on a break"),
    "locked": mark("the screen is locked"),
    "snoozed": mark("snoozed"),
    "quiet": mark("you asked for it"),
    "block": mark("you're in a block"),
    "quiet-hours": mark("quiet hours"),
    "day-ended": mark("your day has ended"),
    "day-ends": mark("your day is ending"),
    "just-back": mark("you're just back"),
    "just-rested": mark("you're just back"),
    "just-suggested": mark("you were just asked"),
    "enough-for-this-hour": mark("you've been asked enough this hour"),
    "notifications-off": mark("notifications are off"),
    "do-not-disturb": mark("do not disturb is on"),
    "fullscreen": mark("a window fills the screen"),
    "presentation": mark("a presentation is on"),
    "meeting": mark("you're in a meeting"),
    "appointment": mark("your calendar has a meeting"),
    "program": mark("a program you named is in front"),
}

_BACK = frozenset({"just-back", "just-rested"})
_NOT_THERE = frozenset({"away", "break", "elsewhere"})


def reasons(keys: Iterable[str]) -> str:
    """Why nothing is said, in words, each once. Who isn't there is not just back, though program or machine may be."""
    names = tuple(keys)
    told = [key for key in names if key not in _BACK or _NOT_THERE.isdisjoint(names)]
    said = dict.fromkeys(say(_REASONS[key]) if key in _REASONS else key for key in told)
    return formats().listed(list(said))


def quiet_until(state: State, at: datetime, zone: tzinfo) -> str:
    """Until when nothing is said: by the person's word, or in the meeting they spoke of."""
    if state.meeting:
        return meeting_until(state.meeting.until, at, zone)
    return kept_quiet_until(state.quiet.until, at, zone) if state.quiet else ""


def meeting_until(until: datetime | None, at: datetime, zone: tzinfo) -> str:
    """Until when the meeting is that the person spoke of."""
    if until:
        return say("In a meeting until {time}", time=moment(until, at, zone))
    return say("In a meeting until you say otherwise")


def kept_quiet_until(until: datetime | None, at: datetime, zone: tzinfo) -> str:
    """Until when nothing is said, by the person's word."""
    if until:
        return say("Quiet until {time}", time=moment(until, at, zone))
    return say("Quiet until you say otherwise")


def snoozed_until(until: datetime, at: datetime, zone: tzinfo) -> str:
    """Until when breaks are put off."""
    return say("Snoozed until {time}", time=moment(until, at, zone))
