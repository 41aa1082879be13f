"""The layout of the chip: which shape a gauge takes, and its measures in whole pixels, each size for itself."""

from typing import Literal

from tray.core.law.levels_and_gauge_steps import Level
from tray.lib.frozen import dataclass
from tray.view.tray.face import STEPS, Gauge, Mark

SIZES = (16, 22, 24, 32, 44, 48, 64)
"""What tray hosts ask for, in pixels; 44, 48 and 64 are 22, 24 and 32 on a screen of double density."""


Sign = Mark | Literal[Level.CRITICAL]
"""What stands in the middle of the chip: a mark, or that the pressure is critical."""
SIGNS: tuple[Sign, ...] = (*Mark, Level.CRITICAL)


@dataclass(frozen=True, slots=True)
class Shape:
    """What is drawn, before it has a colour and a number."""

    step: int
    sign: Sign


FULL = Shape(STEPS, Level.CRITICAL)
SHAPES = (*(Shape(step, sign) for sign in Mark for step in range(STEPS + 1)), FULL)
"""Every shape there is."""


def shape_of(gauge: Gauge) -> Shape:
    """A mark goes before everything else. Without one, critical is a full chip: above it no height tells more."""
    if gauge.mark is not Mark.NONE:
        return Shape(gauge.step, gauge.mark)
    if gauge.level is not Level.CRITICAL:
        return Shape(gauge.step, Mark.NONE)
    return FULL if gauge.number is None else Shape(STEPS, Mark.NONE)


def number_of(gauge: Gauge) -> int | None:
    """The number to write; beside a mark there is no room for one."""
    return gauge.number if gauge.mark is Mark.NONE else None


@dataclass(frozen=True, slots=True)
class Digits:
    """How the digits of a number are built."""

    width: int
    height: int
    stroke: int
    gap: int


@dataclass(frozen=True, slots=True)
class Chip:
    """Measures in pixels."""

    size: int
    pin: int
    """How far the pins stand out on the left and on the right."""
    pins: tuple[tuple[int, int], ...]
    """Where each pin begins, from the top, and how high it is."""
    line: int
    """The outermost edge of the body, which stands against the panel."""
    rim: int
    """How thick the frame within it is at the top and at the bottom. The frame carries the level."""
    post: int
    """How thick the frame is on the left and on the right, where it costs no rows."""
    corner: float
    """The radius of the outer corners."""
    notch: int
    """The radius of the notch in the top edge; where the frame is too thin for one, 0."""
    unit: int
    """Marks are drawn about six units wide and eight high."""
    margin: int
    """How much glass lies around marks and numbers."""
    two: Digits
    """For numbers of one and two digits."""
    three: Digits

    @property
    def body(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom; right and bottom lie outside."""
        return self.pin, 0, self.size - self.pin, self.size

    @property
    def frame(self) -> tuple[int, int, int, int]:
        """The body without its line."""
        left, top, right, bottom = self.body
        return left + self.line, top + self.line, right - self.line, bottom - self.line

    @property
    def inside(self) -> tuple[int, int, int, int]:
        """What fills."""
        left, top, right, bottom = self.frame
        return left + self.post, top + self.rim, right - self.post, bottom - self.rim

    def filled(self, step: int) -> tuple[int, bool]:
        """How many rows are full at a step, counted from the bottom, and whether the one above them is half full.

        Where there are fewer rows than steps, a step that falls between two rows takes the half, and so stays apart
        from its neighbours.
        """
        _, top, _, bottom = self.inside
        rows = bottom - top
        full, rest = divmod(rows * step, STEPS)
        if rows < STEPS and 2 * rest == STEPS:
            return full, True
        return full + (2 * rest >= STEPS), False


def _spread(size: int, height: int, apart: int) -> tuple[tuple[int, int], ...]:
    """Three pins, the middle one in the middle."""
    middle = (size - height) // 2
    return (middle - apart, height), (middle, height), (middle + apart, height)


def _chip(
    size: int,
    pin: tuple[int, int, int],
    wall: tuple[int, int, int],
    corner: float,
    mark: tuple[int, int, int],
    two: tuple[int, int, int, int],
    three: tuple[int, int, int, int],
) -> Chip:
    """A row of the table: pin is length, height, distance; wall is line, rim, post; mark is notch, unit, margin."""
    length, height, apart = pin
    pins = _spread(size, height, apart)
    return Chip(size, length, pins, *wall, corner, *mark, two=Digits(*two), three=Digits(*three))


_CHIPS = {
    16: _chip(16, (2, 2, 4), (1, 1, 1), 2.5, (0, 1, 1), (3, 7, 1, 2), (3, 7, 1, 1)),
    22: _chip(22, (2, 2, 6), (1, 1, 2), 3.0, (0, 1, 1), (5, 10, 1, 2), (4, 10, 1, 1)),
    24: _chip(24, (2, 2, 6), (1, 2, 2), 3.5, (0, 1, 1), (6, 12, 2, 2), (5, 12, 1, 1)),
    32: _chip(32, (4, 4, 8), (1, 2, 2), 4.5, (2, 2, 1), (7, 15, 2, 2), (6, 15, 2, 1)),
    44: _chip(44, (5, 4, 12), (2, 3, 3), 6.0, (3, 3, 1), (9, 21, 3, 2), (8, 21, 3, 1)),
    48: _chip(48, (6, 6, 12), (2, 3, 3), 7.0, (3, 3, 1), (10, 23, 3, 2), (8, 23, 3, 2)),
    64: _chip(64, (8, 8, 16), (2, 4, 4), 9.0, (4, 4, 2), (14, 31, 4, 4), (12, 31, 4, 2)),
}


def chip(size: int) -> Chip:
    """The layout for a size; sizes from 16 that are not in the table follow its proportions."""
    return _CHIPS.get(size) or _in_proportion(size)


def _in_proportion(size: int) -> Chip:
    unit = max(1, round(size / 16))
    line, rim = max(1, size // 28), max(1, size // 16)
    room = size - 2 * (2 * unit + line + rim) - max(1, unit // 2)
    pin = (2 * unit, 2 * unit + size % 2, 4 * unit)
    margin, tall = max(1, unit // 2), size // 2 - 1
    two, three = (room // 2, tall, unit, margin), (room // 3, tall, max(1, unit // 2), margin)
    notch = unit if line + rim > 2 else 0
    return _chip(size, pin, (line, rim, rim), 2.25 * unit, (notch, unit, margin), two, three)
