"""What answers are expected, what they teach, and what they may not do, whatever the life was."""

from math import sqrt
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tray.core.law.answer_model import (
    SHOWN_FROM,
    Follows,
    Learnt,
    expected,
    fatigue_of,
    follows,
    nudge,
    nudged,
    observed,
    passed,
)

pressures = st.floats(0.0, 160.0)
answers = st.floats(0.0, 100.0)
hours = st.floats(0.0, 2000.0)
lives = st.lists(st.tuples(hours, pressures, answers), max_size=12)
many = settings(max_examples=500, deadline=None)


def after(life: list[tuple[float, float, float]]) -> Learnt:
    """What is known after a life of answers: hours since the one before, pressure, answer."""
    known = Learnt()
    for apart, pressure, answer in life:
        known, _ = observed(passed(known, apart), pressure, answer)
    return known


def matrix(known: Learnt) -> np.ndarray:
    ll, lb, le, bb, be, ee = known.covariance
    return np.array([[ll, lb, le], [lb, bb, be], [le, be, ee]])


def test_which_questions_report_fatigue() -> None:
    assert [60.0, 20.0, None, None] == [
        fatigue_of(item, answer)
        for item, answer in (("fatigue", 6), ("rested", 8), ("engaged", 5), ("switched_off", 5))
    ]


def test_before_any_answer_everybody_is_expected_to_say_the_same() -> None:
    about = expected(Learnt(), 35.0)

    assert 40.0 == about.answer
    assert 1.28 * sqrt(15**2 + 11**2 + 13**2) == pytest.approx(about.high - about.answer)
    assert about.answer - about.low == pytest.approx(about.high - about.answer)
    assert 43.0 == pytest.approx(expected(Learnt(), 50.0).answer)


def test_one_answer_is_the_update_of_the_textbook() -> None:
    known = passed(after([(0.0, 60.0, 55.0)]), 5.0)
    prior, across = matrix(known), np.array([[1.0, 20.0 - 35.0, 1.0]])
    mean = np.array([known.level, known.slope, known.day])
    variance = (across @ prior @ across.T).item() + 169.0
    gain = (prior @ across.T / variance)[:, 0]
    surprise = 30.0 - (across @ mean).item()

    learnt, told = observed(known, 20.0, 30.0)

    assert surprise == pytest.approx(told)
    assert list(mean + gain * surprise) == pytest.approx([learnt.level, learnt.slope, learnt.day])
    assert list((prior - np.outer(gain, across @ prior)).flat) == pytest.approx(list(matrix(learnt).flat), abs=1e-9)


def test_what_the_day_leaves_in_an_answer_is_gone_the_next_day_and_the_level_stays() -> None:
    known = after([(0.0, 35.0, 80.0)])
    later = passed(known, 24.0)

    assert known.day > 5.0
    assert known.day * 0.0695 == pytest.approx(later.day, rel=0.01)
    assert (known.level, known.slope) == (later.level, later.slope)
    assert 0.04 == pytest.approx(later.covariance[0] - known.covariance[0])


def test_the_band_widens_for_who_scatters_and_narrows_for_who_does_not() -> None:
    wild = after([(5.0, 40.0, answer) for answer in (0.0, 100.0) * 6])
    calm = after([(5.0, 40.0, 40.0)] * 12)

    assert wild.spread > 1.5
    assert 5.0 / 17.0 == pytest.approx(calm.spread, abs=0.02)


def test_an_answer_moves_today_by_a_quarter_of_the_surprise_and_8_points_at_most() -> None:
    assert [2.5, 8.0, -8.0, -1.0] == [nudge(each) for each in (10.0, 40.0, -99.0, -4.0)]
    assert [12.5, 0.0] == [nudged(10.0, 10.0), nudged(3.0, -40.0)]


def test_how_far_answers_go_with_the_pressure_is_told_from_ten_answers_on() -> None:
    chance = Random(1)
    life = [(4.0, chance.uniform(5.0, 80.0), chance.uniform(0.0, 100.0)) for _ in range(10)]
    told = follows(after(life))
    assert told is not None
    at, said = np.array([each[1] for each in life]), np.array([each[2] for each in life])

    assert follows(after(life[:9])) is None
    assert float(np.corrcoef(at, said)[0, 1]) == pytest.approx(told.r)
    middle, half = np.arctanh(told.r), 1.96 / sqrt(7)
    assert [np.tanh(middle - half), np.tanh(middle + half)] == pytest.approx([told.low, told.high])
    assert follows(after([(1.0, 40.0, answer) for answer in (0.0, 50.0) * 8])) is None


def test_a_person_whose_answers_follow_the_pressure_is_found() -> None:
    chance = Random(3)
    life = [(6.0, at, 10.0 + at + chance.gauss(0.0, 8.0)) for at in (chance.uniform(10.0, 75.0) for _ in range(60))]

    assert 0.8 < after(life).slope < 1.15
    told = follows(after(life))
    assert told is not None
    assert told.low > 0.6


@many
@given(lives, hours, st.floats(0.0, 1.0))
def test_no_answer_no_change_and_time_may_be_cut_anywhere(
    life: list[tuple[float, float, float]], apart: float, share: float
) -> None:
    known = after(life)
    whole, cut = passed(known, apart), passed(passed(known, apart * share), apart * (1.0 - share))

    assert known == passed(known, 0.0)
    assert (known.level, known.slope, known.scatter, known.answers) == (
        whole.level,
        whole.slope,
        whole.scatter,
        whole.answers,
    )
    assert whole.day == pytest.approx(cut.day, abs=1e-9)
    assert list(whole.covariance) == pytest.approx(list(cut.covariance), abs=1e-9)


@many
@given(lives, hours)
def test_the_covariance_stays_positive(life: list[tuple[float, float, float]], apart: float) -> None:
    for known in (after(life), passed(after(life), apart)):
        values = np.linalg.eigvalsh(matrix(known))
        assert values[0] > 0.0


@many
@given(lives, hours, pressures, answers)
def test_an_answer_above_the_expected_one_raises_the_expectation_and_never_overshoots(
    life: list[tuple[float, float, float]], apart: float, pressure: float, answer: float
) -> None:
    known = passed(after(life), apart)
    before, (learnt, surprise) = expected(known, pressure).answer, observed(known, pressure, answer)
    now = expected(learnt, pressure).answer

    assert surprise == pytest.approx(answer - before)
    low, high = sorted((before, answer))
    assert low - 1e-9 <= now <= high + 1e-9


@many
@given(lives, hours, pressures, answers, pressures)
def test_an_answer_never_makes_less_sure(
    life: list[tuple[float, float, float]], apart: float, pressure: float, answer: float, elsewhere: float
) -> None:
    known = passed(after(life), apart)
    learnt, _ = observed(known, pressure, answer)
    before, now = matrix(known), matrix(learnt)

    for across in ([1.0, elsewhere - 35.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]):
        h = np.array(across)
        assert h @ now @ h <= (h @ before @ h) * (1.0 + 1e-12) + 1e-9


@many
@given(st.floats(0.0, 100.0), st.floats(-1e3, 1e3))
def test_a_nudge_is_8_points_at_most_and_leaves_no_pool_below_0(gen1: float, surprise: float) -> None:
    assert abs(nudge(surprise)) <= 8.0
    assert abs(nudged(gen1, surprise) - gen1) <= 8.0 + 1e-9
    assert nudged(gen1, surprise) >= 0.0


@many
@given(lives)
def test_the_same_record_gives_the_same_result(life: list[tuple[float, float, float]]) -> None:
    assert after(life) == after(life)
    assert after(life).answers == len(life)


@pytest.mark.parametrize("way", [1.0, -1.0])
def test_answers_that_go_wholly_with_the_pressure_leave_no_doubt(way: float) -> None:
    learnt = Learnt(answers=SHOWN_FROM, pressure_squares=4.0, answer_squares=9.0, products=6.0 * way)

    assert Follows(way, way, way) == follows(learnt)
