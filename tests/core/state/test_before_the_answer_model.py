"""Records of the version before the answer model: their pressures stay, to the last bit, and answers begin anew."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.day import MemoryJournal, day
from tray.core.law.answer_model import Learnt
from tray.core.law.law_on_record import values_of
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.effects import GainSetBack
from tray.core.messages.facts import CheckedIn, Fact, ParametersSet
from tray.core.state.fold import apply, fold
from tray.core.state.state import State, advance_to
from tray.settings.defaults.every_setting import Law
from tray.store.journal.records_as_json_lines import records
from tray.view.words import checkins_easier_days_holidays as checkins

KEPT: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "data" / "records_before_the_answer_model.json").read_text()
)["records"]
NEW = ("answers", "short_time_off", "heavy_week")
"""Parameters that old records know nothing of."""


def facts_of(kept: dict[str, Any]) -> list[Fact]:
    now = datetime.fromisoformat(max(each["at"] for each in kept["facts"]))
    return [each.fact for each in records([json.dumps(each) for each in kept["facts"]], now)]


@pytest.mark.parametrize("kept", KEPT, ids=range(len(KEPT)))
def test_an_old_record_folds_to_the_same_pressures_bit_for_bit(kept: dict[str, Any]) -> None:
    facts = facts_of(kept)
    state, found = State(at=facts[0].at), []
    for fact in facts:
        state = apply(state, fact)
        found.append([state.pressure, *state.pools[:4], state.gain])

    assert kept["after"] == found
    assert len([fact for fact in facts if isinstance(fact, CheckedIn)]) > 3


@pytest.mark.parametrize("kept", KEPT, ids=range(len(KEPT)))
def test_at_the_change_nothing_jumps_and_the_gain_is_set_by_hand_again(kept: dict[str, Any]) -> None:
    facts = facts_of(kept)
    before = advance_to(fold(State(at=facts[0].at), facts), facts[-1].at + timedelta(hours=9))
    after = apply(before, ParametersSet(before.at, values_of(Law(gain=1.1), 2.0)))

    assert before.pools == after.pools
    assert before.gain != 1.1 == after.gain
    assert (Learnt(), before.at, None) == (after.learnt, after.learnt_at, after.gain_filter)


def test_answers_after_the_change_start_from_the_prior() -> None:
    facts = facts_of(KEPT[0])
    now = facts[-1].at + timedelta(hours=9)
    changed = ParametersSet(now, values_of(Law(), 2.0))
    first = fold(State(at=facts[0].at), [*facts, changed, CheckedIn(now, "fatigue", 6)])

    assert first.answered is not None
    assert 40.0 + 0.2 * (fold(State(at=facts[0].at), [*facts, changed]).pressure - 35.0) == pytest.approx(
        first.answered.expected.answer
    )
    assert first.learnt.answers == 1


def test_a_running_program_records_the_change_once_and_says_so_once() -> None:
    journal = MemoryJournal()
    facts = facts_of(KEPT[2])
    journal.append(facts)
    told = day(at=facts[-1].at + timedelta(minutes=5))
    gain = fold(State(at=facts[0].at), facts).gain
    told.journal = journal
    told.restart()
    told.work("1h").restart().work("1h").ask(c.CheckIn("fatigue", 5))

    said = [effect for _, effect in told.effects if isinstance(effect, GainSetBack)]
    changes = [fact for fact in told.facts if isinstance(fact, ParametersSet) and "answers" in fact.values]
    assert [GainSetBack(gain, 1.0)] == said
    assert 1 == len(changes)
    assert told.state.gain == 1.0
    text = checkins.gain_set_back(gain, 1.0)[1]
    assert text.startswith("It's 1.00 again, and only you change it")
    assert text.endswith(f"Your answers had made it {gain:.2f}.")


def test_who_never_answered_is_told_nothing() -> None:
    facts = [fact for fact in facts_of(KEPT[2]) if not isinstance(fact, CheckedIn)]
    journal = MemoryJournal()
    journal.append(facts)
    told = day(at=facts[-1].at + timedelta(minutes=5))
    told.journal = journal
    told.restart().happen(e.Looked())

    assert not [effect for _, effect in told.effects if isinstance(effect, GainSetBack)]


def test_an_old_record_that_is_imported_later_never_brings_the_filter_back() -> None:
    told = day().work("1h").ask(c.CheckIn("fatigue", 8))
    old = ParametersSet(told.at, {name: v for name, v in values_of(Law(), 2.0).items() if name not in NEW})
    state = apply(told.state, old)

    assert state.gain_filter is None
    assert (0.0, 0.0, 1.0) == (state.law.short_time_off, state.law.heavy_week, state.labels_load)
