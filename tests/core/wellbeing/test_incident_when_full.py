"""Memory is full: once per crossing, and never on a value that may be taken back."""

from datetime import timedelta

import pytest

from tests.day import BERLIN, MONDAY, Day, day
from tray.core.inquiry.what_frees_most import Means, Relief, reliefs
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import IncidentRecorded
from tray.settings.defaults.every_setting import Law, Notifications, Settings
from tray.view.words import pressure_away_and_memory_full as pressure
from tray.view.words.names_and_numbers import percent
from tray.view.words.pressure_away_and_memory_full import memory_is_full

MINUTE = timedelta(minutes=1)
HASTY = Settings(law=Law(allocation=120.0, capacity=100.0), notifications=Notifications(on=False))
"""Fills memory within hours."""


def incidents(told: Day) -> list[IncidentRecorded]:
    return [fact for fact in told.facts if isinstance(fact, IncidentRecorded)]


def full() -> Day:
    """A day with memory full, and nothing after it."""
    told = day(HASTY).work("30m")
    while not incidents(told):
        told.work("1m")
    return told


def test_the_moment_at_which_100_is_reached_is_recorded_to_the_second() -> None:
    found = incidents(day(HASTY).work("4h"))

    assert 1 == len(found)
    assert 100.0 == pytest.approx(found[0].pressure, abs=0.01)
    assert found[0].pressure >= 100.0
    assert percent(found[0].pressure) == "100%"


def test_it_is_recorded_once_however_long_it_lasts_and_however_often_anyone_looks() -> None:
    told = full()
    for _ in range(30):
        told.happen(e.Looked()).work("5m")

    assert 1 == len(incidents(told))


def rested_to(told: Day, pressure: float) -> Day:
    """A break that ends as soon as the pressure is there."""
    told.ask(c.TakeBreak("rest", timedelta(minutes=30))).happen(e.InputStopped(timedelta(0)))
    while told.state.pressure > pressure:
        told.wait_until(told.at + timedelta(milliseconds=200))
    return told.ask(c.EndBreak())


def test_again_only_after_the_pressure_fell_below_critical_and_its_hysteresis() -> None:
    told = rested_to(full().work("10m"), 93.3).work("30m")

    assert told.state.pressure > 100.0
    assert 1 == len(incidents(told))

    rested_to(told, 92.8).work("30m")

    assert told.state.pressure > 100.0
    assert 2 == len(incidents(told))


def test_not_while_there_is_no_input_for_the_person_may_have_left() -> None:
    told = day(HASTY)
    while told.state.pressure < 99.8:
        told.work("10s")
    told.away("150s")

    assert told.state.pressure > 100.0
    assert [] == incidents(told)

    told.happen(e.InputSeen())

    assert [told.at] == [fact.at for fact in incidents(told)]


def test_never_when_the_person_had_left() -> None:
    told = day(HASTY)
    while told.state.pressure < 99.8:
        told.work("10s")
    told.away("10m").work("10s")

    assert [] == incidents(told)


@pytest.mark.parametrize("certain", ["by hand", "meeting"])
def test_work_without_input_that_is_certain_counts(certain: str) -> None:
    told = day(HASTY)
    if certain == "by hand":
        told.ask(c.StartSession("whiteboard", by_hand=True))
    else:
        told.happen(e.AttentionChanged(frozenset({"meeting"})))
    told.work("1m").away("170m")

    assert 1 == len(incidents(told))


def test_a_promise_may_be_the_last_straw() -> None:
    told = day(HASTY)
    while told.state.pressure < 99.5:
        told.work("5s")
    told.away("1s").ask(c.Commit("one more"))

    assert [told.at] == [fact.at for fact in incidents(told)]


def test_a_restart_does_not_record_it_again() -> None:
    told = full().restart(gone="10s").work("10m")

    assert 1 == len(incidents(told))


def test_what_would_free_most_comes_first_and_every_means_frees_something() -> None:
    told = full()
    told.ask(c.Commit("one")).ask(c.Commit("two"))
    found = reliefs(told.state, told.context)

    assert sorted((each.points for each in found), reverse=True) == [each.points for each in found]
    assert {Means.STOP, Means.WALK, Means.REST, Means.CLOSE, Means.PLAN} == {each.means for each in found}
    assert all(each.points > 0 for each in found)


def test_what_would_help_most_is_said_in_a_line_and_what_comes_to_no_point_is_not() -> None:
    at, longest = MONDAY, 20 * MINUTE
    means = {
        Relief(Means.WALK, 79.9, longest): "a walk of 20 min (−79)",
        Relief(Means.REST, 73.0, longest): "a break of 20 min (−73)",
        Relief(Means.CLOSE, 12.0): "finishing every to-do (−12)",
        Relief(Means.PLAN, 9.0): "giving every to-do a time (−9)",
        Relief(Means.STOP, 94.0, until=at + timedelta(days=1)): "no work until tomorrow 09:00 (−94)",
    }
    for each, said in means.items():
        for found in ((each,), (each, Relief(Means.REST, 0.9, longest))):
            _, body = memory_is_full(100.0, found, at, BERLIN)
            assert f"That's a lot to carry, and it's not your fault.\nWhat would help most: {said}." == body
    title, body = memory_is_full(100.0, (Relief(Means.PLAN, 0.9),), at, BERLIN)
    assert ("Your pressure is at 100%", "That's a lot to carry, and it's not your fault.") == (title, body)


def test_what_would_help_next_is_said_too_where_a_language_leaves_room_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    found = (Relief(Means.WALK, 79.0, 20 * MINUTE), Relief(Means.REST, 73.0, 20 * MINUTE))
    assert "break" not in memory_is_full(100.0, found, MONDAY, BERLIN)[1]
    monkeypatch.setattr(pressure, "_BANNER", 200)

    _, body = memory_is_full(100.0, found, MONDAY, BERLIN)
    assert "What would help most: a walk of 20 min (−79); a break of 20 min (−73)." == body.splitlines()[1]


def test_without_commitments_nobody_is_told_to_close_them() -> None:
    told = full()

    assert {Means.STOP, Means.WALK, Means.REST} == {each.means for each in reliefs(told.state, told.context)}
