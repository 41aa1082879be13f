"""Spans of time that were purged: told to all machines, obeyed by each, and kept for ever.

What was purged on one machine would come back from the next otherwise. Each machine tells of all that it knows, so
that one that was away hears of it from any other.

Dates alone can't say what is purged: a machine that has obeyed may still record what is dated so, such as how an hour
was labelled. So each machine says up to which of its own numbers a span holds, and from then on all agree on that.
Nor do dates say when something was, once a clock was set: see ``purge_clocks``.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from tray.core.messages.facts import Recorded
from tray.core.messages.purge_clocks import BEGINNING, END, ClockThen, holds, of_device
from tray.core.messages.purge_clocks import united as clocks_united
from tray.lib.frozen import dataclass
from tray.store.journal.rows import microseconds
from tray.store.machines import segments

FILE = "purged.jsonl"
LARGEST = 1 << 20
"""Bytes; some thousands of purges."""
_LAST_NUMBER = 1 << 53


@dataclass(frozen=True, slots=True)
class Span:
    """What was purged: facts dated from ``start`` up to ``end``, of one machine or of all."""

    start: datetime | None
    end: datetime
    device: str | None = None
    id: str = ""
    """Tells one purge from the next of the same time; empty where an older version told of it."""
    upto: tuple[tuple[str, int], ...] = ()
    """Of each machine, the last of its numbers that may lie in it. Of one that hasn't said, every number may."""
    clocks: tuple[ClockThen, ...] = ()
    """By which clocks facts lie in it; none where an older version told of it, and only their dates count."""

    @property
    def key(self) -> "Span":
        """The same purge, whoever tells of it and however much is known."""
        return replace(self, upto=(), clocks=())

    def is_about(self, device: str) -> bool:
        """Whether facts of a machine can lie in it."""
        return self.device in {None, device}

    def bound_of(self, device: str) -> int | None:
        """The last number of a machine that may lie in it; None where it hasn't said."""
        return dict(self.upto).get(device)

    def holds(self, record: Recorded) -> bool:
        """Whether a fact lies in it."""
        if not self.is_about(record.device):
            return False
        clock = of_device(self.clocks, record.device)
        start = BEGINNING if self.start is None else microseconds(self.start)
        if not holds(record, microseconds(record.fact.at), (start, microseconds(self.end)), clock):
            return False
        bound = self.bound_of(record.device)
        return bound is None or record.n <= bound

    def bounded(self, upto: Iterable[tuple[str, int]]) -> "Span":
        """With what machines said; the higher number counts, so that in the end all hold the same."""
        known = dict(self.upto)
        for device, n in upto:
            known[device] = max(n, known.get(device, 0))
        return replace(self, upto=tuple(sorted(known.items())))

    def read_by(self, clocks: Iterable[ClockThen]) -> "Span":
        """With what was said of more clocks."""
        return replace(self, clocks=clocks_united((*self.clocks, *clocks)))


def written(spans: Iterable[Span]) -> bytes:
    """The file that tells of them."""
    return b"".join(segments.checked(json.dumps(plain(each))) for each in spans)


def read(data: bytes) -> tuple[Span, ...]:
    """The inverse; lines that are none are passed over."""
    texts = map(segments.unchecked, data.split(b"\n")[:-1])
    found = (typed(_json(text)) for text in texts if text is not None)
    return united(each for each in found if each is not None)


def united(several: Iterable[Span]) -> tuple[Span, ...]:
    """Each purge once, with all that was said of it."""
    found: dict[Span, Span] = {}
    for each in several:
        found[each.key] = found.get(each.key, each).bounded(each.upto).read_by(each.clocks)
    return tuple(found.values())


def plain(span: Span) -> dict[str, Any]:
    """As JSON values."""
    start = None if span.start is None else span.start.isoformat()
    said: dict[str, Any] = {"from": start, "to": span.end.isoformat(), "device": span.device}
    if span.id or span.upto:
        said |= {"id": span.id, "upto": dict(span.upto)}
    if span.clocks:
        said["clocks"] = [[each.device, each.last, each.stays, *map(list, each.moved)] for each in span.clocks]
    return said


def typed(said: Any) -> Span | None:
    """The inverse; None for what is none."""
    match said:
        case {"from": str() | None as start, "to": str(end), "device": str() | None as device}:
            try:
                span = Span(
                    None if start is None else datetime.fromisoformat(start), datetime.fromisoformat(end), device
                )
            except ValueError:
                return None
            if any(at is not None and at.tzinfo is None for at in (span.start, span.end)):
                return None
            name, upto, clocks = said.get("id"), said.get("upto"), said.get("clocks")
            span = span.read_by(_clocks(clocks)) if isinstance(clocks, list) else span
            span = replace(span, id=name) if isinstance(name, str) else span
            return span.bounded(_bounds(upto)) if isinstance(upto, dict) else span
    return None


def _bounds(upto: dict[str, Any]) -> Iterable[tuple[str, int]]:
    return ((device, n) for device, n in upto.items() if type(n) is int and 0 <= n < _LAST_NUMBER)


def _clocks(clocks: list[Any]) -> Iterable[ClockThen]:
    for each in clocks:
        match each:
            case [str(device), int(last), int(stays), *moved] if _are_eras(last, stays):
                yield ClockThen(device, last, stays, tuple(_moved(moved)))


def _moved(moved: list[Any]) -> Iterable[tuple[int, int]]:
    for each in moved:
        match each:
            case [int(era), int(by)] if _are_eras(era) and abs(by) < END:
                yield era, by


def _are_eras(*eras: int) -> bool:
    return all(type(era) is int and 0 <= era < _LAST_NUMBER for era in eras)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
