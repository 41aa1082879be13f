"""Opens the file of the history, and says what SQLite's errors mean to us."""

import errno
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from functools import partial
from typing import Protocol
from zlib import error as zlib_error

from tray.errors import StoreDamaged, StoreError
from tray.lib.language.translation import say
from tray.lib.private_files import make_or_open
from tray.lib.system_errors import reason
from tray.store.journal.rows import Damaged
from tray.view.words import history_loading_and_trouble as words

SUSPECT = ".suspect"
"""Behind the file's name, the name of an empty file: damage was met, and the next start looks at every row."""
BUSY_BOUND = timedelta(seconds=2)
"""How long a write waits for another process that writes; the loop stands still meanwhile."""

_BLOCK = 1 << 13

AUTOCHECKPOINT = "PRAGMA wal_autocheckpoint = 128"
_PRAGMAS = (
    # In 60 power cuts FULL lost nothing that was acknowledged, NORMAL lost something in 33.
    "PRAGMA synchronous = FULL",
    # 25,000 facts a year need no large cache, and the program may cost little memory.
    "PRAGMA cache_size = -256",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA secure_delete = ON",
    AUTOCHECKPOINT,
    "PRAGMA journal_size_limit = 1048576",
    "PRAGMA trusted_schema = OFF",
)


def open_writing(file: str) -> sqlite3.Connection:
    """A connection to a file that exists. Its transactions are begun and ended by hand. Raises StoreError."""
    with translating(file):
        connection = _connect(file, "mode=rw")
        with closing_on_error(connection):
            for pragma in _PRAGMAS:
                connection.execute(pragma)
        return connection


def open_reading(file: str, *, alone: bool = False) -> sqlite3.Connection:
    """A connection that changes nothing in the file, while others may write.

    ``alone`` reads the file without its write-ahead part, as it must where no file can be made beside it.
    """
    with translating(file):
        if what := foreign(file):
            raise StoreDamaged(say("The history {file} is damaged: {reason}.", file=file, reason=what))
        connection = _connect(file, "immutable=1") if alone else _connect(file, "mode=ro", _Reader)
        if isinstance(connection, _Reader):
            connection.file = file
        with closing_on_error(connection):
            connection.execute("PRAGMA cache_size = -256")
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return connection


def foreign(file: str) -> str | None:
    """What is no file where the history or a part of it should be: SQLite would wait for it, or read it for ever."""
    if os.path.exists(file) and not os.path.isfile(file):
        return say("something else is in its place")
    if any(os.path.lexists(f"{file}{part}") and not os.path.isfile(f"{file}{part}") for part in ("-wal", "-shm")):
        return say("something foreign lies beside it")
    return None


class _Reader(sqlite3.Connection):
    """Leaves nothing beside the file that wasn't there: SQLite takes that away for connections alone that may write."""

    file = ""

    def close(self) -> None:
        """Let go of the file, and take the empty write-ahead part away where nobody else has it open."""
        super().close()
        file, self.file = self.file, ""
        with suppress(OSError, sqlite3.Error, *_OF_DAMAGE):
            # One that isn't empty is what a crash has left, and the next start's affair.
            if file and os.stat(f"{file}-wal").st_size == 0:
                with closing(_connect(file, "mode=rw")) as last:
                    last.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _connect(file: str, how: str, kind: type[sqlite3.Connection] = sqlite3.Connection) -> sqlite3.Connection:
    quoted = file.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    timeout_seconds = BUSY_BOUND.total_seconds()
    connection = sqlite3.connect(
        f"file:{quoted}?{how}",
        timeout=timeout_seconds,
        isolation_level=None,
        uri=True,
        factory=kind,
        # On a Mac the main thread opens and closes it, and the loop's thread uses it in between: never two at once.
        check_same_thread=sys.platform != "darwin",
    )
    # Damaged text is for the checksum to find; SQLite's own error would repeat the text, which is nobody's business.
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    return connection


class _Closed(Protocol):
    def close(self) -> None: ...


@contextmanager
def closing_on_error(connection: _Closed) -> Iterator[None]:
    """Let go of the file when what follows fails."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


@contextmanager
def transaction(connection: sqlite3.Connection, file: str) -> Iterator[None]:
    """All or nothing, and on disk when this ends without an error. Raises StoreError."""
    with translating(file):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            # SQLite has rolled back by itself after some errors, a full disk among them.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


_OF_DAMAGE = (ValueError, ArithmeticError, TypeError, LookupError, RecursionError, MemoryError, zlib_error)
"""What Python makes of content that is not what was written: an error's text in a schema that is no text, an instant
beyond all years, a length beyond all memory, a state that is not compressed, a row that is not there."""


@contextmanager
def translating(file: str) -> Iterator[None]:
    """Foreign errors become StoreError, and StoreDamaged when the content of the file is at fault."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translated(error, file) from error
    except (Damaged, *_OF_DAMAGE) as error:
        raise StoreDamaged(say("The history {file} is damaged: {reason}.", file=file, reason=error)) from error
    except OSError as error:
        raise StoreError(say("The history {file}: {reason}.", file=file, reason=reason(error))) from error


def suspect(file: str) -> None:
    """Have the next start look at every row."""
    with suppress(OSError):  # where nothing can be written, nothing can be rescued either
        os.close(make_or_open(f"{file}{SUSPECT}"))


_MEANINGS = {
    sqlite3.SQLITE_FULL: words.NO_ROOM,
    sqlite3.SQLITE_READONLY: words.READ_ONLY,
    sqlite3.SQLITE_BUSY: words.BUSY,
    sqlite3.SQLITE_LOCKED: words.BUSY,
    sqlite3.SQLITE_IOERR: words.DISK_ERROR,
    sqlite3.SQLITE_CANTOPEN: words.CANNOT_BE_OPENED,
    sqlite3.SQLITE_PERM: words.MAY_NOT_BE_OPENED,
}
_DAMAGED = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_TOOBIG,
    sqlite3.SQLITE_RANGE,
}


_MAYBE_QUOTA = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN)
"""SQLite knows of disks that are full and not of quotas: one that is used up is an error like any other to it."""


def _quota_is_used_up(folder: str) -> bool:
    """Whether that is what stands in the way of writing, found out by writing a little."""
    import tempfile  # after an error only

    try:
        with tempfile.TemporaryFile(dir=folder or None, buffering=0) as file:
            file.write(bytes(_BLOCK))
            os.fsync(file.fileno())  # on a share it is only said then
    except OSError as error:
        return error.errno == errno.EDQUOT
    return False


def _translated(error: sqlite3.Error, file: str) -> StoreError:
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    # The part that processes share is given its full size at once, and this is how a full disk says no to that.
    code = sqlite3.SQLITE_FULL if code == sqlite3.SQLITE_IOERR_SHMSIZE else code & 0xFF
    if code in _DAMAGED:
        return StoreDamaged(say("The history {file} is damaged: {reason}.", file=file, reason=error))
    if code == sqlite3.SQLITE_ERROR:
        # Our statements are right, so what they speak of is not: a table is missing, or its description is none.
        return StoreDamaged(say("The history {file} isn't what was written: {reason}.", file=file, reason=error))
    if code in _MAYBE_QUOTA and _quota_is_used_up(os.path.dirname(file)):
        return StoreError(say(words.QUOTA_USED_UP, file=file))
    if meaning := _MEANINGS.get(code):
        return StoreError(say(meaning, file=file))
    return StoreError(say("The history {file}: {reason}.", file=file, reason=error))
