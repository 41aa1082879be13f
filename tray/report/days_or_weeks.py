"""How much time one bar stands for: a day, or a week where the days of a year would be too thin to be seen."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from tray.core.messages.day_totals import LEVELS, DayTotals
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.report.dates_and_numbers import short_date, short_day

_MOST_DAYS = 100
_MIDDLE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Bar:
    """The days of one bar."""

    at: date
    """Where it stands: on the day, or in the middle of the week."""
    words: str
    days: tuple[DayTotals, ...]

    @property
    def at_level(self) -> Mapping[str, timedelta]:
        """Work by the level of the pressure."""
        nothing = timedelta(0)
        return {level: sum((each.at_level.get(level, nothing) for each in self.days), nothing) for level in LEVELS}

    @property
    def worked(self) -> timedelta:
        """All work."""
        return sum((each.worked for each in self.days), timedelta(0))

    @property
    def longest(self) -> timedelta:
        """The longest stretch."""
        return max(each.longest for each in self.days)

    @property
    def booked(self) -> timedelta:
        """Meetings by the person's calendar."""
        return sum((each.booked for each in self.days), timedelta(0))

    @property
    def attended(self) -> timedelta:
        """Work during those."""
        return sum((each.attended for each in self.days), timedelta(0))

    @property
    def back_to_back(self) -> int:
        """How many of them came right after another."""
        return sum(each.back_to_back for each in self.days)

    @property
    def missed(self) -> int:
        """Breaks that came due and were missed."""
        return sum(each.breaks_missed for each in self.days)

    @property
    def taken(self) -> int:
        """Breaks that were taken."""
        return sum(each.taken for each in self.days)


def weekly(days: Sequence[object]) -> bool:
    """Whether a bar is one of the person's weeks, as far as the period reaches."""
    return len(days) > _MOST_DAYS


def bars_of(days: Sequence[DayTotals]) -> tuple[Bar, ...]:
    """The bars of a period."""
    if not weekly(days):
        return tuple(Bar(each.day, short_day(each.day), (each,)) for each in days)
    weeks = groupby(days, key=lambda each: each.week)
    return tuple(
        Bar(first + _MIDDLE, say("Week of {date}", date=short_date(first)), tuple(some)) for first, some in weeks
    )
