"""How does a menu look where we draw it ourselves?"""

import textwrap
from typing import Any, Literal

from PIL import Image, ImageDraw, ImageFont

from tray.frozen import dataclass

_PAPER, _EDGE, _INK, _FAINT, _CHOSEN = "#2b2d31", "#4a4d54", "#eceef2", "#9aa0aa", "#35659c"
_FONTS = ("NotoSans-Regular.ttf", "DejaVuSans.ttf", "LiberationSans-Regular.ttf", "FreeSans.ttf", "Ubuntu-R.ttf")
_FINE = 4
"""Marks are drawn this many times larger and shrunk, which smooths their edges."""

Mark = Literal["", "check", "checked", "radio", "chosen", "back"]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the menu as it is drawn."""

    text: str
    enabled: bool = True
    mark: Mark = ""
    opens: bool = False
    """Leads to more rows."""
    separator: bool = False


class MenuPicture:
    """Where each line lies, and the picture of all of them. Lengths are in pixels of a screen of ``scale`` × 96 dpi."""

    def __init__(self, lines: tuple[Line, ...], scale: float) -> None:
        self._lines = lines
        self._unit = scale
        self._font = font(scale)
        self._tops = [self._px(4)]
        for line in lines:
            self._tops.append(self._tops[-1] + self._px(9 if line.separator else 26))
        widest = max((self._font.getlength(line.text) for line in lines), default=0)
        self.size = (int(widest) + self._px(72), self._tops[-1] + self._px(4))

    def line_at(self, x: int, y: int) -> int | None:
        """The line that can be chosen at a place, None when there is none."""
        if not 0 <= x < self.size[0]:
            return None
        for number, line in enumerate(self._lines):
            if self._tops[number] <= y < self._tops[number + 1]:
                return number if line.enabled and not line.separator else None
        return None

    def draw(self, chosen: int | None) -> Any:
        """A ``PIL.Image`` with one line marked as the chosen one."""
        picture = Image.new("RGB", self.size, _PAPER)
        brush = ImageDraw.Draw(picture)
        brush.rectangle((0, 0, self.size[0] - 1, self.size[1] - 1), outline=_EDGE)
        for number, line in enumerate(self._lines):
            top, bottom = self._tops[number], self._tops[number + 1]
            if line.separator:
                middle = (top + bottom) // 2
                brush.line((self._px(8), middle, self.size[0] - self._px(8), middle), fill=_EDGE)
                continue
            if number == chosen:
                box = (self._px(4), top, self.size[0] - self._px(4) - 1, bottom - 1)
                brush.rounded_rectangle(box, self._px(4), fill=_CHOSEN)
            self._draw_line(picture, brush, line, (top + bottom) // 2)
        return picture

    def _draw_line(self, picture: Any, brush: Any, line: Line, middle: int) -> None:
        ink = _INK if line.enabled else _FAINT
        brush.text((self._px(32), middle), line.text, font=self._font, fill=ink, anchor="lm")
        side = self._px(14)
        if line.mark:
            _stamp(picture, (self._px(11), middle - side // 2), side, line.mark, ink)
        if line.opens:
            _stamp(picture, (self.size[0] - self._px(22), middle - side // 2), side, "opens", ink)

    def _px(self, length: float) -> int:
        return round(length * self._unit)


def tooltip(text: str, scale: float) -> Any:
    """A ``PIL.Image`` of some words."""
    words = "\n".join(textwrap.wrap(text, 56)) or " "
    face = font(scale)
    left, top, right, bottom = ImageDraw.Draw(Image.new("L", (1, 1))).multiline_textbbox((0, 0), words, font=face)
    margin = round(8 * scale)
    size = (int(right - left) + 2 * margin, int(bottom - top) + 2 * margin)
    picture = Image.new("RGB", size, _PAPER)
    brush = ImageDraw.Draw(picture)
    brush.rectangle((0, 0, size[0] - 1, size[1] - 1), outline=_EDGE)
    brush.multiline_text((margin - left, margin - top), words, font=face, fill=_INK)
    return picture


def font(scale: float) -> Any:
    """What the desktop most likely has; Pillow brings one of its own for where there is none."""
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, round(13 * scale))
        except OSError:
            continue  # not installed
    return ImageFont.load_default(round(13 * scale))


def _stamp(picture: Any, at: tuple[int, int], side: int, mark: str, ink: str) -> None:
    fine = side * _FINE
    shape = Image.new("L", (fine, fine))
    brush = ImageDraw.Draw(shape)

    def points(*corners: tuple[float, float]) -> list[tuple[float, float]]:
        return [(x * fine, y * fine) for x, y in corners]

    pen = max(1, fine // 10)
    match mark:
        case "opens":
            brush.line(points((0.35, 0.2), (0.65, 0.5), (0.35, 0.8)), fill=255, width=pen, joint="curve")
        case "back":
            brush.line(points((0.65, 0.2), (0.35, 0.5), (0.65, 0.8)), fill=255, width=pen, joint="curve")
        case "check" | "checked":
            brush.rounded_rectangle(points((0.08, 0.08), (0.92, 0.92)), fine * 0.15, outline=255, width=pen)
        case _:
            brush.ellipse(points((0.08, 0.08), (0.92, 0.92)), outline=255, width=pen)
    if mark == "checked":
        brush.line(points((0.27, 0.52), (0.44, 0.7), (0.74, 0.32)), fill=255, width=pen + pen // 3, joint="curve")
    if mark == "chosen":
        brush.ellipse(points((0.3, 0.3), (0.7, 0.7)), fill=255)
    smooth = shape.resize((side, side), Image.Resampling.LANCZOS)
    picture.paste(Image.new("RGB", smooth.size, ink), at, smooth)
