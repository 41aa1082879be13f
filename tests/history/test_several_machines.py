"""What several machines saw of one person adds up to what one machine would have seen."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.core.zones import NO_HOURS
from tests.day import BERLIN, MONDAY
from tests.history.machines import MINUTE, SILENT, Machine, Person, Span, bits, one, spent, unread
from tests.history.naive import Naive
from tests.store.stories import LONG
from tray.core.appointments import Entry, Kind, placed
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import (
    BlockBegan,
    DayNoticed,
    DayPlanned,
    DaysOffRead,
    HoursRead,
    Labelled,
    ParametersSet,
    Suggested,
    Switched,
)
from tray.core.state.several_machines_and_silent_ones import SILENT as GIVEN_UP_AFTER
from tray.core.state.state import State, advance_to, is_here
from tray.core.wellbeing import gap_questions_and_answers
from tray.history.record import Record
from tray.history.replay import replay
from tray.settings.defaults.every_setting import Calendars, Hours, Law, Settings
from tray.settings.types.time_ranges_shifts_fixed_breaks import TimeRange

LIVES: dict[str, tuple[Sequence[Sequence[Span]], float]] = {
    "one after the other": ([[(0, 90)], [(120, 210)]], 215),
    "both at once": ([[(0, 60)], [(30, 120)]], 125),
    "ten minutes here, ten there": (
        [[(k, k + 10) for k in range(0, 180, 20)], [(k, k + 10) for k in range(10, 180, 20)]],
        185,
    ),
    "one is touched now and then": ([[(0, 120)], [(k, k + 0.5) for k in range(1, 119, 2)]], 125),
    "by day, in the evening, and by day again": ([[(0, 480), (1440, 1500)], [(660, 780)]], 1505),
}
LOUD = Settings(hours=NO_HOURS)


@pytest.mark.parametrize("every", [None, 60, 1], ids=["at the end", "each hour", "each minute"])
@pytest.mark.parametrize("life", LIVES)
def test_what_was_lived_at_two_machines_is_what_one_would_have_seen(life: str, every: int | None) -> None:
    input_, until = LIVES[life]
    syncs = [] if every is None else [k + 0.31 for k in range(every, int(until), every)]

    person = Person().live(input_, until, syncs=[*syncs, until])
    truth = one(input_, until)

    for state in person.states:
        assert bits(truth.states[0]) == bits(state)


def test_a_gap_of_which_only_the_end_has_come_is_what_is_known_of_it() -> None:
    person = Person()
    here, there = person.machines
    person.live([[(132, 157)], [(0, 2), (457, 464)]], 470)
    told = list(there.journal.own())
    asleep = next(k for k, each in enumerate(told) if getattr(each.fact, "regime", None) is Regime.SLEEP)

    here.hear(told[asleep:])
    assert 7 * MINUTE == here.state.stretch
    here.hear(told)
    assert bits(one([[(132, 157)], [(0, 2), (457, 464)]], 470).states[0]) == bits(person.states[0])


def test_a_day_begins_where_it_began_though_each_machine_left_it_to_the_other() -> None:
    input_ = [[(1000, 1101)], [(999, 1100)]]

    person = Person().live(input_, 1205, syncs=[1050, 1200, 1205])

    truth = one(input_, 1205).states[0]
    for state in person.states:
        assert bits(truth) == bits(state)


TEN = timedelta(minutes=10)
BREAK: Sequence[tuple[float, int, c.Command | str]] = [
    (0, 0, "seen"),
    (50, 0, c.TakeBreak("rest", TEN)),
    (50, 0, "stopped"),
]
STORIES: dict[str, Sequence[tuple[float, int, c.Command | str]]] = {
    "a break, and back at the other before it is over": [*BREAK, (55, 1, "seen"), (70, 1, "stopped")],
    "a break, and back at the other later": [*BREAK, (65, 1, "seen"), (70, 1, "stopped")],
    "a break that is asked for at the other": [
        (0, 0, "seen"),
        (50, 1, c.TakeBreak("rest", TEN)),
        (50, 0, "stopped"),
        (65, 0, "seen"),
        (70, 0, "stopped"),
    ],
    "a pause that the other ends": [
        (0, 0, "seen"),
        (50, 0, c.Pause()),
        (50, 0, "stopped"),
        (65, 1, "seen"),
        (66, 1, c.Resume()),
        (70, 1, "stopped"),
    ],
    "a pause that ends by itself": [
        (0, 0, "seen"),
        (50, 0, c.Pause(2 * TEN)),
        (50, 0, "stopped"),
        (65, 1, "seen"),
        (80, 1, "stopped"),
    ],
    "a session without input": [
        (0, 0, "seen"),
        (5, 0, "stopped"),
        (6, 0, c.StartSession("read", by_hand=True)),
        (30, 1, "seen"),
        (40, 1, "stopped"),
        (60, 0, c.StopSession()),
    ],
    "a session that the other ends": [
        (0, 0, "seen"),
        (5, 0, c.StartSession("read")),
        (30, 0, "stopped"),
        (31, 1, "seen"),
        (40, 1, c.StopSession()),
        (50, 1, "stopped"),
    ],
    "a session that a gap ends": [
        (0, 0, "seen"),
        (5, 0, c.StartSession("read")),
        (30, 0, "stopped"),
        (40, 1, "seen"),
        (50, 1, "stopped"),
    ],
    "what a gap was": [
        (0, 0, "seen"),
        (30, 0, "stopped"),
        (60, 1, "seen"),
        (65, 1, c.ItWas(Regime.WORK)),
        (70, 1, "stopped"),
    ],
    "a meeting": [
        (0, 0, "seen"),
        (30, 0, "stopped"),
        (30, 0, c.BeginMeeting(3 * TEN)),
        (70, 1, "seen"),
        (80, 1, "stopped"),
    ],
}


@pytest.mark.parametrize("story", STORIES)
def test_what_is_asked_at_one_machine_holds_on_all(story: str) -> None:
    person = Person().do(STORIES[story], 190)
    person.sync()

    truth = Person(Machine("a")).do(STORIES[story], 190).states[0]
    for state in person.states:
        assert bits(truth) == bits(state)


@pytest.mark.parametrize("story", STORIES)
def test_what_was_asked_unheard_of_by_the_other_is_the_same_on_both_afterwards(story: str) -> None:
    person = Person().do(STORIES[story], 190, hears=False)
    person.sync()
    person.sync()

    assert bits(person.states[0]) == bits(person.states[1])


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[list[Span]], float, list[float], int]:
    """Input over one to three machines, until when, when they hear of one another, and in which order."""
    input_: list[list[Span]] = [[] for _ in range(draw(st.integers(1, 3)))]
    at = draw(st.sampled_from([0.0, 5.0]))
    for _ in range(draw(st.integers(1, 8))):
        length = draw(st.sampled_from([0.5, 2, 7, 25, 60, 100]))
        draw(st.sampled_from(input_)).append((at, at + length))
        if draw(st.integers(0, 2)) == 0:
            begins = at + draw(st.sampled_from([0, 0.25, length / 2, length - 0.25]))
            draw(st.sampled_from(input_)).append((begins, begins + draw(st.sampled_from([0.5, 10, length]))))
        last = max(ends for spans in input_ for _, ends in spans)
        at = last + draw(st.sampled_from([0, 0.5, 2, 2.9, 3.1, 10, 61, 130, 300, 330, 700, 1500]))
    until = last + draw(st.sampled_from([1, 5, 70, 400]))
    syncs = draw(st.lists(st.floats(0, 1), max_size=20))
    return input_, until, [each * until for each in syncs], draw(st.integers(0, 9))


@pytest.mark.timeout(7200 if LONG else 120)
@settings(max_examples=2_000 if LONG else 12, deadline=None)
@given(lives(), st.integers(0, 7))
@example(([[(0.0, 10.0), (340.0, 440.0)], [(340.0, 440.0)]], 840.0, [420.0], 0), 0)
def test_any_split_of_a_life_is_that_life(
    life: tuple[list[list[Span]], float, list[float], int], looks_each_minute: int
) -> None:
    with nullcontext() if looks_each_minute == 7 else unread():
        _judge_split(*life)


def _judge_split(input_: list[list[Span]], until: float, syncs: list[float], order: int) -> None:
    machines = [Machine(name) for name, _ in zip("abc", input_, strict=False)]

    person = Person(*machines).live(input_, until, syncs=[*syncs, until], order=order)
    person.sync(order)  # also of what was recorded at that moment, as what the clock says just then

    truth = bits(one(input_, until).states[0])
    for state in person.states:
        assert truth == bits(state)
    alone = {name: one([spans], until).states[0] for name, spans in zip("abc", input_, strict=False) if spans}
    for machine in machines:
        machine.record.keep()
        assert replay(machine.journal).proven
        if len(alone) > 1:
            assert {name: worked(each) for name, each in alone.items()} == spent(machine)


def worked(state: State) -> timedelta:
    """All of it."""
    today = state.day.worked if state.day else timedelta(0)
    return today + sum((length for _, length in state.last_days), timedelta(0))


@pytest.mark.parametrize("first", [0, 1], ids=["the first", "the second"])
def test_two_that_heard_nothing_of_each_other_close_what_they_meant(first: int) -> None:
    person = Person(Machine("a" if first else "z"), Machine("m"))
    one_, other = person.machines
    person.live([[(0, 10)], [(5, 10)]], 6)
    one_.ask(c.Commit("letter"))
    other.ask(c.Commit("call"))
    other.ask(c.Commit("tax"))
    person.live([[], []], 8).sync()

    numbers = {each.text: each.number for each in one_.state.commitments}
    assert numbers == {each.text: each.number for each in other.state.commitments}
    assert {1, 2, 3} == set(numbers.values())

    one_.ask(c.CloseCommitment(numbers["call"]))
    other.ask(c.PlanCommitment(numbers["letter"], other.at + timedelta(days=1)))
    person.sync()
    for machine in person.machines:
        open_ = {each.text: each.when for each in machine.state.commitments}
        assert {"letter": other.at + timedelta(days=1), "tax": None} == open_
    one_.ask(c.Commit("one more"))
    assert 4 == one_.state.commitments[-1].number


def test_both_close_the_same_promise_and_nothing_else() -> None:
    person = Person()
    here, there = person.machines
    person.live([[(0, 10)], [(5, 10)]], 6)
    for machine in (here, there):
        machine.ask(c.Commit(f"of {machine.journal.device}"))
    person.live([[], []], 8).sync()
    number = next(each.number for each in here.state.commitments if each.text == "of a")

    here.ask(c.CloseCommitment(number))
    there.ask(c.CloseCommitment(number))
    person.sync()

    for machine in person.machines:
        assert ["of b"] == [each.text for each in machine.state.commitments]


@pytest.mark.parametrize(("hours", "said"), [(1.2, Regime.REST), (15, Regime.WORK)])
def test_what_the_person_says_of_a_leap_of_one_clock_holds_on_all_and_only_that_machine_asks(
    hours: float, said: Regime
) -> None:
    person = Person(Machine("a"), Machine("b"))
    leaps, other = person.machines
    person.live([[(0, 60)], []], 40, syncs=[5, 30])
    before, person.at = leaps.at, person.at + timedelta(hours=hours)
    leaps.at = person.at
    leaps.happen(e.ClockSet(before)).happen(e.InputSeen())
    person.live([[], []], 41 + hours * 60).sync()
    assert gap_questions_and_answers.last_leap(leaps.state, leaps.at) is not None
    assert gap_questions_and_answers.last_leap(other.state, other.at) is None

    leaps.ask(c.ItWas(said))
    person.sync()
    rested = said is Regime.REST
    for state in person.states:
        assert (timedelta(0) if rested else 40 * MINUTE) <= state.stretch <= 41 * MINUTE * (not rested)
        assert rested == state.rests
    assert bits(person.states[0]) == bits(person.states[1])


@pytest.mark.parametrize("days", [1, -1])
def test_a_clock_that_was_a_day_wrong_and_is_set_moves_no_work(days: int) -> None:
    input_: list[list[Span]] = [[(0, 60), (200, 230)], [(90, 150)]]
    person = Person(Machine("a"), Machine("b", ahead=timedelta(days=days)))
    person.live([[(0, 60)], [(90, 150)]], 170)
    person.set_right(person.machines[1])
    person.sync()
    person.live([[(200, 230)], []], 240).sync()

    truth = one(input_, 240).states[0]
    for state in person.states:
        assert truth.day is not None
        assert state.day is not None
        assert truth.day.worked == state.day.worked == 150 * MINUTE
        assert truth.rests_today == state.rests_today
        assert state.pressure == pytest.approx(truth.pressure, abs=1e-9)
    assert bits(person.states[0]) == bits(person.states[1])


def test_what_a_clock_that_is_ahead_says_counts_from_then_on() -> None:
    person = Person(Machine("a"), Machine("b", ahead=timedelta(days=1)))
    person.live([[(0, 60)], [(0, 30)]], 65).sync()

    here = person.machines[0]
    assert person.at == here.state.at
    assert 60 * MINUTE == here.state.stretch


def test_a_machine_that_was_switched_off_at_work_has_no_say() -> None:
    person = Person()
    here, there = person.machines
    person.live([[], [(0, 30)]], 10).sync()
    assert here.state.working
    assert not is_here(here.state)

    here.wait_until(here.at + GIVEN_UP_AFTER)
    here.look()
    assert not here.state.working
    assert here.state.stretch <= 10 * MINUTE

    there.wait_until(there.at + GIVEN_UP_AFTER)
    person.at = there.at
    person.sync()
    assert 30 * MINUTE <= here.state.stretch, "it worked all the time, and nobody had heard of it"
    assert bits(person.states[0]) == bits(person.states[1])


def test_one_voice_and_it_moves_with_the_person() -> None:
    person = Person(Machine("a", LOUD), Machine("b", LOUD))
    here, there = person.machines
    every = [k + 0.3 for k in range(200)]
    person.live([[(0, 100)], [(99, 200)]], 98, syncs=every[:98])

    assert here.state.suggestion is not None
    assert [] == there.effects
    assert is_here(here.state)
    assert not is_here(there.state)
    assert there.state.suggestion == here.state.suggestion

    person.live([[], [(99, 200)]], 110, syncs=every[98:109])
    assert is_here(there.state)
    assert not is_here(here.state)
    by_there = [each.fact for each in there.journal.own() if isinstance(each.fact, Suggested)]
    assert by_there == []  # what stands is not asked anew


def test_a_calendar_that_is_read_where_nobody_is_counts_once_the_person_comes_there() -> None:
    wanted = replace(LOUD, calendar=Calendars(files=("~/c.ics",), days_off=("Off",), hours=("Shifts",)))
    person = Person(Machine("a", wanted), Machine("b", LOUD))
    here, _ = person.machines
    every = [k + 0.3 for k in range(60)]
    person.live([[(30, 60)], [(0, 20)]], 10, syncs=every)
    tomorrow = date(2026, 11, 24)
    free = placed([Entry(tomorrow, tomorrow + timedelta(days=1), False, Kind.DAY_OFF)], BERLIN)
    shift = replace(here.meeting("13:00", "14:00"), kind=Kind.HOURS, busy=False)
    here.calendar(*free, shift)
    person.live([[(30, 60)], [(10, 20)]], 28, syncs=every)
    assert not is_here(here.state)
    assert ((), ()) == (here.state.days_off, here.state.calendar_hours)

    person.live([[(30, 60)], []], 35, syncs=every)
    assert is_here(here.state)
    for machine in person.machines:
        assert ((tomorrow,), ((shift.start, shift.end),)) == (machine.state.days_off, machine.state.calendar_hours)
    assert 1 == len(here.facts_of(DaysOffRead)) == len(here.facts_of(HoursRead))


def test_a_break_on_one_is_the_persons_and_ends_the_suggestion_of_the_other() -> None:
    person = Person(Machine("a", LOUD), Machine("b", LOUD))
    here, there = person.machines
    person.live([[(0, 97)], []], 96, syncs=[k + 0.3 for k in range(96)])
    assert here.state.suggestion is not None

    there.ask(c.TakeBreak("walk", timedelta(minutes=10)))
    person.sync()

    for machine in person.machines:
        assert machine.state.suggestion is None
        assert machine.state.break_ is not None
        assert not machine.state.working


def test_machines_of_different_settings_do_not_quarrel() -> None:
    person = Person(
        Machine("a", replace(SILENT, hours=Hours(monday=(TimeRange(time(9), time(17)),)), law=Law(allocation=12))),
        Machine("b", replace(SILENT, hours=Hours(monday=(TimeRange(time(10), time(19)),)))),
    )
    person.live([[(0, 60)], []], 60, syncs=[k + 0.3 for k in range(60)])

    facts = [each.fact for each in person.machines[0].journal.records]
    assert 4 >= sum(isinstance(each, ParametersSet) for each in facts)
    assert 4 >= sum(isinstance(each, DayPlanned) for each in facts)
    assert 60 * MINUTE == person.machines[1].state.stretch
    assert 20 > len(facts)


@pytest.mark.parametrize("first", [0, 1], ids=["the first", "the second"])
def test_blocks_of_two_that_heard_nothing_of_each_other_are_dropped_by_what_was_meant(first: int) -> None:
    person = Person(Machine("a" if first else "z"), Machine("m"))
    here, there = person.machines
    person.live([[(0, 10)], [(5, 10)]], 6)
    here.ask(c.PlanBlock(timedelta(hours=1), label="letter"))
    there.ask(c.PlanBlock(timedelta(hours=2), label="tax"))
    there.ask(c.PlanBlock(timedelta(hours=1), label="call"))
    person.live([[], []], 8).sync()

    numbers = {each.label: each.number for each in here.state.blocks}
    assert numbers == {each.label: each.number for each in there.state.blocks}
    assert {1, 2, 3} == set(numbers.values())

    here.ask(c.DropBlock(numbers["tax"]))
    person.sync()
    for machine in person.machines:
        assert {"letter", "call"} == {each.label for each in machine.state.blocks}
    there.ask(c.DropBlock(numbers["letter"]))
    there.ask(c.PlanBlock(timedelta(hours=1), label="one more"))
    person.sync()
    for machine in person.machines:
        assert {"call": numbers["call"], "one more": 4} == {each.label: each.number for each in machine.state.blocks}
    assert bits(person.states[0]) == bits(person.states[1])


def test_a_block_that_begins_where_nobody_heard_that_it_was_dropped_is_none() -> None:
    person = Person()
    here, there = person.machines
    person.live([[(0, 10)], []], 6)
    here.ask(c.PlanBlock(timedelta(minutes=20), label="letter"))
    start = here.state.blocks[0].start
    person.sync()
    here.ask(c.DropBlock(1))
    minutes = (start - MONDAY) / MINUTE
    person.live([[(0, 10)], [(11, minutes + 30)]], minutes + 30).sync()

    assert 1 == len(there.facts_of(BlockBegan))
    for machine in person.machines:
        assert () == machine.state.blocks
    assert bits(person.states[0]) == bits(person.states[1])


def test_a_machine_that_fell_silent_while_this_one_slept_has_no_say_at_the_first_touch() -> None:
    person = Person()
    here, there = person.machines
    person.live([[], [(0, 10)]], 10).sync()
    there.wait_until(there.at + timedelta(minutes=20))

    here.at += timedelta(days=3)
    here.happen(e.InputSeen())

    assert bits(here.record.state) == bits(Record(here.journal, here.at).state)
    assert here.record.state.pools.awake_h < 1


@pytest.mark.parametrize("hours", [0.5, 2, 30])
@pytest.mark.parametrize("command", [c.Pause(), c.TakeBreak("rest", timedelta(minutes=10))])
def test_who_begins_a_pause_at_another_machine_worked_until_then_however_silent_the_first_is(
    command: c.Command, hours: float
) -> None:
    person = Person()
    here = person.machines[0]
    person.live([[], [(0, 10)]], 5).sync()
    person.live([[], [(5, 10)]], 11.5)
    here.ask(command)
    person.sync()
    person.live([[], []], 12 + hours * 60)
    person.sync()
    person.sync()

    for machine in person.machines:
        assert 11 * MINUTE < worked(machine.state) < 12 * MINUTE
        assert bits(person.states[0]) == bits(replace(advance_to(machine.state, person.at), machine=None))
        anew = Record(machine.journal, machine.at).state
        assert bits(machine.record.state) == bits(anew)
        machine.record.keep()
        assert replay(machine.journal).proven
        naive = advance_to(Naive(machine.journal, machine.at).state(), person.at)
        assert bits(person.states[0]) == bits(replace(naive, machine=None))


@pytest.mark.parametrize("after", [0, 2])
def test_input_at_a_machine_that_has_not_heard_of_a_pause_is_no_work_in_it(after: float) -> None:
    person = Person(Machine("a"), Machine("b"))
    here, there = person.machines
    person.live([[(0, 10)], []], 5, syncs=[3])
    person.live([[(0, 10)], []], 20)
    here.ask(c.Pause(timedelta(hours=5)))
    person.live([[], [(20 + after, 60)]], 40)
    person.sync()
    person.live([[], [(0, 60)]], 6 * 60, syncs=[70, 200])
    person.sync()

    for machine in person.machines:
        assert Regime.WORK is not machine.state.regime
        assert worked(machine.state) <= 11 * MINUTE
        assert bits(machine.record.state) == bits(Record(machine.journal, machine.at).state)
    assert bits(person.states[0]) == bits(person.states[1])
    assert there.state.paused is None

    person.live([[], [(370, 380)]], 390)
    person.sync()
    assert 10 * MINUTE <= there.state.stretch <= 11 * MINUTE
    assert bits(person.states[0]) == bits(person.states[1])


def test_a_pause_long_after_a_machine_fell_silent_makes_no_work_of_its_silence() -> None:
    person = Person()
    here = person.machines[0]
    person.live([[], [(0, 20)]], 10).sync()
    here.wait_until(here.at + 3 * GIVEN_UP_AFTER)
    here.ask(c.Pause())
    here.look()

    assert worked(here.state) <= 10 * MINUTE
    assert bits(here.record.state) == bits(Record(here.journal, here.at).state)


def test_a_machine_that_learnt_last_of_the_time_before_and_fell_silent_is_not_at_work() -> None:
    person = Person()
    here, there = person.machines
    person.live([[], [(0, 20)]], 10)
    there.record.append([Labelled(there.at - timedelta(minutes=11), 1.3, inside=False, available=False)])
    person.sync()
    assert Regime.WORK is here.state.regime
    here.wait_until(here.at + 2 * GIVEN_UP_AFTER)
    here.look()

    assert Regime.WORK is not here.state.regime
    assert bits(here.record.state) == bits(Record(here.journal, here.at).state)


def test_what_a_machine_told_last_before_it_fell_silent_counts_once() -> None:
    person = Person()
    here, there = person.machines
    person.live([[], [(0, 20)]], 10)
    there.record.append([Switched(there.at)])
    person.sync()
    here.wait_until(here.at + 2 * GIVEN_UP_AFTER)
    here.look()
    here.record.append([Labelled(here.at, 1.3, inside=False, available=False)])
    here.record.keep()

    assert replay(here.journal).proven
    assert bits(here.record.state) == bits(Record(here.journal, here.at).state)


def test_whoever_begins_a_day_at_another_machine_is_not_told_that_the_day_before_is_over() -> None:
    person = Person(Machine("a", Settings()), Machine("b", Settings()))
    person.live([[(0, 60)], [(1470, 1490)]], 1485, syncs=[30, 70, 700])

    there = person.machines[1]
    assert [] == there.facts_of(DayNoticed)
    assert there.state.day is not None
    assert there.at.date() == there.state.day.day
