"""Makes a report one HTML file, with everything in it and nothing from elsewhere."""

import json
from typing import Any

from tray.desktop.common.commands_to_install_and_update import adding
from tray.errors import BackpressureError
from tray.lib.assets import asset
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say
from tray.report.calendar_figure import calendar_figure
from tray.report.dates_and_numbers import title
from tray.report.day_figure import course_words, day_figure
from tray.report.key_figures import tiles
from tray.report.material_and_bounds import Material
from tray.report.page_words import period_title, sources_title, words
from tray.report.period_figures import figures_of, title_and_caption
from tray.report.plot_style import PALETTES
from tray.report.session_and_flow_figures import flows_figure, flows_words, labels_figure, labels_words
from tray.report.summary_sentences import sentences
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
from tray.view.values.history import totals_values
from tray.view.words.desktop_parts_and_libraries import report_lacks_libraries
from tray.view.words.insights import sentence


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
        raise BackpressureError(report_lacks_libraries(adding("report"))) from error
    # Everything that is put in is escaped; only our own style and script, and the library's, are marked as safe below.
    engine = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    plots, warnings = _plots(found), warned(found)
    drawn = {plot.name: plot.figure for plot in plots} | {each.name: each.figure for each in warnings if each.figure}
    shown: str = engine.from_string(_asset("page.html")).render(
        title=title(found),
        words=words(found),
        sentences=sentences(found),
        tiles=tiles(found),
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
        Section("period", period_title(found), period, tables),
        Section("sources", sources_title(), sources),
    )
    return tuple(each for each in sections if each.plots or each.tables)


def _plots(found: Material) -> tuple[Plot, ...]:
    if not found.total.worked:
        return ()
    plots = []
    if found.course is not None and found.course.points:
        table = events_table(found, found.course)
        plots.append(Plot("course", *course_words(), day_figure(found, found.course), (table,)))
    if found.kind in ("year", "month"):
        plots.append(Plot("calendar", *title_and_caption("calendar", found), calendar_figure(found)))
    if found.kind != "day":
        for name, figure in figures_of(found):
            tables: tuple[Table, ...] = ()
            if name == "expected":
                tables = (expected_table(found),)
            elif name == "answers" and any(each.answers for each in found.days):
                tables = (answers_table(found),)
            plots.append(Plot(name, *title_and_caption(name, found), figure, tables))
    if found.total.labels:
        plots.append(Plot("labels", *labels_words(), labels_figure(found), (labels_table(found),)))
    plots.append(Plot("flows", *flows_words(), flows_figure(found), (flows_table(found),)))
    return tuple(plots)


def _harmless(value: Any) -> str:
    """JSON that can stand in a script element: no text in it can end the element."""
    text = json.dumps(value, allow_nan=False)
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _asset(name: str) -> str:
    return asset(f"report/{name}").read_text("utf-8")
