"""How long somebody worked at each of their machines: each one's hours are its own, and what overlaps counts once."""

from collections.abc import Sequence
from datetime import timedelta

from tests.history.machines import MINUTE, Machine, Person, Span, one, spent
from tray.core.inquiry.hours_at_machines import Work, cut
from tray.core.inquiry.totals import days
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.sensing.presence import Senses
from tray.core.state.stays_at_machines import Stays
from tray.history.hours_today_at_machines import AtMachines
from tray.history.past import Past
from tray.view.values.status import status

TEN = 10 * MINUTE
Story = Sequence[tuple[float, int, c.Command | str]]


def lived(*input_: Sequence[Span], until: float, every: int = 10) -> Person:
    machines = [Machine(name) for name, _ in zip("abc", input_, strict=False)]
    return Person(*machines).live(input_, until, syncs=[*range(every, int(until), every), until])


def worked(machine: Machine) -> timedelta:
    day = machine.state.day
    assert day is not None
    return day.worked


def test_work_at_two_at_once_counts_for_both_and_once_in_the_total() -> None:
    person = lived([(0, 60)], [(30, 120)], until=130)

    for machine in person.machines:
        assert {"a": 60 * MINUTE, "b": 90 * MINUTE} == spent(machine)
        assert 120 * MINUTE == worked(machine)


def test_the_moments_between_two_machines_are_work_at_neither() -> None:
    person = lived([(0, 10), (22, 30)], [(12, 20)], until=40)

    here = person.machines[0]
    assert {"a": 18 * MINUTE, "b": 8 * MINUTE} == spent(here)
    assert 30 * MINUTE == worked(here)


def test_work_that_goes_on_counts_up_to_now_to_the_second() -> None:
    person = lived([(0, 20)], [(5, 100)], until=50.5)

    at = AtMachines()
    for machine in person.machines:
        context = machine.context
        now = machine.at
        assert {"a": 20 * MINUTE, "b": 45.5 * MINUTE} == at.today(machine.record, now, context)
        later = now + timedelta(seconds=1)
        assert 45.5 * MINUTE + timedelta(seconds=1) == at.today(machine.record, later, context)["b"]


def test_a_machine_that_is_alone_has_no_hours_of_its_own() -> None:
    machine = one([[(0, 30)]], 40).machines[0]

    assert {} == AtMachines().today(machine.record, machine.at, machine.context)
    assert {} == spent(machine)


def test_a_break_at_one_machine_ends_the_work_at_the_other() -> None:
    person = Person(Machine("a"), Machine("b"))
    reads: Story = [(1, 1, "seen"), (5, 1, "stopped"), (5, 1, c.StartSession("read", by_hand=True))]
    person.do([(0, 0, "seen"), *reads, (50, 0, c.TakeBreak("rest", TEN)), (50, 0, "stopped")], 59)
    person.sync()

    for machine in person.machines:
        assert {"a": worked(machine), "b": 49 * MINUTE} == spent(machine)
        assert timedelta(0) <= 50 * MINUTE - worked(machine) < MINUTE


def test_what_was_a_break_after_all_is_work_at_no_machine() -> None:
    person = lived([(0, 60)], [(0, 30)], until=70)
    here = person.machines[0]
    before = spent(here)
    here.ask(c.ItWas(Regime.REST, here.at - 60 * MINUTE, here.at - 40 * MINUTE))
    person.sync()

    assert {"a": 60 * MINUTE, "b": 30 * MINUTE} == before
    for machine in person.machines:
        assert {"a": 40 * MINUTE, "b": 10 * MINUTE} == spent(machine)
        assert 40 * MINUTE == worked(machine)


def test_days_have_their_own_hours_and_their_last_second_is_theirs() -> None:
    person = lived([(0, 60), (1100, 1150)], [(30, 90), (1130, 1160)], until=1200)  # over 04:00, when a day ends
    machine = person.machines[1]
    stays = Stays()
    start, facts = machine.record.back_to(machine.journal.records[0].fact.at, stays=stays)
    monday, tuesday = days(start, facts, machine.at, machine.context, stays)

    assert {"a": 100 * MINUTE, "b": 70 * MINUTE} == monday.at_machines
    assert {"a": 10 * MINUTE, "b": 20 * MINUTE} == tuesday.at_machines
    assert (130 * MINUTE, 20 * MINUTE) == (monday.worked, tuesday.worked)


def test_what_was_worked_under_two_ids_of_one_machine_is_told_together() -> None:
    person = lived([(0, 60)], [(60, 90)], until=100)
    machine = person.machines[0]
    names = {"a": "laptop", "b": "laptop"}
    state, context = machine.record.state, machine.context

    (day,) = Past(machine.record, machine.at, context, names).days(machine.at.date(), machine.at.date())
    assert ["laptop"] == [*day.at_machines]
    assert day.worked == day.at_machines["laptop"]
    at_each = AtMachines().today(machine.record, machine.at, context)
    values = status(state, Senses(), machine.at, context, {}, (), names, at_each)
    assert {"laptop": 90 * 60} == values["at_machines"]


def test_a_picture_shows_of_each_machine_what_lies_in_the_persons_work() -> None:
    person = lived([(0, 60)], [(30, 90)], until=100)
    machine = person.machines[0]
    stays = Stays()
    start, facts = machine.record.back_to(machine.journal.records[0].fact.at, stays=stays)
    work = Work(start)
    work.take(facts)
    began = start.at
    shown = cut(stays.up_to(machine.at), work.up_to(machine.at), began + 20 * MINUTE, machine.at)

    assert [("a", 20, 60), ("b", 30, 90)] == [
        (each.device, (each.since - began) / MINUTE, (each.until - began) / MINUTE) for each in shown
    ]
