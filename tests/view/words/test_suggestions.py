"""In which words a break is suggested."""

from dataclasses import replace
from datetime import time, timedelta

from tests.day import Day, day
from tray.core.law.levels import Level
from tray.core.messages import commands as c
from tray.core.state.ongoing import Suggestion
from tray.settings.catalogue.catalogue import BreakKind, Breaks, Settings, Shutdown
from tray.settings.types.values import ClockBreak
from tray.view.tray import notices
from tray.view.tray.face import Notice
from tray.view.words import suggestions

MINUTE = timedelta(minutes=1)


def made(told: Day) -> Suggestion:
    assert told.state.suggestion
    return told.state.suggestion


def notice(settings: Settings) -> Notice:
    told = day(settings).work("53m")
    return notices.standing(told.state, told.context)[notices.SUGGESTION]


def labels(settings: Settings) -> list[str]:
    return [button.label for button in notice(settings).buttons]


def test_the_words_vary_from_one_suggestion_to_the_next_and_stay_for_each() -> None:
    first = made(day().work("53m"))
    titles = [suggestions.title(replace(first, since=first.since + n * MINUTE)) for n in range(4)]

    assert 4 == len(set(titles))
    assert titles[0] == suggestions.title(first)


def test_the_reason_is_told_in_several_ways_that_all_have_the_numbers() -> None:
    told = day().work("53m")
    first = made(told)
    bodies = {
        suggestions.body(replace(first, since=first.since + n * MINUTE), Level.GREEN, told.context.settings)
        for n in range(12)
    }

    assert 3 == len(bodies)
    assert all("Pressure 3" in body and "52 min" in body for body in bodies)


def test_a_break_at_its_time_of_day_says_so_with_the_words_of_its_kind() -> None:
    tea = BreakKind("tea", text="The kettle is in the kitchen.", length=10 * MINUTE)
    told = day(Settings(kinds=(tea,), breaks=Breaks(at=(ClockBreak(time(9, 30), "tea"),)))).work("33m")

    assert "Tea: 10 min" == suggestions.title(made(told))
    body = suggestions.body(made(told), Level.GREEN, told.context.settings)
    assert body.startswith("It is the time you chose for it.")
    assert body.endswith("The kettle is in the kitchen.")


def test_when_no_break_is_enough_the_suggestion_offers_to_shut_the_day_down() -> None:
    told = day(Settings(shutdown=Shutdown(on=False)))
    for _ in range(8):
        told.work("60m").ask(c.Skip())
    told.work("60m")
    shown = notices.standing(told.state, told.context)[notices.SUGGESTION]

    assert "It may be time to end the day" == shown.title
    assert ["Take a break", "Shut down the day", "Snooze", "Skip"] == [button.label for button in shown.buttons]


def test_the_buttons_are_those_that_the_person_allows_themselves() -> None:
    assert ["Take a break", "Snooze", "Skip"] == labels(Settings())
    assert ["Take a break", "Snooze", "Skip"] == labels(Settings(breaks=Breaks(friction="firm")))
    assert ["Take a break"] == labels(Settings(breaks=Breaks(friction="strict")))


def test_what_was_taken_and_let_go_is_said_without_a_judgement() -> None:
    told = day().work("53m").ask(c.TakeBreak()).away("20m").work("53m").ask(c.Skip())

    assert "Today: 1 taken, 1 let go" == suggestions.breaks_today(told.state)
