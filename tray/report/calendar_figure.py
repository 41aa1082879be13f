"""The squares of the days of a month or a year, each in the colour of its highest pressure."""

from tray.core.days_and_nights import DAY, week_of
from tray.core.law.levels_and_gauge_steps import word
from tray.core.messages.day_totals import LEVELS, DayTotals
from tray.lib.language.translation import say
from tray.report.bars_and_axis_of_days import Figure
from tray.report.dates_and_numbers import (
    percent,
    short_date,
    short_day,
    short_month,
    short_weekday,
)
from tray.report.material_and_bounds import Material
from tray.report.plot_style import BANDS, layout
from tray.view.words.names_and_numbers import length

_MOST_WEEKS_NAMED = 6
"""Those of a month; each has the date of its first day below it."""


def calendar_figure(found: Material) -> Figure:
    """The days of a year or a month, each in the colour of its highest pressure."""
    levels = found.context.settings.levels
    begins = week_of(found.first, found.context.settings.hours)
    weeks = (found.last - begins) // (7 * DAY) + 1
    colours: list[list[float | None]] = [[None] * weeks for _ in range(7)]
    texts = [[""] * weeks for _ in range(7)]
    for each in found.days:
        week, weekday = divmod((each.day - begins).days, 7)
        texts[weekday][week] = _of_the_day(each)
        if each.worked:
            colours[weekday][week] = LEVELS.index(word(each.peak, levels))
    scale = [[edge / 5, BANDS[n]] for n in range(5) for edge in (n, n + 1)]
    ticks = [(n, begins + 7 * n * DAY) for n in range(weeks)]
    if weeks <= _MOST_WEEKS_NAMED:
        named = [(n, short_date(day)) for n, day in ticks]
    else:
        named = [(n, short_month(day.month)) for n, day in ticks if day.day <= 7]
    heat = {
        "type": "heatmap",
        "z": colours,
        "text": texts,
        "zmin": -0.5,
        "zmax": 4.5,
        "colorscale": scale,
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hovertemplate": "%{text}<extra></extra>",
        "hoverongaps": False,
    }
    weekdays = [short_weekday(begins + row * DAY) for row in (0, 2, 4, 6)]
    rows = {"tickvals": [0, 2, 4, 6], "ticktext": weekdays, "autorange": "reversed", "showgrid": False}
    columns = {"tickvals": [n for n, _ in named], "ticktext": [text for _, text in named], "showgrid": False}
    return {"data": [heat], "layout": layout(height=220, xaxis=columns, yaxis=rows)}


def _of_the_day(each: DayTotals) -> str:
    if not each.worked:
        return say("{day}: no work on record", day=short_day(each.day))
    return say(
        "{day}: {length} of work, peak {percent}",
        day=short_day(each.day),
        length=length(each.worked),
        percent=percent(each.peak),
    )
