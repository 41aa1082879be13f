"""The plot of a day's or a week's pressure: data for the plotting library, nothing drawn yet."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

from tray.core.days_and_nights import DAY, Span, dates, instant
from tray.core.inquiry.day_course import DayCourse, Gap, Point
from tray.lib.language.formats import formats
from tray.lib.language.translation import mark, say, say_many
from tray.lib.text import clean
from tray.lib.text_width import cut
from tray.report.dates_and_numbers import clock, day_and_time, percent, percent_axis, short_day
from tray.report.events_in_words import GROUPS, told
from tray.report.material_and_bounds import Material
from tray.report.plot_style import BANDS, POOLS, layout
from tray.view.words import names_and_numbers
from tray.view.words.names_and_numbers import FULL, change, held, length, whole

LONGEST_DRAWN = 7 * DAY
"""The course of the pressure is drawn for so long at most; beyond it lines would only be noise."""
_POOL_NAMES = {
    "live": mark("To do"),
    "gen2": mark("Last weeks"),
    "gen1": mark("Today"),
    "gen0": mark("This stretch"),
}
"""From the bottom up: what changes slowest first."""
_STRIP = {
    "switches": mark("Switches"),
    "blocks": mark("Blocks"),
    "meetings": mark("Meetings"),
    "rest": mark("Rest"),
    "work": mark("Work"),
}
"""The rows below the curve, from the bottom up."""
_ALWAYS = len(_STRIP) - 1
"""The rows that are there on every day; that of the blocks is where there are some."""
_HEIGHT, _DRAWN = 520, 468
"""Pixels of the plot with those rows, and of those what is not margin."""
_BELOW, _BETWEEN, _ROW = 112, 28, 21
"""What lies below the curve, what is left empty there, and a row."""
_MOST_MACHINES = 6
_NAME_COLUMNS = 14
_RARE = ("incident", "check-in")
"""These marks are shown in a week, too; the others can be asked for there."""
_HOURS = timedelta(hours=1)
_MIDNIGHT = datetime.min.time()


def course_words() -> tuple[str, str]:
    """The title of the plot, and what it shows."""
    return say("Pressure"), say(
        "The pressure over time, by where it comes from, with everything that happened; below it,"
        " what you did. If the studies behind it hold, a figure is accurate to about a tenth."
    )


def day_figure(found: Material, lived: DayCourse) -> dict[str, Any]:
    """The pressure by pool over its bands, with everything that happened marked."""
    top = FULL * 1.03
    data = [*_pools(lived, found), *_imagined(found), *_marks(lived, found), *_strip(lived, found)]
    ticks, rows = _ticks(lived, found), _rows(lived, found)
    more = _ROW * (len(rows) - _ALWAYS)
    drawn = _DRAWN + more
    shape = layout(
        height=_HEIGHT + more,
        xaxis={
            "type": "date",
            "range": [_x(at) for at in _shown(lived, found)],
            "tickvals": [_x(at) for at, _ in ticks],
            "ticktext": [text for _, text in ticks],
            "anchor": "y2",
        },
        yaxis=percent_axis(domain=[(_BELOW + more) / drawn, 1], range=[0, top], title={"text": say("Pressure")}),
        yaxis2={
            "domain": [0, (_BELOW - _BETWEEN + more) / drawn],
            "categoryorder": "array",
            "categoryarray": list(rows),
            "tickvals": list(rows),
            "ticktext": list(rows.values()),
        },
        shapes=list(_bands(found, top)),
        barmode="overlay",
    )
    return {"data": data, "layout": shape}


def _rows(lived: DayCourse, found: Material) -> dict[str, str]:
    """The rows below the curve from the bottom up, with what stands beside them; each machine has one of its own."""
    # The library reads markup in texts; what a person wrote must stay a text.
    machines = {row: escape(cut(clean(name), _NAME_COLUMNS)) for name, row in _machines(found).items()}
    strip = {row: say(name) for row, name in _STRIP.items() if row != "blocks" or lived.blocks}
    return {**dict(reversed(machines.items())), **strip}


def _machines(found: Material) -> dict[str, str]:
    """The rows of the machines by their names, that with most work first."""
    worked: dict[str, timedelta] = {}
    for each in found.stays:
        worked[each.device] = worked.get(each.device, timedelta(0)) + (each.until - each.since)
    most = sorted(worked, key=lambda name: (-worked[name], name))[:_MOST_MACHINES]
    return {name: f"machine {number}" for number, name in enumerate(most)}


def _bands(found: Material, top: float) -> Iterator[dict[str, Any]]:
    levels = found.context.settings.levels
    edges = (0.0, levels.yellow, levels.orange, levels.red, levels.critical, top)
    for colour, low, high in zip(BANDS, edges, edges[1:], strict=False):
        yield {
            "type": "rect",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": low,
            "y1": high,
            "fillcolor": colour,
            "opacity": 0.16,
            "line": {"width": 0},
            "layer": "below",
        }


def _pools(lived: DayCourse, found: Material) -> Iterator[dict[str, Any]]:
    xs = [_x(point.at) for point in lived.points]
    for name, known in _POOL_NAMES.items():
        yield {
            "type": "scatter",
            "mode": "lines",
            "name": say(known),
            "x": xs,
            "y": [round(getattr(point, name), 3) for point in lived.points],
            "stackgroup": "pools",
            "fillcolor": POOLS[name],
            "line": {"width": 0.5, "color": POOLS[name]},
            "hoverinfo": "skip",
        }
    yield {
        "type": "scatter",
        "mode": "lines",
        "name": say("Pressure"),
        "x": xs,
        "y": [round(min(point.pressure, FULL), 3) for point in lived.points],
        "customdata": [
            say("{when}: {what}", when=_when(point.at, found), what=held_by(point)) for point in lived.points
        ],
        "line": {"color": "ink", "width": 2},
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _imagined(found: Material) -> Iterator[dict[str, Any]]:
    if found.imagined is None or found.what_if is None:
        return
    asked = found.what_if
    taken, begins = length(asked.length), clock(asked.at, found)
    yield {
        "type": "scatter",
        "mode": "lines",
        "name": say("With a break of {length} at {time}", length=taken, time=begins),
        "x": [_x(point.at) for point in found.imagined.points],
        "y": [round(min(point.pressure, FULL), 3) for point in found.imagined.points],
        "customdata": [
            say(
                "{when}: {percent} with a break of {length} at {time}",
                when=clock(point.at, found),
                percent=percent(point.pressure),
                length=taken,
                time=begins,
            )
            for point in found.imagined.points
        ],
        "line": {"color": "soft", "width": 2, "dash": "dash"},
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def held_by(point: Point) -> str:
    """The pressure at a point and what it's made of, for whoever hovers over it."""
    shown = held(point.pressure, {name: getattr(point, name) for name in _POOL_NAMES})
    parts = [say("{part}: {points}", part=say(_POOL_NAMES[name]), points=value) for name, value in shown.items()]
    return "<br>".join((percent(point.pressure), *parts))


def _when(at: datetime, found: Material) -> str:
    return clock(at, found) if found.kind == "day" else day_and_time(at, found)


def _marks(lived: DayCourse, found: Material) -> Iterator[dict[str, Any]]:
    groups: dict[str, list[tuple[datetime, float, str]]] = {name: [] for name in GROUPS}
    for each in lived.marks:
        if (said := told(each.fact, found)) is not None:
            groups[said[0]].append((each.fact.at, each.pressure, said[1]))
    for group, marks in groups.items():
        if marks:
            yield {
                "type": "scatter",
                "mode": "markers",
                "name": say(GROUPS[group].many),
                "visible": True if found.kind == "day" or group in _RARE else "legendonly",
                "x": [_x(at) for at, _, _ in marks],
                "y": [round(min(value, FULL), 3) for _, value, _ in marks],
                # The library reads markup in texts; what a person wrote must stay a text.
                "customdata": [
                    say("{when}: {what}", when=_when(at, found), what=escape(text)) for at, _, text in marks
                ],
                "marker": {
                    "symbol": GROUPS[group].symbol,
                    "size": 11,
                    "color": "paper",
                    "line": {"color": "ink", "width": 1.5},
                },
                "hovertemplate": "%{customdata}<extra></extra>",
            }


def _strip(lived: DayCourse, found: Material) -> Iterator[dict[str, Any]]:
    """What was done, below the curve."""
    work = [(since, until, _worked(since, until, found)) for since, until in lived.work]
    rest = [(gap.since, gap.until, _freed(gap, found)) for gap in lived.gaps]
    meetings = [(since, until, _met(since, until, found)) for since, until in lived.meetings]
    blocks = [(since, until, _kept_for(since, until, label, found)) for since, until, label in lived.blocks]
    strips = [
        ("work", "work", work),
        ("rest", "rest", rest),
        ("meetings", "meeting", meetings),
        ("blocks", "soft", blocks),
    ]
    for machine, row in _machines(found).items():
        stays = [(each.since, each.until) for each in found.stays if each.device == machine]
        strips.append((row, "work", [(*each, _at_machine(*each, machine, found)) for each in stays]))
    for name, colour, spans in strips:
        if spans:
            yield {
                "type": "bar",
                "orientation": "h",
                "yaxis": "y2",
                "name": name,
                "showlegend": False,
                "y": [name] * len(spans),
                "base": [_x(since) for since, _, _ in spans],
                "x": [(until - since) / timedelta(milliseconds=1) for since, until, _ in spans],
                "width": 0.7,
                "customdata": [text for _, _, text in spans],
                "marker": {"color": colour, "line": {"width": 0}},
                "hovertemplate": "%{customdata}<extra></extra>",
            }
    yield {
        "type": "scatter",
        "mode": "markers",
        "yaxis": "y2",
        "name": "switches",
        "showlegend": False,
        "x": [_x(at) for at in lived.switches],
        "y": ["switches"] * len(lived.switches),
        "customdata": [say("{when}: you switched", when=_when(at, found)) for at in lived.switches],
        "marker": {"symbol": "line-ns", "size": 9, "line": {"width": 1.2, "color": "soft"}},
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _worked(since: datetime, until: datetime, found: Material) -> str:
    return say("{start}–{end}: {length} of work", **_span(since, until, found))


def _at_machine(since: datetime, until: datetime, machine: str, found: Material) -> str:
    name = escape(clean(machine))
    return say("{start}–{end}: {length} at {machine}", machine=name, **_span(since, until, found))


def _met(since: datetime, until: datetime, found: Material) -> str:
    return say("{start}–{end}: {length} in a meeting", **_span(since, until, found))


def _kept_for(since: datetime, until: datetime, label: str, found: Material) -> str:
    return say("{start}–{end}: {label}", label=escape(clean(label)) or say("Block"), **_span(since, until, found))


def _span(since: datetime, until: datetime, found: Material) -> dict[str, str]:
    return {"start": _when(since, found), "end": clock(until, found), "length": length(until - since)}


def _freed(gap: Gap, found: Material) -> str:
    kinds = formats().listed(list(dict.fromkeys(names_and_numbers.regime(regime.value) for regime in gap.regimes)))
    away = say(
        "{start}–{end}: {length} ({kinds})",
        start=_when(gap.since, found),
        end=clock(gap.until, found),
        length=length(gap.length),
        kinds=kinds,
    )
    freed = say_many(
        "{change}, {count} point freed",
        "{change}, {count} points freed",
        max(whole(gap.before) - whole(gap.after), 0),
        change=change(gap.before, gap.after),
    )
    return f"{away}<br>{freed}"


def _shown(lived: DayCourse, found: Material) -> Span:
    """From when to when: of a day what lies around its work, because nights are long and little happens in them."""
    first, last = lived.points[0].at, lived.points[-1].at
    if found.kind != "day" or not lived.work:
        return first, last
    return max(first, lived.work[0][0] - _HOURS), min(last, lived.work[-1][1] + 2 * _HOURS)


def _ticks(lived: DayCourse, found: Material) -> Sequence[tuple[datetime, str]]:
    """Where the clock is written: by hours in a day, by dates in a week. The clock may skip or repeat an hour."""
    zone, (first, last) = found.context.zone, _shown(lived, found)
    local = first.astimezone(zone).date()
    span = range((last.astimezone(zone).date() - local) // DAY + 1)
    if found.kind != "day":
        midnights = [(instant(day, _MIDNIGHT, zone), short_day(day)) for day in dates(local, len(span))]
        return [(at, text) for at, text in midnights if first <= at <= last]
    every = 1 if last - first < 15 * _HOURS else 3
    ticks = []
    at = first.replace(minute=0, second=0, microsecond=0) + _HOURS
    while at <= last:
        if at.astimezone(zone).hour % every == 0:
            ticks.append((at, clock(at, found)))
        at += _HOURS
    return ticks


def _x(at: datetime) -> str:
    """In UTC, so that an hour that comes twice is drawn twice."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
