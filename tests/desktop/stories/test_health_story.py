"""The first question, a check-in and its undoing can be answered by real clicks."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.harness.waiting import until
from tests.desktop.stories.person import Person
from tray.core.messages.facts import (
    CheckedIn,
    DayPlanned,
    EasingUndone,
    Introduced,
    QuestionDropped,
    QuestionPut,
    TodayEased,
)

pytestmark = pytest.mark.desktop


@pytest.fixture
def person(desks: Desks) -> Person:
    desk = desks.x11(needs=("xfce4-panel", "xfconfd"))
    return Person(desk, "xfce4-panel", desks.server(desk, "xfce4-notifyd"))


def test_the_welcome_is_read_by_a_button(person: Person) -> None:
    person.set({"checkins.on": "true"})
    person.start()
    first = person.sees("Backpressure is running", "welcome")
    assert first.labels == ("Show me", "OK")
    person.answer("OK", first)

    person.wait_for_fact(QuestionDropped)


def test_the_question_about_the_weeks_before_is_answered_by_a_button(person: Person) -> None:
    person.set({"checkins.on": "true"})
    long = timedelta(minutes=20)
    began = datetime.now(UTC) - long
    welcome = (QuestionPut(began, "welcome"), QuestionDropped(began + timedelta(seconds=9)))
    person.has_worked(long, *welcome, DayPlanned(began, person.day(began), None))
    person.start()
    until(lambda: "just-back" not in person.status()["quiet"], "the first minute to be over", timedelta(seconds=80))
    person.desk.hands.type("a few words")
    question = person.sees("How were the last few weeks?", "weeks")
    assert question.labels == ("Calm", "Normal", "Heavy")
    person.answer("Heavy", question)

    assert 14.0 == person.wait_for_fact(Introduced).gen2


def test_a_check_in_is_answered_and_what_it_eased_is_undone_by_buttons(person: Person) -> None:
    long = timedelta(minutes=95)
    began = datetime.now(UTC) - long
    person.set({"checkins.on": "true", "limits.day": '"24h"'})
    person.set({"breaks.after": '"4h"', "breaks.at_pressure": "100", "limits.stretch": '"24h"', "levels.red": "94"})
    person.has_worked(long, DayPlanned(began, person.day(began), None))
    person.start()
    until(lambda: "just-back" not in person.status()["quiet"], "the first minute to be over", timedelta(seconds=80))
    person.desk.hands.type("a few words")
    question = person.sees("How tired do you feel right now?", "check-in")
    assert question.labels == ("Not very (0–3)", "Somewhat (4–6)", "Very (7–10)")
    person.answer_that_tells("Very (7–10)", question)
    assert 8 == person.wait_for_fact(CheckedIn).answer
    person.wait_for_fact(TodayEased)
    person.answer("As usual", person.sees("Today can be easier", "easier"))

    person.wait_for_fact(EasingUndone)
