"""What the stories about the shared folder begin with: machines, each with a history, and one folder for all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.store.stories import NOW, a_life
from tray.core.messages.facts import Fact, Recorded
from tray.store.machines import segments
from tray.store.machines.exchange import Exchange, Order, Outcome
from tray.store.machines.name_version_clock import About
from tray.store.machines.purged_spans import Span
from tray.store.machines.read_other_machines import AT_ONCE

LAPTOP, DESKTOP, TOWER = "aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"


def recorded(device: str, facts: Sequence[Fact], after: int = 0) -> list[Recorded]:
    return [Recorded(device, n, 0, fact) for n, fact in enumerate(facts, after + 1)]


class Machine:
    """One machine: its history as a set of facts, and how far it has written its part."""

    def __init__(self, folder: Path, device: str) -> None:
        self.folder, self.device = folder, device
        self.history: dict[tuple[str, int], Recorded] = {}
        self.purged: tuple[Span, ...] = ()
        self.restart()

    def restart(self) -> None:
        """What was in memory is gone."""
        self.exchange, self.last = Exchange(), None

    last: int | None

    def live(self, length: int, start: float = 0) -> None:
        after = max((n for device, n in self.history if device == self.device), default=0)
        self.add(recorded(self.device, a_life(length, start), after))

    def add(self, records: Sequence[Recorded]) -> None:
        self.history.update({(each.device, each.n): each for each in records})

    def own(self) -> list[Recorded]:
        return [self.history[name] for name in sorted(self.history) if name[0] == self.device]

    def held(self) -> dict[str, dict[int, int]]:
        found: dict[str, dict[int, int]] = {}
        for device, n in self.history:
            parts = found.setdefault(device, {})
            parts[segments.first_of(n)] = parts.get(segments.first_of(n), 0) + 1
        return found

    def order(self) -> Order:
        return Order(str(self.folder), self.device, self.held(), self.purged, last=self.last)

    def visit(self, *, obey: bool = False, texts: bool = True, at_once: int = AT_ONCE) -> Outcome:
        """Write what is new, read what is new."""
        order = replace(self.order(), texts=texts, obey=obey, at_once=at_once)
        if self.last is None:
            examined = self.exchange.visit(replace(order, read=False)).examined
            assert examined is not None
            self.last = examined.last
            damaged = [(first, self.of_segment(first)) for first in examined.damaged]
            order = replace(order, last=self.last, rewrite=damaged)
        new = [each for each in self.own() if each.n > (self.last or 0)]
        about = About(self.device[:3], "1.0", NOW, max((each.n for each in self.own()), default=0))
        outcome = self.exchange.visit(replace(order, append=new, about=about))
        self.last = outcome.last
        if self.last is None:
            return self.visit(obey=obey, texts=texts, at_once=at_once)
        assert outcome.found is not None
        self.add(outcome.found.records)
        return outcome

    def of_segment(self, first: int) -> list[Recorded]:
        return [each for each in self.own() if segments.first_of(each.n) == first]

    def part(self) -> Path:
        return self.folder / self.device


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
