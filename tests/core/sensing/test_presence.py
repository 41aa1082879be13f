"""Where work stops and rest begins."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.day import MONDAY, Day, day
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import BreakEnded, Cause, RegimeBegan, SessionEnded
from tray.core.state.state import State
from tray.core.state.walk_through_record import Stage, walk
from tray.settings.defaults.every_setting import Settings

MINUTE = timedelta(minutes=1)


def stages(told: Day) -> list[Stage]:
    """Every stretch of time of the record, one after the other."""
    lived = walk(State(at=told.facts[0].at), told.facts, told.at)
    return [each for each in lived if isinstance(each, Stage)]


def regimes(told: Day) -> list[tuple[timedelta, str]]:
    """When which regime began, from 09:00 on."""
    return [(f.at - MONDAY, f.regime.value) for f in told.facts if isinstance(f, RegimeBegan)]


def test_less_than_three_minutes_without_input_is_reading() -> None:
    told = day().work("20m").away("2m50s").work("10m")

    assert [(timedelta(0), "work")] == regimes(told)
    assert timedelta(minutes=32, seconds=50) == told.state.stretch


def test_rest_begins_with_the_last_input_once_it_is_three_minutes_old() -> None:
    told = day().work("20m").away("3m")

    assert (20 * MINUTE, "rest") == regimes(told)[-1]


def test_a_gap_becomes_time_off_after_an_hour() -> None:
    told = day().work("20m").away("90m").work("1m")

    assert [(20 * MINUTE, "rest"), (80 * MINUTE, "off"), (110 * MINUTE, "work")] == regimes(told)[1:]


def test_a_gap_that_leaves_working_hours_is_off_from_there_on() -> None:
    told = day().until("17:20").work("5m").away("30m")

    assert ["work", "rest", "off"] == [word for _, word in regimes(told)[-3:]]
    assert timedelta(hours=8, minutes=30) == regimes(told)[-1][0]


@pytest.mark.parametrize("length", ["4m", "44m", "2h", "7h", "15h24m", "2d", "15d"])
def test_a_gap_that_nobody_looked_at_equals_one_that_was_watched(length: str) -> None:
    watched = day().work("50m").away(length).work("30m")
    slept_through = day().work("50m").away("5s").unseen(length)
    slept_through.at -= timedelta(seconds=5)
    slept_through.work("30m")

    assert [f for f in watched.facts if isinstance(f, RegimeBegan)] == [
        f for f in slept_through.facts if isinstance(f, RegimeBegan)
    ]
    assert watched.state.pools == pytest.approx(slept_through.state.pools, abs=1e-9)


def test_a_suspend_of_a_minute_is_rest_at_once() -> None:
    told = day().work("20m").suspend("61s")

    assert (20 * MINUTE, "rest") == regimes(told)[-1]


def test_what_looked_like_input_across_a_suspend_is_none_until_it_proves_so() -> None:
    told = day().work("20m").suspend("8h").wait_until(MONDAY + timedelta(hours=8, minutes=20, seconds=5))
    told.happen(e.InputStopped(timedelta(seconds=5))).wait_until(MONDAY + timedelta(hours=9))

    assert told.state.regime is not Regime.WORK
    assert 20 * MINUTE == told.state.day.worked if told.state.day else None


def test_input_that_goes_on_after_a_suspend_is_work_from_the_waking_on() -> None:
    told = day().work("20m").suspend("40m").wait_until(MONDAY + timedelta(hours=1, minutes=10))

    assert (60 * MINUTE, "work") == regimes(told)[-1]


def test_input_after_a_suspend_is_no_work_in_it_although_the_hands_never_seemed_to_rest() -> None:
    told = day().work("20m").suspend("8h").happen(e.InputSeen()).work("10m")

    assert timedelta(minutes=30) == told.state.day.worked if told.state.day else None


def test_a_locked_screen_is_rest_at_once_and_typing_the_password_is_no_work() -> None:
    told = day().work("20m").happen(e.Locked()).away("5m").happen(e.InputSeen()).away("10s")

    assert (20 * MINUTE, "rest") == regimes(told)[-1]

    told.happen(e.InputSeen()).happen(e.Unlocked())

    assert "work" == regimes(told)[-1][1]


def test_locking_for_six_seconds_does_not_end_the_stretch() -> None:
    told = day().work("20m").happen(e.Locked()).wait_until(MONDAY + 20 * MINUTE + timedelta(seconds=6))
    told.happen(e.Unlocked()).work("10m")

    assert timedelta(minutes=30) == told.state.stretch


def test_sleep_is_found_in_a_night() -> None:
    told = day().work("8h").away("16h").work("1m")

    slept = [each for each in regimes(told) if each[1] == "sleep"]

    assert [(timedelta(hours=23, minutes=30) - timedelta(hours=9), "sleep")] == slept


def test_a_shorter_gap_on_the_day_after_a_night_holds_no_sleep() -> None:
    told = day().work("8h").away("16h").work("2h").away("6h").work("1m")

    assert 1 == sum(word == "sleep" for _, word in regimes(told))


def test_each_night_of_a_holiday_is_slept() -> None:
    told = day().work("1m").away("7d").work("1m")

    assert 7 == sum(word == "sleep" for _, word in regimes(told))


def test_without_a_source_of_input_nothing_counts_as_work() -> None:
    told = day().work("20m").happen(e.InputUnknown()).wait_until(MONDAY + timedelta(hours=3))

    assert Regime.OFF is told.state.regime
    assert 20 * MINUTE == told.state.day.worked if told.state.day else None


def test_a_session_by_hand_is_work_without_any_input() -> None:
    told = day().happen(e.InputUnknown()).ask(c.StartSession("meeting room", by_hand=True))
    told.wait_until(MONDAY + timedelta(hours=1))

    assert timedelta(hours=1) == told.state.stretch

    told.ask(c.StopSession()).wait_until(MONDAY + timedelta(hours=2))

    assert not told.state.working


def test_a_night_in_which_the_machine_slept_is_no_work_by_hand() -> None:
    told = day().ask(c.StartSession("whiteboard", by_hand=True)).work("1h").suspend("9h")

    assert (60 * MINUTE, "rest") == regimes(told)[1]
    assert told.state.session is None
    assert timedelta(hours=1) == told.state.day.worked if told.state.day else None


def test_a_night_in_which_nothing_ran_is_no_work_by_hand() -> None:
    told = day().happen(e.InputUnknown()).ask(c.StartSession("whiteboard", by_hand=True))
    told.wait_until(told.at + timedelta(hours=1)).restart(gone="9h")

    assert (60 * MINUTE, "rest") == regimes(told)[-2]
    assert told.state.session is None


@pytest.mark.parametrize("meanwhile", [c.TakeBreak(length=44 * MINUTE), c.Pause(44 * MINUTE)])
def test_a_break_or_a_pause_that_is_over_while_nothing_runs_begins_no_work_by_hand(meanwhile: c.Command) -> None:
    told = day().happen(e.InputUnknown()).ask(c.StartSession("whiteboard", by_hand=True))
    told.wait_until(told.at + timedelta(hours=1)).ask(meanwhile).wait_until(told.at + MINUTE).restart(gone="14h")

    assert told.state.session is None
    assert not told.state.working
    assert timedelta(hours=1) == sum(
        (each.after.at - each.before.at for each in stages(told) if each.before.working), 0 * MINUTE
    )


def test_whoever_is_back_for_the_last_moments_of_a_break_works_as_it_ends() -> None:
    told = day().work("50m").ask(c.TakeBreak(length=timedelta(minutes=10))).away("595s").happen(e.InputSeen())
    ends = told.at + timedelta(seconds=5)
    told.wait_until(ends)

    assert told.state.break_ is None
    assert (Regime.WORK, ends) == (told.state.regime, told.state.regime_since)
    assert [True] == [fact.completed for fact in told.facts if isinstance(fact, BreakEnded)]


def test_a_lid_that_is_closed_for_a_while_ends_no_work_by_hand() -> None:
    told = day().ask(c.StartSession("whiteboard", by_hand=True)).work("1h").suspend("40m").restart(gone="5m")

    assert timedelta(minutes=105) == told.state.stretch


def test_twenty_seconds_of_input_end_a_break_where_they_began() -> None:
    told = day().work("50m").ask(c.TakeBreak(length=timedelta(minutes=10))).away("3m").work("1m")

    ended = next(f for f in told.facts if isinstance(f, BreakEnded))

    assert (53 * MINUTE, False) == (ended.at - MONDAY, ended.completed)
    assert told.state.working


def test_the_click_that_begins_a_break_does_not_end_it() -> None:
    told = day().work("50m").ask(c.TakeBreak()).wait_until(MONDAY + 50 * MINUTE + timedelta(seconds=9)).away("2m")

    assert told.state.break_ is not None


def test_a_moved_mouse_does_not_end_a_break() -> None:
    told = day().work("50m").ask(c.TakeBreak()).away("1m").work("3s").away("1m")

    assert told.state.break_ is not None


def test_a_break_keeps_its_regime_although_it_is_longer_than_an_hour() -> None:
    told = day().work("50m").ask(c.TakeBreak("walk", timedelta(minutes=90))).away("85m")

    assert Regime.RESTORE is told.state.regime


def test_a_late_look_finds_the_end_of_a_break_and_of_the_first_hour_at_once() -> None:
    told = day().work("50m").ask(c.TakeBreak("walk", timedelta(minutes=46))).away("5m")
    told.at += timedelta(minutes=85)
    told.happen(e.Looked())

    assert told.state.break_ is None
    assert Regime.OFF is told.state.regime
    assert MONDAY + timedelta(minutes=110) == told.state.regime_since


def test_a_meeting_without_input_is_work_for_three_hours_at_most() -> None:
    told = day().work("10m").happen(e.AttentionChanged(frozenset({"meeting"}))).away("3h30m")

    assert (timedelta(hours=3, minutes=10), "rest") == regimes(told)[-1]


def test_a_gap_of_an_hour_ends_a_session_although_a_long_break_was_begun() -> None:
    told = day().ask(c.StartSession("report")).work("50m")
    told.ask(c.TakeBreak("walk", timedelta(hours=2))).away("61m")

    assert told.state.break_
    assert told.state.session is None
    assert [MONDAY + 110 * MINUTE] == [f.at for f in told.facts if isinstance(f, SessionEnded)]


def test_a_session_begun_in_a_gap_ends_an_hour_after_it_began() -> None:
    told = day().work("10m").away("30m").ask(c.StartSession("report")).away("61m")

    assert [MONDAY + 100 * MINUTE] == [f.at for f in told.facts if isinstance(f, SessionEnded)]


def test_a_gap_of_an_hour_ends_a_session() -> None:
    told = day().ask(c.StartSession("report")).work("10m").away("70m")

    assert told.state.session is None
    assert [MONDAY + 70 * MINUTE] == [f.at for f in told.facts if isinstance(f, SessionEnded)]


def test_the_clock_set_back_three_hours_changes_no_length_of_time() -> None:
    told = day().work("30m")
    before = told.at
    told.at -= timedelta(hours=3)
    told.happen(e.ClockSet(before)).work("10m")

    assert 40 * MINUTE == told.state.stretch


def test_the_clock_set_forward_is_no_rest() -> None:
    told = day().work("30m")
    before = told.at
    told.at += timedelta(hours=3)
    told.happen(e.ClockSet(before)).work("10m")

    assert 40 * MINUTE == told.state.stretch


def test_what_was_said_of_a_gap_does_not_come_back_with_a_clock_that_is_set_back() -> None:
    told = day().work("50m").away("40m").work("1m").ask(c.ItWas(Regime.RESTORE))
    before = told.at
    told.at -= timedelta(minutes=30)
    told.happen(e.ClockSet(before)).work("10m")

    assert Regime.WORK is told.state.lived
    assert 11 * MINUTE == told.state.stretch


def test_a_gap_from_before_the_clock_was_set_is_no_longer_spoken_of() -> None:
    told = day().work("50m").away("40m").work("10m")
    before = told.at
    told.at += timedelta(minutes=5)  # too short to be asked about, which would be what is answered here
    told.happen(e.ClockSet(before)).ask(c.ItWas(Regime.WORK))

    assert "clock was set" in str(told.refused)


def test_whoever_left_just_before_the_clock_was_set_did_not_work_by_its_leap() -> None:
    told = day().work("50m").away("2m")
    before = told.at
    told.at += timedelta(hours=3)
    told.happen(e.ClockSet(before)).away("20m")

    assert timedelta(minutes=52) == told.state.day.worked if told.state.day else None


def test_a_night_in_which_the_clock_was_set_adds_no_time() -> None:
    told = day().work("1h").away("6h")
    before = told.at
    told.at += timedelta(hours=3)
    told.happen(e.ClockSet(before)).away("9h").work("1h")

    lived = sum((stage.after.at - stage.before.at for stage in stages(told)), timedelta(0))
    assert timedelta(hours=17) == lived


@pytest.mark.parametrize("by", [timedelta(seconds=5), timedelta(seconds=-5), timedelta(minutes=10)])
@pytest.mark.parametrize(
    ("before", "after"), [("14h", "1h"), ("14h", "10h"), ("6h", "9h"), ("3h", "12h"), ("20h", "42h")]
)
def test_a_night_in_which_the_clock_is_set_is_a_night_all_the_same(by: timedelta, before: str, after: str) -> None:
    """As a time server does, in a few seconds or after hours without a network."""
    told, undisturbed = day().work("8h").away(before), day().work("8h").away(before).away(after).work("1h")
    was = told.at
    told.at += by
    told.happen(e.ClockSet(was)).away(after).work("1h")

    assert told.state.pools.gen2 == pytest.approx(undisturbed.state.pools.gen2, abs=0.4)
    assert told.state.pools.awake_h < 16.0


def test_a_restart_within_work_loses_nothing() -> None:
    told = day().work("30m").restart(gone="2s").work("10m")

    assert timedelta(minutes=40, seconds=2) == told.state.stretch


def test_a_restart_after_an_hour_is_a_gap_from_the_last_sight_on() -> None:
    told = day().work("30m").restart(gone="61m").work("10m")

    assert [(30 * MINUTE, "rest"), (90 * MINUTE, "off"), (91 * MINUTE, "work")] == regimes(told)[1:]


def test_a_restart_keeps_pause_snooze_session_and_break() -> None:
    told = day().work("10m").ask(c.StartSession("report")).ask(c.Snooze(timedelta(minutes=30)))
    told.ask(c.TakeBreak("walk", timedelta(minutes=15)))
    before = told.state
    told.restart(gone="0s")

    assert before == told.state


def test_the_record_folded_anew_equals_the_state_bit_for_bit() -> None:
    told = day().work("50m", switches_per_hour=12).ask(c.TakeBreak()).away("10m").work("3h").away("16h").work("20m")
    kept = told.record.state
    told.record.keep()
    told.restart()

    assert kept == told.record.state

    told.journal.snapshots.clear()
    told.restart()

    assert kept == told.record.state


def test_what_the_person_says_of_a_gap_overrules_what_was_sensed() -> None:
    told = day().work("50m").away("40m").work("1m").ask(c.ItWas(Regime.WORK))

    assert timedelta(minutes=91) == told.state.stretch

    walked = day().work("50m").away("40m").work("1m").ask(c.ItWas(Regime.RESTORE))
    rested = day().work("50m").away("40m").work("1m")

    assert walked.state.pressure < rested.state.pressure


def test_learning_late_equals_having_known_at_once() -> None:
    late = day().work("50m").away("40m").work("20m")
    late.ask(c.ItWas(Regime.RESTORE, MONDAY + 50 * MINUTE, MONDAY + 90 * MINUTE)).work("10m")
    at_once = day().work("50m").ask(c.TakeBreak("walk", timedelta(minutes=40))).away("40m").work("30m")

    assert at_once.state.pools == pytest.approx(late.state.pools, abs=1e-6)


def test_shifting_all_instants_by_weeks_changes_nothing() -> None:
    here = day().work("2h").away("20m").work("3h").away("20h").work("1h")
    later = day(at=datetime(2027, 1, 18, 8, 0, tzinfo=UTC)).work("2h").away("20m").work("3h").away("20h").work("1h")

    assert here.state.pools == pytest.approx(later.state.pools, abs=1e-12)


def test_paused_time_runs_as_off_whatever_is_typed() -> None:
    told = day().work("10m").ask(c.Pause(timedelta(hours=1))).work("30m")

    assert Regime.OFF is told.state.regime

    told.work("31m")

    assert told.state.working
    assert timedelta(minutes=1) == told.state.stretch


def test_settings_of_now_do_not_rewrite_the_past() -> None:
    told = day().work("2h")
    before = told.state.pools
    faster = Settings(law=type(Settings().law)(allocation=80.0))
    told.settings(faster)

    assert before == pytest.approx(told.state.pools, abs=1e-9)


def test_causes_are_recorded() -> None:
    told = day().work("10m").away("5m").work("1m")

    assert [Cause.INPUT, Cause.AWAY, Cause.INPUT] == [f.cause for f in told.facts if isinstance(f, RegimeBegan)]


@pytest.mark.parametrize("hours", [1, 14])
def test_a_break_that_begins_as_the_lid_is_closed_is_not_over_when_it_opens(hours: int) -> None:
    told = day().work("50m").ask(c.TakeBreak("lunch", timedelta(hours=2))).suspend(f"{hours}h")

    ended = [fact.completed for fact in told.facts if isinstance(fact, BreakEnded)]
    assert ([], hours) == (ended, 1) or ([True], hours) == (ended, 14)
    assert 50 * MINUTE == sum((s.after.at - s.before.at for s in stages(told) if s.before.working), 0 * MINUTE)
