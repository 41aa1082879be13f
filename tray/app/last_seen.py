"""Keeps on disk when the person was last seen at work, anew each minute of it, so that a kill loses no more."""

from datetime import datetime, timedelta

from tray.core.engine import schedule
from tray.core.engine.step import Moment
from tray.ports import Store

SEEN_EVERY = timedelta(seconds=60)
"""At most so much worked time that nobody acknowledged is lost in a power cut."""


class LastSeen:
    """Keeps the *last seen* row of a store."""

    def __init__(self, store: Store, at: datetime) -> None:
        self._store = store
        self._at = at
        self._working = False

    @property
    def next_at(self) -> datetime:
        """When it is to be kept again, while the person works."""
        return self._at + SEEN_EVERY

    def due(self, moment: Moment, at: datetime) -> bool:
        """Somebody came or left, a minute has passed, or the clock was set."""
        working = moment.state.working
        return working != self._working or (working and not timedelta(0) <= at - self._at < SEEN_EVERY)

    def keep(self, moment: Moment, at: datetime) -> None:
        """Write the row as of ``at``. Raises StoreError, and then it is due a minute later."""
        self._at, self._working = at, moment.state.working
        self._store.saw(schedule.last_seen(moment, at))
