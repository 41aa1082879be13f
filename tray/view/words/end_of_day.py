"""The words about the end of the day."""

from datetime import datetime, timedelta, tzinfo

from tray.core.messages.effects import DayIsOver
from tray.core.state.ongoing import Commitment, Day
from tray.lib.text import clean
from tray.lib.text_width import cut
from tray.settings.catalogue.catalogue import Shutdown
from tray.view.words.durations import clock, day_and_clock, length
from tray.view.words.rounding import percent

_LONGEST = 60
DONE, LEAVE, ALL = "It's done", "Leave it open", "End the day now"
"""What can be answered beside a time."""


def soon(end: datetime, zone: tzinfo) -> tuple[str, str]:
    """The end of the day is near: title and text."""
    return f"Your day ends at {clock(end, zone)}", "A good moment to see what you can still finish."


def end(day: Day, zone: tzinfo) -> tuple[str, str]:
    """The end of the day has come: title and text, which stay true however long they stand."""
    planned = f"You planned to stop at {clock(day.end, zone)}. " if day.end else ""
    return "Time to call it a day?", f"{planned}The rest can wait until tomorrow."


def stays_open(each: Commitment, place: tuple[int, int], settings: Shutdown, at: datetime) -> tuple[str, str]:
    """A commitment is offered a time: title and text."""
    which, of = place
    counted = f"{which} of {of}. " if of > 1 else ""
    wait = f"In {length(settings.planning)} the day ends all the same."
    stands = "Overdue" if each.is_overdue(at) else "Still open"
    return (
        f"{stands}: {cut(clean(each.text), _LONGEST)}",
        f"{counted}With a time, it weighs less on you tonight. {wait}",
    )


def when(offered: datetime, at: datetime, zone: tzinfo) -> str:
    """A time that is offered, such as ``Tomorrow 09:00``."""
    words = day_and_clock(offered, at, zone)
    return words[:1].upper() + words[1:]


def over(told: DayIsOver) -> tuple[str, str]:
    """The day has ended: title, and the day in a line."""
    if told.worked < timedelta(minutes=1):
        return "Your day has ended", f"{_open(told)}Rest well."
    # A day without a break is told without a word about it: nobody is scolded.
    rests = f", {told.breaks} break{'s' if told.breaks > 1 else ''}" if told.breaks else ""
    line = f"{length(told.worked)} worked{rests}, peak {percent(told.highest)}."
    return "Your day has ended", f"{line} {_open(told)}Rest well."


def _open(told: DayIsOver) -> str:
    count = told.unplanned + told.planned
    if not count:
        return ""
    planned = f", {told.planned if told.unplanned else 'each'} with a time" if told.planned else ""
    return f"{count} to-do{'s' if count > 1 else ''} still open{planned}. "
