"""Does something that may wait for a disk for ever, and gives up on it."""

import _thread
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from tray.errors import BackpressureError, StoreError

_Given = TypeVar("_Given")
PATIENCE = timedelta(seconds=10)


def within(work: Callable[[], _Given], why_not: str, patience: timedelta = PATIENCE) -> _Given:
    """What ``work`` gives or raises; StoreError with ``why_not`` where it takes too long: then it is left to itself."""
    over = _thread.allocate_lock()
    over.acquire()
    came: list[tuple[_Given | None, BackpressureError | None]] = []

    def call() -> None:
        try:
            came.append((work(), None))
        except BackpressureError as problem:
            came.append((None, problem))
        finally:
            over.release()

    _thread.start_new_thread(call, ())
    if not over.acquire(timeout=patience.total_seconds()) or not came:
        raise StoreError(why_not)
    given, problem = came[0]
    if problem is not None:
        raise problem
    return given  # type: ignore[return-value]
