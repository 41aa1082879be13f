"""What became of an early warning: two weeks before it beside two weeks after, or nothing where days are few."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.wellbeing.test_timing_of_warnings_and_insights import MONDAY, history
from tray.core.inquiry.after_warning import MEASURES, follow_up
from tray.core.law.answer_model import Expected
from tray.core.messages.day_totals import Answer, DayTotals
from tray.settings.defaults.every_setting import WARNINGS
from tray.view.words.warnings import what_became

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TOLD = MONDAY - 20 * DAY


def days() -> list[DayTotals]:
    """Weeks up to Sunday: ten hours a day, give or take one, up to the warning, and seven after it."""
    return [
        replace(each, worked=(10 if each.day <= TOLD else 7) * HOUR + each.day.day % 2 * HOUR) if each.worked else each
        for each in history()
    ]


def test_each_signal_is_about_something() -> None:
    assert set(MEASURES) == set(WARNINGS)


def test_what_was_before_and_after_is_told_with_its_interval() -> None:
    found = follow_up("stretches", TOLD, [replace(each, longest=each.worked / 4) for each in days()])
    assert found is not None
    assert found.clear
    assert found.low < found.after - found.before < found.high < 0
    assert "in the two weeks after, 2 h 36 min in the two weeks before." in what_became("stretches", found)


def test_what_may_be_chance_is_called_so() -> None:
    same = follow_up("stretches", TOLD, [replace(each, longest=HOUR + each.day.day % 3 * HOUR) for each in days()])
    assert same is not None
    assert not same.clear
    assert "may be chance" in what_became("stretches", same)


@pytest.mark.parametrize(
    ("signal", "changes", "said"),
    [
        ("breaks", ({"breaks_due_taken": 1}, {"breaks_due_taken": 3}), "Breaks that came in time: 75% in the two"),
        ("switching", ({"switches": 300}, {"switches": 90}), "Switches an hour: 12 in the two weeks after, 29 in"),
        ("open_loops", ({"open_unplanned": 19}, {"open_unplanned": 7}), "Open to-dos: 7 in the two weeks after, 19 in"),
    ],
)
def test_shares_and_counts_are_told_as_such(
    signal: str, changes: tuple[dict[str, int], dict[str, int]], said: str
) -> None:
    lived = [replace(each, **changes[each.day > TOLD]) if each.worked else each for each in days()]  # type: ignore[arg-type]
    found = follow_up(signal, TOLD, lived)

    assert found is not None
    assert said in what_became(signal, found)


def test_nothing_is_said_before_two_weeks_are_over_or_of_few_days() -> None:
    known = days()
    assert follow_up("hours", MONDAY - 13 * DAY, known) is None
    assert follow_up("hours", MONDAY - 15 * DAY, known) is not None
    assert follow_up("hours", TOLD, [each for each in known if each.day > TOLD - 3 * DAY]) is None
    assert follow_up("hours", TOLD, []) is None
    assert follow_up("unheard of", TOLD, known) is None


@pytest.mark.parametrize(("change", "word"), [(2, "more tired"), (-2, "less tired")])
def test_answers_are_told_where_there_are_eight_on_either_side_and_more_than_chance(change: int, word: str) -> None:
    expected = Expected(50.0, 40.0, 60.0)

    def answered(each: DayTotals) -> DayTotals:
        fatigue = 5 + (change if each.day > TOLD else 0)
        answers = (Answer(each.begins, "fatigue", fatigue, expected), Answer(each.begins, "fatigue", fatigue, expected))
        return replace(each, answers=answers) if each.worked else each

    found = follow_up("hours", TOLD, [answered(each) for each in days()])
    assert found is not None
    assert found.fatigue == pytest.approx(10 * change)
    assert f"You said you were 20 points {word}." in what_became("hours", found)

    few = follow_up(
        "hours", TOLD, [replace(answered(each), answers=answered(each).answers[:1]) for each in days()][-28:]
    )
    assert few is None or few.fatigue is None


def test_of_answers_those_are_compared_that_say_how_rested_and_engaged_somebody_was() -> None:
    def answered(each: DayTotals) -> DayTotals:
        rested = (7 if each.day <= TOLD else 4) + each.day.day % 2
        given = {"rested": rested, "engaged": rested - 2, "fatigue": 10}
        return replace(each, answers=tuple(Answer(each.begins, item, answer) for item, answer in given.items()))

    found = follow_up("answers", TOLD, [answered(each) for each in days()])

    assert found is not None
    assert 6 < found.before < 7
    assert 3 < found.after < 4
    assert follow_up("answers", TOLD, days()) is None
