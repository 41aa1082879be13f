"""Which program's window is in front on a Wayland desktop, and whether it fills the screen.

Compositors of the wlroots family (sway, Hyprland, labwc and others) say so by ``wlr-foreign-toplevel-management``. They
send titles along, which are thrown away unread; of a program's id no more is kept in memory than a number made from it,
and whether the settings name it.
"""

import os
import struct
from collections.abc import Callable, Mapping

from tray.desktop.common.quiet_programs import NONE, OWN, Programs
from tray.desktop.linux.display.wayland import Wayland, text
from tray.desktop.linux.foreground.front_changes import FrontChanges, InFront
from tray.errors import DesktopError
from tray.lib.frozen import dataclass
from tray.ports import Reactor

GIVES = {
    "switches": {"sway": ""},
    "fullscreen": {"sway": ""},
    "programs": {"sway": ""},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_MANAGER, _VERSION = "zwlr_foreign_toplevel_manager_v1", 2
"""The first version that tells which window fills the screen."""
_APPEARED = 0
_APP_ID, _STATE, _DONE, _CLOSED = 1, 4, 5, 6
_DESTROY = 7
_ACTIVATED, _FULLSCREEN = 2, 3


@dataclass(slots=True)
class _Window:
    program: int = 0
    named: bool = False
    own: bool = False
    """It is ours, which shows a break and is no film."""
    states: tuple[int, ...] = ()


class WlrFront:
    """Tells of the window in front at each change."""

    name = "wlr-foreign-toplevel"

    def __init__(
        self,
        reactor: Reactor,
        environment: Mapping[str, str] = os.environ,
        *,
        sizes: bool,
        programs: Programs = NONE,
        changed: InFront,
        lost: Callable[[DesktopError], None],
    ) -> None:
        """Raises DesktopError when no compositor answers; ``lost`` hears, too, of one that does not tell.

        ``sizes`` says whether it matters if a window fills the screen, ``programs`` which programs do.
        """
        self._sizes = sizes
        self._programs = programs
        self._changes = FrontChanges(changed)
        self._windows: dict[int, _Window] = {}
        self._wayland = Wayland(reactor, environment, ready=self._begin, lost=lost)

    def close(self) -> None:
        """Stop."""
        self._wayland.close()

    def _begin(self) -> None:
        if self._wayland.offered.get(_MANAGER, (0, 0))[1] < _VERSION:
            self._wayland.fail("it does not tell which window is in front")
            return
        self._wayland.bind(_MANAGER, _VERSION, self._appeared)
        self._tell()

    def _appeared(self, event: int, arguments: bytes) -> None:
        if event == _APPEARED:
            (handle,) = struct.unpack("=I", arguments)
            self._windows[handle] = _Window()
            self._wayland.listen(handle, lambda event, arguments: self._says(handle, event, arguments))

    def _says(self, handle: int, event: int, arguments: bytes) -> None:
        window = self._windows[handle]
        match event:
            case _ if event == _APP_ID:
                window.program = hash(arguments)
                window.named = text(arguments, 0) in self._programs
                window.own = text(arguments, 0) in OWN
            case _ if event == _STATE:
                window.states = struct.unpack_from(f"={len(arguments) // 4 - 1}I", arguments, 4)
            case _ if event == _CLOSED:
                del self._windows[handle]
                self._wayland.send(handle, _DESTROY)
                self._wayland.forget(handle)
                self._tell()
            case _ if event == _DONE:
                self._tell()

    def _tell(self) -> None:
        front = next((window for window in self._windows.values() if _ACTIVATED in window.states), None)
        fills_screen = self._sizes and front is not None and _FULLSCREEN in front.states and not front.own
        named = front is not None and front.named
        if not self._changes.tell(front.program if front is not None else None, fills_screen, named):
            self._wayland.rest(self._changes.lull())  # a title, perhaps; in terminals they change all the time
