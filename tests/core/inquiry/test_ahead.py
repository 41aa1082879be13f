"""What comes is what the law says: the same as `what-if` answers, and as the person then lives."""

from datetime import timedelta

import pytest

from tests.day import Day, day
from tray.core.breaks import due
from tray.core.breaks.due import length_of
from tray.core.inquiry.ahead import AHEAD, Ahead, ahead
from tray.core.inquiry.what_if import what_if
from tray.core.messages import commands as c
from tray.core.messages.what_if import WorkOn


def coming(told: Day) -> Ahead:
    return ahead(told.state, told.context)


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
