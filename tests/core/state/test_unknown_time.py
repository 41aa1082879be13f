"""What nobody knows loads nobody: where nothing was ever seen of a person, they were not awake for a week."""

from datetime import timedelta

import pytest

from tests.day import Day, day
from tray.core.inquiry.totals import days
from tray.core.inquiry.trace import Kind
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.day_totals import together
from tray.core.state.state import State


def awake_points(told: Day) -> float:
    facts = told.facts
    return together(days(State(at=facts[0].at), facts, told.at, told.context)).put.get(Kind.AWAKE.value, 0.0)


def test_a_week_without_any_source_of_input_and_without_work_loads_nobody() -> None:
    told = day().happen(e.InputUnknown())
    before = told.state.pressure
    told.wait_until(told.at + timedelta(days=7))

    assert told.state.pressure < before
    assert 0.0 == awake_points(told)


def test_who_is_first_seen_after_a_week_has_just_got_up() -> None:
    told = day()
    told.wait_until(told.at + timedelta(days=7)).work("2h")

    assert 2.0 == pytest.approx(told.state.pools.awake_h)
    assert 0.0 == awake_points(told)
    assert 0.0 == told.state.pools.withheld


def test_a_source_that_was_lost_for_a_week_loads_nobody_either() -> None:
    told = day().work("2h").happen(e.InputUnknown())
    told.wait_until(told.at + timedelta(days=7))
    before = told.state.pressure
    told.work("1m")

    assert told.state.pressure - before < 1.0
    assert 0.0 == awake_points(told)


def test_a_week_paused_loads_nobody() -> None:
    told = day().work("2h").ask(c.Pause())
    told.wait_until(told.at + timedelta(days=7)).ask(c.Resume()).work("1m")

    assert 0.0 == awake_points(told)


def test_whoever_is_known_to_be_awake_for_too_long_is_loaded_as_ever() -> None:
    told = day()
    for _ in range(9):
        told.work("110m").away("10m")

    assert awake_points(told) > 1.0
