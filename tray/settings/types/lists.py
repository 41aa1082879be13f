"""Settings that hold a list."""

from collections.abc import Callable, Sequence
from datetime import time
from itertools import pairwise
from typing import Generic, TypeVar

from tray.lib.frozen import dataclass
from tray.lib.language.translation import say, say_many
from tray.settings.types.kind import Fault, Kind, Unfit
from tray.settings.types.time_ranges_shifts_fixed_breaks import TimeRange
from tray.settings.types.wrong_value_in_errors import shown

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Several(Generic[Value]):
    """A list of values of one kind, without two that are equal."""

    each: Kind[Value]
    most: int
    """At most so many elements."""
    example: str
    """A list as TOML, for the message."""
    together: Callable[[Sequence[Value]], str | None] | None = None
    """What is wrong with the list as a whole, if anything."""

    def read(self, raw: object) -> tuple[Value, ...]:
        if not isinstance(raw, list | tuple):
            raise Unfit(
                say(
                    "{value} is not a list such as {example}; a list has square brackets",
                    value=shown(raw),
                    example=self.example,
                )
            )
        if len(raw) > self.most:
            raise Unfit(
                say_many(
                    "this list has {count} element; up to {most} are allowed",
                    "this list has {count} elements; up to {most} are allowed",
                    len(raw),
                    most=self.most,
                )
            )
        values = self._elements(raw)
        first: dict[Value, int] = {}
        for index, value in enumerate(values):
            if first.setdefault(value, index) != index:
                raise Unfit(Fault(say("{value} is listed twice", value=shown(raw[index])), index))
        if self.together and (wrong := self.together(values)):
            raise Unfit(wrong)
        return tuple(values)

    def read_words(self, words: str) -> object:
        trimmed = words.strip()
        if trimmed.startswith("[") and trimmed.endswith("]"):
            trimmed = trimmed[1:-1].strip().removesuffix(",")
        parts = [part.strip().strip("\"'") for part in trimmed.split(",")]
        return [self.each.read_words(part) for part in parts] if trimmed else []

    def range(self) -> str:
        return say("list of {values}", values=self.each.range())

    def schema(self) -> dict[str, object]:
        return {"type": "array", "items": self.each.schema(), "maxItems": self.most, "uniqueItems": True}

    def _elements(self, raw: Sequence[object]) -> list[Value]:
        values: list[Value] = []
        faults: list[Fault] = []
        for index, element in enumerate(raw):
            try:
                values.append(self.each.read(element))
            except Unfit as unfit:
                faults += [Fault(fault.text, index) for fault in unfit.faults]
        if faults:
            raise Unfit(*faults)
        return values


def overlap(ranges: Sequence[TimeRange]) -> str | None:
    """Which two of the ranges that begin on one day cover the same minutes, in words."""
    in_order = sorted(ranges, key=lambda span: span.start)
    for earlier, later in pairwise(in_order):
        if _minutes(later.start) < _end_minutes(earlier):
            return say('"{earlier}" and "{later}" overlap; write one range for both', earlier=earlier, later=later)
    return None


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _end_minutes(span: TimeRange) -> int:
    over_midnight = 24 * 60 if span.end <= span.start else 0
    return _minutes(span.end) + over_midnight
