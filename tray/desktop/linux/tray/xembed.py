"""Brings an icon into the trays of panels that know only XEMBED, by pystray's X11 backend, mended from outside.

As it comes, that backend never hears a click, has no menu, no tooltip and no transparency, waits for ever, and in a
thread. Here its window hears clicks, its picture is blended over what the panel has drawn, menu and tooltip are windows
of our own, waiting is bounded, and all of it runs in the reactor by the display's file descriptor.
"""

import threading
from collections.abc import Callable, Sequence
from functools import partial, wraps
from typing import Any

from Xlib import X, Xutil
from Xlib.display import Display

from tray.desktop.icon.pystray_import import Menu
from tray.desktop.linux.tray import x11_tooltip
from tray.desktop.linux.tray.xembed_picture_and_scale import (
    Pixmap,
    blended,
    drawn_behind,
    fitting,
    scale,
    window_attributes,
)
from tray.desktop.linux.tray.xembed_server import UNREACHABLE, Wire, bound_waiting, let_go, name_window
from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.lib.one_timer import OneTimer
from tray.lib.text import one_line, plain
from tray.ports import Reactor

bound_waiting()
try:
    from pystray import _xorg  # which opens a display, to see whether there is one
except UNREACHABLE as error:
    raise DesktopError(say("There's no X server that could show an icon ({reason}).", reason=error)) from error

_EVENTS = X.ButtonPressMask | X.EnterWindowMask | X.LeaveWindowMask | X.ExposureMask | X.StructureNotifyMask


def _talking(method: Callable[..., None]) -> Callable[..., None]:
    """Everything that speaks with the X server goes through here, so that its end is met in one place."""

    @wraps(method)
    def guarded(icon: "XEmbedIcon", *arguments: Any) -> None:
        if icon.closed:
            return
        try:
            method(icon, *arguments)
            icon.finish_talking()
        except UNREACHABLE:
            icon.lose()

    return guarded


class XEmbedIcon(_xorg.Icon):  # type: ignore[misc]  # pystray has no types
    """An icon as pystray knows it, except that ``icon`` is a sequence of Pixmaps and nothing runs in a thread.

    It docks with the tray that is there and with each that comes later.
    """

    HAS_MENU = True
    HAS_MENU_RADIO = True

    def __init__(
        self,
        name: str,
        icon: Sequence[Pixmap] | None = None,
        title: str | None = None,
        menu: Menu | None = None,
        *,
        reactor: Reactor,
        lost: Callable[[], None],
    ) -> None:
        """``lost`` is called once when the X server goes away by itself. Raises DesktopError when it is not there."""
        self._reactor = reactor
        self._lost = lost
        self._thread = threading.current_thread()  # to pystray: all is called where the loop runs
        self.closed = False
        self.hosted = False
        """Whether a panel shows the icon now."""
        self.clicked_at = (0, 0)
        """Where the last click was on the screen."""
        self.opens_menu = False
        """Whether a left click opens the menu."""
        self.on_secondary: Callable[[], None] = lambda: None
        """Called at a middle click, which pystray does not know."""
        self._size, self._depth = (1, 1), 0
        self._background: bytes | None = None
        self._window: Any = None
        try:
            super().__init__(name, icon, title, menu)
        except UNREACHABLE as error:
            raise DesktopError(say("The X server can't be reached ({reason}).", reason=error)) from error
        self._wire = Wire(self._display, reactor, ready=self._read, hangs=self.lose)
        self._popups = IconPopups(self._display, reactor)
        # Windows of other programs come and go: that one is gone already is no error here.
        self._display.set_error_handler(lambda _error, _request: None)

    def __del__(self) -> None:
        """Nothing: pystray would talk to a display that is closed."""

    def run_detached(self, setup: Callable[[Any], None] | None = None) -> None:
        """Begin. Nothing needs to run: the reactor calls."""
        self._running = True
        self._wire.open()
        if setup is None:
            self.visible = True
        else:
            setup(self)

    def stop(self) -> None:
        """Take the icon away and let go of the X server."""
        self.visible = False
        self._hang_up()
        self._running = False

    def finish_talking(self) -> None:
        """Send what was said, and see to what was heard on the way to an answer: the descriptor will not tell of it."""
        if not self.closed:
            if self._display.pending_events():
                self._reactor.call_soon(self._read)
            self._wire.look()

    def lose(self) -> None:
        """The X server is gone, or hangs."""
        self.closed, self.hosted = True, False
        self._wire.close()
        let_go(self._display)
        self._reactor.call_soon(self._lost)

    @_talking
    def _hang_up(self) -> None:
        self.closed = True
        self._wire.close()
        self._display.close()

    @_talking
    def _show(self) -> None:
        self._display.screen().root.change_attributes(event_mask=X.StructureNotifyMask)
        self._dock()

    @_talking
    def _hide(self) -> None:
        self._undock()

    @_talking
    def _update_icon(self) -> None:
        self._icon_valid = True
        self._draw()

    @_talking
    def _update_title(self) -> None:
        if self._window is not None:
            name_window(self._display, self._window, one_line(self.title))
        self._popups.reword(self.title)

    @_talking
    def _update_menu(self) -> None:
        self._popups.update(self.menu)

    @_talking
    def _make(self, call: Callable[[], None]) -> None:
        call()

    @_talking
    def _read(self) -> None:
        while not self.closed and self._display.pending_events():
            event = self._display.next_event()
            if not self._popups.handle(event):
                self._handle(event)

    def _handle(self, event: Any) -> None:
        if event.type == X.ClientMessage:
            self._hear_of_tray(event)
        elif self._systray_manager and event.type == X.DestroyNotify and event.window.id == self._systray_manager.id:
            self._undock()
            self._dock()
        elif self._window is not None and getattr(event, "window", self._window).id == self._window.id:
            self._handle_own(event)

    def _handle_own(self, event: Any) -> None:
        match event.type:
            case X.ReparentNotify:
                self._adopted(event.parent.id)
            case X.ConfigureNotify:
                self._size = (event.width, event.height)
                self._background = None
                self._draw()
            case X.Expose if event.count == 0:
                self._background = None
                self._draw()
            case X.EnterNotify:
                self._popups.entered(event, self._size, self._make, self.title)
            case X.LeaveNotify:
                self._popups.left()
            case X.ButtonPress:
                self._pressed(event)

    def _pressed(self, event: Any) -> None:
        was_open = self._popups.menu_is_open
        self._popups.close()
        self.clicked_at = (event.root_x, event.root_y)
        match event.detail:
            case _ if was_open:
                pass  # a click on the icon closes its menu, like a click anywhere else
            case 1 if not self.opens_menu:
                self()
            case 2:
                self.on_secondary()
            case 1 | 3 if self.menu:
                self._popups.open_menu(self.menu, event, self._size, self._chosen)

    def _chosen(self, item: Any) -> None:
        item(self)
        self.update_menu()

    def _hear_of_tray(self, event: Any) -> None:
        if event.client_type == self._manager_atom and event.data[1][1] == self._net_system_tray_sx and not self.hosted:
            self._undock()
            self._dock()

    def _dock(self) -> None:
        if self._window is None:
            self._window = self._create_window()
            self._gc = self._window.create_gc()
        self._dock_window()

    def _undock(self) -> None:
        self._popups.close()
        self.hosted, self._background = False, None
        self._systray_manager = None
        if self._window is not None:
            # Not unmapped and kept: the next tray may want a window of another kind.
            self._gc.free()
            self._window.destroy()
            self._window = None

    def _adopted(self, parent: int) -> None:
        if parent == self._display.screen().root.id:
            # The tray has gone and left our window behind: it would float about as a window of its own.
            self._undock()
            self._dock()
            return
        self.hosted = True
        self._window.change_attributes(background_pixmap=X.ParentRelative)

    def _create_atoms(self) -> None:
        super()._create_atoms()
        self._manager_atom = self._display.intern_atom("MANAGER")

    def _create_window(self) -> Any:
        self._depth, attributes = window_attributes(self._display, self._get_systray_manager())
        window = self._display.screen().root.create_window(
            -1, -1, 1, 1, 0, self._depth, X.InputOutput, event_mask=_EVENTS, **attributes
        )
        window.set_wm_class(f"{self.name}-tray-icon", self.name)
        window.set_wm_normal_hints(flags=Xutil.PPosition | Xutil.PSize | Xutil.PMinSize, min_width=24, min_height=24)
        window.change_property(self._xembed_info, self._xembed_info, 32, [self._XEMBED_VERSION, self._XEMBED_MAPPED])
        name_window(self._display, window, one_line(self.title))
        self._window = window
        return window

    def _draw(self) -> None:
        width, height = self._size
        if not self.hosted or not self.icon or min(width, height) < 2:
            return
        if self._background is None:
            self._background = drawn_behind(self._window, width, height)
        if self._background is not None:
            pixels = blended(fitting(self.icon, min(width, height)), self._background, width, height)
            self._window.put_image(self._gc, 0, 0, width, height, X.ZPixmap, self._depth, 0, pixels)


class IconPopups:
    """At most one of the two, beside the icon. Pillow is loaded when the first of them opens."""

    def __init__(self, display: Display, reactor: Reactor) -> None:
        self._display = display
        self._menu: Any = None
        self._tip: Any = None
        self._timer = OneTimer(reactor.later)
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
            self._timer.set(x11_tooltip.AFTER, partial(soon, show))

    def reword(self, words: str) -> None:
        """The icon says something else: so does its tooltip, whether it is there or about to come."""
        self._words = words
        if self._tip is not None:
            self._tip.show(self._tip_picture())

    def left(self) -> None:
        """The pointer is elsewhere."""
        self._timer.cancel()
        if self._tip is not None:
            self._tip.close()
            self._tip = None

    def open_menu(self, menu: Menu, event: Any, size: tuple[int, int], chosen: Callable[[Any], None]) -> None:
        """Open ``menu`` at a click."""
        from tray.desktop.linux.tray.x11_menu import X11Menu

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
        from tray.desktop.linux.tray.x11_surface import Popup

        self._tip = Popup(self._display, self._tip_picture(), beside=_box(event, size), x=event.root_x)

    def _tip_picture(self) -> Any:
        return x11_tooltip.tooltip(plain(self._words), scale(self._display))


def _box(event: Any, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Where the icon is on the screen, from an event in its window."""
    return event.root_x - event.event_x, event.root_y - event.event_y, *size
