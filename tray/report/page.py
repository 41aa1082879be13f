"""Makes a report one HTML file, with everything in it and nothing from elsewhere."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tray import __version__
from tray.app.processes.report_demo_and_copy_processes import missing
from tray.errors import BackpressureError
from tray.lib.assets import asset
from tray.lib.frozen import dataclass
from tray.lib.language.translation import mark, say
from tray.report.day_figure import day_figure
from tray.report.days_or_weeks import weekly
from tray.report.material import Material
from tray.report.period_figures import calendar_figure, expected_answers, figures_of
from tray.report.plot_style import PALETTES
from tray.report.sentences import sentences
from tray.report.session_and_flow_figures import flows_figure, labels_figure
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
from tray.report.warnings import warned
from tray.report.words import clock, dated, direction, hours, language, percent, title, together
from tray.view.values.history import totals_values
from tray.view.words.checkins import goes_with
from tray.view.words.insights import sentence
from tray.view.words.names_and_numbers import length


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot, what it shows in words, and the tables that say the same."""

    name: str
    title: str
    says: str
    figure: dict[str, Any]
    tables: tuple[Table, ...] = ()

    @property
    def aria(self) -> str:
        """What it says to who cannot see it."""
        return say("{title}: {text}", title=self.title, text=self.says)


def page(found: Material) -> str:
    """The report as HTML. Raises BackpressureError where the libraries for it are not installed."""
    try:
        from jinja2 import Environment
        from plotly.offline import get_plotlyjs
    except ImportError as error:
        raise BackpressureError(missing()) from error
    # Everything that is put in is escaped; only our own style and script, and the library's, are marked as safe below.
    engine = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    plots, warnings = _plots(found), warned(found)
    drawn = {plot.name: plot.figure for plot in plots} | {each.name: each.figure for each in warnings if each.figure}
    shown: str = engine.from_string(_asset("page.html")).render(
        title=title(found),
        words=_words(found),
        sentences=sentences(found),
        tiles=_tiles(found),
        sections=_sections(found, plots),
        numbers=numbers_table(found),
        warnings=warnings,
        insights=[sentence(each) for each in found.insights],
        incidents=incidents_table(found),
        style=_asset("page.css"),
        script=_asset("plots.js"),
        library=get_plotlyjs() if drawn else "",
        figures=_harmless(drawn),
        palettes=_harmless(PALETTES),
        totals=_harmless(totals_values(found.days, found.context.zone)),
    )
    return shown


def _words(found: Material) -> dict[str, Any]:
    """The words that stand on every page; its template has none."""
    return {
        "language": language(),
        "direction": direction(),
        "window": say("{period} – Backpressure", period=title(found)),
        "skip": say("To the report"),
        "short": say("In short"),
        "numbers": say("All numbers"),
        "warnings": say("Warnings and incidents"),
        "insights": say("What goes with what in your record"),
        "insights_foot": say("From the last twelve weeks. Neither has to be the cause of the other."),
        "no_warnings": say("There were no early warnings in this period."),
        "no_incidents": say("The pressure never reached 100%."),
        "about": say("What this number is, and what it isn't"),
        "paragraphs": _about(found),
        "made": say("Made {when} by Backpressure {version}.", when=_made(found.now, found), version=__version__),
    }


def _about(found: Material) -> tuple[str, ...]:
    """How far the number can be trusted, in paragraphs."""
    return (
        say(
            "Backpressure works out the pressure from when this computer was used, from what you told it, and from a "
            "model whose every parameter is in your settings. It only sees load and rest at this computer: it doesn't "
            "know what you did elsewhere, and a green number isn't permission to go on."
        ),
        say(
            "The rates are conventions, chosen so that ordinary days look sensible; they don't measure you. What holds "
            "for groups of people needn't hold for one person, and your answers move the number slowly and within "
            "bounds. Backpressure isn't a medical device and makes no diagnosis. Long hours mostly come from how work "
            "is organised, not from the person who does it."
        ),
        together(
            say(
                "A break is due after {length} of work without one, as your settings say.",
                length=length(found.context.settings.breaks.after),
            ),
            say("Whatever ends a stretch counts as a break taken."),
            say("Everything on this page stays on this machine: it was made without the network and loads nothing."),
        ),
    )


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page."""

    name: str
    title: str
    plots: tuple[Plot, ...]
    tables: tuple[Table, ...] = ()


def _sections(found: Material, plots: tuple[Plot, ...]) -> tuple[Section, ...]:
    by_name = {plot.name: plot for plot in plots}
    own = ("course", "calendar", "hours", "spans", "breaks", "meetings", "answers", "expected")
    period = tuple(by_name[name] for name in own if name in by_name)
    sources = tuple(by_name[name] for name in ("labels", "flows") if name in by_name)
    tables = (days_table(found),) if found.kind != "day" and found.days else ()
    sections = (
        Section("period", _named(found), period, tables),
        Section("sources", say("Where it comes from"), sources),
    )
    return tuple(each for each in sections if each.plots or each.tables)


def _named(found: Material) -> str:
    match found.kind:
        case "day":
            return say("The day")
        case "week":
            return say("The week")
        case "month":
            return say("The month")
        case _:
            return say("The year")


def _plots(found: Material) -> tuple[Plot, ...]:
    if not found.total.worked:
        return ()
    plots = []
    if found.course is not None and found.course.points:
        says = say(
            "The pressure over time, by where it comes from, with everything that happened; below it,"
            " what you did. If the studies behind it hold, a figure is accurate to about a tenth."
        )
        table = events_table(found, found.course)
        plots.append(Plot("course", say("Pressure"), says, day_figure(found, found.course), (table,)))
    if found.kind in ("year", "month"):
        says = say("A calendar of days, each in the colour of its highest pressure. The table of days says the same.")
        plots.append(Plot("calendar", say("Calendar"), says, calendar_figure(found)))
    if found.kind != "day":
        for name, figure in figures_of(found):
            tables = (answers_table(found),) if name == "answers" and any(each.answers for each in found.days) else ()
            heading, says = (say(each) for each in _SAYS[name])
            if name == "expected":
                says, tables = together(says, *_hits(found)), (expected_table(found),)
            if name in ("hours", "breaks", "meetings") and weekly(found.days):
                says = together(says, say("Each bar is a week."))
            plots.append(Plot(name, heading, says, figure, tables))
    if found.total.labels:
        says = say("Your work in sessions, by label, next to what you estimated.")
        plots.append(Plot("labels", say("Sessions"), says, labels_figure(found), (labels_table(found),)))
    says = say("To the right, what added points of pressure; to the left, what freed them.")
    plots.append(Plot("flows", say("Points"), says, flows_figure(found), (flows_table(found),)))
    return tuple(plots)


_SAYS = {
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
"""Titles, and what the plots show, as English messages; the table of days says the same."""


def _hits(found: Material) -> Iterator[str]:
    """How many answers lay where they were expected, and how far the pressure has gone with them."""
    known = expected_answers(found.days)
    inside = sum(about.low <= fatigue <= about.high for _, fatigue, about in known)
    yield say("{inside} of {all} did.", inside=inside, all=len(known))
    if found.follows:
        yield goes_with(found.follows)


def _tiles(found: Material) -> tuple[tuple[str, str], ...]:
    total = found.total
    return (
        (say("Worked"), hours(total.worked)),
        (say("Longest stretch"), length(total.longest) if total.longest else "–"),
        (say("Breaks taken"), str(total.taken)),
        (say("Average at work"), percent(total.mean)),
        (say("Highest"), percent(total.peak)),
    )


def _made(at: datetime, found: Material) -> str:
    day = dated(at.astimezone(found.context.zone).date())
    return say("{day} {clock}", day=day, clock=clock(at, found))


def _harmless(value: Any) -> str:
    """JSON that can stand in a script element: no text in it can end the element."""
    text = json.dumps(value, allow_nan=False)
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _asset(name: str) -> str:
    return asset(f"report/{name}").read_text("utf-8")
