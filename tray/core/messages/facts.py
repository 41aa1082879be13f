"""What is recorded: a closed union of frozen values. Everything shown is a function of these."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from tray.core.law.values import Regime
from tray.core.messages.agent_doing import Doing
from tray.core.messages.json_form import names_of, plain, typed, typed_fields
from tray.lib.frozen import dataclass, field


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
class MeetingPlanned:
    """A meeting of the person's calendar began, and was to last until ``until``; whether they went is another thing."""

    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class MeetingReplanned:
    """While a meeting was on that was to last until ``before``, the calendar came to have another end for it.

    ``before`` is the start of one that the calendar had not before.
    """

    at: datetime
    start: datetime
    before: datetime
    until: datetime
    """``at`` itself where the calendar has the meeting no more, or at another time."""


@dataclass(frozen=True, slots=True)
class DaysOffRead:
    """These are the days off that the person's calendars hold, by the calendars and categories that they named."""

    at: datetime
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class HoursRead:
    """These are the working hours that the person's calendars hold, by the calendars and categories that they named."""

    at: datetime
    spans: tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, slots=True)
class ParametersSet:
    """The parameters of the law in force from ``at``, by their settings names; durations in seconds."""

    at: datetime
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Corrected:
    """The person said what a span of time was: work, a meeting, a walk or a rest."""

    at: datetime
    """The beginning of the span, so that the record stays in the order of what it speaks about."""
    until: datetime
    regime: Regime
    said: datetime | None = None
    """When the person said it; where two corrections overlap, the one that was said later holds."""
    meeting: bool = False
    """The work was a meeting."""
    judged: bool = False
    """Not the person's word, but what follows from it for the rest of a gap; see ``core.sensing.corrected_gaps``."""
    clock_set: bool = False
    """The span never was: the clock was set from its beginning to its end, and the person went on working."""


@dataclass(frozen=True, slots=True)
class CorrectionUndone:
    """What was ``said`` of the span that begins just after ``at`` was taken back."""

    at: datetime
    said: datetime
    """When it had been said."""
    begins: datetime | None = None
    """The beginning of the span; at ``at`` itself when None, as in old records."""
    judged: bool = False
    """Not what was said, but what followed from it."""


@dataclass(frozen=True, slots=True)
class DayBegan:
    """A local day began in a span of which the person said what it was: what follows counts for ``day``.

    Of a day whose beginning was seen, or is spoken of already, it says nothing new.
    """

    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class GapAsked:
    """The person was asked what the gap before, or a leap of the clock, had been; once each."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ClockStepped:
    """The wall clock was set; instants after this one are measured on the new clock."""

    at: datetime
    before: datetime
    """What the old clock said at the same moment."""
    unseen: bool = False
    """Found at a start: it was set while nothing ran, and ``before`` is the last that was seen of the old clock."""


@dataclass(frozen=True, slots=True)
class ClockLeapt:
    """The wall clock leapt to ``at`` while the person worked, and nobody knows whether it was set or the machine stood.

    What it was taken for is on record beside this, which says that the person may be asked.
    """

    at: datetime
    before: datetime
    """What the clock said before."""
    stood: bool
    """It was taken for a machine that stood still."""
    of: str | None = None
    """The machine whose clock it was, where several are on record."""


@dataclass(frozen=True, slots=True)
class ClockLeapAnswered:
    """The person said what the last leap of the clock was; what that corrects is on record beside this."""

    at: datetime


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


SessionFact = SessionStarted | SessionEnded | EstimateAsked | EstimateLeft | Reestimated


@dataclass(frozen=True, slots=True)
class CommitmentOpened:
    """Something was promised."""

    at: datetime
    number: int
    text: str
    reason: str | None = None
    """Why it was taken on although the cap was reached."""
    of: str | None = None
    """The machine on which that was, where several are on record; the numbers of each are its own."""


@dataclass(frozen=True, slots=True)
class CommitmentPlanned:
    """The next step of a commitment has a time."""

    at: datetime
    number: int
    when: datetime
    of: str | None = None
    """The machine on which it was opened, where that is another than this one."""
    near: datetime | None = None
    """From when on that time presses; 24 h before it where that is not on record."""


@dataclass(frozen=True, slots=True)
class CommitmentClosed:
    """A promise was kept, or given back."""

    at: datetime
    number: int
    of: str | None = None
    """As of one that is planned."""


CommitmentFact = CommitmentOpened | CommitmentPlanned | CommitmentClosed


@dataclass(frozen=True, slots=True)
class CommitmentsCounted:
    """So many commitments are open elsewhere, in ``files`` of the person's or by their ``command``."""

    at: datetime
    source: str
    unplanned: int
    planned: int
    """With a time ahead."""
    ends: tuple[tuple[datetime, int], ...] = ()
    """When the time of how many of those has passed, in order; of the nearest hundred times."""


@dataclass(frozen=True, slots=True)
class AgentReported:
    """A coding agent, a build or the like said what it does."""

    at: datetime
    name: str
    doing: Doing
    until: datetime | None = None
    """Until when that is believed; None for one that is done."""


@dataclass(frozen=True, slots=True)
class BlockPlanned:
    """Time is kept for one thing, from ``start`` to ``until``."""

    at: datetime
    number: int
    start: datetime
    until: datetime
    label: str
    ends_at: float
    """Percent of pressure at its end, as foreseen; and so the next."""
    orange: datetime | None = None
    """When the pressure reaches orange in it; None when it does not."""
    of: str | None = None
    """The machine on which that was, where several are on record; the numbers of each are its own."""


@dataclass(frozen=True, slots=True)
class BlockDropped:
    """That time is free again."""

    at: datetime
    number: int
    of: str | None = None
    """The machine on which it was planned, where that is another than this one; and so the next two."""


@dataclass(frozen=True, slots=True)
class BlockBegan:
    """The person is at work in a block, under its label."""

    at: datetime
    number: int
    of: str | None = None


@dataclass(frozen=True, slots=True)
class BlockEnded:
    """A block is over; ``worked`` is how much was worked in it under its label."""

    at: datetime
    number: int
    worked: timedelta
    of: str | None = None


@dataclass(frozen=True, slots=True)
class BlockTold:
    """The person was told what came of a block."""

    at: datetime
    number: int


BlockFact = BlockPlanned | BlockDropped | BlockBegan | BlockEnded | BlockTold


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
class BreakExtended:
    """The break that is on takes longer: ``length`` in all."""

    at: datetime
    length: timedelta


@dataclass(frozen=True, slots=True)
class BreakEnded:
    """The break is over: its time is up, or the person came back."""

    at: datetime
    completed: bool
    counts: str = ""
    """What a finished break counts as, whatever its length: ``stretch`` ends the stretch, ``rest`` is a rest as well.
    Empty for one that was cut short, which counts for as long as it was."""


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
    reason: str = "stretch"
    """Why: ``stretch``, ``pressure``, ``clock``, ``rhythm``, or ``meetings`` that come."""
    level: str = "green"
    """The level at which the person was asked."""
    quietly: bool = False
    """Shown by the way that disturbs least: a window has filled the screen for very long."""
    agents: int = 0
    """So many agents were all busy, and none asked: that made it a good moment."""


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """The person was asked anew about the live suggestion, which had no answer; its length is as worked out then."""

    at: datetime
    length: timedelta
    enough: bool
    buys: timedelta
    level: str


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


BreakFact = (
    BreakBegan | BreakExtended | BreakEnded | Suggested | AskedAgain | HeadsUpGiven | Withdrawn | Snoozed | Skipped
)


@dataclass(frozen=True, slots=True)
class QuietBegan:
    """From here on nothing is said of the program's own accord, until a moment or until the person says so."""

    at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class QuietEnded:
    """Things are said again."""

    at: datetime


@dataclass(frozen=True, slots=True)
class MeetingSaid:
    """The person said that they are in a meeting, until a moment or until they leave it; said again, it is longer."""

    at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class MeetingLeft:
    """The meeting that the person spoke of is over."""

    at: datetime


@dataclass(frozen=True, slots=True)
class LevelReached:
    """The pressure of work rose to a level from orange on, which begins at ``bound`` percent."""

    at: datetime
    level: str
    bound: float


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
    of: str | None = None
    """As of one that is planned."""


@dataclass(frozen=True, slots=True)
class DayEnded:
    """``day`` was shut down; what is worked afterwards still counts."""

    at: datetime
    day: date


DayFact = DayNoticed | DayExtended | DayDismissed | DayEnding | LeftOpen | DayEnded
"""What happens to a day that is planned."""


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """A question was answered: fatigue, rested, engaged or switched_off, 0 to 10."""

    at: datetime
    item: str
    answer: int


@dataclass(frozen=True, slots=True)
class QuestionPut:
    """The person was asked; the question stands until it is answered or dropped."""

    at: datetime
    item: str
    """weeks at the first start; else an item of a check-in: fatigue, rested, engaged, switched_off."""


@dataclass(frozen=True, slots=True)
class QuestionDropped:
    """The question stands no longer, and was not answered."""

    at: datetime


@dataclass(frozen=True, slots=True)
class TodayEased:
    """``day`` goes easier, after an answer that asked for it or because the person said so."""

    at: datetime
    day: date
    break_after: timedelta
    """A break is due after a stretch of this length at the latest."""
    work: timedelta
    """The limit on the day is this at most."""


@dataclass(frozen=True, slots=True)
class EasingUndone:
    """``day`` goes as usual again, whatever is answered."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class HolidayBegan:
    """From the day ``first`` on there are no working hours, and nothing is said."""

    at: datetime
    first: date
    last: date | None
    """The last day of it; None until the person says so."""


@dataclass(frozen=True, slots=True)
class HolidayEnded:
    """Working hours count again, and things are said."""

    at: datetime


@dataclass(frozen=True, slots=True)
class HistoryWeighed:
    """The days before ``day`` were looked through for early warnings; once a day."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class WarningRaised:
    """The person was told of an early warning."""

    at: datetime
    signal: str
    rule: str
    """Which of the signal's rules it was."""
    numbers: Mapping[str, float]
    """What it rests on; lengths of time in seconds."""


@dataclass(frozen=True, slots=True)
class InsightTold:
    """The person was told what goes with what in their own record."""

    at: datetime
    kind: str
    """What came before, as `Insight.kind` says."""
    what: str
    """What differed after it, as `Insight.what` says."""
    numbers: Mapping[str, float]
    """How many there were, the difference and its interval."""


HealthFact = (
    QuestionPut
    | QuestionDropped
    | TodayEased
    | EasingUndone
    | HolidayBegan
    | HolidayEnded
    | HistoryWeighed
    | WarningRaised
    | InsightTold
)


Fact = (
    Introduced
    | RegimeBegan
    | Labelled
    | Switched
    | MeetingBegan
    | MeetingEnded
    | MeetingPlanned
    | MeetingReplanned
    | DaysOffRead
    | HoursRead
    | ParametersSet
    | Corrected
    | CorrectionUndone
    | DayBegan
    | GapAsked
    | ClockStepped
    | ClockLeapt
    | ClockLeapAnswered
    | LimitTold
    | IncidentRecorded
    | SessionFact
    | CommitmentFact
    | CommitmentsCounted
    | AgentReported
    | BlockFact
    | Paused
    | Resumed
    | BreakFact
    | DayPlanned
    | DayFact
    | CheckedIn
    | HealthFact
    | QuietBegan
    | QuietEnded
    | MeetingSaid
    | MeetingLeft
    | LevelReached
)


Place = tuple[datetime, str, int]
"""Where a fact stands in the order: its time on the person's clock, its device, its number there."""


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
    moved: timedelta = field(default=timedelta(0), compare=False)
    """How far the device's clock was set since that era, see ``order_of_several_machines``; a store knows it."""

    @property
    def order(self) -> Place:
        """Facts are folded in this order, whatever order they were learnt in: by the time on the person's clock."""
        at = self.fact.at
        if self.moved:
            try:
                at += self.moved
            except OverflowError:
                at = at.max.replace(tzinfo=at.tzinfo) if self.moved > timedelta(0) else at.min.replace(tzinfo=at.tzinfo)
        return (at, self.device, self.n)


@dataclass(frozen=True, slots=True)
class Count:
    """How far a device has counted."""

    device: str
    n: int = 0
    """The number of its last fact; 0 before the first."""
    era: int = 0
    """The era of its last fact."""

    def numbered(self, facts: Iterable[Fact]) -> Iterator[Recorded]:
        """The facts with the numbers that follow. A ClockStepped opens the new era itself: it is on the new clock."""
        era = self.era
        for n, fact in enumerate(facts, self.n + 1):
            era += isinstance(fact, ClockStepped)
            yield Recorded(self.device, n, era, fact)

    def after(self, last: Recorded) -> "Count":
        """The count when ``last`` is this device's last fact."""
        return Count(self.device, last.n, last.era)


def set_by(records: Iterable[Recorded]) -> timedelta:
    """How far the clock was set, in all, by what was recorded: *last seen* moves with it, onto the new clock."""
    steps = (each.fact for each in records if isinstance(each.fact, ClockStepped))
    return sum((step.at - step.before for step in steps), timedelta(0))


def _word(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


_KINDS: dict[str, type[Any]] = {_word(kind.__name__): kind for kind in Fact.__args__}
_WORDS = {kind: word for word, kind in _KINDS.items()}


def kind_of(fact: Fact) -> str:
    """The word under which a fact is stored and exported, such as ``checked_in``."""
    return _WORDS[type(fact)]


def to_plain(fact: Fact) -> dict[str, Any]:
    """The fields of a fact as JSON values: instants in ISO 8601, durations in seconds, words for kinds."""
    return {name: plain(getattr(fact, name)) for name in names_of(type(fact))}


def from_plain(kind: str, plain_fields: Mapping[str, Any]) -> Fact:
    """The inverse of ``kind_of`` and ``to_plain``.

    Raises ValueError, KeyError or TypeError when the values do not make such a fact.
    """
    fact: Fact = typed(plain_fields, _KINDS[kind])
    return fact


def kind_and_values(kind: str, plain_fields: Mapping[str, Any]) -> tuple[type[Any], dict[str, Any]]:
    """The class of such a fact, and its values by their names, as far as they are given; raises as ``from_plain``."""
    return _KINDS[kind], typed_fields(plain_fields, _KINDS[kind])
