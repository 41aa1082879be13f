"""CoreAudio and the list of power assertions of a Mac, as ctypes sees them; they remember who listens."""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

SYSTEM, BUILT_IN, HEADSET = 1, 71, 72
DEFAULT_INPUT, IN_USE, STREAMS = b"dIn ", b"gone", b"stm#"
SCREEN = b"PreventUserIdleDisplaySleep"
_WISHES, _NUMBERS = 9001, 100


class CFunction:
    """A function of a C library: it may be called only when its types were told."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call
        self.restype: Any = "unknown"
        self.argtypes: Any = None

    def __call__(self, *arguments: Any) -> Any:
        assert self.restype != "unknown"
        assert len(arguments) == len(self.argtypes)
        return self._call(*arguments)


@dataclass
class Libraries:
    """What is plugged in and in use, and who wants the screen to stay on."""

    microphone: int = BUILT_IN
    in_use: set[int] = field(default_factory=set)
    playing_too: set[int] = field(default_factory=lambda: {HEADSET})
    wishes: dict[bytes, int] = field(default_factory=dict)
    answers: bool = True
    listeners: list[tuple[int, bytes, Any]] = field(default_factory=list)
    held: list[Any] = field(default_factory=list)
    """What CoreFoundation handed out and was not given back."""

    def open(self, path: str) -> Any:
        """What stands for one of them, or None."""
        name = path.rpartition("/")[2]
        return getattr(self, f"_{name}", lambda: None)()

    def use(self, device: int, yes: bool = True) -> None:
        """A program records, or ceases to."""
        (self.in_use.add if yes else self.in_use.discard)(device)
        self._tell(device, IN_USE)

    def choose(self, device: int) -> None:
        """The person takes another microphone."""
        self.microphone = device
        self._tell(SYSTEM, DEFAULT_INPUT)

    def _tell(self, device: int, what: bytes) -> None:
        for who, about, call in tuple(self.listeners):
            if (who, about) == (device, what):
                call(device, 1, None, None)

    def _CoreAudio(self) -> Any:  # noqa: N802  # as the file is called
        return SimpleNamespace(
            AudioObjectGetPropertyData=CFunction(self._read),
            AudioObjectGetPropertyDataSize=CFunction(self._size),
            AudioObjectAddPropertyListener=CFunction(lambda *given: self.listeners.append(self._listener(*given))),
            AudioObjectRemovePropertyListener=CFunction(lambda *given: self.listeners.remove(self._listener(*given))),
        )

    def _listener(self, device: int, address: Any, call: Any, _ours: None) -> tuple[int, bytes, Any]:
        return device, _letters(address), call

    def _read(self, device: int, address: Any, _size: int, _about: None, size: Any, place: Any) -> int:
        assert size._obj.value == ctypes.sizeof(ctypes.c_uint32)
        what = _letters(address)
        assert what in (DEFAULT_INPUT, IN_USE)
        place._obj.value = self.microphone if what == DEFAULT_INPUT else int(device in self.in_use)
        return 0 if self.answers else -1

    def _size(self, device: int, address: Any, _size: int, _about: None, size: Any) -> int:
        assert (STREAMS, b"outp") == (_letters(address), address._obj.scope.to_bytes(4, "big"))
        size._obj.value = 4 * (device in self.playing_too)
        return 0

    def _IOKit(self) -> Any:  # noqa: N802
        return SimpleNamespace(IOPMCopyAssertionsStatus=CFunction(self._status))

    def _status(self, place: Any) -> int:
        place._obj.value = _WISHES
        self.held.append(_WISHES)
        return 0

    def _CoreFoundation(self) -> Any:  # noqa: N802
        return SimpleNamespace(
            CFStringCreateWithCString=CFunction(self._text),
            CFDictionaryGetValue=CFunction(lambda wishes, name: self._numbered(wishes, name)),
            CFNumberGetValue=CFunction(self._number),
            CFRelease=CFunction(lambda thing: self.held.remove(getattr(thing, "value", thing))),
        )

    def _text(self, _allocator: None, text: bytes, _encoding: int) -> bytes:
        self.held.append(text)
        return text

    def _numbered(self, wishes: Any, name: bytes) -> int | None:
        assert _WISHES == wishes.value
        return _NUMBERS + self.wishes[name] if name in self.wishes else None

    def _number(self, number: int, kind: int, place: Any) -> bool:
        assert kind == 3
        place._obj.value = number - _NUMBERS
        return True


def _letters(address: Any) -> bytes:
    return bytes(address._obj.selector.to_bytes(4, "big"))
