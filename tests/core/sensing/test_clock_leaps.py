"""A machine that stood still without its kernel knowing: the clock leaps, and no time has passed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.day import Day, day
from tray.core.inquiry.totals import days
from tray.core.inquiry.trace import Tracer
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.effects import LeapQuestion
from tray.core.messages.facts import ClockStepped
from tray.core.state.fold import fold
from tray.core.state.state import advance_to
from tray.core.wellbeing import gap_questions_and_answers
from tray.errors import NotPossible
from tray.settings.defaults.every_setting import Hours, Settings
from tray.settings.types.duration import parse
from tray.settings.types.time_ranges_shifts_fixed_breaks import WeekHours

NO_HOURS = replace(Settings(), hours=Hours(week=WeekHours(free=True)))
Leap = Callable[[Day], Day]
AFTERNOON = datetime(2026, 11, 23, 12, 5, tzinfo=UTC)
"""A Monday."""


def leaps(told: Day, by: timedelta) -> Day:
    before = told.at
    told.at += by
    return told.happen(e.ClockSet(before))


def stepped(told: Day) -> bool:
    return any(isinstance(fact, ClockStepped) for fact in told.facts)


@pytest.mark.parametrize("settings", [Settings(), NO_HOURS])
@pytest.mark.parametrize("hours", [14, 15, 15.3, 16, 64])
def test_a_night_in_which_the_host_slept_is_as_restful_as_one_in_which_the_machine_did(
    hours: float, settings: Settings
) -> None:
    night = timedelta(hours=hours)
    told = leaps(day(settings, at=AFTERNOON).work("5h"), night).work("1m")
    slept = day(settings, at=AFTERNOON).work("5h")
    slept.at += night
    slept.happen(e.Slept(night)).work("1m")

    assert not stepped(told)
    assert slept.state.pressure == pytest.approx(told.state.pressure)
    assert timedelta(minutes=2) >= told.state.stretch
    assert told.state.pressure < 20


@pytest.mark.parametrize(
    "by", [timedelta(minutes=3), timedelta(hours=1), timedelta(hours=2), timedelta(days=1), timedelta(days=400)]
)
def test_a_clock_that_is_set_within_the_hours_or_by_years_is_no_rest(by: timedelta) -> None:
    told = leaps(day(at=datetime(2026, 11, 23, 9, tzinfo=UTC)).work("1h"), by).work("10m")

    assert stepped(told)
    assert timedelta(minutes=70) == told.state.stretch


def test_a_clock_that_was_wrong_by_night_was_set_by_day() -> None:
    told = leaps(day(at=datetime(2026, 11, 23, 2, tzinfo=UTC)).work("1h"), timedelta(hours=8)).work("10m")

    assert stepped(told)
    assert timedelta(minutes=70) == told.state.stretch


def test_an_evening_off_goes_on_through_a_night_in_which_the_host_slept() -> None:
    told = leaps(day(at=AFTERNOON).work("5h").away("3h"), timedelta(hours=12)).work("1m")

    assert not stepped(told)
    assert Regime.WORK is told.state.regime
    assert told.state.pressure < 20


NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
YES, NO = Regime.REST, Regime.WORK


def asked(told: Day) -> list[LeapQuestion]:
    return [effect for _, effect in told.effects if isinstance(effect, LeapQuestion)]


def answers(told: Day, regime: Regime) -> Day:
    """By the button."""
    (question,) = asked(told)
    return told.ask(c.ItWas(regime, question.since, question.until))


def by_an_hour(told: Day) -> Day:
    """Taken for a clock that was set."""
    return leaps(told.work("40m"), timedelta(hours=1)).work("3m")


def by_a_night(told: Day) -> Day:
    """Taken for a machine that stood still."""
    return leaps(told.work("5h"), timedelta(hours=15)).work("3m")


def same_load(told: Day, other: Day) -> bool:
    pairs = zip(told.state.pools, other.state.pools, strict=True)
    return all(one == pytest.approx(two, abs=1e-6) for one, two in pairs)


def test_whoever_worked_when_the_clock_leapt_is_asked_once_and_not_after_a_restart() -> None:
    told = leaps(day(at=AFTERNOON).work("5h"), timedelta(hours=15)).work("1m")
    told.restart().work("20m")

    assert [LeapQuestion(AFTERNOON + timedelta(hours=5), AFTERNOON + timedelta(hours=20), stood=True)] == asked(told)


def test_a_machine_that_says_itself_that_it_stood_is_asked_nothing() -> None:
    told = day(at=AFTERNOON).work("5h").suspend("15h").work("10m")
    told.happen(e.Slept(timedelta(hours=1))).work("10m")

    assert [] == asked(told)


@pytest.mark.parametrize("by", [timedelta(minutes=3), timedelta(days=1), timedelta(hours=-3), timedelta(days=400)])
def test_a_leap_of_which_it_is_known_what_it_was_is_no_question(by: timedelta) -> None:
    assert [] == asked(leaps(day(at=AFTERNOON).work("2h"), by).work("10m"))


def test_whoever_was_away_when_the_clock_leapt_is_asked_nothing() -> None:
    assert [] == asked(leaps(day(at=AFTERNOON).work("5h").away("3h"), timedelta(hours=12)).work("10m"))


def test_the_question_waits_until_nobody_is_disturbed() -> None:
    told = day(at=AFTERNOON).work("5h").happen(e.AttentionChanged(frozenset({"meeting"})))
    leaps(told, timedelta(hours=15)).work("30m")
    assert [] == asked(told)

    told.happen(e.AttentionChanged(frozenset())).work("1m")
    assert 1 == len(asked(told))


def test_a_leap_taken_for_a_clock_that_was_set_becomes_the_break_it_was() -> None:
    told = by_an_hour(day(at=NOON))
    assert stepped(told)
    answers(told, YES).work("10m")
    slept = day(at=NOON).work("43m").suspend("1h").work("10m")

    assert timedelta(minutes=10) == told.state.stretch == slept.state.stretch
    assert same_load(told, slept)
    assert told.state.session == slept.state.session
    assert 1 == told.state.rests == slept.state.rests


def test_a_leap_taken_for_a_machine_that_stood_becomes_the_clock_that_was_set() -> None:
    told = by_a_night(day(at=AFTERNOON).ask(c.StartSession("report")))
    assert told.state.session is None
    answers(told, NO).work("10m")
    was_set = day(at=AFTERNOON).ask(c.StartSession("report")).work("5h").work("13m")

    assert timedelta(minutes=313) >= told.state.stretch >= timedelta(minutes=312, seconds=50)
    assert told.state.pools.gen0 + told.state.pools.gen1 == pytest.approx(
        was_set.state.pools.gen0 + was_set.state.pools.gen1, abs=0.5
    )
    assert told.state.session is not None
    assert 0 == told.state.rests


@pytest.mark.parametrize(("leap", "agrees"), [(by_a_night, YES), (by_an_hour, NO)])
def test_an_answer_that_agrees_changes_nothing_and_the_menu_no_longer_asks(leap: Leap, agrees: Regime) -> None:
    told = leap(day(at=AFTERNOON))
    before = told.state.pools
    assert gap_questions_and_answers.last_leap(told.state, told.at) is not None

    answers(told, agrees)
    assert before == told.state.pools
    assert gap_questions_and_answers.last_leap(told.state, told.at) is None


@pytest.mark.parametrize(("leap", "regime"), [(by_an_hour, YES), (by_a_night, NO)])
def test_the_verb_without_a_time_answers_the_question_as_the_buttons_do(leap: Leap, regime: Regime) -> None:
    said = answers(leap(day(at=AFTERNOON)), regime).work("10m")
    typed = leap(day(at=AFTERNOON)).ask(c.ItWas(regime)).work("10m")

    assert said.state == typed.state


def test_a_correction_of_a_leap_can_be_taken_back() -> None:
    told = answers(by_a_night(day(at=AFTERNOON)), NO)
    assert told.state.stretch > timedelta(hours=5)

    told.ask(c.ItWasNot())
    assert timedelta(minutes=4) > told.state.stretch


def test_in_a_break_nobody_can_say_that_the_machine_stood_before_it() -> None:
    told = by_an_hour(day(at=NOON)).ask(c.TakeBreak())
    answers(told, YES)

    assert isinstance(told.refused, NotPossible)
    assert gap_questions_and_answers.last_leap(told.state, told.at) is not None


@pytest.mark.parametrize("answer", [YES, NO])
@pytest.mark.parametrize(("leap", "work"), [(by_an_hour, "1h 3m"), (by_a_night, "5h 23m")])
def test_every_point_is_still_explained_and_every_fold_agrees(leap: Leap, work: str, answer: Regime) -> None:
    told = answers(leap(day(at=AFTERNOON)), answer).work("20m")
    start, streamed = told.record.back_to(AFTERNOON - timedelta(days=1))
    facts = list(streamed)
    trace = Tracer(start)
    for fact in facts:
        trace.take(fact)
    trace.carry(told.at)
    present = advance_to(told.record.state, told.at)
    assert sum(each.gen0 + each.gen1 + each.gen2 for each in trace.parts()) == pytest.approx(sum(present.pools[:3]))
    assert present.pools == advance_to(fold(start, facts), told.at).pools
    worked = sum((each.worked for each in days(start, facts, told.at, told.context)), timedelta(0))
    assert parse(work) - timedelta(seconds=10) <= worked <= parse(work)


@pytest.mark.parametrize(
    ("leap", "first", "then"), [(by_a_night, YES, NO), (by_a_night, NO, YES), (by_an_hour, NO, YES)]
)
def test_whoever_changes_their_mind_answers_the_same_question(leap: Leap, first: Regime, then: Regime) -> None:
    told = answers(leap(day(at=AFTERNOON)), first).ask(c.ItWas(then)).work("10m")
    at_once = answers(leap(day(at=AFTERNOON)), then).work("10m")

    assert told.state.pools == pytest.approx(at_once.state.pools)
    assert told.state.stretch == at_once.state.stretch
