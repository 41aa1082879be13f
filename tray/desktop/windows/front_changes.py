"""Tells when another application comes to the foreground, on Windows."""

import ctypes
from collections.abc import Callable
from typing import Any

from tray.desktop.common.switching import Switching
from tray.ports import Reactor

GIVES = {"switches": {"windows": ""}}
"""On which desktops, and within which limits; the manual's table is made from it."""

_FOREGROUND = 0x0003
_OUT_OF_CONTEXT = 0x0000
_HEARD_ARGUMENTS = (
    ctypes.c_void_p,
    ctypes.c_uint32,
    ctypes.c_void_p,
    ctypes.c_int32,
    ctypes.c_int32,
    ctypes.c_uint32,
    ctypes.c_uint32,
)


class ForegroundHook:
    """Posts ContextChanged when Windows says that another program's window came to the front.

    Windows tells the thread that asked for it, if that takes messages: so this is made and closed in the thread of the
    icon's window. Of the window no more is looked at than the number of its process, which is kept in memory alone.
    """

    def __init__(self, reactor: Reactor, system: Any, changed: Callable[[], None]) -> None:
        """``changed`` is called in the reactor's thread at each window; ``system`` stands for ``ctypes.windll``."""
        self._reactor = reactor
        self._changed = changed
        self._system = system
        self._switching = Switching(reactor.post)
        # To be kept as long as Windows may call it.
        self._callback = _as_callback(self._heard)
        self._hook = system.user32.SetWinEventHook(
            _FOREGROUND, _FOREGROUND, None, self._callback, 0, 0, _OUT_OF_CONTEXT
        )

    @property
    def works(self) -> bool:
        """Whether Windows tells."""
        return bool(self._hook)

    def close(self) -> None:
        """Stop."""
        if self._hook:
            self._system.user32.UnhookWinEvent(self._hook)
            self._hook = None

    def _heard(self, _hook: Any, _event: int, window: Any, _object: int, _child: int, _thread: int, _time: int) -> None:
        number = ctypes.c_uint32(0)
        if window and self._system.user32.GetWindowThreadProcessId(window, ctypes.byref(number)):
            program = number.value
            self._reactor.call_soon(lambda: self._switching.came(program))
        self._reactor.call_soon(self._changed)


def _as_callback(call: Callable[..., None]) -> Any:
    kind = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)  # only Windows has its own
    return kind(None, *_HEARD_ARGUMENTS)(call)
