"""The history is looked through in slices, once a day, and adds up to what all of it at once would."""

from datetime import timedelta

import pytest

from tests.day import Day, day
from tray.core.inquiry.totals import days
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.day_totals import DayTotals
from tray.core.messages.events import HistoryRead
from tray.history.daily_look_for_warnings_in_slices import Scan, looked_back
from tray.settings.defaults.every_setting import Checkins, Settings


def weeks(count: int) -> Day:
    """So many ordinary weeks, then ten minutes of a Monday and a pause in the typing."""
    told = day(Settings(checkins=Checkins(on=False))).ask(c.NotToday())
    for n in range(7 * count):
        if n % 7 < 5:
            for _ in range(4):
                told.work("50m", switches_per_hour=6).away("10m").work("50m").away("10m")
        told.until("09:00")
    return told.work("10m").away("10s")


def looked_through(told: Day, weighing: Scan) -> tuple[tuple[DayTotals, ...], int]:
    """What it comes to, and in how many slices."""
    for slices in range(100_000):
        found = weighing.go_on(told.state, told.moment.senses, told.at, told.context)
        if found is not None:
            return found.days, slices
        assert weighing.wait is not None
    raise AssertionError("it never comes to an end")


def test_the_slices_add_up_to_whole_days_before_this_one() -> None:
    told = weeks(2)
    found, slices = looked_through(told, Scan(told.record))
    at_once = days(*told.record.back_to(told.at - timedelta(days=60)), told.at, told.context)

    assert slices > 10
    assert [each.day for each in at_once[:-1]] == [each.day for each in found]
    assert [each.worked for each in at_once[:-1]] == [each.worked for each in found]
    assert [each.away_before for each in at_once[:-1]] == [each.away_before for each in found]


def test_nothing_is_read_when_nobody_wants_to_know() -> None:
    told = weeks(1)
    weighing = Scan(told.record)
    told.happen(e.AttentionChanged(frozenset({"meeting"})))
    weighing.go_on(told.state, told.moment.senses, told.at, told.context)

    assert weighing.wait is None


def test_once_weighed_the_day_has_no_more_of_it() -> None:
    told = weeks(1)
    weighing = Scan(told.record)
    found, _ = looked_through(told, weighing)
    told.happen(e.HistoryRead(found))
    weighing.go_on(told.state, told.moment.senses, told.at, told.context)

    assert weighing.wait is None


def test_the_first_day_has_no_history() -> None:
    told = day().work("10m").away("10s")

    assert [()] == [each.days for each in looked_back(told.record, told.at, told.context) if each is not None]


@pytest.mark.parametrize("wanted", [False, True])
def test_what_goes_with_what_is_found_on_the_way_where_somebody_wants_it(*, wanted: bool) -> None:
    told = day(Settings(checkins=Checkins(on=False)))
    for _ in range(9):
        told.work("50m").away("5m").work("30m").away("12m").work("50m").until("09:00")
    *_, found = looked_back(told.record, told.at, told.context, insights=wanted)

    assert isinstance(found, HistoryRead)
    kinds = ["short", "long"] if wanted else []
    assert [(each, "stretch") for each in kinds] == [(each.kind, each.what) for each in found.insights]
