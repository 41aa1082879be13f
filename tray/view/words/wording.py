"""Words used in many places: short, kind, never blaming."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, tzinfo
from math import floor, trunc

from tray.core.breaks.kinds import Length
from tray.core.law.answer_model import Expected
from tray.core.law.law import live
from tray.core.law.levels import Level
from tray.core.law.values import Regime
from tray.core.state.state import Answered, Break, Commitment, State
from tray.lib.text import clean
from tray.view.words.durations import length, moment
from tray.view.words.rounding import change, held, percent

BREAK_NAMES = {"rest": "a rest", "walk": "a walk", "lunch": "lunch"}
MARK_WORDS = {
    "paused": "Tracking is paused",
    "away": "Away: resting",
    "resting": "Resting?",
    "off": "Your day has ended",
    "unknown": "No source of input: nothing is counted as work",
}


def number(pressure: float, level: Level) -> str:
    """The number in words."""
    return f"Pressure {percent(pressure)} ({level.value})"


def headline(pressure: float, level: Level, upcoming: str) -> str:
    """The first row of the menu: the number, its level, and what comes next."""
    parts = (percent(pressure), level.value, f"{upcoming[:1].lower()}{upcoming[1:]}" if upcoming else "")
    return " · ".join(part for part in parts if part)


def buys(found: Length, regime: Regime = Regime.REST) -> str:
    """What a break of the worked-out length is good for."""
    kind = "walk" if regime is Regime.RESTORE else "break"
    if found.enough:
        return f"A {kind} of {length(found.length)} keeps you below orange for {length(found.buys)} of work"
    if found.buys >= timedelta(minutes=1):
        return f"Even a {kind} of {length(found.length)} keeps you below orange for only {length(found.buys)} of work"
    return f"Not even a {kind} of {length(found.length)} brings you below orange; it may be time to end the day"


_REASONS = {
    "paused": "tracking is paused",
    "holiday": "you're on holiday",
    "break": "you're on a break",
    "away": "you're away",
    "resting?": "you may be resting",
    "locked": "the screen is locked",
    "snoozed": "snoozed",
    "quiet": "quiet",
    "quiet-hours": "quiet hours",
    "day-ended": "your day has ended",
    "day-ends": "your day is ending",
    "just-back": "you're just back",
    "just-suggested": "you were just asked",
    "enough-for-this-hour": "you were asked enough this hour",
    "notifications-off": "notifications are off",
    "do-not-disturb": "do not disturb is on",
    "fullscreen": "a window fills the screen",
    "presentation": "a presentation is on",
    "meeting": "you're in a meeting",
    "program": "a program you named is in front",
}


def reasons(names: Iterable[str]) -> str:
    """Why nothing is said, in words."""
    return ", ".join(_REASONS.get(name, name) for name in names)


def quiet_until(state: State, at: datetime, zone: tzinfo) -> str:
    """Until when nothing is said: by the person's word, or in the meeting they spoke of."""
    name, held = ("In a meeting", state.meeting) if state.meeting else ("Quiet", state.quiet)
    if held is None:
        return ""
    return f"{name} until {moment(held.until, at, zone)}" if held.until else f"{name} until you say otherwise"


def since_rest(state: State) -> str:
    """How long the stretch is."""
    if not state.working:
        return ""
    if state.stretch < timedelta(minutes=1):
        return "Just started"
    return f"{length(state.stretch)} since your last break"


def break_left(begun: Break, at: datetime) -> str:
    """What is left of a break."""
    name = BREAK_NAMES.get(begun.kind, begun.kind)
    left = begun.end - at
    if left <= timedelta(0):
        return f"On {name}: its time is up"
    return f"On {name}: {length(left)} left"


def rested(rest: timedelta, before: float, after: float) -> str:
    """What a break freed."""
    return f"{length(rest)} away: {change(before, after)}"


def holds(state: State) -> tuple[str, ...]:
    """What holds the number: this stretch, today, last weeks, commitments."""
    points = held_points(state)
    count = state.unplanned + state.planned
    open_ones = f" ({count} open)" if count else ""
    return (
        f"This stretch: {points['gen0']}",
        f"Today: {points['gen1']}",
        f"Last weeks: {points['gen2']}",
        f"To do: {points['live']}{open_ones}",
    )


def held_points(state: State) -> dict[str, int]:
    """The same in whole points, which add up to the number."""
    of_live = live(state.unplanned, state.planned, state.law)
    return held(state.pressure, {**state.pools._asdict(), "live": of_live})


def more_time(more: timedelta) -> str:
    """The button that puts the end of the day off: ``15 more minutes``, ``1 h more``."""
    minutes = more // timedelta(minutes=1)
    return f"{minutes} more minutes" if 1 < minutes < 60 else f"{length(more)} more"


def clipped(text: str, most: int = 40) -> str:
    """What a person wrote, on one line and short enough for a menu or a title."""
    line = clean(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"


def answered(given: Answered) -> str:
    """What was expected of an answer and what it changed, in one line."""
    low, about, high = (halves(each) for each in expected_answer(given.expected, given.item))
    return f"You answered {given.answer}; about {about} was expected ({low} to {high}). {points_to_today(given.points)}"


def points_to_today(points: float) -> str:
    """By how much an answer moved the number."""
    whole = trunc(points)
    if not whole:
        return "The number stays as it is."
    return f"{'−' if whole < 0 else '+'}{abs(whole)} {'point' if abs(whole) == 1 else 'points'} to today."


def expected_answer(expected: Expected, item: str) -> tuple[float, float, float]:
    """From, about and to, on the scale of a question and within it: 0 to 10, where much rest is little fatigue."""
    low, about, high = (min(max(each / 10.0, 0.0), 10.0) for each in (expected.low, expected.answer, expected.high))
    return (10.0 - high, 10.0 - about, 10.0 - low) if item == "rested" else (low, about, high)


def halves(value: float) -> str:
    """A number as people say it where more would only look exact: ``4½``."""
    doubled = floor(2.0 * value + 0.5)
    whole, half = divmod(doubled, 2)
    return f"{whole or ''}½" if half else str(whole)


def fives(value: float) -> int:
    """A number of 0 to 100, as good as it is: to the nearest five."""
    return 5 * floor(value / 5.0 + 0.5)


def next_step(
    each: Commitment, at: datetime, zone: tzinfo, said: Callable[[datetime, datetime, tzinfo], str] = moment
) -> str:
    """When the next step of a commitment is, or that its time has passed; empty where it has none."""
    if each.when is None:
        return ""
    return f"overdue since {said(each.when, at, zone)}" if each.is_overdue(at) else said(each.when, at, zone)
