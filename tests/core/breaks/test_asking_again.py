"""A suggestion without an answer is asked again, plainer each time, and never a second one beside it."""

from dataclasses import replace
from datetime import time, timedelta
from itertools import pairwise

import pytest

from tests.day import BERLIN, MONDAY, Day, day
from tray.core.breaks.due import coming, due, due_in
from tray.core.context import Context
from tray.core.engine.commands_to_their_topics import answer
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.effects import BreakIsOver, BreakSoon
from tray.core.messages.facts import AskedAgain, BreakEnded, Fact, LevelReached, MeetingLeft, Suggested, Withdrawn
from tray.settings.defaults.every_setting import BreakKind, Breaks, Law, Settings
from tray.settings.types.time_ranges_shifts_fixed_breaks import ClockBreak
from tray.view.tray.menu import suggested

MINUTE = timedelta(minutes=1)
HEAVY = Law(allocation=100)


def minutes(told: Day, kind: type[Fact]) -> list[float]:
    """When facts of a kind were recorded, in whole minutes since 09:00."""
    return [round((fact.at - MONDAY) / MINUTE) for fact in told.facts if isinstance(fact, kind)]


def of(told: Day, kind: type[Fact]) -> list[Fact]:
    return [fact for fact in told.facts if isinstance(fact, kind)]


def test_without_an_answer_it_is_asked_again_after_ten_fifteen_and_then_every_twenty_minutes() -> None:
    told = day().work("2h20m")

    assert [52] == minutes(told, Suggested)
    # each waits up to two minutes for a pause in the typing
    assert [64, 81, 103, 125] == minutes(told, AskedAgain)
    assert told.state.suggestion is not None
    assert 5 == told.state.suggestion.asked


def test_nothing_is_asked_again_where_the_person_wants_that() -> None:
    told = day(Settings(breaks=Breaks(again=()))).work("5h")

    assert [52] == minutes(told, Suggested)
    assert [] == minutes(told, AskedAgain)


def test_a_higher_level_asks_at_once_at_a_natural_pause() -> None:
    slow = Settings(breaks=Breaks(again=(timedelta(hours=4),)), law=HEAVY)
    told = day(slow).work("5h")
    reached = {fact.level: fact.at for fact in told.facts if isinstance(fact, LevelReached)}

    assert {"orange", "red"} <= set(reached)
    asked = [fact.at for fact in told.facts if isinstance(fact, AskedAgain | Suggested)]
    assert any(timedelta(0) <= at - reached["red"] <= 2 * MINUTE + timedelta(seconds=1) for at in asked)


def test_in_red_it_is_asked_every_ten_minutes_and_at_most_six_times_an_hour() -> None:
    told = day(Settings(law=HEAVY)).work("4h")
    red = next(fact.at for fact in told.facts if isinstance(fact, LevelReached) and fact.level == "red")
    asked = [fact.at for fact in told.facts if isinstance(fact, AskedAgain) and fact.at > red]

    assert max(b - a for a, b in pairwise(asked)) <= 12 * MINUTE + timedelta(seconds=1)
    assert all(len([at for at in asked if start <= at < start + timedelta(hours=1)]) <= 6 for start in asked)


def test_a_break_at_a_fixed_time_takes_the_place_of_what_stands() -> None:
    told = day(Settings(breaks=Breaks(at=(ClockBreak(time(10, 30), "lunch"),)))).work("93m")
    live = told.state.suggestion

    assert live is not None
    assert ("lunch", "clock", 1) == (live.kind, live.reason, live.asked)


def test_a_fixed_time_that_was_not_answered_is_over_an_hour_later_and_the_break_that_is_due_is_asked_for() -> None:
    told = day(Settings(breaks=Breaks(at=(ClockBreak(time(10, 30), "lunch"),)))).work("2h40m")
    live = told.state.suggestion

    assert 1 == len(of(told, Withdrawn))
    assert live is not None
    assert ("rest", "stretch") == (live.kind, live.reason)


def test_after_a_skip_what_is_foreseen_is_what_comes() -> None:
    told = day(Settings(law=HEAVY)).work("53m").ask(c.Skip())
    foreseen = coming(told.state, told.at, told.context)
    left = due_in(told.state, told.context)
    assert foreseen is not None
    assert left is not None
    assert foreseen[0] == told.at + left

    while due(told.state, told.at, told.context) is None:
        told.work("10s")

    assert abs(told.at - foreseen[0]) <= timedelta(seconds=10)


def test_a_heads_up_comes_after_a_skip_as_before_any_other_break() -> None:
    told = day(Settings(breaks=Breaks(heads_up=5 * MINUTE))).work("53m").ask(c.Skip())
    known = len(told.told(BreakSoon))
    told.work("50m")

    assert known + 1 == len(told.told(BreakSoon))


def test_after_a_skip_at_a_critical_pressure_another_stretch_brings_the_next_break() -> None:
    told = day(Settings(law=HEAVY)).work("8h").ask(c.Skip())
    assert told.state.pressure >= told.context.settings.levels.critical
    soon = coming(told.state, told.at, told.context)

    assert soon is not None
    assert (50 * MINUTE, "stretch") == (soon[0] - told.at, soon[1].reason)


# Rhythms, long breaks, and breaks that are finished

EYES = BreakKind("eyes", text="Look far away.", length=timedelta(seconds=20), every=20 * MINUTE)


def test_a_rhythm_suggests_its_own_short_break_and_the_rest_comes_all_the_same() -> None:
    told = day(Settings(kinds=(EYES,)))
    kinds = []
    for _ in range(300):
        told.work("30s")
        if (live := told.state.suggestion) is not None:
            kinds.append((live.kind, live.reason))
            told.ask(c.TakeBreak(live.kind, live.length)).away("30s" if live.kind == "eyes" else "6m")

    assert [("eyes", "rhythm"), ("eyes", "rhythm"), ("rest", "stretch")] == kinds[:3]
    assert 2 <= kinds.count(("rest", "stretch"))


def test_a_longer_break_counts_for_the_shorter_ones() -> None:
    told = day(Settings(kinds=(EYES,))).work("15m").ask(c.TakeBreak(length=5 * MINUTE)).away("6m").work("15m")

    assert [] == of(told, Suggested)


def test_a_shorter_break_that_falls_due_just_before_a_longer_one_is_dropped() -> None:
    often = replace(EYES, every=48 * MINUTE)
    told = day(Settings(kinds=(often,))).work("53m")

    assert ["rest"] == [fact.kind for fact in told.facts if isinstance(fact, Suggested)]


@pytest.mark.parametrize(("after", "kind"), [(38, "rest"), (80, "eyes")])
def test_a_rest_that_falls_due_at_once_takes_the_place_of_a_short_break_that_stands(after: int, kind: str) -> None:
    told = day(Settings(kinds=(replace(EYES, every=35 * MINUTE),))).work("39m")
    assert told.state.suggestion is not None
    assert "eyes" == told.state.suggestion.kind

    told.settings(replace(told.context.settings, breaks=Breaks(after=after * MINUTE))).work("3m")
    assert kind == told.state.suggestion.kind


def test_a_suggestion_of_a_kind_that_the_settings_know_no_more_goes_away() -> None:
    often = replace(EYES, length=8 * MINUTE, every=50 * MINUTE)
    told = day(Settings(kinds=(often,))).work("58m")
    assert told.state.suggestion is not None
    assert "eyes" == told.state.suggestion.kind

    told.settings(Settings())
    assert told.state.suggestion is None
    assert told.work("12m").state.suggestion is not None
    assert "rest" == told.state.suggestion.kind


def test_what_another_machine_suggested_of_a_kind_of_its_own_can_be_taken_as_a_break_in_the_menu() -> None:
    often = replace(EYES, length=8 * MINUTE, every=50 * MINUTE)
    told = day(Settings(kinds=(often,))).work("58m")
    assert told.state.suggestion is not None
    here = Context(Settings(), BERLIN)
    rows = suggested(told.state.suggestion, told.state, here)
    (take,) = (row.command for row in rows if isinstance(row.command, c.TakeBreak))

    assert ("Time for a 5-minute break", "Take a break (5 min)") == (rows[0].label, rows[1].label)
    assert answer(told.state, told.moment.senses, take, told.at, here)


def test_a_break_that_was_finished_ends_the_stretch_whatever_its_length() -> None:
    told = day().work("40m").ask(c.TakeBreak(length=timedelta(seconds=30))).away("35s").work("1m")

    assert told.state.stretch <= 2 * MINUTE
    assert 1 == told.state.day.taken if told.state.day else False


def test_a_break_that_input_cut_short_counts_for_what_it_was() -> None:
    told = day().work("40m").ask(c.TakeBreak(length=2 * MINUTE)).away("60s").work("1m")

    assert told.state.stretch >= 40 * MINUTE
    assert [""] == [fact.counts for fact in told.facts if isinstance(fact, BreakEnded)]


def test_a_short_break_of_a_rhythm_ends_the_stretch_and_is_no_rest_of_its_own() -> None:
    told = day(Settings(kinds=(EYES,))).work("25m")
    told.ask(c.TakeBreak("eyes", EYES.length)).away("25s").work("1m")

    assert told.state.stretch <= 2 * MINUTE
    assert told.state.unbroken >= 25 * MINUTE


def test_every_fourth_break_is_long() -> None:
    told = day(Settings(breaks=Breaks(after=25 * MINUTE, length=5 * MINUTE, long_every=4, long_length=15 * MINUTE)))
    lengths: list[int] = []
    while len(lengths) < 5:
        told.work("30s")
        if (live := told.state.suggestion) is not None:
            lengths.append(live.length // MINUTE)
            told.ask(c.TakeBreak(live.kind, live.length)).away(f"{live.length // MINUTE + 1}m")

    assert [5, 5, 5, 15, 5] == lengths


def test_the_limit_on_skips_is_the_persons_own() -> None:
    told = day(Settings(breaks=Breaks(after=25 * MINUTE, skips_per_day=1))).work("28m").ask(c.Skip()).work("28m")
    told.ask(c.Skip())

    assert told.refused is not None
    assert 4 == told.refused.exit_code


# The gate

FULL = e.AttentionChanged(frozenset({"fullscreen"}))


@pytest.mark.parametrize("reason", ["do-not-disturb", "fullscreen", "meeting", "presentation", "program"])
def test_nothing_is_asked_again_while_the_gate_is_closed(reason: str) -> None:
    told = day().work("53m").happen(e.AttentionChanged(frozenset({reason}))).work("40m")
    assert [] == of(told, AskedAgain)

    told.happen(e.AttentionChanged(frozenset())).work("3m")
    assert 1 == len(of(told, AskedAgain))


def test_one_suggestion_a_stretch_passes_a_window_that_fills_the_screen_for_very_long() -> None:
    told = day().work("10m").happen(FULL).work("5h")
    suggested = [fact for fact in told.facts if isinstance(fact, Suggested)]

    assert 1 == len(suggested)
    assert suggested[0].quietly
    assert suggested[0].at - MONDAY >= timedelta(hours=2)
    assert [] == of(told, AskedAgain)


def test_quiet_says_nothing_and_goes_on_tracking_until_it_is_over() -> None:
    told = day().work("10m").ask(c.BeQuiet(timedelta(hours=2))).work("1h59m")

    assert [] == of(told, Suggested)
    assert told.state.stretch >= timedelta(hours=2)

    told.work("5m")
    assert 1 == len(of(told, Suggested))
    assert told.state.quiet is None


def test_quiet_is_taken_back() -> None:
    told = day().work("55m").ask(c.Skip()).ask(c.BeQuiet())
    assert told.state.quiet is not None

    assert told.ask(c.EndQuiet()).state.quiet is None


def test_what_a_break_freed_is_no_news_after_a_night() -> None:
    told = day().work("50m").ask(c.TakeBreak(length=10 * MINUTE)).suspend("12h").work("1m")

    assert [] == told.told(BreakIsOver)


# A meeting by hand


def test_a_meeting_by_hand_is_work_and_quiet_and_ends_by_itself() -> None:
    told = day().work("10m").ask(c.BeginMeeting(45 * MINUTE)).away("44m")
    assert told.state.working
    assert told.state.meeting is not None
    assert [] == of(told, Suggested)

    told.away("20m")
    assert told.state.meeting is None
    assert not told.state.working
    worked = told.state.day.worked if told.state.day else None
    assert worked is not None
    assert abs(worked - 55 * MINUTE) <= timedelta(seconds=10)


def test_a_meeting_is_made_longer_and_left() -> None:
    told = day().work("10m").ask(c.BeginMeeting(30 * MINUTE)).away("25m").ask(c.ExtendMeeting(15 * MINUTE)).away("15m")
    assert told.state.meeting is not None

    told.ask(c.EndMeeting())
    assert told.state.meeting is None
    assert not told.state.working


def test_whoever_types_after_a_meeting_goes_on_working() -> None:
    told = day().work("10m").ask(c.BeginMeeting(30 * MINUTE)).work("40m")

    assert told.state.working
    assert told.state.meeting is None


def test_a_meeting_that_the_machine_sleeps_through_ends_as_a_session_does() -> None:
    told = day().work("10m").ask(c.BeginMeeting())
    begun = told.at
    told.suspend("3h").work("5m")

    assert told.state.meeting is None
    assert [begun + timedelta(hours=1)] == [fact.at for fact in told.facts if isinstance(fact, MeetingLeft)]


def test_a_meeting_that_was_not_begun_cannot_end() -> None:
    told = day().work("1m").ask(c.EndMeeting())

    assert told.refused is not None
    assert 2 == told.refused.exit_code
