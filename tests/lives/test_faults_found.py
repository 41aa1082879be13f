"""What simulated lives have found, kept as the shortest life that shows it. Each of these once broke a rule."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.lives.machine import Action, Machine
from tests.lives.many import Tally
from tests.lives.record_agrees import judge_settled, judge_whole
from tests.lives.rules import Watcher, judge_record, judge_totals
from tray.core.law.values import Regime
from tray.core.messages.commands import ItWas
from tray.core.messages.facts import ClockStepped

START, DEAD = ("start",), ("dead",)


def lived(*actions: Action) -> Machine:
    """A machine after these actions; all rules hold."""
    machine = Machine()
    Watcher(machine)
    for action in actions:
        machine.do(action)
        judge_record(machine)
        judge_totals(machine)
    return machine


def worked(machine: Machine) -> timedelta:
    """How long the stretch at work is."""
    assert machine.loop is not None
    return machine.loop.present().stretch


@pytest.mark.parametrize("seconds", [-86_400, -3600, 3600])
def test_a_kill_right_after_the_clock_was_set_makes_no_hour_of_work(seconds: int) -> None:
    machine = lived(START, ("work", 30, 0.0, 0), ("kill", 1), ("clock", seconds), DEAD, ("idle", 1, 0.0), START)

    assert timedelta(minutes=29) <= worked(lived(*machine.lived, ("work", 1, 0.0, 0))) <= timedelta(minutes=33)


@pytest.mark.parametrize("minutes", [3, 45])
def test_work_after_the_clock_was_set_back_is_seen_each_minute(minutes: int) -> None:
    machine = lived(START, ("work", 30, 0.0, 0), ("clock", -3600), ("work", minutes, 0.0, 0))

    seen = machine.disk.last_seen()
    assert seen is not None
    assert machine.clock.wall_time - seen <= timedelta(seconds=61)


@pytest.mark.parametrize("end", [("quit",), DEAD])
def test_a_sleep_while_the_disk_was_full_is_no_work_after_a_restart(end: Action) -> None:
    lived(
        START, ("work", 1, 0.0, 0), ("disk", True), ("work", 1, 600.0, 0), ("suspend", 4000, False), ("disk", False),
        end, ("idle", 100, 0.0), START, ("work", 5, 0.0, 0),
    )  # fmt: skip


def test_work_while_the_disk_was_full_is_there_after_a_restart_although_nobody_looked_in_between() -> None:
    full = (("disk", True), START, ("work", 20, 0.0, 0), ("disk", False))

    assert timedelta(minutes=20) <= worked(lived(*full, ("quit",), START))


def test_a_full_disk_keeps_nobody_busy() -> None:
    lived(
        START, ("work", 1, 0.0, 0), ("disk", True), ("work", 30, 0.0, 0), ("suspend", 4000, True), ("work", 9, 0.0, 2)
    )


def test_what_was_missed_is_of_the_clock_of_its_time() -> None:
    lived(
        START, ("disk", True), ("work", 1, 600.0, 0), ("suspend", 30, False), ("disk", False),
        ("clock_at", "1970-01-01T00:01:00+00:00"), ("idle", 1, 0.0), ("clock_right",), ("work", 5, 0.0, 0),
    )  # fmt: skip


def test_a_word_on_record_counts_although_its_answer_never_came() -> None:
    it_was = ("ask", ItWas(Regime.WORK))
    lived(START, ("work", 9, 0.0, 0), ("idle", 90, 0.0), ("work", 9, 0.0, 0), ("kill", 1), it_was, DEAD, START)


@pytest.mark.parametrize("effects", range(12))
def test_a_kill_amid_a_fact_that_comes_late_leaves_no_snapshot_that_denies_it(effects: int) -> None:
    night = (("work", 60, 0.0, 0), ("idle", 900, 0.0), ("quit",), START)

    judge_whole(lived(START, *night, ("kill", effects), ("work", 2, 0.0, 0), DEAD, START, ("work", 1, 0.0, 0)))


@pytest.mark.parametrize("early", [0.0005, 0.005, 0.012, 0.021, 0.5])
def test_nothing_is_passed_over_that_falls_due_while_somebody_asks(early: float) -> None:
    machine = Machine(datetime(2026, 10, 19, 6, 0, tzinfo=UTC))
    Watcher(machine)
    machine.settled.append(judge_settled)
    machine.do(("start",))
    for _ in range(90):
        machine.do(("work", 0.9, 0.0, 0))
        machine.do(("poll", early))


@pytest.mark.parametrize("seed", [20_235, 20_396, 20_410, 20_749, 71_418])
def test_whole_lives_that_were_found_among_thousands_break_no_rule_any_more(seed: int) -> None:
    # A suggestion made up for after a full disk; somebody back as a break ends; a break by hand that ends while
    # nothing runs; a suggestion that stood beside the question of the day's end.
    tally = Tally()
    tally.add(seed)

    assert [] == tally.broken


@pytest.mark.parametrize("before", [0.0005, 0.5, 3])
def test_a_break_comes_when_the_status_said_so_just_before(before: float) -> None:
    machine = lived(START, ("save", '[breaks]\nnatural_pause = "0s"'), ("work", 49.2, 0.0, 0), *[("poll", before)] * 3)

    assert machine.status["break"]["due_in_s"] == 0
    assert "suggestion" in machine.screen.wanted


def test_no_more_is_suggested_in_an_hour_than_the_settings_allow() -> None:
    often = '[breaks]\nafter = "10m"\napart = "5m"\nper_hour = 2\nnatural_pause = "0s"'
    again = (("work", 11, 0.0, 0), ("click", 2), ("idle", 5, 0.0))
    machine = Machine()
    watcher = Watcher(machine)
    for action in (START, ("save", often), *again * 8):
        machine.do(action)

    assert 4 <= len(watcher.suggested_at) <= 6


def test_a_question_that_waited_behind_a_suggestion_does_not_come_back_on_a_locked_screen() -> None:
    machine = Machine(datetime(2026, 10, 19, 7, 0, tzinfo=UTC))
    machine.do(START)
    machine.do(("work", 60, 0.0, 0))
    assert ["suggestion"] == list(machine.screen.wanted)

    machine.do(("lock",))
    machine.do(("idle", 5, 0.0))
    assert [] == list(machine.screen.wanted)

    # Nor afterwards: the welcome made room for good when a break was suggested.
    machine.do(("work", 3, 0.0, 0))
    assert "question" not in machine.screen.wanted


def test_a_question_that_stands_stays_where_it_is_while_the_gate_is_closed() -> None:
    machine = Machine(datetime(2026, 10, 19, 7, 0, tzinfo=UTC))
    for action in (START, ("work", 5, 0.0, 0), ("attention", ("do-not-disturb",)), ("work", 5, 0.0, 0)):
        machine.do(action)

    assert ["question"] == list(machine.screen.wanted)


@pytest.mark.parametrize("hours", [1, -1])
def test_what_fell_due_in_a_sleep_in_which_the_clock_was_set_is_dated_by_the_clock_of_before(hours: int) -> None:
    machine = lived(START, ("work", 30, 0.0, 0))
    machine.clock.suspend(timedelta(hours=5))
    before = machine.clock.wall()
    machine.do(("clock", hours * 3600))
    machine.do(("work", 1, 0.0, 0))

    recorded = list(machine.disk.facts())
    assert [before] == [each.fact.before for each in recorded if isinstance(each.fact, ClockStepped)]
    assert all(each.fact.at <= before for each in recorded if each.era == 0)
