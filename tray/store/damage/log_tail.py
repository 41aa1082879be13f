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
from tray.store.damage.log_frames import Frame, checksum, log_of
from tray.store.journal.rows import Damaged, Row, is_whole, row_from

_COPY = 48
"""Bytes of the head of the shared memory, which stands there twice."""
_SALT = 32
"""Where in it the two random numbers of the log's round are."""
_MAGICS = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
_FRAMES_AT = 16
"""Where the shared memory says how many frames of the log are valid; "WAL-Index Format" in SQLite's description."""


def is_passed_over(connection: sqlite3.Connection, file: str) -> bool:
    """Whether facts are in the log and not in the record that ``connection`` sees, which has read something before.

    Not to be asked while another process writes, or this one: reading the files by hand lets go of SQLite's locks.
    """
    log = log_of(file)
    # Of the latest round; if the head of the log is what was damaged, the first frame still says which that is.
    rounds = {log.round, *(frame.round for frame in islice(log, 1))}
    following = [log[index] for index in range(valid(file), len(log))]
    going_on = list(takewhile(lambda frame: frame.is_whole and frame.round == log.round, following))
    if any(frame.ends for frame in going_on):
        # Its writer was killed before it could announce this to others, who read on: so it is not there for them.
        return False
    # The one that ends it may be whole and say another round: the checksum does not cover that number.
    beyond = [frame for frame in following[len(going_on) :] if frame.round in rounds or not frame.is_whole]
    return any(not _is_known(connection, row) for row in _acknowledged(beyond, file))


def _acknowledged(frames: list[Frame], file: str) -> Iterator[Row]:
    """The rows in whole transactions; but for the first, which a kill in the middle of it leaves looking the same."""
    whole = [frame for frame in dropwhile(lambda frame: not frame.ends, frames) if frame.is_whole][1:]
    while whole and not whole[-1].ends:
        whole.pop()
    pages = {**carve.pages_of(file), **{frame.number: frame.page for frame in whole}} if whole else {}
    for frame in whole:
        yield from _rows(frame, pages)


def announced(file: str) -> int:
    """How many frames of the log its last writer announced to others, as far as that can be known; 0 where not.

    To be asked before anything reads the history: whoever reads it first after a kill writes this anew.
    """
    head, log = _shared_head(file), log_of(file)
    # Two copies that are alike were written whole, and two random numbers say that they speak of this log.
    whole = head[:_COPY] == head[_COPY:] and len(head) == 2 * _COPY and head[_SALT : _SALT + 8] == log.round
    return _frames_said(head) if whole and len(log) else 0


def has_head(file: str) -> bool:
    """Whether the log begins as a log does; where it was damaged there, SQLite sees an empty one."""
    content = log_of(file).content[:32]
    return content[:4] in _MAGICS and checksum(bytes(8), content[:24]) == content[24:32]


def valid(file: str) -> int:
    """How many frames of the log are valid to those who read it now."""
    return _frames_said(_shared_head(file))


def _shared_head(file: str) -> bytes:
    if not os.path.isfile(f"{file}-shm"):
        return b""
    with open(f"{file}-shm", "rb") as shared:
        return shared.read(2 * _COPY)


def _frames_said(head: bytes) -> int:
    return int.from_bytes(head[_FRAMES_AT : _FRAMES_AT + 4], sys.byteorder)


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
