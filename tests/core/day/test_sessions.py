"""Sessions: work under one label, and the question whether it is good enough."""

from datetime import timedelta

from tests.day import MONDAY, Day, day
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.effects import EstimateWanted
from tray.core.messages.facts import EstimateAsked, Suggested
from tray.settings.defaults.every_setting import Breaks, Sessions, Settings

MINUTE = timedelta(minutes=1)
PATIENT = Settings(breaks=Breaks(after=timedelta(hours=4), at_pressure=100))
"""No break comes in between."""


def asked(told: Day) -> list[tuple[timedelta, float]]:
    """When "good enough?" was asked, from 09:00 on, and at which share of the estimate."""
    return [(f.at - MONDAY, f.share) for f in told.facts if isinstance(f, EstimateAsked)]


def session(minutes: int, settings: Settings = PATIENT) -> Day:
    return day(settings).work("1s").ask(c.StartSession("report", minutes * MINUTE))


def test_past_the_estimate_it_asks_once_at_each_step() -> None:
    told = session(40)
    for _ in range(30):
        told.work("5m").away("10s").ask(c.LeaveEstimate())

    assert [1.0, 1.5, 2.0] == [share for _, share in asked(told)]


def test_the_question_waits_two_minutes_for_a_pause_in_the_typing() -> None:
    told = session(40).work("45m")

    assert [(42 * MINUTE + timedelta(seconds=1), 1.0)] == asked(told)


def test_done_ends_the_session_and_it_is_listed_with_the_work_it_took() -> None:
    told = session(40).work("45m").ask(c.StopSession())

    assert told.state.session is None
    assert [("report", 45 * MINUTE)] == [(each.label, each.worked) for each in told.state.sessions]


def test_thirty_more_minutes_ask_again_after_them() -> None:
    told = session(40).work("45m").ask(c.MoreOnSession()).work("29m")

    assert 1 == len(asked(told))
    assert 2 == len(asked(told.work("5m")))


def test_a_new_estimate_holds_from_then_on() -> None:
    told = session(40).work("45m").ask(c.Estimate(timedelta(hours=2))).work("74m")
    assert 1 == len(asked(told))

    assert [1.0, 1.0] == [share for _, share in asked(told.work("5m"))]


def test_re_estimate_without_a_length_offers_some_and_puts_the_question_away() -> None:
    told = session(40).work("45m").ask(c.Estimate())

    offered = [effect.lengths for _, effect in told.effects if isinstance(effect, EstimateWanted)]
    assert [(90, 150, 270)] == [tuple(each // MINUTE for each in lengths) for lengths in offered]
    assert told.state.session is not None
    assert not told.state.session.asking


def test_an_estimate_that_is_used_up_already_is_not_asked_about_at_once() -> None:
    told = session(40).work("30m").ask(c.Estimate(20 * MINUTE)).work("8m")

    assert [] == [at for at, _ in asked(told) if at < 38 * MINUTE]


def test_a_break_that_is_due_comes_before_the_question() -> None:
    told = session(50, Settings()).work("60m")

    assert [] == asked(told)
    assert 1 == len([f for f in told.facts if isinstance(f, Suggested)])


def test_the_question_goes_away_with_the_person_and_stays_in_the_menu_no_longer() -> None:
    told = session(40).work("45m").away("4m")

    assert told.state.session is not None
    assert not told.state.session.asking


def test_nobody_is_asked_in_a_meeting() -> None:
    told = session(40).happen(e.AttentionChanged(frozenset({"meeting"}))).work("50m")

    assert [] == asked(told)


def test_whoever_does_not_want_the_question_is_not_asked() -> None:
    told = session(40, Settings(breaks=PATIENT.breaks, sessions=Sessions(ask=False))).work("90m")

    assert [] == asked(told)


def test_without_a_session_there_is_nothing_to_estimate() -> None:
    told = day().ask(c.Estimate(timedelta(hours=1)))

    assert "No session is open" in str(told.refused)


def test_an_estimate_of_no_time_is_refused_and_the_one_before_holds() -> None:
    told = session(40).work("30m").ask(c.Estimate(timedelta(0)))
    assert "An estimate is a length of time" in str(told.refused)

    assert told.state.session is not None
    assert 40 * MINUTE == told.state.session.estimate


def test_a_session_that_another_one_ends_is_listed_and_the_next_day_begins_without() -> None:
    told = day().work("1s").ask(c.StartSession("mail")).work("20m").ask(c.StartSession("report")).work("10m")
    assert ["mail"] == [each.label for each in told.state.sessions]
    told.away("22h").work("1m")

    assert () == told.state.sessions
