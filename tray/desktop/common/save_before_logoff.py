"""Saves the work when a thread of the system asks, and ends the process or the machine once it is answered."""

import threading
from collections.abc import Callable

from tray.ports import Reactor

_AT_MOST_SECONDS = 4.0
"""Windows waits five seconds for the answer to WM_ENDSESSION, and macOS is no more patient."""


def save_now(reactor: Reactor, saving: Callable[[], None]) -> None:
    """Call ``saving`` in the reactor's thread and return when it has returned, or after four seconds.

    Never to be called in the reactor's own thread, which would wait for itself.
    """
    saved = threading.Event()

    def save() -> None:
        try:
            saving()
        finally:
            saved.set()

    reactor.call_soon(save)
    saved.wait(_AT_MOST_SECONDS)
