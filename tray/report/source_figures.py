"""What held the pressure: plots of sessions against their estimates, and of where points came from and went."""

from collections.abc import Sequence
from datetime import timedelta
from html import escape
from typing import Any

from tray.lib.text import clean
from tray.report.look import layout
from tray.report.material import Material
from tray.report.words import points
from tray.view.words.durations import length

Figure = dict[str, Any]
_HOUR = timedelta(hours=1)
_ZERO = timedelta(0)
_MOST_LABELS = 12


def labels_figure(found: Material) -> Figure:
    """Sessions by label against their estimates."""
    labels = list(reversed(found.total.labels[:_MOST_LABELS]))
    # Two labels may be the same once they are made harmless; numbers keep them apart.
    places = list(range(len(labels)))
    axis = {"tickvals": places, "ticktext": [escape(_short(each.label)) for each in labels]}
    across = {"ticksuffix": " h", "rangemode": "tozero"}  # nobody works for less than nothing
    return {
        "data": [
            _across("worked", places, [each.worked for each in labels], "work"),
            _across("estimated", places, [each.estimated or _ZERO for each in labels], "soft"),
        ],
        "layout": layout("Sessions", height=max(160, 90 + 46 * len(labels)), barmode="group", yaxis=axis, xaxis=across),
    }


def flows_figure(found: Material) -> Figure:
    """Where points came from, and what freed them."""
    put = sorted(found.total.put.items(), key=lambda each: each[1])
    freed = sorted(found.total.freed.items(), key=lambda each: each[1])
    data = []
    for name, parts, sign, colour in (("put in by", put, 1, "work"), ("freed by", freed, -1, "rest")):
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": name,
                "y": [f"{FLOWS.get(each, each)}" for each, _ in parts],
                "x": [round(sign * value, 3) for _, value in parts],
                "marker": {"color": colour},
                "customdata": [f"{name} {FLOWS.get(each, each)}: {points(value)} points" for each, value in parts],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        )
    height = 110 + 26 * (len(put) + len(freed))
    shape = layout("Points", height=height, barmode="relative", xaxis={"ticksuffix": " pt"}, yaxis={})
    return {"data": data, "layout": shape}


FLOWS = {
    "before": "before",
    "told": "what you told of the last weeks",
    "work": "working",
    "pressed": "working under pressure",
    "overrun": "going past an estimate",
    "outside": "working outside your hours",
    "night": "working at night",
    "short_time_off": "a short time off before",
    "heavy_week": "a heavy week before",
    "switches": "switching",
    "awake": "being awake too long",
    "answers": "your answers",
    "rest": "rests",
    "restore": "walks",
    "off": "time off",
    "sleep": "sleep",
}
"""Causes and regimes in words; of ``work``, what the law frees meanwhile."""


def _across(name: str, places: Sequence[int], values: Sequence[timedelta], colour: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": list(places),
        "x": [round(value / _HOUR, 4) for value in values],
        "marker": {"color": colour},
        "customdata": [f"{name} {length(value)}" for value in values],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _short(label: str, most: int = 30) -> str:
    text = clean(label)
    return text if len(text) <= most else f"{text[: most - 1]}…"
