"""What the person asks for that makes no sense as things stand is refused, with what to do instead."""

from datetime import timedelta

import pytest

from tests.day import day
from tray.core.messages import commands as c
from tray.core.messages.commands import Command

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(("make", "verb"), [(c.BeQuiet, "quiet"), (c.Pause, "pause")])
def test_nothing_holds_until_a_moment_that_has_passed(make: type[c.BeQuiet] | type[c.Pause], verb: str) -> None:
    told = day().work("30m")
    passed: Command = make(until=told.at - MINUTE)
    told.ask(passed)

    said = f"That moment has passed. Give a time that's still to come, such as `{verb} until 15:00`."
    assert said == str(told.refused)
    assert (told.state.quiet, told.state.paused) == (None, None)


@pytest.mark.parametrize("make", [c.BeQuiet, c.Pause])
def test_until_tomorrow_is_until_the_next_day_begins(make: type[c.BeQuiet] | type[c.Pause]) -> None:
    told = day().work("30m")
    command: Command = make(until_tomorrow=True)
    told.ask(command)

    held = told.state.quiet or told.state.paused
    assert told.refused is None
    assert held is not None
    assert held.until is not None
    assert held.until.date() == told.at.date() + timedelta(days=1)


@pytest.mark.parametrize("hours", [13, 25, 300])
def test_a_break_of_more_than_half_a_day_is_refused_and_leaves_nothing_on_record(hours: int) -> None:
    told = day().work("30m")
    before = told.facts
    told.ask(c.TakeBreak(length=timedelta(hours=hours)))

    assert "pause" in str(told.refused)
    assert before == told.facts
    assert told.ask(c.TakeBreak(length=timedelta(hours=12))).state.break_ is not None
