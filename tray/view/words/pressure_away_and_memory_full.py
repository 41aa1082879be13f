"""The number in words, what its mark means, what holds it, and what is said at 100%."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from tray.core.law.levels_and_gauge_steps import Level
from tray.core.state.state import State
from tray.lib.language.translation import mark, say, say_many
from tray.lib.text_width import width
from tray.view.words import names_and_numbers
from tray.view.words.names_and_numbers import held, length, moment, percent, whole

if TYPE_CHECKING:
    from tray.core.inquiry.what_frees_most import Relief

_BANNER = 112
"""Columns that the two lines of GNOME's banner have room for."""
_MARKS = {
    "paused": mark("Tracking is paused"),
    "away": mark("You're away, which counts as a break"),
    "resting": mark("You may be taking a break"),
    "off": mark("Your day has ended"),
    "unknown": mark("Backpressure can't notice any input, so nothing counts as work"),
}


def number(pressure: float, level: Level) -> str:
    """The number in words."""
    return say("Pressure {percent} ({level})", percent=percent(pressure), level=names_and_numbers.level(level.value))


def headline(pressure: float, level: Level, upcoming: str) -> str:
    """The first row of the menu: the number, its level, and what comes next."""
    places = {"percent": percent(pressure), "level": names_and_numbers.level(level.value)}
    if not upcoming:
        return say("{percent}, {level}", **places)
    return say("{percent}, {level} · {upcoming}", upcoming=upcoming, **places)


def marked(name: str) -> str:
    """What the mark beside the level means; empty where it says no more than the rest."""
    return say(_MARKS[name]) if name in _MARKS else ""


def away_in_meeting(until: datetime, at: datetime, zone: tzinfo) -> str:
    """Nobody is seen, and the person's calendar has a meeting: which of both it is, only they can say."""
    time = moment(until, at, zone)
    return say(
        "You're away, perhaps in a meeting until {time}; your time away counts as a break unless you say otherwise",
        time=time,
    )


def holds(state: State) -> tuple[str, ...]:
    """What holds the number: this stretch, today, last weeks, commitments."""
    points = held_points(state)
    count = state.unplanned + state.planned
    return (
        say("This stretch: {points}", points=points["gen0"]),
        say("Today: {points}", points=points["gen1"]),
        say("Last weeks: {points}", points=points["gen2"]),
        say_many("To do: {points} ({count} open)", "To do: {points} ({count} open)", count, points=points["live"])
        if count
        else say("To do: {points}", points=points["live"]),
    )


def held_points(state: State) -> dict[str, int]:
    """The same in whole points, which add up to the number."""
    of_live = state.live
    return held(state.pressure, {**state.pools._asdict(), "live": of_live})


def memory_is_full(pressure: float, found: "Sequence[Relief]", at: datetime, zone: tzinfo) -> tuple[str, str]:
    """What is said at 100%, kindly: title, and what would free most."""
    title = say("Your pressure is at {percent}", percent=percent(pressure))
    kind = say("That's a lot to carry, and it's not your fault.")
    most, *others = [_means(each, at, zone) for each in found[:2] if each.points >= 1] or [""]
    if not most:
        return title, kind
    helps = say("What would help most: {means}.", means=most)
    if others:
        both = say("What would help most: {means}; {others}.", means=most, others=others[0])
        helps = both if width(kind) + width(both) < _BANNER else helps
    return title, f"{kind}\n{helps}"


def _means(each: "Relief", at: datetime, zone: tzinfo) -> str:
    from tray.core.inquiry.what_frees_most import Means  # seldom needed

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
