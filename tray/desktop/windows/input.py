"""When input stopped and began, on Windows."""

import ctypes
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tray.desktop.common.input_on_windows_and_macos import ReadInput
from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.ports import Reactor

GIVES = {
    "input": {"windows": "by looking"},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_COUNTER = 1 << 32
"""Both counters are of 32 bits and begin anew after 49.7 days."""


class LastInput(ctypes.Structure):
    """LASTINPUTINFO."""

    _fields_ = (("size", ctypes.c_uint), ("ticks", ctypes.c_uint))


class WindowsInput(ReadInput):
    """Reads when the last input of this session was, by GetLastInputInfo; Windows does not tell by itself."""

    def __init__(self, reactor: Reactor, quiet: timedelta, system: Any = None) -> None:
        """Raises DesktopError when Windows does not say. ``system`` stands for ``ctypes.windll``."""
        super().__init__(reactor, quiet, "last-input-info", _reader(_windows() if system is None else system))


def _windows() -> Any:
    try:
        return ctypes.windll  # type: ignore[attr-defined,unused-ignore]  # only Windows has it
    except AttributeError:
        raise DesktopError(say("This isn't Windows.")) from None


def _reader(system: Any) -> Callable[[], timedelta]:
    last = LastInput(ctypes.sizeof(LastInput), 0)

    def read() -> timedelta:
        if not system.user32.GetLastInputInfo(ctypes.byref(last)):
            raise DesktopError(say("Windows doesn't say when the last input was."))
        return timedelta(milliseconds=(system.kernel32.GetTickCount() - last.ticks) % _COUNTER)

    return read
