"""Of two things that the person said of the same time, the one said later holds, whatever was done to the clock."""

from datetime import datetime, timedelta

from tests.day import Day, day
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e


def worked_from_nine() -> tuple[Day, datetime]:
    """An hour of work, and when it began."""
    told = day().work("60m")
    return told, told.at - timedelta(minutes=60)


def it_was(told: Day, regime: Regime, start: datetime, end: datetime) -> None:
    told.ask(c.ItWas(regime, start, end))


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def test_two_words_in_one_instant_keep_their_order() -> None:
    told = day().work("30m").away("20m").work("10m")
    told.ask(c.ItWas(Regime.REST)).ask(c.ItWas(Regime.WORK))

    assert told.state.stretch == minutes(60)


def test_a_word_said_before_the_clock_was_set_back_moves_with_the_clock() -> None:
    told, nine = worked_from_nine()
    told.away("2m")
    it_was(told, Regime.REST, nine + minutes(30), nine + minutes(62))
    before, told.at = told.at, told.at - minutes(180)
    told.happen(e.ClockSet(before))

    assert told.state.corrected_at == told.at


def test_work_that_was_first_called_rest_ends_no_stretch() -> None:
    told, nine = worked_from_nine()
    it_was(told, Regime.REST, nine + minutes(10), nine + minutes(30))
    assert told.state.stretch == minutes(30)

    it_was(told, Regime.WORK, nine + minutes(10), nine + minutes(30))
    assert told.state.stretch == minutes(60)


def test_a_rest_cut_short_by_a_later_word_ends_the_stretch_where_it_was_cut() -> None:
    told, nine = worked_from_nine()
    it_was(told, Regime.REST, nine + minutes(10), nine + minutes(30))
    it_was(told, Regime.WORK, nine + minutes(20), nine + minutes(40))

    assert told.state.stretch == minutes(40)


def test_a_rest_of_which_later_words_leave_too_little_ends_nothing() -> None:
    told, nine = worked_from_nine()
    it_was(told, Regime.REST, nine + minutes(10), nine + minutes(30))
    it_was(told, Regime.WORK, nine + minutes(5), nine + minutes(28))

    assert told.state.stretch == minutes(58)
