"""How are the drawn assets made? ``python -m tests.view.icon.draw_assets`` draws the sheet and the app icon anew."""

from pathlib import Path

from PIL import Image

from tray.core.law.levels_and_gauge_steps import Level
from tray.desktop.icon.pictures import SHEET, pack
from tray.lib.assets import asset
from tray.view.icon.gauge import drawn, image
from tray.view.icon.layout_of_chip import chip
from tray.view.tray.face import Gauge, Mark

APP_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)

_BANDS = ((Level.RED, 80), (Level.ORANGE, 60), (Level.YELLOW, 40), (Level.GREEN, 0))
"""Each level and the percent it begins at by default, from the top of the chip downwards."""

_STEP = 14


def app_icon(size: int) -> Image.Image:
    """The chip well filled, in the colours that its rows stand for."""
    _, top, _, bottom = chip(size).inside
    icon = Image.new("RGBA", (size, size))
    begin = 0
    for level, percent in _BANDS:
        end = bottom - round((bottom - top) * percent / 100) if percent else size
        band = (0, begin, size, end)
        icon.paste(image(Gauge(_STEP, level, Mark.NONE), size).crop(band), band)
        begin = end
    return icon


def app_icon_file(size: int) -> Path:
    """Where the app icon of that size lies, laid out as in an icon theme."""
    return asset(f"share/icons/hicolor/{size}x{size}/apps/backpressure.png")


def main() -> None:
    """Write all of it."""
    asset(SHEET).write_bytes(pack(drawn))
    for size in APP_SIZES:
        app_icon_file(size).parent.mkdir(parents=True, exist_ok=True)
        app_icon(size).save(app_icon_file(size), optimize=True)


if __name__ == "__main__":
    main()
