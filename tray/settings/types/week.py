"""What a setting takes that holds the working hours of a week, or of one of its days."""

import re
from collections.abc import Sequence
from typing import Generic, TypeVar

from tray.lib.frozen import dataclass
from tray.lib.language.translation import mark, say
from tray.settings.types.clock_times_and_days import CLOCK, WEEKDAY, ClockSpan
from tray.settings.types.kind import AsTyped, Unfit
from tray.settings.types.lists import Several, overlap
from tray.settings.types.time_ranges_shifts_fixed_breaks import WEEKDAYS, TimeRange, WeekHours, WeekRange
from tray.settings.types.wrong_value_in_errors import shown

Span = TypeVar("Span", TimeRange, WeekRange)

FREE = "free"
"""Written for no fixed hours."""
AS_WEEK = "week"
"""Written for a day that is as the whole week says."""


@dataclass(frozen=True, slots=True)
class WeekSpan(AsTyped):
    """A span of clock times on every day, or on the days named before it, such as ``mon-fri 18:00-20:00``."""

    def read(self, raw: object) -> WeekRange:
        match = re.fullmatch(r"([^\W\d]\S*)\s+(\S.*)", raw, re.DOTALL) if isinstance(raw, str) else None
        if match is None:
            return WeekRange(ClockSpan().read(raw))
        named = re.fullmatch(f"({WEEKDAY})(?:[-–]({WEEKDAY}))?", match[1])
        if named is None:
            raise Unfit(
                say(
                    '{value} is not a day of the week such as "sat", or "mon-fri" for several; days are written {days}',
                    value=shown(match[1]),
                    days=", ".join(WEEKDAYS),
                )
            )
        first, last = (WEEKDAYS.index(name.lower()) for name in (named[1], named[2] or named[1]))
        return WeekRange(ClockSpan().read(match[2]), first, last)

    def range(self) -> str:
        return say("HH:MM-HH:MM or mon-fri HH:MM-HH:MM")

    def schema(self) -> dict[str, object]:
        days = rf"({WEEKDAY}([-–]{WEEKDAY})?\s+)?"
        return {"type": "string", "pattern": rf"^{days}{CLOCK}\s*[-–]\s*({CLOCK}|24:00)$"}


def _overlap_on_a_day(ranges: Sequence[WeekRange]) -> str | None:
    week = WeekHours(tuple(ranges))
    found = ((name, overlap(week.on(weekday))) for weekday, name in enumerate(WEEKDAYS))
    return next((say("on {day}: {wrong}", day=name, wrong=wrong) for name, wrong in found if wrong), None)


@dataclass(frozen=True, slots=True)
class _SpansOrWord(Generic[Span]):
    """A list of spans of clock times, or a word in its place."""

    spans: Several[Span]
    word: str
    wrong: str
    """What is said of another word, and what the right one means."""

    def listed(self, raw: object) -> tuple[Span, ...] | None:
        """The spans, or None for the word. Raises Unfit."""
        if isinstance(raw, str):
            if raw == self.word:
                return None
            raise Unfit(say(self.wrong, value=shown(raw), example=self.spans.example, word=self.word))
        return self.spans.read(raw)

    def read_words(self, words: str) -> object:
        return self.word if words.strip() == self.word else self.spans.read_words(words)

    def range(self) -> str:
        return say('{values}, or "{word}"', values=self.spans.range(), word=self.word)

    def schema(self) -> dict[str, object]:
        return {"anyOf": [{"type": "string", "enum": [self.word]}, self.spans.schema()]}


class WeekOrFree(_SpansOrWord[WeekRange]):
    """Spans of clock times, each on some days of the week; or the word for no fixed hours."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(
            Several(WeekSpan(), 48, '["mon-thu 09:00-17:30", "fri 09:00-15:00"]', _overlap_on_a_day),
            FREE,
            mark('{value} is neither a list such as {example} nor "{word}", for no fixed hours'),
        )

    def read(self, raw: object) -> WeekHours:
        spans = self.listed(raw)
        return WeekHours(free=True) if spans is None else WeekHours(spans)


class OwnDay(_SpansOrWord[TimeRange]):
    """Spans of clock times of one day of the week; None for the word that leaves it to the whole week."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(
            Several(ClockSpan(), 24, '["09:00-17:30"]', overlap),
            AS_WEEK,
            mark('{value} is neither a list such as {example} nor "{word}", which means the hours of hours.week'),
        )

    def read(self, raw: object) -> tuple[TimeRange, ...] | None:
        return self.listed(raw)
