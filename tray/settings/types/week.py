"""What a setting takes that holds the working hours of a week, or of one of its days."""

from collections.abc import Sequence

from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.settings.types.clock_times import ClockSpan, WeekSpan
from tray.settings.types.kind import Unfit
from tray.settings.types.lists import Several, overlap
from tray.settings.types.toml_form import shown
from tray.settings.types.values import WEEKDAYS, TimeRange, WeekHours, WeekRange

FREE = "free"
"""Written for no fixed hours."""
AS_WEEK = "week"
"""Written for a day that is as the whole week says."""


def _overlap_on_a_day(ranges: Sequence[WeekRange]) -> str | None:
    week = WeekHours(tuple(ranges))
    found = ((name, overlap(week.on(weekday))) for weekday, name in enumerate(WEEKDAYS))
    return next((say("on {day}: {wrong}", day=name, wrong=wrong) for name, wrong in found if wrong), None)


_WEEK = Several(WeekSpan(), 48, '["mon-thu 09:00-17:30", "fri 09:00-15:00"]', _overlap_on_a_day)
_DAY = Several(ClockSpan(), 24, '["09:00-17:30"]', overlap)


@dataclass(frozen=True, slots=True)
class WeekOrFree:
    """Spans of clock times, each on some days of the week; or the word for no fixed hours."""

    def read(self, raw: object) -> WeekHours:
        if isinstance(raw, str):
            if raw == FREE:
                return WeekHours(free=True)
            raise Unfit(
                say(
                    '{value} is neither a list such as {example} nor "{word}", for no fixed hours',
                    value=shown(raw),
                    example=_WEEK.example,
                    word=FREE,
                )
            )
        return WeekHours(_WEEK.read(raw))

    def read_words(self, words: str) -> object:
        return FREE if words.strip() == FREE else _WEEK.read_words(words)

    def range(self) -> str:
        return say('{values}, or "{word}"', values=_WEEK.range(), word=FREE)

    def schema(self) -> dict[str, object]:
        return {"anyOf": [{"type": "string", "enum": [FREE]}, _WEEK.schema()]}


@dataclass(frozen=True, slots=True)
class OwnDay:
    """Spans of clock times of one day of the week; None for the word that leaves it to the whole week."""

    def read(self, raw: object) -> tuple[TimeRange, ...] | None:
        if isinstance(raw, str):
            if raw == AS_WEEK:
                return None
            raise Unfit(
                say(
                    '{value} is neither a list such as {example} nor "{word}", which means the hours of hours.week',
                    value=shown(raw),
                    example=_DAY.example,
                    word=AS_WEEK,
                )
            )
        return _DAY.read(raw)

    def read_words(self, words: str) -> object:
        return AS_WEEK if words.strip() == AS_WEEK else _DAY.read_words(words)

    def range(self) -> str:
        return say('{values}, or "{word}"', values=_DAY.range(), word=AS_WEEK)

    def schema(self) -> dict[str, object]:
        return {"anyOf": [{"type": "string", "enum": [AS_WEEK]}, _DAY.schema()]}
