"""The value types that settings use beyond those of Python."""

from datetime import date, time

from tray.lib.frozen import dataclass


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


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""As they are written in the file, and in the order of ``date.weekday``."""


@dataclass(frozen=True, slots=True)
class WeekRange:
    """A span of local clock time that begins on some days of the week, those from ``first`` to ``last``.

    Days count as ``date.weekday`` does. Where ``last`` is before ``first`` they run over the weekend.
    """

    clocks: TimeRange
    first: int = 0
    last: int = 6

    def on(self, day: date) -> bool:
        """Whether it begins on this date."""
        return (day.weekday() - self.first) % 7 <= (self.last - self.first) % 7

    def __str__(self) -> str:
        if (self.first, self.last) == (0, 6):
            return str(self.clocks)
        first, last = WEEKDAYS[self.first], WEEKDAYS[self.last]
        return f"{first} {self.clocks}" if first == last else f"{first}-{last} {self.clocks}"


@dataclass(frozen=True, slots=True)
class ClockBreak:
    """A break of a kind that is wanted at a time of day, on the weekdays from ``first`` to ``last``, 0 being Monday."""

    at: time
    kind: str
    first: int = 0
    last: int = 6

    def __str__(self) -> str:
        days = WEEKDAYS[self.first] if self.first == self.last else f"{WEEKDAYS[self.first]}-{WEEKDAYS[self.last]}"
        return f"{days} {self.at:%H:%M} {self.kind}"


@dataclass(frozen=True, slots=True)
class DateRange:
    """Whole local days, both ends included."""

    first: date
    last: date

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"
