"""What would come of a break, an end, more work or a promise kept: each beside going on as now."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from tray.core.breaks.kinds_and_lengths import Length, worked_out
from tray.core.context import Context
from tray.core.engine.commands_to_their_topics import answer
from tray.core.inquiry.imagine import come_back, go_on, going_on, leave, next_work, reached
from tray.core.law.law import crossing, pressure
from tray.core.law.values import Regime
from tray.core.messages.commands import CloseCommitment, PlanCommitment, TakeBreak
from tray.core.messages.what_if import BreakAt, Question, StopAt, WorkOn
from tray.core.sensing.presence import Senses
from tray.core.state.fold import fold
from tray.core.state.state import State, drive
from tray.lib.frozen import dataclass

FARTHEST = timedelta(hours=12)
"""Nobody works on for longer."""
_A_WHILE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Outlook:
    """How things would stand at a moment."""

    at: datetime
    pressure: float
    buys: timedelta | None
    """How much work, at the present load and rate of switching, then stays below orange; None: a whole day of it."""
    rest: Length
    """The break that would be worked out then."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What would come of it."""

    question: Question
    now: Outlook
    then: Outlook
    """When it is done."""
    as_now: Outlook
    """At that moment if the person goes on as now; for an end of work, at the end that comes without it."""
    morning: tuple[Outlook, Outlook] | None = None
    """For an end of work: when work begins again, after the one and after the other."""
    reaches: tuple[tuple[float, datetime], ...] = ()
    """When work would reach orange, red and critical on the way."""


def what_if(state: State, question: Question, context: Context) -> Answer:
    """Imagine it. Raises Refused when it cannot be, such as for a commitment that is not open."""
    now = _Imagined(state, state.switches_per_hour, context)
    match question:
        case TakeBreak():
            rested = now.after(question)
            assert rested.state.break_ is not None
            end = rested.state.break_.end
            return Answer(question, now.outlook(), rested.going_on(end).outlook(), now.going_on(end).outlook())
        case BreakAt():
            rested = now.going_on(max(question.at, state.at)).after(TakeBreak(question.kind, question.length))
            assert rested.state.break_ is not None
            end = rested.state.break_.end
            return Answer(question, now.outlook(), rested.going_on(end).outlook(), now.going_on(end).outlook())
        case CloseCommitment() | PlanCommitment():
            return Answer(question, now.outlook(), now.after(question).outlook(), now.outlook())
        case WorkOn():
            return _work_on(now, question)
        case StopAt():
            return _stop_at(now, question)
        case _:
            assert_never(question)


def _work_on(now: "_Imagined", question: WorkOn) -> Answer:
    end = now.state.at + question.length
    begun = now.back_at(now.state.at)
    worked, levels = begun.going_on(end), now.context.settings.levels
    facts = going_on(begun.state, end, now.context, now.switches_per_hour)
    reaches = reached(begun.state, facts, end, (levels.orange, levels.red, levels.critical))
    in_order = sorted(reaches.items(), key=lambda each: each[1])
    return Answer(question, now.outlook(), worked.outlook(), now.going_on(end).outlook(), reaches=tuple(in_order))


def _stop_at(now: "_Imagined", question: StopAt) -> Answer:
    end = max(question.at or now.state.at, now.state.at)
    day = now.state.day
    planned = day.end if day and not day.ended and not day.dismissed else None
    otherwise = planned if planned and planned > end else end + _A_WHILE
    stopped, went_on = now.going_on(end), now.going_on(otherwise)
    begins = next_work(otherwise, now.context)
    mornings = (stopped.left().back_at(begins).outlook(), went_on.left().back_at(begins).outlook())
    return Answer(question, now.outlook(), stopped.outlook(), went_on.outlook(), mornings)


@dataclass(frozen=True, slots=True)
class _Imagined:
    """A state that may never be."""

    state: State
    switches_per_hour: float
    """Of the work that is imagined."""
    context: Context

    def _with(self, state: State) -> "_Imagined":
        return replace(self, state=state)

    def after(self, command: TakeBreak | CloseCommitment | PlanCommitment) -> "_Imagined":
        """The person asks for something."""
        facts, _ = answer(self.state, Senses(), command, self.state.at, self.context)
        return self._with(fold(self.state, facts))

    def going_on(self, until: datetime) -> "_Imagined":
        return self._with(go_on(self.state, until, self.context, self.switches_per_hour))

    def left(self) -> "_Imagined":
        return self._with(leave(self.state, self.context))

    def back_at(self, at: datetime) -> "_Imagined":
        return self._with(come_back(self.state, at, self.context))

    def outlook(self) -> Outlook:
        """How things stand, and how far work would go from here."""
        state, orange = self.state, self.context.settings.levels.orange
        work = replace(drive(state), regime=Regime.WORK, gap=False)
        if pressure(state.pools, work, state.law) >= orange:
            buys: timedelta | None = timedelta(0)
        else:
            longest, rate = FARTHEST.total_seconds(), self.switches_per_hour
            seconds = crossing(state.pools, work, orange, longest, state.law, switches_per_hour=rate)
            buys = None if seconds is None else timedelta(seconds=seconds)
        return Outlook(state.at, state.pressure, buys, worked_out(state, self.context))
