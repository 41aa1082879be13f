"""The picture of a day that can be shown to somebody: the curve, the hours, no text of the person's."""

from datetime import timedelta
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from tray.core.inquiry.day_course import DayCourse
from tray.desktop.linux.tray.x11_text import Text
from tray.lib.language.translation import say
from tray.report.dates_and_numbers import clock, direction, hours, language, percent, title
from tray.report.material_and_bounds import Material
from tray.report.plot_style import BANDS
from tray.view.words.names_and_numbers import FULL, length

SIZE = (1200, 630)
_PAPER, _INK, _SOFT, _LINE = "#14181f", "#e7eaf0", "#a5aebd", "#39414f"
_POOLS = {"live": "#6f67a0", "gen2": "#27508f", "gen1": "#3f77bd", "gen0": "#82aee0"}
_LEFT, _TOP, _RIGHT, _BOTTOM = 90, 190, 1150, 530
_HOUR = timedelta(hours=1)
_FINER = 2
"""Drawn larger and made smaller, so that edges are smooth."""
_MARGIN = 60
_SMALLEST = 14
_MIDDLE = 0.55
"""Where the middle of a line is, as a share of its size from above."""


def picture(found: Material) -> bytes:
    """A PNG of 1200 × 630: the pressure of a day by pool over its bands, and its totals.

    Labels and texts of the person's own are not in it.
    """
    image = Image.new("RGB", (SIZE[0] * _FINER, SIZE[1] * _FINER), _PAPER)
    pen = _Pen(image)
    pen.heading(44, title(found), 44, _INK)
    pen.heading(112, _line(found), 26, _SOFT)
    if found.course is not None and found.total.worked:
        _curve(pen, found, found.course)
    else:
        pen.text(_LEFT, 330, say("No work on record."), 34, _SOFT)
    pen.heading(590, say("Backpressure: the load you carry, as memory pressure"), 20, _SOFT)
    out = BytesIO()
    image.resize(SIZE, Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


class _Pen:
    """Draws in the measures of the finished picture."""

    def __init__(self, image: Image.Image) -> None:
        self._image = image
        self._draw = ImageDraw.Draw(image)
        # Pillow's own font looks the same on every machine, and has the letters of English alone.
        self._plain = language() == "en"

    def heading(self, y: float, text: str, size: int, colour: str) -> None:
        """A line over the whole width, from where lines begin in the language; smaller where it would be too long."""
        while size > _SMALLEST and self._width(text, size) > SIZE[0] - 2 * _MARGIN:
            size -= 1
        x = SIZE[0] - _MARGIN - self._width(text, size) if direction() == "rtl" else _MARGIN
        self.text(x, y, text, size, colour)

    def text(self, x: float, y: float, text: str, size: int, colour: str) -> None:
        """A line with its upper left corner there."""
        if self._plain:
            font = ImageFont.load_default(size * _FINER)
            self._draw.text((x * _FINER, y * _FINER), _plain(text), fill=colour, font=font)
        else:
            middle = round((y + size * _MIDDLE) * _FINER)
            Text(size * _FINER).draw(self._image, round(x * _FINER), middle, text, colour)

    def _width(self, text: str, size: int) -> float:
        if self._plain:
            return ImageFont.load_default(size * _FINER).getlength(_plain(text)) / _FINER
        return Text(size * _FINER).length(text) / _FINER

    def box(self, x0: float, y0: float, x1: float, y1: float, colour: str) -> None:
        self._draw.rectangle((x0 * _FINER, y0 * _FINER, x1 * _FINER, y1 * _FINER), fill=colour)

    def area(self, points: list[tuple[float, float]], colour: str) -> None:
        self._draw.polygon([(x * _FINER, y * _FINER) for x, y in points], fill=colour)

    def line(self, points: list[tuple[float, float]], colour: str, width: int) -> None:
        self._draw.line([(x * _FINER, y * _FINER) for x, y in points], fill=colour, width=width * _FINER, joint="curve")


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _line(found: Material) -> str:
    total = found.total
    if not total.worked:
        return say("A day without work.")
    day = next(each for each in found.days if each.worked)
    return say(
        "{hours} of work from {start} to {stop}, longest stretch {longest}, peak {percent}",
        hours=hours(total.worked),
        start=clock(day.start, found),
        stop=clock(day.stop, found),
        longest=length(total.longest),
        percent=percent(total.peak),
    )


def _curve(pen: _Pen, found: Material, lived: DayCourse) -> None:
    # Half an hour beyond the work on both sides: a night is long, and nothing happens in it.
    since = max(lived.work[0][0] - timedelta(minutes=30), lived.points[0].at)
    until = min(lived.work[-1][1] + timedelta(minutes=60), lived.points[-1].at)
    points = [point for point in lived.points if since <= point.at <= until]
    most = float(FULL)
    span = (points[-1].at - points[0].at) or timedelta(seconds=1)

    def x(n: int) -> float:
        return _LEFT + (_RIGHT - _LEFT) * ((points[n].at - points[0].at) / span)

    def y(value: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * min(value, most) / most

    levels = found.context.settings.levels
    edges = (0.0, levels.yellow, levels.orange, levels.red, levels.critical, most)
    for colour, low, high in zip(BANDS, edges, edges[1:], strict=False):
        pen.box(_LEFT, y(high), _RIGHT, y(low), _mixed(colour, _PAPER, 0.22))
    below = [0.0] * len(points)
    for pool, colour in _POOLS.items():
        above = [base + getattr(point, pool) for base, point in zip(below, points, strict=True)]
        upper = [(x(n), y(value)) for n, value in enumerate(above)]
        pen.area([*upper, *reversed([(x(n), y(value)) for n, value in enumerate(below)])], colour)
        below = above
    pen.line([(x(n), y(point.pressure)) for n, point in enumerate(points)], _INK, 3)
    for value in (0, levels.yellow, levels.orange, levels.red):
        pen.text(30, y(value) - 11, percent(value), 19, _SOFT)
    every = max(round(span / _HOUR / 8), 1)
    at = points[0].at.replace(minute=0, second=0, microsecond=0) + _HOUR
    while at <= points[-1].at:
        if at.astimezone(found.context.zone).hour % every == 0:
            along = (_RIGHT - _LEFT) * ((at - points[0].at) / span)
            pen.text(_LEFT + along - 26, _BOTTOM + 12, clock(at, found), 19, _SOFT)
        at += _HOUR


def _mixed(one: str, other: str, share: float) -> str:
    pairs = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)
