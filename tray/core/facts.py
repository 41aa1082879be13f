"""What is recorded? A closed union of frozen values; everything shown is a function of these."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, get_args

from tray.core.plain import plain, typed
from tray.core.regime import Regime


class Cause(Enum):
    """Why a regime began."""

    INPUT = "input"
    AWAY = "away"
    BREAK = "break"
    LOCK = "lock"
    SUSPEND = "suspend"
    GAP = "gap"
    """An inner boundary of a gap: its first hour is over, or sleep was inferred in it."""
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
class ParametersSet:
    """The parameters of the law in force from ``at``, by their settings names; durations in seconds."""

    at: datetime
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class SessionStarted:
    """Work under one label began."""

    at: datetime
    label: str
    estimate: timedelta | None = None
    load: str = "normal"
    """light, normal or pressed."""
    by_hand: bool = False
    """Counts as work without any input."""


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """The open session ended."""

    at: datetime


@dataclass(frozen=True, slots=True)
class CommitmentOpened:
    """Something was promised."""

    at: datetime
    number: int
    text: str
    reason: str | None = None
    """Why it was taken on although the cap was reached."""


@dataclass(frozen=True, slots=True)
class CommitmentPlanned:
    """The next step of a commitment has a time."""

    at: datetime
    number: int
    when: datetime


@dataclass(frozen=True, slots=True)
class CommitmentClosed:
    """A promise was kept, or given back."""

    at: datetime
    number: int


@dataclass(frozen=True, slots=True)
class Paused:
    """Tracking stopped, until a moment or until it is resumed."""

    at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Resumed:
    """Tracking goes on."""

    at: datetime


@dataclass(frozen=True, slots=True)
class BreakBegan:
    """A break was begun on purpose."""

    at: datetime
    kind: str
    length: timedelta


@dataclass(frozen=True, slots=True)
class BreakEnded:
    """The break is over: its time is up, or the person came back."""

    at: datetime
    completed: bool


@dataclass(frozen=True, slots=True)
class Suggested:
    """A break was suggested and is live until answered or withdrawn."""

    at: datetime
    length: timedelta
    enough: bool
    """Whether ``length`` buys another stretch below orange."""
    buys: timedelta
    pressure: float
    stretch: timedelta


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The live suggestion no longer holds."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Snoozed:
    """No suggestions until ``until``."""

    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Skipped:
    """The live suggestion, or the break that was due, was skipped."""

    at: datetime


@dataclass(frozen=True, slots=True)
class DayPlanned:
    """``day`` goes on (or begins) with this planned end; recorded when a day begins and whenever its end changes.

    An end that was not known before it came never fires, so an edit cannot shut a day down.
    """

    at: datetime
    day: date
    end: datetime | None


@dataclass(frozen=True, slots=True)
class DayNoticed:
    """The end of ``day`` was announced ``before`` it; zero is the end itself."""

    at: datetime
    day: date
    before: timedelta


@dataclass(frozen=True, slots=True)
class DayExtended:
    """The end of ``day`` was put off."""

    at: datetime
    day: date
    until: datetime


@dataclass(frozen=True, slots=True)
class DayDismissed:
    """Not today: the end of ``day`` is not spoken of again."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class DayEnded:
    """``day`` was shut down; what is worked afterwards still counts."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """A question was answered: fatigue, rested, engaged or switched_off, 0 to 10."""

    at: datetime
    item: str
    answer: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """The person said what a span of time was: work, walk or rest."""

    at: datetime
    """The beginning of the span, so that the record stays in the order of what it speaks about."""
    until: datetime
    regime: Regime


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


Fact = (
    Introduced
    | RegimeBegan
    | Labelled
    | Switched
    | ParametersSet
    | SessionStarted
    | SessionEnded
    | CommitmentOpened
    | CommitmentPlanned
    | CommitmentClosed
    | Paused
    | Resumed
    | BreakBegan
    | BreakEnded
    | Suggested
    | Withdrawn
    | Snoozed
    | Skipped
    | DayPlanned
    | DayNoticed
    | DayExtended
    | DayDismissed
    | DayEnded
    | CheckedIn
    | Corrected
    | ClockStepped
    | LimitTold
    | IncidentRecorded
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact as it stands in the journal."""

    device: str
    """The machine that recorded it."""
    n: int
    """Its number there, counted from 1 without gaps; (device, n) names a fact for ever."""
    era: int
    """How many ClockStepped facts this device had recorded before; instants are compared within an era only."""
    fact: Fact

    @property
    def order(self) -> tuple[int, datetime, int]:
        """Facts are folded in this order, whatever order they were learnt in."""
        return (self.era, self.fact.at, self.n)


def _word(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


_KINDS: dict[str, type[Any]] = {_word(kind.__name__): kind for kind in get_args(Fact)}


def kind_of(fact: Fact) -> str:
    """The word under which a fact is stored and exported, such as ``checked_in``."""
    return _word(type(fact).__name__)


def to_plain(fact: Fact) -> dict[str, Any]:
    """The fields of a fact as JSON values: instants in ISO 8601, durations in seconds, words for kinds."""
    return {field.name: plain(getattr(fact, field.name)) for field in fields(fact)}


def from_plain(kind: str, plain_fields: Mapping[str, Any]) -> Fact:
    """The inverse of ``kind_of`` and ``to_plain``.

    Raises ValueError, KeyError or TypeError when the values do not make such a fact.
    """
    fact: Fact = typed(plain_fields, _KINDS[kind])
    return fact
