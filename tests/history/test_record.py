"""Facts become the state, whatever order they are learnt in."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.day import MONDAY, Day, MemoryJournal, day
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import Cause, Fact, Labelled, RegimeBegan, Switched, from_plain, kind_of, to_plain
from tray.core.messages.json_form import plain, typed
from tray.core.state.state import State
from tray.history.record import Record
from tray.ports import Snapshot

MINUTE = timedelta(minutes=1)


def a_full_day() -> Day:
    told = day().work("50m", switches_per_hour=12).ask(c.StartSession("report", timedelta(hours=1), "pressed"))
    told.ask(c.Commit("answer", when=MONDAY + timedelta(days=1))).ask(c.Commit("another"))
    told.work("100m").ask(c.Skip()).ask(c.TakeBreak("walk")).away("15m").work("20m").happen(e.Locked())
    told.wait_until(told.at + 10 * MINUTE).happen(e.Unlocked()).work("1h").ask(c.Pause(timedelta(minutes=30)))
    told.work("40m").ask(c.ItWas(Regime.RESTORE, MONDAY + 60 * MINUTE, MONDAY + 70 * MINUTE))
    told.suspend("70m").happen(e.InputSeen()).work("2h").ask(c.CheckIn("fatigue", 6)).ask(c.EndDay())
    return told.away("14h").work("5m")


def test_every_fact_survives_being_written_down() -> None:
    for fact in a_full_day().facts:
        assert fact == from_plain(kind_of(fact), to_plain(fact))


def test_a_whole_number_is_read_where_a_number_is_wanted_and_nothing_else_is() -> None:
    read = from_plain("labelled", {"at": MONDAY.isoformat(), "load": 2, "inside": True, "available": True})

    assert isinstance(read, Labelled)
    assert 2.0 == read.load
    assert isinstance(read.load, float)
    with pytest.raises(ValueError, match="is not of type float"):
        from_plain("labelled", {"at": MONDAY.isoformat(), "load": True, "inside": True, "available": True})
    with pytest.raises(TypeError, match="is not a list"):
        from_plain("days_off_read", {"at": MONDAY.isoformat(), "days": "2026-11-24"})


def test_the_state_survives_being_written_down() -> None:
    state = a_full_day().record.state

    assert state == typed(plain(state), State)


def test_a_snapshot_and_the_rest_equal_the_whole_record_bit_for_bit() -> None:
    told = a_full_day()
    whole = told.journal.records
    for cut in range(1, len(whole), 7):
        journal = MemoryJournal()
        journal.records = whole[:cut]
        early = Record(journal, MONDAY)
        early.keep()
        journal.records = list(whole)

        assert Record(told.journal, MONDAY).state == Record(journal, MONDAY).state


@pytest.mark.parametrize("change", ["rules", "a field more", "a field less", "a kind unheard of"])
def test_a_snapshot_that_another_version_wrote_is_passed_over(change: str) -> None:
    told = a_full_day()
    told.record.keep()
    kept = told.journal.snapshots[-1]
    form = dict(kept.state)
    state = dict(form["state"])
    if change == "rules":
        form["rules"] += 1
    elif change == "a field more":
        state["mood"] = 7
    elif change == "a field less":
        del state["gain_filter"]
    else:
        state["regime"] = "lazy"
    told.journal.snapshots = [Snapshot(kept.order, {**form, "state": state})]

    assert told.record.state == Record(told.journal, MONDAY).state


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(8)), st.booleans())
def test_the_order_in_which_facts_are_learnt_makes_no_difference(order: list[int], keeps: bool) -> None:
    facts: list[Fact] = [
        RegimeBegan(MONDAY, Regime.WORK, Cause.INPUT),
        Switched(MONDAY + 10 * MINUTE),
        Switched(MONDAY + 11 * MINUTE),
        RegimeBegan(MONDAY + 20 * MINUTE, Regime.REST, Cause.AWAY),
        RegimeBegan(MONDAY + 30 * MINUTE, Regime.WORK, Cause.INPUT),
        Switched(MONDAY + 40 * MINUTE),
        RegimeBegan(MONDAY + 50 * MINUTE, Regime.REST, Cause.LOCK),
        RegimeBegan(MONDAY + 55 * MINUTE, Regime.WORK, Cause.INPUT),
    ]
    at_once, piecemeal = Record(MemoryJournal(), MONDAY), Record(MemoryJournal(), MONDAY)
    at_once.append(facts)
    for index in order:
        piecemeal.append((facts[index],))
        if keeps:
            piecemeal.keep()

    assert at_once.state == piecemeal.state


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("unheard_of", {}),
        ("switched", {}),
        ("switched", {"at": "2026-11-23T09:00:00"}),
        ("switched", {"at": 7}),
        ("checked_in", {"at": "2026-11-23T09:00:00+00:00", "item": "fatigue", "answer": "6"}),
        ("regime_began", {"at": "2026-11-23T09:00:00+00:00", "regime": "lazy", "cause": "input"}),
    ],
)
def test_what_is_no_fact_is_refused(kind: str, fields: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        from_plain(kind, fields)
