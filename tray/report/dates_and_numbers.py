"""Says lengths, moments, days and points, for the report."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from tray.lib.language.formats import formats
from tray.lib.language.translation import in_force, isolated, say
from tray.report.material_and_bounds import Material
from tray.view.words import names_and_numbers
from tray.view.words.names_and_numbers import length_of_work

_GAP = "\0"
"""Stands for a number of which only the unit is wanted."""


def title(found: Material) -> str:
    """What the period is called."""
    own, first, last = formats(), found.first, found.last
    match found.kind:
        case "day":
            return own.dated(own.full_weekday_and_date_of_year, first)
        case "week":
            return say(
                "Week {week}: {first} to {last}",
                week=first.isocalendar().week,
                first=day_and_month(first),
                last=dated(last),
            )
        case "month":
            return own.dated(own.month_of_year, first)
        case _:
            return str(first.year)


def dated(day: date) -> str:
    """``23 November 2026``."""
    own = formats()
    return own.dated(own.full_date_of_year, day)


def day_and_month(day: date) -> str:
    """``23 November``."""
    own = formats()
    return own.dated(own.full_date, day)


def named_day(day: date) -> str:
    """``Monday``."""
    return formats().full_weekdays[day.weekday()]


def short_weekday(day: date) -> str:
    """``Mon``."""
    return formats().weekdays[day.weekday()]


def short_day(day: date) -> str:
    """``Mon 23 Nov``."""
    own = formats()
    return own.dated(own.weekday_and_date, day)


def short_date(day: date) -> str:
    """``23 Nov``."""
    own = formats()
    return own.dated(own.short_date, day)


def short_month(month: int) -> str:
    """``Nov``."""
    return formats().months[month - 1]


def language() -> str:
    """The language in force, as a page names it: ``pt-BR``."""
    return (in_force().partition("/")[0] or "en").replace("_", "-")


def direction() -> str:
    """Where the lines of the page begin: ``ltr`` or ``rtl``."""
    return "rtl" if formats().right_to_left else "ltr"


def clock(at: datetime | None, found: Material) -> str:
    """``17:30`` where the person is; nothing for None."""
    return "" if at is None else names_and_numbers.clock(at, found.context.zone)


def day_and_time(at: datetime, found: Material) -> str:
    """``Mon 23 Nov 17:30`` where the person is."""
    return say("{day} {clock}", day=short_day(at.astimezone(found.context.zone).date()), clock=clock(at, found))


def hours(value: timedelta) -> str:
    """A length of work; a dash for none."""
    return length_of_work(value) if value else "–"


def percent(value: float | None) -> str:
    """``62%``, as everywhere; a dash for None."""
    return "–" if value is None else names_and_numbers.percent(value)


def points(value: float) -> str:
    """``12``."""
    return str(names_and_numbers.whole(value))


def together(*sentences: str) -> str:
    """Sentences one behind the other, as the language puts them."""
    said, *more = sentences
    for each in more:
        said = say("{sentence} {next}", sentence=said, next=each)
    return said


def percent_axis(**more: object) -> dict[str, object]:
    """An axis of percentages."""
    before, _, behind = names_and_numbers.percent(0.0).partition("0")
    return {"tickprefix": before, "ticksuffix": behind, **more}


def hours_axis(**more: object) -> dict[str, object]:
    """An axis that counts hours."""
    return {**_unit(lambda number: say("{hours} h", hours=number)), **more}


def minutes_axis(**more: object) -> dict[str, object]:
    """An axis that counts minutes."""
    return {**_unit(lambda number: say("{minutes} min", minutes=number)), **more}


def points_axis(**more: object) -> dict[str, object]:
    """An axis that counts points."""
    return {**_unit(lambda number: say("{points} pt", points=number)), **more}


def _unit(said: Callable[[str], str]) -> dict[str, object]:
    """What the plotting library puts in front of and behind each number of an axis."""
    before, _, behind = said(_GAP).replace(isolated(_GAP), _GAP).partition(_GAP)
    return {"tickprefix": before, "ticksuffix": behind}
