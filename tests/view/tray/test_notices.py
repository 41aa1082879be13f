"""The notifications that follow from the state: putting one away is none of its answers."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.day import Day, day
from tray.core.messages import commands as c
from tray.errors import Refused
from tray.settings.catalogue.catalogue import Limits, Settings
from tray.view.tray import notices


def first_question() -> Day:
    return day()


def suggestion() -> Day:
    return day().work("53m")


def end_of_day() -> Day:
    return day().work("8h45m").ask(c.Skip())


def still_open() -> Day:
    return day().work("1h").ask(c.Commit("book the train")).ask(c.EndDay())


def good_enough() -> Day:
    told = day().ask(c.DropQuestion()).ask(c.StartSession("quarterly report", timedelta(minutes=20)))
    return told.work("30m")


STANDING = {
    notices.QUESTION: first_question,
    notices.SUGGESTION: suggestion,
    notices.DAY: end_of_day,
    "still open": still_open,
    notices.SESSION: good_enough,
}


@pytest.mark.parametrize("slot", STANDING)
def test_putting_a_notice_away_is_none_of_its_answers(slot: str) -> None:
    made: Callable[[], Day] = STANDING[slot]
    told = made()
    notice = notices.standing(told.state, told.context)[notices.DAY if slot == "still open" else slot]

    assert notice.lasting
    assert notice.dismissed not in [button.command for button in notice.buttons]


def test_a_refusal_for_too_much_to_do_offers_words_for_whoever_asks() -> None:
    limited = Settings(limits=Limits(commitments=1))
    refused = day(limited).ask(c.Commit("one")).ask(c.Commit("two")).refused

    assert refused is not None
    assert [c.Decline()] == [button.command for button in notices.refused(refused).buttons]
    assert "`backpressure decline`" in str(refused)
    assert "`backpressure decline`" not in notices.refused(refused).body  # the button says so, and six lines are all
    assert () == notices.refused(Refused("another")).buttons
