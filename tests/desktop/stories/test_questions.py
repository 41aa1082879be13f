"""Somebody on a real desktop answers what they are asked, and plans and closes what waits, with real clicks."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.harness.acting import eyes
from tests.desktop.stories.person import Person
from tray.core.law.values import Regime
from tray.core.messages.facts import (
    Cause,
    CommitmentClosed,
    CommitmentOpened,
    CommitmentPlanned,
    Corrected,
    EstimateAsked,
    Reestimated,
    RegimeBegan,
    SessionEnded,
    SessionStarted,
)

pytestmark = pytest.mark.desktop

MINUTE = timedelta(minutes=1)


@pytest.fixture
def person(desks: Desks) -> Person:
    desk = desks.x11(needs=("xfce4-panel", "xfconfd"))
    return Person(desk, "xfce4-panel", desks.server(desk, "xfce4-notifyd"))


def test_back_from_a_gap_it_asks_once_and_the_menu_asks_the_same(person: Person) -> None:
    left = datetime.now(UTC) - 30 * MINUTE
    person.has_worked(60 * MINUTE, RegimeBegan(left, Regime.REST, Cause.AWAY))
    person.start()
    person.desk.hands.type("back")
    notice = person.sees("What did you do", "gap")
    assert notice.labels == ("I worked", "A walk", "A break")
    person.answer("A walk", notice)
    assert Regime.RESTORE is person.wait_for_fact(Corrected).regime
    person.choose("What did you do", "I worked")
    said = person.wait_for_fact(Corrected, 2)

    assert (left, Regime.WORK) == (said.at, said.regime)


@pytest.mark.parametrize(("button", "regime"), [("A break", Regime.REST), ("I worked", Regime.WORK)])
def test_the_other_answers_to_a_gap_are_buttons_too(person: Person, button: str, regime: Regime) -> None:
    left = datetime.now(UTC) - 30 * MINUTE
    person.has_worked(60 * MINUTE, RegimeBegan(left, Regime.REST, Cause.AWAY))
    person.start()
    person.desk.hands.type("back")
    person.answer(button, person.sees("What did you do", "gap"))
    said = person.wait_for_fact(Corrected)

    assert (left, regime) == (said.at, said.regime)


def test_past_its_estimate_a_session_is_asked_about_and_each_button_does_what_it_says(person: Person) -> None:
    now = datetime.now(UTC)
    person.has_worked(45 * MINUTE, SessionStarted(now - 44 * MINUTE, "quarterly report", 40 * MINUTE))
    person.start()
    person.desk.hands.type("on")
    answer_good_enough(person, "30 more minutes")
    more = person.wait_for_fact(Reestimated)
    assert 74 == more.estimate // MINUTE
    before = estimate_anew(person, now - 44 * MINUTE)
    answer_good_enough(person, "Re-estimate", before)
    person.told("How long will it take in all?")
    eyes.settled(person.desk)
    choice = person.sees("How long will it take in all?", "re-estimate")
    person.answer("2 h 30 min", choice)
    assert 150 * MINUTE == person.wait_for_fact(Reestimated, 3).estimate
    before = estimate_anew(person, now - 44 * MINUTE)
    answer_good_enough(person, "Done", before)
    person.wait_for_fact(SessionEnded)

    assert person.wait_for_fact(EstimateAsked, 3).share == 1.0


def estimate_anew(person: Person, began: datetime) -> int:
    """Give the session an estimate that it passes in ten seconds; how many notifications there were before."""
    person.wait_for_clear_screen()
    person.log.listen()
    before = len(person.log.shown)
    length = (datetime.now(UTC) - began).seconds + 10
    assert person.desk.ask("estimate", f"{length}s").returncode == 0
    person.desk.hands.type("and on")
    return before


def answer_good_enough(person: Person, button: str, after: int = 0) -> None:
    """Press a button of the question about the session."""
    notice = person.sees('"quarterly report": is it good enough?', "estimate", after)
    assert notice.labels == ("Done", "30 more minutes", "Re-estimate")
    person.answer_that_tells(button, notice)


def test_what_waits_is_noted_planned_and_closed_from_the_menu(person: Person) -> None:
    person.has_worked(5 * MINUTE, CommitmentOpened(datetime.now(UTC) - MINUTE, 1, "answer Ada"))
    person.start()
    person.choose("To do (1)", "Note something")
    assert 2 == person.wait_for_fact(CommitmentOpened, 2).number
    person.choose("To do (2)", "1  answer Ada", "Plan: ")
    assert 1 == person.wait_for_fact(CommitmentPlanned).number
    person.choose("To do (2)", "1  answer Ada", "Done")

    assert 1 == person.wait_for_fact(CommitmentClosed).number
