"""The colours of the gauge, role by role, and the dye that turns a plate of inks into pixels."""

from tray.core.law.levels_and_gauge_steps import Level
from tray.lib.frozen import dataclass
from tray.view.icon.roles_and_mixes import INKS, SHADES, Role, ingredients
from tray.view.tray.face import Gauge, Mark

Colour = tuple[int, int, int, int]
"""Red, green, blue, alpha."""


def _hex(text: str) -> Colour:
    red, green, blue = bytes.fromhex(text)
    return red, green, blue, 255


LEVELS = {
    # Told apart with every kind of colour vision, and neighbours even in grey: see tests/view/icon/test_colours.py.
    Level.GREEN: _hex("31c19d"),
    Level.YELLOW: _hex("ffe14d"),
    Level.ORANGE: _hex("f28718"),
    Level.RED: _hex("e0303c"),
    Level.CRITICAL: _hex("f44dff"),
}
_GREY = _hex("7c8593")
_IN_GREY = (Mark.PAUSED, Mark.OFF, Mark.UNKNOWN)
_GLASS = _hex("15181d")
_WHITE = _hex("ffffff")
_CLEAR = (0, 0, 0, 0)
_EDGES = {"dark": None, "light": _hex("15181d"), "auto": _hex("4b515b")}
"""What stands against the panel: on a dark one the level itself, so that the frame is twice as thick."""
_PINS = {"dark": _hex("a7adb8"), "light": _hex("3b414b"), "auto": _hex("7b8290")}
_MONO = {"dark": _hex("e6e8ec"), "light": _hex("2b2f36")}


def level_of(gauge: Gauge) -> Level | None:
    """The level to colour by; None where nothing is tracked, which is grey."""
    return None if gauge.mark in _IN_GREY else gauge.level


def colours(palette: str, panel: str, level: Level | None) -> dict[Role, Colour]:
    """The colour of each role; without a level the chip is grey."""
    if palette == "mono":
        return _mono(panel)
    main = _GREY if level is None else LEVELS[level]
    return {
        Role.CLEAR: _CLEAR,
        Role.LINE: _EDGES[panel] or main,
        Role.RIM: main,
        Role.GLASS: _GLASS,
        Role.FILL: main,
        Role.BACK: main,
        Role.PIN: _PINS[panel],
        Role.MARK: _WHITE,
    }


def _mono(panel: str) -> dict[Role, Colour]:
    if panel == "auto":
        white, black = _hex("f4f5f7"), _hex("1c1f25")
        dark = dict.fromkeys((Role.LINE, Role.GLASS, Role.BACK), black)
        return dict.fromkeys(Role, white) | dark | {Role.CLEAR: _CLEAR, Role.PIN: _PINS["auto"]}
    empty = dict.fromkeys((Role.CLEAR, Role.GLASS, Role.BACK), _CLEAR)
    return dict.fromkeys(Role, _MONO[panel]) | empty


def _mix(over: Colour, under: Colour, eighths: int) -> Colour:
    alpha = over[3] * eighths + under[3] * (SHADES - eighths)
    if alpha == 0:
        return _CLEAR
    weight = over[3] * eighths / alpha
    red, green, blue = (round(a * weight + b * (1 - weight)) for a, b in zip(over[:3], under[:3], strict=True))
    return red, green, blue, round(alpha / SHADES)


@dataclass(frozen=True, slots=True)
class Dye:
    """For each ink its red, green, blue and alpha, as tables for ``bytes.translate``."""

    red: bytes
    green: bytes
    blue: bytes
    alpha: bytes

    def argb(self, plate: bytes) -> bytes:
        """The pixels of a plate, four bytes each, alpha first, not premultiplied."""
        return self._woven(plate, (self.alpha, self.red, self.green, self.blue))

    def rgba(self, plate: bytes) -> bytes:
        """The pixels of a plate, four bytes each, alpha last, not premultiplied."""
        return self._woven(plate, (self.red, self.green, self.blue, self.alpha))

    @staticmethod
    def _woven(plate: bytes, tables: tuple[bytes, ...]) -> bytes:
        pixels = bytearray(4 * len(plate))
        for place, table in enumerate(tables):
            pixels[place::4] = plate.translate(table)
        return bytes(pixels)


def dye(palette: str, panel: str, level: Level | None) -> Dye:
    """The dye for a palette (``standard``, ``mono``) on a panel (``dark``, ``light``, ``auto``)."""
    of = colours(palette, panel, level)
    pixels = [_mix(of[over], of[under], eighths) for over, under, eighths in map(ingredients, range(INKS))]
    channels = (bytes(channel).ljust(256, b"\0") for channel in zip(*pixels, strict=True))
    return Dye(*channels)
