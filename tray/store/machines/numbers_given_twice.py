"""Tells that another machine gives numbers for a second time: its whole disk was put back, and it doesn't know it yet.

It finds that out by what the others say that they have heard of it, see ``name_version_clock.About.heard``; but not
once they have taken in what it recorded beyond that. So nothing is taken of a life that goes another way than the one
on record, until the machine goes on under an id of its own for it.
"""

from collections.abc import Callable, Iterable
from itertools import groupby

from tray.core.messages.facts import Recorded
from tray.lib.frozen import dataclass
from tray.store.machines import segments, write_own_part
from tray.store.machines.name_version_clock import Heard


@dataclass(frozen=True, slots=True)
class Apart:
    """Where what a machine tells goes another way than what is on record of it."""

    first: int
    """From this number on it's of another life."""
    heard: Heard
    """The highest number that is dated otherwise on record, and how: told of that, the machine knows."""
    looks: int
    """By this its part is told from what it holds later."""

    def precedes(self, n: int) -> bool:
        """Whether a number lies before, so that what it names is of the life on record."""
        return n < self.first


def apart(
    told: Iterable[Recorded], on_record: Callable[[int, str], Iterable[Recorded]], looks: dict[str, int]
) -> dict[str, Apart]:
    """Of the machines that ``looks`` names, those that tell of another life; what they tell is in order.

    ``on_record`` gives what is on record of a segment, by its first number and its machine.
    """
    firsts: dict[str, int] = {}
    heard: dict[str, Heard] = {}
    for (device, first), several in groupby(told, key=lambda each: (each.device, segments.first_of(each.n))):
        if device not in looks:
            continue
        recorded = {each.n: each for each in on_record(first, device)}
        for each in several:
            one = recorded.get(each.n)
            if one is not None and write_own_part.differs(each, one):
                firsts.setdefault(device, each.n)
                if each.fact.at != one.fact.at:
                    heard[device] = each.n, one.fact.at
    # Of one that is dated alike throughout, the machine could not be told.
    return {device: Apart(firsts[device], each, looks[device]) for device, each in heard.items()}
