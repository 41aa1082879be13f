"""What goes with what in the record is told once a month at most, to whoever wants it, where nothing is to warn of."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tests.core.wellbeing.test_timing_of_warnings_and_insights import LONG_WEEK, at_work, history, raised
from tests.day import Day
from tray.core.messages import events as e
from tray.core.messages.day_totals import DayTotals
from tray.core.messages.effects import InsightFound
from tray.core.messages.facts import InsightTold
from tray.core.messages.insight import Insight
from tray.settings.defaults.every_setting import Checkins, Settings, Warnings
from tray.view.tray import notices
from tray.view.words import insights as words

WALKS = Insight("walk", "stretch", 9, 30, 12.4, 3.1, 21.7)
UNCLEAR = replace(WALKS, kind="lunch", low=-3.0)
WANTED = Settings(checkins=Checkins(on=False), warnings=Warnings(insights=True))


def read(told: Day, *insights: Insight, days: Sequence[DayTotals] | None = None) -> Day:
    return told.happen(e.HistoryRead(tuple(days or history()), insights))


def kinds(told: Day) -> list[str]:
    return [fact.kind for fact in told.facts if isinstance(fact, InsightTold)]


def test_nobody_is_told_who_did_not_ask_for_it() -> None:
    assert [] == kinds(read(at_work(), WALKS))


def test_the_first_clear_one_is_told_with_its_numbers_and_neither_is_called_the_reason() -> None:
    told = read(at_work(WANTED), UNCLEAR, WALKS)

    assert ["walk"] == kinds(told)
    (found,) = (effect for _, effect in told.effects if isinstance(effect, InsightFound))
    said = notices._insight(found)
    assert said.title == words.title()
    assert "After a walk, your next stretch was 12 min longer than after other breaks" in said.body
    assert "Neither has to be the cause" in said.body


def test_a_warning_comes_first_and_what_is_unclear_never() -> None:
    told = read(at_work(WANTED), WALKS, days=LONG_WEEK)
    assert (["hours"], []) == (raised(told), kinds(told))
    assert [] == kinds(read(at_work(WANTED), UNCLEAR))


def test_the_next_one_comes_four_weeks_later_and_does_not_count_as_a_warning() -> None:
    told = at_work(WANTED)
    for day in range(60):
        read(told, WALKS)
        told.away("23h").work("10m").away("10s")
        if day == 2:
            read(told, WALKS, days=LONG_WEEK)
    when = [fact.at for fact in told.facts if isinstance(fact, InsightTold)]
    assert len(when) in (2, 3)
    assert all(27 < (later - earlier).days < 40 for earlier, later in pairwise(when))


def test_without_warnings_insights_are_told_all_the_same() -> None:
    alone = replace(WANTED, warnings=Warnings(on=False, insights=True))
    told = read(at_work(alone), WALKS, days=LONG_WEEK)
    assert ([], ["walk"]) == (raised(told), kinds(told))
