"""The offer to show breaks on the screen: once ever, after a break, and only where it could be taken up."""

from datetime import timedelta

from tests.day import Day, day
from tray.core.messages import commands as c
from tray.core.messages import effects as eff
from tray.core.messages import events as e
from tray.core.messages.facts import QuestionDropped, QuestionPut
from tray.core.state.wellbeing import SCREEN
from tray.settings.defaults.every_setting import Breaks, Checkins, Settings
from tray.view.tray import question_buttons_and_corrections as rows
from tray.view.tray.face import Row

MINUTE = timedelta(minutes=1)
QUESTIONS_OFF = Settings(checkins=Checkins(on=False))


def with_window(settings: Settings = QUESTIONS_OFF) -> Day:
    return day(settings).happen(e.Started(None, has_window=True))


def after_a_break(told: Day) -> Day:
    """Work, a break to its end, work again, and a pause in the typing."""
    return told.work("30m").ask(c.TakeBreak("rest", 5 * MINUTE)).away("6m").work("5m").away("20s")


def offers(told: Day) -> list[QuestionPut]:
    return [fact for fact in told.facts if isinstance(fact, QuestionPut) and fact.item == SCREEN]


def test_after_the_first_break_and_a_pause_in_the_typing_it_is_offered() -> None:
    told = with_window().work("10m").away("20s")
    assert [] == offers(told)

    after_a_break(told)

    assert 1 == len(offers(told))
    question = rows.question(told.state, told.context)
    assert question is not None
    assert ["screen-card", "screen-full", "screen-no"] == [each.key for each in question.buttons]
    assert [c.ApplyPreset("screen-card"), c.ApplyPreset("screen-full"), c.DropQuestion()] == [
        each.command for each in question.buttons
    ]


def test_the_menu_asks_the_same() -> None:
    told = after_a_break(with_window())
    keys = [row.key for row in rows.asked(told.state)]

    assert ["question", "screen-card", "screen-full", "screen-no", "line-question"] == keys


def test_without_the_libraries_nobody_is_offered_what_cannot_be() -> None:
    assert [] == offers(after_a_break(day(QUESTIONS_OFF)))


def test_who_has_chosen_already_is_not_asked() -> None:
    chosen = Settings(breaks=Breaks(screen="card"), checkins=Checkins(on=False))

    assert [] == offers(after_a_break(with_window(chosen)))


def test_it_is_offered_once_ever_whatever_the_answer_and_after_a_restart_too() -> None:
    told = after_a_break(after_a_break(with_window()).ask(c.DropQuestion()))
    told.restart().happen(e.Started(None, has_window=True))

    assert 1 == len(offers(after_a_break(told)))


def test_choosing_is_the_answer_and_goes_into_the_settings() -> None:
    told = after_a_break(with_window()).ask(c.ApplyPreset("screen-full"))

    assert told.state.health.question is None
    assert eff.PresetWanted("screen-full") in [effect for _, effect in told.effects]


def test_another_preset_is_no_answer_to_it() -> None:
    told = after_a_break(with_window()).ask(c.ApplyPreset("pomodoro"))

    assert told.state.health.question is not None


def test_unanswered_it_makes_room_for_the_next_break() -> None:
    told = after_a_break(with_window()).work("20m").ask(c.TakeBreak())

    assert told.state.health.question is None
    assert 1 == len([fact for fact in told.facts if isinstance(fact, QuestionDropped)])


def test_long_after_a_break_nobody_speaks_of_it() -> None:
    told = with_window().work("30m").ask(c.TakeBreak("rest", 5 * MINUTE)).away("6m").work("40m").away("20s")

    assert [] == offers(told)


def test_the_menu_has_a_row_for_it_only_where_it_can_be() -> None:
    from tray.view.tray.icon_mark_tooltip_clicks import face

    def screens(told: Day) -> list[Row]:
        menu = face(told.state, told.moment.senses, told.at, told.in_force).menu
        settings = next(row for row in menu if row.key == "settings").children[0].children
        return [each for row in settings if row.key == "breaks-screen" for each in row.children]

    assert [] == screens(day())
    assert [
        (True, c.ApplyPreset("screen-none")),
        (False, c.ApplyPreset("screen-card")),
        (False, c.ApplyPreset("screen-full")),
    ] == [(row.checked, row.command) for row in screens(with_window())]
