"""What is asked of the person, as they see it: in notifications and in the menu."""

from datetime import timedelta

import pytest

from tests.app.test_loop import Desk, ask
from tests.day import day
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.effects import GapQuestion
from tray.settings.defaults.every_setting import Breaks, Settings
from tray.view.tray import notices
from tray.view.tray import question_buttons_and_corrections as question_buttons
from tray.view.tray.face import Row

PATIENT = Settings(breaks=Breaks(after=timedelta(hours=4), at_pressure=100))


def back_from_lunch() -> Desk:
    desk = Desk(PATIENT).type().run(minutes=30)
    desk.loop.take(e.InputStopped(timedelta(seconds=5)))
    return desk.run(minutes=44).type().run(seconds=10)


def past_the_estimate() -> Desk:
    desk = Desk(PATIENT).type()
    ask(desk.loop, c.StartSession("quarterly report", timedelta(minutes=40)))
    return desk.run(minutes=43)


def row(desk: Desk, key: str) -> Row:
    face = desk.loop.face
    assert face
    rows = list(face.menu)
    while rows:
        found = rows.pop()
        if found.key == key:
            return found
        rows += found.children
    raise AssertionError(f"no row {key}")


def marked(desk: Desk) -> list[str]:
    """What the menu says that the last gap was."""
    return [each.label for each in row(desk, "was").children if each.checked]


def test_back_from_a_gap_it_asks_what_it_was() -> None:
    notice = back_from_lunch().notifier.screen[notices.GAP]

    assert "Welcome back" == notice.title
    assert (
        "What did you do from 09:29 to 10:14?\nBackpressure counts that time as a break unless you say otherwise."
        == notice.body
    )
    assert ["I worked", "A walk", "A break"] == [button.label for button in notice.buttons]


def test_the_menu_asks_the_same_and_marks_the_answer() -> None:
    desk = back_from_lunch()
    assert ["I worked", "A meeting", "A walk", "A break"] == [each.label for each in row(desk, "was").children]
    assert [] == marked(desk)
    answer = row(desk, "was-walk").command
    assert isinstance(answer, c.ItWas)
    ask(desk.loop, answer)
    desk.loop.show()

    assert ["A walk"] == marked(desk)
    assert Regime.RESTORE is desk.loop.present().last_gap_was


@pytest.mark.parametrize(("key", "label"), [("was-meeting", "A meeting"), ("was-work", "I worked")])
def test_a_meeting_is_an_answer_of_its_own(key: str, label: str) -> None:
    desk = back_from_lunch()
    ask(desk.loop, c.ItWas(Regime.REST))
    answer = row(desk, key).command
    assert isinstance(answer, c.ItWas)
    ask(desk.loop, answer)
    desk.loop.show()

    assert [label] == marked(desk)
    assert [key == "was-meeting"] == [each.meeting for each in desk.loop.present().corrections_made[-1:]]


@pytest.mark.parametrize(("ends", "likely"), [("9:58", True), ("9:40", False)])
def test_where_the_calendar_had_a_meeting_for_most_of_a_gap_that_is_the_first_answer(ends: str, likely: bool) -> None:
    told = day(PATIENT)
    told.calendar(told.meeting("9:30", ends)).work("29m").away("45m").work("10s")
    gap = next(effect for _, effect in told.effects if isinstance(effect, GapQuestion))
    notice = question_buttons.what_was(gap.since, gap.until, told.state, told.context)

    labels = ["A meeting", "I worked", "A break"] if likely else ["I worked", "A walk", "A break"]
    assert labels == [button.label for button in notice.buttons]
    assert likely is (c.ItWas(Regime.WORK, gap.since, gap.until, meeting=True) in [b.command for b in notice.buttons])


@pytest.mark.parametrize(("lasts", "counts"), [("95m", "a break"), ("150m", "time off")])
def test_what_a_gap_counts_as_is_what_most_of_it_is_on_record_as(lasts: str, counts: str) -> None:
    told = day(PATIENT).work("29m").away(lasts).work("10s")
    gap = next(effect for _, effect in told.effects if isinstance(effect, GapQuestion))
    notice = question_buttons.what_was(gap.since, gap.until, told.state, told.context)

    assert f"counts that time as {counts} unless you say otherwise." in notice.body


def test_past_the_estimate_it_asks_whether_it_is_good_enough() -> None:
    notice = past_the_estimate().notifier.screen[notices.SESSION]

    assert '"quarterly report": is it good enough?' == notice.title
    assert "You've used your 40 min." == notice.body
    assert ["Done", "30 more minutes", "Re-estimate"] == [button.label for button in notice.buttons]


def test_the_question_leaves_the_screen_when_it_is_answered() -> None:
    desk = past_the_estimate()
    ask(desk.loop, c.MoreOnSession())
    desk.loop.show()

    assert notices.SESSION not in desk.notifier.screen


def test_re_estimate_offers_lengths() -> None:
    desk = past_the_estimate()
    ask(desk.loop, c.Estimate())
    desk.loop.show()

    assert notices.SESSION not in desk.notifier.screen
    assert ["1 h 30 min", "2 h 30 min", "4 h 30 min"] == [
        button.label for button in desk.notifier.screen[notices.ESTIMATE].buttons
    ]


def test_the_menu_lists_the_sessions_of_today() -> None:
    desk = past_the_estimate()
    ask(desk.loop, c.StopSession())
    desk.loop.show()

    assert "09:00  quarterly report  43 min" == row(desk, "session-0").label


def test_the_menu_shows_what_waits_and_plans_and_closes_it() -> None:
    desk = Desk()
    for text in ("answer Ada", "book the train"):
        ask(desk.loop, c.Commit(text))
    desk.loop.show()
    assert "To do (2)" == row(desk, "waiting").label
    plan, close = row(desk, "plan-1-0"), row(desk, "close-2")
    assert "Plan: tomorrow 09:00" == plan.label
    for chosen in (plan, close):
        assert chosen.command
        ask(desk.loop, chosen.command)
    desk.loop.show()

    assert (0, 1) == (desk.loop.present().unplanned, desk.loop.present().planned)
    assert "To do (1)" == row(desk, "waiting").label


def test_a_commitment_is_noted_from_the_menu_without_a_word() -> None:
    desk = Desk()
    note = row(desk, "commit").command
    assert note
    ask(desk.loop, note)

    assert "Noted at 09:00" == desk.loop.present().commitments[0].text
