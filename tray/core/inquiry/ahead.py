"""The course to come, by the law: going on as now, and with the break that is suggested or will be."""

from datetime import datetime, timedelta

from tray.core.breaks import due
from tray.core.breaks.kinds_and_lengths import REST, kind_named, of_kind
from tray.core.breaks.take_snooze_and_skip import longer
from tray.core.context import Context
from tray.core.engine.commands_to_their_topics import answer
from tray.core.inquiry.day_course import Point, course
from tray.core.inquiry.imagine import come_back, go_on, going_on
from tray.core.messages.commands import TakeBreak
from tray.core.sensing.presence import Senses
from tray.core.state.fold import fold
from tray.core.state.state import State
from tray.lib.frozen import dataclass

_STEP = timedelta(minutes=4)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What comes, from the present on."""

    as_now: tuple[Point, ...]
    """If the person goes on with what they do now."""
    with_break: tuple[Point, ...]
    """From the break's beginning on; empty while there is none to take."""
    break_at: datetime | None = None
    break_length: timedelta | None = None


def ahead(state: State, context: Context, within: timedelta) -> Ahead:
    """The course of what comes ``within`` so long; ``state`` is as of now."""
    until = state.at + within
    if state.break_ is not None:
        ends = min(state.break_.end, until)
        back = come_back(_gone_on(state, ends, context), ends, context)
        return Ahead((*_points(state, ends, context), *_points(back, until, context)), ())
    as_now = _points(state, until, context)
    if not state.working:
        return Ahead(as_now, ())
    begun = _break_at(state, context)
    if begun is None or begun >= until:
        return Ahead(as_now, ())
    before = _gone_on(state, begun, context)
    facts, _ = answer(before, Senses(), _command(before, context), before.at, context)
    resting = fold(before, facts)
    assert resting.break_ is not None
    end = resting.break_.end
    over = come_back(_gone_on(resting, end, context), end, context)
    points = (*_points(resting, end, context), *(_points(over, until, context) if end < until else ()))
    return Ahead(as_now, points, begun, resting.break_.length)


def _break_at(state: State, context: Context) -> datetime | None:
    """Now where one is suggested or due, else when one will be; in meetings, when they're over.

    None where the hours pause before that: only whoever goes on has one then.
    """
    found = due.foreseen(state, state.at, context)
    if state.suggestion is not None and not (found is not None and found.after_meetings):
        return state.at
    if found is None or due.pause_before(found.at, state, state.at, context) is not None:
        return None
    return max(found.at, state.at)


def _command(state: State, context: Context) -> TakeBreak:
    """As it is worked out by then, as the menu offers it: what was suggested first may have grown since."""
    live = state.suggestion
    found = due.coming(state, state.at, context) if live is None else None
    wanted = live.kind if live is not None else found[1].kind if found is not None else ""
    kind = kind_named(wanted, context.settings) or REST
    return TakeBreak(kind.name, longer(of_kind(state, context, kind), state, context).length)


def _gone_on(state: State, until: datetime, context: Context) -> State:
    return go_on(state, until, context, state.switches_per_hour) if until > state.at else state


def _points(state: State, until: datetime, context: Context) -> tuple[Point, ...]:
    facts = going_on(state, until, context, state.switches_per_hour)
    return course(state, facts, state.at, until, _STEP).points
