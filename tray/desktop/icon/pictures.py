"""The pixels that a tray host gets for a gauge: shapes from the sheet, dyed and numbered without Pillow."""

import os
import zlib
from collections.abc import Callable
from itertools import accumulate, pairwise
from struct import Struct

from tray.core.law.levels_and_gauge_steps import Level
from tray.errors import DesktopError
from tray.lib.assets import asset_place
from tray.lib.language.translation import say
from tray.view.icon.colours import Dye, dye, level_of
from tray.view.icon.digits import written
from tray.view.icon.layout_of_chip import SHAPES, SIGNS, SIZES, Shape, Sign, shape_of
from tray.view.tray.face import Gauge

_MAGIC = b"BPgauge1"
_CHECK = Struct(">8sI")
"""What the file is, and the CRC-32 of what follows."""
_LENGTHS = Struct(f">{len(SIGNS)}I")
"""The bytes of each strip, in the order of the signs."""
_ENDS = tuple(accumulate((size * size for size in SIZES), initial=0))
"""Where the plate of each size ends among those of one shape."""


def pack(draw: Callable[[Shape, int], bytes]) -> bytes:
    """The sheet of all shapes, as ``draw`` draws them at a size."""
    strips = [zlib.compress(b"".join(draw(shape, size) for shape in _of(sign) for size in SIZES), 9) for sign in SIGNS]
    rest = _LENGTHS.pack(*map(len, strips)) + b"".join(strips)
    return _CHECK.pack(_MAGIC, zlib.crc32(rest)) + rest


class Sheet:
    """The drawn shapes of the gauge, in memory as in their one small file of inks: about 26 KB.

    The file holds a strip for each sign, and in it, step by step, the plates of all sizes. It is made beforehand by
    ``python -m tests.view.icon.draw_assets`` and travels with the program; a test says when it is stale.
    """

    def __init__(self, content: bytes) -> None:
        """Raises DesktopError when the content is not a whole and unharmed sheet."""
        rest = content[_CHECK.size :]
        if len(rest) < _LENGTHS.size or content[: _CHECK.size] != _CHECK.pack(_MAGIC, zlib.crc32(rest)):
            raise DesktopError(say("The sheet of icons is damaged; reinstall Backpressure."))
        ends = accumulate(_LENGTHS.unpack_from(rest), initial=_LENGTHS.size)
        self._strips = {sign: rest[start:end] for sign, (start, end) in zip(SIGNS, pairwise(ends), strict=True)}

    @classmethod
    def read(cls, file: str | os.PathLike[str]) -> "Sheet":
        """Raises DesktopError when the file cannot be read or is not a sheet."""
        try:
            with open(file, "rb") as opened:
                return cls(opened.read())
        except OSError as error:
            raise DesktopError(
                say("The sheet of icons can't be read ({reason}); reinstall Backpressure.", reason=error)
            ) from error

    def plates(self, shape: Shape) -> tuple[bytes, ...]:
        """The shape in inks, once for each of SIZES."""
        start = [each.step for each in _of(shape.sign)].index(shape.step) * _ENDS[-1]
        # No further than needed: most of the time is for making the strip longer.
        strip = zlib.decompressobj().decompress(self._strips[shape.sign], start + _ENDS[-1])
        return tuple(strip[start + begin : start + end] for begin, end in pairwise(_ENDS))


def _of(sign: Sign) -> tuple[Shape, ...]:
    return tuple(shape for shape in SHAPES if shape.sign is sign)


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
            raise DesktopError(
                say("{problem} Pillow can't be loaded either ({reason}).", problem=self.problem, reason=error)
            ) from error
        return tuple(drawn(shape, size) for size in SIZES)
