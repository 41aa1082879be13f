"""Passes on which program is in front, once for each change, and says how long one need not listen in between."""

from collections.abc import Callable
from datetime import timedelta

_SHORTEST, _LONGEST = timedelta(milliseconds=100), timedelta(seconds=2)

InFront = Callable[[int | None, bool, bool], None]
"""Gets a number that stands for a program while we run, None for no window; whether its window fills the screen; and
whether it is one of those that the settings name."""


class FrontChanges:
    """Keeps quiet about what is still as it was.

    The pause in listening grows while nothing that is heard matters: titles and clocks that change all the time must
    not wake us each time. After something that did matter it is short again, for such things come in flurries.
    """

    def __init__(self, changed: InFront) -> None:
        self._changed = changed
        self._last: tuple[int | None, bool, bool] | None = None
        self._next = _SHORTEST

    def tell(self, program: int | None, fills_screen: bool, named: bool) -> bool:
        """Pass it on, if it is another than the last; whether it was."""
        now = program, fills_screen, named
        if now == self._last:
            return False
        self._last = now
        self._next = _SHORTEST
        self._changed(*now)
        return True

    def lull(self) -> timedelta:
        """How long to hear nothing now, after something that did not matter."""
        length = self._next
        self._next = min(length * 2, _LONGEST)
        return length
