"""Whether Windows holds notifications back, and why.

It says so when it is asked (SHQueryUserNotificationState), and it is asked when another window comes to the front or
the screen is filled or freed; while it holds them back, also every now and then. Focus assist is not among what it
says, and no documented call tells of it: there Windows keeps our notification in its centre by itself. The same moments
serve to compare the program in front with those that the settings name, and to see whether a microphone or camera is
in use: who begins or takes a call brings its window to the front.
"""

import ctypes
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import PureWindowsPath
from typing import Any

from tray.core.messages.events import AttentionChanged
from tray.core.sensing.presence import MEETING
from tray.desktop.common.quiet_programs import NONE, PROGRAM, Programs
from tray.desktop.windows.microphone_and_camera import CAMERA, MICROPHONE, Consent
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor
from tray.settings.defaults.every_setting import Attention

GIVES = {
    "fullscreen": {"windows": ""},
    "programs": {"windows": ""},
    "film": {"windows": "presentation settings"},
    "meeting": {"windows": "noticed when another window comes to the front"},
    "do-not-disturb": {"windows": "only the quiet first hour of a new account"},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_BUSY, _DIRECT_3D, _PRESENTATION, _QUIET_TIME = 2, 3, 4, 6
_ASKED_AGAIN = timedelta(seconds=15)
_NEW, _REMOVE = 0, 1
_FULLSCREEN_APP = 2
_FILLED = "fullscreen"
_QUERY_LIMITED_INFORMATION = 0x1000
_PATH_LENGTH = 1024


class WindowsAttention:
    """Posts AttentionChanged whenever Windows begins or ceases to hold notifications back, for the reasons wanted."""

    def __init__(self, reactor: Reactor, wanted: Attention, system: Any = None, consent: Consent | None = None) -> None:
        """``system`` stands for ``ctypes.windll``; ``consent`` for what Windows records of microphones and cameras."""
        self._reactor = reactor
        self._system = ctypes.windll if system is None else system  # type: ignore[attr-defined,unused-ignore]
        self._reasons = _reasons_of(wanted)
        self._programs = Programs.of(wanted.programs)
        self._consent = consent or Consent()
        devices = ((MICROPHONE, wanted.microphone), (CAMERA, wanted.camera))
        self._devices = tuple(each for each, counts in devices if counts and self._consent.knows(each))
        self._now: frozenset[str] = frozenset()
        self._timer = OneTimer(reactor.later)
        self._works = False
        self.look()

    @property
    def name(self) -> str:
        """``notification-state`` and ``consent-store``; ``none`` where Windows does not say or nothing is wanted."""
        parts = (("notification-state", self._works), ("consent-store", self._devices))
        return ", ".join(name for name, works in parts if works) or "none"

    def look(self) -> None:
        """Ask Windows; to be called when something may have changed."""
        self._timer.cancel()
        if not self._reasons and not self._programs and not self._devices:
            return
        state = ctypes.c_int(0)
        asked = self._reasons or self._programs
        self._works = bool(asked) and self._system.shell32.SHQueryUserNotificationState(ctypes.byref(state)) == 0
        reason = self._reasons.get(state.value) if self._works else None
        in_front = _in_front(self._system) if self._programs or reason == _FILLED else None
        named = {PROGRAM} if in_front is not None and in_front.name in self._programs else set()
        held = {reason} if reason is not None and not (reason == _FILLED and in_front in _own()) else set()
        meets = {MEETING} if any(map(self._consent.in_use, self._devices)) else set()
        self._take(frozenset(named | held | meets))
        if reason is not None or meets:
            self._timer.set(_ASKED_AGAIN, self.look)

    def close(self) -> None:
        """Stop. What held until now holds no longer, as far as anybody knows."""
        self._timer.cancel()
        self._reasons, self._programs, self._devices = {}, NONE, ()
        self._take(frozenset())

    def _take(self, reasons: frozenset[str]) -> None:
        if reasons != self._now:
            self._now = reasons
            self._reactor.post(AttentionChanged(reasons))


def _reasons_of(wanted: Attention) -> dict[int, str]:
    """What the states of Windows mean, as far as the settings want them to count."""
    reasons: dict[int, str] = {}
    if wanted.fullscreen:
        reasons |= {_BUSY: _FILLED, _DIRECT_3D: _FILLED}
    if wanted.presentation:
        reasons[_PRESENTATION] = "presentation"
    if wanted.do_not_disturb:
        reasons[_QUIET_TIME] = "do-not-disturb"
    return reasons


def _own() -> frozenset[PureWindowsPath]:
    """The programs of our own window, which Python itself is: a break that was clicked is in front, and no film."""
    return frozenset(PureWindowsPath(each) for each in (sys.executable, getattr(sys, "_base_executable", "")) if each)


def _in_front(system: Any) -> PureWindowsPath | None:
    """The program whose window is in front; None where Windows does not say."""
    number, path, length = ctypes.c_uint32(0), ctypes.create_unicode_buffer(_PATH_LENGTH), ctypes.c_uint32(_PATH_LENGTH)
    window = system.user32.GetForegroundWindow()
    if not window or not system.user32.GetWindowThreadProcessId(window, ctypes.byref(number)):
        return None
    process = system.kernel32.OpenProcess(_QUERY_LIMITED_INFORMATION, False, number.value)
    if not process:
        return None
    known = system.kernel32.QueryFullProcessImageNameW(process, 0, path, ctypes.byref(length))
    system.kernel32.CloseHandle(process)
    return PureWindowsPath(path.value) if known else None


class BarData(ctypes.Structure):
    """APPBARDATA."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint32),
        ("edge", ctypes.c_uint32),
        ("place", ctypes.c_int32 * 4),
        ("parameter", ctypes.c_ssize_t),
    )


class FilledScreen:
    """Calls back when a program fills the screen or frees it again.

    Windows tells that to bars at the edges of the screen, so the window of the icon is given out for one that takes no
    room. To be made and closed in the thread of that window, which gets the messages.
    """

    def __init__(self, system: Any, window: int, message: int, changed: Callable[[], None]) -> None:
        """``changed`` is called in the thread of the window; ``message`` is the one by which Windows tells."""
        self._system = system
        self._data = BarData(ctypes.sizeof(BarData), window, message)
        self._changed = changed
        system.shell32.SHAppBarMessage(_NEW, ctypes.byref(self._data))

    def heard(self, what: int, _about: int) -> int:
        """What the window answers to the message."""
        if what == _FULLSCREEN_APP:
            self._changed()
        return 0

    def close(self) -> None:
        """Stop."""
        self._system.shell32.SHAppBarMessage(_REMOVE, ctypes.byref(self._data))
