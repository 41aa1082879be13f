"""The picture of an icon in an XEMBED tray: which size, blended over what, in which colours, and how much larger."""

from collections.abc import Sequence
from typing import Any

from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.error import XError

from tray.errors import DesktopError
from tray.lib.language.translation import say

_NORMAL_DPI = 96
_LARGEST = 4.0
"""The largest scale."""
Pixmap = tuple[int, int, bytes]
"""Width, height and ARGB32 in network byte order, not premultiplied."""


def fitting(pixmaps: Sequence[Pixmap], size: int) -> Pixmap:
    """The largest picture that fits into a square of ``size``; pixels are left out of the smallest when none does."""
    by_size = sorted(pixmaps, key=lambda pixmap: pixmap[0])
    fits = [pixmap for pixmap in by_size if max(pixmap[:2]) <= size]
    return fits[-1] if fits else _thinned(by_size[0], size)


def blended(pixmap: Pixmap, background: bytes, width: int, height: int) -> bytes:
    """``background`` (width × height pixels: blue, green, red, alpha or nothing) with ``pixmap`` in its middle."""
    columns, rows, picture = pixmap
    left, top = (width - columns) // 2, (height - rows) // 2
    result = bytearray(background)
    for row in range(rows):
        to = ((top + row) * width + left) * 4
        for source in range(row * columns * 4, (row + 1) * columns * 4, 4):
            alpha, red, green, blue = picture[source : source + 4]
            if alpha == 255:
                result[to : to + 4] = bytes((blue, green, red, 255))
            elif alpha:
                rest = 255 - alpha
                result[to] = (blue * alpha + result[to] * rest) // 255
                result[to + 1] = (green * alpha + result[to + 1] * rest) // 255
                result[to + 2] = (red * alpha + result[to + 2] * rest) // 255
                result[to + 3] = alpha + result[to + 3] * rest // 255
            to += 4
    return bytes(result)


def _thinned(pixmap: Pixmap, size: int) -> Pixmap:
    width, height, data = pixmap
    places = (
        (row * height // size * width + column * width // size) * 4 for row in range(size) for column in range(size)
    )
    return size, size, b"".join(data[place : place + 4] for place in places)


def scale(display: Display) -> float:
    """How much larger than usual the person wants things: ``Xft.dpi`` of the X resources, over 96."""
    stored = display.screen().root.get_full_property(Xatom.RESOURCE_MANAGER, Xatom.STRING)
    for line in bytes(stored.value).decode("latin-1").splitlines() if stored else ():
        name, _, value = line.partition(":")
        if name.strip() == "Xft.dpi":
            try:
                return min(_LARGEST, max(1.0, float(value) / _NORMAL_DPI))
            except ValueError:
                break  # what somebody has written there is no number
    return 1.0


def window_attributes(display: Display, manager: Any | None) -> tuple[int, dict[str, Any]]:
    """The depth and the attributes a window needs to be taken in by the tray whose window is ``manager``.

    A tray says in _NET_SYSTEM_TRAY_VISUAL which visual its icons must have (System Tray Protocol 0.3); one that says
    nothing takes the screen's own. Raises DesktopError when its pixels are of a kind that cannot be drawn.
    """
    screen = display.screen()
    visual, depth = _wanted_visual(display, manager) or (screen.root_visual, screen.root_depth)
    if not any(form.depth == depth and form.bits_per_pixel == 32 for form in display.display.info.pixmap_formats):
        raise DesktopError(say("The tray wants icons with {depth} bits per pixel, which can't be drawn.", depth=depth))
    colours = screen.root.create_colormap(visual, X.AllocNone)
    return depth, {
        "visual": visual,
        "colormap": colours,
        "border_pixel": 0,
        "background_pixel": 0,
    }


def _wanted_visual(display: Display, manager: Any | None) -> tuple[int, int] | None:
    if manager is None:
        return None
    atom = display.intern_atom("_NET_SYSTEM_TRAY_VISUAL")
    said = manager.get_full_property(atom, Xatom.VISUALID)
    wanted = said.value[0] if said is not None and len(said.value) else None
    for depth in display.screen().allowed_depths:
        for visual in depth.visuals:
            if visual.visual_id == wanted:
                return visual.visual_id, depth.depth
    return None


def drawn_behind(window: Any, width: int, height: int) -> bytes | None:
    """The pixels a panel draws behind ``window``; None while it is not on the screen: an Expose comes then."""
    window.clear_area(0, 0, width, height)
    try:
        return bytes(window.get_image(0, 0, width, height, X.ZPixmap, 0xFFFFFFFF).data)
    except XError:
        return None
