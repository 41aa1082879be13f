"""The plots of what the person answered, and of what was expected of the answers."""

from collections.abc import Sequence
from html import escape
from typing import Any

from tray.core.law.answer_model import Expected, fatigue_of
from tray.core.messages.day_totals import Answer, DayTotals
from tray.lib.language.translation import say, say_many
from tray.report.bars_and_axis_of_days import Figure, dates_of, day_axis
from tray.report.dates_and_numbers import (
    clock,
    points,
    short_day,
)
from tray.report.events_in_words import question
from tray.report.material_and_bounds import Material
from tray.report.plot_style import layout
from tray.view.words.names_and_numbers import whole


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
            "x": dates_of([day for day, _ in answers]),
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
            "x": dates_of(mornings),
            "y": [round(each.gen2_morning or 0.0, 3) for each in mornings],
            "line": {"color": "#4082d6"},
            "customdata": [_morning(each) for each in mornings],
            "hovertemplate": "%{customdata}<extra></extra>",
        }
    )
    shape = layout(xaxis=day_axis(found), yaxis={"rangemode": "tozero"})
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
    return {"data": [bars, answers], "layout": layout(xaxis=day_axis(found), yaxis=axis)}


def expected_answers(days: Sequence[DayTotals]) -> list[tuple[Answer, float, Expected]]:
    """The answers of which something was expected, and the fatigue that they report."""
    found = []
    for each in (answer for day in days for answer in day.answers):
        fatigue = fatigue_of(each.item, each.answer)
        if fatigue is not None and each.expected is not None:
            found.append((each, fatigue, each.expected))
    return found


def _answered(item: str, answer: int) -> str:
    return say("{question}: {answer}", question=escape(question(item)), answer=answer)


def _morning(each: DayTotals) -> str:
    left = whole(each.gen2_morning or 0.0)
    return say_many("{day}: {count} point", "{day}: {count} points", left, day=short_day(each.day))
