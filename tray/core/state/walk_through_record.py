"""Walks through the record as stages under one drive, with the facts between them."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tray.core.messages.facts import ClockStepped, Fact
from tray.core.state.fold import apply
from tray.core.state.state import State, advance_to, next_stage
from tray.lib.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Stage:
    """A time under one drive: that of ``before``."""

    before: State
    after: State
    """As time alone made it; its instant is the end of the stage."""


@dataclass(frozen=True, slots=True)
class Leap:
    """A fact, which takes no time."""

    before: State
    fact: Fact
    after: State


def walk(state: State, facts: Iterable[Fact], until: datetime) -> Iterator[Stage | Leap]:
    """Live once more through ``facts``, from ``state`` up to ``until``.

    It is the fold, seen from inside: the last state is the same, bit for bit.
    """
    for fact in facts:
        end = fact.before if isinstance(fact, ClockStepped) else fact.at
        for stage in _stages(state, end):
            if not stage.before.never_was:
                yield stage
            state = stage.after
        after = apply(state, fact)
        yield Leap(state, fact, after)
        state = after
    yield from (stage for stage in _stages(state, until) if not stage.before.never_was)


def _stages(state: State, until: datetime) -> Iterator[Stage]:
    while (end := next_stage(state, until)) is not None:
        after = advance_to(state, end)
        yield Stage(state, after)
        state = after
