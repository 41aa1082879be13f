"""What the core wants done once. What lasts on the screen is no effect but part of what the state shows."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tray.lib.frozen import dataclass


@dataclass(frozen=True, slots=True)
class BreakIsOver:
    """Tell what the break freed."""

    rested: timedelta
    before: float
    after: float
    completed: bool


@dataclass(frozen=True, slots=True)
class BlockIsOver:
    """Tell what came of a block."""

    label: str
    length: timedelta
    worked: timedelta


@dataclass(frozen=True, slots=True)
class BreakSoon:
    """Tell, quietly, that a break is due soon."""

    left: timedelta
    kind: str


@dataclass(frozen=True, slots=True)
class DayEndsSoon:
    """Tell that the end of the day is near."""

    left: timedelta


@dataclass(frozen=True, slots=True)
class DayIsOver:
    """Tell that the day is shut down."""

    worked: timedelta
    breaks: int
    """Taken."""
    highest: float
    """The highest pressure of its work."""
    unplanned: int
    """Commitments that stay open without a time; and those that have one."""
    planned: int


@dataclass(frozen=True, slots=True)
class LimitNear:
    """Tell that a limit of the person's own is near, or reached."""

    name: str
    left: timedelta | None
    """Work until it is reached, or time until it is late; None for a limit that is no length of time."""
    value: float
    """How it stands: a count, or seconds."""


@dataclass(frozen=True, slots=True)
class MemoryIsFull:
    """Tell that the pressure has reached 100 %, and what would free most."""

    pressure: float


@dataclass(frozen=True, slots=True)
class WarningTold:
    """Tell an early warning."""

    signal: str
    rule: str
    numbers: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class InsightFound:
    """Tell what goes with what in the person's own record."""

    kind: str
    what: str
    numbers: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class TodayIsEased:
    """Tell how today goes easier, and how that is undone."""

    break_after: timedelta
    work: timedelta
    by_answer: bool = False
    """An answer that was just given asked for it; what was expected of that is told with it."""


@dataclass(frozen=True, slots=True)
class GainSetBack:
    """Tell, once, that answers no longer change the gain: ``learnt`` was the last they made of it, ``now`` is set."""

    learnt: float
    now: float


@dataclass(frozen=True, slots=True)
class GapQuestion:
    """Ask, once, what a gap was."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class LeapQuestion:
    """Ask, once, whether the machine stood still when the clock leapt; ``stood`` is what it is taken for."""

    since: datetime
    until: datetime
    stood: bool


@dataclass(frozen=True, slots=True)
class EstimateWanted:
    """Offer some lengths to estimate the open session anew."""

    lengths: tuple[timedelta, ...]


@dataclass(frozen=True, slots=True)
class StatusWanted:
    """Show the number in words, with buttons."""


@dataclass(frozen=True, slots=True)
class PanelWanted:
    """Open the panel, or close the one that is open."""

    x: int = 0
    y: int = 0
    """Where on the screen the icon is, as far as that is known."""


@dataclass(frozen=True, slots=True)
class ReportWanted:
    """Make the report of today, and open it in the person's browser."""


@dataclass(frozen=True, slots=True)
class SettingsWanted:
    """Open the settings file in the person's editor."""


@dataclass(frozen=True, slots=True)
class PresetWanted:
    """Put a preset into the settings file; None: put the file back to what it was before the last one."""

    name: str | None


@dataclass(frozen=True, slots=True)
class WordsWanted:
    """Show the words for whoever asks for something, or put them on the clipboard."""

    copy: bool


@dataclass(frozen=True, slots=True)
class DemoWanted:
    """Play the short demonstration, in a process of its own."""


@dataclass(frozen=True, slots=True)
class AutostartWanted:
    """Start the program with the session, or no longer; None: only look whether it does."""

    on: bool | None


@dataclass(frozen=True, slots=True)
class QuitWanted:
    """End the program."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Run the hooks that wait for this."""

    event: str
    """One of ``catalogue.EVENTS``."""
    details: tuple[tuple[str, str | int], ...] = ()
    """What hooks are told beside what they are always told; see ``hooks.VALUES``."""


Announcement = (
    BreakIsOver
    | BlockIsOver
    | BreakSoon
    | DayEndsSoon
    | DayIsOver
    | LimitNear
    | MemoryIsFull
    | GapQuestion
    | LeapQuestion
    | EstimateWanted
    | TodayIsEased
    | GainSetBack
    | WarningTold
    | InsightFound
    | StatusWanted
)
"""What a notification tells."""

Effect = (
    Announcement
    | PanelWanted
    | SettingsWanted
    | PresetWanted
    | ReportWanted
    | WordsWanted
    | DemoWanted
    | AutostartWanted
    | QuitWanted
    | Happened
)
