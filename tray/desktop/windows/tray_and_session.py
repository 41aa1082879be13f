"""The icon in the notification area of Windows, by pystray's backend, mended from outside.

As it comes, its hidden window answers "no" when Windows asks whether the session may end, and the program is then
killed unasked; its menu is destroyed under the pointer when it changes; its picture goes through a file and is scaled
by the shell. The same window hears of locks, suspends and the end of the session.
"""

import ctypes
import struct
from collections import deque
from collections.abc import Callable
from typing import Any

from tray.core.messages.events import Locked, Looked, Unlocked
from tray.desktop.common.save_before_logoff import save_now
from tray.desktop.icon.pystray_import import Icon
from tray.desktop.icon.tray import Pictures, PystrayTray
from tray.desktop.windows.attention import FilledScreen
from tray.desktop.windows.front_changes import ForegroundHook
from tray.ports import Reactor

GIVES = {
    "icon": {"windows": ""},
    "menu": {"windows": ""},
    "left click": {"windows": ""},
    "tooltip": {"windows": ""},
    "lock": {"windows": ""},
    "suspend": {"windows": ""},
    "session end": {"windows": ""},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_QUERY_END_SESSION, _END_SESSION = 0x0011, 0x0016
_POWER, _SUSPENDING, _RESUMED = 0x0218, 4, 18
_SESSION, _LOCKED, _UNLOCKED = 0x02B1, 7, 8
_NOTIFY_RIGHT_UP = 0x0205
_CALLS = 0x8001
"""WM_APP + 1: there are calls to be made in the window's thread."""
_BAR = 0x8002
"""WM_APP + 2: Windows tells of a program that fills the screen or frees it."""
_SMALL_ICON = 49
"""SM_CXSMICON: how wide the notification area wants a picture."""
_PER_MONITOR_2 = -4
_TIP_UNITS = 127
_BEGINNING_SECONDS = 2.0


class WindowsIcon(Icon):  # type: ignore[misc]  # pystray has no types
    """An icon as pystray knows it, except that ``icon`` is a sequence of pixmaps.

    Windows calls its window in a thread of pystray; what it hears goes to the reactor.
    """

    def __init__(
        self,
        name: str,
        *,
        reactor: Reactor,
        saving: Callable[[], None],
        system: Any = None,
        hooked: Callable[[bool], None] | None = None,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        """``saving`` is called in the reactor's thread before the session ends and before a suspend.

        ``hooked`` hears in the reactor's thread whether Windows tells of switches of context; without it nobody asks.

        ``changed`` is then called there, too, when the window in front changes, or the screen is filled or freed.

        ``system`` stands for ``ctypes.windll``.
        """
        self._title: str
        self._icon_handle: Any
        self._system = ctypes.windll if system is None else system  # type: ignore[attr-defined,unused-ignore]
        _be_sharp(self._system)
        super().__init__(name)
        self._reactor = reactor
        self._saving = saving
        self._calls: deque[Callable[[], None]] = deque()
        self._hooked = hooked
        self._changed = changed
        self._hook: ForegroundHook | None = None
        self._screen: FilledScreen | None = None
        self._begun = False
        self._choosing = False
        self._menu_waits = False
        self._message_handlers |= {
            _QUERY_END_SESSION: lambda _wide, _long: 1,
            _END_SESSION: self._session_ends,
            _POWER: self._power_changes,
            _SESSION: self._session_changes,
            _CALLS: self._make_calls,
        }

    def run_detached(self, setup: Callable[[Any], None] | None = None) -> None:
        """Begin; the icon is shown from the reactor's thread, like every change of it."""

        def ready(_icon: Any) -> None:
            self._system.wtsapi32.WTSRegisterSessionNotification(self._hwnd, 0)
            if self._hooked is not None:
                self._in_own_thread(self._hook_foreground)
            self._reactor.call_soon(lambda: setup(self) if setup else self._become_visible())

        self._begun = True
        super().run_detached(ready)

    def stop(self) -> None:
        """Take the icon away. One that was begun just now is awaited, since pystray would let it live on."""
        if self._begun:
            self._setup_thread.join(_BEGINNING_SECONDS)
            if self._hook is not None:
                self._in_own_thread(self._hook.close)
            if self._screen is not None:
                self._in_own_thread(self._screen.close)
            super().stop()

    def _become_visible(self) -> None:
        if self._running:
            self.visible = True

    def _update_title(self) -> None:
        full, self._title = self._title, _fitting(self._title, _TIP_UNITS)
        super()._update_title()
        self._title = full

    def _show(self) -> None:
        full, self._title = self._title, _fitting(self._title, _TIP_UNITS)
        super()._show()
        self._title = full

    def _assert_icon_handle(self) -> None:
        if not self._icon_handle:
            wanted = self._system.user32.GetSystemMetrics(_SMALL_ICON)
            size, data = _resource(self.icon, wanted)
            self._icon_handle = self._system.user32.CreateIconFromResourceEx(
                data, len(data), True, 0x00030000, size, size, 0
            )

    def _update_menu(self) -> None:
        if self._hwnd is None:
            super()._update_menu()
            return
        self._in_own_thread(self._renew_menu)

    def _in_own_thread(self, call: Callable[[], None]) -> None:
        """Make a call in the thread of the window, which takes messages."""
        self._calls.append(call)
        self._system.user32.PostMessageW(self._hwnd, _CALLS, 0, 0)

    def _hook_foreground(self) -> None:
        self._hook = hook = ForegroundHook(self._reactor, self._system, self._changed)
        self._screen = screen = FilledScreen(
            self._system, self._hwnd, _BAR, lambda: self._reactor.call_soon(self._changed)
        )
        self._message_handlers[_BAR] = screen.heard
        if (hooked := self._hooked) is not None:
            self._reactor.call_soon(lambda: hooked(hook.works))

    def _renew_menu(self) -> None:
        if self._choosing:
            self._menu_waits = True  # the one on the screen must live until it is left
        else:
            super()._update_menu()

    def _on_notify(self, wide: int, long: int) -> None:
        if self._choosing or long != _NOTIFY_RIGHT_UP:
            super()._on_notify(wide, long)  # also while the menu is on the screen, as when the pointer passes the icon
            return
        self._choosing = True
        try:
            super()._on_notify(wide, long)
        finally:
            self._choosing = False
            if self._menu_waits:
                self._menu_waits = False
                super()._update_menu()

    def _make_calls(self, _wide: int, _long: int) -> int:
        while self._calls:
            self._calls.popleft()()
        return 0

    def _session_ends(self, ends: int, _long: int) -> int:
        if ends:
            self._save()
        return 0

    def _power_changes(self, kind: int, _long: int) -> int:
        if kind == _SUSPENDING:
            self._save()
        elif kind == _RESUMED:
            self._reactor.post(Looked())  # how long it was is seen from the clocks
        return 1

    def _session_changes(self, kind: int, _session: int) -> int:
        if kind in (_LOCKED, _UNLOCKED):
            self._reactor.post(Locked() if kind == _LOCKED else Unlocked())
        return 0

    def _save(self) -> None:
        save_now(self._reactor, self._saving)


def windows_tray(
    reactor: Reactor,
    pictures: Pictures,
    saving: Callable[[], None],
    hooked: Callable[[bool], None] | None = None,
    changed: Callable[[], None] = lambda: None,
) -> PystrayTray:
    """The tray of Windows. ``saving`` is called before the session ends and before a suspend; see ``WindowsIcon``."""
    icon = WindowsIcon("backpressure", reactor=reactor, saving=saving, hooked=hooked, changed=changed)
    return PystrayTray("win32", icon, picture=pictures, post=reactor.post, spell=lambda label: label.replace("&", "&&"))


def _be_sharp(system: Any) -> None:
    """Without this, Windows shows an enlarged picture of a small icon on a screen of many pixels."""
    awareness = getattr(system.user32, "SetProcessDpiAwarenessContext", None)
    if awareness is None or not awareness(ctypes.c_void_p(_PER_MONITOR_2)):
        system.user32.SetProcessDPIAware()  # Windows before 10.0.15063


def _fitting(text: str, units: int) -> str:
    """``text`` without what does not fit: Windows counts in halves of UTF-16."""
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")


def _resource(pixmaps: Any, wanted: int) -> tuple[int, bytes]:
    """The picture nearest to ``wanted`` as an icon resource: a bitmap of twice the height, upside down, and a mask."""
    size, _, argb = min(pixmaps, key=lambda pixmap: (abs(pixmap[0] - wanted), -pixmap[0]))
    header = struct.pack("<IiiHHIIiiII", 40, size, size * 2, 1, 32, 0, 0, 0, 0, 0, 0)
    pixels = bytearray()
    for start in range((size - 1) * size * 4, -1, -size * 4):
        row = bytearray(argb[start : start + size * 4])
        row.reverse()  # alpha, red, green, blue become blue, green, red, alpha, and the last pixel the first
        pixels += b"".join(row[place : place + 4] for place in range(size * 4 - 4, -1, -4))
    mask = bytes((size + 31) // 32 * 4 * size)
    return size, header + bytes(pixels) + mask
