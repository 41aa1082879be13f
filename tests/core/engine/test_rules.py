"""The table of rules: the step acts by it, and the schedule wakes by it."""

from datetime import timedelta

import pytest

from tests.day import MONDAY, day
from tray.core.engine import rules, step
from tray.core.engine.rules import Now, Rule
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import Fact, HeadsUpGiven

TEN_PAST = MONDAY + timedelta(minutes=10, seconds=7)


def at_ten_past(now: Now) -> tuple[Fact, ...]:
    if now.at < TEN_PAST or now.state.heads_up:
        return ()
    return (HeadsUpGiven(now.at, timedelta(0), "rest"),)


@pytest.mark.parametrize("table", ["SETTLED", "SPOKEN"])
def test_a_rule_that_is_added_acts_and_is_waited_for(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    added = Rule("added", at_ten_past, lambda _: (TEN_PAST,))
    monkeypatch.setattr(rules, table, (*getattr(rules, table), added))
    told = day().work("9m50s")
    assert TEN_PAST == step.next_look(told.moment, told.at, told.context)

    told.work("30s")
    assert [TEN_PAST] == [fact.at for fact in told.facts if isinstance(fact, HeadsUpGiven)]


def test_a_gated_rule_waits_for_the_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    added = Rule("added", at_ten_past, lambda _: (TEN_PAST,), gated=True)
    monkeypatch.setattr(rules, "SPOKEN", (*rules.SPOKEN, added))
    told = day().work("5m").happen(e.AttentionChanged(frozenset({"do-not-disturb"}))).work("20m")
    assert told.state.heads_up is None

    told.happen(e.AttentionChanged(frozenset())).work("1s")
    assert told.state.heads_up is not None


@pytest.mark.parametrize("table", ["SETTLED", "SPOKEN"])
def test_a_rule_without_a_matter_is_asked_nothing(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    added = Rule("added", at_ten_past, lambda _: (TEN_PAST,), about=lambda now: now.state.session)
    monkeypatch.setattr(rules, table, (*getattr(rules, table), added))
    told = day().work("9m50s")
    assert TEN_PAST != step.next_look(told.moment, told.at, told.context)
    assert told.work("30s").state.heads_up is None

    told.ask(c.StartSession("book")).work("1s")
    assert told.state.heads_up is not None


def test_names_of_rules_are_their_own() -> None:
    names = [rule.name for rule in (*rules.SETTLED, *rules.SPOKEN)]

    assert len(names) == len(set(names))
    assert set(rules.URGENT) <= set(names)
