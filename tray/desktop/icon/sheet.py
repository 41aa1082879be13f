"""The drawn shapes of the gauge in one small file of inks, so that the tray need not load Pillow.

The file holds a strip for each sign, and in it, step by step, the plates of all sizes. It is made beforehand by
``python -m tests.view.icon.draw_assets`` and travels with the program; a test says when it no longer fits the drawing.
"""

import os
import zlib
from collections.abc import Callable
from itertools import accumulate, pairwise
from struct import Struct

from tray.errors import DesktopError
from tray.view.icon.chip import SHAPES, SIZES, Shape, Sign

_MAGIC = b"BPgauge1"
_CHECK = Struct(">8sI")
"""What the file is, and the CRC-32 of what follows."""
_LENGTHS = Struct(f">{len(Sign)}I")
"""The bytes of each strip, in the order of the signs."""
_ENDS = tuple(accumulate((size * size for size in SIZES), initial=0))
"""Where the plate of each size ends among those of one shape."""


def pack(draw: Callable[[Shape, int], bytes]) -> bytes:
    """The sheet of all shapes, as ``draw`` draws them at a size."""
    strips = [zlib.compress(b"".join(draw(shape, size) for shape in _of(sign) for size in SIZES), 9) for sign in Sign]
    rest = _LENGTHS.pack(*map(len, strips)) + b"".join(strips)
    return _CHECK.pack(_MAGIC, zlib.crc32(rest)) + rest


class Sheet:
    """A packed sheet, in memory as it is on disk: about 26 KB."""

    def __init__(self, content: bytes) -> None:
        """Raises DesktopError when the content is not a whole and unharmed sheet."""
        rest = content[_CHECK.size :]
        if len(rest) < _LENGTHS.size or content[: _CHECK.size] != _CHECK.pack(_MAGIC, zlib.crc32(rest)):
            raise DesktopError("The sheet of icons is damaged; reinstall Backpressure.")
        ends = accumulate(_LENGTHS.unpack_from(rest), initial=_LENGTHS.size)
        self._strips = {sign: rest[start:end] for sign, (start, end) in zip(Sign, pairwise(ends), strict=True)}

    @classmethod
    def read(cls, file: str | os.PathLike[str]) -> "Sheet":
        """Raises DesktopError when the file cannot be read or is not a sheet."""
        try:
            with open(file, "rb") as opened:
                return cls(opened.read())
        except OSError as error:
            raise DesktopError(f"The sheet of icons cannot be read ({error}); reinstall Backpressure.") from error

    def plates(self, shape: Shape) -> tuple[bytes, ...]:
        """The shape in inks, once for each of SIZES."""
        start = [each.step for each in _of(shape.sign)].index(shape.step) * _ENDS[-1]
        # No further than needed: most of the time is for making the strip longer.
        strip = zlib.decompressobj().decompress(self._strips[shape.sign], start + _ENDS[-1])
        return tuple(strip[start + begin : start + end] for begin, end in pairwise(_ENDS))


def _of(sign: Sign) -> tuple[Shape, ...]:
    return tuple(shape for shape in SHAPES if shape.sign is sign)
