"""Goes through long work on the record in slices, so that the icon answers between them.

Ten years take some ten seconds to fold, those of two machines twice as long. That is needed where no snapshot serves:
at a start after an import, or after an update that reads facts in another way; and while the program runs, when
something is learnt late, be it by an import, from another machine, since a clock was set, or since the person says what
a time long ago was.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from tray.lib.steps import Steps
from tray.ports import Clock

BETWEEN = timedelta(milliseconds=2)
"""Between two slices whoever waits gets an answer."""
AGAIN_AFTER = timedelta(minutes=1)
"""A disk that answers with an error is asked again."""
_LONGEST = timedelta(milliseconds=20)
"""A slice is no longer, but for the last steps of it."""
_FEW, _MOST = 5, 200
"""Steps between two looks at the clock, and in a slice; a step reads five facts, or takes one in."""


class Reading:
    """Work on the record that is being done, and what to do instead where the disk fails on the way."""

    def __init__(self, steps: Steps[None], clock: Clock, anew: Callable[[], Steps[None]]) -> None:
        """``anew`` gives the steps from which all is known where the record has to be begun anew."""
        self._steps = steps
        self._clock = clock
        self._anew = anew
        self.again_at: datetime | None = None
        """When the disk, which answered with an error, is asked again."""

    def wait(self, at: datetime) -> timedelta:
        """How long until it goes on."""
        return BETWEEN if self.is_due(at) or self.again_at is None else self.again_at - at

    def is_due(self, at: datetime) -> bool:
        """It may go on; after an error when some time has passed, or the clock was set back."""
        return self.again_at is None or not timedelta(0) < self.again_at - at <= AGAIN_AFTER

    def begin_anew(self) -> None:
        """The record has been begun anew."""
        self._steps, self.again_at = self._anew(), None

    def go_on(self) -> bool:
        """Do a slice; whether that was the last one. Raises StoreError, and then the record has to be begun anew."""
        end = self._clock.elapsed() + _LONGEST
        try:
            for _ in range(_MOST // _FEW):
                for _ in range(_FEW):
                    next(self._steps)
                if self._clock.elapsed() >= end:
                    break
        except StopIteration:
            return True
        return False

    def stop(self) -> None:
        """Go on no further; what is half done is left undone."""
        self._steps.close()
