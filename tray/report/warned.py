"""The early warnings of a period, each with the trend that raised it."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from tray.core.messages.day_totals import DayTotals
from tray.core.messages.facts import WarningRaised
from tray.lib.frozen import dataclass
from tray.report.look import layout
from tray.report.material import Material, Raised
from tray.report.words import clock, short_day
from tray.view.words import warnings as words

_HOUR = timedelta(hours=1)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning in words, and the plot of what raised it."""

    name: str
    title: str
    text: str
    basis: str
    advice: str
    says: str
    figure: dict[str, Any] | None


def warned(found: Material) -> tuple[Warned, ...]:
    """The warnings that the person was told of in the period, in order."""
    return tuple(_warned(number, each, found) for number, each in enumerate(found.raised))


def _warned(number: int, raised: Raised, found: Material) -> Warned:
    fact = raised.fact
    at = fact.at.astimezone(found.context.zone)
    series = SERIES.get(fact.signal)
    says = f"{series[0]}, in the twelve weeks before." if series else ""
    return Warned(
        f"warning-{number}",
        f"{words.title(fact.signal, fact.rule)}, {short_day(at.date())} {clock(fact.at, found)}",
        words.seen(fact.signal, fact.rule, fact.numbers),
        words.basis(fact.signal, fact.rule),
        words.ADVICE[fact.signal],
        says,
        _figure(fact, series[0], series[1], raised.days) if series else None,
    )


Value = Callable[[Sequence[DayTotals]], float | None]
"""Of the days up to one, itself included."""


def _of_day(value: Callable[[DayTotals], float | None]) -> Value:
    return lambda days: value(days[-1]) if days[-1].worked >= _HOUR else None


def _of_week(value: Callable[[DayTotals], timedelta]) -> Value:
    return lambda days: sum(value(each) / _HOUR for each in days[-_WEEK:])


def _hours(value: timedelta | None) -> float | None:
    return None if value is None else value / _HOUR


def _said(days: Sequence[DayTotals]) -> float | None:
    said = [each.answer for each in days[-1].answers if each.item in ("rested", "engaged")]
    return sum(said) / len(said) if said else None


SERIES: dict[str, tuple[str, Value]] = {
    "hours": ("Hours of work in seven days", _of_week(lambda day: day.worked)),
    "load_jump": ("Hours of work in seven days", _of_week(lambda day: day.worked)),
    "after_hours": ("Hours outside your own hours in seven days", _of_week(lambda day: day.outside)),
    "weekend": (
        "Hours of work on your free days",
        lambda days: days[-1].worked / _HOUR if days[-1].weekend else None,
    ),
    "short_nights": ("Hours without work before each day", _of_day(lambda day: _hours(day.away_before))),
    "quick_returns": ("Hours without work before each day", _of_day(lambda day: _hours(day.away_before))),
    "gen2": ("Points that the last weeks had left in the morning", _of_day(lambda day: day.gen2_morning)),
    "stopping": ("Hours that work ended past its plan", _of_day(lambda day: _hours(day.past_plan))),
    "answers": ("How rested and engaged you said to be", _said),
    "breaks": ("Share of due breaks that came in time", _of_day(lambda day: day.compliance)),
    "stretches": ("Hours of the longest stretch", _of_day(lambda day: day.longest / _HOUR)),
    "switching": ("Switches an hour of work", _of_day(lambda day: day.switches_per_hour)),
    "open_loops": ("Commitments that were open", lambda days: days[-1].open_loops),
}
"""What is drawn for each signal, in words, and its value for a day."""


def _figure(fact: WarningRaised, name: str, value: Value, days: Sequence[DayTotals]) -> dict[str, Any]:
    values = [(each, value(days[: n + 1])) for n, each in enumerate(days)]
    known = [(each, found) for each, found in values if found is not None]
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [each.day.isoformat() for each, _ in known],
        "y": [round(found, 3) for _, found in known],
        "line": {"color": "work"},
        "customdata": [f"{short_day(each.day)}: {found:.1f}" for each, found in known],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    axis = {"type": "date", "tickformat": "%-d %b"}
    shape = layout(f"{fact.signal}", height=240, xaxis=axis, yaxis={"rangemode": "tozero"}, showlegend=False)
    return {"data": [line], "layout": shape}
