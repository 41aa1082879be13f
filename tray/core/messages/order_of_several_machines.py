"""Puts what several devices recorded, each on clocks of its own, into one order: by the time on the person's clock.

The person's clock is each device's present one. What a device recorded before its clock was set counts as of where the
new clock would have put it, so that a setting of the clock never turns the order of what two devices saw. Only the
order comes from it: a fact says when it was by the clock that it was recorded on.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from operator import attrgetter

from tray.core.messages.facts import ClockStepped, Place, Recorded

_NOT_MOVED = timedelta(0)
place_of: Callable[[Recorded], Place] = attrgetter("order")
"""Where a fact stands in the order."""


class Clocks:
    """How far each device's clock was set after each of its eras."""

    def __init__(self, steps: Iterable[tuple[str, int, ClockStepped]] = ()) -> None:
        """``steps`` are those on record, with the device and the era that each began."""
        by_device: dict[str, dict[int, ClockStepped]] = {}
        for device, era, step in steps:
            by_device.setdefault(device, {})[era] = step
        self._moved = {device: _chain(found) for device, found in by_device.items()}

    def moved(self, device: str, era: int) -> timedelta:
        """How far the instants of an era lie from where the device's present clock would have put them."""
        eras, moved = self._moved.get(device, ((), ()))
        index = bisect_right(eras, era)
        return moved[index] if index < len(eras) else _NOT_MOVED

    def devices(self, era: int) -> dict[str, timedelta]:
        """Those whose clocks were set after this era, and how far; all others were not."""
        found = {device: self.moved(device, era) for device in self._moved}
        return {device: moved for device, moved in found.items() if moved}

    def place(self, recorded: Recorded) -> Recorded:
        """The same, knowing its place in the order."""
        moved = self.moved(recorded.device, recorded.era)
        return recorded if moved == recorded.moved else replace(recorded, moved=moved)


def clocks_of(records: Iterable[Recorded]) -> Clocks:
    """The clocks that a whole record tells of."""
    return Clocks((each.device, each.era, each.fact) for each in records if isinstance(each.fact, ClockStepped))


def in_order(records: Iterable[Recorded]) -> list[Recorded]:
    """A whole record in the order in which it is folded."""
    records = list(records)
    return sorted(map(clocks_of(records).place, records), key=place_of)


def _chain(steps: dict[int, ClockStepped]) -> tuple[tuple[int, ...], tuple[timedelta, ...]]:
    """The eras that steps began, and how far that before each of them is moved."""
    eras = sorted(steps)
    moved: list[timedelta] = []
    after = _NOT_MOVED
    for era in reversed(eras):
        step = steps[era]
        by = after + (step.at - step.before)
        # Found at a start: the time between is unknown. Where the later clock proves right, the earlier one was so too;
        # else the earlier one was ahead, by as much at least.
        after = min(_NOT_MOVED, by) if step.unseen else by
        moved.append(after)
    return tuple(eras), tuple(reversed(moved))
