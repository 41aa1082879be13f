"""Checks whether the history is whole.

A start looks at what it reads, and at every row where damage was met before; so does the doctor, in its own process.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing

from tray.errors import StoreDamaged, StoreError
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.store.damage import log_tail
from tray.store.damage.carve import MAGIC
from tray.store.journal import meta
from tray.store.journal.connection import foreign, open_reading, translating
from tray.store.journal.journal import Journal
from tray.store.journal.rows import Damaged
from tray.store.journal.schema import PAGE, VERSION, refuse_newer, version_of

_COUNTS = "SELECT (SELECT count(*) FROM facts NOT INDEXED), (SELECT count(*) FROM facts INDEXED BY facts_by_name)"
_HEAD = 24
_FORMATS = tuple(PAGE.to_bytes(2, "big") + bytes((way, way, 0, 64, 32, 32)) for way in (1, 2))
"""What follows: the size of a page, how it is written and read, and three numbers that are always the same."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a history must be rescued."""

    reason: str
    trust_log: bool = True
    """Whether the write-ahead log beside it is its own."""


def fault_of(file: str, *, thorough: bool = False, version: int = VERSION) -> Fault | None:
    """What is wrong with a history that nobody uses, if anything; nothing is changed by looking.

    The links between pages are looked at after an unclean stop, every row only if ``thorough``.
    Raises StoreError when it cannot be read, or was written by a newer program.
    """

    announced = log_tail.announced(file)  # before SQLite looks, and takes the log for what it can read of it

    def inside(connection: sqlite3.Connection) -> Fault | None:
        refuse_newer(connection, file, version)
        logged = _size(f"{file}-wal") > 0
        if logged and announced > log_tail.valid(file):
            return Fault(say("the log of its last changes is damaged"))
        fault = _fault_in_kind(connection) or _fault_in_log(connection, file, logged=logged)
        return fault or (_fault_in_pages(connection) if logged or thorough else None)

    return _fault(file, inside, thorough=thorough)


def fault_in_use(file: str) -> Fault | None:
    """What is wrong with the pages and rows of a history that a program may be writing to. Raises StoreError."""
    return _fault(file, _fault_in_pages, thorough=True)


def _fault(file: str, inside: Callable[[sqlite3.Connection], Fault | None], *, thorough: bool) -> Fault | None:
    with translating(file):
        fault = _fault_outside(file)
        if fault is not None or not os.path.exists(file):
            return fault
    try:
        with closing(open_reading(file)) as connection, translating(file):
            fault = inside(connection)
            if fault is None and thorough:
                for _ in Journal(connection, file).facts():
                    pass  # each row is compared with its checksum on the way
            return fault
    except StoreDamaged as error:
        return Fault(reason_of(error))


def reason_of(error: StoreDamaged) -> str:
    """SQLite's own words, or ours, for what was met in the file."""
    return str(error.__cause__ or error)


def _fault_outside(file: str) -> Fault | None:
    if not os.path.exists(file):
        return Fault(say("the file itself is missing")) if _size(f"{file}-wal") else None
    if what := foreign(file):
        return Fault(what, trust_log=os.path.isfile(f"{file}-wal"))
    if os.path.lexists(f"{file}-journal"):  # which is never ours
        return Fault(say("something foreign lies beside it"), trust_log=os.path.isfile(f"{file}-wal"))
    if not os.path.getsize(file):
        return Fault(say("it is empty"))
    with open(file, "rb") as content:
        head = content.read(_HEAD)
    if not head.startswith(MAGIC):
        return Fault(say("its beginning is overwritten"))
    # In another version of the format it would be read-only to SQLite, or with another page size not at all.
    return None if head[len(MAGIC) :] in _FORMATS else Fault(say("the description of its format is overwritten"))


def _fault_in_kind(connection: sqlite3.Connection) -> Fault | None:
    return Fault(say("it is not a history of Backpressure")) if version_of(connection) == 0 else None


def _fault_in_log(connection: sqlite3.Connection, file: str, *, logged: bool) -> Fault | None:
    in_use = bool(meta.read(connection, meta.IN_USE))
    if not logged:
        return Fault(say("the log of its last changes is missing")) if in_use and _logs(connection) else None
    if not log_tail.has_head(file):
        # One that was closed needs none: what lies there is nothing to SQLite, however much it is.
        return Fault(say("the log of its last changes is damaged")) if in_use else None
    if _is_foreign(connection, file):
        return Fault(say("the log of its last changes belongs to another history"), trust_log=False)
    return Fault(say("the log of its last changes is damaged")) if log_tail.is_passed_over(connection, file) else None


def _fault_in_pages(connection: sqlite3.Connection) -> Fault | None:
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        return Fault(str(verdict))
    # Where a link is lost cleanly, what lay behind it is missing without an error; the index still knows of it.
    facts, known = connection.execute(_COUNTS).fetchone()
    return None if facts == known else Fault(_facts_missing(known, facts))


def _facts_missing(known: int, there: int) -> str:
    return say("only {there} of {known} facts are there", known=known, there=there)


def _is_foreign(connection: sqlite3.Connection, file: str) -> bool:
    """Whether the log makes this another history than it is without it, or an older state of it."""
    store, turn = meta.identity(connection)
    try:
        with closing(open_reading(file, alone=True)) as alone:
            store_alone, turn_alone = meta.identity(alone)
            return store != store_alone or turn < turn_alone
    except (StoreError, Damaged, sqlite3.Error):
        return False  # without its log it is in the middle of a change, and says nothing


def _logs(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal")


def _size(file: str) -> int:
    return os.path.getsize(file) if os.path.isfile(file) else 0
