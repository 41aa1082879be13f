"""How facts stand in the shared folder: lines of ``history --json`` with a checksum, 512 numbers to a file.

A file is appended to until it is full, and never touched again but by a purge. So a sync engine carries little, and a
file that is missing is known by its name.
"""

import json
from binascii import crc32
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from tray.core.messages.facts import BlockPlanned, CommitmentOpened, Fact, Recorded, SessionStarted, Skipped
from tray.lib.frozen import dataclass
from tray.store.journal.records_as_json_lines import LONGEST_LINE, line_of, record_of_line

SIZE = 512
"""Numbers in a segment."""
LARGEST = 1 << 23
"""Bytes; a segment of the longest texts that can be said is smaller."""
_DIGITS = 9
_MOST_GONE = 1 << 53


def first_of(n: int) -> int:
    """The first number of the segment in which a number lies."""
    return (n - 1) // SIZE * SIZE + 1


def name_of(first: int) -> str:
    """The file of the segment that begins with a number."""
    return f"{first:0{_DIGITS}}.jsonl"


def first_in(name: str) -> int | None:
    """The inverse of ``name_of``; None for every other name, such as those of copies that a sync engine makes."""
    digits, dot, ending = name.partition(".")
    if (dot, ending) != (".", "jsonl") or len(digits) != _DIGITS or not (digits.isascii() and digits.isdecimal()):
        return None
    first = int(digits)
    return first if first and first_of(first) == first else None


def checked(text: str) -> bytes:
    """A line of text in ASCII with its checksum and its end."""
    data = text.encode("ascii")
    return b"%s %08x\n" % (data, crc32(data))


def unchecked(line: bytes) -> str | None:
    """The text of a line without its end; None when it is not what was written."""
    data, _, told = line.removesuffix(b"\r").rpartition(b" ")
    return data.decode("ascii", "replace") if told == b"%08x" % crc32(data) else None


def of_record(record: Recorded) -> bytes:
    """The line of a fact."""
    return checked(line_of(record))


def of_gone(device: str, first: int, last: int) -> bytes:
    """The line that says that some numbers name nothing any more, so that nobody waits for them."""
    return checked(json.dumps({"gone": [first, last], "device": device}))


@dataclass(frozen=True, slots=True)
class Segment:
    """What one file holds."""

    records: tuple[Recorded, ...] = ()
    gone: tuple[tuple[int, int], ...] = ()
    """Numbers that name nothing any more, from the first to the last; they may lie before this segment."""
    not_understood: int = 0
    """Lines that are whole and no facts to this version: of a newer one, or nonsense."""
    refused: int = 0
    """Lines that speak for another machine, or for another segment."""
    torn: int = 0
    """Lines that are not what was written, before the last whole one."""
    end: int = 0
    """Where the last whole line ends, in bytes."""

    @property
    def lines(self) -> int:
        """Facts that are there, understood or not."""
        return len(self.records) + self.not_understood

    def is_complete(self, first: int) -> bool:
        """Whether it says something of every number from the first of the segment to its last."""
        named = {each.n for each in self.records}
        for start, end in self.gone:
            named |= set(range(max(start, first), end + 1))
        return len(named) == self.highest - first + 1

    @property
    def highest(self) -> int:
        """The last number of which it says something; 0 where it says nothing."""
        return max([each.n for each in self.records[-1:]] + [end for _, end in self.gone], default=0)


def read(data: bytes, device: str, first: int) -> Segment:
    """What the bytes of a file hold that lies in the part of ``device``. Nothing in them can do any harm."""
    records: dict[int, Recorded] = {}
    gone: list[tuple[int, int]] = []
    unknown = refused = torn = torn_before_end = end = at = 0
    for line in data.split(b"\n")[:-1]:
        at += len(line) + 1
        text = unchecked(line) if len(line) <= LONGEST_LINE else None
        if text is None:
            torn += 1
            continue
        end, torn_before_end = at, torn
        if span := _gone(text, device, first):
            gone.append(span)
        elif (record := record_of_line(text)) is None:
            unknown += 1
        elif record.device != device or first_of(record.n) != first:
            refused += 1
        else:
            records.setdefault(record.n, record)
    found = tuple(records[n] for n in sorted(records))
    return Segment(found, tuple(gone), unknown, refused, torn_before_end, end)


def is_full(data: bytes) -> bool:
    """Whether a file speaks of all its numbers, as one does that is not the last; found out without reading it all."""
    texts = [unchecked(line) for line in data.split(b"\n")[:-1]]
    return None not in texts and (len(texts) == SIZE or any(text and '"gone"' in text for text in texts))


def content(device: str, first: int, records: Iterable[Recorded], last: int) -> bytes:
    """The file of a segment that is written anew, with all of its numbers up to ``last`` or its end."""
    lines: list[bytes] = []
    following = first
    end = min(first + SIZE - 1, last)
    for record in records:
        if record.n > following:
            lines.append(of_gone(device, following, record.n - 1))
        lines.append(of_record(record))
        following = record.n + 1
    if following <= end:
        lines.append(of_gone(device, following, end))
    return b"".join(lines)


def without_texts(fact: Fact) -> Fact:
    """A fact without what the person wrote; the names of agents have another word by then, see ``AgentNames``."""
    match fact:
        case SessionStarted() | BlockPlanned():
            return replace(fact, label="")
        case CommitmentOpened():
            return replace(fact, text="", reason=None if fact.reason is None else "")
        case Skipped(reason=str()):
            return replace(fact, reason="")
        case _:
            return fact


def _gone(text: str, device: str, first: int) -> tuple[int, int] | None:
    if '"gone"' not in text:
        return None
    try:
        said: Any = json.loads(text)
        match said:
            case {"gone": [int(start), int(end)], "device": str(of)} if of == device:
                # Of its own segment, and of those before it, which then have no file.
                return (start, end) if 0 < start <= end <= min(first + SIZE - 1, _MOST_GONE) else None
    except (ValueError, RecursionError):
        return None
    return None
