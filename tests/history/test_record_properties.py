"""Properties 11, 12 and 13 of the model: the record proves the state, whatever its date, whenever it is learnt."""

import json
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.lives import records
from tests.core.zones import NO_HOURS
from tests.day import BERLIN, MONDAY, Day, MemoryJournal, day
from tray.core.law.values import Regime
from tray.core.messages import events as e
from tray.core.messages.facts import Cause, ClockStepped, CommitmentPlanned, Corrected, Fact, RegimeBegan, Switched
from tray.core.messages.json_form import plain
from tray.core.state.fold import fold
from tray.core.state.state import State, advance_to
from tray.history.record import Record, kept_form, restored
from tray.ports import Snapshot
from tray.settings.defaults.every_setting import Law, Settings

many = settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
NO_CLOCK = Settings(hours=NO_HOURS, law=Law(night=1.0))
"""No clock time means anything."""
SPRING, AUTUMN = datetime(2026, 3, 28, 20, 0, tzinfo=UTC), datetime(2026, 10, 24, 20, 0, tzinfo=UTC)
"""Evenings before a day of 23 and of 25 hours in Berlin."""
_looks = st.lists(st.floats(0.0, 1.0), max_size=5).map(sorted)
rhythms = st.lists(st.tuples(st.integers(1, 300), st.integers(1, 1500), _looks), min_size=1, max_size=4)
"""Minutes of work, then minutes without input, and when in them somebody looks."""
words = st.tuples(
    st.integers(0, 60), st.integers(1, 200), st.integers(0, 600), st.sampled_from((Regime.WORK, Regime.REST))
)
"""Minutes from one span that the person speaks of to the next, its length, when they say so, and what it was."""
FAR = timedelta(days=400)
EVENING = MONDAY + timedelta(hours=14)
Rhythm = list[tuple[int, int, list[float]]]


def bits(state: State) -> str:
    """Every bit of a state: as text, so that 0.0 is not −0.0."""
    return repr(plain(state))


def moved(fact: Fact, by: timedelta) -> Fact:
    """The same fact at another time."""
    instants: dict[str, Any] = {
        field.name: value + by for field in fields(fact) if isinstance(value := getattr(fact, field.name), datetime)
    }
    anything: Any = fact
    there: Fact = replace(anything, **instants)
    return there


def with_steps(facts: Sequence[Fact], places: list[int], by: timedelta) -> list[Fact]:
    """The facts with steps of the clock put between them; what follows one is on the new clock."""
    found: list[Fact] = []
    gone = timedelta(0)
    for index, fact in enumerate(facts):
        if index in places:
            found.append(ClockStepped(fact.at + gone + by, before=fact.at + gone))
            gone += by
        found.append(moved(fact, gone))
    return found


@many
@given(records(), st.data())
def test_11_a_snapshot_and_the_rest_of_the_record_equal_the_whole_bit_for_bit(
    facts: list[Fact], data: st.DataObject
) -> None:
    steps = data.draw(st.lists(st.integers(0, len(facts)), max_size=2))
    facts = with_steps(facts, steps, timedelta(minutes=data.draw(st.integers(-2000, 2000))))
    cut = data.draw(st.integers(0, len(facts)))
    whole = fold(State(at=facts[0].at), facts)

    kept = json.loads(json.dumps(kept_form(fold(State(at=facts[0].at), facts[:cut]))))
    state = restored(Snapshot((MONDAY, "x", cut), kept))

    assert state is not None
    assert bits(whole) == bits(fold(state, facts[cut:]))


@many
@given(records(), st.floats(-1e9, 1e9))
def test_12_another_date_changes_nothing(facts: list[Fact], seconds: float) -> None:
    by = timedelta(seconds=seconds)
    there = [moved(fact, by) for fact in facts]
    end = facts[-1].at + timedelta(hours=7)

    here = advance_to(fold(State(at=facts[0].at), facts), end)
    later = advance_to(fold(State(at=there[0].at), there), end + by)

    untouched = ("pools", "held", "stretch", "switches", "gain_filter", "learnt", "lowest", "regime")
    assert [getattr(here, name) for name in untouched] == [getattr(later, name) for name in untouched]


@many
@given(records(), st.lists(st.integers(0, 40), max_size=3), st.integers(-4000, 4000))
def test_12_setting_the_clock_changes_nothing(facts: list[Fact], places: list[int], minutes: int) -> None:
    # A time that is planned is one of the clock on the wall: it comes sooner when that is set forward.
    far = [replace(each, when=each.when + FAR) if isinstance(each, CommitmentPlanned) else each for each in facts]
    stepped = with_steps(far, places, timedelta(minutes=minutes))

    assert_same_on_other_clocks(far, stepped)


@many
@given(st.lists(words, min_size=2, max_size=6), st.integers(1, 6), st.integers(-4000, 4000))
def test_12_setting_the_clock_turns_no_two_words_of_the_same_time(
    said: list[tuple[int, int, int, Regime]], place: int, minutes: int
) -> None:
    at = [MONDAY + timedelta(minutes=sum(each[0] for each in said[: n + 1])) for n in range(len(said))]
    facts: list[Fact] = [RegimeBegan(MONDAY, Regime.WORK, Cause.INPUT)]
    for since, (_, length, later, regime) in zip(at, said, strict=True):
        facts.append(Corrected(since, since + timedelta(minutes=length), regime, EVENING + timedelta(minutes=later)))
    facts.append(Switched(EVENING))

    assert_same_on_other_clocks(facts, with_steps(facts, [place], timedelta(minutes=minutes)))


def assert_same_on_other_clocks(facts: list[Fact], stepped: list[Fact]) -> None:
    plainly, elsewhere = (fold(State(at=facts[0].at), each) for each in (facts, stepped))
    kept = ("pools", "stretch", "held")

    assert [getattr(plainly, name) for name in kept] == [getattr(elsewhere, name) for name in kept]


def lived(rhythm: Rhythm, *, at: datetime = MONDAY, watched: bool = False) -> Day:
    """Work and gaps by turns; what happens in a gap is looked at all the time, or found on return."""
    told = day(NO_CLOCK, zone=BERLIN, at=at)
    for work, gap, looks in rhythm:
        told.happen(e.InputSeen())
        told.at += timedelta(minutes=work)
        told.happen(e.InputStopped(timedelta(0)))
        left = told.at
        for share in looks if watched else ():
            told.at = left + timedelta(minutes=gap) * share
            told.happen(e.Looked())
        told.at = left + timedelta(minutes=gap)
    return told.happen(e.InputSeen())


@many
@given(rhythms, st.sampled_from((SPRING, AUTUMN)))
def test_12_a_day_of_23_or_25_hours_is_nothing_special(rhythm: Rhythm, at: datetime) -> None:
    assert lived(rhythm).state.pools == pytest.approx(lived(rhythm, at=at).state.pools, abs=1e-9)


@many
@given(rhythms)
def test_13_learning_late_that_nobody_was_there_is_the_same_as_having_known(rhythm: Rhythm) -> None:
    watched, found = lived(rhythm, watched=True), lived(rhythm)

    assert [fact for fact in watched.facts if isinstance(fact, RegimeBegan)] == [
        fact for fact in found.facts if isinstance(fact, RegimeBegan)
    ]
    assert watched.state.pools == pytest.approx(found.state.pools, abs=1e-9)


@many
@given(records(most=20), st.data())
def test_13_facts_learnt_late_add_up_to_the_same(facts: list[Fact], data: st.DataObject) -> None:
    # Of several at one instant the first learnt comes first, so each has one of its own.
    facts = [moved(fact, timedelta(microseconds=n)) for n, fact in enumerate(facts)]
    late = data.draw(st.lists(st.integers(0, len(facts) - 1), unique=True, max_size=4))
    at_once, piecemeal = (Record(MemoryJournal(), facts[0].at) for _ in range(2))
    at_once.append(facts)

    for each in (*(f for n, f in enumerate(facts) if n not in late), *(facts[n] for n in late)):
        piecemeal.append((each,))
        if data.draw(st.booleans()):
            piecemeal.keep()

    assert bits(at_once.state) == bits(piecemeal.state)
