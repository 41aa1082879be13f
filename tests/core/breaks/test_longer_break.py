"""A break that is on may take longer, and what is left of it may be skipped."""

from datetime import timedelta

from tests.day import day
from tray.core.messages import commands as c
from tray.core.messages.effects import BreakIsOver
from tray.core.messages.facts import BreakEnded, Skipped
from tray.settings.defaults.every_setting import Breaks, Settings

MINUTE = timedelta(minutes=1)


def test_more_minutes_are_added_to_the_break_that_is_on_and_it_ends_when_they_are_over() -> None:
    told = day().work("30m").ask(c.TakeBreak("rest", 5 * MINUTE))
    began = told.at
    told.away("4m").ask(c.ExtendBreak(2 * MINUTE)).away("2m")

    assert told.state.break_ is not None
    assert began + 7 * MINUTE == told.state.break_.end

    told.away("2m")
    assert [(began + 7 * MINUTE, True)] == [(f.at, f.completed) for f in told.facts if isinstance(f, BreakEnded)]
    assert 1 == len([effect for _, effect in told.effects if isinstance(effect, BreakIsOver)])


def test_more_minutes_without_a_break_are_refused_with_what_to_do() -> None:
    told = day().work("30m").ask(c.ExtendBreak(2 * MINUTE))

    assert "`backpressure break` begins one." in str(told.refused)


def test_however_often_it_is_made_longer_it_stays_a_break() -> None:
    told = day().work("30m").ask(c.TakeBreak("rest", 5 * MINUTE))
    for _ in range(5):
        told.ask(c.ExtendBreak(timedelta(hours=5)))

    assert told.state.break_ is not None
    assert timedelta(hours=12) == told.state.break_.length


def test_the_rest_of_a_break_can_be_skipped() -> None:
    told = day().work("30m").ask(c.TakeBreak("rest", 5 * MINUTE)).away("90s").ask(c.Skip())

    assert told.state.break_ is None
    assert told.state.working
    assert 1 == len([fact for fact in told.facts if isinstance(fact, Skipped)])
    assert [False] == [fact.completed for fact in told.facts if isinstance(fact, BreakEnded)]


def test_who_asked_not_to_be_let_off_cannot_skip_it_without_a_reason() -> None:
    told = day(Settings(breaks=Breaks(friction="strict"))).work("30m").ask(c.TakeBreak("rest", 5 * MINUTE))

    assert told.ask(c.Skip()).refused is not None
    assert told.state.break_ is not None
    assert told.ask(c.Skip("the build is red")).refused is None
