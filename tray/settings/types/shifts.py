"""What settings take that tell of shifts in turn: what each is called, and in which order they follow each other."""

import re
from datetime import date, datetime

from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.settings.types.clock_times_and_days import ClockSpan
from tray.settings.types.kind import AsTyped, Unfit
from tray.settings.types.time_ranges_shifts_fixed_breaks import Cycle, Shift
from tray.settings.types.wrong_value_in_errors import shown

OFF = "off"
"""Written for days without working hours."""
MOST_DAYS = 366
_NAME = r"[^\W\d][\w-]{0,39}"
_EXAMPLE = '["2026-11-02", "early 4, off 2, late 4, off 2"]'


@dataclass(frozen=True, slots=True)
class ShiftTime(AsTyped):
    """A name and the hours of that shift, such as ``early 06:00-14:00``."""

    def read(self, raw: object) -> Shift:
        match = re.fullmatch(rf"({_NAME})\s+(\d\S*(?:\s*[-–]\s*\S+)?)", raw) if isinstance(raw, str) else None
        if match is None:
            raise Unfit(say('{value} is not a shift such as "early 06:00-14:00"', value=shown(raw)))
        if match[1] == OFF:
            raise Unfit(say('"off" means days without work; give the shift another name'))
        return Shift(match[1], ClockSpan().read(match[2]))

    def range(self) -> str:
        return say("NAME HH:MM-HH:MM")

    def schema(self) -> dict[str, object]:
        return {"type": "string", "pattern": r"^[A-Za-z]\S*\s+\d.*$"}


@dataclass(frozen=True, slots=True)
class ShiftCycle:
    """The day on which it begins, and which shifts follow each other for how many days; None for none."""

    def read(self, raw: object) -> Cycle | None:
        if isinstance(raw, list | tuple) and not raw:
            return None
        if not (isinstance(raw, list | tuple) and len(raw) == 2):
            raise Unfit(say("{value} is not a cycle of shifts such as {example}", value=shown(raw), example=_EXAMPLE))
        begins, order = _begins(raw[0]), raw[1]
        days: list[str] = []
        for part in order.split(",") if isinstance(order, str) else [""]:
            match = re.fullmatch(rf"\s*({_NAME})\s+(\d{{1,3}})\s*", part)
            if match is None or not 1 <= int(match[2]) <= MOST_DAYS:
                raise Unfit(
                    say(
                        '{value} is not an order of shifts such as "early 4, off 2": names, each with its number of '
                        "days, and commas between them",
                        value=shown(order),
                    )
                )
            days += [match[1]] * int(match[2])
        if len(days) > MOST_DAYS:
            raise Unfit(
                say("this cycle has {days} days; up to {most} are allowed", days=str(len(days)), most=MOST_DAYS)
            )
        return Cycle(begins, tuple(days))

    def read_words(self, words: str) -> object:
        trimmed = words.strip().removeprefix("[").removesuffix("]").strip()
        first, _, rest = trimmed.partition(",")
        return [part.strip().strip("\"'") for part in (first, rest)] if trimmed else []

    def range(self) -> str:
        return say("list of YYYY-MM-DD and of names with days")

    def schema(self) -> dict[str, object]:
        return {"type": "array", "items": {"type": "string"}, "maxItems": 2}


def _begins(raw: object) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw  # TOML has dates of its own
    try:
        return date.fromisoformat(raw if isinstance(raw, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw) else "")
    except ValueError:
        raise Unfit(
            say('{value} is not the day on which a cycle of shifts begins, such as "2026-11-02"', value=shown(raw))
        ) from None
