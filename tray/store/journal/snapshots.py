"""Keeps states, so that a start, or a fact that comes late, need not fold the whole record.

All functions work within the caller's transaction, and the caller translates errors.
"""

import json
import sqlite3
import zlib
from datetime import timedelta

from tray.ports import Snapshot
from tray.store.journal.rows import in_json, instant, place

_DAY = timedelta(days=1) // timedelta(microseconds=1)
_WEEK_DAYS = 7
_ALL_KEPT_DAYS = 35
"""So far back one a day is kept, and one a week before: late facts are rarely later."""

_LATEST = "SELECT era, at, n, state, checksum FROM snapshots WHERE (era, at, n) < (?, ?, ?) ORDER BY era DESC, at DESC"
_BEYOND = (1 << 62, 0, 0)


def keep(connection: sqlite3.Connection, snapshot: Snapshot) -> None:
    """Put a snapshot in place of the one of the same day, UTC, and thin out old ones."""
    era, at, n = place(snapshot.order)
    day = at // _DAY
    state = zlib.compress(in_json(snapshot.state).encode("ascii"))
    row = (era, day, at, n, state, _checksum(era, at, n, state))
    connection.execute("INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?, ?, ?)", row)
    old = (day - _ALL_KEPT_DAYS, _WEEK_DAYS)
    connection.execute("DELETE FROM snapshots WHERE day < ? AND day % ? != 0", old)


def latest(connection: sqlite3.Connection, before: tuple[int, int, int] | None) -> Snapshot | None:
    """The last whole one, of those before a place if one is given; a damaged one is passed over, being derived."""
    for era, at, n, state, checksum in connection.execute(_LATEST, before or _BEYOND):
        if isinstance(state, bytes) and checksum == _checksum(era, at, n, state):
            return Snapshot((era, instant(at), n), json.loads(zlib.decompress(state)))
    return None


def forget(connection: sqlite3.Connection, after: tuple[int, int, int]) -> None:
    """Drop those that have folded past a place."""
    connection.execute("DELETE FROM snapshots WHERE (era, at, n) > (?, ?, ?)", after)


def _checksum(era: int, at: int, n: int, state: bytes) -> int:
    return zlib.crc32(state, zlib.crc32(f"{era} {at} {n}".encode("ascii")))
