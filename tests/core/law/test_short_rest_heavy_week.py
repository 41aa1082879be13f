"""What a short time off and a heavy week make of the load, whatever the days were."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tray.core.law.short_rest_heavy_week import Labels, Span, began, ended, factor, heavy_week, short_time_off
from tray.settings.defaults.every_setting import Law

LAW = Law()
HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
LONG_KNOWN = Labels(known_since=MONDAY - timedelta(days=60))
many = settings(max_examples=500, deadline=None)


def lived(parts: list[tuple[str, float]], known: Labels = LONG_KNOWN) -> list[Labels]:
    """The labels at the beginning of each stretch of a life of hours of ``work`` and ``off``."""
    at, off_since, told = MONDAY, None, []
    for what, hours in parts:
        if what == "off":
            if off_since is None:
                known, off_since = ended(known, at), at
        elif known.since is None:
            off: Span | None = None if off_since is None else (off_since, at)
            known, off_since = began(known, at, off, LAW), None
            told.append(known)
        at += hours * HOUR
    return told


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(0.0, 1.6), (9.0, 1.6), (9.5, 1.6), (10.25, 1.3), (10.9, 1.04), (11.0, 1.0), (60.0, 1.0)],
)
def test_a_short_time_off(hours: float, expected: float) -> None:
    assert expected == pytest.approx(short_time_off(hours, LAW))
    assert short_time_off(hours, Law(short_time_off=0.0)) == 1.0


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(0.0, 0.95), (24.0, 0.95), (30.0, 0.98), (34.0, 1.0), (58.0, 1.12), (64.0, 1.15), (90.0, 1.15)],
)
def test_a_heavy_week(hours: float, expected: float) -> None:
    assert expected == pytest.approx(heavy_week(hours, LAW))
    assert heavy_week(hours, Law(heavy_week=0.0)) == 1.0


def test_nothing_is_known_of_the_first_sixteen_hours_and_the_first_week() -> None:
    first = lived([("work", 4.0), ("off", 8.0), ("work", 1.0)], Labels())

    assert [(11.0, 34.0)] * 2 == [(each.off_h, each.week_h) for each in first]
    later = lived([("work", 4.0), ("off", 13.0), ("work", 1.0), ("off", 2.0), ("work", 1.0)], Labels())
    assert [11.0, 13.0, 13.0] == [each.off_h for each in later]


def test_an_ordinary_day_shows_no_label() -> None:
    week = [("work", 6.8), ("off", 17.2)] * 5 + [("off", 48.0)]
    told = lived(week * 3)

    assert [1.0] * 5 == pytest.approx([factor(each, LAW) for each in told[-5:]], abs=0.001)


def test_the_longest_time_off_of_the_last_sixteen_hours_counts_whatever_came_between() -> None:
    told = lived(
        [("work", 8.0), ("off", 9.5), ("work", 1.0), ("off", 2.0), ("work", 12.0), ("off", 1.5), ("work", 1.0)]
    )

    assert [9.5, 9.5] == [each.off_h for each in told[1:3]]
    # 16.5 h after the night ended: of the breaks since then the longest counts, which are all too short.
    assert 2.0 == told[3].off_h
    assert 1.6 == pytest.approx(short_time_off(told[3].off_h, LAW))


def test_the_week_is_counted_when_the_day_begins_and_held() -> None:
    told = lived([("work", 10.0), ("off", 14.0)] * 7 + [("work", 5.0), ("off", 1.0), ("work", 5.0)])

    assert [70.0, 70.0] == pytest.approx([each.week_h for each in told[-2:]])


def test_a_week_is_cut_to_the_minute() -> None:
    """Seven days before this Monday 10:00 the first day of the last week had been at work for two hours."""
    told = lived([("work", 6.0), ("off", 7 * 24.0 - 4.0), ("work", 1.0)])

    assert 4.0 == pytest.approx(told[-1].week_h)


def test_no_time_without_work_is_no_pause() -> None:
    known = began(LONG_KNOWN, MONDAY, (MONDAY - 9 * HOUR, MONDAY), LAW)
    noon = MONDAY + 4 * HOUR
    same = began(ended(known, noon), noon, (noon, noon), LAW)

    assert known == same


parts = st.lists(
    st.tuples(st.sampled_from(("work", "off")), st.sampled_from((0.0, 0.05, 0.5, 1.0, 3.0, 5.0, 8.0, 9.7, 14.0, 40.0))),
    min_size=1,
    max_size=25,
)


@many
@given(parts, st.data())
def test_filling_rest_with_work_never_lowers_a_later_label(parts: list[tuple[str, float]], data: st.DataObject) -> None:
    """Of the time off; each stretch of the one life is compared with the work of the other at the same moment."""
    rests = [n for n, (what, _) in enumerate(parts) if what == "off"]
    filled = {n for n in rests if data.draw(st.booleans())}
    fuller = [("work" if n in filled else what, hours) for n, (what, hours) in enumerate(parts)]

    def at_starts(life: list[tuple[str, float]]) -> dict[datetime, Labels]:
        return {each.since: each for each in lived(life) if each.since is not None}

    less, more = at_starts(parts), at_starts(fuller)
    for when in less.keys() & more.keys():
        assert short_time_off(more[when].off_h, LAW) >= short_time_off(less[when].off_h, LAW) - 1e-12


@many
@given(parts, st.floats(0.0, 1.0))
def test_a_time_off_may_be_cut_anywhere(parts: list[tuple[str, float]], share: float) -> None:
    cut = [
        piece
        for what, hours in parts
        for piece in ([(what, hours)] if what == "work" else [(what, hours * share), (what, hours - hours * share)])
    ]

    def shape(life: list[tuple[str, float]]) -> list[float]:
        return [hours for each in lived(life) for hours in (each.off_h, each.week_h)]

    assert shape(parts) == pytest.approx(shape(cut))
