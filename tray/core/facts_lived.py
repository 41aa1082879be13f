"""Which facts tell what was lived: regimes, what the clock said of them, switches, and the parameters in force?"""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum

from tray.core.regime import Regime
from tray.frozen import dataclass


class Cause(Enum):
    """Why a regime began."""

    INPUT = "input"
    AWAY = "away"
    BREAK = "break"
    LOCK = "lock"
    SUSPEND = "suspend"
    GAP = "gap"
    """An inner boundary of a gap: its first hour is over, or sleep was inferred in it."""
    FILM = "film"
    """A film runs, and films count as time off."""
    PAUSE = "pause"
    BLIND = "blind"
    """No source of input."""
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Introduced:
    """The person said how the last weeks were; this is what they left in gen2."""

    at: datetime
    gen2: float


@dataclass(frozen=True, slots=True)
class RegimeBegan:
    """From ``at`` the law runs in ``regime``."""

    at: datetime
    regime: Regime
    cause: Cause


@dataclass(frozen=True, slots=True)
class Labelled:
    """From ``at`` the clock says this about work and rest: working hours, night, being kept available."""

    at: datetime
    load: float
    """Factor on the load of work: 1 inside working hours."""
    inside: bool
    """Inside working hours."""
    available: bool


@dataclass(frozen=True, slots=True)
class Switched:
    """The context changed at ``at`` and then lasted 10 s."""

    at: datetime


@dataclass(frozen=True, slots=True)
class MeetingBegan:
    """A microphone or camera came into use. It changes no number; the totals tell how long meetings were."""

    at: datetime


@dataclass(frozen=True, slots=True)
class MeetingEnded:
    """It is no longer in use. Should nobody have seen that, the end of the work was the end of the meeting."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ParametersSet:
    """The parameters of the law in force from ``at``, by their settings names; durations in seconds."""

    at: datetime
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Corrected:
    """The person said what a span of time was: work, walk or rest."""

    at: datetime
    """The beginning of the span, so that the record stays in the order of what it speaks about."""
    until: datetime
    regime: Regime
    said: datetime | None = None
    """When the person said it; where two corrections overlap, the one that was said later holds."""


@dataclass(frozen=True, slots=True)
class GapAsked:
    """The person, just back, was asked what the gap before had been; once a gap."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ClockStepped:
    """The wall clock was set; instants after this one are measured on the new clock."""

    at: datetime
    before: datetime
    """What the old clock said at the same moment."""


@dataclass(frozen=True, slots=True)
class LimitTold:
    """The person was told that one of their limits is near or reached; once a day, for a stretch once a stretch."""

    at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class IncidentRecorded:
    """Pressure reached 100."""

    at: datetime
    pressure: float
