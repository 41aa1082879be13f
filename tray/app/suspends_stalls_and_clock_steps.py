"""Time that no setting of the clock can bend, and what happened to the clocks meanwhile."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tray.core.messages.events import ClockSet, Event, Slept
from tray.core.sensing.clock_leaps import WAS_SET_FROM
from tray.ports import Clock

SUSPENDED = timedelta(seconds=1)
STALLED = timedelta(minutes=2)
"""A wait that ends so much later than it had to: this process stood still, though time went on for the machine."""


class Timeline:
    """Instants by elapsed time since the wall clock was last read; a step of the wall clock becomes an event."""

    def __init__(self, clock: Clock, last: datetime | None) -> None:
        """``last`` is the latest instant on record: an earlier wall clock was set back while nothing ran."""
        self._clock = clock
        self._wall = clock.wall()
        self._elapsed = clock.elapsed()
        self._asleep = clock.elapsed() - clock.awake()
        self._due: timedelta | None = None
        self._first: list[Event] = [ClockSet(last, unseen=True)] if last and self._wall + WAS_SET_FROM < last else []

    def now(self) -> datetime:
        """This instant, UTC."""
        return self._wall + (self._clock.elapsed() - self._elapsed)

    @property
    def origin(self) -> datetime:
        """When no time had passed yet, by the wall clock as it is set now: another instant once that was set."""
        return self._wall - self._elapsed

    def waits(self, at_most: timedelta | None) -> None:
        """Nothing is asked of the clocks for so long; what comes much later than that was frozen meanwhile."""
        self._due = None if at_most is None else self._clock.awake() + at_most

    def before_start(self) -> list[Event]:
        """What happened while nothing ran; what the clocks did since is told afterwards, as after any other start."""
        found, self._first = self._first, []
        return found

    def happened(self) -> Iterator[Event]:
        """What happened to the clocks since this was last asked; to be taken in before anything else, each at ``now``.

        A sleep is told by the clock of before it was set, else what fell due meanwhile would be dated by another clock
        than the record goes by until then.
        """
        yield from self.before_start()
        asleep = self._clock.elapsed() - self._clock.awake()
        due, self._due = self._due, None
        late = timedelta(0) if due is None else self._clock.awake() - due
        stood = asleep - self._asleep + (late if late >= STALLED else timedelta(0))
        self._asleep = asleep
        if stood >= SUSPENDED:
            yield Slept(stood)
        before, wall = self.now(), self._clock.wall()
        if abs(wall - before) > WAS_SET_FROM:
            self._wall, self._elapsed = wall, self._clock.elapsed()
            yield ClockSet(before)
