"""What `simulate` prints: a simulated life, summed up in words."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import timedelta
from itertools import accumulate
from math import ceil, floor

from tray.core.law.simulation import Life, Point, Segment
from tray.view.terminal.plot import legend, plot
from tray.view.words.durations import length
from tray.view.words.rounding import fine_percent, shared

_MOST_ROWS = 32
_DAY = 86_400.0
_LEVELS = (("yellow", 40.0), ("orange", 60.0), ("red", 80.0), ("critical", 95.0), ("full", 100.0))
_ROW = "{:>12}  {:<8}{:>9}  {:>12}{:>8}{:>12}{:>13}"


def life_text(life: Life, segments: Sequence[Segment], *, width: int, colour: bool, blocks: bool = True) -> str:
    """A plot, what stands out, and a table: at the end of each segment, or of each day when the segments are many."""
    lines = plot(life, segments, width=width, colour=colour, blocks=blocks)
    lines += [f"       ({legend(segments)})", "", *_summary(life), "", *_table(life, segments)]
    return "\n".join(line.rstrip() for line in lines)


def _summary(life: Life) -> list[str]:
    return [
        f"Highest {fine_percent(life.peak)} after {_after(life.peak_seconds)}; "
        f"{fine_percent(life.points[-1].pressure)} at the end, after {_after(life.length_seconds)}.",
        *(_level(life, name, threshold) for name, threshold in _LEVELS if life.seconds_above(threshold)),
    ]


def _level(life: Life, name: str, threshold: float) -> str:
    """When a level was first reached, how often, and for how long in all."""
    ups = [crossed.seconds for crossed in life.crossings if crossed.threshold == threshold and crossed.up]
    if life.points[0].pressure >= threshold:
        ups.insert(0, 0.0)
    times = "once" if len(ups) == 1 else f"{len(ups)} times"
    above = length(timedelta(seconds=life.seconds_above(threshold)))
    return f"{name.capitalize()} ({threshold:g}%) first after {_after(ups[0])}, {times}, {above} in all."


def _table(life: Life, segments: Sequence[Segment]) -> list[str]:
    head = _ROW.format("after", "doing", "pressure", "this stretch", "today", "last weeks", "commitments")
    return [head, *(_row(life, what, point) for what, point in _rows(life, segments))]


def _row(life: Life, what: str, point: Point) -> str:
    pools = (point.gen0, point.gen1, point.gen2, life.live)
    tenths = shared(floor(point.pressure * 10.0), [pool * 10.0 for pool in pools])
    return _ROW.format(_after(point.seconds), what, fine_percent(point.pressure), *(f"{n / 10:.1f}" for n in tenths))


def _rows(life: Life, segments: Sequence[Segment]) -> list[tuple[str, Point]]:
    lived = [segment for segment in segments if segment.length]
    ends = list(accumulate(segment.length.total_seconds() for segment in lived))
    doing = [segment.regime.value for segment in lived]
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
    return f"{days} d {hours:02}:{minutes:02}" if days else f"{hours}:{minutes:02}:{left:02}"
