"""What is said at 100%: kindly, and with what would free most. Seldom needed, so loaded only then."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from tray.core.inquiry.what_frees_most import Means, Relief
from tray.lib.language.translation import say
from tray.lib.text_width import width
from tray.view.words.names_and_numbers import length, moment, percent, whole

_BANNER = 112
"""Columns that the two lines of GNOME's banner have room for."""


def title_and_body(pressure: float, found: Sequence[Relief], at: datetime, zone: tzinfo) -> tuple[str, str]:
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
