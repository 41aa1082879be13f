"""Compares how the person's answers and their next stretch went after each kind of break, and after early ends.

Differences with their intervals, from their own record alone: at least eight of each, else nothing is said. What goes
together need not be a cause, so nothing is called one.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from math import sqrt
from statistics import fmean, variance

from tray.core.context import Context
from tray.core.law.answer_model import fatigue_of
from tray.core.law.values import Regime
from tray.core.messages.day_totals import DayTotals
from tray.core.messages.facts import CheckedIn, Fact
from tray.core.messages.insight import Insight
from tray.core.state.state import State
from tray.core.state.walk_through_record import Leap, Stage, walk
from tray.core.state.what_counts_as_break import REST_COUNTS

LOOKED_BACK = timedelta(days=84)
ENOUGH = 8
"""So many of each there must be."""
_ANSWERS_TO = timedelta(hours=2)
"""An answer is one after a break for so long."""
_SHORT, _LONG = timedelta(minutes=10), timedelta(minutes=25)
_WALK_AT_LEAST, _BREAK_AT_MOST = timedelta(minutes=5), timedelta(minutes=90)
_NOON, _AFTERNOON = time(11), time(15)
_EARLY = timedelta(minutes=30)
_DAY = timedelta(days=1)
_ZERO = timedelta(0)
_MINUTE = timedelta(minutes=1)


def insights(
    start: State, facts: Iterable[Fact], days: Sequence[DayTotals], until: datetime, context: Context
) -> tuple[Insight, ...]:
    """All that can be told, the clear ones first; ``days`` are those of the same time."""
    after = AfterBreaks(context)
    for lived in walk(start, facts, until):
        after.take(lived)
    return after.insights(days)


class AfterBreaks:
    """Goes through what was lived and notes what came after each break."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._rest, self._walked, self._stretch = _ZERO, False, _ZERO
        self._kind: str | None = None
        """The last break, while its stretch goes on; None before the first, and after what was none."""
        self._ended: datetime | None = None
        self._answered = False
        self._answers: list[tuple[str, float]] = []
        self._stretches: list[tuple[str, float]] = []

    def take(self, lived: Stage | Leap) -> None:
        """Take in what comes next."""
        if isinstance(lived, Stage):
            length = lived.after.at - lived.before.at
            if lived.before.working:
                self._work(lived.before.at, length)
            else:
                self._rest += length
                self._walked = self._walked or lived.before.lived is Regime.RESTORE
        elif isinstance(lived.fact, CheckedIn):
            self._answer(lived)

    def insights(self, days: Sequence[DayTotals]) -> tuple[Insight, ...]:
        """Each kind beside the others, and the ends of ``days``, which are those gone through; the clear ones first."""
        kinds = ("walk", "lunch", "short", "long")
        found = (
            *_compared("answer", self._answers, kinds),
            *_compared("stretch", self._stretches, kinds),
            *_compared("answer", _after_ends(days), ("early-end",)),
        )
        return tuple(sorted(found, key=lambda each: not each.clear))

    def _work(self, at: datetime, length: timedelta) -> None:
        if self._rest >= REST_COUNTS:
            if self._kind is not None and self._stretch:
                self._stretches.append((self._kind, self._stretch / _MINUTE))
            self._kind = self._kind_of(at)
            self._ended, self._answered, self._stretch = at, False, _ZERO
        self._rest, self._walked = _ZERO, False
        self._stretch += length

    def _kind_of(self, at: datetime) -> str | None:
        """What the rest that ended at ``at`` was; None for a night and the like."""
        if self._rest > _BREAK_AT_MOST:
            return None
        if self._walked and self._rest >= _WALK_AT_LEAST:
            return "walk"
        if self._rest >= _LONG:
            began = (at - self._rest).astimezone(self._context.zone).time()
            return "lunch" if _NOON <= began < _AFTERNOON else None
        return "short" if self._rest < _SHORT else "long"

    def _answer(self, leap: Leap) -> None:
        told, kind = leap.after.answered, self._kind
        if told is None or told is leap.before.answered or kind is None or self._answered or self._ended is None:
            return
        fatigue = fatigue_of(told.item, told.answer)
        if fatigue is not None and told.at - self._ended <= _ANSWERS_TO:
            self._answered = True
            self._answers.append((kind, fatigue - told.expected.answer))


def _after_ends(days: Sequence[DayTotals]) -> list[tuple[str, float]]:
    """What the first answer about rest after each day of work with a planned end said beyond what was expected."""
    noted = []
    by_day = {each.day: each for each in days}
    for each in days:
        following = by_day.get(each.day + _DAY)
        if each.planned_end is None or each.stop is None or following is None:
            continue
        answer = next((one for one in following.answers if one.item == "rested" and one.expected), None)
        if answer is None or answer.expected is None:
            continue
        kind = "early-end" if each.stop <= each.planned_end - _EARLY else "other-end"
        noted.append((kind, 10.0 * (10 - answer.answer) - answer.expected.answer))
    return noted


def _compared(what: str, noted: Sequence[tuple[str, float]], kinds: Iterable[str]) -> Iterator[Insight]:
    for kind in kinds:
        own = [value for name, value in noted if name == kind]
        others = [value for name, value in noted if name != kind]
        if min(len(own), len(others)) >= ENOUGH:
            found, half = difference(own, others)
            yield Insight(kind, what, len(own), len(others), found, found - half, found + half)


def difference(one: Sequence[float], other: Sequence[float]) -> tuple[float, float]:
    """The mean of ``one`` less that of ``other``, and half of the 95 % interval of that; two values each at least."""
    return fmean(one) - fmean(other), _half_width(one, other)


def _half_width(one: Sequence[float], other: Sequence[float]) -> float:
    """Half of the 95 % interval of a difference of means, by Welch."""
    a, b = variance(one) / len(one), variance(other) / len(other)
    if a + b == 0.0:
        return 0.0
    freedom = (a + b) ** 2 / (a * a / (len(one) - 1) + b * b / (len(other) - 1))
    return _quantile(freedom) * sqrt(a + b)


def _quantile(freedom: float) -> float:
    """The 97.5 % quantile of Student's distribution, to 0.01 from 7 degrees of freedom on (Cornish and Fisher)."""
    z = 1.959964
    first, second = (z**3 + z) / 4.0, (5.0 * z**5 + 16.0 * z**3 + 3.0 * z) / 96.0
    return z + first / freedom + second / freedom**2
