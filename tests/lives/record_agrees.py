"""Is what a life left behind of one piece? The record, the snapshots, the totals and the explanation must agree."""

from datetime import date, datetime, timedelta
from math import isclose

from tests.core.inquiry.parts import accounted
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
_LONGEST_DAY = timedelta(hours=52)
"""Of a clock that nobody set: Troll turns its back by two hours, and zones are up to 26 hours apart."""


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
        if not isclose(accounted(found), state.pressure, abs_tol=1e-6):
            raise Broken(f"the parts add up: {accounted(found)} of {state.pressure}")


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
    if plain_time:
        by_day = {each.day: each.worked for each in told}
        for those, worked in _as_status_told(begun, facts, now):
            if worked != (found := sum((by_day[each] for each in those), ZERO)):
                raise Broken(f"each day adds up to what status told of it: {those}, {worked}, {found}")
    if plain_time and any(day.worked + day.rested > _LONGEST_DAY for day in told):
        raise Broken("no day holds more than there is of it")


def _as_status_told(begun: State, facts: list[Fact], now: datetime) -> list[tuple[set[date], timedelta]]:
    """What was worked on each day; on two together where the second began at work, which may have been seen late."""
    found: list[tuple[set[date], timedelta]] = []
    day, last, before = None, ZERO, ZERO
    of: set[date] = set()
    for lived in walk(begun, facts, now):
        known = lived.after.day
        if known is not None and known.day != day:
            if day is not None and not lived.before.working:
                found.append((of, before + last))
                of, before = set(), ZERO
            else:
                before += last
            day = known.day
            of.add(day)
        last = known.worked if known is not None else ZERO
    return [*found, (of, before + last)]


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

    step(loop.moment, Looked(), loop.timeline.now(), loop.context, record, past=loop.record.back_to)
    if left:
        raise Broken(f"what falls due is done: {left}")
