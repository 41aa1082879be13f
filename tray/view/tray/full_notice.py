"""What is said when memory is full: kindly, and with what would free most. Seldom needed, so loaded only then."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from tray.core.context import Context
from tray.core.inquiry.what_frees_most import Means, Relief, reliefs
from tray.core.messages import commands as c
from tray.core.state.state import State
from tray.lib.language.translation import say
from tray.lib.text_width import width
from tray.view.tray.face import Button, Notice
from tray.view.words import end_of_day
from tray.view.words.names_and_numbers import length, moment, percent, whole

_BANNER = 112
"""Columns that the two lines of GNOME's banner have room for."""


def notice(pressure: float, state: State, context: Context) -> Notice:
    """The notification; ``state`` is as of now."""
    title, body = full(pressure, reliefs(state, context), state.at, context.zone)
    longest = context.settings.breaks.longest
    walk = Button("walk", say("Walk ({length})", length=length(longest)), c.TakeBreak("walk", longest))
    end = Button("end", end_of_day.end_the_day(), c.EndDay())
    return Notice(title, body, (walk, end), sound=context.settings.notifications.sound)


def full(pressure: float, found: Sequence[Relief], at: datetime, zone: tzinfo) -> tuple[str, str]:
    """Memory is full: title, and what would free most."""
    title = say("Your pressure is at {percent}", percent=percent(pressure))
    kind = say("That's a lot to carry, and it's not your fault.")
    match [_means(each, at, zone) for each in found[:2] if each.points >= 1]:
        case []:
            return title, kind
        case [most]:
            helps = say("What would help most: {means}.", means=most)
        case [most, next_]:
            helps = say("What would help most: {means}; {others}.", means=most, others=next_)
            if width(kind) + width(helps) >= _BANNER:
                helps = say("What would help most: {means}.", means=most)
    return title, f"{kind}\n{helps}"


def _means(each: Relief, at: datetime, zone: tzinfo) -> str:
    points = whole(each.points)
    taken = length(each.length) if each.length else ""
    match each.means:
        case Means.WALK:
            return say("a walk of {length} (−{points})", length=taken, points=points)
        case Means.REST:
            return say("a break of {length} (−{points})", length=taken, points=points)
        case Means.CLOSE:
            return say("finishing every to-do (−{points})", points=points)
        case Means.PLAN:
            return say("giving every to-do a time (−{points})", points=points)
        case Means.STOP:
            assert each.until is not None
            return say("no work until {time} (−{points})", time=moment(each.until, at, zone), points=points)
