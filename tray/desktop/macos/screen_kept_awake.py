"""Whether a program keeps the Mac's screen awake, as films and presentations do. By IOPMCopyAssertionsStatus."""

import ctypes
from datetime import timedelta
from typing import Any

from tray.errors import DesktopError
from tray.lib.language.translation import say

GIVES = {
    "film": {"macos": "from the next change of application"},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_IOKIT = "/System/Library/Frameworks/IOKit.framework/IOKit"
_FOUNDATION = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
_WISHES = (b"PreventUserIdleDisplaySleep", b"NoDisplaySleepAssertion")
"""That the screen stays on. Those for the machine alone, as while music plays, are others."""
_UTF8, _INT = 0x0800_0100, 3
"""kCFStringEncodingUTF8, kCFNumberSInt32Type."""

LOOKED_AT_AGAIN = timedelta(seconds=30)
"""While something holds, it is asked again so often whether it still does: macOS tells of no end."""


class Awake:
    """Asks whether anybody wishes so; who it is, macOS is not asked."""

    name = "power-assertions"

    def __init__(self) -> None:
        """Raises DesktopError when macOS does not say."""
        try:
            self._status = ctypes.CDLL(_IOKIT).IOPMCopyAssertionsStatus
            foundation = ctypes.CDLL(_FOUNDATION)
            self._value = foundation.CFDictionaryGetValue
            self._number = foundation.CFNumberGetValue
            self._release = foundation.CFRelease
            text = foundation.CFStringCreateWithCString
        except (OSError, AttributeError) as error:
            raise DesktopError(
                say("macOS doesn't say what keeps the screen awake ({reason}).", reason=error)
            ) from error
        pointer = ctypes.c_void_p
        _typed(self._status, ctypes.c_int, ctypes.POINTER(pointer))
        _typed(self._value, pointer, pointer, pointer)
        _typed(self._number, ctypes.c_bool, pointer, ctypes.c_long, pointer)
        _typed(self._release, None, pointer)
        _typed(text, pointer, pointer, ctypes.c_char_p, ctypes.c_uint32)
        self._names = [text(None, name, _UTF8) for name in _WISHES]

    def holds(self) -> bool:
        """Whether the screen is kept awake now."""
        wishes = ctypes.c_void_p()
        if self._status(ctypes.byref(wishes)) or not wishes:
            return False
        try:
            return any(self._level(wishes, name) for name in self._names)
        finally:
            self._release(wishes)

    def close(self) -> None:
        """Let go."""
        for name in self._names:
            self._release(name)
        self._names.clear()

    def _level(self, wishes: Any, name: Any) -> int:
        level = ctypes.c_int32(0)
        number = self._value(wishes, name)
        if number:
            self._number(number, _INT, ctypes.byref(level))
        return level.value


def _typed(function: Any, result: Any, *arguments: Any) -> None:
    function.restype, function.argtypes = result, arguments
