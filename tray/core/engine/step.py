"""One event in; facts and effects out; and when what is shown can change next, until when the loop sleeps."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import Any

from tray.core.breaks import quiet_gate_and_budget
from tray.core.breaks.nudges_at_good_moments import could_speak
from tray.core.context import Context
from tray.core.day import limits, shutdown
from tray.core.engine import hook_events, rules, todo_files
from tray.core.engine.commands_to_their_topics import answer
from tray.core.law.law import crossing
from tray.core.law.law_on_record import ANSWERS, law_of
from tray.core.law.levels_and_gauge_steps import GAUGE_STEP
from tray.core.messages import events as e
from tray.core.messages import facts as f
from tray.core.messages.effects import (
    BlockIsOver,
    BreakIsOver,
    BreakSoon,
    DayEndsSoon,
    DayIsOver,
    Effect,
    GainSetBack,
    GapQuestion,
    Happened,
    InsightFound,
    LeapQuestion,
    LimitNear,
    MemoryIsFull,
    TodayIsEased,
    WarningTold,
)
from tray.core.messages.events import Looked
from tray.core.sensing import corrected_gaps, gaps
from tray.core.sensing.clock_leaps import as_it_was, in_doubt
from tray.core.sensing.corrected_gaps import Past
from tray.core.sensing.presence import Input, Senses, meeting, next_sense, sense
from tray.core.state.state import Day, State, advance_to, changes_in_flight, drive, is_here, own
from tray.core.wellbeing import easing, questions
from tray.core.wellbeing.gap_questions_and_answers import unnamed_gap
from tray.core.wellbeing.incident_when_full import FULL
from tray.errors import Refused
from tray.lib.frozen import dataclass
from tray.lib.steps import Steps, in_no_step, whole

_STALE = timedelta(minutes=2)
"""What a break freed is no news any more so long after its end: somebody slept meanwhile."""
Record = Callable[[tuple[f.Fact, ...]], State]
"""Puts facts on disk and folds them; the state that comes back knows them."""
Recording = Callable[[tuple[f.Fact, ...]], Steps[State]]
"""The same in steps: those that are late may have much folded anew."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where things stand between two events."""

    state: State
    senses: Senses
    due_at: datetime | None = None
    """Since when there has been something to say about a break, which waits for a natural pause."""
    zone: tzinfo | None = None
    """The local time zone of the last step; None before the first one."""
    level: str | None = None
    """The level that hooks know of; None when nothing was looked at yet."""
    said_at: datetime | None = None
    """When something was last said of the program's own accord."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an event came to. Its facts are on disk already."""

    moment: Moment
    effects: tuple[Effect, ...]
    refusal: Refused | None = None


def step(
    moment: Moment,
    event: e.Event,
    at: datetime,
    context: Context,
    record: Record,
    *,
    past: Past,
    made_up: bool = False,
) -> Outcome:
    """Take in ``event``, which reached us at ``at``.

    What time alone brings is settled first, as if somebody had looked just before the event, so it makes no difference
    how often anyone looks. What is only ``made_up`` for, since it could not be recorded when it happened, leads to no
    suggestion and no question: those belong to the present.
    """
    return whole(stepping(moment, event, at, context, in_no_step(record), past=past, made_up=made_up))


def stepping(
    moment: Moment,
    event: e.Event,
    at: datetime,
    context: Context,
    record: Recording,
    *,
    past: Past,
    made_up: bool = False,
) -> Steps[Outcome]:
    """``step``, which rests wherever ``record`` does, and where much of the past has to be looked at."""
    was = as_it_was(moment.state, event, at, context) if isinstance(event, e.ClockSet) else event
    taken = _Step(moment, was, at, context, record, past)
    yield from taken.settle()
    yield from taken.sense()
    if isinstance(event, e.ClockSet):
        yield from taken.doubt(in_doubt(moment.state, event, at, stood=was is not event))
    yield from taken.answer()
    if made_up:
        return taken.outcome(None, moment.level)
    waited = yield from taken.speak()
    if not context.settings.hooks:
        return taken.outcome(waited, None)
    level = hook_events.level(moment.level, advance_to(taken.state, at), taken.senses, taken.context)
    taken.effects.extend(hook_events.level_changed(moment.level, level))
    return taken.outcome(waited, level)


class _Step:
    """One step on its way: the order of these methods is the product."""

    def __init__(
        self, moment: Moment, event: e.Event, at: datetime, of_file: Context, record: Recording, past: Past
    ) -> None:
        self.state, self.senses = moment.state, moment.senses
        self.effects: list[Effect] = []
        self._refusal: Refused | None = None
        self._moment, self._event, self._at, self._of_file, self._record = moment, event, at, of_file, record
        # Whoever answers may be told the next thing at once.
        self._said_at, self._past = None if isinstance(event, e.Asked) else moment.said_at, past

    @property
    def context(self) -> Context:
        """What holds by now: the settings of the file, easier after a bad answer, with a holiday among the days off."""
        return self._of_file if self.state.is_usual_day else easing.in_force(self.state, self._of_file)

    def settle(self) -> Steps[None]:
        """What time alone brings."""
        if isinstance(self._event, e.ClockSet):
            # By the clock of then: that of now has no place for what was before it was set.
            hours = self.context.settings.hours
            yield from self._note(gaps.held(own(self.state), self._event.before, self.context.zone, hours))
            yield from self._note((f.ClockStepped(self._at, self._event.before, self._event.unseen),))
        if isinstance(self._event, e.Started):
            yield from self._note(questions.introduce(self.state, self._at, self.context))
        yield from self._settle_rules()

    def _settle_rules(self, *, came: bool = False) -> Steps[None]:
        now = self._now(self.state, came=came)
        for rule in rules.SETTLED:
            if rule.about(now) and (facts := rule.facts(now)):
                yield from self._note(facts, by_time=True)
                now = self._now(self.state, came=came)

    def sense(self) -> Steps[None]:
        """What the event says of work and rest."""
        was_here, alone = is_here(self.state), isinstance(self._event, e.Looked | e.ClockSet | e.Started)
        first: tuple[tuple[e.Event, datetime], ...] = ((e.Looked(), _just_before(self._event, self._at)),)
        for event, when in (*(() if alone else first), (self._event, self._at)):
            known, context = self.senses, self.context
            facts, self.senses = sense(own(self.state), known, event, when, context)
            before = self.state
            yield from self._note(facts)
            if before.gap_since and not self.state.gap_since and any(not each.judged for each in before.corrections):
                yield from self._note((yield from self._judging_anew((), (before.gap_since, self._at))))
            yield from self._note(meeting(self.state, known, self.senses, self._at))
        if not was_here and is_here(self.state):
            # Now it's for this machine to say what time brought: which day it is, before anything is said of the last.
            yield from self._settle_rules(came=True)
        if isinstance(self._event, e.CommitmentsFound):
            yield from self._note(todo_files.counted(self.state, self._event, self._at, self.context))

    def doubt(self, facts: tuple[f.Fact, ...]) -> Steps[None]:
        """What nobody knows of the event, so that the person may be asked."""
        yield from self._note(facts)

    def answer(self) -> Steps[None]:
        """What the person asked for."""
        if not isinstance(self._event, e.Asked):
            return
        try:
            present = advance_to(self.state, self._at)
            facts, wanted = answer(own(present), self.senses, self._event.command, self._at, self.context)
            yield from self._note((*facts, *(yield from self._of_gaps_around(facts))))
            self.effects.extend(wanted)
            if any(isinstance(each, f.HolidayBegan | f.HolidayEnded) for each in facts):
                yield from self._settle_rules()  # the day has another end, or none
        except Refused as problem:
            self._refusal = problem
        yield from self._note(shutdown.go_on(self.state, self._at, self.context))

    def _of_gaps_around(self, facts: tuple[f.Fact, ...]) -> Steps[tuple[f.Fact, ...]]:
        """What follows for the gaps around it from what the person said of a span, or takes back."""
        undone = {each.said for each in facts if isinstance(each, f.CorrectionUndone)}
        gone = [(each.since, each.until) for each in self.state.corrections_made if each.said in undone]
        # A time that never was leaves every gap as it was.
        said = (each for each in facts if isinstance(each, f.Corrected) and not each.clock_set)
        spans = [*((each.at, each.until) for each in said), *gone]
        if not spans:
            return ()
        window = min(since for since, _ in spans), max(until for _, until in spans)
        return (yield from self._judging_anew(facts, window))

    def _judging_anew(self, facts: tuple[f.Fact, ...], window: tuple[datetime, datetime]) -> Steps[tuple[f.Fact, ...]]:
        present = advance_to(self.state, self._at)
        return (yield from corrected_gaps.judging(self._past, facts, window, present, self.context))

    def speak(self) -> Steps[datetime | None]:
        """What the person hears of the program's own accord; since when there is something to say about a break."""
        others = any(not isinstance(each, Happened) for each in self.effects)
        waited: datetime | None = None
        for rule in rules.SPOKEN:
            present = advance_to(self.state, self._at)
            if not is_here(present):
                return None  # one voice: that of the machine where the person is
            if rule.name == "break" and rule.about(self._now(present)):  # knows by now whether the end of the day asks
                waited = self._waited(present)
            now = self._now(present, waited)
            if not rules.may_speak(rule, now, self._said_at, others=others):
                continue
            facts = rule.facts(now)
            yield from self._note(facts)
            if others:
                # Two at once are one too many: that memory was full is on record, and every face shows it.
                self.effects[:] = [each for each in self.effects if not isinstance(each, MemoryIsFull)]
            if any(isinstance(each, rules.SPEAKS) for each in facts):
                others, self._said_at = True, self._at
        return waited

    def outcome(self, waited: datetime | None, level: str | None) -> Outcome:
        """What the event came to."""
        moment = Moment(self.state, self.senses, waited, self._of_file.zone, level, self._said_at)
        return Outcome(moment, tuple(self.effects), self._refusal)

    def _now(self, state: State, waited: datetime | None = None, *, came: bool = False) -> rules.Now:
        return rules.Now(state, self.senses, self._at, self.context, self._event, self._moment.zone, waited, came)

    def _waited(self, state: State) -> datetime | None:
        waited, at = self._moment.due_at, self._at
        if not could_speak(state, self.senses, at, self.context):
            return None
        return waited if waited is not None and waited <= at else at

    def _note(self, facts: tuple[f.Fact, ...], *, by_time: bool = False) -> Steps[None]:
        if not facts:
            return
        facts = _on_this_clock(facts, own(self.state).clock_set_at)
        before, self.state = self.state, (yield from self._record(facts))
        if self._of_file.settings.hooks:
            self.effects.extend(hook_events.events(before, facts, self.state, self._at))
        told = _told(before, facts, self.senses, self._at, self.context)
        if by_time and quiet_gate_and_budget.closed(before, self.senses, self._at, self.context):
            # Nobody just ended the day: it is off since nobody answered, which is no news to who locked their screen.
            told = (each for each in told if not isinstance(each, DayIsOver))
        before_that = len(self.effects)
        self.effects.extend(told)
        if len(self.effects) > before_that:
            self._said_at = self._at  # what waits for that to be read comes in its time, and not at the next look


def _just_before(event: e.Event, at: datetime) -> datetime:
    """When ``event`` began: who had just begun a break as the machine fell asleep was not back in it all the time."""
    return at - event.length if isinstance(event, e.Slept) else at


def _on_this_clock(facts: tuple[f.Fact, ...], since: datetime | None) -> tuple[f.Fact, ...]:
    """What is learnt late of a time before the clock was set is placed where the new clock begins.

    There the record has no place for it any more: it would count as time that never was.
    """

    def placed(fact: Any) -> f.Fact:
        nonlocal since
        if isinstance(fact, f.ClockStepped):
            since = fact.at
        late = since is not None and fact.at < since
        there: f.Fact = replace(fact, at=since) if late else fact
        return there

    return tuple(map(placed, facts))


def _told(state: State, facts: tuple[f.Fact, ...], senses: Senses, at: datetime, context: Context) -> Iterator[Effect]:
    """What the person hears of ``facts``, worked out from the state before them."""
    for fact in facts:
        match fact:
            case f.BreakEnded() if state.break_ and at - fact.at <= _STALE:
                after = advance_to(state, fact.at).pressure
                yield BreakIsOver(fact.at - state.break_.since, state.break_.before, after, fact.completed)
            case f.DayNoticed() if fact.before and state.day and state.day.end:
                yield DayEndsSoon(state.day.end - fact.at)
            case f.BlockTold() if over := state.block_over:
                yield BlockIsOver(over.label, over.until - over.start, over.worked)
            case f.HeadsUpGiven():
                yield BreakSoon(fact.left, fact.kind)
            case f.GapAsked() if (leap := state.clock_leap) and not leap.asked:
                yield LeapQuestion(leap.since, leap.until, leap.stood)
            case f.GapAsked() if gap := unnamed_gap(state):
                yield GapQuestion(*gap)
            case f.TodayEased():
                by_answer = any(isinstance(each, f.CheckedIn) for each in facts)
                yield TodayIsEased(fact.break_after, fact.work, by_answer)
            case f.IncidentRecorded() if not quiet_gate_and_budget.closed(state, senses, at, context):
                yield MemoryIsFull(fact.pressure)
            case f.LimitTold():
                yield _limit(fact.name, advance_to(state, at), at, context)
            case f.DayEnded() if state.day and not state.day.ended and at - fact.at <= hook_events.LATE:
                yield _over(advance_to(state, fact.at), state.day)
            case f.ParametersSet() if state.gain_filter and fact.values.get(ANSWERS):
                learnt, now = state.gain, law_of(fact.values).gain
                if round(learnt, 2) != round(state.law.gain, 2):
                    yield GainSetBack(learnt, now)
            case f.WarningRaised():
                yield WarningTold(fact.signal, fact.rule, fact.numbers)
            case f.InsightTold():
                yield InsightFound(fact.kind, fact.what, fact.numbers)
            case _:
                pass


def _limit(name: str, state: State, at: datetime, context: Context) -> LimitNear:
    return LimitNear(name, limits.left(state, name, at, context), limits.value(state, name, at, context))


def _over(state: State, day: Day) -> DayIsOver:
    """The day in a line; ``state`` is as of its end."""
    day = state.day or day
    return DayIsOver(day.worked, day.taken, day.highest, state.unplanned, state.planned)


FARTHEST = timedelta(hours=6)
_SOON = timedelta(milliseconds=20)
_MINUTE = timedelta(minutes=1)
_LONG_QUIET = timedelta(minutes=30)
_SLOW = timedelta(minutes=10)


def next_look(moment: Moment, at: datetime, context: Context) -> datetime:
    """The first instant after ``at`` at which something may change although nothing happens until then."""
    state, senses = advance_to(moment.state, at), moment.senses
    context = context if state.is_usual_day else easing.in_force(state, context)
    now = rules.Now(state, senses, at, context, Looked(), moment.zone, moment.due_at)
    times = (
        at + FARTHEST,
        words_change(state, senses, at),
        *next_sense(own(state), senses, context),
        *_crossings(state, at, context),
        *changes_in_flight(state),
        *rules.changes(now, moment.said_at),
    )
    return max(min(time for time in times if time > at), at + _SOON)


def words_change(state: State, senses: Senses, at: datetime) -> datetime:
    """When the tooltip's words are next worth saying anew: each minute, seldom once nobody has been there for long."""
    gone = (state.gap_since is not None and at - state.gap_since > _LONG_QUIET) or senses.quiet(at) > _LONG_QUIET
    return at + (_SLOW if gone or state.paused else _MINUTE)


def _crossings(state: State, at: datetime, context: Context) -> list[datetime]:
    """When the gauge, the level or the pressure that makes a break due is crossed."""
    now, levels = state.pressure, context.settings.levels
    below = int(now / GAUGE_STEP) * GAUGE_STEP
    marks = {below, below + GAUGE_STEP, context.settings.breaks.at_pressure, FULL}
    marks |= {levels.yellow, levels.orange, levels.red, levels.critical}
    marks |= {bound - levels.hysteresis for bound in (levels.yellow, levels.orange, levels.red, levels.critical)}
    near = [mark for mark in marks if abs(mark - now) <= 2 * GAUGE_STEP]
    found = (crossing(state.pools, drive(state), mark, FARTHEST.total_seconds(), state.law) for mark in near)
    return [at + timedelta(seconds=seconds) + _SOON for seconds in found if seconds is not None]


def last_seen(moment: Moment, at: datetime) -> datetime | None:
    """Up to when the person is known to have been at work; None while they are not."""
    senses, state = moment.senses, own(moment.state)
    if not state.working:
        return None
    return senses.last_input if senses.input is Input.QUIET and not state.by_hand else at


def seen_at_work(state: State, last: datetime | None) -> datetime | None:
    """Up to when the person was seen at work; a kill may come between the fact that it began and the first sight."""
    state = own(state)
    if not state.working or state.regime_since is None:
        return last
    return max(last or state.regime_since, state.regime_since)
