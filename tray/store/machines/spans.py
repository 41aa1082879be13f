"""Spans of time that were purged: told to all machines, obeyed by each, and kept for ever.

What was purged on one machine would come back from the next otherwise. Each machine tells of all that it knows, so
that one that was away hears of it from any other.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from tray.core.messages.facts import Recorded
from tray.lib.frozen import dataclass
from tray.store.machines import segments

FILE = "purged.jsonl"
LARGEST = 1 << 20
"""Bytes; ten thousand purges."""


@dataclass(frozen=True, slots=True)
class Span:
    """What was purged: facts dated from ``start`` up to ``end``, of one machine or of all."""

    start: datetime | None
    end: datetime
    device: str | None = None

    def holds(self, record: Recorded) -> bool:
        """Whether a fact lies in it."""
        if self.device is not None and record.device != self.device:
            return False
        return (self.start is None or self.start <= record.fact.at) and record.fact.at < self.end


def written(spans: Iterable[Span]) -> bytes:
    """The file that tells of them."""
    return b"".join(segments.checked(json.dumps(plain(each))) for each in spans)


def read(data: bytes) -> tuple[Span, ...]:
    """The inverse; lines that are none are passed over."""
    texts = map(segments.unchecked, data.split(b"\n")[:-1])
    found = (typed(_json(text)) for text in texts if text is not None)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def plain(span: Span) -> dict[str, Any]:
    """As JSON values."""
    start = None if span.start is None else span.start.isoformat()
    return {"from": start, "to": span.end.isoformat(), "device": span.device}


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
            return None if any(at is not None and at.tzinfo is None for at in (span.start, span.end)) else span
    return None


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
