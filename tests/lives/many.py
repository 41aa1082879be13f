"""How are many lives lived, and what came of them? ``python -m tests.lives`` lives as many as it is told to."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.lives.machine import Action, Machine
from tests.lives.person import life
from tests.lives.record_agrees import judge_settled, judge_whole
from tests.lives.rules import Broken, Watcher, judge_record, judge_totals
from tray.core.messages.facts import kind_of, to_plain

DAYS = 30
WHOLE_EACH = 3
"""Every so many lives all that can be told of one is told: that takes a third of the time of living it."""


@dataclass
class Tally:
    """What many lives came to."""

    days: int = DAYS
    lives: int = 0
    looks: int = 0
    facts: int = 0
    suggestions: int = 0
    broken: list[str] = field(default_factory=list)

    def add(self, seed: int, actions: Iterable[Action] | None = None) -> None:
        """Live the life of a seed, or these actions instead."""
        machine = Machine()
        watcher = Watcher(machine)
        machine.settled.append(judge_settled)
        try:
            live(machine, life(seed, self.days) if actions is None else actions)
            if seed % WHOLE_EACH == 0:
                judge_whole(machine)
        except Exception as problem:
            # Whatever it is, a life that ends so is a fault; the seed tells it again.
            self.broken.append(f"seed {seed}, action {len(machine.lived)} {machine.lived[-1]}: {problem!r:.1500}")
        self.lives += 1
        self.looks += watcher.looks
        self.facts += len(machine.disk.records)
        self.suggestions += len(watcher.suggested_at)

    def together(self, other: "Tally") -> "Tally":
        """What both came to."""
        return Tally(
            self.days,
            self.lives + other.lives,
            self.looks + other.looks,
            self.facts + other.facts,
            self.suggestions + other.suggestions,
            [*self.broken, *other.broken],
        )

    def __str__(self) -> str:
        days = self.lives * self.days
        return (
            f"{self.lives:,} lives, {days:,} days, {len(self.broken)} violations "
            f"({self.looks:,} looks, {self.facts:,} facts, {self.suggestions:,} suggestions)"
        )


def live(machine: Machine, actions: Iterable[Action]) -> Machine:
    """Live through the actions, then judge the whole. Raises Broken."""
    for action in actions:
        machine.do(action)
    judge_record(machine)
    judge_totals(machine)
    return machine


def lived(seed: int, days: int = DAYS) -> Machine:
    """The machine at the end of a life. Raises Broken."""
    machine = Machine()
    Watcher(machine)
    machine.settled.append(judge_settled)
    live(machine, life(seed, days))
    judge_whole(machine)
    return machine


def trace(machine: Machine) -> str:
    """All that a life left on the disk and showed, as one number."""
    facts = [(each.n, each.era, kind_of(each.fact), to_plain(each.fact)) for each in machine.disk.by_number]
    shown = [(slot, notice.title, notice.body) for slot, notice in machine.screen.shown]
    return hashlib.sha256(repr((facts, shown, machine.panel.face)).encode()).hexdigest()


__all__ = ["Broken", "Tally", "live", "lived", "trace"]
