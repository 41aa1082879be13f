"""What is asked of the person, as they see it: in notifications and in the menu."""

from datetime import timedelta

from tests.app.test_loop import Desk, ask
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.settings.defaults.every_setting import Breaks, Settings
from tray.view.tray import notices
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


def test_back_from_a_gap_it_asks_what_it_was() -> None:
    notice = back_from_lunch().notifier.screen[notices.GAP]

    assert "Welcome back" == notice.title
    assert (
        "What did you do from 09:29 to 10:14?\nBackpressure counts it as a break unless you say otherwise."
        == notice.body
    )
    assert ["I worked", "A walk", "A break"] == [button.label for button in notice.buttons]


def test_the_menu_asks_the_same_and_marks_the_answer() -> None:
    desk = back_from_lunch()
    assert [False, False, False] == [each.checked for each in row(desk, "was").children]
    answer = row(desk, "was-walk").command
    assert isinstance(answer, c.ItWas)
    ask(desk.loop, answer)
    desk.loop.show()

    assert [False, True, False] == [each.checked for each in row(desk, "was").children]
    assert Regime.RESTORE is desk.loop.present().last_gap_was


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
