"""The law and its answer model beside what people reported: ``python -m tests.evidence.reports FILE`` prints it.

FILE is a table of reports, plain or compressed by gzip, with the columns ``person``, ``hour_utc`` (hours since any
hour), ``valence`` and ``arousal`` (0 to 100). None is in this repository: the licence of the one that was used, of
Freihaut and Göritz's keyboard study of 2022, is another than ours.

Protocol. People were asked about once an hour while they used their computers, so the work is rebuilt from the
reports: they worked from one to the next where no more than two hours lie between them, and for half an hour before
the first, in one way of rebuilding without a pause, in another on the rhythm of the other rows, 50 minutes and 10 of
rest. A gap of more than two hours is no work; in one of six hours or more they slept, eight hours at most, in its
middle. Each life begins with the pools of an ordinary morning. The answer is how bad they felt: 100 − valence.
"""

import csv
import gzip
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, pairwise
from math import sqrt
from pathlib import Path
from random import Random
from statistics import fmean, stdev

from tests.evidence.law import MODELS, Model, asleep, at_desk, off, work
from tray.core.law.answer_model import Learnt, expected, observed, passed
from tray.core.law.simulation import Segment, simulate

LONGEST_BETWEEN = 2.0
NIGHT_FROM = 6.0
"""Hours: people asked once an hour who say nothing for two weren't at the computer, and slept in six."""
SLEEP = 8.0
BEFORE_FIRST = 0.5
ENOUGH = 10
"""Reports that a person must have given; what is forecast is each after the first five."""
FIRST = 5


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody felt, and when."""

    hour: float
    valence: float
    arousal: float


def read(lines: Iterable[str]) -> dict[str, list[Report]]:
    """The reports of each person who gave enough of them, in order of time."""
    people: dict[str, list[Report]] = defaultdict(list)
    for row in csv.DictReader(lines):
        people[row["person"]].append(Report(float(row["hour_utc"]), float(row["valence"]), float(row["arousal"])))
    return {
        person: sorted(reports, key=lambda each: each.hour)
        for person, reports in people.items()
        if len(reports) >= ENOUGH
    }


def rebuilt(reports: Sequence[Report], pauses: bool) -> list[Segment]:
    """The life that lies behind somebody's reports; it begins half an hour before the first."""
    segments = _desk(BEFORE_FIRST, pauses)
    for one, other in pairwise(reports):
        hours = other.hour - one.hour
        if hours <= LONGEST_BETWEEN:
            segments += _desk(hours, pauses)
            continue
        away = hours - BEFORE_FIRST
        slept = min(SLEEP, away) if away >= NIGHT_FROM else 0.0
        awake = timedelta(hours=(away - slept) / 2)
        segments += [off(awake), asleep(timedelta(hours=slept)), off(awake)]
        segments += _desk(BEFORE_FIRST, pauses)
    return [each for each in segments if each.length]


def _desk(hours: float, pauses: bool) -> list[Segment]:
    length = timedelta(hours=hours)
    return at_desk(length) if pauses else [work(length)]


def pressures(model: Model, reports: Sequence[Report], pauses: bool) -> list[float]:
    """The pressure at each report."""
    life = simulate(model.start, rebuilt(reports, pauses), model.law)
    found, points = [], iter(life.points)
    point = next(points)
    for report in reports:
        seconds = (report.hour - reports[0].hour + BEFORE_FIRST) * 3600.0
        before = point
        while point.seconds < seconds - 1e-6:
            before, point = point, next(points)
        share = (seconds - before.seconds) / (point.seconds - before.seconds) if point is not before else 0.0
        found.append(before.pressure + share * (point.pressure - before.pressure))
    return found


def ranks(values: Sequence[float]) -> list[float]:
    """The rank of each, equal ones the mean of theirs."""
    order = sorted(values)
    return [(2 * order.index(each) + order.count(each) - 1) / 2 for each in values]


def correlated(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Spearman's correlation, or None where one of them never changes."""
    a, b = ranks(first), ranks(second)
    a, b = [x - fmean(a) for x in a], [x - fmean(b) for x in b]
    squares = sum(x * x for x in a) * sum(x * x for x in b)
    return sum(x * y for x, y in zip(a, b, strict=True)) / sqrt(squares) if squares > 0.0 else None


@dataclass(frozen=True, slots=True)
class Forecasts:
    """How far the next answers lay from what was expected of them, and how often in the band."""

    squares: Mapping[str, Mapping[str, list[float]]]
    """The squares of the errors of each person's answers, by each way of expecting them."""
    held: int
    """Answers within the band of the answer model, which says that it holds 80 %."""

    @property
    def answers(self) -> int:
        """How many were forecast."""
        return sum(map(len, self.squares[MODEL].values()))

    def error(self, way: str, people: Iterable[str]) -> float:
        """The root of the mean square over the answers of these people, in points."""
        return sqrt(fmean(chain.from_iterable(self.squares[way][person] for person in people)))

    def gain(self) -> tuple[float, float, float]:
        """How much closer the answer model comes than the mean of a person's answers, and its 95 % by bootstrap."""
        people = sorted(self.squares[MODEL])
        rng = Random(1)
        drawn = sorted(self._less(rng.choices(people, k=len(people))) for _ in range(2000))
        return self._less(people), drawn[50], drawn[-51]

    def _less(self, people: Sequence[str]) -> float:
        return self.error(MODEL, people) - self.error(MEAN, people)


MODEL, MEAN = "the answer model", "the mean of the person's answers"


def forecast(people: Mapping[str, Sequence[Report]], at: Mapping[str, Sequence[float]]) -> Forecasts:
    """Each answer after a person's first five, expected from those before it; ``at`` are the pressures."""
    squares: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    held = 0
    for person, reports in people.items():
        for way, about, answer, inside in _expectations(reports, at[person]):
            squares[way][person].append((about - answer) ** 2)
            held += inside
    return Forecasts(squares, held)


def _expectations(reports: Sequence[Report], at: Sequence[float]) -> Iterator[tuple[str, float, float, bool]]:
    answers = [100.0 - each.valence for each in reports]
    learnt, last = Learnt(), reports[0].hour
    for n, (report, answer, pressure) in enumerate(zip(reports, answers, at, strict=True)):
        learnt, last = passed(learnt, report.hour - last), report.hour
        if n >= FIRST:
            says = expected(learnt, pressure)
            yield MODEL, says.answer, answer, says.low <= answer <= says.high
            yield MEAN, fmean(answers[:n]), answer, False
            yield "the last answer", answers[n - 1], answer, False
            yield "the pressure as it is", pressure, answer, False
        learnt, _surprise = observed(learnt, pressure, answer)


def main(arguments: Sequence[str]) -> int:
    """Print what comes of the reports in a file; 2 without one."""
    if len(arguments) != 1:
        print("usage: python -m tests.evidence.reports FILE", file=sys.stderr)
        return 2
    path = Path(arguments[0])
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        people = read(lines)
    print(f"{len(people)} people with {ENOUGH} reports or more, {sum(map(len, people.values()))} reports.")
    for pauses in (False, True):
        for model in MODELS:
            print(f"{model.name}, {'with' if pauses else 'without'} pauses between reports:")
            at = {person: pressures(model, reports, pauses) for person, reports in people.items()}
            _print(people, at)
    return 0


def _print(people: Mapping[str, Sequence[Report]], at: Mapping[str, Sequence[float]]) -> None:
    each = (correlated(at[person], [one.valence for one in reports]) for person, reports in people.items())
    rhos = [rho for rho in each if rho is not None]
    error = stdev(rhos) / sqrt(len(rhos))
    print(f"    mood and pressure within a person: rho {fmean(rhos):+.3f} ± {error:.3f}, t {fmean(rhos) / error:+.1f}")
    found = forecast(people, at)
    for way in found.squares:
        print(f"    next answer by {way}: RMSE {found.error(way, people):.1f}")
    less, low, high = found.gain()
    print(f"    the answer model against the mean: {less:+.2f} ({low:+.2f} … {high:+.2f})")
    print(f"    the band of the answer model holds {found.held / found.answers:.0%} of {found.answers}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
