"""When input stopped and began, on macOS."""

import ctypes
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tray.desktop.common.input_on_windows_and_macos import ReadInput
from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.ports import Reactor

GIVES = {
    "input": {"macos": "by looking"},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_LIBRARY = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
_DEVICES = 1
"""kCGEventSourceStateHIDSystemState: keyboard and pointer themselves, not what programs make up."""
_ANY_INPUT = 0xFFFF_FFFF
"""kCGAnyInputEventType."""


class MacInput(ReadInput):
    """Reads when the last input was, by CGEventSourceSecondsSinceLastEventType; macOS does not tell by itself."""

    def __init__(self, reactor: Reactor, quiet: timedelta, library: Any = None) -> None:
        """Raises DesktopError when macOS does not say. ``library`` stands for ApplicationServices."""
        super().__init__(reactor, quiet, "event-source", _reader(_services() if library is None else library))


def _services() -> Any:
    try:
        return ctypes.CDLL(_LIBRARY)
    except OSError as error:
        raise DesktopError(say("macOS doesn't say when the last input was ({reason}).", reason=error)) from None


def _reader(library: Any) -> Callable[[], timedelta]:
    try:
        seconds_since = library.CGEventSourceSecondsSinceLastEventType
    except AttributeError:
        raise DesktopError(say("This version of macOS doesn't say when the last input was.")) from None
    seconds_since.restype = ctypes.c_double
    seconds_since.argtypes = (ctypes.c_int32, ctypes.c_uint32)

    def read() -> timedelta:
        return timedelta(seconds=max(0.0, seconds_since(_DEVICES, _ANY_INPUT)))

    return read
