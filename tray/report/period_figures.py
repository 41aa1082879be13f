"""The plots of a week, a month or a year, with titles and captions: data for the plotting library, not yet drawn."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from html import escape
from typing import Any, TypeVar

from tray.core.days_and_nights import DAY, week_of
from tray.core.law.answer_model import Expected, fatigue_of
from tray.core.law.levels_and_gauge_steps import word
from tray.core.messages.day_totals import LEVELS, Answer, DayTotals
from tray.lib.language.formats import formats
from tray.lib.language.translation import mark, say, say_many
from tray.report.dates_and_numbers import (
    clock,
    hours_axis,
    minutes_axis,
    percent,
    points,
    short_date,
    short_day,
    short_month,
    short_weekday,
    together,
)
from tray.report.days_or_weeks import Bar, bars_of, weekly
from tray.report.events_in_words import question
from tray.report.material_and_bounds import Material
from tray.report.plot_style import BANDS, LEVEL_COLOURS, layout
from tray.view.words import names_and_numbers
from tray.view.words.checkins_easier_days_holidays import goes_with
from tray.view.words.names_and_numbers import length, whole

Figure = dict[str, Any]
_NOON = time(12)
_MOST_NAMED = 14
"""Of so many days each can have its name at the axis."""
_MOST_WEEKS_NAMED = 6
"""Those of a month; each has the date of its first day below it."""
_LONG_MINUTES = 120
"""From here on, lengths are read in hours."""
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_RIGHT = {"overlaying": "y", "side": "right", "showgrid": False}
_Value = TypeVar("_Value", int, timedelta)


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
    limit = (limits.week if weekly(found.days) else limits.day) / _HOUR
    data = [
        _bars(
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
            xaxis=_day_axis(found),
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
        "x": _days(days),
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
        "x": _days(planned),
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
    return {"data": [spans, plan], "layout": layout(xaxis=_day_axis(found), yaxis=axis, **gap)}


def breaks_figure(found: Material) -> Figure:
    """Breaks that were taken, those that came due and were missed, and the longest stretch."""
    bars = bars_of(found.days)
    longest = max((each.longest for each in bars), default=timedelta(0))
    in_hours = longest / _MINUTE > _LONG_MINUTES
    unit = _HOUR if in_hours else _MINUTE
    data = [
        _bars(say("Taken"), bars, [each.taken for each in bars], "rest", _taken),
        _bars(say("Due and missed"), bars, [each.missed for each in bars], "soft", _missed),
        _on_the_right(
            say("Longest stretch"),
            bars,
            [round(each.longest / unit, 4) if each.worked else None for each in bars],
            [say("{day}: longest stretch {length}", day=each.words, length=length(each.longest)) for each in bars],
            mode="lines+markers",
            line={"color": "ink"},
        ),
    ]
    axis = hours_axis if in_hours else minutes_axis
    second = axis(**_RIGHT, **_scale(longest / unit, 1 if in_hours else 15))
    most = max((each.taken + each.missed for each in bars), default=0)
    first = {"title": {"text": say("Breaks")}, **_scale(most, 1)}
    shape = layout(barmode="stack", xaxis=_day_axis(found), yaxis=first, yaxis2=second)
    return {"data": data, "layout": shape}


def meetings_figure(found: Material) -> Figure:
    """Meetings by the calendar, what was kept of them, and how many came right after another."""
    bars = bars_of(found.days)
    most = max((each.back_to_back for each in bars), default=0)
    data = [
        _bars(say("In your calendar"), bars, [each.booked for each in bars], "soft", _in_calendar),
        _bars(say("Kept"), bars, [each.attended for each in bars], "meeting", _kept),
        _on_the_right(
            say("Back to back"),
            bars,
            [each.back_to_back or None for each in bars],
            [_close(each.words, each.back_to_back) for each in bars],
            mode="markers",
            marker={"color": "ink", "symbol": "diamond", "size": 9},
        ),
    ]
    second = _RIGHT | {"title": {"text": say("Back to back")}}
    shape = layout(
        barmode="group", xaxis=_day_axis(found), yaxis=hours_axis(rangemode="tozero"), yaxis2=second | _scale(most, 1)
    )
    return {"data": data, "layout": shape}


def _on_the_right(
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


def _at_level(level: str, day: str, value: timedelta) -> str:
    return say("{day}: {length} in {level}", day=day, length=length(value), level=names_and_numbers.level(level))


def _in_calendar(day: str, value: timedelta) -> str:
    return say("{day}: {length} of meetings in your calendar", day=day, length=length(value))


def _kept(day: str, value: timedelta) -> str:
    return say("{day}: {length} of meetings kept", day=day, length=length(value))


def _close(day: str, count: int) -> str:
    return say_many("{day}: {count} back to back", "{day}: {count} back to back", count, day=day)


def _scale(most: float, step: int) -> dict[str, Any]:
    """An axis from 0 up to ``most``, with some five ticks at whole multiples of ``step``."""
    while most > 5 * step:
        step *= 2
    return {"range": [0, max(most, step) * 1.08], "tickmode": "linear", "tick0": 0, "dtick": step}


def answers_figure(found: Material) -> Figure:
    """Check-ins, and what the last weeks had left in the mornings."""
    items: dict[str, list[tuple[DayTotals, int]]] = {}
    for each in found.days:
        for answer in each.answers:
            items.setdefault(answer.item, []).append((each, answer.answer))
    symbols = ("circle", "square", "diamond", "triangle-up")
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": escape(question(item)),
            "x": _days([day for day, _ in answers]),
            "y": [value for _, value in answers],
            "customdata": [
                say("{when}: {what}", when=short_day(day.day), what=_answered(item, value)) for day, value in answers
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
            "marker": {"symbol": symbols[n % len(symbols)], "size": 10},
        }
        for n, (item, answers) in enumerate(items.items())
    ]
    mornings = [each for each in found.days if each.gen2_morning is not None]
    data.append(
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": say("Last weeks, in the morning (points)"),
            "x": _days(mornings),
            "y": [round(each.gen2_morning or 0.0, 3) for each in mornings],
            "line": {"color": "#4082d6"},
            "customdata": [_morning(each) for each in mornings],
            "hovertemplate": "%{customdata}<extra></extra>",
        }
    )
    shape = layout(xaxis=_day_axis(found), yaxis={"rangemode": "tozero"})
    return {"data": data, "layout": shape}


def expected_figure(found: Material) -> Figure:
    """Answers about fatigue and rest, as fatigue, beside what was expected of them."""
    known = expected_answers(found.days)
    times = [each.at.astimezone(found.context.zone).replace(tzinfo=None).isoformat() for each, _, _ in known]
    abouts = [about for _, _, about in known]
    bars = {
        "type": "scatter",
        "mode": "markers",
        "name": say("Expected, and where four in five lie"),
        "x": times,
        "y": [round(about.answer, 2) for about in abouts],
        "error_y": {
            "type": "data",
            "array": [round(about.high - about.answer, 2) for about in abouts],
            "color": "soft",
        },
        "marker": {"symbol": "line-ew", "size": 14, "line": {"width": 2.5, "color": "soft"}},
        "hoverinfo": "skip",
    }
    answers = {
        "type": "scatter",
        "mode": "markers",
        "name": say("Answered"),
        "x": times,
        "y": [fatigue for _, fatigue, _ in known],
        "marker": {"size": 10, "color": "work"},
        "customdata": [
            say(
                "{when}: {fatigue}, expected {expected} ({low} to {high})",
                when=clock(each.at, found),
                fatigue=points(fatigue),
                expected=points(about.answer),
                low=points(max(about.low, 0.0)),
                high=points(min(about.high, 100.0)),
            )
            for each, fatigue, about in known
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    axis = {"range": [-3, 103], "title": {"text": say("Fatigue")}}
    return {"data": [bars, answers], "layout": layout(xaxis=_day_axis(found), yaxis=axis)}


def expected_answers(days: Sequence[DayTotals]) -> list[tuple[Answer, float, Expected]]:
    """The answers of which something was expected, and the fatigue that they report."""
    found = []
    for each in (answer for day in days for answer in day.answers):
        fatigue = fatigue_of(each.item, each.answer)
        if fatigue is not None and each.expected is not None:
            found.append((each, fatigue, each.expected))
    return found


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


def _full_hour(hour: int) -> str:
    """What the clock says at a full hour; those after midnight count from 24 on."""
    return formats().clock(time(hour % 24))


def _taken(day: str, count: int) -> str:
    return say_many("{day}: {count} break taken", "{day}: {count} breaks taken", count, day=day)


def _missed(day: str, count: int) -> str:
    return say_many("{day}: {count} break missed", "{day}: {count} breaks missed", count, day=day)


def _answered(item: str, answer: int) -> str:
    return say("{question}: {answer}", question=escape(question(item)), answer=answer)


def _morning(each: DayTotals) -> str:
    left = whole(each.gen2_morning or 0.0)
    return say_many("{day}: {count} point", "{day}: {count} points", left, day=short_day(each.day))


def _of_the_day(each: DayTotals) -> str:
    if not each.worked:
        return say("{day}: no work on record", day=short_day(each.day))
    return say(
        "{day}: {length} of work, peak {percent}",
        day=short_day(each.day),
        length=length(each.worked),
        percent=percent(each.peak),
    )


def _bars(
    name: str, bars: Sequence[Bar], values: Sequence[_Value], colour: str, said: Callable[[str, _Value], str]
) -> dict[str, Any]:
    """Bars as high as the values; a length is in hours."""
    return {
        "type": "bar",
        "name": name,
        "x": [each.at.isoformat() for each in bars],
        "y": [round(value / _HOUR, 4) if isinstance(value, timedelta) else value for value in values],
        "marker": {"color": colour},
        "customdata": [said(each.words, value) for each, value in zip(bars, values, strict=True)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _days(days: Sequence[DayTotals]) -> list[str]:
    return [each.day.isoformat() for each in days]


def _day_axis(found: Material) -> dict[str, Any]:
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


def _clock_hours(at: datetime | None, day: DayTotals, found: Material) -> float:
    """What the clock said, in hours; those after midnight from 24 on."""
    assert at is not None
    local = at.astimezone(found.context.zone)
    return (local.replace(tzinfo=UTC) - datetime.combine(day.day, datetime.min.time(), UTC)) / _HOUR


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
