"""Every way in which the program touches the world, as Protocols; ``app.py`` chooses who fulfils them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, Protocol

from tray.lib.frozen import dataclass

if TYPE_CHECKING:
    # Everything imports this, the first icon too, which shows before any of these is there.
    from tray.core.context import Context
    from tray.core.engine.hook_events import HookOrder, HookResult
    from tray.core.messages.effects import Happened
    from tray.core.messages.events import Event
    from tray.core.messages.facts import Fact, Place, Recorded
    from tray.core.messages.purge_clocks import ClockThen
    from tray.core.state.state import State
    from tray.lib.steps import Steps
    from tray.settings.defaults.every_setting import Settings
    from tray.view.tray.face import Face, Notice


class Clock(Protocol):
    """The only source of time."""

    def wall(self) -> datetime:
        """The wall clock, aware, in UTC."""

    def elapsed(self) -> timedelta:
        """Time since some fixed moment, suspended time included, untouched when the wall clock is set."""

    def awake(self) -> timedelta:
        """Time since some fixed moment, suspended time not included."""

    def zone(self) -> tzinfo:
        """The local time zone as the system has it now."""


class Timer(Protocol):
    """A call that was put off."""

    def cancel(self) -> None:
        """Do not make the call. Harmless when it was made already."""


class Reactor(Protocol):
    """The one place that waits. Adapters give it what to wait for; all callbacks run in its thread."""

    def watch(self, fd: int, readable: Callable[[], None], writable: Callable[[], None] | None = None) -> None:
        """Call ``readable`` when ``fd`` can be read, and ``writable``, if given, when it can be written.

        Called again for the same fd it replaces both. A callback must not block.
        """

    def unwatch(self, fd: int) -> None:
        """Wait for ``fd`` no longer. Harmless when it was not watched. To be called before the fd is closed."""

    def later(self, after: timedelta, call: Callable[[], None]) -> Timer:
        """Make a call after some waking time."""

    def post(self, event: "Event") -> None:
        """Put an event into the inbox. The only method that other threads may call, with ``call_soon``."""

    def call_soon(self, call: Callable[[], None]) -> None:
        """Make a call in the reactor's thread, soon."""


class Tray(Protocol):
    """An icon in the tray."""

    @property
    def name(self) -> str:
        """What ``status`` calls it, such as ``status-notifier`` or ``xembed``."""

    def show(self, face: "Face") -> None:
        """Show ``face``. Never blocks and never raises because a host is absent: it appears when one comes."""

    def hosted(self) -> bool | None:
        """Whether something shows the icon now; None when that cannot be known."""

    def close(self) -> None:
        """Take the icon away."""


class Notifier(Protocol):
    """Notifications. A slot holds at most one; showing a slot again replaces what it held."""

    @property
    def name(self) -> str:
        """What ``status`` calls it."""

    def show(self, slot: str, notice: "Notice") -> None:
        """Show ``notice`` in ``slot``. A lasting notice comes back by itself, once, when the server restarts."""

    def close(self, slot: str) -> bool:
        """Take away what ``slot`` holds. Harmless when it holds nothing.

        False when it is known that nothing stood there any more: the person had put it away, say.
        """

    def abilities(self) -> frozenset[str]:
        """What the server can do: ``buttons`` (drawn), ``actions``, ``replace``, ``close``, ``markup`` …"""


class Sound(Protocol):
    """What is heard."""

    @property
    def name(self) -> str:
        """What ``status`` calls what plays it; ``none`` where nothing does."""

    def play(self, sound: str) -> None:
        """Play a sound by its name in the sound themes. Never blocks, and never raises where nothing plays."""


class Media(Protocol):
    """The players of music and films of others."""

    @property
    def name(self) -> str:
        """What ``status`` calls it; ``none`` where nobody can be asked to pause."""

    def pause(self) -> None:
        """Pause what plays. Never blocks."""

    def resume(self) -> None:
        """Let play on exactly what ``pause`` paused and nobody has touched since. Harmless when that is nothing."""


class Source(Protocol):
    """Something that posts events to the reactor: input, session, foreground, attention, the settings file."""

    @property
    def name(self) -> str:
        """What ``status`` calls it now, such as ``x11-sync`` or ``mutter``; ``none`` while it can tell nothing."""

    def close(self) -> None:
        """Stop."""


class Hooks(Protocol):
    """Those who wait for what happens."""

    def happened(self, event: "Happened", level: str | None, state: "State", context: "Context") -> None:
        """Run the hooks of the settings for an event; ``state`` is as of now, ``level`` as hooks know it."""

    def after_day_end(self, call: Callable[[], None]) -> None:
        """Make a call when no hook of the end of the day runs or waits; at once if that is so now."""


class HookRunner(Protocol):
    """What runs hooks."""

    def start(self, order: "HookOrder", done: "Callable[[HookResult], None]") -> None:
        """Run one in a session of its own. Never blocks and never raises: ``done`` is called later, once."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state at a fact, so that a start need not fold the whole record."""

    order: "Place"
    """The place of the last fact folded into it."""
    state: Mapping[str, Any]
    """JSON values."""


class Store(Protocol):
    """What lasts. All methods raise StoreError."""

    device: str
    formerly: str | None
    """The name under which this machine recorded what the store began with, where that was another."""

    def machines(self) -> Mapping[str, int]:
        """The devices on record, each with the number of the fact that is its last in the order."""

    def append(self, facts: "Iterable[Fact]") -> "Sequence[Recorded]":
        """Number the facts and put them on disk; when this returns they survive a power cut, all or none.

        With them go the snapshots that they make stale, and a set clock among them moves the *last seen* row.
        """

    def snapshot(self, before: "Place | None" = None, since: datetime | None = None) -> Snapshot | None:
        """The latest snapshot, or the latest whose place lies before ``before`` and that knows nothing of ``since``:
        all that is folded into it is dated before that, by whatever clock."""

    def keep(self, snapshot: Snapshot) -> None:
        """Keep a snapshot; one a day is kept for long, so that a late fact need not fold the whole record."""

    def forget(self) -> None:
        """Forget all snapshots."""

    def facts(self, after: "Place | None" = None) -> "Iterable[Recorded]":
        """The record in fold order, or what of it comes after a place."""

    def of_kind(self, kind: str) -> "Iterable[Recorded]":
        """The facts of one kind, as ``facts.kind_of`` names it, in fold order; without reading the others."""

    def saw(self, last: datetime | None) -> None:
        """Overwrite the one *last seen* row: up to when the person was at work."""

    def last_seen(self) -> datetime | None:
        """What ``saw`` was last given."""

    def take(self, records: "Iterable[Recorded]") -> int:
        """Take in facts that are numbered already, all or none; how many were new. Taking twice changes nothing."""

    def taking(self, records: "Iterable[Recorded]") -> "Steps[int]":
        """The same in steps. Nothing else may be asked of the store before it is done, or closed."""

    def purge(
        self,
        start: datetime | None = None,
        end: datetime | None = None,
        device: str | None = None,
        upto: "Iterable[tuple[str, int]]" = (),
        clocks: "Iterable[ClockThen] | None" = None,
    ) -> int:
        """Remove the facts from ``start`` up to ``end``, all by default, from the bytes on disk; how many they were.

        With ``device``, only those that it recorded. Of the devices in ``upto``, none of higher numbers. What lies in
        the span is told by ``clocks``, or as it is shown now.
        """

    def close(self) -> None:
        """Let go of the file."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asked for, with where the answer goes."""

    verb: str
    arguments: Mapping[str, Any]
    answer: Callable[[Mapping[str, Any]], None]
    """To be called once, with ``ok`` and ``result``, or ``error`` and ``exit_code``; a client that has gone meanwhile
    does no harm."""
    more: Callable[[Mapping[str, Any]], bool] = lambda _: False
    """The same for an answer with others to follow, for a client that follows; False when it has gone: call no more."""
    language: str = ""
    """The tag of the answer's language, as in `tray.lib.language.catalogue_reader`.

    Machines ask in none and get English.
    """
    line: Callable[[bytes], None] | None = None
    """The same as ``answer`` for one that was put into a line elsewhere; where that can be."""


class SettingsFile(Protocol):
    """The person's settings file."""

    path: str

    def read(self) -> "Settings":
        """Raises SettingsInvalid with every problem; a missing file gives the defaults."""
