"""What is recorded? A closed union of frozen values; everything shown is a function of these."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, get_args

from tray.core.facts_health import (
    EasingUndone,
    HistoryWeighed,
    HolidayBegan,
    HolidayEnded,
    QuestionDropped,
    QuestionPut,
    TodayEased,
    WarningRaised,
)
from tray.core.facts_lived import (
    Cause,
    ClockStepped,
    Corrected,
    GapAsked,
    IncidentRecorded,
    Introduced,
    Labelled,
    LimitTold,
    MeetingBegan,
    MeetingEnded,
    ParametersSet,
    RegimeBegan,
    Switched,
)
from tray.core.facts_said import (
    BreakBegan,
    BreakEnded,
    CheckedIn,
    CommitmentClosed,
    CommitmentOpened,
    CommitmentPlanned,
    CommitmentsCounted,
    DayDismissed,
    DayEnded,
    DayEnding,
    DayExtended,
    DayNoticed,
    DayPlanned,
    EstimateAsked,
    EstimateLeft,
    HeadsUpGiven,
    LeftOpen,
    Paused,
    Reestimated,
    Resumed,
    SessionEnded,
    SessionStarted,
    Skipped,
    Snoozed,
    Suggested,
    Withdrawn,
)
from tray.core.plain import plain, typed
from tray.frozen import dataclass

__all__ = [
    "BreakBegan",
    "BreakEnded",
    "Cause",
    "CheckedIn",
    "ClockStepped",
    "CommitmentClosed",
    "CommitmentOpened",
    "CommitmentPlanned",
    "CommitmentsCounted",
    "Corrected",
    "DayDismissed",
    "DayEnded",
    "DayEnding",
    "DayExtended",
    "DayNoticed",
    "DayPlanned",
    "EasingUndone",
    "EstimateAsked",
    "EstimateLeft",
    "Fact",
    "GapAsked",
    "HeadsUpGiven",
    "HistoryWeighed",
    "HolidayBegan",
    "HolidayEnded",
    "IncidentRecorded",
    "Introduced",
    "Labelled",
    "LeftOpen",
    "LimitTold",
    "MeetingBegan",
    "MeetingEnded",
    "ParametersSet",
    "Paused",
    "QuestionDropped",
    "QuestionPut",
    "Recorded",
    "Reestimated",
    "RegimeBegan",
    "Resumed",
    "SessionEnded",
    "SessionStarted",
    "Skipped",
    "Snoozed",
    "Suggested",
    "Switched",
    "TodayEased",
    "WarningRaised",
    "Withdrawn",
    "from_plain",
    "kind_of",
    "to_plain",
]

Fact = (
    Introduced
    | RegimeBegan
    | Labelled
    | Switched
    | ParametersSet
    | SessionStarted
    | SessionEnded
    | EstimateAsked
    | EstimateLeft
    | Reestimated
    | CommitmentOpened
    | CommitmentPlanned
    | CommitmentClosed
    | CommitmentsCounted
    | Paused
    | Resumed
    | BreakBegan
    | BreakEnded
    | Suggested
    | HeadsUpGiven
    | Withdrawn
    | Snoozed
    | Skipped
    | DayPlanned
    | DayNoticed
    | DayExtended
    | DayDismissed
    | DayEnding
    | LeftOpen
    | DayEnded
    | CheckedIn
    | Corrected
    | GapAsked
    | ClockStepped
    | LimitTold
    | MeetingBegan
    | MeetingEnded
    | IncidentRecorded
    | QuestionPut
    | QuestionDropped
    | TodayEased
    | EasingUndone
    | HolidayBegan
    | HolidayEnded
    | HistoryWeighed
    | WarningRaised
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
