"""What the person can ask for. The same commands come from the menu, a notification's button and the command line."""

from datetime import date, datetime, timedelta

from tray.core.law.values import Regime
from tray.core.messages.agent_doing import Doing
from tray.lib.frozen import dataclass

LONGEST_TEXT = 1000
"""Characters of a label, a commitment, a reason: all of them together must fit into one answer, menu and variable."""


@dataclass(frozen=True, slots=True)
class TakeBreak:
    """Begin a break. Without a length it is the one worked out by the law."""

    kind: str = "rest"
    """rest, walk, lunch, or one of the person's own."""
    length: timedelta | None = None


@dataclass(frozen=True, slots=True)
class EndBreak:
    """Back from the break."""


@dataclass(frozen=True, slots=True)
class ExtendBreak:
    """The break that is on takes longer, by ``by``."""

    by: timedelta


@dataclass(frozen=True, slots=True)
class Snooze:
    """No suggestions for ``length``; the settings' own length when None."""

    length: timedelta | None = None
    until_tomorrow: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """Skip the suggested break, or the rest of the one that is on."""

    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop tracking: for a length, until a moment, until tomorrow, or until it is resumed."""

    length: timedelta | None = None
    until: datetime | None = None
    until_tomorrow: bool = False


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on tracking, and end a snooze."""


@dataclass(frozen=True, slots=True)
class BeQuiet:
    """Go on tracking and say nothing of the program's own accord: for a length, until a moment, or until told."""

    length: timedelta | None = None
    until: datetime | None = None
    until_tomorrow: bool = False


@dataclass(frozen=True, slots=True)
class EndQuiet:
    """Say things again."""


@dataclass(frozen=True, slots=True)
class BeginMeeting:
    """A meeting begins: work without any input, and quiet; it ends by itself after ``length``, if there is one."""

    length: timedelta | None = None


@dataclass(frozen=True, slots=True)
class ExtendMeeting:
    """The meeting takes longer, by ``by``."""

    by: timedelta


@dataclass(frozen=True, slots=True)
class EndMeeting:
    """The meeting is over."""


@dataclass(frozen=True, slots=True)
class StartSession:
    """Begin work under a label; an open session ends."""

    label: str
    estimate: timedelta | None = None
    load: str = "normal"
    by_hand: bool = False
    away_after: timedelta | None = None
    """For reading: how long without input still is work, when that is longer than the settings say."""


@dataclass(frozen=True, slots=True)
class StopSession:
    """End the open session."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Estimate the open session anew, in all; without a length, show lengths to choose from."""

    length: timedelta | None = None


@dataclass(frozen=True, slots=True)
class MoreOnSession:
    """Some more time for the open session, from now on; by the settings' own length when None."""

    length: timedelta | None = None


@dataclass(frozen=True, slots=True)
class LeaveEstimate:
    """Put the question away whether the session is good enough."""


@dataclass(frozen=True, slots=True)
class Commit:
    """Open a commitment."""

    text: str
    """Empty when there was no time to say what: then it is named by when it was noted."""
    when: datetime | None = None
    """When its next step is planned."""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PlanCommitment:
    """Give the next step of a commitment a time."""

    number: int
    when: datetime


@dataclass(frozen=True, slots=True)
class CloseCommitment:
    """A commitment is done, or given back."""

    number: int


@dataclass(frozen=True, slots=True)
class Decline:
    """Show words for whoever asks for something there is no room for, or put them on the clipboard."""

    copy: bool = False


@dataclass(frozen=True, slots=True)
class ReportAgent:
    """A coding agent, a build or the like says what it does."""

    name: str
    doing: Doing
    expires: timedelta | None = None
    """For how long that is believed; by the settings when None."""


@dataclass(frozen=True, slots=True)
class PlanBlock:
    """Keep time for one thing, where it fits best; on one day, or on the first on which it fits."""

    length: timedelta
    day: date | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class DropBlock:
    """A block is not kept after all."""

    number: int


@dataclass(frozen=True, slots=True)
class LeaveOpen:
    """While the day is shut down: a commitment stays without a time."""

    number: int


@dataclass(frozen=True, slots=True)
class EndDay:
    """Shut the day down. What stays open is offered a time first; asked for again, that is left out."""


@dataclass(frozen=True, slots=True)
class MoreTime:
    """Put the end of the day off; by the settings' own length when None."""

    length: timedelta | None = None


@dataclass(frozen=True, slots=True)
class NotToday:
    """Do not speak of the end of this day again."""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Answer a question, 0 to 10."""

    item: str
    answer: int


@dataclass(frozen=True, slots=True)
class Introduce:
    """Say how the last weeks were: calm, normal or heavy."""

    weeks: str


@dataclass(frozen=True, slots=True)
class DropQuestion:
    """No answer to the question that stands."""


@dataclass(frozen=True, slots=True)
class EaseToday:
    """Make today easier: breaks come earlier, and the limit on the day is lower."""


@dataclass(frozen=True, slots=True)
class AsUsual:
    """Undo what made today easier."""


@dataclass(frozen=True, slots=True)
class BeginHoliday:
    """No working hours from today on, and silence."""

    last: date | None = None
    """The last day of it; until the person is back when None."""


@dataclass(frozen=True, slots=True)
class EndHoliday:
    """Back from holiday."""


@dataclass(frozen=True, slots=True)
class ItWas:
    """Say what a span was; the last gap when no span is given."""

    regime: Regime
    start: datetime | None = None
    end: datetime | None = None
    meeting: bool = False
    """The work was a meeting."""


@dataclass(frozen=True, slots=True)
class ItWasNot:
    """Take back what was last said of a span."""


@dataclass(frozen=True, slots=True)
class ShowStatus:
    """Show the number in words, as a notification with buttons."""


@dataclass(frozen=True, slots=True)
class OpenPanel:
    """Open the panel, or close the one that is open."""

    x: int = 0
    y: int = 0
    """Where on the screen the icon is, as far as that is known."""


@dataclass(frozen=True, slots=True)
class OpenSettings:
    """Open the settings file in the person's editor."""


@dataclass(frozen=True, slots=True)
class ApplyPreset:
    """Put a preset into the settings file."""

    name: str


@dataclass(frozen=True, slots=True)
class UndoPreset:
    """Put the settings file back to what it was before the last preset."""


@dataclass(frozen=True, slots=True)
class OpenReport:
    """Look back on today in the person's browser."""


@dataclass(frozen=True, slots=True)
class ShowDemo:
    """Play the short demonstration; whoever asks for it has read the welcome."""


@dataclass(frozen=True, slots=True)
class Autostart:
    """Start the program with the session, or no longer; None: somebody else changed that, look again."""

    on: bool | None


@dataclass(frozen=True, slots=True)
class Quit:
    """End the program; nothing is lost."""


ForTheRecord = (
    TakeBreak
    | EndBreak
    | ExtendBreak
    | Snooze
    | Skip
    | Pause
    | Resume
    | BeQuiet
    | EndQuiet
    | BeginMeeting
    | ExtendMeeting
    | EndMeeting
    | StartSession
    | StopSession
    | Estimate
    | MoreOnSession
    | LeaveEstimate
    | Commit
    | PlanCommitment
    | CloseCommitment
    | ReportAgent
    | PlanBlock
    | DropBlock
    | LeaveOpen
    | MoreTime
    | NotToday
    | CheckIn
    | ItWas
    | ItWasNot
    | Introduce
    | DropQuestion
    | EaseToday
    | AsUsual
    | BeginHoliday
    | EndHoliday
)
"""Nothing comes of these but what they leave on record."""

Command = (
    ForTheRecord
    | EndDay
    | Decline
    | ShowStatus
    | OpenPanel
    | OpenSettings
    | ApplyPreset
    | UndoPreset
    | OpenReport
    | ShowDemo
    | Autostart
    | Quit
)
