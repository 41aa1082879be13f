"""Draws the gauge: a memory chip that fills, drawn anew for each size on whole pixels."""

from functools import cache

from PIL import Image, ImageDraw, ImageFilter

from tray.view.icon.colours import dye, level_of
from tray.view.icon.digits import written
from tray.view.icon.layout_of_chip import Chip, Shape, Sign, chip, shape_of
from tray.view.icon.roles_and_mixes import INKS, SHADES, Role, ingredients, ink
from tray.view.icon.shapes_of_marks import CUT_OUT, FINE, mark
from tray.view.tray.face import Gauge, Mark


def image(gauge: Gauge, size: int, palette: str = "standard", panel: str = "auto") -> Image.Image:
    """The picture as Pillow has it, RGBA, for tray hosts that take nothing else."""
    plate = written(drawn(shape_of(gauge), size), size, gauge)
    return Image.frombytes("RGBA", (size, size), dye(palette, panel, level_of(gauge)).rgba(plate))


def drawn(shape: Shape, size: int) -> bytes:
    """A shape in inks, a byte a pixel, row by row."""
    layout = chip(size)
    plate = _empty(layout).copy()
    _fill(plate, layout, shape.step)
    _sign(plate, layout, shape.sign)
    return plate.tobytes()


@cache
def _empty(layout: Chip) -> Image.Image:
    plate = Image.new("L", (layout.size, layout.size), Role.CLEAR)
    for top, height in layout.pins:
        _lay(plate, _box(layout.size, (0, top, layout.size, top + height), layout.line // 2), Role.PIN)
    _lay(plate, _box(layout.size, layout.body, layout.corner), Role.LINE)
    _lay(plate, _box(layout.size, layout.frame, layout.corner - layout.line), Role.RIM)
    if layout.notch:
        _lay(plate, _half_disc(layout.size, layout.notch + layout.line), Role.LINE)
        _lay(plate, _half_disc(layout.size, layout.notch), Role.CLEAR)
    return plate


def _fill(plate: Image.Image, layout: Chip, step: int) -> None:
    left, top, right, bottom = layout.inside
    full, half = layout.filled(step)
    surface = bottom - full
    inside = _inside(layout)
    _lay(plate, _between(inside, top, surface), Role.GLASS)
    _lay(plate, _between(inside, surface, bottom), Role.FILL)
    if half:
        plate.paste(ink(Role.FILL, Role.GLASS, SHADES // 2), (left, surface - 1, right, surface))


def _sign(plate: Image.Image, layout: Chip, sign: Sign) -> None:
    """Light in a margin of glass, so that it is seen on any fill, or cut out of what is there."""
    if sign is Mark.NONE:
        return
    shape = mark(layout, sign)
    if sign in CUT_OUT:
        _lay(plate, shape, Role.GLASS)
        return
    margin = shape.filter(ImageFilter.MaxFilter(2 * layout.margin + 1))
    box = margin.getbbox()
    plate.paste(plate.crop(box).point(_behind()), box)
    _lay(plate, margin, Role.GLASS)
    _lay(plate, shape, Role.MARK)


@cache
def _inside(layout: Chip) -> Image.Image:
    radius = layout.corner - layout.line - layout.rim
    return _box(layout.size, layout.inside, radius if radius > 1 else 0)


def _between(mask: Image.Image, top: int, bottom: int) -> Image.Image:
    """The part of a mask between two rows."""
    part = Image.new("L", mask.size)
    if top < bottom:
        rows = (0, top, mask.width, bottom)
        part.paste(mask.crop(rows), rows)
    return part


def _box(size: int, box: tuple[int, int, int, int], radius: float) -> Image.Image:
    """How much of each pixel a rectangle covers; only round corners cover parts."""
    large = Image.new("L", (size * FINE, size * FINE))
    left, top, right, bottom = (edge * FINE for edge in box)
    ImageDraw.Draw(large).rounded_rectangle((left, top, right - 1, bottom - 1), radius * FINE, fill=255)
    return large.reduce(FINE)


def _half_disc(size: int, radius: int) -> Image.Image:
    """Round the middle of the top edge."""
    large = Image.new("L", (size * FINE, size * FINE))
    middle, reach = size * FINE // 2, radius * FINE
    ImageDraw.Draw(large).ellipse((middle - reach, -reach, middle + reach - 1, reach - 1), fill=255)
    return large.reduce(FINE)


def _lay(plate: Image.Image, mask: Image.Image, role: Role) -> None:
    """Cover the plate with a role, as far as the mask says."""
    for eighths in range(1, SHADES + 1):
        where = mask.point(_just(eighths))
        if where.getbbox():
            plate.paste(plate.point(_mixed(role, eighths)), mask=where)


@cache
def _just(eighths: int) -> list[int]:
    """Tells which pixels are covered by so many eighths."""
    return [255 * (round(cover * SHADES / 255) == eighths) for cover in range(256)]


@cache
def _mixed(role: Role, eighths: int) -> list[int]:
    """For each ink, what it becomes under so many eighths of ``role``; of a mixed ink the greater part counts."""
    table = list(range(256))
    for number in range(INKS):
        over, under, part = ingredients(number)
        table[number] = ink(role, over if 2 * part >= SHADES else under, eighths)
    return table


@cache
def _behind() -> list[int]:
    """For each ink, what it is behind a mark."""
    table = list(range(256))
    for number in range(INKS):
        over, under, part = ingredients(number)
        table[number] = ink(_as_back(over), _as_back(under), part)
    return table


def _as_back(role: Role) -> Role:
    return Role.BACK if role is Role.FILL else role
