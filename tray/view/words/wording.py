"""Words used in many places: short, kind, never blaming."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta, tzinfo

from tray.core.breaks.kinds import Length
from tray.core.law.levels import Level
from tray.core.law.values import Regime
from tray.core.state.state import Break, Commitment, State
from tray.errors import Problem
from tray.lib.language.formats import formats
from tray.lib.language.translation import mark, say, say_many
from tray.lib.text import clean
from tray.view.words import names_and_numbers
from tray.view.words.names_and_numbers import change, held, length, moment, percent

_MINUTE = timedelta(minutes=1)
_MISTAKES_SHOWN = 4
"""What stays readable in a terminal of 24 lines."""
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


def mistakes(problems: Sequence[Problem]) -> tuple[str, ...]:
    """Those of the settings file, each as a line of its own; of many the first, and where the others can be read."""
    lines = tuple(map(str, problems[:_MISTAKES_SHOWN]))
    if not (more := len(problems) - len(lines)):
        return lines
    return (
        *lines,
        say_many(
            "{count} more mistake in the settings file: `backpressure settings check` shows all of them.",
            "{count} more mistakes in the settings file: `backpressure settings check` shows all of them.",
            more,
        ),
    )


def marked(name: str) -> str:
    """What the mark beside the level means; empty where it says no more than the rest."""
    return say(_MARKS[name]) if name in _MARKS else ""


def sentences(lines: Iterable[str]) -> str:
    """Lines that can stand alone, as sentences one after another; those that are empty are none."""
    found = ""
    for line in lines:
        if line:
            found = say("{sentence}. {next}", sentence=found, next=line) if found else line
    return say("{sentence}.", sentence=found) if found else ""


def together(parts: Iterable[str]) -> str:
    """Whole sentences one after another; those that are empty are none."""
    found = ""
    for part in parts:
        if part:
            found = say("{sentence} {next}", sentence=found, next=part) if found else part
    return found


def bought(work: timedelta) -> str:
    """So much work, in whole minutes and rounded down: what isn't enough never reads as if it were."""
    return length(work // _MINUTE * _MINUTE)


def buys(found: Length, regime: Regime = Regime.REST) -> str:
    """What a break of the worked-out length is good for."""
    walk, long, work = regime is Regime.RESTORE, length(found.length), bought(found.buys)
    if found.enough:
        if walk:
            return say("A walk of {length} keeps you below orange for {work} of work", length=long, work=work)
        return say("A break of {length} keeps you below orange for {work} of work", length=long, work=work)
    if found.buys >= _MINUTE:
        if walk:
            return say("Even a walk of {length} keeps you below orange for only {work} of work", length=long, work=work)
        return say("Even a break of {length} keeps you below orange for only {work} of work", length=long, work=work)
    if walk:
        return say("Not even a walk of {length} brings you below orange; it may be time to end the day", length=long)
    return say("Not even a break of {length} brings you below orange; it may be time to end the day", length=long)


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


def reasons(keys: Iterable[str]) -> str:
    """Why nothing is said, in words. Nobody who is away is just back, though the program or the machine may be."""
    names = tuple(keys)
    said = [key for key in names if key != "just-back" or "away" not in names]
    return formats().listed([say(_REASONS[key]) if key in _REASONS else key for key in said])


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


def since_rest(state: State) -> str:
    """How long the stretch is."""
    if not state.working:
        return ""
    if state.stretch < timedelta(minutes=1):
        return say("Just started")
    return say("{length} since your last break", length=length(state.stretch))


_LEFT = {
    "rest": mark("On a break: {left} left"),
    "walk": mark("On a walk: {left} left"),
    "lunch": mark("At lunch: {left} left"),
}
_UP = {
    "rest": mark("On a break: its time is up"),
    "walk": mark("On a walk: its time is up"),
    "lunch": mark("At lunch: its time is up"),
}


def break_left(begun: Break, at: datetime) -> str:
    """What is left of a break."""
    left = begun.end - at
    if left <= timedelta(0):
        return say(_UP.get(begun.kind, mark("On a break ({kind}): its time is up")), kind=begun.kind)
    return say(_LEFT.get(begun.kind, mark("On a break ({kind}): {left} left")), kind=begun.kind, left=length(left))


def rested(rest: timedelta, before: float, after: float) -> str:
    """What a break freed."""
    return say("{length} away: {change}", length=length(rest), change=change(before, after))


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


def more_time(more: timedelta) -> str:
    """The button that makes a day, a session or a break longer: ``15 more minutes``, ``1 h more``."""
    minutes = more // timedelta(minutes=1)
    if 1 < minutes < 60:
        return say_many("{count} more minute", "{count} more minutes", minutes)
    return say("{length} more", length=length(more))


def clipped(text: str, most: int = 40) -> str:
    """What a person wrote, on one line and short enough for a menu or a title."""
    line = clean(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"


def next_step(
    each: Commitment, at: datetime, zone: tzinfo, said: Callable[[datetime, datetime, tzinfo], str] = moment
) -> str:
    """When the next step of a commitment is, or that its time has passed; empty where it has none."""
    if each.when is None:
        return ""
    when = said(each.when, at, zone)
    return say("overdue since {when}", when=when) if each.is_overdue(at) else when
