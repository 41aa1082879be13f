"""Which value types do settings use beyond those of Python?"""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class TimeRange:
    """A span of local clock time within a day; it runs over midnight when ``end`` is not after ``start``.

    Where both are midnight it is the whole day.
    """

    start: time
    end: time

    def __str__(self) -> str:
        end = f"{self.end:%H:%M}" if self.end > time(0) else "24:00"
        return f"{self.start:%H:%M}-{end}"


@dataclass(frozen=True, slots=True)
class DateRange:
    """Whole local days, both ends included."""

    first: date
    last: date

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"
