"""In which words a break is suggested."""

import re
from datetime import time, timedelta

import pytest

from tests.day import BERLIN, Day, day
from tray.core.breaks.kinds_and_lengths import Length
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages.facts import LevelReached
from tray.core.state.ongoing import Suggestion
from tray.settings.defaults.every_setting import BreakKind, Breaks, Settings, Shutdown
from tray.settings.types.time_ranges_shifts_fixed_breaks import ClockBreak
from tray.view.tray import notices
from tray.view.tray.face import Notice
from tray.view.words import breaks

MINUTE = timedelta(minutes=1)


def made(told: Day) -> Suggestion:
    assert told.state.suggestion
    return told.state.suggestion


def notice(settings: Settings) -> Notice:
    told = day(settings).work("53m")
    return notices.standing(told.state, told.context)[notices.SUGGESTION]


def labels(settings: Settings) -> list[str]:
    return [button.label for button in notice(settings).buttons]


def words(told: Day) -> tuple[str, str]:
    return breaks.title(made(told), told.state), breaks.body(made(told), told.state, told.context)


def test_the_first_words_say_since_when_and_the_next_ones_are_plainer() -> None:
    told = day().work("53m")

    assert ("Time for a 5-minute break", "You've been working since 09:00 without a break.") == words(told)
    assert ("How about a 5-minute break?", "No break since 09:00.") == words(told.work("12m"))

    plainest = "No break since 09:00.\n5 minutes away from the screen is all it takes."
    assert ("How about a 5-minute break?", plainest) == words(told.work("17m"))


def test_the_words_on_the_screen_do_not_age() -> None:
    told = day(Settings(breaks=Breaks(again=()))).work("53m")
    first = notices.standing(told.state, told.context)[notices.SUGGESTION]
    told.work("2h")

    assert first == notices.standing(told.state, told.context)[notices.SUGGESTION]
    assert not re.search(r"\d+ ?%|\d+ min (?:ago|since)", f"{first.title} {first.body}")


def test_pressure_is_the_reason_where_it_is() -> None:
    told = day(Settings(breaks=Breaks(after=timedelta(hours=4)))).work("2h41m")
    reached = next(each for each in told.facts if isinstance(each, LevelReached))
    clock = f"{reached.at.astimezone(BERLIN):%H:%M}"

    assert f"You reached orange at {clock}." == words(told)[1]
    assert f"You reached orange at {clock}." == words(told.work("12m"))[1]


@pytest.mark.parametrize(("minutes", "title"), [(5, "a 5-minute"), (8, "an 8-minute"), (11, "an 11-minute")])
def test_a_length_has_the_article_that_it_is_spoken_with(minutes: int, title: str) -> None:
    told = day(Settings(breaks=Breaks(length=minutes * MINUTE))).work("53m")

    assert f"Time for {title} break" == words(told)[0]
    assert f"How about {title} break?" == words(told.work("12m"))[0]


def test_after_a_snooze_it_is_no_news_that_it_is_time() -> None:
    told = day().work("53m").ask(c.Snooze()).work("12m")

    assert ("How about a 5-minute break?", "No break since 09:00.") == words(told)


def test_who_puts_it_off_again_and_again_is_told_of_the_level_they_reached() -> None:
    told = day().work("3h")
    at = next(each.at for each in told.state.reached)
    told.ask(c.Snooze()).work("12m")

    assert 1 == made(told).asked
    assert f"No break since 09:00.\nYou reached orange at {at.astimezone(BERLIN):%H:%M}." == words(told)[1]


def test_a_long_break_is_not_called_a_small_thing() -> None:
    long = Settings(breaks=Breaks(length=18 * MINUTE))

    assert "No break since 09:00." == words(day(long).work("82m"))[1]


def test_a_break_at_its_time_of_day_says_so_with_the_words_of_its_kind() -> None:
    tea = BreakKind("tea", text="The kettle is in the kitchen.", length=10 * MINUTE)
    told = day(Settings(kinds=(tea,), breaks=Breaks(at=(ClockBreak(time(9, 30), "tea"),)))).work("33m")

    assert ("Time for: Tea, 10 min", "You chose 09:30 for it.\nThe kettle is in the kitchen.") == words(told)


def test_when_no_break_is_enough_the_suggestion_offers_to_end_the_day() -> None:
    told = day(Settings(shutdown=Shutdown(on=False)))
    for _ in range(8):
        told.work("60m").ask(c.Skip())
    told.work("60m")
    shown = notices.standing(told.state, told.context)[notices.SUGGESTION]

    assert "It may be time to call it a day" == shown.title
    assert ["End the day", "Break anyway", "Snooze"] == [button.label for button in shown.buttons]


def test_the_buttons_are_those_that_the_person_allows_themselves() -> None:
    assert ["Take a break", "Snooze", "Skip"] == labels(Settings())
    assert ["Take a break", "Snooze", "Skip"] == labels(Settings(breaks=Breaks(friction="firm")))
    assert ["Take a break"] == labels(Settings(breaks=Breaks(friction="strict")))


def test_what_was_taken_and_let_go_is_said_without_a_judgement() -> None:
    told = day().work("53m").ask(c.TakeBreak()).away("20m").work("53m").ask(c.Skip())

    assert "Today: 1 taken, 1 skipped" == breaks.breaks_today(told.state)


@pytest.mark.parametrize(
    ("regime", "buys", "enough", "said"),
    [
        (Regime.REST, 90, True, "A break of 20 min keeps you below orange for 1 h 30 min of work"),
        (Regime.RESTORE, 90, True, "A walk of 20 min keeps you below orange for 1 h 30 min of work"),
        (Regime.REST, 12, False, "Even a break of 20 min keeps you below orange for only 12 min of work"),
        (Regime.RESTORE, 12, False, "Even a walk of 20 min keeps you below orange for only 12 min of work"),
        (Regime.REST, 0, False, "Not even a break of 20 min brings you below orange; it may be time to end the day"),
        (Regime.RESTORE, 0, False, "Not even a walk of 20 min brings you below orange; it may be time to end the day"),
    ],
)
def test_what_a_break_is_good_for_is_said_of_walks_and_breaks(
    regime: Regime, buys: int, said: str, *, enough: bool
) -> None:
    assert said == breaks.buys(Length(20 * MINUTE, enough, buys * MINUTE + timedelta(seconds=40)), regime)


def test_a_break_that_falls_due_in_meetings_is_named_where_it_is_of_a_kind_of_its_own() -> None:
    assert "Break due after meetings, at 14:00" == breaks.after_meetings("rest", "14:00")
    assert "Lunch due after meetings, at 14:00" == breaks.after_meetings("lunch", "14:00")
