"""The first start says what this is; the second one, or the second day, asks one question and waits for no answer."""

from datetime import timedelta

import pytest

from tests.day import MONDAY, Day, day
from tray.core.messages import commands as c
from tray.core.messages.events import ClockSet
from tray.core.messages.facts import Introduced, QuestionPut
from tray.settings.defaults.every_setting import BreakKind, Breaks, Checkins, Settings
from tray.view.tray import notices


def asked(told: Day) -> list[QuestionPut]:
    return [fact for fact in told.facts if isinstance(fact, QuestionPut) and fact.item == "weeks"]


def test_the_first_start_welcomes_and_asks_nothing_all_day() -> None:
    told = day()
    assert told.state.health.question
    assert "welcome" == told.state.health.question.item
    told.ask(c.DropQuestion()).work("45m").away("10m").work("45m").away("10s")

    assert [] == asked(told)


@pytest.mark.parametrize(
    ("settings", "first"),
    [
        (Settings(), "50 min"),
        (Settings(breaks=Breaks(after=timedelta(minutes=25))), "25 min"),
        (Settings(kinds=(BreakKind(name="eyes", every=timedelta(minutes=20)),)), "20 min"),
    ],
)
def test_the_welcome_says_when_the_first_suggestion_comes_by_the_settings_in_force(
    settings: Settings, first: str
) -> None:
    told = day(settings)

    welcome = notices.standing(told.state, told.context)[notices.QUESTION]
    assert f"The first suggestion comes after {first}." in welcome.body


@pytest.mark.parametrize("how", ["another start", "another day"])
def test_the_weeks_before_are_asked_about_once_at_the_second_start_or_on_the_second_day(how: str) -> None:
    told = day().ask(c.DropQuestion()).work("20m")
    told = told.restart(gone="2m") if how == "another start" else told.away("23h")
    told.work("10m").away("10s")
    assert 1 == len(asked(told))

    told.ask(c.DropQuestion()).work("20m").away("10s").restart(gone="1h").work("20m").away("10s")
    assert 1 == len(asked(told))


def test_whoever_said_how_the_weeks_were_is_asked_nothing_else_for_a_while() -> None:
    told = day().ask(c.DropQuestion()).work("20m").away("20h").work("10m").away("10s").ask(c.DropQuestion())
    asked_so_far = [fact.item for fact in told.facts if isinstance(fact, QuestionPut)]
    told.work("20m").away("10s")
    assert asked_so_far == [fact.item for fact in told.facts if isinstance(fact, QuestionPut)]

    told.work("10m").ask(c.TakeBreak()).away("10m").work("20m").away("10s")
    assert "rested" == [fact.item for fact in told.facts if isinstance(fact, QuestionPut)][-1]


def test_the_welcome_outlives_a_clock_that_is_set() -> None:
    told = day().happen(ClockSet(before=MONDAY - timedelta(hours=3)))

    assert told.state.health.question
    assert "welcome" == told.state.health.question.item


def test_it_waits_for_no_answer_and_takes_the_weeks_as_normal() -> None:
    assert 6.0 == day().state.pools.gen2
    assert day().ask(c.Introduce("normal")).work("8h").state.pools == day().work("8h").state.pools


@pytest.mark.parametrize(("weeks", "gen2"), [("calm", 4.0), ("normal", 6.0), ("heavy", 14.0)])
def test_the_answer_says_where_it_begins(weeks: str, gen2: float) -> None:
    told = day().ask(c.Introduce(weeks))

    assert gen2 == told.state.pools.gen2
    assert told.state.health.question is None


def test_when_the_answer_comes_makes_no_difference() -> None:
    soon = day().ask(c.Introduce("heavy")).work("3h").away("20h").work("1h")
    late = day().work("3h").away("20h").work("1h").ask(c.Introduce("heavy"))

    assert late.state.pools == pytest.approx(soon.state.pools, abs=1e-9)


def test_the_question_about_the_weeks_is_gone_once_it_is_answered() -> None:
    told = day().ask(c.DropQuestion()).work("20m").away("23h").work("10m").away("10s")
    assert told.state.health.question
    assert "weeks" == told.state.health.question.item
    told.ask(c.Introduce("calm"))

    assert told.state.health.question is None
    assert 1 == len(asked(told.restart(gone="1m").work("5m").away("10s")))


def test_the_question_goes_away_after_a_day() -> None:
    told = day().work("8h").away("17h")

    assert told.state.health.question is None


def test_after_two_weeks_the_record_tells_itself() -> None:
    told = day().away("337h").work("1m").ask(c.Introduce("heavy"))

    assert told.refused
    assert [] == [fact for fact in told.facts if isinstance(fact, Introduced)]


def test_who_turned_questions_off_can_say_it_on_the_first_day_and_is_told_why_not_later() -> None:
    silent = Settings(checkins=Checkins(on=False))
    told = day(silent).work("1h").ask(c.Introduce("heavy"))
    assert told.refused is None
    assert 14.0 == pytest.approx(told.state.pools.gen2, abs=0.1)
    later = day(silent).work("1h").until("09:00").work("10m").ask(c.Introduce("heavy"))

    assert "on the first day only" in str(later.refused)


def test_other_words_are_refused() -> None:
    assert "calm, normal, heavy" in str(day().ask(c.Introduce("awful")).refused)


def test_who_wants_no_questions_is_asked_none() -> None:
    assert [] == asked(day(Settings(checkins=Checkins(on=False))).work("1h"))


def test_a_record_that_has_begun_is_not_asked_about() -> None:
    told = day(Settings(checkins=Checkins(on=False))).work("1h").settings(Settings()).restart(gone="1m")

    assert [] == asked(told)
    assert timedelta(0) < told.state.stretch
