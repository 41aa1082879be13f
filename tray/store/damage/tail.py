"""Whether the write-ahead log holds acknowledged facts that SQLite passes over.

SQLite reads the log up to the first frame that is damaged and takes that for its end, as it must after a kill in the
middle of a write. If whole transactions follow, it was not the end: then what they hold must be picked out and saved.
"""

import os
import sqlite3
import sys
from collections.abc import Iterator
from itertools import dropwhile, islice, takewhile

from tray.store.damage import carve
from tray.store.damage.frames import Frame, log_of
from tray.store.journal.rows import Damaged, Row, is_whole, row_from

_FRAMES_AT = 16
"""Where the shared memory says how many frames of the log are valid; "WAL-Index Format" in SQLite's description."""


def is_passed_over(connection: sqlite3.Connection, file: str) -> bool:
    """Whether facts are in the log and not in the record that ``connection`` sees, which has read something before.

    Not to be asked while another process writes, or this one: reading the files by hand lets go of SQLite's locks.
    """
    log = log_of(file)
    # Of the latest round; if the head of the log is what was damaged, the first frame still says which that is.
    rounds = {log.round, *(frame.round for frame in islice(log, 1))}
    beyond = iter([frame for frame in islice(log, _valid(file), None) if frame.round in rounds or not frame.is_whole])
    for frame in takewhile(lambda frame: frame.is_whole, beyond):
        if frame.ends:
            # Its writer was killed before it could announce this to others, who read on: so it is not there for them.
            return False
    return any(not _is_known(connection, row) for row in _acknowledged(list(beyond), file))


def _acknowledged(frames: list[Frame], file: str) -> Iterator[Row]:
    """The rows in whole transactions; but for the first, which a kill in the middle of it leaves looking the same."""
    whole = [frame for frame in dropwhile(lambda frame: not frame.ends, frames) if frame.is_whole][1:]
    while whole and not whole[-1].ends:
        whole.pop()
    pages = {**carve.pages_of(file), **{frame.number: frame.page for frame in whole}} if whole else {}
    for frame in whole:
        yield from _rows(frame, pages)


def _valid(file: str) -> int:
    if not os.path.isfile(f"{file}-shm"):
        return 0
    with open(f"{file}-shm", "rb") as shared:
        return int.from_bytes(shared.read(_FRAMES_AT + 4)[_FRAMES_AT:], sys.byteorder)


def _rows(frame: Frame, pages: carve.Pages) -> Iterator[Row]:
    for values in carve.rows_in(frame.page, frame.number, pages):
        try:
            row = row_from(values)
        except Damaged:
            continue  # a row of another table, or one that cannot be told from it
        if is_whole(row):
            yield row


def _is_known(connection: sqlite3.Connection, row: Row) -> bool:
    found = connection.execute("SELECT 1 FROM facts WHERE device = ? AND n = ?", (row.device, row.n))
    return found.fetchone() is not None
