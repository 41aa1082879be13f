"""Answers change the state through the record, and only through it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.lives import records
from tests.day import MONDAY, Day, MemoryJournal, day
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages.facts import CheckedIn, Corrected, Fact, Introduced, Switched
from tray.core.messages.json_form import plain, typed
from tray.core.state import calibration
from tray.core.state.fold import fold
from tray.core.state.state import State, drive
from tray.history.record import Record
from tray.settings.catalogue.catalogue import Law, Settings
from tray.view.words.wording import answered

HOUR = timedelta(hours=1)


def told_with_gain(gain: float) -> Settings:
    return Settings(law=Law(gain=gain))


def test_without_answers_the_gain_is_that_of_the_settings() -> None:
    assert 1.0 == day().work("1h").state.gain
    assert 1.4 == pytest.approx(day(told_with_gain(1.4)).work("1h").state.gain)


def test_a_gain_set_by_hand_acts_at_once_and_answers_go_on_from_there() -> None:
    told = day().work("2h").ask(c.CheckIn("fatigue", 10))
    learnt = told.state.gain
    told.settings(told_with_gain(1.5)).work("10m")

    assert 1.0 < learnt
    assert 1.5 == pytest.approx(told.state.gain)

    told.ask(c.CheckIn("fatigue", 0))

    assert 1.35 < told.state.gain < 1.5


def test_other_settings_leave_what_was_learnt() -> None:
    told = day().work("2h").ask(c.CheckIn("fatigue", 10))
    learnt = told.state.gain
    told.settings(Settings(law=Law(allocation=50.0))).work("1m")

    assert learnt == told.state.gain


def test_a_person_who_answers_tired_gains_faster_from_then_on() -> None:
    plain_day = day().work("4h")
    tired_day = day().work("2h").ask(c.CheckIn("fatigue", 10)).work("2h")

    assert 1.0 < tired_day.state.gain <= 1.1052
    assert tired_day.state.gain == drive(tired_day.state).gain
    assert tired_day.state.pools.gen0 > plain_day.state.pools.gen0


def test_the_first_answer_after_sleep_moves_the_last_weeks_and_the_next_one_today() -> None:
    told = day().work("2h").away("16h").work("1m")
    before = told.state.pools
    told.ask(c.CheckIn("rested", 0))
    first = told.state.pools
    told.ask(c.CheckIn("fatigue", 10))
    second = told.state.pools

    assert (before.gen1, before.gen0) == (first.gen1, first.gen0)
    assert first.gen2 > before.gen2
    assert first.gen2 == second.gen2
    assert second.gen1 > first.gen1


def test_an_answer_moves_today_by_8_points_at_most() -> None:
    told = day().work("1m")
    before = told.state.pressure
    told.ask(c.CheckIn("fatigue", 10))

    assert 5.0 < told.state.pressure - before <= 8.0


@pytest.mark.parametrize("item", ["engaged", "switched_off"])
def test_other_questions_change_nothing(item: str) -> None:
    told = day().work("1h")
    before = told.state
    told.ask(c.CheckIn(item, 0))

    assert replace(before, at=told.state.at, health=told.state.health) == told.state


def test_the_account_of_an_answer_is_one_line() -> None:
    told = day().work("2h").ask(c.CheckIn("fatigue", 10))
    found = told.state.answered
    assert found is not None

    assert told.at == found.at
    assert f"Your answers: sensitivity 1.00 → {told.state.gain:.2f}; +8 points to today." == answered(found.account)

    told.away("16h").work("2h").ask(c.CheckIn("rested", 10))
    assert told.state.answered is not None

    assert "points to the last weeks." in answered(told.state.answered.account)
    assert "; −" in answered(told.state.answered.account)


def test_the_shadows_live_the_same_life_at_a_little_less_and_a_little_more_gain() -> None:
    told = day().work("2h", switches_per_hour=30).away("20m").work("1h")
    known = told.state.calibration

    assert known.low.gen0 < told.state.pools.gen0 < known.high.gen0
    assert known.low.gen1 < told.state.pools.gen1 < known.high.gen1
    lower = day(told_with_gain(0.951229424500714)).work("2h", switches_per_hour=30).away("20m").work("1h")
    assert lower.state.pools == pytest.approx(known.low, abs=1e-6)


def test_being_awake_for_long_reaches_the_shadows_at_the_end_of_a_gap() -> None:
    told = day().work("1h").away("40m").work("15h").away("30m").work("1s")
    known = told.state.calibration

    assert [0.0] * 3 == [pools.withheld for pools in (told.state.pools, known.low, known.high)]
    rested = day().work("1h").away("40m").work("15h").away("30m").state.calibration
    assert rested.low.gen2 + rested.low.withheld == pytest.approx(known.low.gen2, abs=1e-3)
    assert rested.low.withheld > 0.3


def test_what_was_told_of_the_last_weeks_is_told_of_the_shadows_too() -> None:
    told = fold(State(at=MONDAY), [Introduced(MONDAY + HOUR, 14.0)])

    assert [14.0] * 3 == [told.pools.gen2, told.calibration.low.gen2, told.calibration.high.gen2]


def test_the_fold_is_the_filter_and_nothing_beside_it() -> None:
    told = day().work("2h", switches_per_hour=12)
    before = told.state
    fatigue = calibration.fatigue_of("fatigue", 7)
    assert fatigue is not None
    known, pools, account = calibration.observe(before.calibration, before.pools, drive(before), before.law, fatigue)
    told.ask(c.CheckIn("fatigue", 7))

    assert (known, pools) == (told.state.calibration, told.state.pools)
    assert told.state.answered is not None
    assert account == told.state.answered.account


def test_learning_late_equals_knowing_at_once_also_with_answers() -> None:
    late = day().work("50m").away("40m").work("20m").ask(c.CheckIn("fatigue", 8)).work("10m")
    late.ask(c.ItWas(Regime.RESTORE, MONDAY + 50 * HOUR / 60, MONDAY + 90 * HOUR / 60)).work("10m")
    at_once = day().work("50m").ask(c.TakeBreak("walk", timedelta(minutes=40))).away("40m").work("20m")
    at_once.ask(c.CheckIn("fatigue", 8)).work("20m")

    assert at_once.state.pools == pytest.approx(late.state.pools, abs=1e-6)
    assert at_once.state.gain == pytest.approx(late.state.gain, abs=1e-9)
    assert at_once.state.calibration.style == pytest.approx(late.state.calibration.style, abs=1e-6)


def test_an_away_noticed_after_three_minutes_changes_the_answer_given_meanwhile() -> None:
    told = day().work("2h").away("100s").ask(c.CheckIn("fatigue", 5)).away("30m").work("1m")
    facts: list[Fact] = [fact for fact in told.facts if not isinstance(fact, CheckedIn)]

    assert [CheckedIn] == [type(fact) for fact in told.facts if fact not in facts]
    assert told.record.state == Record(told.journal, told.at).state


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(records(most=30), st.data())
def test_snapshot_and_rest_equal_the_whole_bit_for_bit_whatever_was_answered(
    facts: list[Fact], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(facts)))
    start = State(at=facts[0].at)
    kept: State = typed(plain(fold(start, facts[:cut])), State)

    assert repr(fold(start, facts)) == repr(fold(kept, facts[cut:]))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(records(most=20), st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_learning_makes_no_difference_whatever_was_answered(
    facts: list[Fact], chance: object, keeps: bool
) -> None:
    apart = [fact for n, fact in enumerate(facts) if n == 0 or fact.at > facts[n - 1].at]
    mixed = list(apart)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    at_once, piecemeal = Record(MemoryJournal(), MONDAY), Record(MemoryJournal(), MONDAY)
    at_once.append(apart)
    for fact in mixed:
        piecemeal.append((fact,))
        if keeps:
            piecemeal.keep()

    assert at_once.state == piecemeal.state


def test_a_correction_far_back_reaches_the_answers_after_it() -> None:
    def life(*more: Fact) -> State:
        told: Day = day().work("2h").away("30m").work("1h")
        told.record.append((CheckedIn(told.at, "fatigue", 5), Switched(told.at + HOUR), *more))
        return told.record.state

    assert life().gain != life(Corrected(MONDAY + HOUR, MONDAY + 2 * HOUR, Regime.RESTORE)).gain
