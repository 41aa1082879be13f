"""How does one choose from a menu where the panel has none? In a window of our own, with the mouse or the keyboard."""

from collections.abc import Callable
from typing import Any

from Xlib import XK, X
from Xlib.display import Display

from tray.desktop.linux.x11_menu_picture import Line, Mark, MenuPicture
from tray.desktop.linux.x11_popup import Box, Popup
from tray.desktop.pystray_quietly import Menu

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
