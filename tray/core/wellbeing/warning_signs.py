"""The early signs that the history shows: fourteen signals, each with its rules (law/README.md, Early warnings)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from tray.core.law.editions import edition
from tray.core.messages.day_totals import DayTotals
from tray.core.wellbeing.holiday import LEAVE_FROM
from tray.core.wellbeing.trends import Trend, has_fallen, has_risen, trend
from tray.lib.frozen import dataclass

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_HOUR = timedelta(hours=1)
WORKED_AT_ALL = timedelta(minutes=30)
DAY_OF_WORK = timedelta(hours=1)
"""A day with less is none to compare others with."""
_SEVEN_HOURS, _ELEVEN_HOURS = 7 * _HOUR, 11 * _HOUR
_AFTER_LEAVE = timedelta(days=14)
_MEETING_DAYS, _CLOSE = 5, 10
"""In so many days of work so many meetings right after another are two a day."""
_KNOWN = 14
"""Days on record, before which what the last weeks left is mostly what the person said of them."""
_LOW_ANSWERS, _LOW_DAYS = 5, 3
"""So many low answers in a row, from so many days: one bad day is no sign."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule of a signal holds."""

    signal: str
    rule: str
    numbers: Mapping[str, float]
    """What it rests on; lengths of time in seconds."""


History = Sequence[DayTotals]
"""Whole days, those without work too, without a gap between them; the last is the day before the evaluation."""


def findings(days: History, law_edition: int = 1) -> tuple[Finding, ...]:
    """What the days show, the gravest signals first; at most one finding a signal."""
    told = (gen2(days, law_edition) if rules is gen2 else rules(days) for rules in SIGNALS.values())
    found = (next(iter(each), None) for each in told)
    return tuple(each for each in found if each is not None)


def _trend(
    signal: str,
    days: History,
    values: Callable[[History], list[float]],
    least: float,
    *,
    level: float,
    falls: bool = False,
) -> Iterator[Finding]:
    """A drift to ``level`` and beyond, at two weekly evaluations in a row; a week is whole when its last day is over.

    What has risen and is low all the same, or has fallen and is still high, means nothing.
    """
    whole = upto(days, replace(days[-1], day=days[-1].day + _DAY).week) if days else days
    before = upto(whole, whole[-1].day - 6 * _DAY) if whole else whole
    now, then = trend(values(whole)), trend(values(before))
    drifted = has_fallen if falls else has_risen
    if now is None or (now.now > level if falls else now.now < level):
        return
    if drifted(now, least) and drifted(then, least):
        yield Finding(signal, "trend", _of(now))


def _of(found: Trend) -> dict[str, float]:
    return {"now": found.now, "usual": found.usual, "spread": found.spread}


def upto(days: History, day: date) -> History:
    """The days before ``day``."""
    return [each for each in days if each.day < day]


def work_days(days: History) -> list[DayTotals]:
    """The days that trends compare: with an hour of work or more."""
    return [each for each in days if each.worked >= DAY_OF_WORK]


def _sum(days: History) -> float:
    return sum(each.worked.total_seconds() for each in days)


def hours(days: History) -> Iterator[Finding]:
    """Work in seven days, and in the mean of four weeks."""
    week, weeks = _sum(days[-7:]), _sum(days[-28:]) / 4
    numbers = {"week": week, "weeks": weeks}
    if week >= 55 * 3600:
        yield Finding("hours", "fifty-five", numbers)
    if len(days) >= 28 and weeks > 48 * 3600:
        yield Finding("hours", "four-weeks", numbers)
    if week > 48 * 3600:
        yield Finding("hours", "forty-eight", numbers)


def short_nights(days: History) -> Iterator[Finding]:
    """Nights of less than seven hours without work, or with work from 23:00 to 06:00 outside the person's own hours."""
    short = [
        each
        for each in days[-7:]
        if each.night_outside or (each.away_before is not None and each.away_before < _SEVEN_HOURS)
    ]
    if len(short) >= 3:
        yield Finding("short_nights", "three", {"nights": float(len(short))})


def gen2(days: History, law_edition: int = 1) -> Iterator[Finding]:
    """What the last weeks had left at the first work of each week."""
    mornings: dict[date, float] = {}
    for each in days:
        if each.gen2_morning is not None and each.worked >= WORKED_AT_ALL:
            mornings.setdefault(each.week, each.gen2_morning)
    found = list(mornings.values())[-4:]
    if not found:
        return
    numbers = {"now": found[-1], "before": found[-2] if len(found) > 1 else found[-1], "first": found[0]}
    much = edition(law_edition)
    if found[-1] >= much.once and len(days) >= _KNOWN:
        yield Finding("gen2", "very-high", numbers)
    if len(found) > 1 and min(found[-2:]) >= much.twice:
        yield Finding("gen2", "twice", numbers)
    rises = [later - sooner for sooner, later in pairwise(found)]
    # Three rises in a row happen by chance as well; those that add up to little are left alone.
    if len(rises) == 3 and min(rises) > 0 and sum(rises) >= 3:
        yield Finding("gen2", "rising", numbers)


def quick_returns(days: History) -> Iterator[Finding]:
    """Less than eleven hours between the last work of a day and the first of the next."""
    quick = [each for each in days[-7:] if each.away_before is not None and each.away_before < _ELEVEN_HOURS]
    if len(quick) >= 2:
        shortest = min(each.away_before.total_seconds() for each in quick if each.away_before is not None)
        yield Finding("quick_returns", "two", {"times": float(len(quick)), "shortest": shortest})


def stopping(days: History) -> Iterator[Finding]:
    """The last work against the planned end of the day."""

    def past(of: History) -> list[float]:
        return [each.past_plan.total_seconds() for each in work_days(of) if each.past_plan is not None]

    yield from _trend("stopping", days, past, 45 * 60, level=1)


def after_hours(days: History) -> Iterator[Finding]:
    """Work outside the person's own hours."""
    week, weeks = _outside(days[-7:]), _outside(days[-28:]) / 4
    yield from _trend(
        "after_hours", days, lambda of: [_outside([each]) for each in work_days(of)], 15 * 60, level=15 * 60
    )
    # A single such week is an ordinary one for many.
    if len(days) >= 28 and min(week, weeks) > 68 * 60:
        yield Finding("after_hours", "week", {"week": week, "weeks": weeks})


def _outside(days: History) -> float:
    return sum(each.outside.total_seconds() for each in days)


def weekend(days: History) -> Iterator[Finding]:
    """Work on days that the person's hours leave free, and weeks without a day of rest."""
    four = days[-28:]
    share = _sum([each for each in four if each.weekend]) / (_sum(four) or 1.0)
    if len(days) >= 7 and all(each.worked >= WORKED_AT_ALL for each in days[-7:]):
        yield Finding("weekend", "no-day-off", {"days": 7.0})
    if len(four) == 28 and share > 0.10:
        yield Finding("weekend", "share", {"share": share})


def stretches(days: History) -> Iterator[Finding]:
    """The longest stretch of each day."""
    longest = max((each.longest for each in days[-7:]), default=timedelta(0))
    if longest > 4 * _HOUR:
        yield Finding("stretches", "four-hours", {"longest": longest.total_seconds()})

    def lengths(of: History) -> list[float]:
        return [each.longest.total_seconds() for each in work_days(of)]

    yield from _trend("stretches", days, lengths, 20 * 60, level=60 * 60)


def breaks(days: History) -> Iterator[Finding]:
    """Breaks that were due, and taken."""

    def shares(of: History) -> list[float]:
        return [each.compliance or 0.0 for each in work_days(of)]

    yield from _trend("breaks", days, shares, 0.15, level=0.8, falls=True)
    last = work_days(days)[-10:]
    due, taken = sum(each.breaks_due for each in last), sum(each.breaks_due_taken for each in last)
    if len(last) == 10 and due >= 10 and taken < 0.5 * due:
        yield Finding("breaks", "half", {"due": float(due), "taken": float(taken)})


def switching(days: History) -> Iterator[Finding]:
    """Switches of context in an hour of work."""

    def rates(of: History) -> list[float]:
        return [each.switches_per_hour or 0.0 for each in work_days(of)]

    last = work_days(days[-7:])
    worked = sum((each.worked for each in last), timedelta(0)) / _HOUR
    rate = sum(each.switches for each in last) / worked if worked else 0.0
    if len(last) >= 3 and rate > 40:
        yield Finding("switching", "forty", {"now": rate})
    yield from _trend("switching", days, rates, 5.0, level=15.0)


def answers(days: History) -> Iterator[Finding]:
    """How rested, and how engaged the person said to be."""
    for item in ("rested", "engaged"):
        last = [(day.day, answer) for day in days for answer in _said(day, item)][-_LOW_ANSWERS:]
        said = [answer for _, answer in last]
        if len(said) == _LOW_ANSWERS and max(said) <= 3 and len({day for day, _ in last}) >= _LOW_DAYS:
            yield Finding("answers", f"low-{item}", {"now": sum(said) / len(said)})

        def of_each_day(of: History, item: str = item) -> list[float]:
            return [median(answers) for day in of if (answers := _said(day, item))]

        for each in _trend("answers", days, of_each_day, 1.0, level=6.0, falls=True):
            yield Finding(each.signal, f"trend-{item}", each.numbers)


def _said(day: DayTotals, item: str) -> list[float]:
    return [float(each.answer) for each in day.answers if each.item == item]


def meetings(days: History) -> Iterator[Finding]:
    """Meetings of the person's calendar: hours a day, and how many follow at once."""

    def hours_of(of: History) -> list[float]:
        return [each.booked.total_seconds() for each in work_days(of)]

    last = work_days(days)[-_MEETING_DAYS:]
    mean, close = sum(hours_of(last)) / _MEETING_DAYS, sum(each.back_to_back for each in last)
    if len(last) == _MEETING_DAYS and mean >= 4 * 3600:
        yield Finding("meetings", "four-hours", {"now": mean, "close": float(close)})
    if len(last) == _MEETING_DAYS and close >= _CLOSE:
        yield Finding("meetings", "in-a-row", {"now": mean, "close": float(close)})
    yield from _trend("meetings", days, hours_of, 30 * 60, level=2 * 3600)


def open_loops(days: History) -> Iterator[Finding]:
    """Commitments that are open, planned ones counted for less."""
    if not days:
        return
    now = days[-1].open_loops
    # Of three days each, so that one busy afternoon is no trend.
    lately, before = (median(each.open_loops for each in of or days) for of in (days[-3:], days[-17:-14]))
    if now > 15:
        yield Finding("open_loops", "fifteen", {"now": now})
    if len(days) >= 17 and lately >= 8 and lately - before >= 5:
        yield Finding("open_loops", "two-weeks", {"now": lately, "usual": before})


def load_jump(days: History) -> Iterator[Finding]:
    """Much more work than in the weeks before; after leave that is only the way back."""
    week, before = _sum(days[-7:]), _sum(days[-35:-7]) / 4
    if len(days) < 35 or week <= 40 * 3600 or before <= 0 or _after_leave(days):
        return
    if week / before >= 1.3:
        yield Finding("load_jump", "jump", {"week": week, "usual": before})


def _after_leave(days: History) -> bool:
    """There were five days in a row without work, of which the last was less than two weeks ago."""
    free = 0
    for each in days[-35:]:
        free = free + 1 if each.worked < WORKED_AT_ALL else 0
        if free >= LEAVE_FROM and days[-1].day - each.day < _AFTER_LEAVE + _WEEK:
            return True
    return False


SIGNALS: dict[str, Callable[[History], Iterator[Finding]]] = {
    "hours": hours,
    "short_nights": short_nights,
    "gen2": gen2,
    "quick_returns": quick_returns,
    "stopping": stopping,
    "answers": answers,
    "after_hours": after_hours,
    "weekend": weekend,
    "breaks": breaks,
    "stretches": stretches,
    "switching": switching,
    "meetings": meetings,
    "open_loops": open_loops,
    "load_jump": load_jump,
}
"""Every signal by its name, the gravest first."""
