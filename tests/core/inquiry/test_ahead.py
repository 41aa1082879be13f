"""What comes is what the law says: the same as `what-if` answers, and as the person then lives."""

from datetime import timedelta

import pytest

from tests.core.zones import every_day
from tests.day import BERLIN, Day, day
from tray.core.breaks import due
from tray.core.breaks.due import length_of
from tray.core.context import Context
from tray.core.inquiry.ahead import Ahead, ahead
from tray.core.inquiry.what_if import what_if
from tray.core.messages import commands as c
from tray.core.messages.what_if import WorkOn
from tray.core.state.state import advance_to
from tray.settings.defaults.every_setting import BreakKind, Breaks, Settings
from tray.view.values.panel_curve import AHEAD


def coming(told: Day) -> Ahead:
    return ahead(told.state, told.context, AHEAD)


def test_it_begins_where_things_stand_and_ends_where_work_would_lead() -> None:
    told = day().work("40m")
    found = coming(told).as_now
    asked = what_if(told.state, WorkOn(AHEAD), told.context)

    assert (told.state.at, told.state.at + AHEAD) == (found[0].at, found[-1].at)
    assert found[0].pressure == pytest.approx(told.state.pressure)
    assert found[-1].pressure == pytest.approx(asked.then.pressure)


def test_the_break_to_come_begins_when_it_is_due_and_leaves_less() -> None:
    told = day().work("40m")
    found, soon = coming(told), due.coming(told.state, told.state.at, told.context)

    assert soon is not None
    assert soon[0] == found.break_at == found.with_break[0].at
    assert found.with_break[-1].pressure < found.as_now[-1].pressure
    assert found.with_break[-1].at == found.as_now[-1].at


def test_no_break_is_drawn_beyond_a_pause_of_the_hours() -> None:
    told = day(Settings(hours=every_day("09:00-10:10", "12:00-17:30"))).work("25m")
    assert coming(told).break_at is not None
    told.away("10m").work("5m")

    assert (None, ()) == (coming(told).break_at, coming(told).with_break)


def test_a_break_that_is_suggested_begins_now() -> None:
    told = day().work("55m").away("30s")
    assert told.state.suggestion is not None

    found = coming(told)

    assert (told.state.at, told.state.suggestion.length) == (found.break_at, found.break_length)


def test_one_that_was_suggested_long_ago_is_as_long_as_it_has_to_be_now() -> None:
    told = day().work("55m").away("30s").work("3h")
    assert told.state.suggestion is not None

    found = coming(told).break_length

    assert found == length_of("rest", told.state, told.context) > told.state.suggestion.length


def test_on_a_break_it_ends_when_it_ends_and_work_goes_on() -> None:
    told = day().work("55m").ask(c.TakeBreak("rest", timedelta(minutes=10))).away("2m")
    found = coming(told)
    lowest = min(found.as_now, key=lambda each: each.pressure)

    assert () == found.with_break
    assert timedelta(minutes=8) == lowest.at - told.state.at
    assert found.as_now[-1].pressure > lowest.pressure


def test_who_is_away_is_offered_no_break() -> None:
    assert () == coming(day().work("55m").away("20m")).with_break


def test_a_break_of_which_nobody_hears_so_soon_is_not_in_it() -> None:
    told = day(Settings(breaks=Breaks(after=timedelta(hours=4), at_pressure=100))).work("40m")
    found = coming(told)

    assert (None, ()) == (found.break_at, found.with_break)
    assert AHEAD == found.as_now[-1].at - told.at


def test_of_a_break_that_is_longer_than_anybody_looks_only_so_much_is_in_it() -> None:
    told = day().work("55m").ask(c.TakeBreak("rest", timedelta(hours=3))).away("2m")
    found = coming(told).as_now

    assert (told.at, told.at + AHEAD) == (found[0].at, found[-1].at)
    assert sorted(found, key=lambda each: each.at) == list(found)


def test_on_a_break_of_whose_end_its_machine_has_not_told_yet_work_goes_on_from_now() -> None:
    told = day().work("55m").ask(c.TakeBreak("rest", timedelta(minutes=10)))
    late = advance_to(told.state, told.at + timedelta(minutes=30))
    found = ahead(late, told.context, AHEAD).as_now

    assert (late.at, late.at + AHEAD) == (found[0].at, found[-1].at)
    assert found[0].pressure == pytest.approx(late.pressure)
    assert found[-1].pressure > found[0].pressure


def test_what_another_machine_suggested_of_a_kind_of_its_own_is_drawn_as_a_rest() -> None:
    eyes = BreakKind("eyes", length=timedelta(minutes=8), every=timedelta(minutes=50))
    told = day(Settings(kinds=(eyes,))).work("58m")
    assert told.state.suggestion is not None
    assert "eyes" == told.state.suggestion.kind
    found = ahead(told.state, Context(Settings(), BERLIN), AHEAD)

    assert (told.at, length_of("rest", told.state, told.context)) == (found.break_at, found.break_length)
