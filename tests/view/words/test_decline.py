"""What somebody is told who asks for something, or to whom something was promised."""

from datetime import timedelta

import pytest

from tests.day import BERLIN, MONDAY
from tray.core.day.decline import Room
from tray.core.state.ongoing import Commitment
from tray.view.words import decline

SOON = MONDAY + timedelta(days=1)
NONE_COMES_FIRST = Room(SOON, 0, 1.0, learnt=False, points=2.0)
NEVER = Room(None, 2, 1.0, learnt=False, points=2.0)
ONE = Commitment(3, "call Ada", MONDAY)
TOO_LATE = "If that's too late, please ask somebody else, or tell me what it should come before."


def test_who_asks_is_told_a_day_where_there_is_one_and_else_not_to_wait() -> None:
    assert (
        f"Thank you for asking. I can't take this on today. I could look at it on Tuesday 24 November. {TOO_LATE}"
        == decline.answer(NONE_COMES_FIRST, MONDAY, BERLIN)
    )
    assert decline.answer(NEVER, MONDAY, BERLIN).endswith(
        "I've promised 2 things that come first. I can't say yet when I'd have room, so please don't wait for me."
    )


def test_who_waits_is_told_when_it_will_be_and_who_might_take_it_over_how_long_it_would_take() -> None:
    assert decline.giving_back(ONE, NONE_COMES_FIRST, MONDAY, BERLIN).startswith(
        'About "call Ada": I won\'t get to it today. I could look at it on Tuesday 24 November.'
    )
    assert "Could you take over \"call Ada\"? I can't say when I'd get to it." == decline.handing_over(
        ONE, NEVER, MONDAY, BERLIN
    )
    assert decline.handing_over(ONE, NONE_COMES_FIRST, MONDAY, BERLIN).endswith(
        "I wouldn't get to it before Tuesday 24 November."
    )


@pytest.mark.parametrize(
    ("learnt", "said"),
    [
        (
            False,
            "Worked out from 2 open to-dos, at one a working day: too few have been closed so far to know your own ",
        ),
        (True, "Worked out from 2 open to-dos, and the 1.5 you close on a working day."),
    ],
)
def test_what_the_day_rests_on_is_said(said: str, *, learnt: bool) -> None:
    assert decline.worked_out(Room(SOON, 2, 1.5, learnt=learnt, points=2.0)).startswith(said)
