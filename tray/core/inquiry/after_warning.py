"""Compares the weeks after an early warning with those before it: what it was about, and the answers.

It says what was, with its interval, and never that the warning or its advice brought it about.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from tray.core.inquiry.insights import difference
from tray.core.law.answer_model import fatigue_of
from tray.core.messages.day_totals import DayTotals
from tray.lib.frozen import dataclass

FORTNIGHT = timedelta(days=14)
ENOUGH_DAYS, ENOUGH_ANSWERS = 5, 8
"""So many there must be on either side."""
_HOUR = timedelta(hours=1)


def _hours(value: timedelta | None) -> float | None:
    return None if value is None else value / _HOUR


def _said(day: DayTotals) -> float | None:
    said = [each.answer for each in day.answers if each.item in ("rested", "engaged")]
    return sum(said) / len(said) if said else None


@dataclass(frozen=True, slots=True)
class Measure:
    """What a signal is about, for a day."""

    unit: str
    """hours, points, share, of-ten, an-hour or count."""
    of: Callable[[DayTotals], float | None]
    """None for a day that tells nothing of it."""
    at_work: bool = True
    """Only days of work tell of it."""


MEASURES = {
    "hours": Measure("hours", lambda day: day.worked / _HOUR, at_work=False),
    "load_jump": Measure("hours", lambda day: day.worked / _HOUR, at_work=False),
    "after_hours": Measure("hours", lambda day: day.outside / _HOUR, at_work=False),
    "weekend": Measure("hours", lambda day: day.worked / _HOUR if day.weekend else None, at_work=False),
    "short_nights": Measure("hours", lambda day: _hours(day.away_before)),
    "quick_returns": Measure("hours", lambda day: _hours(day.away_before)),
    "stopping": Measure("hours", lambda day: _hours(day.past_plan)),
    "stretches": Measure("hours", lambda day: day.longest / _HOUR),
    "gen2": Measure("points", lambda day: day.gen2_morning),
    "answers": Measure("of-ten", _said, at_work=False),
    "breaks": Measure("share", lambda day: day.compliance),
    "switching": Measure("an-hour", lambda day: day.switches_per_hour),
    "meetings": Measure("hours", lambda day: day.booked / _HOUR),
    "open_loops": Measure("count", lambda day: day.open_loops),
}
"""By signal."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The means of the fortnights before and after a warning, and the interval of their difference."""

    unit: str
    before: float
    after: float
    low: float
    high: float
    fatigue: float | None = None
    """By how many points the answers said more fatigue than before, beyond what was expected; None where the interval
    holds nothing at all, or answers are few."""

    @property
    def clear(self) -> bool:
        """The interval leaves out that nothing changed."""
        return self.low > 0.0 or self.high < 0.0


def follow_up(signal: str, told_on: date, days: Sequence[DayTotals]) -> FollowUp | None:
    """What became of a warning that was told on a day; None while the fortnight is not over, or days are few.

    ``days`` are all that are known. The day of the warning itself belongs to neither side.
    """
    measure = MEASURES.get(signal)
    before = [each for each in days if told_on - FORTNIGHT <= each.day < told_on]
    after = [each for each in days if told_on < each.day <= told_on + FORTNIGHT]
    if measure is None or not days or days[-1].day < told_on + FORTNIGHT:
        return None
    one, other = _values(measure, after), _values(measure, before)
    if min(len(one), len(other)) < ENOUGH_DAYS:
        return None
    change, half = difference(one, other)
    mean = sum(other) / len(other)
    return FollowUp(measure.unit, mean, mean + change, change - half, change + half, _more_tired(after, before))


def _values(measure: Measure, days: Sequence[DayTotals]) -> list[float]:
    told = (measure.of(each) for each in days if not measure.at_work or each.worked >= _HOUR)
    return [value for value in told if value is not None]


def _more_tired(after: Sequence[DayTotals], before: Sequence[DayTotals]) -> float | None:
    one, other = _surprises(after), _surprises(before)
    if min(len(one), len(other)) < ENOUGH_ANSWERS:
        return None
    change, half = difference(one, other)
    return change if abs(change) > half else None


def _surprises(days: Sequence[DayTotals]) -> list[float]:
    """The answers as fatigue, beyond what was expected of each."""
    found = []
    for answer in (each for day in days for each in day.answers):
        fatigue = fatigue_of(answer.item, answer.answer)
        if fatigue is not None and answer.expected is not None:
            found.append(fatigue - answer.expected.answer)
    return found
