"""Counts a day while it is walked through, and becomes its DayTotals when everything was seen."""

from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any

from tray.core.inquiry.trace import Kind
from tray.core.local_time import Span
from tray.core.messages.day_totals import Answer, DayTotals, SessionTotal
from tray.lib.frozen import dataclass, field

_ZERO = timedelta(0)
_HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Tally:
    """A day as far as it has been counted; the fields are those of DayTotals."""

    day: date
    begins: datetime
    ends: datetime
    week_begins: int
    weekend: bool
    lates: tuple[Span, ...]
    nights: tuple[Span, ...]
    worked: timedelta = _ZERO
    rested: timedelta = _ZERO
    meetings: timedelta = _ZERO
    booked: timedelta = _ZERO
    attended: timedelta = _ZERO
    booked_meetings: int = 0
    back_to_back: int = 0
    outside: timedelta = _ZERO
    late: timedelta = _ZERO
    night: timedelta = _ZERO
    night_outside: timedelta = _ZERO
    longest: timedelta = _ZERO
    start: datetime | None = None
    stop: datetime | None = None
    planned_end: datetime | None = None
    away_before: timedelta | None = None
    suggestions: int = 0
    taken: int = 0
    snoozed: int = 0
    skipped: int = 0
    breaks: int = 0
    breaks_completed: int = 0
    breaks_due: int = 0
    breaks_due_taken: int = 0
    switches: int = 0
    sessions: list[SessionTotal] = field(default_factory=list)
    opened: int = 0
    planned: int = 0
    closed: int = 0
    open_unplanned: int = 0
    open_planned: int = 0
    answers: list[Answer] = field(default_factory=list)
    peak: float = 0.0
    peak_at: datetime | None = None
    gen2_morning: float | None = None
    at_level: dict[str, timedelta] = field(default_factory=dict)
    incidents: list[datetime] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)
    put: dict[str, float] = field(default_factory=dict)
    freed: dict[str, float] = field(default_factory=dict)
    at_machines: dict[str, timedelta] = field(default_factory=dict)
    work: list[Span] = field(default_factory=list)
    """Kept where several machines are on record."""
    area: float = 0.0
    """Pressure at work × hours."""

    def add(self, kind: Kind, points: float) -> None:
        """Points were put in."""
        self.put[kind.value] = self.put.get(kind.value, 0.0) + points

    def told(self) -> DayTotals:
        """The finished totals."""
        values: dict[str, Any] = {
            each.name: getattr(self, each.name) for each in fields(DayTotals) if each.name in _KEPT
        }
        for name in ("sessions", "answers", "incidents", "limits"):
            values[name] = tuple(values[name])
        return DayTotals(**values, mean=self.area / (self.worked / _HOUR) if self.worked else None)


_KEPT = frozenset(each.name for each in fields(Tally)) - {"lates", "nights", "work", "area"}
