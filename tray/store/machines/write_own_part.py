"""Writes this machine's own part of the shared folder, and nothing outside it.

The part follows from the history: what a crash tore, what an old backup or an empty hand took away is written again.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from tray.core.messages.facts import AgentReported, Fact, Recorded
from tray.lib.frozen import dataclass
from tray.store.machines import name_version_clock, purged_spans, segments
from tray.store.machines.folder import Part, TooLarge
from tray.store.machines.name_version_clock import About
from tray.store.machines.purged_spans import Span


@dataclass(frozen=True, slots=True)
class Written:
    """What this machine's part holds."""

    last: int = 0
    """The last number of which it says something; the next one is to be written."""
    damaged: tuple[int, ...] = ()
    """Segments before the last that are missing, or not what was written; by their first numbers."""
    tail: tuple[Recorded, ...] = ()
    """The facts of the last segment, by which a history is told that goes another way than the part."""
    about: About | None = None
    gone: tuple[tuple[int, int], ...] = ()
    """The numbers of which the last segment says that they name nothing any more, from the first to the last."""


def examine(part: Part, device: str, held: Collection[int]) -> Written:
    """What is there; a line that a crash tore off is cut away. Raises StoreError.

    ``held`` are the segments of which the history holds facts, by their first numbers.
    """
    names = part.names()
    firsts = sorted(first for name in names if (first := segments.first_in(name)) is not None)
    said = (
        name_version_clock.read(part.read(name_version_clock.FILE, name_version_clock.LARGEST))
        if name_version_clock.FILE in names
        else None
    )
    last, damaged = 0, set[int]()
    tail: tuple[Recorded, ...] = ()
    gone: tuple[tuple[int, int], ...] = ()
    for first in reversed(firsts):
        data = _data(part, first)
        if last:
            damaged |= set() if segments.is_full(data) else {first}
            continue
        found = segments.read(data, device, first)
        if len(data) > found.end:
            part.cut(segments.name_of(first), found.end)
        if found.torn or found.refused or not found.is_complete(first):
            damaged.add(first)
        last, tail, gone = found.highest, found.records, found.gone
    damaged |= {first for first in held if first < last and first not in firsts}
    return Written(last, tuple(sorted(damaged)), tail, said, gone)


def append(part: Part, records: Sequence[Recorded], last: int, *, texts: bool) -> int:
    """Put facts behind those up to ``last``; gives the last number. Raises StoreError, and then it must be examined."""
    for first, several in groupby(records, key=lambda each: segments.first_of(each.n)):
        data: list[bytes] = []
        for each in several:
            if each.n > last + 1:
                data.append(segments.of_gone(each.device, last + 1, each.n - 1))
            data.append(segments.of_record(_shared(each, texts=texts)))
            last = each.n
        part.append(segments.name_of(first), b"".join(data))
    return last


def end(part: Part, device: str, last: int, gone_upto: int) -> None:
    """Say that the numbers behind the last up to another name nothing any more. Raises StoreError."""
    if gone_upto > last:
        part.append(segments.name_of(segments.first_of(gone_upto)), segments.of_gone(device, last + 1, gone_upto))


def rewrite(part: Part, device: str, first: int, records: Sequence[Recorded], last: int, *, texts: bool) -> None:
    """Write a segment anew with what the history holds of it. Raises StoreError."""
    data = segments.content(device, first, [_shared(each, texts=texts) for each in records], last)
    part.replace(segments.name_of(first), data)


def obey(part: Part, device: str, purged: Sequence[Span], *, is_former: bool = False) -> None:
    """Tell of all spans that were purged, then take what lies in them out of every segment. Raises StoreError.

    A span of which this machine has not said yet what it comes to here is told of only; under a former id it never says
    so.
    """
    if not is_former:
        tell(part, purged)
    settled = [each for each in purged if is_former or each.bound_of(device) is not None]
    for name in sorted(part.names()):
        if (first := segments.first_in(name)) is None:
            continue
        data = _data(part, first)
        found = segments.read(data, device, first)
        kept = [each for each in found.records if not any(span.holds(each) for span in settled)]
        if len(kept) < len(found.records):
            part.replace(name, segments.content(device, first, kept, found.highest))


def tell(part: Part, purged: Iterable[Span]) -> None:
    """Tell of spans, where that is news. Raises StoreError."""
    data = purged_spans.written(purged)
    if data != (part.read(purged_spans.FILE, purged_spans.LARGEST) or b""):
        part.replace(purged_spans.FILE, data)


def introduce(part: Part, said: About) -> None:
    """Say who this is. Raises StoreError."""
    part.replace(name_version_clock.FILE, name_version_clock.written(said))


def retire(part: Part, since: datetime | None = None) -> None:
    """Say that nobody writes this part any more, unless somebody did ``since``. Raises StoreError."""
    said = name_version_clock.read(part.read(name_version_clock.FILE, name_version_clock.LARGEST)) or About("")
    if not (said.left or writes(said, since)):
        introduce(part, replace(said, left=True))


def writes(said: About, since: datetime | None) -> bool:
    """Whether somebody wrote a part ``since``, as far as its clock tells."""
    return since is not None and said.clock is not None and since < said.clock


def take_back(part: Part, device: str, records: Sequence[Recorded]) -> None:
    """Take facts out of a former id's part, as this machine counts them under another now. Raises StoreError.

    What else lies there stays, be it of the same numbers: it is of the life that was first.
    """
    moved = {each.n: each for each in records}
    for first in sorted({segments.first_of(n) for n in moved}):
        found = segments.read(_data(part, first), device, first)
        stay = [each for each in found.records if each.n not in moved or differs(each, moved[each.n])]
        if len(stay) < len(found.records):
            last = stay[-1].n if stay else 0
            part.replace(segments.name_of(first), segments.content(device, first, stay, last))
    said = name_version_clock.read(part.read(name_version_clock.FILE, name_version_clock.LARGEST))
    if said is not None and said.last >= min(moved, default=said.last + 1):
        # Nobody is to wait for those, nor to take them for something that is known.
        introduce(part, replace(said, last=examine(part, device, ()).last))


def complete(part: Part, device: str, first: int, records: Sequence[Recorded], *, texts: bool) -> None:
    """Put what a segment of a former id's part lacks beside what it holds. Raises StoreError."""
    found = segments.read(_data(part, first), device, first)
    united = {each.n: each for each in records} | {each.n: each for each in found.records}
    if len(united) > len(found.records):
        rewrite(part, device, first, [united[n] for n in sorted(united)], max(found.highest, *united), texts=texts)


def lacks(part: Part, device: str, first: int, held: int) -> bool:
    """Whether a segment holds less than so many facts."""
    return segments.read(_data(part, first), device, first).lines < held


def differs(told: Recorded, recorded: Recorded | None) -> bool:
    """Whether the part tells of another life than the history: both have a fact of one number, and not the same one."""
    return recorded is not None and _bare(told) != _bare(recorded)


def is_same(told: Recorded, recorded: Recorded | None) -> bool:
    """Whether both say the same, under whatever id and number."""
    return recorded is not None and _bare(told) == _bare(recorded)


def _bare(record: Recorded) -> Fact:
    """A fact without any text, since those may or may not be shared."""
    fact = segments.without_texts(record.fact)
    return replace(fact, name="") if isinstance(fact, AgentReported) else fact


def _shared(record: Recorded, *, texts: bool) -> Recorded:
    return record if texts else replace(record, fact=segments.without_texts(record.fact))


def _data(part: Part, first: int) -> bytes:
    """What a segment holds; one that is larger than any of ours is emptied: it lies in our own part."""
    try:
        return part.read(segments.name_of(first), segments.LARGEST) or b""
    except TooLarge:
        part.replace(segments.name_of(first), b"")
        return b""
