"""How all plots of the report look. Names such as ``ink`` become the colours of the page when it is shown."""

from typing import Any

from tray.lib.language.formats import formats

BANDS = ("#31c19d", "#ffe14d", "#f28718", "#e0303c", "#b43dd0")
"""Green to critical, as in the tray."""
LEVEL_COLOURS = dict(zip(("green", "yellow", "orange", "red", "critical"), BANDS, strict=True))
POOLS = {
    "live": "rgba(138,126,190,0.85)",
    "gen2": "rgba(38,84,160,0.85)",
    "gen1": "rgba(64,130,214,0.8)",
    "gen0": "rgba(140,190,246,0.8)",
}
PALETTES = {
    "light": {
        "ink": "#1d2430",
        "soft": "#6b7486",
        "line": "#d5d8de",
        "paper": "#ffffff",
        "work": "#4a6fa5",
        "rest": "#2f9e7f",
        "meeting": "#a06fc4",
    },
    "dark": {
        "ink": "#e7eaf0",
        "soft": "#a5aebd",
        "line": "#39414f",
        "paper": "#1c222c",
        "work": "#7fa3d8",
        "rest": "#4cc5a3",
        "meeting": "#c59be6",
    },
}
"""What the names of colours in a plot become on a light and on a dark page."""
_AXIS = {"gridcolor": "line", "linecolor": "line", "zerolinecolor": "line", "fixedrange": True, "automargin": True}


def layout(*, height: int = 320, **more: Any) -> dict[str, Any]:
    """The layout that all share, with what one plot has of its own."""
    axes: dict[str, Any] = {
        name: {**_AXIS, **more.pop(name, {})} for name in ("xaxis", "yaxis", "yaxis2") if name in more
    }
    return {
        "height": height,
        "separators": f"{formats().decimal}\N{NARROW NO-BREAK SPACE}",
        "margin": {"l": 56, "r": 12, "t": 12, "b": 40},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": "ink", "family": "system-ui, sans-serif", "size": 13},
        "hoverlabel": {"bgcolor": "#1f2733", "bordercolor": "#1f2733", "font": {"color": "#ffffff"}, "align": "left"},
        "hovermode": "closest",
        "dragmode": False,
        "legend": {"orientation": "h", "y": -0.16, "x": 0, "yanchor": "top"},
        "xaxis": dict(_AXIS),
        "yaxis": dict(_AXIS),
        **axes,
        **more,
    }
