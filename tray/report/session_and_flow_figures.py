"""What held the pressure: plots of sessions against their estimates, and of where points came from and went."""

from collections.abc import Sequence
from datetime import timedelta
from html import escape
from typing import Any

from tray.lib.language.translation import mark, say, say_many
from tray.report.dates_and_numbers import hours_axis, points_axis
from tray.report.material_and_bounds import Material
from tray.report.plot_style import layout
from tray.view.words.names_and_numbers import length, own_words, whole

Figure = dict[str, Any]
_HOUR = timedelta(hours=1)
_ZERO = timedelta(0)
_MOST_LABELS = 12


def labels_words() -> tuple[str, str]:
    """The title of the plot of sessions, and what it shows."""
    return say("Sessions"), say("Your work in sessions, by label, next to what you estimated.")


def labels_figure(found: Material) -> Figure:
    """Sessions by label against their estimates."""
    labels = list(reversed(found.total.labels[:_MOST_LABELS]))
    # Two labels may be the same once they are made harmless; numbers keep them apart.
    places = list(range(len(labels)))
    axis = {"tickvals": places, "ticktext": [escape(_short(each.label)) for each in labels]}
    across = hours_axis(rangemode="tozero")  # nobody works for less than nothing
    worked, estimated = [each.worked for each in labels], [each.estimated or _ZERO for each in labels]
    return {
        "data": [
            _across(
                say("Worked"), places, worked, [say("Worked: {length}", length=length(each)) for each in worked], "work"
            ),
            _across(
                say("Estimated"),
                places,
                estimated,
                [say("Estimated: {length}", length=length(each)) for each in estimated],
                "soft",
            ),
        ],
        "layout": layout(height=max(160, 90 + 46 * len(labels)), barmode="group", yaxis=axis, xaxis=across),
    }


def flows_words() -> tuple[str, str]:
    """The title of the plot of points, and what it shows."""
    return say("Points"), say("To the right, what added points of pressure; to the left, what freed them.")


def flows_figure(found: Material) -> Figure:
    """Where points came from, and what freed them."""
    put = sorted(found.total.put.items(), key=lambda each: each[1])
    freed = sorted(found.total.freed.items(), key=lambda each: each[1])
    data = [
        _flow(say("Added"), put, [_added(*each) for each in put], 1, "work"),
        _flow(say("Freed"), freed, [_freed(*each) for each in freed], -1, "rest"),
    ]
    height = 110 + 26 * (len(put) + len(freed))
    shape = layout(height=height, barmode="relative", xaxis=points_axis(), yaxis={})
    return {"data": data, "layout": shape}


def _flow(name: str, parts: Sequence[tuple[str, float]], said: Sequence[str], sign: int, colour: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": [source(each) for each, _ in parts],
        "x": [round(sign * value, 3) for _, value in parts],
        "marker": {"color": colour},
        "customdata": said,
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _added(name: str, value: float) -> str:
    return say_many(
        "{source}: {count} point added", "{source}: {count} points added", whole(value), source=source(name)
    )


def _freed(name: str, value: float) -> str:
    return say_many(
        "{source}: {count} point freed", "{source}: {count} points freed", whole(value), source=source(name)
    )


_FLOWS = {
    "before": mark("Carried over"),
    "told": mark("What you said about your last few weeks"),
    "work": mark("Working"),
    "pressed": mark("Working under pressure"),
    "overrun": mark("Running past an estimate"),
    "outside": mark("Working outside your hours"),
    "night": mark("Working at night"),
    "short_time_off": mark("Working after a short time off"),
    "heavy_week": mark("Working in a heavy week"),
    "switches": mark("Switching"),
    "awake": mark("Being awake too long"),
    "answers": mark("Your answers"),
    "rest": mark("Breaks"),
    "restore": mark("Walks"),
    "off": mark("Time off"),
    "sleep": mark("Sleep"),
}
"""Causes and regimes in words; of ``work``, what the law frees meanwhile."""


def source(name: str) -> str:
    """What people call a cause or a regime."""
    return say(_FLOWS[name]) if name in _FLOWS else name


def _across(
    name: str, places: Sequence[int], values: Sequence[timedelta], said: Sequence[str], colour: str
) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": list(places),
        "x": [round(value / _HOUR, 4) for value in values],
        "marker": {"color": colour},
        "customdata": said,
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _short(label: str, most: int = 30) -> str:
    text = own_words(label)
    return text if len(text) <= most else f"{text[: most - 1]}…"
