"""What the person can ask about what has not happened; ``core.inquiry.what_if`` has the answers."""

from datetime import datetime, timedelta

from tray.core.messages.commands import CloseCommitment, PlanCommitment, TakeBreak
from tray.lib.frozen import dataclass


@dataclass(frozen=True, slots=True)
class WorkOn:
    """Work for so long from now."""

    length: timedelta


@dataclass(frozen=True, slots=True)
class StopAt:
    """End work at a moment; now when none is named."""

    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BreakAt:
    """Go on as now, and take a break at a moment to come. Without a length it is the one worked out by then."""

    at: datetime
    kind: str = "rest"
    length: timedelta | None = None


Question = TakeBreak | BreakAt | CloseCommitment | PlanCommitment | WorkOn | StopAt
