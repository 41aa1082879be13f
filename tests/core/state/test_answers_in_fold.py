"""Answers change the state through the record, and only through it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.lives import records
from tests.day import MONDAY, Day, MemoryJournal, day
from tray.core.law import answer_model
from tray.core.law.law_on_record import values_of
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages.facts import CheckedIn, Corrected, Fact, ParametersSet, Switched
from tray.core.messages.json_form import plain, typed
from tray.core.state.fold import fold
from tray.core.state.state import State, learnt_by
from tray.history.record import Record
from tray.settings.defaults.every_setting import Law, Settings
from tray.view.words.checkins_easier_days_holidays import answered, expected_answer

HOUR = timedelta(hours=1)
NOW = ParametersSet(MONDAY, values_of(Law(), 2.0))
"""With it a record is one of today."""


def told_with_gain(gain: float) -> Settings:
    return Settings(law=Law(gain=gain))


def test_the_gain_is_that_of_the_settings_whatever_is_answered() -> None:
    told = day(told_with_gain(1.4)).work("2h").ask(c.CheckIn("fatigue", 10)).work("1h").ask(c.CheckIn("fatigue", 10))

    assert 1.4 == told.state.gain
    told.settings(told_with_gain(0.8))
    assert 0.8 == told.state.gain


def test_other_settings_leave_what_was_learnt() -> None:
    told = day().work("2h").ask(c.CheckIn("fatigue", 10))
    learnt = told.state.learnt
    told.settings(Settings(law=Law(allocation=50.0))).work("1m")

    assert learnt == told.state.learnt


@pytest.mark.parametrize(("item", "answer"), [("fatigue", 10), ("rested", 0)])
def test_an_answer_moves_today_and_nothing_else(item: str, answer: int) -> None:
    told = day().work("2h").away("16h").work("1m")
    before = told.state.pools
    told.ask(c.CheckIn(item, answer))
    after = told.state.pools

    assert before._replace(gen1=after.gen1) == after
    assert before.gen1 < after.gen1 <= before.gen1 + 8.0


def test_the_pools_never_fall_below_0() -> None:
    told = day().work("1m").ask(c.CheckIn("fatigue", 0))

    assert 0.0 == told.state.pools.gen1
    assert told.state.answered is not None
    assert told.state.answered.nudge < told.state.answered.points <= 0.0


@pytest.mark.parametrize("item", ["engaged", "switched_off"])
def test_other_questions_change_nothing(item: str) -> None:
    told = day().work("1h")
    before = told.state
    told.ask(c.CheckIn(item, 0))

    assert replace(before, at=told.state.at, health=told.state.health) == told.state


def test_the_account_of_an_answer_is_one_line() -> None:
    told = day().work("2h").ask(c.CheckIn("fatigue", 9))
    found = told.state.answered
    assert found is not None

    assert told.at == found.at
    assert "You answered 9; about 4½ was expected (1½ to 7½). This adds 8 points to today." == answered(found)

    told.away("16h").work("2h").ask(c.CheckIn("rested", 9))
    assert told.state.answered is not None
    assert answered(told.state.answered).startswith("You answered 9; about ")
    assert "off today." in answered(told.state.answered)


def test_an_answer_about_rest_is_told_on_its_own_scale() -> None:
    told = day().work("1m")
    assert told.state.expected is not None
    fatigue = told.state.expected
    told.ask(c.CheckIn("rested", 6))
    assert told.state.answered is not None
    low, about, high = expected_answer(told.state.answered.expected, "rested")

    assert (10.0 - fatigue.high / 10.0, 10.0 - fatigue.answer / 10.0) == pytest.approx((low, about), abs=0.01)
    assert low < about < high


def test_the_fold_is_the_model_and_nothing_beside_it() -> None:
    told = day().work("2h", switches_per_hour=12).ask(c.CheckIn("fatigue", 3)).away("3h").work("1h")
    before = told.state
    known, surprise = answer_model.observed(learnt_by(before), before.pressure, 70.0)
    told.ask(c.CheckIn("fatigue", 7))

    assert known == told.state.learnt
    assert answer_model.nudged(before.pools.gen1, surprise) == told.state.pools.gen1


def test_learning_late_equals_knowing_at_once_also_with_answers() -> None:
    late = day().work("50m").away("40m").work("20m").ask(c.CheckIn("fatigue", 8)).work("10m")
    late.ask(c.ItWas(Regime.RESTORE, MONDAY + 50 * HOUR / 60, MONDAY + 90 * HOUR / 60)).work("10m")
    at_once = day().work("50m").ask(c.TakeBreak("walk", timedelta(minutes=40))).away("40m").work("20m")
    at_once.ask(c.CheckIn("fatigue", 8)).work("20m")

    assert at_once.state.pools == pytest.approx(late.state.pools, abs=1e-6)
    assert at_once.state.learnt.level == pytest.approx(late.state.learnt.level, abs=1e-6)
    assert at_once.state.learnt.slope == pytest.approx(late.state.learnt.slope, abs=1e-9)


def test_an_away_noticed_after_three_minutes_changes_the_answer_given_meanwhile() -> None:
    told = day().work("2h").away("100s").ask(c.CheckIn("fatigue", 5)).away("30m").work("1m")
    facts: list[Fact] = [fact for fact in told.facts if not isinstance(fact, CheckedIn)]

    assert [CheckedIn] == [type(fact) for fact in told.facts if fact not in facts]
    assert told.record.state == Record(told.journal, told.at).state


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(records(most=30), st.booleans(), st.data())
def test_snapshot_and_rest_equal_the_whole_bit_for_bit_whatever_was_answered(
    facts: list[Fact], today: bool, data: st.DataObject
) -> None:
    facts = [NOW, *facts] if today else facts
    cut = data.draw(st.integers(0, len(facts)))
    start = State(at=facts[0].at)
    kept: State = typed(plain(fold(start, facts[:cut])), State)

    assert repr(fold(start, facts)) == repr(fold(kept, facts[cut:]))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(records(most=20), st.randoms(use_true_random=False), st.booleans(), st.booleans())
def test_the_order_of_learning_makes_no_difference_whatever_was_answered(
    facts: list[Fact], chance: object, keeps: bool, today: bool
) -> None:
    facts = [NOW, *facts] if today else facts
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

    assert life().learnt != life(Corrected(MONDAY + HOUR, MONDAY + 2 * HOUR, Regime.RESTORE)).learnt
