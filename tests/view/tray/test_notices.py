"""The notifications that follow from the state: putting one away is none of its answers."""

from collections.abc import Callable
from datetime import timedelta
from typing import get_args

import pytest

from tests.day import MONDAY, Day, day
from tray.core.messages import commands as c
from tray.core.messages import effects as e
from tray.core.messages.effects import DayEndsSoon
from tray.errors import Refused
from tray.settings.defaults.every_setting import Limits, Notifications, Settings
from tray.view.tray import icon_mark_tooltip_clicks, notices
from tray.view.tray.face import Notice


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


def test_the_second_notice_of_the_end_of_the_day_does_not_repeat_the_first() -> None:
    told = day().work("8h5m")
    first, second = (end_of_day_soon(told.work("20m") if again else told) for again in (False, True))

    assert first.title == second.title == "Your day ends at 17:30"
    assert first.body != second.body


def end_of_day_soon(told: Day) -> Notice:
    (effect,) = [effect for _, effect in told.effects if isinstance(effect, DayEndsSoon)][-1:]
    now = icon_mark_tooltip_clicks.face(told.state, told.moment.senses, told.at, told.context)
    said = notices.told(effect, now, told.state, told.context)
    assert said is not None
    return said[1]


def test_a_refusal_for_too_much_to_do_offers_words_for_whoever_asks() -> None:
    limited = Settings(limits=Limits(commitments=1))
    refused = day(limited).ask(c.Commit("one")).ask(c.Commit("two")).refused

    assert refused is not None
    assert [c.Decline()] == [button.command for button in notices.refused(refused).buttons]
    assert "`backpressure decline`" in str(refused)
    assert "`backpressure decline`" not in notices.refused(refused).body  # the button says so, and six lines are all
    assert () == notices.refused(Refused("another")).buttons


LONG = timedelta(minutes=50)
_NUMBERS = {"now": 7200.0, "usual": 3600.0, "spread": 600.0}
UNASKED: tuple[e.Announcement, ...] = (
    e.BreakSoon(LONG, "rest"),
    e.BreakIsOver(LONG, 100.0, 87.0, completed=True),
    e.BlockIsOver("report", LONG, LONG),
    e.DayEndsSoon(LONG),
    e.DayIsOver(LONG, 3, 60.0, 1, 1),
    e.LimitNear("day", LONG, 1.0),
    e.MemoryIsFull(100.0),
    e.GapQuestion(MONDAY - LONG, MONDAY),
    e.LeapQuestion(MONDAY - LONG, MONDAY, stood=True),
    e.TodayIsEased(LONG, LONG),
    e.GainSetBack(1.25, 1.15),
    e.WarningTold("stretches", "trend", _NUMBERS),
    e.InsightFound("break", "walk", _NUMBERS),
)


@pytest.mark.parametrize("effect", UNASKED, ids=lambda each: type(each).__name__)
def test_whoever_wants_no_notifications_is_told_nothing_that_they_did_not_ask_for(effect: e.Announcement) -> None:
    told = day(Settings(notifications=Notifications(on=False))).work("50m")
    now = icon_mark_tooltip_clicks.face(told.state, told.moment.senses, told.at, told.context)

    assert notices.told(effect, now, told.state, told.context) is None
    for asked in (e.StatusWanted(), e.EstimateWanted((LONG,))):
        assert notices.told(asked, now, told.state, told.context) is not None


def test_that_holds_for_all_there_is_to_tell() -> None:
    assert {*get_args(e.Announcement)} == {e.StatusWanted, e.EstimateWanted, *map(type, UNASKED)}
