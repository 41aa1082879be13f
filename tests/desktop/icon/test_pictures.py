"""Tray hosts get the pixels that the gauge was drawn with, quickly and without Pillow."""

import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from shutil import copytree, ignore_patterns
from xml.etree import ElementTree

import pytest
from PIL import Image

from tests.view.icon.draw_assets import APP_SIZES, app_icon, app_icon_file
from tests.view.icon.gauges import all_kinds, usual
from tray.desktop.icon.pictures import SHEET, Pictures, Sheet
from tray.lib.assets import asset
from tray.lib.identity import APP_ID
from tray.view.icon.colours import LEVELS
from tray.view.icon.gauge import drawn, image
from tray.view.icon.layout_of_chip import SHAPES, SIZES
from tray.view.tray.face import Mark


def as_pillow(width: int, height: int, argb: bytes) -> Image.Image:
    alpha, *colours = (Image.frombytes("L", (width, height), argb[channel::4]) for channel in range(4))
    return Image.merge("RGBA", [*colours, alpha])


@pytest.mark.parametrize("palette", ["standard", "mono"])
@pytest.mark.parametrize("panel", ["dark", "light", "auto"])
def test_pictures_are_what_was_drawn_in_every_size(palette: str, panel: str) -> None:
    pictures = Pictures(palette, panel)

    for gauge in list(all_kinds())[::4]:
        for size, pixmap in zip(SIZES, pictures(gauge), strict=True):
            assert image(gauge, size, palette, panel) == as_pillow(*pixmap)


def test_a_pixel_is_alpha_red_green_blue() -> None:
    gauge = usual(12)
    width, height, argb = Pictures("standard", "auto")(gauge)[0]

    middle_of_the_fill = 4 * ((height - 4) * width + width // 2)

    assert bytes([255, *LEVELS[gauge.level][:3]]) == argb[middle_of_the_fill : middle_of_the_fill + 4]
    assert bytes(4) == argb[:4]


def test_the_sheet_that_travels_with_the_program_fits_the_drawing() -> None:
    """If not: python -m tests.view.icon.draw_assets"""
    sheet = Sheet.read(asset(SHEET))

    for shape in SHAPES:
        assert tuple(drawn(shape, size) for size in SIZES) == sheet.plates(shape)


@pytest.mark.parametrize("size", APP_SIZES)
def test_the_app_icon_fits_the_drawing(size: int) -> None:
    """If not: python -m tests.view.icon.draw_assets"""
    with Image.open(app_icon_file(size)) as icon:
        assert app_icon(size) == icon.convert("RGBA")


def test_a_healthy_sheet_is_no_problem() -> None:
    assert Pictures("standard", "auto").problem is None


def spoilt(content: bytes) -> dict[str, bytes]:
    half = len(content) // 2
    return {
        "empty": b"",
        "short": content[:9],
        "cut": content[:half],
        "one byte less": content[:-1],
        "one byte more": content + b"\0",
        "one bit turned": content[:half] + bytes([content[half] ^ 1]) + content[half + 1 :],
        "no magic": b"x" + content[1:],
        "zeros": bytes(len(content)),
        "foreign": b"\x89PNG\r\n\x1a\n" + content,
    }


@pytest.mark.parametrize("harm", list(spoilt(b"0123456789")))
def test_with_a_spoilt_sheet_pictures_are_drawn_on_the_spot(harm: str, tmp_path: Path) -> None:
    sheet = tmp_path / SHEET
    sheet.write_bytes(spoilt(asset(SHEET).read_bytes())[harm])
    pictures = Pictures("standard", "dark", sheet)

    assert "The sheet of icons is damaged; reinstall Backpressure." == pictures.problem
    assert Pictures("standard", "dark")(usual(7, Mark.BREAK)) == pictures(usual(7, Mark.BREAK))


def test_without_a_sheet_pictures_are_drawn_on_the_spot(tmp_path: Path) -> None:
    for missing in (tmp_path / SHEET, tmp_path):
        pictures = Pictures("mono", "light", missing)

        assert pictures.problem is not None
        assert Pictures("mono", "light")(usual(7, number=36)) == pictures(usual(7, number=36))


ALONE = """
import sys
from tray.desktop.icon.pictures import Pictures
from tray.view.tray.face import Gauge, Level, Mark

pictures = Pictures("standard", "auto")
for number in (None, 48, 100):
    for mark in Mark:
        pictures(Gauge(9, Level.YELLOW, mark, number))
        pictures(Gauge(19, Level.CRITICAL, mark, number))
heavy = {"PIL", "subprocess", "tempfile", "tray.view.icon.gauge"} & set(sys.modules)
print(pictures.problem, sorted(heavy))
"""


def alone(folder: Path) -> str:
    """What a fresh Python says that imports the package lying in a folder."""
    return subprocess.run([sys.executable, "-c", ALONE], cwd=folder, capture_output=True, text=True, check=True).stdout


def test_pillow_is_not_loaded_and_nothing_is_started() -> None:
    assert "None []\n" == alone(asset("").parent)


def test_the_assets_are_found_when_installed(tmp_path: Path) -> None:
    """A wheel carries them within the package."""
    package = asset("").parent / "tray"
    copytree(package, tmp_path / "tray", ignore=ignore_patterns("__pycache__"))
    copytree(asset(""), tmp_path / "tray" / "assets")

    assert "None []\n" == alone(tmp_path)


def test_the_desktop_entry_names_the_program_and_its_icon() -> None:
    entry = ConfigParser(interpolation=None)
    entry.read(asset(f"share/applications/{APP_ID}.desktop"), encoding="utf-8")
    section = entry["Desktop Entry"]

    assert ("Application", "backpressure", "backpressure") == (section["Type"], section["Exec"], section["Icon"])
    assert section["Categories"].endswith(";")


def test_the_drawing_for_large_icons_has_the_colours_of_the_gauge() -> None:
    root = ElementTree.parse(asset("share/icons/hicolor/scalable/apps/backpressure.svg")).getroot()
    fills = {element.get("fill") for element in root.iter()}

    for level in list(LEVELS)[:4]:
        assert "#" + bytes(LEVELS[level][:3]).hex() in fills
