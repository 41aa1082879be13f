"""The plots of a week, a month or a year, with titles and captions: data for the plotting library, not yet drawn."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import partial

from tray.core.messages.day_totals import LEVELS, DayTotals
from tray.lib.language.formats import formats
from tray.lib.language.translation import mark, say, say_many
from tray.report.answers_and_expected_figures import answers_figure, expected_answers, expected_figure
from tray.report.bars_and_axis_of_days import (
    AT_THE_RIGHT,
    HOUR,
    Figure,
    bars_over,
    dates_of,
    day_axis,
    on_the_right,
    scale,
)
from tray.report.dates_and_numbers import (
    clock,
    hours_axis,
    minutes_axis,
    short_day,
    together,
)
from tray.report.days_or_weeks import bars_of, weekly
from tray.report.material_and_bounds import Material
from tray.report.plot_style import LEVEL_COLOURS, layout
from tray.view.words import names_and_numbers
from tray.view.words.checkins_easier_days_holidays import goes_with
from tray.view.words.names_and_numbers import length

_MINUTE = timedelta(minutes=1)
_LONG_MINUTES = 120
"""From here on, lengths are read in hours."""


_TITLES_AND_CAPTIONS = {
    "calendar": (
        mark("Calendar"),
        mark("A calendar of days, each in the colour of its highest pressure. The table of days says the same."),
    ),
    "hours": (
        mark("Hours of work"),
        mark("Your work by the level of pressure you did it at. The dashed line is your limit."),
    ),
    "spans": (mark("Start and stop"), mark("When each day's work began and ended, and when it was planned to end.")),
    "breaks": (
        mark("Breaks"),
        mark("The breaks you took, those that came due and you missed, and your longest stretch."),
    ),
    "meetings": (
        mark("Meetings"),
        mark("The meetings in your calendar, how long you were at work during them, and those that came back to back."),
    ),
    "answers": (
        mark("Check-ins and mornings"),
        mark("Your answers, and what was left of the last weeks in the morning."),
    ),
    "expected": (
        mark("What you answered, and what was expected"),
        mark("Your answers about fatigue and rest, as fatigue from 0 to 100. Four in five should lie within the bars."),
    ),
}
"""Titles of the plots, and what each shows, as English messages; the table of days says the same."""


def title_and_caption(name: str, found: Material) -> tuple[str, str]:
    """The title of a plot, and what it shows."""
    heading, says = (say(each) for each in _TITLES_AND_CAPTIONS[name])
    if name == "expected":
        says = together(says, *_hits(found))
    if name in ("hours", "breaks", "meetings") and weekly(found.days):
        says = together(says, say("Each bar is a week."))
    return heading, says


def _hits(found: Material) -> Iterator[str]:
    """How many answers lay where they were expected, and how far the pressure has gone with them."""
    known = expected_answers(found.days)
    inside = sum(about.low <= fatigue <= about.high for _, fatigue, about in known)
    yield say("{inside} of {all} did.", inside=inside, all=len(known))
    if found.follows:
        yield goes_with(found.follows)


def hours_figure(found: Material) -> Figure:
    """Work a day, or in a year a week, by the level it was done at, against the limit."""
    bars, limits = bars_of(found.days), found.context.settings.limits
    limit = (limits.week if weekly(found.days) else limits.day) / HOUR
    data = [
        bars_over(
            names_and_numbers.level(level),
            bars,
            [each.at_level[level] for each in bars],
            LEVEL_COLOURS[level],
            partial(_at_level, level),
        )
        for level in LEVELS
        if any(each.at_level[level] for each in bars)
    ]
    line = {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": limit,
        "y1": limit,
        "line": {"color": "ink", "dash": "dash"},
    }
    return {
        "data": data,
        "layout": layout(
            barmode="stack",
            shapes=[line],
            xaxis=day_axis(found),
            yaxis=hours_axis(rangemode="tozero"),
        ),
    }


def span_figure(found: Material) -> Figure:
    """From when to when the work of each day lasted."""
    days = [each for each in found.days if each.start and each.stop]
    ends = [(_clock_hours(each.start, each, found), _clock_hours(each.stop, each, found)) for each in days]
    spans = {
        "type": "bar",
        "name": say("From the first work to the last"),
        "x": dates_of(days),
        "base": [round(start, 4) for start, _ in ends],
        "y": [round(stop - start, 4) for start, stop in ends],
        "marker": {"color": "work"},
        "customdata": [
            say(
                "{day}: {start} to {stop}",
                day=short_day(each.day),
                start=clock(each.start, found),
                stop=clock(each.stop, found),
            )
            for each in days
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    planned = [each for each in days if each.planned_end]
    plan = {
        "type": "scatter",
        "mode": "markers",
        "name": say("Planned end"),
        "x": dates_of(planned),
        "y": [round(_clock_hours(each.planned_end, each, found), 4) for each in planned],
        "marker": {"symbol": "line-ew", "size": 14, "line": {"width": 2.5, "color": "ink"}},
        "customdata": [
            say("{day}: planned end {time}", day=short_day(each.day), time=clock(each.planned_end, found))
            for each in planned
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    hours = [*range(0, 29, 3)]
    axis = {"tickvals": hours, "ticktext": [_full_hour(hour) for hour in hours], "range": _range(ends)}
    gap = {"bargap": 0} if weekly(days) else {}  # between thin bars a gap is a pattern that means nothing
    return {"data": [spans, plan], "layout": layout(xaxis=day_axis(found), yaxis=axis, **gap)}


def breaks_figure(found: Material) -> Figure:
    """Breaks that were taken, those that came due and were missed, and the longest stretch."""
    bars = bars_of(found.days)
    longest = max((each.longest for each in bars), default=timedelta(0))
    in_hours = longest / _MINUTE > _LONG_MINUTES
    unit = HOUR if in_hours else _MINUTE
    data = [
        bars_over(say("Taken"), bars, [each.taken for each in bars], "rest", _taken),
        bars_over(say("Due and missed"), bars, [each.missed for each in bars], "soft", _missed),
        on_the_right(
            say("Longest stretch"),
            bars,
            [round(each.longest / unit, 4) if each.worked else None for each in bars],
            [say("{day}: longest stretch {length}", day=each.words, length=length(each.longest)) for each in bars],
            mode="lines+markers",
            line={"color": "ink"},
        ),
    ]
    axis = hours_axis if in_hours else minutes_axis
    second = axis(**AT_THE_RIGHT, **scale(longest / unit, 1 if in_hours else 15))
    most = max((each.taken + each.missed for each in bars), default=0)
    first = {"title": {"text": say("Breaks")}, **scale(most, 1)}
    shape = layout(barmode="stack", xaxis=day_axis(found), yaxis=first, yaxis2=second)
    return {"data": data, "layout": shape}


def meetings_figure(found: Material) -> Figure:
    """Meetings by the calendar, what was kept of them, and how many came right after another."""
    bars = bars_of(found.days)
    most = max((each.back_to_back for each in bars), default=0)
    data = [
        bars_over(say("In your calendar"), bars, [each.booked for each in bars], "soft", _in_calendar),
        bars_over(say("Kept"), bars, [each.attended for each in bars], "meeting", _kept),
        on_the_right(
            say("Back to back"),
            bars,
            [each.back_to_back or None for each in bars],
            [_close(each.words, each.back_to_back) for each in bars],
            mode="markers",
            marker={"color": "ink", "symbol": "diamond", "size": 9},
        ),
    ]
    second = AT_THE_RIGHT | {"title": {"text": say("Back to back")}}
    shape = layout(
        barmode="group", xaxis=day_axis(found), yaxis=hours_axis(rangemode="tozero"), yaxis2=second | scale(most, 1)
    )
    return {"data": data, "layout": shape}


def _at_level(level: str, day: str, value: timedelta) -> str:
    return say("{day}: {length} in {level}", day=day, length=length(value), level=names_and_numbers.level(level))


def _in_calendar(day: str, value: timedelta) -> str:
    return say("{day}: {length} of meetings in your calendar", day=day, length=length(value))


def _kept(day: str, value: timedelta) -> str:
    return say("{day}: {length} of meetings kept", day=day, length=length(value))


def _close(day: str, count: int) -> str:
    return say_many("{day}: {count} back to back", "{day}: {count} back to back", count, day=day)


def _full_hour(hour: int) -> str:
    """What the clock says at a full hour; those after midnight count from 24 on."""
    return formats().clock(time(hour % 24))


def _taken(day: str, count: int) -> str:
    return say_many("{day}: {count} break taken", "{day}: {count} breaks taken", count, day=day)


def _missed(day: str, count: int) -> str:
    return say_many("{day}: {count} break missed", "{day}: {count} breaks missed", count, day=day)


def _clock_hours(at: datetime | None, day: DayTotals, found: Material) -> float:
    """What the clock said, in hours; those after midnight from 24 on."""
    assert at is not None
    local = at.astimezone(found.context.zone)
    return (local.replace(tzinfo=UTC) - datetime.combine(day.day, datetime.min.time(), UTC)) / HOUR


def _range(ends: Sequence[tuple[float, float]]) -> list[float]:
    """From early to late, upside down: mornings are above."""
    return [max([stop for _, stop in ends], default=18.0) + 1, min([start for start, _ in ends], default=8.0) - 1]


def figures_of(found: Material) -> Iterator[tuple[str, Figure]]:
    """All of a week, a month or a year, by the name of the section they belong to."""
    yield "hours", hours_figure(found)
    yield "spans", span_figure(found)
    yield "breaks", breaks_figure(found)
    if found.total.booked_meetings:
        yield "meetings", meetings_figure(found)
    yield "answers", answers_figure(found)
    if expected_answers(found.days):
        yield "expected", expected_figure(found)
