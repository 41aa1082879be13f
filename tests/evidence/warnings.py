"""How often do the early warnings err, and how late are they? ``python -m tests.evidence.warnings`` prints it.

The lives are generated, not measured. A person works Monday to Friday; each number of a day is its usual value plus
noise that remembers 0.3 of yesterday's (an AR(1) process), normal, with the spread given in ``USUAL``; what is worked
past the plan is work after hours. Days follow each other for half a year after the first twelve weeks, which teach
what is usual. Each day the rules look at the twelve weeks before it, as the program does, and a signal that was told is
quiet for four weeks; the bounds of one warning a day and three a week are left out, so that none hides another.

False alarms are counted in lives in which nothing changes, and whose usual values keep their distance from the rules
that are fixed numbers: somebody whose every week has 47 hours of work is told of 48 again and again, and rightly so. A
drift is found when its signal is told within so many weeks of the first day of the drift.
"""

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from tray.core.messages.day_totals import Answer, DayTotals
from tray.core.wellbeing.timing_of_warnings_and_insights import AGAIN_AFTER, LOOKED_BACK
from tray.core.wellbeing.warning_signs import SIGNALS, History

MEMORY = 0.3
LEARNING, HALF_YEAR = timedelta(weeks=12), timedelta(weeks=26)
MINUTE = 60.0
HOUR = 3600.0
MONDAY = date(2026, 1, 5)

USUAL: dict[str, tuple[float, float]] = {
    "worked": (7.75 * HOUR, 40 * MINUTE),
    "past_plan": (-20 * MINUTE, 30 * MINUTE),
    "longest": (80 * MINUTE, 20 * MINUTE),
    "switches": (14.0, 4.0),
    "compliance": (0.8, 0.12),
    "rested": (6.5, 1.3),
    "engaged": (6.5, 1.3),
    "gen2": (6.0, 0.8),
    "open_loops": (6.0, 1.2),
    "start": (9 * HOUR, 15 * MINUTE),
}
"""The usual value of each number on a day of work, and its spread; times in seconds, ``switches`` an hour."""


@dataclass
class Life:
    """Somebody's days, one after the other; ``drift`` says how much a number has moved after so many weeks."""

    seed: int
    drift: dict[str, float] = field(default_factory=dict)
    """What is added a week."""

    def days(self) -> Iterator[DayTotals]:
        """Two weeks more than the rules need, then half a year in which the drift goes on."""
        chance, noise = random.Random(self.seed), dict.fromkeys(USUAL, 0.0)
        stopped: datetime | None = None
        for n in range((LEARNING + HALF_YEAR).days):
            day = MONDAY + timedelta(days=n)
            weeks = max(n - LEARNING.days, 0) / 7
            for name, (_, spread) in USUAL.items():
                noise[name] = MEMORY * noise[name] + chance.gauss(0, spread * (1 - MEMORY**2) ** 0.5)
            drawn = {name: mean + noise[name] + weeks * self.drift.get(name, 0.0) for name, (mean, _) in USUAL.items()}
            begins = datetime.combine(day, time(4), UTC)
            if day.weekday() >= 5:
                yield DayTotals(day, begins, begins + timedelta(days=1), weekend=True)
                continue
            made = _worked(day, begins, drawn, stopped)
            stopped = made.stop
            yield made


def _worked(day: date, begins: datetime, drawn: dict[str, float], stopped: datetime | None) -> DayTotals:
    midnight = datetime.combine(day, time(0), UTC)
    end = midnight + timedelta(hours=17, minutes=30)
    start = midnight + timedelta(seconds=drawn["start"])
    stop = end + timedelta(seconds=drawn["past_plan"])
    worked = max(drawn["worked"], HOUR)
    due = 5
    asked = [Answer(start, "rested", _scale(drawn["rested"]))]
    if day.weekday() == 4:
        asked.append(Answer(stop, "engaged", _scale(drawn["engaged"])))
    return DayTotals(
        day,
        begins,
        begins + timedelta(days=1),
        worked=timedelta(seconds=worked),
        outside=timedelta(seconds=max(drawn["past_plan"], 0.0)),
        longest=timedelta(seconds=max(drawn["longest"], 0.0)),
        start=start,
        stop=stop,
        planned_end=end,
        away_before=start - stopped if stopped else None,
        breaks_due=due,
        breaks_due_taken=min(max(round(drawn["compliance"] * due), 0), due),
        switches=round(max(drawn["switches"], 0.0) * worked / HOUR),
        open_unplanned=round(max(drawn["open_loops"], 0.0)),
        answers=tuple(asked),
        gen2_morning=max(drawn["gen2"], 0.0),
    )


def _scale(value: float) -> int:
    return min(max(round(value), 0), 10)


def told(days: History, signal: str) -> list[date]:
    """The days after the first twelve weeks on which the signal would have been told."""
    first, last = days[0].day + LEARNING, days[-1].day
    found: list[date] = []
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        if day.weekday() >= 5 or (found and day - found[-1] < AGAIN_AFTER):
            continue
        end = (day - days[0].day).days
        if next(iter(SIGNALS[signal](days[max(0, end - LOOKED_BACK.days) : end])), None):
            found.append(day)
    return found


def false_alarms(lives: int) -> dict[str, float]:
    """Per half year and signal, in lives in which nothing changes."""
    counted = dict.fromkeys(SIGNALS, 0)
    for seed in range(lives):
        days = list(Life(seed).days())
        for signal in SIGNALS:
            counted[signal] += len(told(days, signal))
    return {signal: count / lives for signal, count in counted.items()}


@dataclass(frozen=True, slots=True)
class Drift:
    """One way in which a life changes."""

    name: str
    signal: str
    number: str
    a_week: float


DRIFTS = (
    Drift("stops 15 min later each week", "stopping", "past_plan", 15 * MINUTE),
    Drift("stops 7 min later each week", "stopping", "past_plan", 7 * MINUTE),
    Drift("longest stretch grows by 8 min a week", "stretches", "longest", 8 * MINUTE),
    Drift("takes 6 % less of the breaks each week", "breaks", "compliance", -0.06),
    Drift("works 1 h more each week", "hours", "worked", 12 * MINUTE),
    Drift("stops 15 min later each week, after hours", "after_hours", "past_plan", 15 * MINUTE),
    Drift("is less rested by 0.4 each week", "answers", "rested", -0.4),
    Drift("2 more switches an hour each week", "switching", "switches", 2.0),
    Drift("1.5 more open commitments a week", "open_loops", "open_loops", 1.5),
    Drift("gen2 grows by 0.8 a week", "gen2", "gen2", 0.8),
)


def delays(drift: Drift, lives: int) -> list[float | None]:
    """After how many weeks each life is told; None for one that is not told within half a year."""
    found: list[float | None] = []
    for seed in range(lives):
        days = list(Life(10_000 + seed, {drift.number: drift.a_week}).days())
        when = told(days, drift.signal)
        found.append((when[0] - (MONDAY + LEARNING)).days / 7 if when else None)
    return found


def share_by(found: list[float | None], weeks: float) -> float:
    """The share of lives that were told by the end of that week."""
    return sum(each is not None and each <= weeks for each in found) / len(found)


def main(lives: int, out: Callable[[str], object] = print) -> None:
    """Print the table."""
    out(f"False alarms per half year, in {lives} lives in which nothing changes:")
    for signal, rate in false_alarms(lives).items():
        out(f"  {signal:<14}{rate:5.2f}{'' if rate < 0.4 else '   more than 0.4'}")
    out("\nDrifts, told by the end of week 8, and the median delay in weeks:")
    for drift in DRIFTS:
        found = delays(drift, lives)
        known = sorted(each for each in found if each is not None)
        middle = f"{known[len(known) // 2]:.1f}" if len(known) * 2 > lives else "never"
        out(f"  {drift.name:<42}{share_by(found, 8):5.0%}{middle:>7}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
