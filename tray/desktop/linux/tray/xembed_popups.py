"""When the tooltip and the menu of an icon come and go, where the panel has neither."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from Xlib import X
from Xlib.display import Display

from tray.desktop.icon.pystray_import import Menu
from tray.lib.text import plain
from tray.ports import Reactor, Timer

_TIP_AFTER = timedelta(milliseconds=600)


class IconPopups:
    """At most one of the two, beside the icon. Pillow is loaded when the first of them opens."""

    def __init__(self, display: Display, reactor: Reactor) -> None:
        self._display = display
        self._reactor = reactor
        self._menu: Any = None
        self._tip: Any = None
        self._timer: Timer | None = None
        self._words = ""

    @property
    def menu_is_open(self) -> bool:
        """Whether the person is choosing."""
        return self._menu is not None

    def handle(self, event: Any) -> bool:
        """Whether ``event`` was for one of them."""
        if self._menu is not None and self._menu.handle(event):
            return True
        mine = self._tip is not None and event.type == X.Expose and event.window.id == self._tip.window.id
        if mine:
            self._tip.draw()
        return mine

    def entered(
        self, event: Any, size: tuple[int, int], soon: Callable[[Callable[[], None]], None], words: str
    ) -> None:
        """The pointer is on the icon: show ``words`` if it stays. ``soon`` calls what may find the X server gone."""
        self.left()
        self._words = words
        if self._menu is None:
            show = partial(self._show_tip, event, size)
            self._timer = self._reactor.later(_TIP_AFTER, partial(soon, show))

    def reword(self, words: str) -> None:
        """The icon says something else: so does its tooltip, whether it is there or about to come."""
        self._words = words
        if self._tip is not None:
            self._tip.show(self._tip_picture())

    def left(self) -> None:
        """The pointer is elsewhere."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._tip is not None:
            self._tip.close()
            self._tip = None

    def open_menu(self, menu: Menu, event: Any, size: tuple[int, int], chosen: Callable[[Any], None]) -> None:
        """Open ``menu`` at a click."""
        from tray.desktop.linux.tray.x11_menu import X11Menu
        from tray.desktop.linux.tray.xembed_screen import scale

        self.close()
        self._menu = X11Menu(
            self._display,
            menu,
            beside=_box(event, size),
            x=event.root_x,
            scale=scale(self._display),
            time=event.time,
            chosen=chosen,
            closed=self._menu_closed,
        )

    def update(self, menu: Menu | None) -> None:
        """The menu says something else."""
        if self._menu is not None and menu:
            self._menu.update(menu)

    def close(self) -> None:
        """Take both away."""
        self.left()
        if self._menu is not None:
            self._menu.close()

    def _menu_closed(self) -> None:
        self._menu = None

    def _show_tip(self, event: Any, size: tuple[int, int]) -> None:
        from tray.desktop.linux.tray.x11_popup import Popup

        self._timer = None
        self._tip = Popup(self._display, self._tip_picture(), beside=_box(event, size), x=event.root_x)

    def _tip_picture(self) -> Any:
        from tray.desktop.linux.tray.x11_menu import tooltip
        from tray.desktop.linux.tray.xembed_screen import scale

        return tooltip(plain(self._words), scale(self._display))


def _box(event: Any, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Where the icon is on the screen, from an event in its window."""
    return event.root_x - event.event_x, event.root_y - event.event_y, *size
