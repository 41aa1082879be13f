"""The number in words, what its mark means, and what holds it."""

from tray.core.law.levels import Level
from tray.core.state.state import State
from tray.lib.language.translation import mark, say, say_many
from tray.view.words import names_and_numbers
from tray.view.words.names_and_numbers import held, percent

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
