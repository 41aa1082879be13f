"""A menu for panels that have none: a window of our own, for the mouse and the keyboard."""

import textwrap
from collections.abc import Callable
from typing import Any, Literal

from PIL import Image, ImageDraw, ImageFont
from Xlib import XK, X
from Xlib.display import Display

from tray.desktop.icon.pystray_import import Menu
from tray.desktop.linux.tray.x11_popup import Box, Popup
from tray.lib.frozen import dataclass

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


_POINTER = X.ButtonPressMask | X.ButtonReleaseMask | X.PointerMotionMask | X.LeaveWindowMask
_BACK = Line("Back", mark="back")


class X11Menu:
    """Shows a pystray menu at a place of the screen until something is chosen or it is left.

    A submenu takes the place of the menu it belongs to, with a line that leads back.
    """

    def __init__(
        self,
        display: Display,
        menu: Menu,
        *,
        beside: Box,
        x: int,
        scale: float,
        time: int,
        chosen: Callable[[Any], None],
        closed: Callable[[], None],
    ) -> None:
        """It opens below or above ``beside``, from ``x`` on, at a click of that ``time``.

        ``chosen`` gets the menu item; ``closed`` is called in any case, before that.
        """
        self._display = display
        self._menu = menu
        self._scale = scale
        self._chosen = chosen
        self._closed = closed
        self._path: tuple[str, ...] = ()
        self._under: int | None = None
        self._lay_out()
        self._popup = Popup(display, self._picture.draw(None), beside=beside, x=x, events=_POINTER | X.KeyPressMask)
        self._grab(time)

    def update(self, menu: Menu) -> None:
        """Show what the menu says now; where the person is in it stays, as long as that is there."""
        self._menu = menu
        self._lay_out()
        self._draw()

    def handle(self, event: Any) -> bool:
        """Whether ``event`` was for the menu."""
        if getattr(event, "window", None) is None or event.window.id != self._popup.window.id:
            return False
        match event.type:
            case X.Expose:
                self._popup.draw()
            case X.MotionNotify:
                self._point(self._picture.line_at(event.event_x, event.event_y))
            case X.LeaveNotify:
                self._point(None)
            case X.ButtonPress:
                self._press(event)
            case X.ButtonRelease:
                self._release(event)
            case X.KeyPress:
                self._key(self._display.keycode_to_keysym(event.detail, 0))
        return True

    def close(self) -> None:
        """Take the menu away."""
        self._display.ungrab_keyboard(X.CurrentTime)
        self._display.ungrab_pointer(X.CurrentTime)
        self._popup.close()
        self._closed()

    def _grab(self, time: int) -> None:
        # Clicks beside the menu and keys must come here; where another program holds them, it is left by choosing.
        window = self._popup.window
        window.grab_pointer(True, _POINTER & ~X.LeaveWindowMask, X.GrabModeAsync, X.GrabModeAsync, X.NONE, X.NONE, time)
        window.grab_keyboard(True, X.GrabModeAsync, X.GrabModeAsync, time)

    def _lay_out(self) -> None:
        items = _below(self._menu, self._path)
        if items is None:
            self._path, items = (), _below(self._menu, ())
        self._items: list[Any] = [*([None] if self._path else []), *(items or [])]
        self._lines = tuple(_BACK if item is None else _line(item) for item in self._items)
        self._picture = MenuPicture(self._lines, self._scale)
        if self._under is not None and self._under >= len(self._items):
            self._under = None

    def _draw(self) -> None:
        self._popup.show(self._picture.draw(self._under))

    def _point(self, line: int | None) -> None:
        if line != self._under:
            self._under = line
            self._draw()

    def _press(self, event: Any) -> None:
        width, height = self._picture.size
        if not (0 <= event.event_x < width and 0 <= event.event_y < height):
            self.close()

    def _release(self, event: Any) -> None:
        # The release that belongs to the click on the icon comes here, too: it counts only upon a line.
        line = self._picture.line_at(event.event_x, event.event_y)
        if line is not None:
            self._take(line)

    def _key(self, key: int) -> None:
        match key:
            case XK.XK_Escape:
                self.close()
            case XK.XK_Down:
                self._step(1)
            case XK.XK_Up:
                self._step(-1)
            case XK.XK_Left if self._path:
                self._go(self._path[:-1])
            case XK.XK_Return | XK.XK_KP_Enter | XK.XK_space | XK.XK_Right if self._under is not None:
                if key != XK.XK_Right or self._lines[self._under].opens:
                    self._take(self._under)

    def _step(self, by: int) -> None:
        count = len(self._lines)
        start = self._under if self._under is not None else (-1 if by > 0 else 0)
        for offset in range(1, count + 1):
            line = (start + by * offset) % count
            if self._lines[line].enabled and not self._lines[line].separator:
                self._point(line)
                return

    def _take(self, line: int) -> None:
        item = self._items[line]
        if item is None:
            self._go(self._path[:-1])
        elif item.submenu:
            self._go((*self._path, _key_of(item)))
        else:
            self.close()
            self._chosen(item)

    def _go(self, path: tuple[str, ...]) -> None:
        self._path, self._under = path, None
        self._lay_out()
        self._draw()


def _below(menu: Menu, path: tuple[str, ...]) -> list[Any] | None:
    for key in path:
        menu = next((item.submenu for item in menu if item.submenu and _key_of(item) == key), None)
        if menu is None:
            return None
    return list(menu)


def _key_of(item: Any) -> str:
    return str(getattr(item, "key", item.text))


def _line(item: Any) -> Line:
    if item is Menu.SEPARATOR:
        return Line("", separator=True)
    return Line(item.text, enabled=item.enabled, mark=_mark(item), opens=bool(item.submenu))


def _mark(item: Any) -> Mark:
    if item.checked is None:
        return ""
    if item.radio:
        return "chosen" if item.checked else "radio"
    return "checked" if item.checked else "check"
