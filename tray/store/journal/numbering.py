"""The number and the era that a new fact gets."""

import os
from collections.abc import Iterable, Iterator
from datetime import timedelta

from tray.core.messages.facts import ClockStepped, Fact, Recorded
from tray.lib.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """How far a device has counted."""

    device: str
    n: int = 0
    """The number of its last fact; 0 before the first."""
    era: int = 0
    """The era of its last fact."""

    def numbered(self, facts: Iterable[Fact]) -> Iterator[Recorded]:
        """The facts with the numbers that follow. A ClockStepped opens the new era itself: it is on the new clock."""
        era = self.era
        for n, fact in enumerate(facts, self.n + 1):
            era += isinstance(fact, ClockStepped)
            yield Recorded(self.device, n, era, fact)

    def after(self, last: Recorded) -> "Count":
        """The count when ``last`` is this device's last fact."""
        return Count(self.device, last.n, last.era)


def new_device() -> str:
    """An id that no other machine of this person has."""
    return os.urandom(6).hex()


def set_by(records: Iterable[Recorded]) -> timedelta:
    """How far the clock was set, in all, by what was recorded: *last seen* moves with it, onto the new clock."""
    steps = (each.fact for each in records if isinstance(each.fact, ClockStepped))
    return sum((step.at - step.before for step in steps), timedelta(0))
