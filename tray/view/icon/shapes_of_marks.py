"""The shapes of the marks: two bars, a cup, an arrow, three dots, a crescent, ? and !; small ones are set by hand."""

from collections.abc import Callable

from PIL import Image, ImageDraw

from tray.core.law.levels_and_gauge_steps import Level
from tray.view.icon.layout_of_chip import Chip, Sign
from tray.view.tray.face import Mark

FINE = 8
"""Curves are drawn so many times larger and then averaged; what lies on whole pixels stays sharp by that."""
CUT_OUT = frozenset({Level.CRITICAL})
"""The call of a full chip is cut out of it; all others are light, in a margin of glass."""


def mark(chip: Chip, sign: Sign) -> Image.Image:
    """How much of each pixel of the icon the sign covers, 0 to 255."""
    if chip.size < 32:
        return _set_by_hand(chip, by_hand(sign, chip.size))
    pen = _Pen(chip)
    _DRAWN[sign](pen)
    return pen.picture.reduce(FINE)


def _set_by_hand(chip: Chip, rows: list[str]) -> Image.Image:
    picture = Image.new("L", (chip.size, chip.size))
    left, top = (chip.size - len(rows[0])) // 2, (chip.size - len(rows)) // 2
    for y, row in enumerate(rows):
        for x, pixel in enumerate(row):
            if pixel == "#":
                picture.putpixel((left + x, top + y), 255)
    return picture


class _Pen:
    """Draws in units of the chip, from the upper left corner of a field of six by eight in its middle.

    A unit is whole pixels, so straight edges at whole units are sharp.
    """

    def __init__(self, chip: Chip) -> None:
        self._unit = FINE * chip.unit
        self._left = (chip.size - 6 * chip.unit) // 2 * FINE
        self._top = (chip.size - 8 * chip.unit) // 2 * FINE
        self.picture = Image.new("L", (chip.size * FINE, chip.size * FINE))
        self._draw = ImageDraw.Draw(self.picture)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return self._left + x * self._unit, self._top + y * self._unit

    def _box(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        x0, y0 = self._at(left, top)
        x1, y1 = self._at(right, bottom)
        return x0, y0, x1 - 1, y1 - 1

    def bar(self, left: float, top: float, right: float, bottom: float, radius: float = 0.5) -> None:
        self._draw.rounded_rectangle(self._box(left, top, right, bottom), radius * self._unit, fill=255)

    def disc(self, x: float, y: float, radius: float, fill: int = 255) -> None:
        self._draw.ellipse(self._box(x - radius, y - radius, x + radius, y + radius), fill=fill)

    def arc(self, x: float, y: float, radius: float, width: float, start: float, end: float) -> None:
        """Degrees, clockwise from the right; the radius is the outer one."""
        box = self._box(x - radius, y - radius, x + radius, y + radius)
        self._draw.arc(box, start, end, fill=255, width=round(width * self._unit))

    def triangle(self, *points: tuple[float, float]) -> None:
        self._draw.polygon([self._at(x, y) for x, y in points], fill=255)


def _paused(pen: _Pen) -> None:
    pen.bar(0, 0, 2, 8)
    pen.bar(4, 0, 6, 8)


def _break(pen: _Pen) -> None:
    pen.arc(4.75, 3.75, 1.75, 0.75, start=0, end=360)
    pen.bar(0, 2, 5, 6, radius=1.25)
    pen.bar(0, 2, 5, 4, radius=0)
    pen.bar(0, 7, 5, 8)
    pen.bar(1, -1, 2, 1)
    pen.bar(3, -1, 4, 1)


def _away(pen: _Pen) -> None:
    pen.bar(0, 3, 3, 5, radius=0)
    pen.triangle((3, 1), (6, 4), (3, 7))


def _resting(pen: _Pen) -> None:
    for x in (0, 3, 6):
        pen.disc(x, 4, 1)


def _off(pen: _Pen) -> None:
    pen.disc(3, 4, 3.5)
    pen.disc(4.75, 2.75, 3, fill=0)


def _unknown(pen: _Pen) -> None:
    pen.arc(3, 2, 3, 2, start=180, end=450)
    pen.bar(2, 3, 4, 5, radius=0)
    pen.bar(2, 6, 4, 8)


def _critical(pen: _Pen) -> None:
    pen.bar(2, -1, 4, 5)
    pen.bar(2, 6, 4, 8)


_DRAWN: dict[Sign, Callable[[_Pen], None]] = {
    Mark.PAUSED: _paused,
    Mark.BREAK: _break,
    Mark.AWAY: _away,
    Mark.RESTING: _resting,
    Mark.OFF: _off,
    Mark.UNKNOWN: _unknown,
    Level.CRITICAL: _critical,
}


_ORDER = (Mark.PAUSED, Mark.BREAK, Mark.AWAY, Mark.RESTING, Mark.OFF, Mark.UNKNOWN, Level.CRITICAL)

_SMALL = """
    ##..##  .#.#..  ......  ........  .......  .####.  ##
    ##..##  .#.#..  ...#..  ........  ..###..  ##..##  ##
    ##..##  ......  ...##.  ........  .###...  ....##  ##
    ##..##  ####..  ######  ##.##.##  ###....  ...##.  ##
    ##..##  ######  ######  ##.##.##  ###....  ..##..  ##
    ##..##  ####.#  ...##.  ........  ###...#  ......  ##
    ##..##  ######  ...#..  ........  .#####.  ..##..  ..
    ##..##  ####..  ......  ........  ..###..  ..##..  ##
    ......  ......  ......  ........  .......  ......  ##
"""

_MIDDLE = """
    ........  .#..#.....  ........  ..........  ..........  ........  ####
    ###..###  .#..#.....  ........  ..........  ...###....  ..####..  ####
    ###..###  .#..#.....  ...##...  ..........  .####.....  .######.  ####
    ###..###  ..........  ...###..  ..........  .###......  ###..###  ####
    ###..###  #######...  ...####.  ..........  ###.......  .....###  ####
    ###..###  ##########  ########  ##..##..##  ###.......  ....###.  ####
    ###..###  #######..#  ########  ##..##..##  ####......  ...###..  ####
    ###..###  #######..#  ...####.  ..........  ####.....#  ...##...  ####
    ###..###  ##########  ...###..  ..........  .########.  ........  ....
    ###..###  #######...  ...##...  ..........  ..######..  ...##...  ####
    ###..###  .#####....  ........  ..........  ...####...  ...##...  ####
    ........  ..........  ........  ..........  ..........  ........  ####
"""


def by_hand(sign: Sign, size: int) -> list[str]:
    """The rows of the mark for an icon of less than 32 pixels; ``#`` is set. Without empty rows around it."""
    table = (_SMALL if size < 22 else _MIDDLE).split("\n")
    rows = [row.split()[_ORDER.index(sign)] for row in table if row.strip()]
    set_rows = [place for place, row in enumerate(rows) if "#" in row]
    return rows[set_rows[0] : set_rows[-1] + 1]
