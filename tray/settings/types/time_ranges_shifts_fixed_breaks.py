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


EVERY_DAY = (0, 6)


def among(weekday: int, first: int, last: int) -> bool:
    """Whether a weekday is one of those from ``first`` to ``last``, which may run over the end of a week."""
    return (weekday - first) % 7 <= (last - first) % 7


def named_days(first: int, last: int) -> str:
    """The weekdays from ``first`` to ``last`` as they are written in the file: ``fri``, ``mon-fri``."""
    return WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}-{WEEKDAYS[last]}"


@dataclass(frozen=True, slots=True)
class WeekRange:
    """A span of local clock time that begins on some days of the week, those from ``first`` to ``last``.

    Days count as ``date.weekday`` does. Where ``last`` is before ``first`` they run over the end of a week.
    """

    clocks: TimeRange
    first: int = 0
    last: int = 6

    def on(self, day: date) -> bool:
        """Whether it begins on this date."""
        return among(day.weekday(), self.first, self.last)

    def __str__(self) -> str:
        if (self.first, self.last) == EVERY_DAY:
            return str(self.clocks)
        return f"{named_days(self.first, self.last)} {self.clocks}"


@dataclass(frozen=True, slots=True)
class WeekHours:
    """The working hours of a week. Without any there are no fixed hours, and every day is like every other."""

    ranges: tuple[WeekRange, ...] = ()
    free: bool = False
    """The person said that there are no fixed hours."""

    def on(self, weekday: int) -> tuple[TimeRange, ...]:
        """The working hours that begin on a weekday, 0 being Monday."""
        return tuple([each.clocks for each in self.ranges if among(weekday, each.first, each.last)])


@dataclass(frozen=True, slots=True)
class Shift:
    """A span of working hours with a name."""

    name: str
    clocks: TimeRange


@dataclass(frozen=True, slots=True)
class Cycle:
    """Which shift each day of a cycle has, the first of them on the date ``begins``; it repeats, also before that."""

    begins: date
    days: tuple[str, ...]

    def on(self, day: date) -> str:
        """The name of the shift that begins on a date."""
        return self.days[(day - self.begins).days % len(self.days)]


@dataclass(frozen=True, slots=True)
class ClockBreak:
    """A break of a kind that is wanted at a time of day, on the weekdays from ``first`` to ``last``, 0 being Monday.

    Where ``last`` is before ``first`` they run over the end of a week.
    """

    at: time
    kind: str
    first: int = 0
    last: int = 6

    def on(self, day: date) -> bool:
        """Whether it is wanted on this date."""
        return among(day.weekday(), self.first, self.last)

    def __str__(self) -> str:
        return f"{named_days(self.first, self.last)} {self.at:%H:%M} {self.kind}"


@dataclass(frozen=True, slots=True)
class DateRange:
    """Whole local days, both ends included."""

    first: date
    last: date
