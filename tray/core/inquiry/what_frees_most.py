"""What would free most, each way with its points."""

from datetime import datetime, timedelta
from enum import Enum

from tray.core.context import Context
from tray.core.inquiry.what_if import what_if
from tray.core.law.law import live
from tray.core.messages.commands import TakeBreak
from tray.core.messages.what_if import StopAt
from tray.core.state.state import State
from tray.lib.frozen import dataclass


class Means(Enum):
    """What a person can do about a full memory."""

    WALK = "walk"
    REST = "rest"
    CLOSE = "close"
    """Close all commitments."""
    PLAN = "plan"
    """Give each commitment's next step a time."""
    STOP = "stop"
    """End work for today."""


@dataclass(frozen=True, slots=True)
class Relief:
    """What one of them would do."""

    means: Means
    points: float
    """Points fewer once it is done."""
    length: timedelta | None = None
    until: datetime | None = None
    """When work begins again."""


def reliefs(state: State, context: Context) -> tuple[Relief, ...]:
    """Every means there is, the one that frees most first; a walk and a rest are as long as breaks may be."""
    longest = context.settings.breaks.longest
    stopped = what_if(state, StopAt(), context)
    assert stopped.morning is not None
    morning = stopped.morning[0]
    held, asking = state.live, state.asking_at(state.at)
    found = [
        Relief(Means.STOP, state.pressure - morning.pressure, until=morning.at),
        *(
            Relief(means, state.pressure - _after(state, means, longest, context), length=longest)
            for means in (Means.WALK, Means.REST)
        ),
        Relief(Means.CLOSE, held - live(0, 0, state.law, asking)),
        Relief(Means.PLAN, held - live(0, state.unplanned + state.planned, state.law, state.pressing_at(state.at))),
    ]
    return tuple(sorted((each for each in found if each.points > 0.0), key=lambda each: -each.points))


def _after(state: State, means: Means, length: timedelta, context: Context) -> float:
    return what_if(state, TakeBreak(means.value, length), context).then.pressure
