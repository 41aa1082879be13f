"""Says by which clock a purge went, once and for all: a clock that is set later moves nothing into what was purged.

What was recorded before a clock was set is shown where the new clock has it, once several machines are on record; and
what a person purges is what was shown in a span. So each purge says of every machine how its eras were shown then. It
says so where that makes a difference only: to all else, the date goes that a fact was recorded with.

A machine that hears of it late says so of eras that nobody else knew of. Where its clock was found set back at a start,
the earlier one may have been ahead, or the later one is behind: what is on record is the same, number by number, be it
recorded before the purge was given or after. So numbers can't decide it, and whatever is shown in the span goes.
"""

from collections.abc import Callable, Iterable

from tray.core.messages.facts import ClockStepped, Recorded
from tray.lib.frozen import dataclass

Microseconds = int
BEGINNING, END = -(1 << 62), 1 << 62
"""Microseconds before and after all that can be."""
MOST_MACHINES, MOST_ERAS = 64, 200
"""Nobody has more; what somebody else wrote may name any number."""
Bounds = tuple[Microseconds, Microseconds]
Era = tuple[str, int, Microseconds, Microseconds]
"""A device, an era of it that is on record, and the dates of its earliest and latest fact."""
Shown = Callable[[str, int], Microseconds]
"""How far from their dates the facts of a device's era are shown."""


@dataclass(frozen=True, slots=True)
class ClockThen:
    """How a purge read the clock of one machine."""

    device: str
    last: int
    """The last era that was known of."""
    stays: int
    """The first era of which something stays; the last one where nothing does. What says how the clock was set after it
    stays too, or nobody could tell any more when that was."""
    moved: tuple[tuple[int, Microseconds], ...] = ()
    """How far from their dates the facts of some eras were shown."""

    def moved_in(self, era: int) -> Microseconds:
        """How far from their dates the facts of an era were shown, where that made a difference."""
        return dict(self.moved).get(era, 0)


def united(several: Iterable[ClockThen]) -> tuple[ClockThen, ...]:
    """One for each machine, with all that was said of it: in any order, they come to the same."""
    found: dict[str, ClockThen] = {}
    for each in several:
        known = found.get(each.device, each)
        moved = dict(sorted((*each.moved, *known.moved), reverse=True))
        found[each.device] = ClockThen(
            each.device,
            max(each.last, known.last),
            min(each.stays, known.stays),
            tuple(sorted(moved.items()))[:MOST_ERAS],
        )
    return tuple(found[device] for device in sorted(found)[:MOST_MACHINES])


def clocks_then(
    eras: Iterable[Era],
    shown: Shown,
    span: Bounds,
    known: Iterable[ClockThen] = (),
) -> tuple[ClockThen, ...]:
    """How a purge of a span reads what is on record; ``known`` is what was said of it before, and holds."""
    said = {each.device: each for each in known}
    by_device: dict[str, list[Era]] = {}
    for each in eras:
        by_device.setdefault(each[0], []).append(each)
    found = (_of_one(device, several, shown, span, said.get(device)) for device, several in by_device.items())
    return united((*said.values(), *found))


def _of_one(device: str, eras: list[Era], shown: Shown, span: Bounds, known: ClockThen | None) -> ClockThen:
    last = max(era for _, era, _, _ in eras)
    moved: dict[int, Microseconds] = {} if known is None else dict(known.moved)
    stays: list[int] = []
    for _, era, earliest, latest in eras:
        by = moved.get(era, 0)
        if known is None or era > known.last:
            by = shown(device, era)
            lies = _lies(earliest + by, latest + by, span)
            by = 0 if lies is not None and lies == _lies(earliest, latest, span) else by
            moved[era] = by
        if not _lies(earliest + by, latest + by, span):
            stays.append(era)
    return ClockThen(device, last, min(stays, default=last), tuple((era, by) for era, by in moved.items() if by))


def _lies(earliest: Microseconds, latest: Microseconds, span: Bounds) -> bool | None:
    """Whether all of an era lies in a span, or nothing of it; None where it can be some."""
    start, end = span
    if start <= earliest and latest < end:
        return True
    return False if latest < start or end <= earliest else None


def holds(recorded: Recorded, at: Microseconds, span: Bounds, clock: ClockThen | None) -> bool:
    """Whether a fact that is dated ``at`` lies in a span that was purged by a clock, if that is known."""
    if isinstance(recorded.fact, ClockStepped):
        is_needed = span[0] > BEGINNING if clock is None else recorded.era > clock.stays
        if is_needed:
            return False
    moved = 0 if clock is None else clock.moved_in(recorded.era)
    return span[0] <= at + moved < span[1]


def of_device(clocks: Iterable[ClockThen], device: str) -> ClockThen | None:
    """That of a machine, if anything was said of it."""
    return next((each for each in clocks if each.device == device), None)
