"""Keeps states, so that a start, or a fact that comes late, need not fold the whole record.

All functions work within the caller's transaction, and the caller translates errors.
"""

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from tray.core.messages.facts import Place
from tray.core.messages.order_of_several_machines import Clocks
from tray.lib.frozen import dataclass
from tray.ports import Snapshot
from tray.store.journal.rows import Damaged, in_json, instant, microseconds

EVERY = 64
"""So many facts after one there may be the next."""
WHILE_READING = 20_000
"""A program that is killed while it reads goes on from there: about every 1.5 s of reading."""
OF_OLD = 2_500
"""So many facts, and at most those of the days up to the next Thursday, have to be read to look at any time."""
WEEKDAY_OF_OLD = datetime(1970, 1, 1, tzinfo=UTC).weekday()
"""Of those of long ago the ones of this weekday stay: Thursday, on which the count of days begins."""
ALL_KEPT_FOR = timedelta(days=35)
"""So far back one a day is kept, and one a week before: late facts are rarely later."""

_MICROSECOND = timedelta(microseconds=1)
_DAY = timedelta(days=1) // _MICROSECOND
_WEEK_DAYS = 7

# From an index alone: the states themselves lie on many pages.
_PLACES = "SELECT era, day, at, n, device FROM snapshots INDEXED BY snapshots_by_place"
_STATE = "SELECT state, checksum FROM snapshots WHERE era = ? AND day = ?"
_ERA = "SELECT era, at FROM facts WHERE device = ? AND n = ?"


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where a snapshot lies, and what for."""

    era: int
    day: int
    order: Place


def keep(connection: sqlite3.Connection, snapshot: Snapshot, era: int) -> None:
    """Put a snapshot in place of the one of the same day, UTC, and thin out old ones.

    ``era`` is that of a snapshot whose fact is not on record.
    """
    place, device, n = snapshot.order
    at = microseconds(place)
    era, at = connection.execute(_ERA, (device, n)).fetchone() or (era, at)
    day = at // _DAY
    state = zlib.compress(in_json(snapshot.state).encode("ascii"))
    row = (era, day, at, n, device, state, _checksum(era, at, n, device, state))
    connection.execute("INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    old = (day - ALL_KEPT_FOR.days, _WEEK_DAYS)
    connection.execute("DELETE FROM snapshots WHERE day < ? AND day % ? != 0", old)


def latest(
    connection: sqlite3.Connection, clocks: Clocks, before: Place | None, fits: Callable[[Place], bool]
) -> Snapshot | None:
    """The last whole one that ``fits``, of those before a place if one is given; a damaged one is passed over, being
    derived."""
    for kept in sorted(_kept(connection, clocks), key=lambda each: each.order, reverse=True):
        if (before is None or kept.order < before) and fits(kept.order):
            found = _state(connection, kept, clocks)
            if found is not None:
                return found
    return None


def forget(connection: sqlite3.Connection, clocks: Clocks, after: Place) -> None:
    """Drop those that have folded past a place."""
    gone = [(each.era, each.day) for each in _kept(connection, clocks) if each.order > after]
    connection.executemany("DELETE FROM snapshots WHERE era = ? AND day = ?", gone)


def _kept(connection: sqlite3.Connection, clocks: Clocks) -> Iterator[_Kept]:
    for era, day, at, n, device in connection.execute(_PLACES).fetchall():
        if isinstance(era, int) and isinstance(n, int) and isinstance(device, str):
            try:
                yield _Kept(era, day, (instant(at) + clocks.moved(device, era), device, n))
            except (Damaged, OverflowError):
                continue  # being derived, it is passed over


def _state(connection: sqlite3.Connection, kept: _Kept, clocks: Clocks) -> Snapshot | None:
    _, device, n = kept.order
    state, checksum = connection.execute(_STATE, (kept.era, kept.day)).fetchone() or (None, None)
    at = microseconds(kept.order[0] - clocks.moved(device, kept.era))
    if isinstance(state, bytes) and checksum == _checksum(kept.era, at, n, device, state):
        return Snapshot(kept.order, json.loads(zlib.decompress(state)))
    return None


def _checksum(era: int, at: int, n: int, device: str, state: bytes) -> int:
    return zlib.crc32(state, zlib.crc32(f"{era} {at} {n} {device}".encode()))
