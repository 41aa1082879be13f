"""Makes a report one HTML file, with everything in it and nothing from elsewhere."""

import json
from datetime import datetime
from typing import Any

from tray import __version__
from tray.app.report_process import MISSING
from tray.errors import BackpressureError
from tray.lib.assets import asset
from tray.lib.frozen import dataclass
from tray.report.bars import weekly
from tray.report.day_figure import day_figure
from tray.report.material import Material
from tray.report.period_figures import calendar_figure, expected_answers, figures_of
from tray.report.sentences import sentences
from tray.report.source_figures import flows_figure, labels_figure
from tray.report.tables import (
    Table,
    answers_table,
    days_table,
    events_table,
    expected_table,
    flows_table,
    incidents_table,
    labels_table,
    numbers_table,
)
from tray.report.warned import warned
from tray.report.words import hours, percent, title
from tray.view.values.history import totals_values
from tray.view.words.checkins import goes_with
from tray.view.words.durations import length


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot, what it shows in words, and the tables that say the same."""

    name: str
    title: str
    says: str
    figure: dict[str, Any]
    tables: tuple[Table, ...] = ()


def page(found: Material) -> str:
    """The report as HTML. Raises BackpressureError where the libraries for it are not installed."""
    try:
        from jinja2 import Environment
        from plotly.offline import get_plotlyjs
    except ImportError as error:
        raise BackpressureError(MISSING) from error
    # Everything that is put in is escaped; only our own style and script, and the library's, are marked as safe below.
    engine = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    plots, warnings = _plots(found), warned(found)
    drawn = {plot.name: plot.figure for plot in plots} | {each.name: each.figure for each in warnings if each.figure}
    shown: str = engine.from_string(_asset("page.html")).render(
        title=title(found),
        kind=found.kind,
        sentences=sentences(found),
        tiles=_tiles(found),
        sections=_sections(found, plots),
        numbers=numbers_table(found),
        warnings=warnings,
        incidents=incidents_table(found),
        due_after=length(found.context.settings.breaks.after),
        style=_asset("page.css"),
        script=_asset("plots.js"),
        library=get_plotlyjs() if drawn else "",
        figures=_harmless(drawn),
        totals=_harmless(totals_values(found.days, found.context.zone)),
        version=__version__,
        made=_made(found.now, found),
    )
    return shown


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page."""

    name: str
    title: str
    plots: tuple[Plot, ...]
    tables: tuple[Table, ...] = ()


def _sections(found: Material, plots: tuple[Plot, ...]) -> tuple[Section, ...]:
    by_name = {plot.name: plot for plot in plots}
    own = ("course", "calendar", "hours", "spans", "breaks", "answers", "expected")
    period = tuple(by_name[name] for name in own if name in by_name)
    sources = tuple(by_name[name] for name in ("labels", "flows") if name in by_name)
    named = {"day": "The day", "week": "The week", "month": "The month", "year": "The year"}[found.kind]
    tables = (days_table(found),) if found.kind != "day" and found.days else ()
    sections = (Section("period", named, period, tables), Section("sources", "What held it", sources))
    return tuple(each for each in sections if each.plots or each.tables)


def _plots(found: Material) -> tuple[Plot, ...]:
    if not found.total.worked:
        return ()
    plots = []
    if found.course is not None and found.course.points:
        says = (
            "The pressure over time, by what holds it, with everything that happened; what was done stands below. "
            "Where the studies are believed, a figure is good to about a tenth of itself."
        )
        table = events_table(found, found.course)
        plots.append(Plot("course", "Pressure", says, day_figure(found, found.course), (table,)))
    if found.kind in ("year", "month"):
        says = "A calendar of days, each in the colour of its highest pressure. The table of days says the same."
        plots.append(Plot("calendar", "Calendar", says, calendar_figure(found)))
    if found.kind != "day":
        for name, figure in figures_of(found):
            tables = (answers_table(found),) if name == "answers" and any(each.answers for each in found.days) else ()
            title, says = _SAYS[name]
            if name == "expected":
                says, tables = f"{says} {_hits(found)}", (expected_table(found),)
            if name in ("hours", "breaks") and weekly(found.days):
                says = f"{says} Each bar is a week."
            plots.append(Plot(name, title, says, figure, tables))
    if found.total.labels:
        says = "Work in sessions by their label, beside what they were estimated at."
        plots.append(Plot("labels", "Sessions", says, labels_figure(found), (labels_table(found),)))
    says = "Where points of pressure came from, to the right, and what freed them, to the left."
    plots.append(Plot("flows", "Points", says, flows_figure(found), (flows_table(found),)))
    return tuple(plots)


_SAYS = {
    "hours": ("Hours of work", "Work by the level of pressure it was done at; the dashed line is your limit."),
    "spans": ("Start and stop", "From when to when each day's work lasted, and its planned end."),
    "breaks": ("Breaks", "Breaks that were taken, those that came due and were missed, and the longest stretch."),
    "answers": ("Check-ins and mornings", "Your answers, and what the last weeks had left in the morning."),
    "expected": (
        "What you answered, and what was expected",
        "Your answers about fatigue and rest, as fatigue from 0 to 100. Four of five should lie within the bars.",
    ),
}
"""Titles, and what the plots show; the table of days says the same."""


def _hits(found: Material) -> str:
    """How many answers lay where they were expected, and how far the pressure has gone with them."""
    known = expected_answers(found.days)
    inside = sum(about.low <= fatigue <= about.high for _, fatigue, about in known)
    said = f"{inside} of {len(known)} did."
    return f"{said} {goes_with(found.follows)}" if found.follows else said


def _tiles(found: Material) -> tuple[tuple[str, str], ...]:
    total = found.total
    return (
        ("Worked", hours(total.worked)),
        ("Longest stretch", length(total.longest)),
        ("Breaks taken", str(total.taken)),
        ("Mean at work", percent(total.mean)),
        ("Highest", percent(total.peak)),
    )


def _made(at: datetime, found: Material) -> str:
    return at.astimezone(found.context.zone).strftime("%Y-%m-%d %H:%M")


def _harmless(value: Any) -> str:
    """JSON that can stand in a script element: no text in it can end the element."""
    text = json.dumps(value, allow_nan=False)
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _asset(name: str) -> str:
    return asset(f"report/{name}").read_text("utf-8")
