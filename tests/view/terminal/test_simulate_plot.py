"""A life drawn in a terminal, also where it is shorter than the plot is wide."""

from datetime import timedelta

import pytest

from tray.core.law.simulation import Life, Point, Segment
from tray.core.law.values import Pools, Regime
from tray.view.terminal.simulate_plot import plot


def test_between_points_that_lie_far_apart_the_plot_climbs_in_a_straight_line() -> None:
    points = tuple(Point(seconds, pressure, 0.0, 0.0, 0.0) for seconds, pressure in ((0.0, 0.0), (600.0, 100.0)))
    life = Life(points, (), 600.0, 100.0, Pools(0.0, 0.0, 0.0), 0.0)
    lines = plot(life, (Segment(timedelta(minutes=10), Regime.WORK),), width=27, colour=False)
    heights = [sum(line[7:].ljust(20)[column] != " " for line in lines[:10]) for column in range(20)]

    assert [0, *(column // 2 + 1 for column in range(1, 20))] == heights


@pytest.mark.parametrize(("most", "rows", "top"), [(200.0, 20, 200), (219.0, 11, 220), (1000.0, 13, 1040)])
def test_more_than_full_is_drawn_whole_in_no_more_rows_than_a_terminal_has(most: float, rows: int, top: int) -> None:
    points = (Point(0.0, most, 0.0, 0.0, 0.0), Point(600.0, most, 0.0, 0.0, 0.0))
    life = Life(points, (), 600.0, most, Pools(0.0, 0.0, 0.0), 0.0)
    lines = plot(life, (Segment(timedelta(minutes=10), Regime.WORK),), width=27, colour=False)
    drawn = [line for line in lines if "│" in line]

    assert rows == len(drawn)
    assert f"{top:>5} │" == drawn[0][:7]
    assert drawn[0][7:].strip()
