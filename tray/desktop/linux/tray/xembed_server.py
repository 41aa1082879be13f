"""What an icon needs of its X server: that it keeps nobody waiting, and what must be known of its screen to draw there.

python-xlib waits for each answer without a bound, and pystray's icon asks through it. A server that hangs would so
hold up the record of the day and the command line. Here its waiting is bounded from outside, to two seconds, once; the
icon then takes the server for lost, and it is found again by a connection that never waits (``xembed_return``).
"""

import select
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any

from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.error import ConnectionClosedError, DisplayError, XauthError, XError
from Xlib.protocol import display as protocol

from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor

UNREACHABLE = (DisplayError, XauthError, ConnectionClosedError, OSError)
"""What is raised when the server is not there, is there no more, or does not answer in time."""
PATIENCE_SECONDS = 2.0
"""A healthy server answers within a few milliseconds; one on a busy machine within some hundred."""


class _Bounded:
    """Stands where python-xlib looks for the module ``select``."""

    error = OSError

    @staticmethod
    def select(reading: Iterable[Any], writing: Iterable[Any], _: Iterable[Any], seconds: float | None) -> Any:
        """As ``select.select``; raises TimeoutError where that would wait for longer than is good."""
        found = select.select(reading, writing, (), PATIENCE_SECONDS if seconds is None else seconds)
        if seconds is None and not any(found):
            raise TimeoutError("the X server does not answer")
        return found


def bound_waiting() -> None:
    """Let no connection of python-xlib in this process wait for longer than PATIENCE_SECONDS at a time."""
    vars(protocol)["select"] = _Bounded


class Wire:
    """When is there something to read, and room for what waits? When none of it goes in two seconds, the server hangs.

    The socket takes what there is room for, and no more.
    """

    def __init__(self, display: Any, reactor: Reactor, *, ready: Callable[[], None], hangs: Callable[[], None]) -> None:
        """``ready`` is called when there is something to read, or room; it reads, sends, and calls ``look``."""
        self._inner = display.display
        self._inner.socket.setblocking(False)
        self._descriptor = display.fileno()
        self._reactor = reactor
        self._ready = ready
        self._hangs = hangs
        self._sent = 0
        self._timer = OneTimer(reactor.later)

    def open(self) -> None:
        """Begin."""
        self._reactor.watch(self._descriptor, self._ready)

    def look(self) -> None:
        """To be called after everything that was said."""
        waiting = bool(self._inner.data_send)
        if waiting and not self._timer.runs:
            self._await_room()
            self._reactor.watch(self._descriptor, self._ready, self._ready)
        elif not waiting and self._timer.runs:
            self._timer.cancel()
            self.open()

    def close(self) -> None:
        """Nothing is called any more."""
        self._timer.cancel()
        self._reactor.unwatch(self._descriptor)

    def _await_room(self) -> None:
        self._sent = self._inner.data_sent_bytes
        self._timer.set(timedelta(seconds=PATIENCE_SECONDS), self._judge)

    def _judge(self) -> None:
        if self._inner.data_sent_bytes == self._sent:
            self._hangs()
        else:
            self._await_room()


def let_go(display: Any) -> None:
    """Hang up without a word to the server, which may be gone. Harmless when that was done before."""
    display.display.close_internal("client")


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


_NORMAL_DPI = 96


def scale(display: Display) -> float:
    """How much larger than usual the person wants things: ``Xft.dpi`` of the X resources, over 96."""
    stored = display.screen().root.get_full_property(Xatom.RESOURCE_MANAGER, Xatom.STRING)
    for line in bytes(stored.value).decode("latin-1").splitlines() if stored else ():
        name, _, value = line.partition(":")
        if name.strip() == "Xft.dpi":
            try:
                return min(4.0, max(1.0, float(value) / _NORMAL_DPI))
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


def name_window(display: Display, window: Any, name: str) -> None:
    """Give ``window`` a name that panels and readers of the screen can say; the server is waited for the first time."""
    window.change_property(display.get_atom("_NET_WM_NAME"), display.get_atom("UTF8_STRING"), 8, name.encode())
