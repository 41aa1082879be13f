"""Plots a life in a terminal."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from math import ceil

from tray.core.law.simulation import THRESHOLDS, Life, Point, Segment
from tray.core.law.values import Regime
from tray.lib.language.formats import formats
from tray.lib.language.translation import say
from tray.lib.text_width import width as columns_of
from tray.view.words import names_and_numbers

_ROWS_FOR_100 = 10
_MOST_ROWS = 20
MOST_WIDTH = 120
"""Columns, however wide the terminal is."""
_BLOCKS = " ▁▂▃▄▅▆▇█"
_PLAIN_BLOCKS = "   ....:#"
_LABEL = 5
_SHADES = tuple(zip((0.0, *THRESHOLDS[:-1]), ("32", "33", "38;5;208", "31", "1;35"), strict=True))[::-1]
"""Of each level, the highest first."""
_SIGNS = {Regime.WORK: "w", Regime.REST: "r", Regime.RESTORE: "R", Regime.OFF: "o", Regime.SLEEP: "z"}
_TICKS_HOURS = (0.25, 0.5, 1.0, 2.0, 4.0, 6.0, 12.0, 24.0, 48.0, 168.0, 336.0, 720.0, 2160.0, 8760.0, 87_600.0)
_TICK_WIDTH = 10


def plot(life: Life, segments: Sequence[Segment], *, width: int, colour: bool, blocks: bool = True) -> list[str]:
    """Lines of at most ``width`` columns: the pressure over time, what was done meanwhile, and an axis of hours.

    ``blocks`` draws with eighths of a character; without, only letters and signs of ASCII are used.
    """
    columns = max(width - _LABEL - 2, 10)
    heights = _highest_by_column(life, columns)
    step = _points_a_row(max(heights))
    rows = max(_ROWS_FOR_100 * 10 // step, ceil(max(heights) / step))
    edge = "│" if blocks else "|"
    lines = []
    for row in range(rows - 1, -1, -1):
        top = (row + 1) * step
        label = f"{top:>{_LABEL}} " if top % 20 == 0 else " " * (_LABEL + 1)
        cells = (_cell((height - row * step) / step, blocks=blocks) for height in heights)
        lines.append(label + edge + _shaded(list(cells), heights, colour=colour))
    strip = _strip(segments, life.length_seconds, columns)
    ends = ("└", "─") if blocks else ("+", "-")
    return [*lines, f"{0:>{_LABEL}} {ends[0]}{ends[1] * columns}", " " * (_LABEL + 2) + strip, *_axis(life, columns)]


def legend(segments: Sequence[Segment]) -> str:
    """What the letters below the plot mean."""
    there = {segment.regime for segment in segments}
    signs = ((sign, regime.value) for regime, sign in _SIGNS.items() if regime in there)
    return formats().listed([f"{sign} {names_and_numbers.regime(regime)}" for sign, regime in signs])


def _points_a_row(most: float) -> int:
    step = 10
    while most / step > _MOST_ROWS:
        step *= 2
    return step


def _highest_by_column(life: Life, columns: int) -> list[float]:
    """The highest pressure of the points in each column; between two points that lie far apart, a straight line."""
    points = list(life.points)
    points.insert(bisect_right([point.seconds for point in points], life.peak_seconds), _peak(life))
    times = [point.seconds for point in points]
    width = max(life.length_seconds, 1e-9) / columns
    heights = []
    for column in range(columns):
        first, last = bisect_left(times, column * width), bisect_right(times, (column + 1) * width)
        inside = [point.pressure for point in points[first:last]]
        heights.append(max(inside) if inside else _between(points, times, (column + 0.5) * width))
    return heights


def _peak(life: Life) -> Point:
    return Point(life.peak_seconds, life.peak, 0.0, 0.0, 0.0)


def _between(points: Sequence[Point], times: Sequence[float], at: float) -> float:
    after = min(bisect_left(times, at), len(points) - 1)
    before = max(after - 1, 0)
    apart = times[after] - times[before]
    share = (at - times[before]) / apart if apart else 0.0
    return points[before].pressure + share * (points[after].pressure - points[before].pressure)


def _cell(full: float, *, blocks: bool) -> str:
    return (_BLOCKS if blocks else _PLAIN_BLOCKS)[min(max(ceil(full * 8 - 0.5), 0), 8)]


def _shaded(cells: list[str], heights: Sequence[float], *, colour: bool) -> str:
    if not colour:
        return "".join(cells).rstrip()
    shades = [next((shade for level, shade in _SHADES if height >= level), _SHADES[-1][1]) for height in heights]
    return "".join(
        cell if cell == " " else f"\x1b[{shade}m{cell}\x1b[0m" for cell, shade in zip(cells, shades, strict=True)
    )


def _strip(segments: Sequence[Segment], length: float, columns: int) -> str:
    """A letter for what was done in the middle of each column."""
    lived = [segment for segment in segments if segment.length]
    ends = list(accumulate(segment.length.total_seconds() for segment in lived))
    if not ends:
        return ""
    middles = ((column + 0.5) * length / columns for column in range(columns))
    return "".join(_SIGNS[lived[min(bisect_right(ends, at), len(lived) - 1)].regime] for at in middles)


def _axis(life: Life, columns: int) -> list[str]:
    hours = life.length_seconds / 3600.0
    step = next((tick for tick in _TICKS_HOURS if columns * tick / max(hours, 1e-9) >= _TICK_WIDTH), _TICKS_HOURS[-1])
    line = ""
    for tick in range(int(hours / step) + 1 if hours else 1):
        at = round(tick * step / hours * columns) if hours else 0
        label = _tick(tick * step, step)
        if at + columns_of(label) <= columns + 1:
            line += " " * (at - columns_of(line)) + label
    return [" " * (_LABEL + 2) + line]


def _tick(hours: float, step: float) -> str:
    if step >= 24:
        return say("{days} d", days=_decimal(hours / 24))
    return say("{hours} h", hours=_decimal(hours)) if step >= 1 else say("{minutes} min", minutes=_decimal(hours * 60))


def _decimal(value: float) -> str:
    return formats().number(value, 0 if value.is_integer() else 1)
