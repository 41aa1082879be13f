"""What would come of it: what is imagined is what comes when it is done."""

from datetime import datetime, timedelta

import pytest

from tests.day import BERLIN, MONDAY, Day, day
from tray.core.inquiry.what_if import Answer, what_if
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.what_if import BreakAt, Question, StopAt, WorkOn
from tray.errors import Refused
from tray.settings.defaults.every_setting import Law, Settings
from tray.view.terminal.what_if import what_if_text

MINUTE = timedelta(minutes=1)


def asked(told: Day, question: Question) -> Answer:
    return what_if(told.state, question, told.context)


def said(told: Day, question: Question) -> str:
    return what_if_text(asked(told, question), told.state.working, told.context)


def test_where_no_work_of_a_day_reaches_orange_that_is_said_of_a_whole_day() -> None:
    told = day(Settings(law=Law(allocation=8.0))).work("30m")

    assert "After that, a whole day of work stays below orange." in said(told, c.TakeBreak("walk", 15 * MINUTE))


def tired() -> Day:
    return day().ask(c.Commit("one")).ask(c.Commit("two")).work("2h30m", switches_per_hour=12)


@pytest.mark.parametrize(("kind", "minutes"), [("rest", 10), ("walk", 15), ("lunch", 45), ("walk", 90)])
def test_a_break_leaves_what_was_imagined(kind: str, minutes: int) -> None:
    told = tired()
    found = asked(told, c.TakeBreak(kind, minutes * MINUTE))
    told.ask(c.TakeBreak(kind, minutes * MINUTE)).away(f"{minutes}m")

    assert told.at == found.then.at
    assert told.state.pressure == pytest.approx(found.then.pressure, abs=0.01)


def test_work_goes_on_as_imagined_with_its_switches_and_a_higher_load_after_hours() -> None:
    told = day(at=MONDAY + timedelta(hours=6)).work("1h", switches_per_hour=12)
    found = asked(told, WorkOn(timedelta(hours=3)))
    told.work("3h", switches_per_hour=12)

    assert 1.15 == told.state.clock_load
    assert told.state.pressure == pytest.approx(found.then.pressure, abs=0.05)


def test_work_past_an_estimate_is_imagined_at_its_higher_load() -> None:
    told = day().ask(c.StartSession("report", timedelta(hours=1))).work("50m")
    found = asked(told, WorkOn(timedelta(hours=2)))
    told.work("2h")

    assert told.state.pressure == pytest.approx(found.then.pressure, abs=0.01)


def test_the_levels_on_the_way_are_named_with_their_times() -> None:
    found = asked(day().work("2h"), WorkOn(timedelta(hours=8)))

    assert [60.0, 80.0, 95.0] == [bound for bound, _ in found.reaches]
    for bound, at in found.reaches:
        seconds = int((at - MONDAY).total_seconds())
        assert bound > day().work(f"{seconds - 2}s").state.pressure
        assert bound <= day().work(f"{seconds + 2}s").state.pressure


def test_a_night_is_imagined_with_its_sleep() -> None:
    told = tired()
    found = asked(told, StopAt())
    assert found.morning is not None
    assert datetime(2026, 11, 24, 9, tzinfo=BERLIN) == found.morning[0].at

    told.wait_until(told.at).away("21h30m").work("1s")

    assert told.at == found.morning[0].at + timedelta(seconds=1)
    assert told.state.pressure == pytest.approx(found.morning[0].pressure, abs=0.05)


def test_stopping_at_five_is_compared_with_going_on_to_the_planned_end() -> None:
    told = tired()
    found = asked(told, StopAt(datetime(2026, 11, 23, 17, 0, tzinfo=BERLIN)))

    assert "17:00" == f"{found.then.at.astimezone(BERLIN):%H:%M}"
    assert "17:30" == f"{found.as_now.at.astimezone(BERLIN):%H:%M}"
    assert found.morning is not None
    assert found.then.pressure < found.as_now.pressure
    assert found.morning[0].pressure < found.morning[1].pressure


def test_after_the_planned_end_the_comparison_is_two_hours_more() -> None:
    told = day().work("9h")
    found = asked(told, StopAt())

    assert timedelta(hours=2) == found.as_now.at - found.then.at


def test_on_friday_the_morning_is_monday() -> None:
    told = day(at=MONDAY + timedelta(days=4)).work("3h")
    found = asked(told, StopAt())
    assert found.morning is not None

    assert "Mon" == f"{found.morning[0].at.astimezone(BERLIN):%a}"


def test_closing_a_commitment_is_less_at_once_and_buys_work() -> None:
    told = day().ask(c.Commit("one")).ask(c.Commit("two")).work("50m")
    found = asked(told, c.CloseCommitment(2))

    assert found.then.pressure < found.now.pressure
    assert found.then.buys is not None
    assert found.now.buys is not None
    assert found.then.buys > found.now.buys

    told.ask(c.CloseCommitment(2))

    assert told.state.pressure == found.then.pressure


def test_planning_frees_less_than_closing() -> None:
    told = tired()
    planned = asked(told, c.PlanCommitment(2, MONDAY + timedelta(days=1)))
    closed = asked(told, c.CloseCommitment(2))

    assert closed.then.pressure < planned.then.pressure < planned.now.pressure
    assert said(told, planned.question).startswith("With to-do 2 planned: ")
    assert said(told, closed.question).startswith("With to-do 2 closed: ")


def test_a_commitment_that_is_not_open_is_refused() -> None:
    with pytest.raises(Refused, match="no open to-do number 9"):
        asked(tired(), c.CloseCommitment(9))


def test_what_a_break_buys_is_work_below_orange_and_no_more() -> None:
    told = tired()
    found = asked(told, c.TakeBreak("walk", 15 * MINUTE))
    assert found.then.buys is not None
    told.ask(c.TakeBreak("walk", 15 * MINUTE)).away("15m")
    rate, minutes = 12, int(found.then.buys / MINUTE)
    told.work(f"{minutes - 6}m", switches_per_hour=rate)

    assert told.peak >= 60
    assert told.state.pressure < 60.0

    told.work("12m", switches_per_hour=rate)

    assert told.state.pressure > 60.0


def test_a_long_break_ends_the_session_so_its_overrun_weighs_no_more() -> None:
    told = day().ask(c.StartSession("report", timedelta(minutes=30))).work("2h")
    found = asked(told, c.TakeBreak("lunch", 90 * MINUTE))
    told.ask(c.TakeBreak("lunch", 90 * MINUTE)).away("90m").happen(e.Looked())

    assert told.state.session is None
    assert asked(told, StopAt()).now.buys == pytest.approx(found.then.buys, abs=timedelta(seconds=1))


def test_somebody_who_rests_is_told_of_resting_on() -> None:
    told = tired().away("5m")

    assert "Without it" in said(told, c.TakeBreak("walk"))
    assert "You're not working now" in said(told, StopAt())


def test_imagining_changes_nothing() -> None:
    told = tired()
    before, facts = told.state, len(told.journal.records)
    for question in (c.TakeBreak(), WorkOn(timedelta(hours=1)), StopAt(), c.CloseCommitment(1)):
        asked(told, question)

    assert before == told.state
    assert facts == len(told.journal.records)


@pytest.mark.parametrize(
    "told",
    [
        day(),
        tired().ask(c.Pause()),
        tired().ask(c.TakeBreak("walk", 15 * MINUTE)),
        tired().happen(e.Locked()),
        tired().away("16h"),
        day(Settings()).ask(c.StartSession("by hand", by_hand=True)).work("1h"),
    ],
    ids=["first start", "paused", "on a break", "locked", "away for long", "by hand"],
)
def test_every_question_has_an_answer_in_every_situation(told: Day) -> None:
    questions: list[Question] = [
        c.TakeBreak(),
        c.TakeBreak("walk"),
        c.TakeBreak("lunch", timedelta(hours=3)),
        WorkOn(timedelta(hours=24)),
        StopAt(),
        StopAt(told.at + timedelta(hours=20)),
    ]
    for question in questions:
        found = asked(told, question)
        assert 0.0 <= found.then.pressure < 200.0
        assert found.now.at == told.at <= found.then.at
        assert 1 <= said(told, question).count("%") <= 8


def test_the_sentence_says_before_and_after_and_going_on_as_now() -> None:
    text = said(tired(), c.TakeBreak("walk", 15 * MINUTE))

    assert text.splitlines() == [
        "A walk of 15 min: 64% → 21% by 11:45. After that, 1 h 26 min of work stays below orange.",
        "If you go on working: 66% by 11:45. After that, any work is in orange or beyond.",
    ]


def test_no_decimals_are_shown_however_little_would_change() -> None:
    text = said(day().work("1m"), c.TakeBreak("walk", MINUTE))

    assert text.startswith("A walk of 1 min: 6% → 6% by ")


def test_lunch_at_half_past_twelve_is_work_until_then_and_lunch_after_it() -> None:
    told = day().work("50m")
    begins = told.at + timedelta(minutes=30)
    found = asked(told, BreakAt(begins, "lunch", timedelta(minutes=45)))
    lived = day().work("80m").ask(c.TakeBreak("lunch", timedelta(minutes=45))).away("45m")

    assert begins + timedelta(minutes=45) == found.then.at == found.as_now.at
    assert found.then.pressure == pytest.approx(lived.state.pressure, abs=0.5)
    assert found.then.pressure < found.as_now.pressure
