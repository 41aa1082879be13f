"""A menu for panels that have none: a window of our own, for the mouse and the keyboard."""

from collections.abc import Callable
from typing import Any, Literal

from PIL import Image, ImageDraw
from Xlib import XK, X
from Xlib.display import Display

from tray.desktop.icon.pystray_import import Menu
from tray.desktop.linux.tray.x11_surface import EDGE, INK, PAPER, Box, Popup, monitor
from tray.desktop.linux.tray.x11_text import text_of
from tray.lib.frozen import dataclass

_FAINT, _CHOSEN = "#9aa0aa", "#35659c"
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
    """Where each line lies, and the picture of all of them. Lengths are in pixels of a screen of ``scale`` × 96 dpi.

    A menu that is higher than ``most`` shows as many lines as there is room for between two arrows; ``first`` is the
    line below the upper one.
    """

    def __init__(self, lines: tuple[Line, ...], scale: float, most: tuple[int, int], first: int = 0) -> None:
        self._unit = scale
        self._text = text_of(scale)
        across, down = most
        room = across - self._px(72)
        self._lines = lines
        self._words = tuple(self._text.fitted(line.text, room) for line in lines)
        heights = [self._px(9 if line.separator else 26) for line in lines]
        self.scrolls = sum(heights) + 2 * self._px(4) > down
        """Not all lines have room."""
        self._arrow = self._px(20) if self.scrolls else 0
        inner = down - 2 * self._px(4) - 2 * self._arrow
        self.first = min(first, _last_first(heights, inner)) if self.scrolls else 0
        self._tops = [self._px(4) + self._arrow]
        for height in heights[self.first :]:
            if self.scrolls and self._tops[-1] + height > self._px(4) + self._arrow + inner:
                break
            self._tops.append(self._tops[-1] + height)
        widest = max(map(self._text.length, self._words), default=0)
        self.size = (widest + self._px(72), down if self.scrolls else self._tops[-1] + self._px(4))

    @property
    def shown(self) -> range:
        """The numbers of the lines that have room."""
        return range(self.first, self.first + len(self._tops) - 1)

    def line_at(self, x: int, y: int) -> int | None:
        """The line that can be chosen at a place, None when there is none."""
        if not 0 <= x < self.size[0]:
            return None
        for number, top, bottom in zip(self.shown, self._tops, self._tops[1:], strict=False):
            if top <= y < bottom:
                return number if self._lines[number].enabled and not self._lines[number].separator else None
        return None

    def scroll_at(self, x: int, y: int) -> int:
        """By how many lines an arrow at a place scrolls: -1, 1, or 0 where there is none."""
        if not self.scrolls or not 0 <= x < self.size[0]:
            return 0
        if 0 <= y < self._px(4) + self._arrow:
            return -1
        return 1 if self.size[1] - self._px(4) - self._arrow <= y < self.size[1] else 0

    def draw(self, chosen: int | None) -> Any:
        """A ``PIL.Image`` with one line marked as the chosen one."""
        picture = Image.new("RGB", self.size, PAPER)
        brush = ImageDraw.Draw(picture)
        brush.rectangle((0, 0, self.size[0] - 1, self.size[1] - 1), outline=EDGE)
        if self.scrolls:
            self._draw_arrows(picture)
        for number, top, bottom in zip(self.shown, self._tops, self._tops[1:], strict=False):
            line = self._lines[number]
            if line.separator:
                middle = (top + bottom) // 2
                brush.line((self._px(8), middle, self.size[0] - self._px(8), middle), fill=EDGE)
                continue
            if number == chosen:
                box = (self._px(4), top, self.size[0] - self._px(4) - 1, bottom - 1)
                brush.rounded_rectangle(box, self._px(4), fill=_CHOSEN)
            self._draw_line(picture, line, self._words[number], (top + bottom) // 2)
        return picture

    def _draw_line(self, picture: Any, line: Line, words: str, middle: int) -> None:
        ink = INK if line.enabled else _FAINT
        self._text.draw(picture, self._px(32), middle, words, ink)
        side = self._px(14)
        if line.mark:
            _stamp(picture, (self._px(11), middle - side // 2), side, line.mark, ink)
        if line.opens:
            _stamp(picture, (self.size[0] - self._px(22), middle - side // 2), side, "opens", ink)

    def _draw_arrows(self, picture: Any) -> None:
        side, left = self._px(14), (self.size[0] - self._px(14)) // 2
        places = (("up", self._px(4), self.first > 0), ("down", self.size[1] - self._px(4) - self._arrow, self._more))
        for mark, top, leads_on in places:
            at = left, top + (self._arrow - side) // 2
            _stamp(picture, at, side, mark, INK if leads_on else EDGE)

    @property
    def _more(self) -> bool:
        return self.shown.stop < len(self._lines)

    def _px(self, length: float) -> int:
        return round(length * self._unit)


def _last_first(heights: list[int], room: int) -> int:
    """From which line on all that are left have room."""
    first, used = len(heights), 0
    while first > 0 and used + heights[first - 1] <= room:
        first -= 1
        used += heights[first]
    return min(first, len(heights) - 1)


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
        case "up":
            brush.line(points((0.2, 0.65), (0.5, 0.35), (0.8, 0.65)), fill=255, width=pen, joint="curve")
        case "down":
            brush.line(points((0.2, 0.35), (0.5, 0.65), (0.8, 0.35)), fill=255, width=pen, joint="curve")
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
_WHEEL = {4: -3, 5: 3}
"""The buttons that the wheel is, and by how many lines it scrolls a menu that has no room."""
_AT_ONCE = 5
"""By how many lines a click on an arrow scrolls."""


class X11Menu:
    """Shows a pystray menu at a place of the screen until something is chosen or it is left.

    A submenu takes the place of the menu it belongs to, with a line that leads back and is called as what led there.
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
        self._first = 0
        self._most = monitor(display, x, beside[1])[2:]
        self._lay_out()
        self._popup = Popup(display, self._picture.draw(None), beside=beside, x=x, events=_POINTER | X.KeyPressMask)
        self._grab(time)

    def update(self, menu: Menu) -> None:
        """Show what the menu says now; where the person is in it stays, as long as that is there."""
        under = None if self._under is None else _place(self._items[self._under])
        self._menu = menu
        self._lay_out()
        # By its name and not by its number: a row that comes or goes above it puts nothing else under the next key.
        self._under = next((n for n, item in enumerate(self._items) if _place(item) == under and self._takes(n)), None)
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
        way = _way(self._menu, self._path)
        self._path = self._path[: len(way)]
        back = [Line(way[-1].text, mark="back")] if way else []
        rows = list(way[-1].submenu if way else self._menu)
        self._items: list[Any] = [*([None] if way else []), *rows]
        self._lines = (*back, *map(_line, rows))
        self._picture = MenuPicture(self._lines, self._scale, self._most, self._first)
        self._first = self._picture.first

    def _draw(self) -> None:
        self._popup.show(self._picture.draw(self._under))

    def _point(self, line: int | None) -> None:
        if line != self._under:
            self._under = line
            self._draw()

    def _scroll_to(self, first: int) -> None:
        self._first = max(0, first)
        self._lay_out()

    def _press(self, event: Any) -> None:
        width, height = self._picture.size
        if event.detail in _WHEEL:
            self._scroll_to(self._first + _WHEEL[event.detail])
            self._under = self._picture.line_at(event.event_x, event.event_y)
            self._draw()
        elif not (0 <= event.event_x < width and 0 <= event.event_y < height):
            self.close()
        elif by := self._picture.scroll_at(event.event_x, event.event_y):
            self._scroll_to(self._first + by * _AT_ONCE)
            self._draw()

    def _release(self, event: Any) -> None:
        # The release that belongs to the click on the icon comes here, too: it counts only upon a line.
        if event.detail in _WHEEL:
            return
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
            case XK.XK_Home | XK.XK_Page_Up:
                self._step(1, -1)
            case XK.XK_End | XK.XK_Page_Down:
                self._step(-1, 0)
            case XK.XK_Left if self._path:
                self._go(self._path[:-1])
            case XK.XK_Return | XK.XK_KP_Enter | XK.XK_space | XK.XK_Right if self._under is not None:
                if key != XK.XK_Right or self._lines[self._under].opens:
                    self._take(self._under)

    def _step(self, by: int, start: int | None = None) -> None:
        """To the next line that can be chosen, and to where it is seen; ``start`` is where it is looked from."""
        count = len(self._lines)
        if start is None:
            start = self._under if self._under is not None else (-1 if by > 0 else 0)
        for offset in range(1, count + 1):
            line = (start + by * offset) % count
            if self._takes(line):
                self._bring_into_sight(line)
                self._point(line)
                return

    def _takes(self, line: int) -> bool:
        """Whether it can be chosen."""
        return self._lines[line].enabled and not self._lines[line].separator

    def _bring_into_sight(self, line: int) -> None:
        if line < self._picture.first:
            self._scroll_to(line)
        while line not in self._picture.shown and self._first < line:
            self._scroll_to(self._first + 1)

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
        self._path, self._under, self._first = path, None, 0
        self._lay_out()
        self._draw()


def _way(menu: Menu, path: tuple[str, ...]) -> list[Any]:
    """The items that lead to a submenu, as far as they're there."""
    way: list[Any] = []
    for key in path:
        item = next((item for item in menu if item.submenu and _key_of(item) == key), None)
        if item is None:
            break
        way.append(item)
        menu = item.submenu
    return way


def _key_of(item: Any) -> str:
    return str(getattr(item, "key", item.text))


def _place(item: Any) -> str:
    """What tells a row from the others that stand with it; that which leads back has no item."""
    return "" if item is None else _key_of(item)


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
