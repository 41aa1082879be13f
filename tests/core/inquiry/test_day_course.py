"""The course of a day holds no more points than there is room for."""

from datetime import UTC, datetime, timedelta

from tray.core.inquiry.day_course import Point, Thinned

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def kept(seconds: list[int], apart: int) -> list[int]:
    thinned = Thinned(apart * SECOND)
    for each in seconds:
        thinned.put(Point(NINE + each * SECOND, 1.0, 2.0, 3.0, 4.0))
    return [(each.at - NINE) // SECOND for each in thinned.kept()]


def test_points_that_lie_near_to_one_another_are_thinned_and_the_very_last_is_kept() -> None:
    assert [0, 60, 120, 180, 195] == kept(list(range(0, 196, 5)), 60)
    assert [0, 5, 10] == kept([0, 5, 10], 0)
    assert [] == kept([], 60)


def test_where_a_slow_stretch_begins_is_kept() -> None:
    assert [0, 30, 500, 560] == kept([0, 30, 500, 560], 60)
