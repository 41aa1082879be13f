"""The pixels that a tray host gets for a gauge: shapes from the sheet, dyed and numbered without Pillow."""

import os

from tray.core.law.levels import Level
from tray.desktop.icon.sheet import Sheet
from tray.errors import DesktopError
from tray.lib.assets import asset_place
from tray.view.icon.chip import SIZES, Shape, level_of, shape_of
from tray.view.icon.digits import written
from tray.view.icon.palette import Dye, dye
from tray.view.tray.face import Gauge

SHEET = "gauge.sheet"

Pixmap = tuple[int, int, bytes]
"""Width, height, and four bytes a pixel: alpha, red, green, blue, not premultiplied."""


class Pictures:
    """Pictures in one palette for one colour of panel. Nothing is written, started or kept but a few tables."""

    def __init__(self, palette: str, panel: str, sheet: str | os.PathLike[str] | None = None) -> None:
        """Palette and panel are the values of the settings ``icon.palette`` and ``icon.panel``."""
        self._palette, self._panel = palette, panel
        self._dyes: dict[Level | None, Dye] = {}
        self._sheet: Sheet | None = None
        self.problem: str | None = None
        """Why pictures are drawn on the spot, which costs memory; None while the sheet serves."""
        try:
            self._sheet = Sheet.read(sheet or asset_place(SHEET))
        except DesktopError as error:
            self.problem = str(error)

    def __call__(self, gauge: Gauge) -> tuple[Pixmap, ...]:
        """The gauge in all of SIZES. Raises DesktopError when there is neither a sheet nor Pillow."""
        colours = self._dye(level_of(gauge))
        plates = self._plates(shape_of(gauge))
        return tuple(
            (size, size, colours.argb(written(plate, size, gauge))) for size, plate in zip(SIZES, plates, strict=True)
        )

    def _dye(self, level: Level | None) -> Dye:
        if level not in self._dyes:
            self._dyes[level] = dye(self._palette, self._panel, level)
        return self._dyes[level]

    def _plates(self, shape: Shape) -> tuple[bytes, ...]:
        if self._sheet is not None:
            return self._sheet.plates(shape)
        try:
            from tray.view.icon.gauge import drawn
        except ImportError as error:
            raise DesktopError(f"{self.problem} Pillow cannot be loaded either ({error}).") from error
        return tuple(drawn(shape, size) for size in SIZES)
