"""The early warnings of a period, each with the trend that raised it."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from tray.core.messages.day_totals import DayTotals
from tray.lib.frozen import dataclass
from tray.lib.language.formats import formats
from tray.lib.language.translation import mark, say
from tray.report.dates_and_numbers import day_and_time, short_date, short_day, together
from tray.report.material_and_bounds import Material, Raised
from tray.report.plot_style import layout
from tray.view.words import warnings as words

MOST_WARNINGS = 20
"""So many are told on a page, the latest."""
_HOUR = timedelta(hours=1)
_WEEK = 7
_WEEKS_APART = 2
"""Dates at the axis."""


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning in words, and the plot of what raised it."""

    name: str
    title: str
    text: str
    basis: str
    became: str
    """What became of it; empty while two weeks are not over."""
    says: str
    figure: dict[str, Any] | None

    @property
    def aria(self) -> str:
        """What the plot says to who cannot see it."""
        return say("{title}: {text}", title=self.title, text=self.says)


def warned(found: Material) -> tuple[Warned, ...]:
    """The warnings that the person was told of in the period, in order."""
    return tuple(_warned(number, each, found) for number, each in enumerate(found.raised))


def _warned(number: int, raised: Raised, found: Material) -> Warned:
    fact = raised.fact
    series = SERIES.get(fact.signal)
    name = say(series[0]) if series else ""
    return Warned(
        f"warning-{number}",
        say("{warning}, {when}", warning=words.title(fact.signal, fact.rule), when=day_and_time(fact.at, found)),
        together(words.seen(fact.signal, fact.rule, fact.numbers), say(words.ADVICE[fact.signal])),
        words.basis(fact.signal, fact.rule),
        words.what_became(fact.signal, raised.became) if raised.became else "",
        say("{series}, in the twelve weeks before.", series=name) if series else "",
        _figure(name, series[1], raised.days) if series else None,
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
    "hours": (mark("Hours of work in seven days"), _of_week(lambda day: day.worked)),
    "load_jump": (mark("Hours of work in seven days"), _of_week(lambda day: day.worked)),
    "after_hours": (mark("Hours worked outside your own hours in seven days"), _of_week(lambda day: day.outside)),
    "weekend": (
        mark("Hours of work on your free days"),
        lambda days: days[-1].worked / _HOUR if days[-1].weekend else None,
    ),
    "short_nights": (mark("Hours without work before each day"), _of_day(lambda day: _hours(day.away_before))),
    "quick_returns": (mark("Hours without work before each day"), _of_day(lambda day: _hours(day.away_before))),
    "gen2": (mark("Points left from the last few weeks in the morning"), _of_day(lambda day: day.gen2_morning)),
    "stopping": (mark("Hours you worked past your planned end"), _of_day(lambda day: _hours(day.past_plan))),
    "answers": (mark("How rested and engaged you said you were"), _said),
    "breaks": (mark("Share of due breaks you took in time"), _of_day(lambda day: day.compliance)),
    "stretches": (mark("Hours of the longest stretch"), _of_day(lambda day: day.longest / _HOUR)),
    "switching": (mark("Switches an hour of work"), _of_day(lambda day: day.switches_per_hour)),
    "meetings": (mark("Hours of meetings in your calendar"), _of_day(lambda day: day.booked / _HOUR)),
    "open_loops": (mark("To-dos that were open"), lambda days: days[-1].open_loops),
}
"""What is drawn for each signal, as an English message, and its value for a day."""


def _figure(name: str, value: Value, days: Sequence[DayTotals]) -> dict[str, Any]:
    values = [(each, value(days[: n + 1])) for n, each in enumerate(days)]
    known = [(each, found) for each, found in values if found is not None]
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [each.day.isoformat() for each, _ in known],
        "y": [round(found, 3) for _, found in known],
        "line": {"color": "work"},
        "customdata": [
            say("{when}: {what}", when=short_day(each.day), what=formats().number(found, 1)) for each, found in known
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    ticks = [each.day for each in days if each.day.weekday() == 0][::_WEEKS_APART]
    axis = {
        "type": "date",
        "tickvals": [each.isoformat() for each in ticks],
        "ticktext": [short_date(each) for each in ticks],
    }
    shape = layout(height=240, xaxis=axis, yaxis={"rangemode": "tozero"}, showlegend=False)
    return {"data": [line], "layout": shape}
