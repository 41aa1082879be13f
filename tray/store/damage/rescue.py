"""Sets a damaged history aside under a new name, and saves what can be saved.

Killed at any moment, the next start takes it up where it was left: until ``.rescued`` is complete nothing was touched,
and from then on only names are changed.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime

from tray.core.messages.facts import Recorded
from tray.store.damage import carve
from tray.store.damage.log_frames import log_of
from tray.store.files.durable_files import sync_folder
from tray.store.journal import meta
from tray.store.journal.connection import translating
from tray.store.journal.rows import Damaged, Row, record_of, row_from
from tray.store.journal.schema import create, stamp
from tray.view.words.history_loading_and_trouble import damaged

_INSERT = "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?)"


def rescue(file: str, reason: str, now: datetime, *, trust_log: bool = True) -> str:
    """Put a whole history in the place of a damaged one; gives what the person should be told.

    The new one counts under a new device id, since facts may be lost and a number names one fact for ever.
    ``trust_log`` says whether the write-ahead log belongs to the file. Raises StoreError; nothing was touched then.
    """
    rows = saved_rows(file, trust_log=trust_log)
    create(f"{file}.rescued", lambda connection: _fill(connection, rows))
    return damaged(reason, finish(file, now), len(rows))


def unfinished(file: str) -> bool:
    """Whether a rescue was interrupted when only names were left to be changed."""
    return os.path.exists(f"{file}.rescued")


def finish(file: str, now: datetime) -> str:
    """Set the damaged history aside, put the rescued one in its place; gives the name of the damaged one."""
    bad = _free_name(f"{file}.bad-{stamp(now)}")
    with translating(file):
        _drop_the_empty(file)
        for part in ("-wal", "-shm", "-journal", ""):
            with suppress(FileNotFoundError):
                os.rename(f"{file}{part}", f"{bad}{part}")
        os.rename(f"{file}.rescued", file)
        sync_folder(os.path.dirname(file))
    return bad


def saved_rows(file: str, *, trust_log: bool = True) -> list[Row]:
    """The facts that can be picked out of a damaged history and its log, whole, each once."""
    pages = carve.pages_of(file)
    found = _rows(pages.items(), pages)
    if trust_log:
        log = [(number, page) for number, page, *_ in log_of(file)]
        logged = _rows(log, {**pages, **dict(log)})
        # A log that speaks of other devices only has come from somewhere else.
        if not found or {device for device, _ in found} & {device for device, _ in logged}:
            found = logged | found
    return sorted(found.values())


def saved_records(file: str) -> Iterator[Recorded]:
    """The same, as facts."""
    return map(record_of, saved_rows(file))


def _rows(pages: Iterable[tuple[int, bytes]], all_pages: carve.Pages) -> dict[tuple[str, int], Row]:
    found: dict[tuple[str, int], Row] = {}
    for number, page in pages:
        for values in carve.rows_in(page, number, all_pages):
            with suppress(Damaged):  # it is left out: that is what the checksum is for
                row = row_from(values)
                # A log holds the same page again and again.
                if (row.device, row.n) not in found:
                    record_of(row)
                    found[row.device, row.n] = row
    return found


def _fill(connection: sqlite3.Connection, rows: list[Row]) -> None:
    connection.executemany(_INSERT, rows)
    meta.begin(connection, era=max((row.era for row in rows), default=0))
    devices = {row.device for row in rows}
    if len(devices) == 1:  # where it is alone on record it is no other machine
        meta.write(connection, meta.FORMERLY, devices.pop())


def _drop_the_empty(file: str) -> None:
    """Take away what only looking has left beside the file: the memory that processes share, and an empty log."""
    if os.path.isfile(f"{file}-shm"):
        os.unlink(f"{file}-shm")
    if os.path.isfile(f"{file}-wal") and not os.path.getsize(f"{file}-wal"):
        os.unlink(f"{file}-wal")


def _free_name(name: str) -> str:
    taken = 1
    free = name
    while os.path.lexists(free) or os.path.lexists(f"{free}-wal"):
        taken += 1
        free = f"{name}-{taken}"
    return free
