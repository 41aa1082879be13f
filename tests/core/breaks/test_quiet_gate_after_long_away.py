"""Whoever comes back after long is met by one word at most, the most important, and by none that is stale."""

from datetime import datetime, timedelta

import pytest

from tests.day import Day, day
from tray.core.messages import commands as c
from tray.core.messages import effects
from tray.core.messages.facts import IncidentRecorded
from tray.view.tray import notices

MINUTE = timedelta(minutes=1)


def words(told: Day, since: datetime) -> list[str]:
    """What was said from then on, and what was put up."""
    said = [type(each).__name__ for at, each in told.effects if at >= since and not isinstance(each, effects.Happened)]
    return said + list(notices.standing(told.state, told.context))


@pytest.mark.parametrize("how", ["suspend", "away"])
@pytest.mark.parametrize("worked", ["1h", "6h", "8h"])
@pytest.mark.parametrize("gone", ["90m", "3h", "12h30m"])
def test_a_break_of_ten_minutes_from_which_somebody_comes_back_late_is_one_word(
    how: str, worked: str, gone: str
) -> None:
    told = day().work(worked).ask(c.TakeBreak("rest", 10 * MINUTE))
    getattr(told, how)(gone)
    back = told.at
    told.work("8m")

    assert len(words(told, back)) <= 1
    assert "BreakIsOver" not in words(told, back)


@pytest.mark.parametrize("how", ["suspend", "away"])
@pytest.mark.parametrize("until", [None, timedelta(hours=1), timedelta(hours=71)])
def test_a_pause_and_three_days_are_one_word_and_fill_no_memory(how: str, until: timedelta | None) -> None:
    told = day().work("6h").ask(c.Pause(until))
    before = told.state.pressure
    getattr(told, how)("72h")
    back = told.at
    told.ask(c.Resume()).work("8m")

    assert len(words(told, back)) <= 1
    assert told.state.pressure < before


def test_what_waits_on_return_comes_later_if_it_still_holds() -> None:
    told = day().work("7h").suspend("90m")
    back = told.at
    told.work("9m")
    first = words(told, back)
    told.work("4m")

    assert ["day"] == first
    assert {"day", "GapQuestion"} == set(words(told, back))


def test_a_full_memory_is_no_second_word() -> None:
    told = day().work("2h").unseen("12h30m")
    back = told.at
    told.work("20s")

    assert ["day"] == words(told, back)
    assert told.state.pressure > 100
    assert any(isinstance(fact, IncidentRecorded) for fact in told.facts)
