"""Reads what the other machines wrote into the shared folder: each file when it is new or has changed.

What is not there says nothing: an emptied folder, a part that vanished, an older file take no fact away.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from tray.core.messages.facts import Recorded
from tray.lib.frozen import dataclass
from tray.store.machines import name_version_clock, purged_spans, segments
from tray.store.machines.folder import Part, SharedFolder, TooLarge
from tray.store.machines.name_version_clock import About
from tray.store.machines.purged_spans import Span

MOST_MACHINES = 64
AT_ONCE = 8_192
"""About so many facts are read before they are handed over, so that ten years need no memory to speak of."""

Held = Mapping[str, Mapping[int, int]]
"""Of each machine, how many facts of a segment the history holds."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What is known of another machine from its part."""

    device: str
    about: About
    latest: datetime | None
    """When its last fact of those that were read was, by its clock."""
    last: int
    """The highest number that is known of."""
    gone: tuple[tuple[int, int], ...]
    """Numbers that name nothing any more, from the first to the last."""
    missing: int
    """Facts that it has told of, or must have, and that are not there yet."""
    not_understood: int
    refused: int
    torn: int
    too_large: tuple[str, ...]
    looks: int
    """By this its part is told from what it holds later."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of reading."""

    machines: tuple[Machine, ...]
    records: tuple[Recorded, ...]
    """Facts that were not handed over before, without those in the spans that were given."""
    spans: tuple[Span, ...]
    """All that any machine tells of."""
    more: bool
    """There is more to read; ``records`` are all that is handed over at once."""
    too_many: bool
    """More machines than anybody has have a part; those beyond are not read."""


class _File:
    """A segment as it was read last."""

    __slots__ = ("gone", "handed", "highest", "lines", "not_understood", "print", "refused", "torn")

    def __init__(self, seen: tuple[int, int, int] | None, found: segments.Segment) -> None:
        self.print = seen
        self.lines = found.lines
        self.gone = found.gone
        self.highest = found.highest
        self.not_understood, self.refused, self.torn = found.not_understood, found.refused, found.torn
        # Of a full one all are known.
        self.handed = frozenset(map(_dated, found.records)) if found.lines < segments.SIZE else frozenset()

    @classmethod
    def counted(cls, seen: tuple[int, int, int] | None, first: int) -> "_File":
        """A full one, of which nothing else is wanted."""
        file = cls(seen, segments.Segment())
        file.lines, file.highest = segments.SIZE, first + segments.SIZE - 1
        return file


def _dated(record: Recorded) -> int:
    """By this a fact is known again; what has its number and another date is of another life."""
    return hash((record.n, record.fact.at))


class _Known:
    """What was read of one machine."""

    __slots__ = ("about", "about_print", "files", "latest", "looks", "spans", "spans_print", "too_large")

    def __init__(self) -> None:
        self.about = About("")
        self.about_print: object = None
        self.spans: tuple[Span, ...] = ()
        self.spans_print: object = None
        self.files: dict[int, _File] = {}
        self.looks = 0
        self.latest: datetime | None = None
        self.too_large: set[str] = set()


class Others:
    """Remembers what was read, so that nothing is read twice."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._purged: tuple[Span, ...] = ()

    def read(
        self,
        folder: SharedFolder,
        own: str,
        held: Held,
        purged: Iterable[Span],
        at_once: int = AT_ONCE,
        *,
        skims: bool = False,
        anew: Iterable[str] = (),
    ) -> Found:
        """Read what is new. Raises StoreError when the folder cannot be read.

        Where it only ``skims``, facts of full segments are counted and not handed over. Of the machines in ``anew`` all
        is handed over again.
        """
        for device in anew:
            if device in self._known:
                self._known[device].files.clear()
        late = tuple(purged)
        if late != self._purged:
            # What lay in a span then may be wanted now: its machine has said since that it recorded it later.
            self._purged = late
            for known in self._known.values():
                known.files.clear()
        devices = [each for each in folder.devices() if each != own]
        records: list[Recorded] = []
        more = False
        for device in devices[:MOST_MACHINES]:
            with folder.part(device) as part:
                if part is not None:
                    more |= self._read_part(part, device, held.get(device, {}), records, at_once, skims)
        told = purged_spans.united(each for known in self._known.values() for each in known.spans)
        return Found(
            tuple(_machine(device, known, held.get(device, {})) for device, known in sorted(self._known.items())),
            tuple(each for each in records if not any(span.holds(each) for span in late)),
            told,
            more,
            len(devices) > MOST_MACHINES,
        )

    def _read_part(
        self, part: Part, device: str, held: Mapping[int, int], records: list[Recorded], at_once: int, skims: bool
    ) -> bool:
        """Read one machine's part until there are enough records; whether something is left."""
        known = self._known.setdefault(device, _Known())
        names = part.names()
        known.looks = hash(frozenset(names.items()))
        if (seen := names.get(name_version_clock.FILE)) != known.about_print and seen:
            known.about = (
                name_version_clock.read(_read(part, name_version_clock.FILE, name_version_clock.LARGEST, known))
                or known.about
            )
            known.about_print = seen
        if (seen := names.get(purged_spans.FILE)) != known.spans_print and seen:
            known.spans = purged_spans.read(_read(part, purged_spans.FILE, purged_spans.LARGEST, known) or b"")
            known.spans_print = seen
        firsts = {first: name for name in names if (first := segments.first_in(name)) is not None}
        for first, name in sorted(firsts.items()):
            before = known.files.get(first)
            if held.get(first, 0) >= segments.SIZE or (before is not None and before.print == names[name]):
                continue
            if len(records) >= at_once:
                return True
            data = _read(part, name, segments.LARGEST, known)
            if data is None:
                continue  # gone meanwhile
            if skims and segments.is_full(data) and b'"gone"' not in data:
                known.files[first] = _File.counted(names[name], first)
                continue
            found = segments.read(data, device, first)
            handed = before.handed if before else ()
            records.extend(each for each in found.records if _dated(each) not in handed)
            known.files[first] = _File(names[name], found)
            if found.records and found.highest >= max(each.highest for each in known.files.values()):
                # The one that it recorded last: one before may be dated later, by a clock that is set right since.
                known.latest = found.records[-1].fact.at
        return False


def _read(part: Part, name: str, at_most: int, known: _Known) -> bytes | None:
    try:
        data = part.read(name, at_most)
    except TooLarge:
        known.too_large.add(name)
        return b""
    known.too_large.discard(name)
    return data


def _machine(device: str, known: _Known, held: Mapping[int, int]) -> Machine:
    files = known.files
    firsts: Collection[int] = files.keys() | held.keys()
    last = max(
        [known.about.last, *(first for first in firsts), *(end for each in files.values() for _, end in each.gone)]
    )
    gone = sorted(span for each in files.values() for span in each.gone)
    missing = _count(1, last, gone)
    for first in firsts:
        end = min(first + segments.SIZE - 1, max(last, first))
        expected = _count(first, end, gone)
        there = max(files[first].lines if first in files else 0, held.get(first, 0))
        # A last segment goes on as far as its lines do, whatever the machine says of itself.
        missing -= min(expected, there)
    return Machine(
        device,
        known.about,
        known.latest,
        last,
        tuple(gone),
        max(missing, 0),
        sum(each.not_understood for each in files.values()),
        sum(each.refused for each in files.values()),
        sum(each.torn for each in files.values()),
        tuple(sorted(known.too_large)),
        known.looks,
    )


def _count(first: int, last: int, gone: Iterable[tuple[int, int]]) -> int:
    """How many numbers there are, without those that name nothing any more."""
    left = last - first + 1
    reached = first - 1
    for start, end in gone:
        start, end = max(start, reached + 1, first), min(end, last)
        if start <= end:
            left -= end - start + 1
            reached = end
    return left
