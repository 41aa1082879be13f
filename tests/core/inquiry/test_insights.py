"""What went with what in the person's own record: told with its interval, or not at all."""

from dataclasses import replace
from datetime import timedelta
from statistics import fmean, variance

import pytest

from tests.core.wellbeing.test_timing_of_warnings_and_insights import history
from tests.day import BERLIN, MONDAY
from tray.core.context import Context
from tray.core.inquiry.insights import _quantile, insights
from tray.core.law.answer_model import Expected
from tray.core.law.law_on_record import values_of
from tray.core.law.values import Regime
from tray.core.messages.day_totals import Answer, DayTotals
from tray.core.messages.facts import Cause, CheckedIn, Fact, ParametersSet, RegimeBegan
from tray.core.messages.insight import Insight
from tray.core.state.state import State
from tray.settings.defaults.every_setting import Law, Settings
from tray.view.words.insights import insight_values, listed, sentence

CONTEXT = Context(Settings(), BERLIN)
MINUTE = timedelta(minutes=1)


def life(breaks: list[tuple[Regime, float, float, int]]) -> list[Fact]:
    """Breaks with their minutes, each after 15 min of work, then an answer, a stretch and a short break."""
    at, facts = (
        MONDAY,
        list[Fact]([ParametersSet(MONDAY, values_of(Law(), 2.0)), RegimeBegan(MONDAY, Regime.WORK, Cause.INPUT)]),
    )
    for regime, minutes, stretch, answer in breaks:
        at += 15 * MINUTE
        facts.append(RegimeBegan(at, regime, Cause.BREAK))
        at += minutes * MINUTE
        facts.append(RegimeBegan(at, Regime.WORK, Cause.INPUT))
        facts.append(CheckedIn(at + MINUTE, "fatigue", answer))
        at += stretch * MINUTE
        facts.append(RegimeBegan(at, Regime.REST, Cause.AWAY))
        at += 4 * MINUTE
        facts.append(RegimeBegan(at, Regime.WORK, Cause.INPUT))
    return facts


def told(facts: list[Fact], days: list[DayTotals] | None = None) -> dict[tuple[str, str], Insight]:
    found = insights(State(at=MONDAY), facts, days or [], facts[-1].at + 60 * MINUTE, CONTEXT)
    return {(each.kind, each.what): each for each in found}


def test_stretches_after_walks_are_held_against_those_after_other_breaks() -> None:
    walks = [50.0 + n % 3 for n in range(9)]
    found = told(life([(Regime.RESTORE, 12.0, length, 5) for length in walks]))
    walk = found["walk", "stretch"]

    # The breaks of four minutes between them are the others; after each comes a quarter of an hour, but for the last.
    others = [15.0] * 8
    assert (9, 8) == (walk.count, walk.others)
    assert fmean(walks) - 15.0 == pytest.approx(walk.difference)
    half = 2.306 * (variance(walks) / 9 + variance(others) / 8) ** 0.5
    assert half == pytest.approx(walk.high - walk.difference, rel=0.01)
    assert walk.clear


def test_fewer_than_eight_are_not_told() -> None:
    assert {} == told(life([(Regime.RESTORE, 12.0, 50.0, 5)] * 7))
    assert "nothing to tell yet" in listed(insight_values(()))


def test_answers_are_what_they_say_beyond_what_was_expected_and_one_a_break() -> None:
    breaks = [(Regime.RESTORE, 12.0, 40.0, 2), (Regime.REST, 5.0, 40.0, 8)] * 9
    found = told(life(breaks))
    walk, short = found["walk", "answer"], found["short", "answer"]

    assert (9, 9) == (walk.count, walk.others)
    assert walk.difference == pytest.approx(-short.difference)
    assert -80.0 < walk.difference < -20.0
    assert walk.clear
    assert sentence(walk).startswith("After a walk, you were ")
    assert "points less tired than after other breaks. " in sentence(walk)


def test_early_ends_are_held_against_the_answers_of_the_next_morning() -> None:
    days = history(60)
    about = Expected(40.0, 20.0, 60.0)

    def lived(n: int, each: DayTotals) -> DayTotals:
        early = n % 2 == 0
        stop = each.begins + timedelta(hours=12 if early else 14)
        # The answer of the morning speaks of the day before.
        answer = Answer(each.begins, "rested", 5 if early else 8, about)
        return replace(each, planned_end=each.begins + timedelta(hours=14), stop=stop, answers=(answer,))

    found = told(life([]), [lived(n, each) for n, each in enumerate(days)])
    early = found["early-end", "answer"]

    assert -30.0 == pytest.approx(early.difference)
    assert early.clear
    assert "less tired than after other days" in sentence(early)


def test_what_may_be_nothing_is_said_as_that() -> None:
    nothing = Insight("lunch", "stretch", 9, 20, 3.0, -2.4, 8.4)

    assert (
        "After lunch, your next stretch was about as long as after other breaks. "
        "Range: −2 to +8 min (9 times, against 20 others)." == sentence(nothing)
    )
    said = listed(insight_values((nothing,)))
    assert "because" not in said
    assert "Neither has to be the cause" in said


@pytest.mark.parametrize(("freedom", "table"), [(7, 2.3646), (10, 2.2281), (20, 2.0860), (60, 2.0003)])
def test_intervals_are_those_of_students_distribution(freedom: int, table: float) -> None:
    assert table == pytest.approx(_quantile(freedom), abs=0.01)
