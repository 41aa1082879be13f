"""Goes on while the history can't be written, and writes down what happened meanwhile as soon as it can be.

The disk is full or read-only, a quota is used up, the home comes late. Where that is so at the start, facts are kept in
a MemoryStore, and the file is tried again each minute and whenever somebody asks for something. Where the disk fills up
later, the events that could not be recorded wait in ``missed``.
"""

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from tray.core.context import Context
from tray.core.engine.step import Moment, Outcome, seen_at_work, step
from tray.core.messages.events import Event, Started
from tray.core.messages.facts import Fact
from tray.core.sensing.presence import Senses
from tray.core.state.state import State
from tray.errors import StoreError
from tray.history.record import Record
from tray.lib.frozen import dataclass
from tray.ports import Store
from tray.store.journal.memory import MemoryStore
from tray.store.opening import Opened

AGAIN_AFTER = timedelta(minutes=1)
WELL_AFTER = timedelta(minutes=10)
"""A disk that is nearly full takes a small write now and then: it is well when that has lasted for so long."""
_SHARE = 50
"""An attempt that takes long, as one to rescue a large history does, is made so many times its length later."""
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Late:
    """Something that happened, and could not be taken in at once."""

    event: Event
    at: datetime
    then: Callable[[State, Outcome | None], None] | None = None
    """Gets the state before it, and what it came to; None when it could not be recorded."""


class FullDisk:
    """What waits for a disk that can be written to."""

    def __init__(self, store: Store, reopen: Callable[[datetime], Opened] | None, at: datetime) -> None:
        """``reopen`` gives a history that can be written to, or raises StoreError; None where ``store`` is one."""
        self.missed: deque[Late] = deque(maxlen=_MOST)
        """What happened while nothing could be recorded, to be taken in when that is over."""
        self.since = at
        self._memory = store if reopen is not None and isinstance(store, MemoryStore) else None
        self._reopen = reopen
        self.next_at = None if self._memory is None else at + AGAIN_AFTER
        """When the file is to be tried again; None while it serves, and what is recorded lasts."""

    def due(self, at: datetime) -> bool:
        """It is time to try again; also when the clock was set back."""
        return self.next_at is not None and not timedelta(0) < self.next_at - at <= AGAIN_AFTER * _SHARE

    def write_down(self, now: Callable[[], datetime], context: Context) -> tuple[Opened, Record] | None:
        """The history, in which everything is that was kept in memory, and as far as it is read at once.

        None where that still fails.
        """
        memory, began = self._memory, now()
        assert memory is not None, "asked only while the file doesn't serve"
        assert self._reopen is not None
        self.next_at = began + AGAIN_AFTER
        try:
            opened = self._reopen(began)
            try:
                _write(memory, opened.store, self.since, context)
                record = Record(opened.store, now(), at_once=False)
            except BaseException:
                with suppress(StoreError):
                    opened.store.close()
                raise
        except StoreError:
            self.next_at = now() + max(AGAIN_AFTER, (now() - began) * _SHARE)
            return None
        self._memory = self.next_at = None
        return opened, record


def _write(memory: MemoryStore, store: Store, since: datetime, context: Context) -> None:
    """Put on disk what came to ``memory``, as the facts of this device: it is as if they had been written at once.

    Raises StoreError. It may be done again after an attempt of which nobody knows whether it reached the disk.
    """
    kept: list[Fact] = [each.fact for each in sorted(memory.own(), key=lambda each: each.n)]
    known = {(each.device, each.n) for each in memory.records}
    late = False
    written: list[Fact] = []
    for each in store.facts():
        if (each.device, each.n) not in known:
            if each.fact in kept:
                written.append(each.fact)
            else:
                late = True
    if late:
        # There is more on record than this program knew when it began. So it begins once more, as it would have then:
        # nobody has worked since the program ended before.
        record = Record(store, since)
        seen = seen_at_work(record.state, store.last_seen())
        before = Moment(record.state, Senses())
        step(before, Started(seen), since, context, record.append, past=record.back_to, made_up=True)
    store.append([each for each in kept if each not in written])
    store.saw(memory.last_seen())
