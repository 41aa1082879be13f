"""Explains the number by its parts, which add up to it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from tray.core.inquiry.trace import Part, Tracer
from tray.core.law.deadline_weight import rise
from tray.core.messages.facts import ClockStepped, Fact
from tray.core.state.agents import Agent
from tray.core.state.fold import apply
from tray.core.state.state import Commitment, State, drive
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say_many

TRACED = timedelta(days=14)
"""So far back every stretch has a part of its own. Of what is older, fourteen nights have left little."""
TRACED_TO_INCIDENT = timedelta(days=2)
"""The same to the moment when memory was full."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What one open commitment holds."""

    commitment: Commitment
    points: float
    near: bool = False
    """Its time comes near, so that it holds more than other plans."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What one agent that asks holds."""

    agent: Agent
    points: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that the pressure is made of."""

    state: State
    """As of the moment that is explained."""
    since: datetime
    """From here on every stretch has its part; what was held then is one."""
    parts: tuple[Part, ...]
    promises: tuple[Promise, ...]
    asking: tuple[Asking, ...] = ()


def explain(start: State, facts: Iterable[Fact], at: datetime, *, since: datetime) -> Explanation:
    """The parts of the pressure at ``at``.

    ``facts`` are those of the record after ``start``, in its order, up to ``at``; each cause of ``since`` or later has
    a part of its own.
    """
    tracer = traced(start, facts, since=since)
    begun = max(since, start.at)
    tracer.carry(at)
    return explained(tracer, begun)


def explained(tracer: Tracer, since: datetime) -> Explanation:
    """The parts of the pressure as of what ``tracer`` has followed."""
    return Explanation(tracer.state, since, tracer.parts(), promises(tracer.state), asking(tracer.state))


def traced(start: State, facts: Iterable[Fact], *, since: datetime) -> Tracer:
    """``facts`` followed from ``since`` on; those before it are only taken in."""
    state, tracer = start, None
    for fact in facts:
        if tracer is None and instant_of(fact) >= since:
            tracer = Tracer(state)
        if tracer is None:
            state = apply(state, fact)
        else:
            tracer.take(fact)
    return tracer or Tracer(state)


def instant_of(fact: Fact) -> datetime:
    """When a fact reaches the state that is folded so far: a step of the clock on the old clock."""
    return fact.before if isinstance(fact, ClockStepped) else fact.at


def promises(state: State) -> tuple[Promise, ...]:
    """What each open commitment holds: its share of what they hold together, a planned one by its lesser weight."""
    at, planned, by = state.at, state.law.planned_weight, rise(state.law)
    weights = [planned + by * each.rise(at) if each.is_planned(at) else 1.0 for each in state.commitments]
    others = [each.as_of(at) for each in state.counted]
    elsewhere = sum(each.unplanned + each.planned * planned + by * each.rise(at) for each in others)
    whole = sum(weights) + elsewhere + state.asking_at(at)
    held = state.live
    own = (
        Promise(each, held * weight / whole if whole else 0.0, bool(by and each.rise(at)))
        for each, weight in zip(state.commitments, weights, strict=True)
    )
    count = sum(each.unplanned + each.planned for each in others)
    kept = (
        (
            Promise(
                Commitment(0, say_many("{count} that you keep elsewhere", "{count} that you keep elsewhere", count)),
                held * elsewhere / whole,
            ),
        )
        if elsewhere
        else ()
    )
    return (*own, *kept)


def asking(state: State) -> tuple[Asking, ...]:
    """What each agent that asks holds: its share of what is in flight, by its lesser weight."""
    under = drive(state)
    whole = under.unplanned + state.law.planned_weight * under.planned + under.pressing
    share = state.live * state.law.agent_weight / whole if whole else 0.0
    return tuple(Asking(each, share) for each in state.agents.asking(state.at))
