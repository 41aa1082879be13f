"""Whether the microphone of the Mac is in use. CoreAudio says, and tells of changes."""

import ctypes
from collections.abc import Callable
from typing import Any

from tray.errors import DesktopError
from tray.lib.language.translation import say

GIVES = {
    "meeting": {"macos": "a microphone that plays nothing"},
}
"""On which desktops, and within which limits; the manual's table is made from it."""

_LIBRARY = "/System/Library/Frameworks/CoreAudio.framework/CoreAudio"
_SYSTEM = 1
"""kAudioObjectSystemObject."""


class Address(ctypes.Structure):
    """AudioObjectPropertyAddress."""

    _fields_ = (("selector", ctypes.c_uint32), ("scope", ctypes.c_uint32), ("element", ctypes.c_uint32))


def _code(letters: bytes) -> int:
    return int.from_bytes(letters, "big")


_DEFAULT_INPUT = Address(_code(b"dIn "), _code(b"glob"), 0)
_IN_USE = Address(_code(b"gone"), _code(b"glob"), 0)
"""kAudioDevicePropertyDeviceIsRunningSomewhere."""
_PLAYS = Address(_code(b"stm#"), _code(b"outp"), 0)
"""kAudioDevicePropertyStreams, those that go out."""
_LISTENER = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p)


class Microphone:
    """The one that is chosen in the settings of macOS.

    A device that plays, too, such as a headset, does not count: it is not said which of both is in use.
    """

    name = "coreaudio"

    def __init__(self, changed: Callable[[], None]) -> None:
        """``changed`` is called in a thread of CoreAudio. Raises DesktopError when macOS does not say."""
        try:
            library = ctypes.CDLL(_LIBRARY)
            self._read, self._size = library.AudioObjectGetPropertyData, library.AudioObjectGetPropertyDataSize
            self._add, self._remove = library.AudioObjectAddPropertyListener, library.AudioObjectRemovePropertyListener
        except (OSError, AttributeError) as error:
            raise DesktopError(
                say("macOS doesn't say whether the microphone is in use ({reason}).", reason=error)
            ) from error
        address, pointer, number = ctypes.POINTER(Address), ctypes.c_void_p, ctypes.c_uint32
        count = ctypes.POINTER(number)
        for function, types in (
            (self._read, (number, address, number, pointer, count, pointer)),
            (self._size, (number, address, number, pointer, count)),
            (self._add, (number, address, _LISTENER, pointer)),
            (self._remove, (number, address, _LISTENER, pointer)),
        ):
            function.restype, function.argtypes = ctypes.c_int32, types

        def heard(_object: int, _count: int, _addresses: Any, _ours: Any) -> int:
            changed()
            return 0

        self._heard = _LISTENER(heard)  # kept as long as CoreAudio may call it
        self._device = 0
        self._add(_SYSTEM, ctypes.byref(_DEFAULT_INPUT), self._heard, None)

    def holds(self) -> bool:
        """Whether somebody records with it now."""
        self._follow(self._number(_SYSTEM, _DEFAULT_INPUT))
        return bool(self._device and self._number(self._device, _IN_USE) and not self._plays())

    def close(self) -> None:
        """Stop."""
        self._follow(0)
        self._remove(_SYSTEM, ctypes.byref(_DEFAULT_INPUT), self._heard, None)

    def _follow(self, device: int) -> None:
        """Hear of this device instead of the one before; 0 is none."""
        if device == self._device:
            return
        if self._device:
            self._remove(self._device, ctypes.byref(_IN_USE), self._heard, None)
        if device:
            self._add(device, ctypes.byref(_IN_USE), self._heard, None)
        self._device = device

    def _number(self, device: int, address: Address) -> int:
        value, size = ctypes.c_uint32(0), ctypes.c_uint32(4)
        failed = self._read(device, ctypes.byref(address), 0, None, ctypes.byref(size), ctypes.byref(value))
        return 0 if failed else value.value

    def _plays(self) -> bool:
        size = ctypes.c_uint32(0)
        return not self._size(self._device, ctypes.byref(_PLAYS), 0, None, ctypes.byref(size)) and size.value > 0
