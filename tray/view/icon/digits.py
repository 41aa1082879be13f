"""Writes the number into the chip, in digits of seven strokes on whole pixels, without a font."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from tray.core.law.levels_and_gauge_steps import Level
from tray.view.icon.layout_of_chip import Chip, chip, number_of
from tray.view.icon.roles_and_mixes import Role
from tray.view.tray.face import Gauge

MOST = 199
"""What lies above is written as this; three digits are all there is room for, and only if the first is a 1."""

_STROKES = {
    "0": "ABCDEF",
    "2": "ABGED",
    "3": "ABGCD",
    "4": "FGBC",
    "5": "AFGCD",
    "6": "AFGEDC",
    "7": "ABC",
    "8": "ABCDEFG",
    "9": "ABCDFG",
}
"""The strokes as electronics names them: A on top, clockwise to F, G in the middle. The 1 is drawn by itself."""

Span = tuple[int, int, int]
"""A row, where it begins, and where it ends (outside)."""


def written(plate: bytes, size: int, gauge: Gauge) -> bytes:
    """The plate with the gauge's number in its middle, if it has one to show.

    Light digits stand on a label of glass; at the critical level, where the chip is full, they are cut out of the fill.
    """
    number = number_of(gauge)
    if number is None:
        return plate
    layout = chip(size)
    spans = tuple(_placed(layout, str(max(0, min(MOST, number)))))
    pixels = bytearray(plate)
    if gauge.level is Level.CRITICAL:
        _paint(pixels, size, spans, Role.GLASS)
    else:
        _paint(pixels, size, _label(layout, spans), Role.GLASS)
        _paint(pixels, size, spans, Role.MARK)
    return bytes(pixels)


def _paint(pixels: bytearray, size: int, spans: Iterable[Span], role: Role) -> None:
    for row, begin, end in spans:
        pixels[row * size + begin : row * size + end] = bytes([role]) * (end - begin)


def _label(layout: Chip, spans: tuple[Span, ...]) -> Iterator[Span]:
    """A margin round all digits, over the frame where they leave no room within it."""
    left, _, right, _ = layout.frame
    begin = max(left, min(begin for _, begin, _ in spans) - layout.margin)
    end = min(right, max(end for _, _, end in spans) + layout.margin)
    rows = [row for row, _, _ in spans]
    yield from ((row, begin, end) for row in range(min(rows) - layout.margin, max(rows) + layout.margin + 1))


def _placed(layout: Chip, text: str) -> Iterator[Span]:
    digits = layout.two if len(text) < 3 else layout.three
    widths = [digits.stroke + (digits.stroke + 1) // 2 if digit == "1" else digits.width for digit in text]
    left = (layout.size - sum(widths) - digits.gap * (len(text) - 1)) // 2
    top = (layout.size - digits.height) // 2
    for digit, width in zip(text, widths, strict=True):
        for row, begin, end in _digit(digit, width, digits.height, digits.stroke):
            yield top + row, left + begin, left + end
        left += width + digits.gap


# The next number mostly has the same tens, in each of the seven sizes.
@lru_cache(maxsize=16)
def _digit(digit: str, wide: int, tall: int, stroke: int) -> tuple[Span, ...]:
    return tuple(_strokes(digit, wide, tall, stroke))


def _strokes(digit: str, wide: int, tall: int, stroke: int) -> Iterator[Span]:
    if digit == "1":
        yield from ((row, wide - stroke, wide) for row in range(tall))
        yield from ((row, 0, wide) for row in range(stroke, 2 * stroke))
        return
    middle = (tall - stroke) // 2
    boxes = {
        "A": (0, 0, wide, stroke),
        "B": (wide - stroke, 0, wide, middle + stroke),
        "C": (wide - stroke, middle, wide, tall),
        "D": (0, tall - stroke, wide, tall),
        "E": (0, middle, stroke, tall),
        "F": (0, 0, stroke, middle + stroke),
        "G": (0, middle, wide, middle + stroke),
    }
    for name in _STROKES[digit]:
        left, top, right, bottom = boxes[name]
        for row in range(top, bottom):
            cut = max(0, stroke // 2 - min(row, tall - 1 - row))
            yield row, max(left, cut), min(right, wide - cut)
