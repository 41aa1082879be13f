"""One event in; facts and effects out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any

from tray.core.breaks import heads_up
from tray.core.breaks.nudges import could_suggest, nudge
from tray.core.context import Context
from tray.core.day import draining, limits, shutdown
from tray.core.engine import counted, occasions, requests
from tray.core.law.parameters import values_of
from tray.core.messages import events as e
from tray.core.messages import facts as f
from tray.core.messages.effects import (
    BreakIsOver,
    BreakSoon,
    DayEndsSoon,
    DayIsOver,
    Effect,
    GapQuestion,
    Happened,
    LimitNear,
    MemoryIsFull,
    TodayIsEased,
    WarningTold,
)
from tray.core.sensing import incidents
from tray.core.sensing.clock_labels import labelled
from tray.core.sensing.sensing import meeting, sense
from tray.core.state.senses import Senses
from tray.core.state.state import Day, State, advance_to
from tray.core.wellbeing import answers, easing, question_times, questions_now, warnings
from tray.errors import Refused
from tray.lib.frozen import dataclass

Record = Callable[[tuple[f.Fact, ...]], State]
"""Puts facts on disk and folds them; the state that comes back knows them."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where things stand between two events."""

    state: State
    senses: Senses
    due_at: datetime | None = None
    """Since when a suggestion waits for a natural pause."""
    zone: tzinfo | None = None
    """The local time zone of the last step; None before the first one."""
    level: str | None = None
    """The level that hooks know of; None when nothing was looked at yet."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an event came to. Its facts are on disk already."""

    moment: Moment
    effects: tuple[Effect, ...]
    refusal: Refused | None = None


def step(
    moment: Moment, event: e.Event, at: datetime, context: Context, record: Record, *, made_up: bool = False
) -> Outcome:
    """Take in ``event``, which reached us at ``at``.

    What time alone brings is settled first, as if somebody had looked just before the event, so it makes no difference
    how often anyone looks. What is only ``made_up`` for, since it could not be recorded when it happened, leads to no
    suggestion and no question: those belong to the present.
    """
    state, senses, of_file = moment.state, moment.senses, context
    context = easing.in_force(state, of_file)
    effects: list[Effect] = []
    refusal: Refused | None = None

    def note(facts: tuple[f.Fact, ...]) -> None:
        nonlocal state
        if facts:
            facts = _on_this_clock(facts, state.clock_set_at)
            before, state = state, record(facts)
            effects.extend((*occasions.occasions(before, facts, state, at), *_told(before, facts, at)))

    if isinstance(event, e.ClockSet):
        note((f.ClockStepped(at, event.before),))
    if isinstance(event, e.Started):
        note(question_times.introduce(state, at, context))
    note(_settings(state, at, context))
    note(labelled(state, at, context, moment.zone, set_anew=isinstance(event, e.SettingsSaved | e.ClockSet)))
    note(answers.holiday_over(state, at, context))
    context = easing.in_force(state, of_file)
    note(draining.go_on(state, at, context))
    note(shutdown.plan_day(state, at, context))
    note(_pause_over(state, senses, at, context))
    alone = isinstance(event, e.Looked | e.ClockSet | e.Started)
    for each, when in ((event, at),) if alone else ((e.Looked(), _just_before(event, at)), (event, at)):
        known = senses
        facts, senses = sense(state, senses, each, when, context)
        note(facts)
        note(meeting(state, known, senses, at))
    if isinstance(event, e.CommitmentsFound):
        note(counted.counted(state, event, at, context))
    if isinstance(event, e.Asked):
        try:
            present = advance_to(state, at)
            facts, wanted = requests.answer(present, senses, event.command, at, context)
            note(facts)
            effects.extend(wanted)
        except Refused as problem:
            refusal = problem
        note(draining.go_on(state, at, context))
    if made_up:
        return Outcome(Moment(state, senses, None, context.zone, moment.level), tuple(effects), refusal)
    context = easing.in_force(state, of_file)
    present = advance_to(state, at)
    note(shutdown.speak(present, at, context, present=_present(present, senses)))
    due_at = _due_at(moment.due_at, state, senses, at, context)
    note(nudge(advance_to(state, at), senses, at, context, due_at))  # knows by now whether the end of the day asks
    present = advance_to(state, at)
    told = limits.tell(present, at, context, present=_present(present, senses) and not senses.quiet(at))
    effects.extend(_limit(each.name, present, at, context) for each in told)
    note(told)
    if context.settings.breaks.heads_up:
        note(heads_up.tell(advance_to(state, at), senses, at, context))
    spoken = any(not isinstance(each, Happened) for each in effects)
    if isinstance(event, e.HistoryRead):
        note(warnings.weighed(advance_to(state, at), senses, event.days, at, context))
    spoken = spoken or any(isinstance(each, WarningTold) for each in effects)
    asked = questions_now.ask(advance_to(state, at), senses, at, context, others=spoken)
    note(asked)
    if not spoken and not asked:
        note(question_times.ask(advance_to(state, at), senses, at, context))
    note(incidents.record(advance_to(state, at), senses, at, context))
    level = occasions.level(moment.level, advance_to(state, at), senses, context)
    effects.extend(occasions.level_changed(moment.level, level))
    return Outcome(Moment(state, senses, due_at, context.zone, level), tuple(effects), refusal)


def _just_before(event: e.Event, at: datetime) -> datetime:
    """When ``event`` began: who had just begun a break as the machine fell asleep was not back in it all the time."""
    return at - event.length if isinstance(event, e.Slept) else at


def _on_this_clock(facts: tuple[f.Fact, ...], since: datetime | None) -> tuple[f.Fact, ...]:
    """What is learnt late of a time before the clock was set is placed where the new clock begins.

    There the record has no place for it any more: it would count as time that never was.
    """

    def placed(fact: Any) -> f.Fact:
        late = since is not None and fact.at < since and not isinstance(fact, f.ClockStepped)
        there: f.Fact = replace(fact, at=since) if late else fact
        return there

    return facts if since is None else tuple(map(placed, facts))


def _settings(state: State, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    """The parameters in force, when they are not those of the record."""
    settings = context.settings
    if state.law == settings.law and state.hysteresis == settings.levels.hysteresis:
        return ()
    return (f.ParametersSet(at, values_of(settings.law, settings.levels.hysteresis)),)


def _pause_over(state: State, senses: Senses, at: datetime, context: Context) -> tuple[f.Fact, ...]:
    if state.paused is None or state.paused.until is None or at < state.paused.until:
        return ()
    return requests.resumed(state, senses, state.paused.until, context)


def _told(state: State, facts: tuple[f.Fact, ...], at: datetime) -> list[Effect]:
    """What the person hears of ``facts``, worked out from the state before them."""
    told: list[Effect] = []
    for fact in facts:
        if isinstance(fact, f.BreakEnded) and state.break_:
            after = advance_to(state, fact.at).pressure
            rested = fact.at - state.break_.since
            told.append(BreakIsOver(rested, state.break_.before, after, fact.completed))
        if isinstance(fact, f.DayNoticed) and fact.before and state.day and state.day.end:
            told.append(DayEndsSoon(state.day.end - fact.at))
        if isinstance(fact, f.HeadsUpGiven):
            told.append(BreakSoon(fact.left, fact.kind))
        if isinstance(fact, f.GapAsked) and state.last_gap:
            told.append(GapQuestion(*state.last_gap))
        if isinstance(fact, f.TodayEased):
            told.append(TodayIsEased(fact.break_after, fact.work))
        if isinstance(fact, f.IncidentRecorded):
            told.append(MemoryIsFull(fact.pressure))
        if isinstance(fact, f.DayEnded) and state.day and not state.day.ended and at - fact.at <= occasions.LATE:
            told.append(_over(advance_to(state, fact.at), state.day))
        if isinstance(fact, f.WarningRaised):
            told.append(WarningTold(fact.signal, fact.rule, fact.numbers))
    return told


def _limit(name: str, state: State, at: datetime, context: Context) -> LimitNear:
    return LimitNear(name, limits.left(state, name, at, context), limits.value(state, name, at, context))


def _over(state: State, day: Day) -> DayIsOver:
    """The day in a line; ``state`` is as of its end."""
    day = state.day or day
    return DayIsOver(day.worked, day.rests, day.highest, state.unplanned, state.planned)


def _due_at(waited: datetime | None, state: State, senses: Senses, at: datetime, context: Context) -> datetime | None:
    if not could_suggest(advance_to(state, at), senses, at, context):
        return None
    return waited if waited is not None and waited <= at else at


def _present(state: State, senses: Senses) -> bool:
    """Somebody is there to hear, and wants to."""
    return state.working and not senses.locked and state.health.holiday is None
