"""Is what a life left behind of one piece? The record, the snapshots, the totals and the explanation must agree."""

from datetime import timedelta
from math import isclose

from tests.lives.machine import Machine
from tests.lives.rules import Broken
from tests.lives.world import ZERO
from tray.core.engine.step import step
from tray.core.inquiry.explain import explain
from tray.core.inquiry.totals import days
from tray.core.messages.day_totals import together
from tray.core.messages.events import Looked
from tray.core.messages.facts import ClockStepped, Fact
from tray.core.messages.json_form import plain
from tray.core.state.fold import fold
from tray.core.state.state import State
from tray.core.state.walk_through_record import Stage, walk
from tray.history.replay import replay

_A_WEEK = timedelta(days=7)
_LONGEST_DAY = timedelta(hours=26)
"""Of a clock that nobody set: Troll turns its back by two hours."""


def judge_whole(machine: Machine) -> None:
    """All ways to tell what a life came to say the same. Raises Broken."""
    if machine.loop is None or not machine.disk.records:
        return
    facts = [each.fact for each in machine.disk.records]
    begun = State(at=facts[0].at)
    if not replay(machine.disk).proven:
        raise Broken("the record proves every snapshot")
    if repr(plain(fold(begun, facts))) != repr(plain(machine.loop.record.state)):
        raise Broken("the record adds up to what the program knows")
    _judge_explanation(machine, facts)
    _judge_days(machine, begun, facts)


def _judge_explanation(machine: Machine, facts: list[Fact]) -> None:
    assert machine.loop is not None
    state = machine.loop.present()
    for since in (state.at - _A_WEEK, state.at - timedelta(hours=5)):
        found = explain(State(at=facts[0].at), facts, state.at, since=since)
        if not isclose(found.accounted, state.pressure, abs_tol=1e-6):
            raise Broken(f"the parts add up: {found.accounted} of {state.pressure}")


def _judge_days(machine: Machine, begun: State, facts: list[Fact]) -> None:
    assert machine.loop is not None
    now = machine.loop.timeline.now()
    told = days(begun, facts, now, machine.loop.context)
    stages = (each for each in walk(begun, facts, now) if isinstance(each, Stage))
    worked = sum((each.after.at - each.before.at for each in stages if each.before.working), ZERO)
    if worked != sum((day.worked for day in told), ZERO) or worked != together(told).worked:
        raise Broken(f"the days add up: {worked}, {[str(day.worked) for day in told]}, {together(told).worked}")
    for day in told:
        lengths = (day.worked, day.rested, day.meetings, day.outside, day.late, day.night, day.longest)
        if min(lengths) < ZERO or max(day.outside, day.late, day.night) > day.worked:
            raise Broken(f"no part is negative or more than the whole: {day}")
    plain_time = not any(isinstance(fact, ClockStepped) for fact in facts)
    if plain_time and any(day.worked + day.rested > _LONGEST_DAY for day in told):
        raise Broken("no day holds more than there is of it")


def judge_settled(machine: Machine) -> None:
    """Nothing that is due by now was left undone. Raises Broken."""
    loop = machine.loop
    if loop is None or "store" in loop.problems or machine.fuse.left is not None or machine.disk.fails:
        return
    left: list[Fact] = []
    state = loop.moment.state

    def record(facts: tuple[Fact, ...]) -> State:
        nonlocal state
        left.extend(facts)
        state = fold(state, facts)
        return state

    step(loop.moment, Looked(), loop.timeline.now(), loop.context, record)
    if left:
        raise Broken(f"what falls due is done: {left}")
