"""Bars over days or weeks, the axis of dates below them, and what is read at the right."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from tray.core.days_and_nights import DAY, week_of
from tray.core.messages.day_totals import DayTotals
from tray.report.dates_and_numbers import (
    short_date,
    short_day,
    short_month,
)
from tray.report.days_or_weeks import Bar, weekly
from tray.report.material_and_bounds import Material

Figure = dict[str, Any]
"""A plot as the plotting library takes it."""
HOUR = timedelta(hours=1)
AT_THE_RIGHT = {"overlaying": "y", "side": "right", "showgrid": False}
"""The axis there."""
_NOON = time(12)
_MOST_NAMED = 14
"""Of so many days each can have its name at the axis."""
_Value = TypeVar("_Value", int, timedelta)


def on_the_right(
    name: str, bars: Sequence[Bar], heights: Sequence[float | None], hints: Sequence[str], **drawn: object
) -> dict[str, Any]:
    """What is read at the axis on the right, over the same bars."""
    return {
        "type": "scatter",
        "yaxis": "y2",
        "name": name,
        "x": [each.at.isoformat() for each in bars],
        "y": heights,
        "customdata": hints,
        "hovertemplate": "%{customdata}<extra></extra>",
        **drawn,
    }


def scale(most: float, step: int) -> dict[str, Any]:
    """An axis from 0 up to ``most``, with some five ticks at whole multiples of ``step``."""
    while most > 5 * step:
        step *= 2
    return {"range": [0, max(most, step) * 1.08], "tickmode": "linear", "tick0": 0, "dtick": step}


def bars_over(
    name: str, bars: Sequence[Bar], values: Sequence[_Value], colour: str, said: Callable[[str, _Value], str]
) -> dict[str, Any]:
    """Bars as high as the values; a length is in hours."""
    return {
        "type": "bar",
        "name": name,
        "x": [each.at.isoformat() for each in bars],
        "y": [round(value / HOUR, 4) if isinstance(value, timedelta) else value for value in values],
        "marker": {"color": colour},
        "customdata": [said(each.words, value) for each, value in zip(bars, values, strict=True)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def dates_of(days: Sequence[DayTotals]) -> list[str]:
    """The days as the axis takes them."""
    return [each.day.isoformat() for each in days]


def day_axis(found: Material) -> dict[str, Any]:
    """Dates as the language writes them: the library would write its own."""
    ends = (datetime.combine(found.first, _NOON) - DAY, datetime.combine(found.last, _NOON))
    ticks = {each.isoformat(): text for each, text in _ticks(found)}
    return {
        "type": "date",
        "range": [each.isoformat() for each in ends],
        "tickvals": list(ticks),
        "ticktext": list(ticks.values()),
    }


def _ticks(found: Material) -> Iterator[tuple[date, str]]:
    days = [found.first + n * DAY for n in range((found.last - found.first) // DAY + 1)]
    if len(days) <= _MOST_NAMED:
        yield from ((day, short_day(day)) for day in days)
    elif weekly(days):
        yield from ((day, short_month(day.month)) for day in days if day.day == 1)
    else:
        begins = week_of(found.first, found.context.settings.hours)
        yield from ((day, short_date(day)) for day in days if (day - begins) % (7 * DAY) == timedelta(0))
