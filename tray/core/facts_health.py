"""Which facts tell how the person is: questions, an easier day, holidays, early warnings?"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from tray.frozen import dataclass


@dataclass(frozen=True, slots=True)
class QuestionPut:
    """The person was asked; the question stands until it is answered or dropped."""

    at: datetime
    item: str
    """weeks at the first start; else an item of a check-in: fatigue, rested, engaged, switched_off."""


@dataclass(frozen=True, slots=True)
class QuestionDropped:
    """The question stands no longer, and was not answered."""

    at: datetime


@dataclass(frozen=True, slots=True)
class TodayEased:
    """``day`` goes easier, after an answer that asked for it or because the person said so."""

    at: datetime
    day: date
    break_after: timedelta
    """A break is due after a stretch of this length at the latest."""
    work: timedelta
    """The limit on the day is this at most."""


@dataclass(frozen=True, slots=True)
class EasingUndone:
    """``day`` goes as usual again, whatever is answered."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class HolidayBegan:
    """From the day ``first`` on there are no working hours, and nothing is said."""

    at: datetime
    first: date
    last: date | None
    """The last day of it; None until the person says so."""


@dataclass(frozen=True, slots=True)
class HolidayEnded:
    """Working hours count again, and things are said."""

    at: datetime


@dataclass(frozen=True, slots=True)
class HistoryWeighed:
    """The days before ``day`` were looked through for early warnings; once a day."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class WarningRaised:
    """The person was told of an early warning."""

    at: datetime
    signal: str
    rule: str
    """Which of the signal's rules it was."""
    numbers: Mapping[str, float]
    """What it rests on; lengths of time in seconds."""
