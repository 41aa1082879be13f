"""Reads a long record in slices, so that the icon comes at once and answers, and keeps in order what comes meanwhile.

Ten years take some twenty seconds to fold. A start needs that where no snapshot serves: after an import, or after an
update that reads facts in another way; and so does an import while the program runs.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from tray.core.messages.events import Event
from tray.errors import BackpressureError
from tray.history.record import Record
from tray.lib.steps import Steps
from tray.ports import Clock
from tray.view.words.rounding import FULL

BETWEEN = timedelta(milliseconds=5)
"""Between two slices whoever waits gets an answer."""
_LONGEST = timedelta(milliseconds=20)
"""A slice is no longer, but for the last facts of it."""
_FEW, _MOST = 25, 1_000
"""Facts between two looks at the clock, and in a slice."""
AGAIN_AFTER = timedelta(minutes=1)
"""A disk that answers with an error is asked again."""


class Reading:
    """A record that is being read, and what has happened since that began."""

    def __init__(
        self, record: Record, clock: Clock, at: datetime, *, is_start: bool, first: Steps[int] | None = None
    ) -> None:
        """``is_start``: not of an import or the like, but of the program.

        ``first`` is done before, and makes the record what it will be.
        """
        self.record = record
        self.at = at
        self.is_start = is_start
        self._clock = clock
        self._came: list[tuple[Event, datetime]] = []
        self._first = first
        self.changed: int | BackpressureError | None = None
        """What came of what is done first: how many facts are new, or why there are none."""
        self.again_at: datetime | None = None
        """When the disk, which answered with an error, is asked again."""

    @property
    def percent(self) -> int:
        """How far it is."""
        if self._first is not None:
            return 0
        return int(self.record.share_read * FULL)

    def is_due(self, at: datetime) -> bool:
        """It may be read on; after an error when some time has passed, or the clock was set back."""
        return self.again_at is None or not timedelta(0) < self.again_at - at <= AGAIN_AFTER

    def came(self, event: Event, at: datetime) -> None:
        """Something happened, which is taken in when all before it is known."""
        self._came.append((event, at))

    def go_on(self) -> bool:
        """Read a slice; whether that was the last one. Raises StoreError."""
        end, read = self._clock.elapsed() + _LONGEST, 0
        while self._first is not None:
            self._make(self._first)
            if self._clock.elapsed() >= end:
                return False
        if self.record.is_read:
            return True
        while not self.record.read_on(_FEW):
            read += _FEW
            if read >= _MOST or self._clock.elapsed() >= end:
                return False
        return True

    def _make(self, first: Steps[int]) -> None:
        """A few steps of what is done before anything is read."""
        try:
            for _ in range(_FEW):
                next(first)
        except StopIteration as end:
            self.changed, self._first = end.value, None
        except BackpressureError as problem:
            self.changed, self._first = problem, None

    def stop(self) -> None:
        """Go on no further; what is half done is left undone."""
        if self._first is not None:
            self._first.close()

    def all_that_came(self, before: Iterable[Event]) -> list[tuple[Event, datetime]]:
        """What is to be taken in now, in its order, after what came ``before`` anything could happen."""
        return [*((each, self.at) for each in before), *self._came]
