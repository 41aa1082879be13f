"""What can be going on: a session, a break, a pause, a suggestion, a day. The parts of the state."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from tray.core.law.answer_model import Expected
from tray.core.law.deadline_weight import share
from tray.core.law.values import Regime
from tray.core.messages.facts import Cause
from tray.lib.frozen import dataclass

_ZERO = timedelta(0)
NOTHING_MORE_TO_PUT_OFF = 1_000
"""A skipped break counts as if it had been put off as often as anybody may."""


@dataclass(frozen=True)
class Session:
    """Work under one label. Without slots, like ``State``."""

    label: str
    since: datetime
    estimate: timedelta | None
    load: str
    by_hand: bool
    worked: timedelta = _ZERO
    away_after: timedelta | None = None
    asked: float = 0.0
    """The highest share of the estimate at which the person was asked whether it is good enough."""
    asking: bool = False
    """That question waits for an answer."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A session of the present day that is over."""

    label: str
    since: datetime
    until: datetime
    worked: timedelta
    estimate: timedelta | None


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something promised and open."""

    number: int
    text: str
    when: datetime | None = None
    """When its next step is planned, or was."""
    of: str | None = None
    """The machine on which it was opened, where several are on record."""
    opened_as: int | None = None
    """Its number there, where another one has that number here already."""
    near: datetime | None = None
    """From when on that time presses, where it's on record."""

    @property
    def identity(self) -> tuple[str | None, int]:
        """What names it for ever, on whatever machine somebody speaks of it."""
        return self.of, self.number if self.opened_as is None else self.opened_as

    def is_planned(self, at: datetime) -> bool:
        """Its next step lies ahead."""
        return self.when is not None and at < self.when

    def rise(self, at: datetime) -> float:
        """How much of the weight has come that it gains as its time is near: 0 … 1."""
        return share(at, self.near, self.when) if self.when is not None and at < self.when else 0.0

    def is_overdue(self, at: datetime) -> bool:
        """The time of its next step has come and it's still open: it needs another one."""
        return self.when is not None and self.when <= at


@dataclass(frozen=True, slots=True)
class Machine:
    """How this machine stands among the person's others."""

    own: str
    at: str | None
    """The machine where the person is, or was last."""
    regime: Regime
    """What this machine has seen itself of work and gaps; and so the others."""
    cause: Cause
    since: datetime | None
    gap_since: datetime | None
    clock_set_at: datetime | None


@dataclass(frozen=True, slots=True)
class Counted:
    """So many commitments are open in one place elsewhere."""

    source: str
    unplanned: int
    planned: int
    """With a time that lay ahead when they were counted."""
    ends: tuple[tuple[datetime, int], ...] = ()
    """When the time of how many of those has passed, in order."""

    def rise(self, at: datetime) -> float:
        """The same as ``Commitment.rise``, of all of them together."""
        return sum([share(at, None, end) * count for end, count in self.ends if at < end], 0.0)

    def as_of(self, at: datetime) -> "Counted":
        """The same at a later instant."""
        passed = sum(count for end, count in self.ends if end <= at)
        if not passed:
            return self
        left = tuple(each for each in self.ends if at < each[0])
        return Counted(self.source, self.unplanned + passed, self.planned - passed, left)


@dataclass(frozen=True, slots=True)
class Block:
    """Time that the person keeps for one thing."""

    number: int
    start: datetime
    until: datetime
    label: str
    ends_at: float
    """Percent of pressure at its end, as foreseen when it was planned; and so the next."""
    orange: datetime | None = None
    """When the pressure reaches orange in it."""
    begun: datetime | None = None
    """When the person was first seen at work in it."""
    of: str | None = None
    """The machine on which it was planned, where several are on record."""
    planned_as: int | None = None
    """Its number there, where another one has that number here already."""

    @property
    def identity(self) -> tuple[str | None, int]:
        """What names it for ever, on whatever machine somebody speaks of it."""
        return self.of, self.number if self.planned_as is None else self.planned_as


@dataclass(frozen=True, slots=True)
class BlockOver:
    """What came of the last block that is over, until it is told."""

    number: int
    label: str
    start: datetime
    until: datetime
    worked: timedelta


@dataclass(frozen=True, slots=True)
class Break:
    """A break that was begun on purpose and is not over."""

    kind: str
    since: datetime
    length: timedelta
    before: float
    """Pressure when it began."""

    @property
    def end(self) -> datetime:
        """When its time is up."""
        return self.since + self.length


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A live suggestion to take a break."""

    since: datetime
    length: timedelta
    enough: bool
    buys: timedelta
    pressure: float
    """When it was made; and so the stretch."""
    stretch: timedelta
    kind: str = "rest"
    clock: str | None = None
    """The entry of ``breaks.at`` whose time it was."""
    reason: str = "stretch"
    """Why: ``stretch``, ``pressure``, ``clock``, ``rhythm`` or ``meetings``."""
    level: str = "green"
    """The level when the person was last asked."""
    asked: int = 1
    """How often the person was asked."""
    last_asked: datetime | None = None
    """When that was, if it was not the first time."""
    quietly: bool = False
    """Shown by the way that disturbs least."""
    agents: int = 0
    """So many agents were all busy when the person was first asked; 0 where that wasn't why it was a good moment."""

    @property
    def asked_at(self) -> datetime:
        """When the person was last asked."""
        return self.last_asked or self.since


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nothing is said of the program's own accord."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that the person said they are in: work without any input, and quiet."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A break that was done, skipped or offered since the last one that counts as a rest."""

    kind: str
    length: timedelta
    unbroken: timedelta
    """How much work there had been by then, since that rest."""
    done: bool
    """It was taken or skipped; otherwise offered."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A level that the pressure has risen to and not fallen from."""

    level: str
    bound: float
    """Percent at which it begins."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Pause:
    """Tracking is stopped."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Correction:
    """The person said what the time from ``since`` to ``until`` was; it overrules what was sensed."""

    since: datetime
    until: datetime
    regime: Regime
    said: datetime
    """Of two that overlap the one said later holds."""
    meeting: bool = False
    """The work was a meeting."""
    judged: bool = False
    """Nobody said this: it follows from what was said of the time beside it, as long as no work is known here."""
    clock_set: bool = False
    """There was no such time: the clock was set."""


@dataclass(frozen=True, slots=True)
class ClockLeap:
    """The clock leapt, and only the person knows whether it was set or the machine stood still."""

    since: datetime
    """By the clock of before."""
    until: datetime
    stood: bool
    """What it was taken for."""
    of: str | None = None
    """The machine whose clock it was, where there are several: there it is asked about."""
    asked: bool = False
    answered: bool = False


def said_of(corrections: Sequence[Correction], at: datetime, *, judged: bool) -> Correction | None:
    """What the person said of the time from ``at`` on, as far as spans reach that have begun; or what follows from it.

    The latter only with ``judged``.
    """
    return _latest([each for each in corrections if at < each.until and (judged or not each.judged)])


def whole_said(corrections: Sequence[Correction], since: datetime, until: datetime) -> Correction | None:
    """What the person said, in one breath, of all the time from ``since`` to ``until``."""
    return _latest([each for each in corrections if each.since <= since and each.until >= until and not each.judged])


def _latest(said: list[Correction]) -> Correction | None:
    return max(reversed(said), key=lambda each: each.said) if said else None


@dataclass(frozen=True, slots=True)
class Answered:
    """What was expected of the last answer about fatigue or rest, and what it changed."""

    at: datetime
    item: str
    answer: int
    expected: Expected
    """In fatigue, 0 to 100, also where rest was asked about."""
    nudge: float
    """What the answer asked for: points to today, 8 at most."""
    points: float
    """And what it came to: nothing falls below 0."""


@dataclass(frozen=True)
class Day:
    """How the present local day stands. Without slots, like ``State``."""

    day: date
    planned: datetime | None
    """Its planned end."""
    known_since: datetime
    """Since when that end has been known; an end that was not known before it came does not fire."""
    noticed: tuple[timedelta, ...] = ()
    """The notices given, as lengths of time before the end; zero is the end itself."""
    told_at: datetime | None = None
    """When the last notice was given."""
    extended: datetime | None = None
    dismissed: bool = False
    ending: datetime | None = None
    """Since when it is being shut down."""
    left_open: tuple[int, ...] = ()
    """The commitments that stay without a time over its end."""
    ended: datetime | None = None
    worked: timedelta = _ZERO
    taken: int = 0
    """Breaks taken: rests between work that ended a stretch, and breaks that were finished."""
    skipped: int = 0
    """Breaks that were skipped."""
    highest: float = 0.0
    """The highest pressure of its work."""
    begun: datetime | None = None
    """Since when it has been this day, by the zone and the hours in force then; None in what knows nothing of it."""
    free_since: datetime | None = None
    """Since when nobody had worked as it began; None before any work, and of the first day on record."""
    attended: timedelta = _ZERO
    """Its work during meetings of the calendar."""

    @property
    def end(self) -> datetime | None:
        """The end in force."""
        return self.extended or self.planned


@dataclass(frozen=True)
class LeftDay:
    """A day as it was left for one to which no journey leads: after an absence, or by a clock that was wrong."""

    day: Day
    sessions: tuple[Finished, ...]
    clock_told: tuple[str, ...]
    rests: tuple[timedelta, ...]
    limits_told: tuple[str, ...]
    questions: int
    """How many were put."""
