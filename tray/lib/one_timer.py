"""One call that is put off: set anew it replaces the one before, and it is forgotten once made or cancelled."""

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol


class _Cancellable(Protocol):
    def cancel(self) -> None: ...


class OneTimer:
    """Puts off at most one call at a time."""

    def __init__(self, later: Callable[[timedelta, Callable[[], None]], _Cancellable]) -> None:
        """``later`` is that of the reactor."""
        self._later = later
        self._waiting: _Cancellable | None = None

    @property
    def runs(self) -> bool:
        """A call is put off."""
        return self._waiting is not None

    def set(self, after: timedelta, call: Callable[[], None]) -> None:
        """Make ``call`` after some waking time, and none that was put off before."""

        def due() -> None:
            self._waiting = None
            call()

        self.cancel()
        self._waiting = self._later(after, due)

    def cancel(self) -> None:
        """Make no call. Harmless when none is put off."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
