"""Which facts tell what was said and done: by the person, and to them?"""

from datetime import date, datetime, timedelta

from tray.frozen import dataclass


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
    away_after: timedelta | None = None
    """Without input for this long the person counts as away, when it is longer than the settings say."""


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """The open session ended."""

    at: datetime
    by_gap: bool = False
    """Nobody stopped it; a long gap did, unless the person says that the gap was work."""


@dataclass(frozen=True, slots=True)
class EstimateAsked:
    """The session reached ``share`` of its estimate, and the person was asked whether it is good enough."""

    at: datetime
    share: float


@dataclass(frozen=True, slots=True)
class EstimateLeft:
    """The question was put away without an answer."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Reestimated:
    """The session is estimated anew, at ``estimate`` in all."""

    at: datetime
    estimate: timedelta


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
class CommitmentsCounted:
    """So many commitments are open elsewhere, in ``files`` of the person's or by their ``command``."""

    at: datetime
    source: str
    unplanned: int
    planned: int


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
    kind: str = "rest"
    clock: str | None = None
    """The entry of ``breaks.at`` whose time it was; None when stretch or pressure called for it."""


@dataclass(frozen=True, slots=True)
class HeadsUpGiven:
    """The person was told, quietly, that a break of a kind is due in ``left``."""

    at: datetime
    left: timedelta
    kind: str


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
    reason: str | None = None
    """Why, where the person asked not to be let off without a reason."""


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
class DayEnding:
    """``day`` is being shut down: what stays open is offered a time, one after the other."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A commitment was offered a time while ``day`` was shut down, and stays without one."""

    at: datetime
    day: date
    number: int


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
