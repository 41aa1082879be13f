"""How does the law compare with what studies found? ``python -m tests.evidence.law`` prints it, misses beside hits.

A report and no test: the law was tuned so that scenarios look sensible, and a study of a group says little about a
person. Where the law misses, that is said as plainly as where it agrees. ``--markdown`` prints a table for the manual.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from tray.core.law.law import Drive, Pools, advance, pressure
from tray.core.law.simulation import Life, Segment, Start, simulate
from tray.core.law.values import Regime
from tray.settings.catalogue.catalogue import Law

LAW = Law()
START = Start(Pools(gen2=5.89), unplanned=5)
SWITCHES = 12.0
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One study beside the law."""

    study: str
    found: str
    """What it found, in one sentence."""
    law_says: str
    """The figures of the law for the same."""
    agrees: bool

    def __str__(self) -> str:
        verdict = "agrees" if self.agrees else "MISSES"
        return f"{verdict}  {self.study}\n        found: {self.found}\n        law:   {self.law_says}"


def work(length: timedelta, load: float = 1.0) -> Segment:
    return Segment(length, Regime.WORK, load, SWITCHES)


def rest(length: timedelta) -> Segment:
    return Segment(length, Regime.REST)


def at_desk(length: timedelta, stretch: timedelta = 50 * MINUTE, pause: timedelta = 10 * MINUTE) -> list[Segment]:
    """Stretches of work with pauses within ``length``, which ends with work."""
    segments = []
    while length > stretch:
        segments += [work(stretch), rest(pause)]
        length -= stretch + pause
    return [*segments, work(length)] if length > timedelta() else segments


def workday(hours: float) -> list[Segment]:
    """From waking at 07:00: at the desk from 09:00, lunch of 45 min after 3.5 h, sleep from 23:00 to 07:00."""
    desk = hours * HOUR
    return [
        Segment(2 * HOUR, Regime.OFF),
        *at_desk(min(desk, 3.5 * HOUR)),
        rest(45 * MINUTE),
        *at_desk(max(desk - 3.5 * HOUR, timedelta())),
        Segment(13 * HOUR + 15 * MINUTE - desk, Regime.OFF),
        Segment(8 * HOUR, Regime.SLEEP),
    ]


def day_off() -> list[Segment]:
    """From waking at 07:00 to waking at 07:00."""
    return [Segment(16 * HOUR, Regime.OFF), Segment(8 * HOUR, Regime.SLEEP)]


def week(hours: float) -> list[Segment]:
    """Five equal days of work and a weekend."""
    return workday(hours / 5) * 5 + day_off() * 2


def mean(life: Life, begin: timedelta, end: timedelta) -> float:
    """Mean pressure of a time, by the points of the life."""
    low, high = begin.total_seconds(), end.total_seconds()
    inside = [point for point in life.points if low <= point.seconds <= high]
    area = sum((a.pressure + b.pressure) / 2 * (b.seconds - a.seconds) for a, b in pairwise(inside))
    return area / (inside[-1].seconds - inside[0].seconds)


def at(life: Life, moment: timedelta) -> float:
    """The pressure at a moment, by the nearest point."""
    return min(life.points, key=lambda point: abs(point.seconds - moment.total_seconds())).pressure


def numbers(values: Sequence[float], form: str = "{:.1f}") -> str:
    return ", ".join(form.format(value) for value in values)


def tired(straight: timedelta) -> Pools:
    """The pools after straight work from the Monday morning of the scenarios."""
    return simulate(START, [work(straight)], LAW).end


def rising(values: Sequence[float]) -> bool:
    return all(a < b for a, b in pairwise(values))


def short_rests() -> Finding:
    before = tired(90 * MINUTE)
    desk, pause = Drive(Regime.WORK, unplanned=5), Drive(Regime.REST, unplanned=5)
    now, freed, climbs = pressure(before, desk, LAW), [], []
    for minutes in (1, 5, 10):
        rested = advance(before, pause, minutes * 60.0, LAW)
        again = simulate(Start(rested, unplanned=5), [work(10 * MINUTE)], LAW)
        freed.append(now - pressure(rested, pause, LAW))
        climbs.append(again.points[-1].pressure - again.points[0].pressure)
    return Finding(
        "Lim & Kwok 2016, breaks of 1, 5 and 10 min in a demanding task",
        "longer breaks restore more, and the decline afterwards is steeper",
        f"after 90 min of work they free {numbers(freed)} points; the next 10 min add {numbers(climbs)}",
        rising(freed) and rising(climbs),
    )


def long_rests() -> Finding:
    before = tired(90 * MINUTE)
    pause = Drive(Regime.REST, unplanned=5)
    added = pressure(before, pause, LAW) - pressure(START.pools, pause, LAW)
    left = [
        100.0 * (pressure(advance(before, pause, minutes * 60.0, LAW), pause, LAW) - pressure(START.pools, pause, LAW))
        / added
        for minutes in (20, 45)
    ]  # fmt: skip
    return Finding(
        "Jacquet 2021 and Magnuson 2021, recovery from 90 min of mental work",
        "part of it is left after 20 min of rest, little after 45 min",
        f"of what 90 min of work added, {left[0]:.0f} % is left after 20 min and {left[1]:.0f} % after 45 min "
        "(10 % or more counts as a part, 15 % or less as little)",
        left[0] >= 10.0 and left[0] > left[1] and left[1] <= 15.0,
    )


def evenings_after_long_days() -> Finding:
    life = simulate(START, workday(12) * 2 + day_off() * 3, LAW)
    long_day, *evenings = (at(life, timedelta(days=day, hours=13)) for day in (1, 2, 3, 4))
    return Finding(
        "Blasche 2017, rest days after two 12 h days",
        "fatigue in the evening falls from the first rest day to the second and third",
        f"at 20:00 of the three rest days {numbers(evenings)} %, after {long_day:.0f} % at that hour of a long day",
        rising(evenings[::-1]) and evenings[0] - evenings[-1] >= 1.0,
    )


def worth_of_a_break() -> Finding:
    lesson = 90 * MINUTE
    morning = simulate(START, [work(lesson), rest(25 * MINUTE)], LAW)
    dropped = at(morning, lesson) - morning.points[-1].pressure
    day = simulate(START, workday(6), LAW)
    hourly = (at(day, 8 * HOUR) - at(day, 2 * HOUR)) / 6
    return Finding(
        "Sievertsen 2016, tests through the school day",
        "scores fall by the hour, and a break of 20 to 30 min is worth 1.9 h of that",
        f"a rest of 25 min after 90 min of work frees {dropped:.0f} points and a day of 6 h adds {hourly:.1f} an hour, "
        f"so it is worth {dropped / hourly:.1f} h",
        1.0 <= dropped / hourly <= 3.0,
    )


def after_a_heavy_week() -> Finding:
    climbs = []
    for hours in (30.0, 40.0, 60.0):
        life = simulate(START, week(hours) + workday(12), LAW)
        begin = timedelta(days=7, hours=2)
        climbs.append(at(life, begin + 12 * HOUR) - at(life, begin))
    return Finding(
        "Dai 2015, hand hygiene through 12 h shifts",
        "compliance falls during a shift, and falls more steeply after a week of more hours",
        f"after weeks of 30, 40 and 60 h a 12 h day climbs by {numbers(climbs)} points",
        rising(climbs) and climbs[-1] > 1.02 * climbs[0],
    )


def hours_in_orange() -> Finding:
    weekly = (40.0, 45.0, 48.0, 55.0, 60.0)
    orange = []
    for hours in weekly:
        # The tenth such week: what the weeks leave behind has settled.
        settled = simulate(START, week(hours) * 9, LAW)
        orange.append(simulate(Start(settled.end, unplanned=5), week(hours), LAW).seconds_above(60.0) / 3600.0)
    return Finding(
        "Pencavel 2014, output of munition workers",
        "output is proportional to hours up to 48–49 h a week and flattens beyond",
        f"hours in orange or above in weeks of 40, 45, 48, 55, 60 h, the tenth of its kind: {numbers(orange)}",
        orange[0] < 2.0 and orange[-1] - orange[2] > 2 * (orange[2] - orange[0]),
    )


def long_days() -> Finding:
    with_breaks, without = (
        [mean(simulate(START, day(hours), LAW), 2 * HOUR, 2 * HOUR + hours * HOUR) for hours in (8.0, 10.0, 12.0)]
        for day in (workday, lambda hours: [Segment(2 * HOUR, Regime.OFF), work(hours * HOUR)])
    )
    ten, twelve = with_breaks[1] / with_breaks[0], with_breaks[2] / with_breaks[0]
    return Finding(
        "Accident risk of long shifts (Folkard & Tucker 2003 and later)",
        "against 8 h, 1.13–1.15 with 10 h and 1.24–1.38 with 12 h",
        f"mean pressure at work against 8 h: {ten:.2f} with 10 h and {twelve:.2f} with 12 h on a 50/10 rhythm, "
        f"{without[1] / without[0]:.2f} and {without[2] / without[0]:.2f} without any break",
        1.10 <= ten <= 1.18 and 1.20 <= twelve <= 1.42,
    )


REPORT: tuple[Callable[[], Finding], ...] = (
    short_rests,
    long_rests,
    evenings_after_long_days,
    worth_of_a_break,
    after_a_heavy_week,
    hours_in_orange,
    long_days,
)


def findings() -> list[Finding]:
    """Every study beside the law, worked out now."""
    return [each() for each in REPORT]


def as_markdown(found: Sequence[Finding]) -> str:
    """A table for the manual."""
    rows = [
        f"| {each.study} | {each.found} | {each.law_says} | {'yes' if each.agrees else '**no**'} |" for each in found
    ]
    return "\n".join(["| study | found | the law | agrees |", "|---|---|---|---|", *rows])


def main(arguments: Sequence[str]) -> int:
    """Print the report; always 0, since it is no test."""
    found = findings()
    print(as_markdown(found) if "--markdown" in arguments else "\n".join(map(str, found)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
