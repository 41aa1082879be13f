"""Picks rows out of a damaged SQLite file, page by page, without SQLite.

SQLite stops at the first broken link between pages; what lies behind it is whole and out of reach. So pages are read
as they come, from the file and from the write-ahead log (see ``frames``), by the rules of https://www.sqlite.org/fileformat2.html.
Each fact carries a checksum of its own, so a wrong guess is recognised and left out.
"""

import os
from collections.abc import Iterator, Mapping
from typing import Any

from tray.store.journal.schema import PAGE

MAGIC = b"SQLite format 3\0"
_INTERIOR, _LEAF, _TABLE_LEAF = 0x02, 0x0A, 0x0D
"""The kinds of page that hold rows: two of tables WITHOUT ROWID and of indices, one of other tables."""
_LONGEST_ROW = 1 << 20

Pages = Mapping[int, bytes]
"""By their number, from 1."""


def pages_of(file: str) -> dict[int, bytes]:
    """The pages of a database; none when it cannot be read at all."""
    content = read(file)
    return dict(enumerate((content[start : start + PAGE] for start in range(0, len(content), PAGE)), 1))


def rows_in(page: bytes, number: int, pages: Pages) -> Iterator[tuple[Any, ...]]:
    """The rows of one page, as far as they can be read; rows that go on elsewhere are followed through ``pages``."""
    start = 100 if number == 1 else 0
    kind = page[start] if len(page) > start else 0
    if kind not in (_INTERIOR, _LEAF, _TABLE_LEAF):
        return
    pointers = start + (12 if kind == _INTERIOR else 8)
    for cell in range(int.from_bytes(page[start + 3 : start + 5], "big")):
        at = pointers + 2 * cell
        try:
            yield _record(_payload(page, int.from_bytes(page[at : at + 2], "big"), kind, pages))
        except (IndexError, KeyError, ValueError):
            continue  # this cell is damaged; the next one need not be


def read(file: str) -> bytes:
    """All of a file; nothing when it is none, or cannot be read."""
    if not os.path.isfile(file):
        return b""  # a pipe, say, at whose other end nobody is
    try:
        with open(file, "rb") as content:
            return content.read()
    except OSError:
        return b""  # what cannot be read has nothing to be saved; the caller tells the person


def _payload(page: bytes, at: int, kind: int, pages: Pages) -> bytes:
    if kind == _INTERIOR:
        at += 4
    length, at = _varint(page, at)
    if kind == _TABLE_LEAF:
        _, at = _varint(page, at)
    if not 0 < length <= _LONGEST_ROW:
        raise ValueError(length)
    local = _local(length, kind)
    found = page[at : at + local]
    following = int.from_bytes(page[at + local : at + local + 4], "big")
    while len(found) < length:
        overflow = pages[following]
        following = int.from_bytes(overflow[:4], "big")
        found += overflow[4 : 4 + min(length - len(found), PAGE - 4)]
        if len(overflow) < PAGE:
            raise ValueError("the file ends within a row")
    return found


def _local(length: int, kind: int) -> int:
    """How much of a row lies in its own page; "B-tree Cell Format" in SQLite's description."""
    most = PAGE - 35 if kind == _TABLE_LEAF else (PAGE - 12) * 64 // 255 - 23
    if length <= most:
        return length
    least = (PAGE - 12) * 32 // 255 - 23
    rest = least + (length - least) % (PAGE - 4)
    return rest if rest <= most else least


def _record(payload: bytes) -> tuple[Any, ...]:
    header, at = _varint(payload, 0)
    values: list[Any] = []
    body = header
    while at < header:
        kind, at = _varint(payload, at)
        value, body = _value(payload, body, kind)
        values.append(value)
    return tuple(values)


_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def _value(payload: bytes, at: int, kind: int) -> tuple[Any, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    length = _INTEGER_BYTES.get(kind) or (kind - 12) // 2
    raw = payload[at : at + length]
    if len(raw) != length or kind in (7, 10, 11):
        raise ValueError("a value is cut off, or of a kind that we never write")
    if kind in _INTEGER_BYTES:
        return int.from_bytes(raw, "big", signed=True), at + length
    return (raw.decode() if kind % 2 else raw), at + length


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for byte in range(9):
        part = content[at + byte]
        if byte == 8:
            return value << 8 | part, at + 9
        value = value << 7 | part & 0x7F
        if part < 0x80:
            return value, at + byte + 1
    raise AssertionError("a varint has nine bytes at most")
