"""What the file looks like, and how an older one becomes today's."""

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import datetime

from tray.errors import StoreDamaged, StoreError
from tray.lib import private_files
from tray.lib.language.translation import say
from tray.store.files.durable_files import sync_folder
from tray.store.journal.connection import open_writing, transaction, translating

APPLICATION = 0x42705265
"""Marks the file as ours, in its header."""

PAGE = 4096
"""Bytes; ``carve`` counts on it where the header is lost."""

Step = Sequence[str]
"""The statements that lead from one version to the next."""

STEPS: tuple[Step, ...] = (
    (
        # In the order of the fold, so that the record streams from the disk as it lies there.
        """CREATE TABLE facts (
            era INTEGER NOT NULL, at INTEGER NOT NULL, n INTEGER NOT NULL, device TEXT NOT NULL,
            kind TEXT NOT NULL, body TEXT NOT NULL, checksum INTEGER NOT NULL,
            PRIMARY KEY (era, at, n, device)
        ) WITHOUT ROWID""",
        "CREATE UNIQUE INDEX facts_by_name ON facts (device, n)",
        """CREATE TABLE snapshots (
            era INTEGER NOT NULL, day INTEGER NOT NULL, at INTEGER NOT NULL, n INTEGER NOT NULL,
            state BLOB NOT NULL, checksum INTEGER NOT NULL,
            PRIMARY KEY (era, day)
        )""",
        "CREATE TABLE seen (one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER)",
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    ),
    # Facts are folded in the order of the person's clock, of which version 1 knows nothing, and there are kinds of
    # facts that it does not know. Snapshots are derived, and made anew.
    (
        "DROP TABLE snapshots",
        """CREATE TABLE snapshots (
            era INTEGER NOT NULL, day INTEGER NOT NULL, at INTEGER NOT NULL, n INTEGER NOT NULL, device TEXT NOT NULL,
            state BLOB NOT NULL, checksum INTEGER NOT NULL,
            PRIMARY KEY (era, day)
        )""",
        "CREATE INDEX snapshots_by_place ON snapshots (era, day, at, n, device)",
        "CREATE INDEX facts_clock_stepped ON facts (device) WHERE kind = 'clock_stepped'",
    ),
)
"""Forward only: a step that was published is never changed, a new one is put behind it."""

VERSION = len(STEPS)


def version_of(connection: sqlite3.Connection) -> int:
    """The version of a file that is ours; 0 for one that is not."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        return 0
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def refuse_newer(connection: sqlite3.Connection, file: str, version: int = VERSION) -> None:
    """Raises StoreError for a file that a newer program wrote: this one cannot know what it says."""
    if version_of(connection) > version:
        if 0 < _told_version(connection) <= version:
            raise StoreDamaged(
                say("The history {file} is damaged: the number of its version is overwritten.", file=file)
            )
        raise StoreError(
            say(
                "The history {file} was written by a newer Backpressure and is left as it is. Update this one.",
                file=file,
            )
        )


def _told_version(connection: sqlite3.Connection) -> int:
    """The version that the file says it has in a second place, so that one damaged byte makes no newer program of us;
    0 where it says none."""
    try:
        found = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    except sqlite3.Error:
        return 0
    return int(found[0]) if found and str(found[0]).isdecimal() else 0


def create(file: str, fill: Callable[[sqlite3.Connection], None], steps: Sequence[Step] = STEPS) -> None:
    """Make a history and fill it. It appears under its name when it is complete, never before. Raises StoreError."""
    building = f"{file}.new"
    with translating(file):
        _remove(building)
        os.close(private_files.make(building))
        with closing(open_writing(building)) as connection:
            connection.execute(f"PRAGMA page_size = {PAGE}")
            connection.execute("PRAGMA auto_vacuum = NONE")
            connection.execute("PRAGMA journal_mode = WAL")
            with transaction(connection, building):
                _take(connection, steps, 0)
                fill(connection)
        put_in_place(building, file)


def migrate(connection: sqlite3.Connection, file: str, now: datetime, steps: Sequence[Step] = STEPS) -> str | None:
    """Bring a file up to date in one transaction, after a copy was laid beside it; gives the copy's name.

    None when there was nothing to do. Killed at any moment it leaves the old version or the new. Raises StoreError.
    """
    with translating(file):
        version = version_of(connection)
        if version == len(steps):
            return None
        copy = f"{file}.v{version}-{stamp(now)}"
        _copy(connection, copy)
        with transaction(connection, file):
            _take(connection, steps, version)
        return copy


def as_of_today(connection: sqlite3.Connection) -> sqlite3.Connection:
    """For reading: the connection itself, or in place of an older file a copy in memory that is up to date."""
    version = version_of(connection)
    if version in (0, VERSION):
        return connection
    copy = in_memory(connection)
    connection.close()
    _take(copy, STEPS, version)
    return copy


def in_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    """A copy that needs no file."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    connection.backup(copy)
    return copy


def stamp(now: datetime) -> str:
    """An instant as part of a file's name."""
    return now.strftime("%Y%m%dT%H%M%S")


def put_in_place(building: str, file: str) -> None:
    """Give a finished file its name, for good."""
    fd = os.open(building, os.O_RDWR)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
    os.replace(building, file)
    sync_folder(os.path.dirname(file))


def _take(connection: sqlite3.Connection, steps: Sequence[Step], version: int) -> None:
    for step in steps[version:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {len(steps)}")
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('version', ?)", (str(len(steps)),))


def _copy(connection: sqlite3.Connection, copy: str) -> None:
    building = f"{copy}.new"
    _remove(building)
    os.close(private_files.make(building))
    with closing(sqlite3.connect(building, isolation_level=None)) as target:
        connection.backup(target)
    put_in_place(building, copy)


def _remove(building: str) -> None:
    """Clear away what an attempt that was killed has left."""
    for name in (building, f"{building}-wal", f"{building}-shm", f"{building}-journal"):
        with suppress(FileNotFoundError):
            os.unlink(name)
