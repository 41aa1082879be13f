"""Adds up how long the person worked at each of their machines.

Each machine's hours are its own: work at two of them at once counts for both, and once in the total. What the person
said was a break counts for none.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from tray.core.days_and_nights import Span, overlap
from tray.core.messages.facts import Fact
from tray.core.state.state import State
from tray.core.state.stays_at_machines import Stay
from tray.core.state.walk_through_record import Stage, walk

_ZERO = timedelta(0)


class Work:
    """When the person worked, whether at one machine or another, as far as that was gone through."""

    def __init__(self, start: State) -> None:
        self._last = start
        self._spans: list[Span] = []

    def take(self, facts: Iterable[Fact]) -> None:
        """Live through what happened next."""
        for lived in walk(self._last, facts, self._last.at):
            if isinstance(lived, Stage):
                _add(self._spans, lived)
            self._last = lived.after

    def up_to(self, at: datetime) -> list[Span]:
        """The spans of it, if nothing more happens until then."""
        spans = self._spans.copy()
        for lived in walk(self._last, (), at):
            if isinstance(lived, Stage):
                _add(spans, lived)
        return spans


def _add(spans: list[Span], lived: Stage) -> None:
    if lived.before.working:
        add_span(spans, lived.before.at, lived.after.at)


def add_span(spans: list[Span], start: datetime, end: datetime) -> None:
    """Put a span behind the others, or make the last one longer where it goes on."""
    if spans and spans[-1][1] == start:
        start = spans.pop()[0]
    spans.append((start, end))


def cut(stays: Iterable[Stay], work: Sequence[Span], since: datetime, until: datetime) -> Iterator[Stay]:
    """What of the stays lies between two instants and in the person's work."""
    for each in stays:
        for start, end in work:
            begins, ends = max(each.since, start, since), min(each.until, end, until)
            if begins < ends:
                yield Stay(each.device, begins, ends)


def hours(stays: Iterable[Stay], work: Sequence[Span], since: datetime, until: datetime) -> dict[str, timedelta]:
    """How long the person worked at each machine between two instants, by its device; of none nothing is said."""
    found: dict[str, timedelta] = {}
    for each in stays:
        begins, ends = max(each.since, since), min(each.until, until)
        if begins < ends and (length := overlap(begins, ends, work)):
            found[each.device] = found.get(each.device, _ZERO) + length
    return found
