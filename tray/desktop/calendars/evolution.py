"""Reads what Evolution keeps of the calendars of a server: a database, as the calendar that it stands for.

It lies in ``~/.cache/evolution/calendar``, in a folder for each calendar, and Evolution may write to it at any time. It
is opened for reading alone.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import quote

from tray.desktop.common.pattern_hidden_large_hanging_files import NotReadable
from tray.lib.language.translation import mark

NAME = "cache.db"
BESIDE = (f"{NAME}-wal", f"{NAME}-journal")
"""What is written before the database itself is."""
_DATABASE = b"SQLite format 3\0"
_LOG_BESIDE = b"\2\2"
"""In its header: what is written lies in another file first."""
_PATIENCE_SECONDS = 2.0
_DELETED = 3
"""The person deleted it, and the server doesn't know of that yet."""
_ENTRIES = "SELECT ECacheOBJ FROM ECacheObjects WHERE ECacheState IS NOT ? ORDER BY ECacheUID"
_ZONES = "SELECT zone FROM timezones"
_FOLDERS = "/evolution/calendar/"
_CALLED = re.compile(r"^DisplayName=(.+)$", re.MULTILINE)
_LARGEST = 100_000


def is_database(content: bytes) -> bool:
    """Whether the bytes of a file are a database."""
    return content.startswith(_DATABASE)


def calendar_in(file: str, header: bytes) -> bytes:
    """All its entries and time zones as one calendar. Raises NotReadable."""
    alone = header[18:20] == _LOG_BESIDE and not os.path.exists(f"{file}-wal")
    # With such a log, a reader makes a file of its own beside it, which nobody needs while nobody writes.
    how = "immutable=1" if alone else "mode=ro"
    try:
        with closing(sqlite3.connect(f"file:{quote(file)}?{how}", uri=True, timeout=_PATIENCE_SECONDS)) as database:
            parts = [*_texts(database, _ZONES), *_texts(database, _ENTRIES, _DELETED)]
    except sqlite3.Error:
        raise NotReadable(mark("it isn't a calendar")) from None
    return "\r\n".join(("BEGIN:VCALENDAR", *parts, "END:VCALENDAR", "")).encode()


def _texts(database: sqlite3.Connection, query: str, *values: int) -> Iterator[str]:
    yield from (each.strip() for (each,) in database.execute(query, values) if isinstance(each, str))


def called(folder: str) -> tuple[str, ...]:
    """The name that the person gave the calendar in a folder of Evolution's."""
    if _FOLDERS not in f"{folder}/":
        return ()
    settings = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    try:
        source = os.path.join(settings, "evolution", "sources", f"{os.path.basename(folder)}.source")
        with open(source, encoding="utf-8", errors="replace") as opened:
            found = _CALLED.search(opened.read(_LARGEST))
    except OSError:
        return ()
    return (found[1].strip(),) if found else ()
