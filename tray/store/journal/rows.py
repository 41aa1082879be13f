"""How a fact stands in the file, and how one that was damaged there is told from a true one."""

import json
from binascii import crc32
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from tray.core.messages.facts import Recorded, kind_and_values, kind_of, to_plain
from tray.errors import StoreError
from tray.lib.frozen import NamedTuple
from tray.lib.language.translation import say

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Row(NamedTuple):
    """A recorded fact as SQLite holds it, in the order of the columns."""

    era: int
    at: int
    """Microseconds since 1970, UTC."""
    n: int
    device: str
    kind: str
    body: str
    """JSON of the fields but ``at``."""
    checksum: int
    """Of all the others, so that a row picked out of a damaged file is either exactly right or left out."""


class Damaged(ValueError):
    """A row, or a snapshot, is not what was written."""


_TYPES = (int, int, int, str, str, str, int)


def row_from(values: Sequence[Any]) -> Row:
    """A row as it was read. Raises Damaged when a value is not even of the type that was written."""
    _check_types(values)
    return Row._make(values)


def _check_types(values: Sequence[Any]) -> None:
    if tuple(map(type, values)) != _TYPES:
        raise Damaged(say("a row is not what was written"))


def microseconds(at: datetime) -> int:
    """Microseconds since 1970, UTC; exact."""
    return (at - _EPOCH) // _MICROSECOND


def instant(at: object) -> datetime:
    """The inverse of ``microseconds``. Raises Damaged for what is no number, or beyond the years 1 to 9999."""
    if not isinstance(at, int):
        raise Damaged(say("an instant is not a number"))
    try:
        return _EPOCH + timedelta(0, 0, at)
    except OverflowError as error:
        raise Damaged(say("an instant is out of range")) from error


def row_of(record: Recorded) -> Row:
    """Raises StoreError when a field is not a number or text that JSON can hold, such as nan."""
    fields = to_plain(record.fact)
    del fields["at"]
    said = record.era, microseconds(record.fact.at), record.n, record.device, kind_of(record.fact), in_json(fields)
    return Row(*said, _checksum(*said))


def is_whole(row: Row) -> bool:
    """Whether a row is what was written."""
    return row.checksum == _checksum(*row[:-1])


def record_of(row: Row, moved: timedelta = timedelta(0)) -> Recorded:
    """The inverse of ``row_of``, with how far its device's clock was set since. Raises Damaged."""
    return _record_of(row, moved)


def record_from(values: Sequence[Any], moved: timedelta = timedelta(0)) -> Recorded:
    """What ``record_of`` makes of what ``row_from`` does, at two thirds of the price: ten years are read so."""
    _check_types(values)
    return _record_of(values, moved)


def _record_of(values: Sequence[Any], moved: timedelta) -> Recorded:
    era, at, n, device, kind, body, checksum = values
    if checksum != _checksum(era, at, n, device, kind, body):
        raise Damaged(say("fact {number} of {device} isn't what was written", number=n, device=device))
    try:
        make, said = _said(kind, body)
        fact = make(at=instant(at), **said)
    except (ValueError, KeyError, TypeError, OverflowError) as error:
        raise Damaged(say("fact {number} of {device} can't be read", number=n, device=device)) from error
    return Recorded(device, n, era, fact, moved)


@lru_cache(maxsize=128)
def _said(kind: str, body: str) -> tuple[type[Any], dict[str, Any]]:
    """What a body says. Nine facts in ten say one of a few things: to look them up is a good part of reading saved."""
    return kind_and_values(kind, {**json.loads(body)})


_to_json = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


def in_json(value: Mapping[str, Any]) -> str:
    """Compact JSON in ASCII. Raises StoreError for what JSON cannot hold."""
    try:
        return _to_json(value) if value else "{}"  # half of all facts say when they were, and no more
    except (ValueError, TypeError, RecursionError) as error:
        raise StoreError(say("This can't be added to the history: {reason}.", reason=error)) from error


def _checksum(era: int, at: int, n: int, device: str, kind: str, body: str) -> int:
    return crc32(f"{era}\0{at}\0{n}\0{device}\0{kind}\0{body}".encode())
