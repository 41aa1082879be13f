"""What can reach the core. Adapters post these; the loop stamps each with its instant."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tray.core.messages.commands import Command
from tray.lib.frozen import dataclass

if TYPE_CHECKING:
    from tray.core.messages.day_totals import DayTotals
    from tray.core.messages.insight import Insight


@dataclass(frozen=True, slots=True)
class Started:
    """The program runs (again)."""

    last_seen: datetime | None
    """Up to when an earlier run had seen the person at work; None when it had not, or nothing ran before."""
    has_window: bool = False
    """The libraries of the window are installed."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A deadline came, nothing else happened."""


@dataclass(frozen=True, slots=True)
class InputSeen:
    """There was input just now, and there will be more until InputStopped says otherwise."""


@dataclass(frozen=True, slots=True)
class InputStopped:
    """No input for ``quiet`` by now."""

    quiet: timedelta


@dataclass(frozen=True, slots=True)
class InputUnknown:
    """No source can tell whether there is input."""


@dataclass(frozen=True, slots=True)
class Locked:
    """The screen was locked, or another user took the seat."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The screen is open again."""


@dataclass(frozen=True, slots=True)
class Slept:
    """The machine was suspended for ``length`` and is awake now."""

    length: timedelta


@dataclass(frozen=True, slots=True)
class ClockSet:
    """The wall clock was set: the instant of this event is on the new clock."""

    before: datetime
    """What the old clock would say now."""
    unseen: bool = False
    """It was set while nothing ran; ``before`` is the last that is known of the old clock."""


@dataclass(frozen=True, slots=True)
class ContextChanged:
    """Another application came to the foreground. Which one is never known."""

    back: bool = False
    """It is the one that the last change left, less than 10 s ago: that change was none, and neither is this."""


@dataclass(frozen=True, slots=True)
class AttentionChanged:
    """What keeps the person from being interrupted, such as ``do-not-disturb``, ``fullscreen``, ``meeting``.

    ``film``, an idle inhibitor without a microphone or camera in use, keeps from nothing; it says how a gap counts.
    """

    reasons: frozenset[str]


@dataclass(frozen=True, slots=True)
class AutostartFound:
    """Whether the session starts the program; None where nobody can tell."""

    on: bool | None


@dataclass(frozen=True, slots=True)
class PresetFound:
    """Whether the last preset can be taken back: there was one, and the settings file is as it left it."""

    undoable: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """The person asked for something."""

    command: Command


@dataclass(frozen=True, slots=True)
class CommitmentsFound:
    """So many commitments are open elsewhere, in ``files`` of the person's or by their ``command``."""

    source: str
    unplanned: int
    planned: int = 0
    """With a date, ahead or passed."""
    dates: tuple[tuple[date, int], ...] = ()
    """Which dates, and how many have each."""


@dataclass(frozen=True, slots=True)
class SettingsSaved:
    """The settings in force may have changed; the step that carries this sees the new ones."""


@dataclass(frozen=True, slots=True)
class CalendarRead:
    """The person's appointments may have changed; the step that carries this sees the new ones."""


@dataclass(frozen=True, slots=True)
class HistoryRead:
    """The days before this one were added up, for early warnings."""

    days: "tuple[DayTotals, ...]"
    insights: "tuple[Insight, ...]" = ()
    """What goes with what in them, where the person wants to hear of that."""


Event = (
    Started
    | Looked
    | InputSeen
    | InputStopped
    | InputUnknown
    | Locked
    | Unlocked
    | Slept
    | ClockSet
    | ContextChanged
    | AttentionChanged
    | AutostartFound
    | PresetFound
    | Asked
    | CommitmentsFound
    | SettingsSaved
    | CalendarRead
    | HistoryRead
)
