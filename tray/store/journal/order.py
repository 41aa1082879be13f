"""Streams the record in the order of the fold, which is that of the person's clock, from a table that lies by era.

No place is stored: a setting of the clock moves all that lies before it, and would have it written anew each time.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from heapq import heapify, heappop, heapreplace

from tray.core.messages.facts import ClockStepped, Place, Recorded
from tray.core.messages.order_of_several_machines import Clocks
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.store.journal.rows import Damaged, instant, microseconds, record_from

COLUMNS = "era, at, n, device, kind, body, checksum"
_STEPS = f"SELECT {COLUMNS} FROM facts WHERE kind = 'clock_stepped'"
_ERAS = """WITH RECURSIVE eras(era) AS (
    SELECT min(era) FROM facts
    UNION ALL SELECT (SELECT min(era) FROM facts WHERE facts.era > eras.era) FROM eras WHERE eras.era IS NOT NULL
) SELECT era, (SELECT min(at) FROM facts WHERE facts.era = eras.era),
    (SELECT max(at) FROM facts WHERE facts.era = eras.era) FROM eras WHERE era IS NOT NULL"""
_DEVICES = """WITH RECURSIVE devices(device) AS (
    SELECT min(device) FROM facts
    UNION ALL SELECT (SELECT min(device) FROM facts WHERE facts.device > devices.device) FROM devices
    WHERE devices.device IS NOT NULL
) SELECT device FROM devices WHERE device IS NOT NULL"""
_HIGHEST = "SELECT n, at FROM facts WHERE device = ? ORDER BY n DESC LIMIT 1"
_LATEST = "SELECT n, era, at FROM facts WHERE device = ? ORDER BY n DESC LIMIT 256"
_MICROSECOND = timedelta(microseconds=1)
_ROWS = 50
"""Rows that are fetched at once: to go to and fro between SQLite and the fold with each costs as much as its fold."""


@dataclass(frozen=True, slots=True)
class Run:
    """Facts of one era that are moved alike, so that they lie in the order of the fold."""

    era: int
    first: int
    """Microseconds; no fact of it is dated earlier, nor later than ``last``."""
    last: int
    moved: timedelta
    where: str
    devices: tuple[str, ...]

    @property
    def by(self) -> int:
        """How far it is moved, in microseconds."""
        return self.moved // _MICROSECOND

    def stream(self, connection: sqlite3.Connection, after: Place | None) -> Iterator[Recorded]:
        """Its facts, or what of them comes after a place."""
        least = self.first if after is None else max(self.first, microseconds(after[0]) - self.by)
        query = f"SELECT {COLUMNS} FROM facts WHERE era = ? AND at >= ? {self.where} ORDER BY at, device, n"
        rows = connection.execute(query, (self.era, least, *self.devices))
        while some := rows.fetchmany(_ROWS):
            for values in some:
                recorded = record_from(values, self.moved)
                if after is None or recorded.order > after:
                    after = None  # all that follow come after it, too
                    yield recorded


def clocks_of(connection: sqlite3.Connection) -> Clocks:
    """The clocks of all devices on record."""
    return Clocks((each.device, each.era, step) for each, step in _steps(connection, Clocks()))


def runs(connection: sqlite3.Connection, clocks: Clocks) -> list[Run]:
    """All facts, in as few runs as can be."""
    found: list[Run] = []
    for era, first, last in connection.execute(_ERAS).fetchall():
        if not all(isinstance(each, int) for each in (era, first, last)):
            raise Damaged(say("a part of it is not what was written"))
        moved = clocks.devices(era)
        others = f"AND device NOT IN ({_marks(moved)})" if moved else ""
        found.append(Run(era, first, last, timedelta(0), others, tuple(moved)))
        for by in set(moved.values()):
            alike = tuple(device for device, each in moved.items() if each == by)
            found.append(Run(era, first, last, by, f"AND device IN ({_marks(alike)})", alike))
    return found


def stream(connection: sqlite3.Connection, clocks: Clocks, after: Place | None = None) -> Iterator[Recorded]:
    """The record in the order of the fold, or what of it comes after a place."""
    start = None if after is None else microseconds(after[0])
    waiting = [each for each in runs(connection, clocks) if start is None or each.last + each.by >= start]
    if len(waiting) == 1:
        yield from waiting[0].stream(connection, after)
        return
    # A run is begun only when its time has come: there may be as many as there were settings of the clock.
    waiting.sort(key=lambda run: run.first + run.by, reverse=True)
    heads: list[tuple[Place, int, Recorded, Iterator[Recorded]]] = []
    begun = 0
    while waiting or heads:
        while waiting and (not heads or waiting[-1].first + waiting[-1].by <= microseconds(heads[0][0][0])):
            facts = waiting.pop().stream(connection, after)
            begun += 1
            if (head := next(facts, None)) is not None:
                heads.append((head.order, begun, head, facts))
                heapify(heads)
        if not heads:
            continue
        _, number, recorded, facts = heads[0]
        yield recorded
        following = next(facts, None)
        if following is None:
            heappop(heads)
        else:
            heapreplace(heads, (following.order, number, following, facts))


def machines(connection: sqlite3.Connection, clocks: Clocks) -> dict[str, int]:
    """The devices on record, each with the number of the fact that is its last in the order.

    That may be an earlier number than others have: what is learnt of the time before is dated there. It is looked for
    among the numbers at the end.
    """
    return {device: _last_of(connection, clocks, device) for device in devices(connection)}


def devices(connection: sqlite3.Connection) -> list[str]:
    """All that are on record."""
    return [device for (device,) in connection.execute(_DEVICES).fetchall()]


def highest(connection: sqlite3.Connection) -> dict[str, tuple[int, datetime]]:
    """The devices on record, each with its highest number and the date of that."""
    rows = ((device, connection.execute(_HIGHEST, (device,)).fetchone()) for device in devices(connection))
    return {device: (n, instant(at)) for device, (n, at) in rows}


def _last_of(connection: sqlite3.Connection, clocks: Clocks, device: str) -> int:
    def place(row: tuple[int, int, int]) -> tuple[int, int]:
        n, era, at = row
        return at + clocks.moved(device, era) // _MICROSECOND, n

    latest: tuple[int, int, int] = max(connection.execute(_LATEST, (device,)).fetchall(), key=place)
    return latest[0]


def is_of_many(connection: sqlite3.Connection) -> bool:
    """More than one device is on record, so that a setting of a clock may change the order."""
    return len(devices(connection)) > 1


def none_since(connection: sqlite3.Connection, clocks: Clocks, since: datetime) -> Callable[[Place], bool]:
    """Says of a place whether all that is folded up to it is dated before ``since``, by whatever clock."""
    found, bound = runs(connection, clocks), microseconds(since)
    steps = [(each.order[0], step.before) for each, step in _steps(connection, clocks)]

    def fits(place: Place) -> bool:
        at = microseconds(place[0])
        if any(stepped <= place[0] and before >= since for stepped, before in steps):
            return False
        return all(run.first + run.by > at or min(run.last, at - run.by) < bound for run in found)

    return fits


def _steps(connection: sqlite3.Connection, clocks: Clocks) -> Iterator[tuple[Recorded, ClockStepped]]:
    for values in connection.execute(_STEPS):
        each = clocks.place(record_from(values))
        if isinstance(each.fact, ClockStepped):
            yield each, each.fact


def _marks(values: Sequence[str] | Mapping[str, timedelta]) -> str:
    return ", ".join("?" * len(values))
