"""How long one may go without listening, when what one hears does not matter."""

from datetime import timedelta

_SHORTEST, _LONGEST = timedelta(milliseconds=100), timedelta(seconds=2)


class Lull:
    """Grows while nothing that is heard matters: titles and clocks that change all the time must not wake us each time.

    After something that did matter it is short again, for such things come in flurries.
    """

    def __init__(self) -> None:
        self._next = _SHORTEST

    def next(self) -> timedelta:
        """How long to hear nothing now."""
        length = self._next
        self._next = min(length * 2, _LONGEST)
        return length

    def over(self) -> None:
        """Something mattered."""
        self._next = _SHORTEST
