"""What the program touches in a simulated life: a clock, a disk, a panel and a screen that fail when told to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from tray.core.messages.facts import ClockStepped, Fact, Recorded
from tray.errors import StoreError
from tray.ports import Snapshot
from tray.store.journal.memory import MemoryStore
from tray.view.tray.face import Face, Notice

ZERO = timedelta(0)


class Killed(BaseException):
    """The program was killed here; nothing of it runs any more."""


@dataclass
class Fuse:
    """Kills the program at an effect to come."""

    left: int | None = None
    """Effects that still happen; None while nobody wants to kill."""

    def effect(self) -> None:
        """Something is about to reach the world."""
        if self.left is None:
            return
        self.left -= 1
        if self.left < 0:
            self.left = None
            raise Killed


@dataclass
class Truth:
    """What is really so, whatever the program believes."""

    typing: bool = False
    locked: bool = False
    source: bool = True
    """There is a source of input."""
    attention: frozenset[str] = frozenset()
    typed_until: timedelta | None = None
    """When the last input was, by elapsed time; while somebody types it is now."""
    met_until: timedelta = ZERO
    """When the last meeting or film was over: until then somebody was there without any input."""
    woke_at: timedelta | None = None
    suspends: int = 0


@dataclass
class SimClock:
    """Fulfils ``ports.Clock``; time passes when somebody says so."""

    wall_time: datetime
    local: tzinfo
    elapsed_time: timedelta = timedelta(hours=1)
    awake_time: timedelta = timedelta(hours=1)
    drags: timedelta = ZERO
    """What passes each time the clock is read: the program takes its time too."""

    def wall(self) -> datetime:
        return self.wall_time

    def elapsed(self) -> timedelta:
        self.pass_(self.drags)
        return self.elapsed_time

    def awake(self) -> timedelta:
        return self.awake_time

    def zone(self) -> tzinfo:
        return self.local

    def begins(self) -> datetime:
        """When elapsed time began, as the wall clock has it now."""
        return self.wall_time - self.elapsed_time

    def pass_(self, length: timedelta) -> None:
        self.wall_time += length
        self.elapsed_time += length
        self.awake_time += length

    def suspend(self, length: timedelta) -> None:
        self.wall_time += length
        self.elapsed_time += length


class Disk(MemoryStore):
    """The store of a simulated machine; what lies on it outlives the program."""

    def __init__(self, fuse: Fuse) -> None:
        super().__init__(device="simulated")
        self._fuse = fuse
        self.by_number: list[Recorded] = []
        self.fails = False
        self.steps = 0
        """How often the clock was set, as far as that is on record."""
        self.written: list[Callable[[Sequence[Recorded]], None]] = []
        """Called when facts have reached the disk, before anybody can be told."""

    def append(self, facts: Iterable[Fact]) -> Sequence[Recorded]:
        self._write()
        new = super().append(facts)
        self.steps += sum(isinstance(each.fact, ClockStepped) for each in new)
        self.by_number += new
        for listener in self.written:
            listener(new)
        self._fuse.effect()
        return new

    def keep(self, snapshot: Snapshot) -> None:
        self._write()
        self.snapshots = [*self.snapshots[-20:], snapshot]

    def saw(self, last: datetime | None) -> None:
        self._write()
        super().saw(last)

    def _write(self) -> None:
        self._fuse.effect()
        if self.fails:
            raise StoreError("The disk is full.")


class Panel:
    """Fulfils ``ports.Tray``; it may be gone, and then shows the last face when it is back."""

    name = "panel"

    def __init__(self, fuse: Fuse) -> None:
        self._fuse = fuse
        self.here = True
        self.face: Face | None = None

    def show(self, face: Face) -> None:
        self._fuse.effect()
        self.face = face

    def hosted(self) -> bool:
        return self.here

    def close(self) -> None:
        self.face = None


class Screen:
    """Fulfils ``ports.Notifier``; a server that comes back shows what lasts once more."""

    name = "screen"

    def __init__(self, fuse: Fuse) -> None:
        self._fuse = fuse
        self.here = True
        self.wanted: dict[str, Notice] = {}
        self.shown: list[tuple[str, Notice]] = []

    def show(self, slot: str, notice: Notice) -> None:
        self._fuse.effect()
        self.wanted[slot] = notice
        if self.here:
            self.shown.append((slot, notice))

    def close(self, slot: str) -> bool:
        self._fuse.effect()
        return self.wanted.pop(slot, None) is not None

    def abilities(self) -> frozenset[str]:
        return frozenset({"buttons", "actions"})

    def vanish(self) -> None:
        """The server is gone, and what it showed."""
        self.here = False
        self.wanted = {slot: notice for slot, notice in self.wanted.items() if notice.lasting}

    def come_back(self) -> None:
        """A server is there again; what lasts is shown by the adapter."""
        self.here = True
        self.shown += self.wanted.items()
