"""The person knows better: what a gap was, and what follows when they say so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta

import pytest

from tests.day import MONDAY, Day, day
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.effects import GapQuestion
from tray.core.messages.facts import Corrected
from tray.core.wellbeing.gap_questions_and_answers import answer, last_gap
from tray.settings.defaults.every_setting import Calendars, Hours, Settings, Tracking
from tray.settings.types.time_ranges_shifts_fixed_breaks import TimeRange

MINUTE = timedelta(minutes=1)


def asked(told: Day) -> list[timedelta]:
    """When somebody was asked what a gap was, from 09:00 on."""
    return [at - MONDAY for at in told.told(GapQuestion)]


def was(told: Day, regime: Regime) -> Day:
    return told.ask(c.ItWas(regime))


def test_back_from_a_gap_of_ten_minutes_one_question_comes_and_only_one() -> None:
    told = day().work("30m").away("10m").work("40m")

    assert [40 * MINUTE + timedelta(seconds=5)] == asked(told)


def test_a_shorter_gap_is_no_question() -> None:
    assert [] == asked(day().work("30m").away("9m").work("40m"))


def test_a_night_is_no_question() -> None:
    assert [] == asked(day().work("30m").away("15h").work("10m"))


def test_neither_is_the_pause_that_the_working_hours_have_on_every_day() -> None:
    parts = TimeRange(time(9), time(12)), TimeRange(time(13, 30), time(17))
    split = Settings(hours=replace(Hours(), monday=parts))

    paused = day(settings=split).until("11:55").work("5m").away("95m").work("10m")
    assert [] == asked(paused)
    assert last_gap(paused.state, paused.at, paused.context)

    # Most of it was no pause, so something else may have been the matter.
    long = day(settings=split).until("09:30").work("5m").away("4h").work("10m")
    assert 1 == len(asked(long))
    assert 1 == len(asked(day().until("11:55").work("5m").away("95m").work("10m")))


def test_neither_is_the_rest_of_a_night_in_which_somebody_was_called_out_of_bed() -> None:
    in_bed = day().until("02:00")
    assert [] == asked(in_bed.work("35m").away("1h45m").work("10m"))
    assert last_gap(in_bed.state, in_bed.at, in_bed.context)

    on_shift = Settings(hours=replace(Hours(), monday=(TimeRange(time(22), time(6)),)))
    assert 1 == len(asked(day(on_shift).until("02:00").work("35m").away("1h45m").work("10m")))


@pytest.mark.parametrize(
    ("story", "questions"),
    [
        (lambda told: told.away("65m"), []),
        (lambda told: told.away("80m"), [("10:30", "10:50")]),
        (lambda told: told.work("10m").away("50m"), []),
    ],
)
def test_nobody_is_asked_about_a_meeting_that_counts_in_any_case(
    story: Callable[[Day], Day], questions: list[tuple[str, str]]
) -> None:
    told = day(Settings(calendar=Calendars(files=("~/c.ics",), counts="always")))
    story(told.calendar(told.meeting("9:30", "10:30")).work("30m")).work("5m")
    found = [each for _, each in told.effects if isinstance(each, GapQuestion)]

    assert questions == [
        tuple(f"{when.astimezone(told.context.zone):%H:%M}" for when in (q.since, q.until)) for q in found
    ]


def test_an_answer_about_the_time_beside_such_a_meeting_leaves_the_meeting() -> None:
    told = day(Settings(calendar=Calendars(files=("~/c.ics",), counts="always")))
    told.calendar(told.meeting("9:30", "10:30")).work("30m").away("80m").work("5m")
    was(told, Regime.RESTORE)
    corrected = told.facts_of(Corrected)[-1]

    assert (90 * MINUTE, 110 * MINUTE) == (corrected.at - MONDAY, corrected.until - MONDAY)
    assert last_gap(told.state, told.at, told.context) == (corrected.at, corrected.until)
    assert answer(told.state, (corrected.at, corrected.until)) is Regime.RESTORE


@pytest.mark.parametrize("command", [c.TakeBreak("walk", 15 * MINUTE), c.Pause(15 * MINUTE)])
def test_nobody_is_asked_what_they_said_before(command: c.TakeBreak | c.Pause) -> None:
    assert [] == asked(day().work("30m").ask(command).away("15m").work("20m"))


def test_nobody_is_asked_in_a_meeting_and_a_question_that_has_grown_old_is_dropped() -> None:
    told = day().work("30m").away("12m").happen(e.AttentionChanged(frozenset({"meeting"}))).work("11m")
    told.happen(e.AttentionChanged(frozenset())).work("5m")

    assert [] == asked(told)


def test_whoever_does_not_want_the_question_is_not_asked() -> None:
    assert [] == asked(day(Settings(tracking=Tracking(ask=False))).work("30m").away("12m").work("5m"))


def test_a_restart_does_not_ask_again() -> None:
    told = day().work("30m").away("12m").work("1m").restart().work("5m")

    assert 1 == len(asked(told))


def test_it_was_work_gives_what_working_on_would_have_given() -> None:
    told = was(day().work("30m").away("12m").work("5m"), Regime.WORK)
    worked = day().work("47m")

    assert worked.state.pressure == pytest.approx(told.state.pressure)
    assert 47 * MINUTE == told.state.stretch
    assert told.state.day is not None
    assert 47 * MINUTE == told.state.day.worked


def test_a_walk_frees_more_than_a_rest() -> None:
    gap = day().work("90m").away("30m").work("1m")
    rest = gap.state.pressure

    assert rest > was(gap, Regime.RESTORE).state.pressure


def test_the_last_word_holds() -> None:
    told = day().work("30m").away("12m").work("5m")
    rested = told.state.pressure
    for regime in (Regime.WORK, Regime.RESTORE, Regime.REST):
        was(told, regime)

    assert rested == pytest.approx(told.state.pressure)
    assert 5 * MINUTE == told.state.stretch
    assert told.state.last_gap_was is Regime.REST


def test_an_answer_that_is_changed_a_minute_later_is_changed() -> None:
    told = was(day().work("30m").away("12m").work("5m"), Regime.WORK).work("1m")
    was(told, Regime.REST)

    assert told.state.last_gap_was is Regime.REST
    assert 6 * MINUTE == told.state.stretch


def test_the_answer_is_itself_a_fact_that_says_when_it_was_given() -> None:
    told = was(day().work("30m").away("12m").work("5m"), Regime.WORK)

    assert [Corrected(MONDAY + 30 * MINUTE, MONDAY + 42 * MINUTE, Regime.WORK, MONDAY + 47 * MINUTE)] == [
        fact for fact in told.facts if isinstance(fact, Corrected)
    ]


def test_a_rest_amid_what_looked_like_work_ends_the_stretch() -> None:
    told = day().work("60m")
    told.ask(c.ItWas(Regime.REST, MONDAY + 20 * MINUTE, MONDAY + 40 * MINUTE))

    assert 20 * MINUTE == told.state.stretch
    assert told.state.day is not None
    assert 40 * MINUTE == told.state.day.worked


def test_a_wider_word_said_later_overrules_a_narrower_one() -> None:
    told = day().work("60m")
    told.ask(c.ItWas(Regime.RESTORE, MONDAY + 20 * MINUTE, MONDAY + 40 * MINUTE)).work("1s")
    told.ask(c.ItWas(Regime.WORK, MONDAY + 10 * MINUTE, MONDAY + 50 * MINUTE))

    assert day().work("60m").work("1s").state.pressure == pytest.approx(told.state.pressure)


def test_around_a_narrower_word_said_later_the_wider_one_holds() -> None:
    told = day().work("10m").away("50m").work("1m")
    told.ask(c.ItWas(Regime.WORK, MONDAY + 10 * MINUTE, MONDAY + 60 * MINUTE))
    told.ask(c.ItWas(Regime.RESTORE, MONDAY + 20 * MINUTE, MONDAY + 30 * MINUTE))

    assert told.state.day is not None
    assert 51 * MINUTE == told.state.day.worked


def test_a_session_goes_on_through_a_gap_that_was_work() -> None:
    told = day().ask(c.StartSession("report")).work("10m").away("70m").work("1m")
    assert told.state.session is None
    was(told, Regime.WORK)

    assert told.state.session is not None
    assert 81 * MINUTE == told.state.session.worked


def test_a_span_that_is_not_over_is_refused() -> None:
    told = day().work("30m")
    told.ask(c.ItWas(Regime.WORK, told.at - MINUTE, told.at + MINUTE))

    assert "isn't over" in str(told.refused)


def test_a_session_by_hand_is_work_until_stop_though_nobody_touches_a_key() -> None:
    told = day().work("5m").ask(c.StartSession("workshop", by_hand=True)).away("2h")
    assert 125 * MINUTE == told.state.stretch
    told.ask(c.StopSession()).away("30m")

    assert not told.state.working
    assert 125 * MINUTE == told.state.stretch


def test_a_session_by_hand_counts_where_no_input_can_be_seen_at_all() -> None:
    told = day().happen(e.InputUnknown()).ask(c.StartSession("paper", by_hand=True)).wait_until(MONDAY + 60 * MINUTE)

    assert told.state.day is not None
    assert 60 * MINUTE == told.state.day.worked


def test_a_break_in_a_session_by_hand_ends_when_its_time_is_up_and_the_work_goes_on() -> None:
    told = day().ask(c.StartSession("workshop", by_hand=True)).wait_until(MONDAY + 50 * MINUTE)
    told.ask(c.TakeBreak("rest", 10 * MINUTE)).wait_until(MONDAY + 70 * MINUTE)

    assert told.state.working
    assert 10 * MINUTE == told.state.stretch


def test_a_pause_in_a_session_by_hand_is_over_when_it_is_over() -> None:
    told = day().ask(c.StartSession("workshop", by_hand=True)).wait_until(MONDAY + 30 * MINUTE)
    told.ask(c.Pause(30 * MINUTE)).wait_until(MONDAY + 70 * MINUTE)

    assert told.state.working


def test_changing_the_setting_changes_which_gaps_are_asked_about() -> None:
    told = day().work("30m")
    told.settings(replace(told.context.settings, tracking=Tracking(ask_after=20 * MINUTE)))

    assert [] == asked(told.away("15m").work("5m"))
