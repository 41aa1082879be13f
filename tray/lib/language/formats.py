"""Writes times of day, dates, numbers, lists and sentences in a row as the language in force does.

What other languages need is cut down from CLDR when the project is built, and lies beside their catalogues; English is
here, as it is written where no territory is known: 24 hours, the day before the month, a point in numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from tray.lib.frozen import dataclass
from tray.lib.language.translation import say, written


@dataclass(frozen=True, slots=True)
class Formats:
    """How a language writes what is no sentence. Places are ``{d}`` for the day and the like, as in the defaults."""

    weekdays: tuple[str, ...] = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    full_weekdays: tuple[str, ...] = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    months: tuple[str, ...] = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    full_months: tuple[str, ...] = (
        *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
        *("November", "December"),
    )
    months_alone: tuple[str, ...] = full_months
    """Where a month stands without a day: in some languages that is another form of the word."""
    clock_24: str = "{H:02}:{M:02}"
    clock_12: str = "{h}:{M:02}\N{NO-BREAK SPACE}{p}"
    halves_of_a_day: tuple[str, ...] = ("AM", "PM")
    weekday_and_date: str = "{a} {d} {b}"
    date_of_year: str = "{d} {b} {Y}"
    full_weekday_and_date: str = "{A} {d} {B}"
    full_weekday_and_date_of_year: str = "{A} {d} {B} {Y}"
    short_date: str = "{d} {b}"
    full_date: str = "{d} {B}"
    full_date_of_year: str = "{d} {B} {Y}"
    month_of_year: str = "{S} {Y}"
    decimal: str = "."
    group: str = ","
    """What stands between the thousands of a long number."""
    percent: str = "{}%"
    pair: str = "{}, {}"
    """How two things are listed, or the first of several and the rest."""
    twelve: bool = False
    """Whether the hours of a day are counted twice."""
    first_weekday: int = 0
    """With which day a week begins; 0 is Monday."""
    right_to_left: bool = False

    def clock(self, when: time | datetime) -> str:
        """``17:30``, or ``5:30 PM``."""
        places = {"H": when.hour, "h": when.hour % 12 or 12, "K": when.hour % 12, "M": when.minute}
        pattern = self.clock_12 if self.twelve else self.clock_24
        return pattern.format(p=self.halves_of_a_day[when.hour // 12], **places)

    def dated(self, pattern: str, value: date) -> str:
        """A day by one of the patterns above."""
        return pattern.format(
            a=self.weekdays[value.weekday()],
            A=self.full_weekdays[value.weekday()],
            b=self.months[value.month - 1],
            B=self.full_months[value.month - 1],
            S=self.months_alone[value.month - 1],
            d=value.day,
            m=value.month,
            Y=value.year,
        )

    def number(self, value: float, decimals: int = 0) -> str:
        """With so many decimals."""
        written = f"{value:.{decimals}f}"
        return written if self.decimal == "." else written.replace(".", self.decimal)

    def in_percent(self, value: float, decimals: int = 0) -> str:
        """``6%``, or ``6 %`` where that is how it is written."""
        return self.percent.format(self.number(value, decimals))

    def listed(self, things: Sequence[str]) -> str:
        """``a, b, c``."""
        found = ""
        for thing in things:
            found = self.pair.format(found, thing) if found else thing
        return found


ENGLISH = Formats()
MONTH_FIRST = replace(
    ENGLISH,
    weekday_and_date="{a}, {b} {d}",
    date_of_year="{b} {d}, {Y}",
    full_weekday_and_date="{A}, {B} {d}",
    full_weekday_and_date_of_year="{A}, {B} {d}, {Y}",
    short_date="{b} {d}",
    full_date="{B} {d}",
    full_date_of_year="{B} {d}, {Y}",
)
"""English as the United States write it."""
MONTH_FIRST_IN = ("en_US", "en_PH", "en_PR", "en_GU", "en_VI", "en_AS", "en_UM", "en_MH", "en_MP")


def formats() -> Formats:
    """Those in force, which `translation.speak` puts there, so that words and formats go together."""
    found = written()
    return found if isinstance(found, Formats) else ENGLISH


def sentences(lines: Iterable[str]) -> str:
    """Lines that can stand alone, as sentences one after another; those that are empty are none."""
    found = ""
    for line in lines:
        if line:
            found = say("{sentence}. {next}", sentence=found, next=line) if found else line
    return say("{sentence}.", sentence=found) if found else ""


def together(parts: Iterable[str]) -> str:
    """Whole sentences one after another; those that are empty are none."""
    found = ""
    for part in parts:
        if part:
            found = say("{sentence} {next}", sentence=found, next=part) if found else part
    return found
