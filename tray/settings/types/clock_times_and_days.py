"""Settings that hold a clock time, a span of clock times, or days."""

import re
from datetime import date, datetime, time

from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.settings.types.kind import AsTyped, Unfit
from tray.settings.types.time_ranges_shifts_fixed_breaks import WEEKDAYS, ClockBreak, DateRange, TimeRange
from tray.settings.types.wrong_value_in_errors import shown

CLOCK = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"
WEEKDAY = f"(?:{'|'.join(f'[{name[0].upper()}{name[0]}]{name[1:]}' for name in WEEKDAYS)})"
_DAY = r"20[0-9]{2}-[01][0-9]-[0-3][0-9]"


@dataclass(frozen=True, slots=True)
class TimeOfDay(AsTyped):
    """A clock time such as ``17:30``."""

    example: str

    def read(self, raw: object) -> time:
        if isinstance(raw, time) and not (raw.second or raw.microsecond):
            return raw
        if isinstance(raw, str) and re.fullmatch(CLOCK, raw):
            return _clock(raw)
        if raw == "24:00":
            raise Unfit(
                say('"24:00" is not a clock time such as "{example}"; midnight is "00:00"', example=self.example)
            )
        raise Unfit(say('{value} is not a clock time such as "{example}"', value=shown(raw), example=self.example))

    def range(self) -> str:
        return say("HH:MM")

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": f"^{CLOCK}$"}


@dataclass(frozen=True, slots=True)
class TimeOrNone(AsTyped):
    """A clock time such as ``17:30``, or ``""`` for none."""

    example: str

    def read(self, raw: object) -> time | None:
        return None if raw == "" else TimeOfDay(self.example).read(raw)

    def range(self) -> str:
        return say('HH:MM or ""')

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": f"^({CLOCK})?$"}


@dataclass(frozen=True, slots=True)
class ClockSpan(AsTyped):
    """A span of clock times such as ``09:00-17:30``; it may run over midnight, and ``24:00`` may end it."""

    def read(self, raw: object) -> TimeRange:
        match = re.fullmatch(rf"({CLOCK})\s*[-–]\s*({CLOCK}|24:00)", raw) if isinstance(raw, str) else None
        if match is None:
            raise Unfit(say('{value} is not a time range such as "09:00-17:30"', value=shown(raw)))
        first, last = match.groups()
        if first == last:
            raise Unfit(
                say(
                    '{value} ends when it begins; remove it, or write "00:00-24:00" for the whole day',
                    value=shown(raw),
                )
            )
        return TimeRange(_clock(first), time(0) if last == "24:00" else _clock(last))

    def range(self) -> str:
        return say("HH:MM-HH:MM")

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": rf"^{CLOCK}\s*[-–]\s*({CLOCK}|24:00)$"}


@dataclass(frozen=True, slots=True)
class BreakTime(AsTyped):
    """A time of day and a kind of break, perhaps with days before them, such as ``mon-fri 12:30 lunch``."""

    def read(self, raw: object) -> ClockBreak:
        days = rf"(?:({WEEKDAY})(?:[-–]({WEEKDAY}))?\s+)?"
        match = re.fullmatch(rf"{days}({CLOCK})\s+([A-Za-z]\S{{0,39}})", raw) if isinstance(raw, str) else None
        if match is None:
            raise Unfit(
                say(
                    '{value} is not a break at a fixed time such as "12:30 lunch" or "mon-fri 15:00 walk"',
                    value=shown(raw),
                )
            )
        if match[1] is None:
            return ClockBreak(_clock(match[3]), match[4])
        first, last = (WEEKDAYS.index(name.lower()) for name in (match[1], match[2] or match[1]))
        return ClockBreak(_clock(match[3]), match[4], first, last)

    def range(self) -> str:
        return say("HH:MM KIND or mon-fri HH:MM KIND")

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": rf"^({WEEKDAY}([-–]{WEEKDAY})?\s+)?{CLOCK}\s+[A-Za-z]\S*$"}


@dataclass(frozen=True, slots=True)
class Days(AsTyped):
    """A day such as ``2026-05-01``, or several as ``2026-12-24..2027-01-01``, both ends included."""

    def read(self, raw: object) -> DateRange:
        # TOML has dates of its own; a person who leaves the quotes out means the same.
        if isinstance(raw, date) and not isinstance(raw, datetime):
            raw = raw.isoformat()
        match = re.fullmatch(rf"({_DAY})(?:\s*\.\.\s*({_DAY}))?", raw) if isinstance(raw, str) else None
        if match is None:
            raise Unfit(say('{value} is not a day such as "2026-05-01" or "2026-12-24..2027-01-01"', value=shown(raw)))
        first, last = _day(match[1]), _day(match[2] or match[1])
        if last < first:
            raise Unfit(say("{value} ends before it begins", value=shown(raw)))
        return DateRange(first, last)

    def range(self) -> str:
        return say("YYYY-MM-DD or YYYY-MM-DD..YYYY-MM-DD")

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": rf"^{_DAY}(\s*\.\.\s*{_DAY})?$"}


def _clock(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Unfit(say("there is no day {value} in the calendar", value=shown(text))) from wrong
