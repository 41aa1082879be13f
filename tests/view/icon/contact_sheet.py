"""Shows the gauge in every state, size and colour of panel.

``python -m tests.view.icon.contact_sheet FILE`` writes it into a PNG file.
"""

import sys
from collections.abc import Iterable, Iterator

from PIL import Image, ImageDraw

from tests.view.icon.gauges import all_kinds
from tray.view.icon.gauge import image
from tray.view.icon.layout_of_chip import SIZES
from tray.view.tray.face import Gauge

_PANELS = (
    ("dark", "#26282e"),
    ("dark", "#3b3f46"),
    ("auto", "#26282e"),
    ("auto", "#808890"),
    ("auto", "#ecedf0"),
    ("light", "#ecedf0"),
    ("light", "#d6d8dc"),
)
"""Styles, and colours of real panels to see them on."""

_ENLARGED = ((16, 6), (22, 4), (24, 4))
_WIDTH = 1560
_GAP = 6


def _flow(gauges: Iterable[Gauge], size: int, zoom: int, palette: str, panel: str, ground: str) -> Image.Image:
    """Icons from left to right and then down, each pixel ``zoom`` times as large."""
    pictures = [image(gauge, size, palette, panel) for gauge in gauges]
    step = size + _GAP
    columns = (_WIDTH // zoom - _GAP) // step
    flow = Image.new("RGBA", (_WIDTH // zoom, -(-len(pictures) // columns) * step + _GAP), ground)
    for place, picture in enumerate(pictures):
        flow.alpha_composite(picture, (_GAP + place % columns * step, _GAP + place // columns * step))
    return flow.resize((_WIDTH, flow.height * zoom), Image.Resampling.NEAREST)


def _title(text: str) -> Image.Image:
    title = Image.new("RGBA", (_WIDTH, 20), "#ffffff")
    ImageDraw.Draw(title).text((_GAP, 4), text, fill="#000000")
    return title


def _parts() -> Iterator[Image.Image]:
    gauges = list(all_kinds())
    for palette in ("standard", "mono"):
        for panel, ground in _PANELS:
            yield _title(f"palette {palette}, panel {panel}, on {ground}")
            yield from (_flow(gauges, size, 1, palette, panel, ground) for size in SIZES)
            yield from (_flow(gauges, size, zoom, palette, panel, ground) for size, zoom in _ENLARGED)


def contact_sheet() -> Image.Image:
    """All of it, one below the other."""
    parts = list(_parts())
    sheet = Image.new("RGBA", (_WIDTH, sum(part.height for part in parts)), "#ffffff")
    top = 0
    for part in parts:
        sheet.paste(part, (0, top))
        top += part.height
    return sheet


if __name__ == "__main__":
    contact_sheet().save(sys.argv[1])
