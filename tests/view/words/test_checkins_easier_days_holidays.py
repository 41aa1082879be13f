"""What is said of a command about how the person is: what that one changed, and nothing that another one did."""

from datetime import timedelta

import pytest

from tests.day import day
from tray.core.law.answer_model import Follows
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.view.words.acknowledgements import noted_of_wellbeing
from tray.view.words.checkins_easier_days_holidays import goes_with, on_holiday


def test_an_answer_is_told_what_was_expected_of_it_once() -> None:
    told = day().work("2h").away("10s")
    before = told.state
    told.ask(c.CheckIn("fatigue", 3))
    answered = told.state
    assert "was expected" in noted_of_wellbeing(before, answered, told.at, told.context.zone)

    # Of a record that reads otherwise, more or less was expected, which nobody asked about.
    told.ask(c.ItWas(Regime.REST, told.at - timedelta(minutes=40), told.at - timedelta(minutes=10)))
    assert told.state.answered != answered.answered
    assert "" == noted_of_wellbeing(answered, told.state, told.at, told.context.zone)


def test_the_last_day_of_a_holiday_is_written_out() -> None:
    told = day()
    last = told.at.date() + timedelta(days=4)

    assert "On holiday until the end of Friday 27 November" == on_holiday(last, told.at, told.context.zone)


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (Follows(0.5, 0.2, 0.7), "matches 25% of the ups and downs in your answers (r .50, .20 to .70)."),
        (Follows(-0.5, -0.7, -0.2), "in your answers, the other way round (r −.50, −.70 to −.20)."),
        (Follows(0.1, -0.2, 0.4), "in your answers (r .10, −.20 to .40): that may be nothing."),
    ],
)
def test_how_far_answers_go_with_the_pressure_is_said_as_plainly_where_it_is_nothing(gone: Follows, said: str) -> None:
    assert goes_with(gone).endswith(said)
