"""What `simulate` prints: a simulated life, summed up in words."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import timedelta
from itertools import accumulate
from math import ceil, floor

from tray.core.law.simulation import THRESHOLDS, Life, Point, Segment
from tray.lib.language.formats import formats
from tray.lib.language.translation import mark, say, say_many
from tray.lib.text_width import fit, to_the_right, width
from tray.view.terminal.simulate_plot import legend, plot
from tray.view.words import names_and_numbers
from tray.view.words.names_and_numbers import fine_percent, length, percent, shared

_MOST_ROWS = 32
_DAY = 86_400.0
*_BEGIN, _FULL = THRESHOLDS
_LEVELS = tuple(zip(("yellow", "orange", "red", "critical"), _BEGIN, strict=True))
_COLUMNS = (
    (mark("after"), 12),
    (mark("doing"), 8),
    (mark("pressure"), 9),
    (mark("this stretch"), 14),
    (mark("today"), 8),
    (mark("last weeks"), 12),
    (mark("to do"), 13),
)
"""The names of the columns, and how wide each is at least."""
_DOING = 1
"""The column of words, which stand to the left."""


def life_text(life: Life, segments: Sequence[Segment], *, columns: int, colour: bool, blocks: bool = True) -> str:
    """A plot, what stands out, and a table: at the end of each segment, or of each day when the segments are many."""
    lines = plot(life, segments, width=columns, colour=colour, blocks=blocks)
    lines += [f"       ({legend(segments)})", "", *_summary(life), "", *_table(life, segments)]
    return "\n".join(line.rstrip() for line in lines)


def _summary(life: Life) -> list[str]:
    highest = say(
        "Highest {peak} after {time}; {end} at the end, after {length}.",
        peak=fine_percent(life.peak),
        time=_after(life.peak_seconds),
        end=fine_percent(life.points[-1].pressure),
        length=_after(life.length_seconds),
    )
    reached = [_level(life, name, threshold) for name, threshold in _LEVELS if life.seconds_above(threshold)]
    if life.seconds_above(_FULL):
        reached.append(_level(life, "", _FULL))
    return [highest, *reached]


def _level(life: Life, name: str, threshold: float) -> str:
    """When a level was first reached, how often, and for how long in all; without a name, when all was full."""
    ups = [crossed.seconds for crossed in life.crossings if crossed.threshold == threshold and crossed.up]
    if life.points[0].pressure >= threshold:
        ups.insert(0, 0.0)
    time, above = _after(ups[0]), length(timedelta(seconds=life.seconds_above(threshold)))
    if not name:
        return say_many(
            "Reached {percent} once, after {time}; {length} in all.",
            "Reached {percent} {count} times, first after {time}; {length} in all.",
            len(ups),
            percent=percent(threshold),
            time=time,
            length=above,
        )
    return say_many(
        "Reached {level} ({percent}) once, after {time}; {length} in all.",
        "Reached {level} ({percent}) {count} times, first after {time}; {length} in all.",
        len(ups),
        level=names_and_numbers.level(name),
        percent=percent(threshold),
        time=time,
        length=above,
    )


def _table(life: Life, segments: Sequence[Segment]) -> list[str]:
    rows = [
        tuple(say(name) for name, _ in _COLUMNS),
        *(_row(what, point) for what, point in _rows(life, segments)),
    ]
    wide = [
        max(least, 2 + max(width(row[column]) for row in rows)) if column else least
        for column, (_, least) in enumerate(_COLUMNS)
    ]
    return [
        "".join(
            f"  {fit(cell, wide[column] - 1)}" if column == _DOING else to_the_right(cell, wide[column])
            for column, cell in enumerate(row)
        )
        for row in rows
    ]


def _row(what: str, point: Point) -> tuple[str, ...]:
    gens = (point.gen0, point.gen1, point.gen2)
    pools = (*gens, max(point.pressure - sum(gens), 0.0))
    tenths = shared(floor(point.pressure * 10.0), [pool * 10.0 for pool in pools])
    return _after(point.seconds), what, fine_percent(point.pressure), *(formats().number(n / 10, 1) for n in tenths)


def _rows(life: Life, segments: Sequence[Segment]) -> list[tuple[str, Point]]:
    lived = [segment for segment in segments if segment.length]
    ends = list(accumulate(segment.length.total_seconds() for segment in lived))
    doing = [names_and_numbers.regime(segment.regime.value) for segment in lived]
    if len(lived) > _MOST_ROWS:
        step = _DAY * ceil(ends[-1] / _DAY / _MOST_ROWS)
        ends = [step * number for number in range(1, int(ends[-1] / step) + 1)]
        doing = [""] * len(ends)
    times = [point.seconds for point in life.points]
    nearest = (life.points[max(bisect_right(times, end + 1e-6) - 1, 0)] for end in ends)
    return [("", life.points[0]), *zip(doing, nearest, strict=True)]


def _after(seconds: float) -> str:
    """``1:30:00``, and from a day on ``4 d 10:30``."""
    days, left = divmod(int(seconds + 0.5), int(_DAY))
    hours, left = divmod(left, 3600)
    minutes, left = divmod(left, 60)
    if days:
        return say("{days} d {time}", days=days, time=f"{hours:02}:{minutes:02}")
    return f"{hours}:{minutes:02}:{left:02}"
