"""A Windows with one notification area, as ctypes and pystray's backend for it see it; it remembers all."""

import ctypes
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import tray.desktop.windows.tray_and_session  # so that it is there to be put back
from tests.desktop.windows.fake_registry import FakeRegistry
from tray.desktop.icon.pystray_import import Icon, Menu, MenuItem

MOVED, RIGHT_UP = 0x0200, 0x0205
"""What the pointer does on the icon."""


@dataclass
class Windows:
    """What is in the notification area, and what the system is like."""

    windows: list[Any] = field(default_factory=list)
    """Every icon that was made, in order; each has a window of its own."""
    told_of_sessions: list[int] = field(default_factory=list)
    """The windows that want to hear of locks."""
    input_known: bool = True
    idle: timedelta = timedelta(0)
    refuses_windows: bool = False
    refuses_hooks: bool = False
    hooks: dict[int, Any] = field(default_factory=dict)
    """Whom Windows tells of windows that come to the front."""
    notification_state: int = 5
    """What SHQueryUserNotificationState says: 5 is that nothing is held back."""
    tells_state: bool = True
    registry: FakeRegistry = field(default_factory=FakeRegistry)
    """What it records of microphones and cameras."""
    front: int = 0
    """The window in front."""
    files: dict[int, str] = field(default_factory=dict)
    """The files of programs, by number."""
    open_handles: int = 0
    bars: list[tuple[int, int]] = field(default_factory=list)
    """Window and message of those who are told when the screen is filled."""
    at_menu: Callable[[Any], None] = lambda _icon: None
    """What happens while the menu of an icon is on the screen."""
    lets_windows_open: threading.Event = field(default_factory=threading.Event)

    @property
    def area(self) -> list[Any]:
        """The icons that a person sees."""
        return [window for window in self.windows if window.shown]

    def send(self, message: int, wide: int, *, window: int = -1) -> int:
        """What a window answers."""
        return int(self.windows[window].handle(message, wide))

    def system(self) -> Any:
        """What stands for ``ctypes.windll``."""
        return SimpleNamespace(
            user32=SimpleNamespace(
                GetLastInputInfo=self._last_input,
                GetSystemMetrics=lambda _which: 16,
                SetProcessDpiAwarenessContext=lambda _how: 1,
                CreateIconFromResourceEx=lambda data, *_: ("icon", data),
                PostMessageW=self._post,
                SetWinEventHook=self._hook,
                UnhookWinEvent=self._unhook,
                GetWindowThreadProcessId=self._program_of,
                GetForegroundWindow=lambda: self.front,
            ),
            shell32=SimpleNamespace(SHQueryUserNotificationState=self._state, SHAppBarMessage=self._bar),
            kernel32=SimpleNamespace(
                GetTickCount=lambda: 1_000_000,
                OpenProcess=self._open,
                QueryFullProcessImageNameW=self._file_of,
                CloseHandle=self._close,
            ),
            wtsapi32=SimpleNamespace(WTSRegisterSessionNotification=lambda window, _: self._register(window)),
        )

    def _last_input(self, place: Any) -> int:
        place._obj.ticks = 1_000_000 - self.idle // timedelta(milliseconds=1)
        return int(self.input_known)

    def fill_screen(self, state: int) -> None:
        """A program fills the screen, or frees it; Windows tells the bars at its edges."""
        self.notification_state = state
        for window, message in tuple(self.bars):
            self._post(window, message, 2, 0)

    def _state(self, place: Any) -> int:
        place._obj.value = self.notification_state
        return 0 if self.tells_state else -1

    def _bar(self, what: int, place: Any) -> int:
        bar = place._obj.window, place._obj.message
        if what == 0:
            self.bars.append(bar)
        else:
            self.bars.remove(bar)
        return 1

    def bring_to_front(self, window: int) -> None:
        """A window comes to the front; the hundreds of its number stand for its program."""
        self.front = window
        for hook in tuple(self.hooks.values()):
            hook(1, 3, window, 0, 0, 7, 1_000_000)

    def _hook(self, first: int, last: int, _module: None, call: Any, _process: int, _thread: int, _how: int) -> int:
        assert first == last == 3
        if self.refuses_hooks:
            return 0
        self.hooks[len(self.hooks) + 1] = call
        return len(self.hooks)

    def _unhook(self, hook: int) -> int:
        return int(self.hooks.pop(hook, None) is not None)

    def _program_of(self, window: int, place: Any) -> int:
        place._obj.value = window // 100
        return 7

    def _open(self, rights: int, _inherit: bool, number: int) -> int:
        assert rights == 0x1000, "more than the name is asked for"
        self.open_handles += number in self.files
        return number if number in self.files else 0

    def _file_of(self, process: int, _form: int, path: Any, _length: Any) -> int:
        path.value = self.files[process]
        return 1

    def _close(self, _process: int) -> None:
        self.open_handles -= 1

    def _register(self, window: int) -> None:
        self.told_of_sessions.append(window)

    def _post(self, window: int, message: int, wide: int, long: int) -> None:
        for each in self.windows:
            if each._hwnd == window:
                each.handle(message, wide, long)


def icon_kind(system: Windows) -> type[Any]:
    """pystray's icon for Windows, as far as ours builds on it."""

    class FakeIcon(Icon):  # type: ignore[misc]  # pystray has no types
        def __init__(self, name: str) -> None:
            super().__init__(name)
            if system.refuses_windows:
                raise OSError("[WinError 8] Not enough memory")
            self._icon_handle: Any = None
            self._hwnd: int | None = None
            self._message_handlers: dict[int, Callable[[int, int], Any]] = {}
            self.shown = False
            self.shows: tuple[Any, str] | None = None
            """The picture and the words in the notification area."""
            self.menus = 0
            self.stopped = False
            system.windows.append(self)

        def handle(self, message: int, wide: int, long: int = 0) -> Any:
            handler = self._message_handlers.get(message)
            return (handler(wide, long) if handler else 0) or 0

        def _run_detached(self) -> None:
            threading.Thread(target=self._run).start()

        def _run(self) -> None:
            assert system.lets_windows_open.wait(10)
            self._hwnd = 100 + len(system.windows)
            self._mark_ready()

        def _stop(self) -> None:
            self.shown = False
            self.stopped = True

        def _assert_icon_handle(self) -> None:
            raise AssertionError("pystray would write a file here")

        def _show(self) -> None:
            self._assert_icon_handle()
            self.shown = True
            self.shows = self._icon_handle, self.title

        def _hide(self) -> None:
            self.shown = False

        def _update_icon(self) -> None:
            self._icon_handle = None
            self._assert_icon_handle()
            self._icon_valid = True
            self.shows = self._icon_handle, self.title

        def _update_title(self) -> None:
            self.shows = self._icon_handle, self.title

        def _update_menu(self) -> None:
            self.menus += 1

        def _on_notify(self, _wide: int, long: int) -> None:
            if long == RIGHT_UP:
                system.at_menu(self)

    return FakeIcon


def install(patch: pytest.MonkeyPatch) -> Windows:
    """From now on this is Windows, for all that asks ctypes or pystray."""
    system = Windows()
    system.lets_windows_open.set()
    quietly = ModuleType("tray.desktop.icon.pystray_import")
    quietly.__dict__.update(Icon=icon_kind(system), Menu=Menu, MenuItem=MenuItem)
    patch.setattr(ctypes, "windll", system.system(), raising=False)
    patch.setitem(sys.modules, "tray.desktop.icon.pystray_import", quietly)
    winreg = ModuleType("winreg")
    for name in ("HKEY_CURRENT_USER", "OpenKey", "EnumKey", "QueryValueEx"):
        setattr(winreg, name, getattr(system.registry, name))
    patch.setitem(sys.modules, "winreg", winreg)
    patch.delitem(sys.modules, tray.desktop.windows.tray_and_session.__name__)
    return system
