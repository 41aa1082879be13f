"""Breaks that fit: their kinds and lengths, at a time of day, and how easily one is let off."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from tests.day import MONDAY, Day, day
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.commands import Command
from tray.core.messages.effects import BreakSoon
from tray.core.messages.facts import AskedAgain, BreakBegan, HeadsUpGiven, Skipped, Suggested
from tray.settings.defaults.every_setting import BreakKind, Breaks, Hours, Settings, Shutdown
from tray.settings.types.time_ranges_shifts_fixed_breaks import ClockBreak, TimeRange

MINUTE = timedelta(minutes=1)
LUNCH = ClockBreak(time(9, 30), "lunch")
"""Early enough that no stretch comes before it."""


def of(told: Day, kind: type[Suggested]) -> list[Suggested]:
    return [fact for fact in told.facts if isinstance(fact, kind)]


def suggested(told: Day) -> list[tuple[timedelta, str]]:
    """When breaks were suggested, from 09:00 on, and of which kind."""
    return [(fact.at - MONDAY, fact.kind) for fact in of(told, Suggested)]


def begun(told: Day) -> BreakBegan:
    return [fact for fact in told.facts if isinstance(fact, BreakBegan)][-1]


def friction(how: str) -> Settings:
    return Settings(breaks=Breaks(friction=how))


# Kinds, and how long they are


def test_a_walk_is_shorter_than_a_rest_that_buys_the_same() -> None:
    unasked = Settings(breaks=Breaks(after=timedelta(hours=4), at_pressure=100, shortest=MINUTE))
    rest = begun(day(unasked).work("3h").ask(c.TakeBreak())).length
    again = day(unasked).work("3h")
    walk = begun(again.ask(c.TakeBreak("walk"))).length

    assert MINUTE < walk < rest
    assert Regime.RESTORE is again.state.regime


def test_lunch_is_three_quarters_of_an_hour_even_when_less_would_do() -> None:
    assert 45 * MINUTE == begun(day().work("60m").ask(c.TakeBreak("lunch"))).length


def test_a_kind_of_ones_own_has_its_length_and_its_regime() -> None:
    nap = BreakKind("nap", text="Close your eyes.", regime="off", length=20 * MINUTE)
    told = day(Settings(kinds=(nap,))).work("60m").ask(c.TakeBreak("nap"))

    assert ("nap", 20 * MINUTE) == (begun(told).kind, begun(told).length)
    assert Regime.OFF is told.state.regime


def test_a_kind_of_ones_own_is_worked_out_but_no_shorter_than_its_least() -> None:
    told = day(Settings(kinds=(BreakKind("tea", least=12 * MINUTE),))).work("60m").ask(c.TakeBreak("tea"))

    assert 12 * MINUTE == begun(told).length


def test_a_kind_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    told = day().ask(c.TakeBreak("siesta"))

    assert "rest, walk, lunch" in str(told.refused)


def test_when_no_break_buys_another_stretch_the_suggestion_says_so() -> None:
    told = day()
    for _ in range(8):
        told.work("60m").ask(c.Skip())
    made = of(told, Suggested)[-1]

    assert not made.enough
    assert Breaks().longest == made.length


# At a time of day


def test_lunch_is_suggested_at_its_time_once() -> None:
    told = day(Settings(breaks=Breaks(at=(LUNCH,)))).work("35m").ask(c.Skip()).work("40m")

    assert [(32 * MINUTE, "lunch")] == suggested(told)
    assert 45 * MINUTE == of(told, Suggested)[0].length


def test_on_a_day_that_is_not_named_it_is_not_suggested() -> None:
    weekend = replace(LUNCH, first=5, last=6)

    assert [] == suggested(day(Settings(breaks=Breaks(at=(weekend,)))).work("45m"))


def test_a_snoozed_lunch_comes_back() -> None:
    told = day(Settings(breaks=Breaks(at=(LUNCH,)))).work("33m").ask(c.Snooze()).work("8m")

    assert [(32 * MINUTE, "lunch"), (40 * MINUTE, "lunch")] == suggested(told)


def at_times(*entries: ClockBreak) -> Day:
    return day(Settings(breaks=Breaks(after=timedelta(hours=12), at_pressure=100, at=entries, again=())))


@pytest.mark.parametrize(
    ("clock", "snooze"), [(time(12, 30), 330 * MINUTE), (time(17), 40 * MINUTE), (time(17, 25), 15 * MINUTE)]
)
def test_what_was_snoozed_over_the_end_of_the_day_does_not_come_back(clock: time, snooze: timedelta) -> None:
    told = at_times(ClockBreak(clock, "walk")).work(f"{60 * clock.hour + clock.minute - 9 * 60 + 3}m")
    assert told.state.suggestion
    told.ask(c.Snooze(snooze)).work("6h")

    assert ["walk"] == [kind for _, kind in suggested(told) if kind == "walk"]


def test_nor_does_one_come_that_was_kept_waiting_until_it() -> None:
    told = at_times(ClockBreak(time(17, 20), "walk")).work("8h").ask(c.BeQuiet(29 * MINUTE)).work("2h")

    assert "walk" not in [kind for _, kind in suggested(told)]


@pytest.mark.parametrize("command", [c.NotToday(), c.MoreTime(timedelta(hours=2))])
def test_it_comes_back_where_the_day_does_not_end_then(command: Command) -> None:
    told = at_times(ClockBreak(time(17), "walk")).work("8h3m").ask(c.Snooze(32 * MINUTE))
    told.ask(command).work("45m")

    assert ["walk", "walk"] == [kind for _, kind in suggested(told)]


def test_one_whose_time_is_after_the_end_comes_back_to_whoever_works_on() -> None:
    told = at_times(ClockBreak(time(18), "walk")).work("9h3m").ask(c.Snooze()).work("10m")

    assert ["walk", "walk"] == [kind for _, kind in suggested(told)]


def test_somebody_who_has_just_had_lunch_is_not_sent_there() -> None:
    told = day(Settings(breaks=Breaks(at=(LUNCH,)))).work("2m").away("25m").work("30m")

    assert [] == suggested(told)


@pytest.mark.parametrize(("story", "count"), [("ate over the keyboard", 0), ("was called away", 1)])
def test_lunch_was_taken_where_the_person_says_so_and_only_there(story: str, count: int) -> None:
    told = day(Settings(breaks=Breaks(at=(LUNCH,), at_pressure=100)))
    if story == "ate over the keyboard":
        told.work("27m").ask(c.ItWas(Regime.REST, MONDAY + 2 * MINUTE, MONDAY + 26 * MINUTE))
    else:
        told.work("2m").away("25m").ask(c.ItWas(Regime.WORK, MONDAY + 2 * MINUTE, MONDAY + 27 * MINUTE))
    told.work("8m").away("10s")

    assert count == len([kind for _, kind in suggested(told) if kind == "lunch"])


def test_a_time_that_was_missed_for_long_is_left_for_another_day() -> None:
    told = day(Settings(breaks=Breaks(at=(LUNCH,)))).work("5m").happen(e.AttentionChanged(frozenset({"meeting"})))
    told.work("90m").happen(e.AttentionChanged(frozenset())).work("5m")

    assert "lunch" not in [kind for _, kind in suggested(told)]


def test_the_next_day_lunch_is_suggested_again() -> None:
    told = day(Settings(breaks=Breaks(at=(LUNCH,)))).work("35m").ask(c.Skip()).away("23h25m").work("35m")

    assert ["lunch", "lunch"] == [kind for _, kind in suggested(told)]


# Friction, by consent


def test_gentle_lets_off_freely() -> None:
    told = day().work("53m")
    for _ in range(4):
        told.ask(c.Snooze(MINUTE))
        assert told.refused is None
        told.work("20m")
    told.ask(c.Skip())

    assert told.refused is None


def test_firm_allows_two_snoozes_then_the_next_break_is_longer() -> None:
    told = day(friction("firm")).work("53m")
    for _ in range(2):
        told.ask(c.Snooze(5 * MINUTE)).work("8m")
    first, _, third = of(told, Suggested)
    told.ask(c.Snooze())

    assert "as often as breaks.friction firm allows" in str(told.refused)
    assert third.length >= first.length * 1.5


def test_firm_makes_the_break_after_a_skip_longer_and_forgets_it_after_a_break() -> None:
    told = day(friction("firm")).work("53m").ask(c.Skip()).work("52m")
    plain = day().work("53m").ask(c.Skip()).work("52m")
    assert of(plain, Suggested)[-1].length * 1.5 == of(told, Suggested)[-1].length
    told.ask(c.TakeBreak()).away("20m")

    assert 0 == told.state.put_off


def test_strict_lets_nobody_off_but_with_a_reason_which_is_recorded() -> None:
    told = day(friction("strict")).work("53m")
    for command in (c.Snooze(), c.Skip(), c.Skip("  ")):
        told.ask(command)
        assert 'backpressure skip --reason "…"' in str(told.refused)
    assert told.state.suggestion is not None
    told.ask(c.Skip("the house is on fire"))

    assert told.refused is None
    assert ["the house is on fire"] == [fact.reason for fact in told.facts if isinstance(fact, Skipped)]


def test_nobody_is_let_off_by_silence_they_are_asked_again() -> None:
    told = day(friction("strict")).work("53m").work("13m")

    assert 1 == len(suggested(told))
    assert 1 == len([fact for fact in told.facts if isinstance(fact, AskedAgain)])


# Before it


def test_a_heads_up_comes_once_before_the_break_and_is_no_suggestion() -> None:
    told = day(Settings(breaks=Breaks(heads_up=3 * MINUTE))).work("52m")

    assert [47 * MINUTE] == [fact.at - MONDAY for fact in told.facts if isinstance(fact, HeadsUpGiven)]
    assert [BreakSoon(3 * MINUTE, "rest")] == [effect for _, effect in told.effects if isinstance(effect, BreakSoon)]
    assert [(52 * MINUTE, "rest")] == suggested(told)


def test_a_break_at_a_time_that_is_near_the_end_of_a_night_is_suggested_once() -> None:
    hours = Hours(monday=(TimeRange(time(22), time(7)),))
    early = ClockBreak(time(7, 30), "walk")
    breaks = Breaks(after=timedelta(hours=4), at_pressure=100, at=(early,), again=())
    told = day(Settings(hours=hours, breaks=breaks, shutdown=Shutdown(on=False)))
    told.until("06:50").work("45m").away("10s").ask(c.Skip()).work("50m").away("10s")

    assert 1 == len(suggested(told))


def test_nobody_hears_of_a_break_ahead_who_did_not_ask_for_it_or_is_in_a_meeting() -> None:
    asked = Settings(breaks=Breaks(heads_up=3 * MINUTE))
    meeting = day(asked).happen(e.AttentionChanged(frozenset({"meeting"}))).work("50m")

    assert not [fact for told in (day().work("52m"), meeting) for fact in told.facts if isinstance(fact, HeadsUpGiven)]


def test_nobody_who_may_be_resting_hears_of_a_break_ahead_before_they_are_back() -> None:
    told = day(Settings(breaks=Breaks(heads_up=5 * MINUTE))).work("43m30s").away("2m20s")
    assert [] == told.told(BreakSoon)

    told.work("1s")
    assert 1 == len(told.told(BreakSoon))


# What became of it


@pytest.mark.parametrize(
    ("answer", "taken", "skipped"),
    [
        (lambda told: told.ask(c.TakeBreak()).away("20m"), 1, 0),
        (lambda told: told.ask(c.TakeBreak("rest", 20 * MINUTE)).away("2m").work("1m"), 0, 0),
        (lambda told: told.away("6m"), 1, 0),
        (lambda told: told.ask(c.Skip()), 0, 1),
        (lambda told: told.ask(c.Snooze()), 0, 0),
    ],
    ids=["taken", "cut short", "taken without a click", "skipped", "put off"],
)
def test_what_was_taken_and_skipped_is_counted_for_the_day(answer: object, taken: int, skipped: int) -> None:
    assert callable(answer)
    told = answer(day().work("53m")).work("1m")

    assert told.state.day is not None
    assert (taken, skipped) == (told.state.day.taken, told.state.day.skipped)
