"""What does each fact change? The left fold from facts to State, in the order of their instants."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from tray.core import checkins, fold_breaks, fold_day, fold_gaps, fold_sessions, health
from tray.core import facts as f
from tray.core.changed import changed
from tray.core.law import switch
from tray.core.parameters import law_of
from tray.core.state import (
    PER_STRETCH,
    Answered,
    Commitment,
    Pause,
    State,
    advance_to,
    drive,
    follow_held,
)

RULES = 4
"""Raised whenever a fact comes to mean something else, so that no snapshot from before is gone on with."""


def fold(state: State, facts: Iterable[f.Fact]) -> State:
    """``state`` after ``facts``, which come in the order of their instants."""
    for fact in facts:
        state = apply(state, fact)
    return state


def apply(state: State, fact: f.Fact) -> State:
    """``state`` carried on to the instant of ``fact`` and changed by it."""
    if isinstance(fact, f.ClockStepped):
        return _shift(advance_to(state, fact.before), fact.at)
    before = advance_to(state, fact.at)
    after = _changed(before, fact)
    same = (
        after.pools is before.pools
        and after.commitments is before.commitments
        and after.counted is before.counted
        and after.law is before.law
    )
    return after if same and after.hysteresis == before.hysteresis else follow_held(after)


def _changed(s: State, fact: f.Fact) -> State:
    if isinstance(fact, health.HealthFact):
        return changed(s, health=health.changed_by(s.health, fact))
    match fact:
        case f.Introduced():
            return _told_weeks(s, fact.gen2)
        case f.RegimeBegan():
            return fold_gaps.began(s, fact)
        case f.Labelled():
            return changed(
                s, clock_load=fact.load, inside_hours=fact.inside, available=fact.available, labelled_at=fact.at
            )
        case f.Switched():
            return _switched(s) if s.working else s
        case f.ParametersSet():
            return _parameters(s, fact)
        case f.SessionStarted() | f.SessionEnded() | f.EstimateAsked() | f.EstimateLeft() | f.Reestimated():
            return fold_sessions.changed_by(s, fact)
        case f.CommitmentOpened() | f.CommitmentPlanned() | f.CommitmentClosed():
            return _commitment(s, fact)
        case f.CommitmentsCounted():
            others = (each for each in s.counted if each[0] != fact.source)
            return changed(s, counted=(*others, (fact.source, fact.unplanned, fact.planned)))
        case f.Paused():
            return changed(s, paused=Pause(fact.at, fact.until), suggestion=None)
        case f.Resumed():
            return changed(s, paused=None, snoozed_until=None)
        case f.BreakBegan() | f.BreakEnded() | f.Suggested() | f.HeadsUpGiven():
            return fold_breaks.changed_by(s, fact)
        case f.Withdrawn() | f.Snoozed() | f.Skipped():
            return fold_breaks.changed_by(s, fact)
        case f.DayPlanned():
            return fold_day.planned(s, fact, keeping=PER_STRETCH)
        case f.DayNoticed() | f.DayExtended() | f.DayDismissed() | f.DayEnding() | f.LeftOpen() | f.DayEnded():
            return fold_day.changed_day(s, fact)
        case f.Corrected():
            return fold_gaps.corrected(s, fact)
        case f.GapAsked():
            return changed(s, gap_asked=s.last_gap and s.last_gap[1])
        case f.LimitTold():
            return changed(s, limits_told=(*s.limits_told, fact.name))
        case f.CheckedIn():
            return _answered(s, fact)
        case f.IncidentRecorded():
            return changed(s, incident=fact.at, lowest=s.pressure)
        case f.MeetingBegan() | f.MeetingEnded():
            return s
        case f.ClockStepped():
            raise ValueError("a step of the clock is applied before the state is carried on")
        case _:
            assert_never(fact)


def _told_weeks(s: State, gen2: float) -> State:
    known = checkins.follow(s.calibration, drive(s), lambda pools, _: pools._replace(gen2=gen2))
    said = health.answered(s.health, health.WEEKS, s.at)
    return changed(s, pools=s.pools._replace(gen2=gen2), calibration=known, health=said)


def _switched(s: State) -> State:
    under = drive(s)
    return changed(
        s,
        pools=switch(s.pools, under, s.law),
        calibration=checkins.switched(s.calibration, under, s.law),
        switches=s.switches + 1,
    )


def _answered(s: State, fact: f.CheckedIn) -> State:
    s = changed(s, health=health.answered(s.health, fact.item, fact.at))
    fatigue = checkins.fatigue_of(fact.item, fact.answer)
    if fatigue is None:
        return s
    known, pools, account = checkins.observe(s.calibration, s.pools, drive(s), s.law, fatigue)
    return changed(s, pools=pools, calibration=known, answered=Answered(fact.at, account))


def _parameters(s: State, fact: f.ParametersSet) -> State:
    law = law_of(fact.values)
    known = s.calibration
    if law.gain != s.law.gain:
        # The person has set it by hand; answers go on from there.
        known = replace(known, log_gain=checkins.begun(s.pools, law).log_gain)
    return changed(s, law=law, calibration=known, hysteresis=fact.values.get("hysteresis", s.hysteresis))


def _commitment(s: State, fact: f.CommitmentOpened | f.CommitmentPlanned | f.CommitmentClosed) -> State:
    match fact:
        case f.CommitmentOpened():
            opened = (*s.commitments, Commitment(fact.number, fact.text))
            return changed(s, commitments=opened, commitments_made=max(s.commitments_made, fact.number))
        case f.CommitmentPlanned():
            planned = (replace(c, when=fact.when) if c.number == fact.number else c for c in s.commitments)
            return changed(s, commitments=tuple(planned))
        case f.CommitmentClosed():
            return changed(s, commitments=tuple(c for c in s.commitments if c.number != fact.number))


def _shift(s: State, at: datetime) -> State:
    """``s`` on the new clock: lengths of time stay, instants move."""
    by = at - s.at

    def moved(instant: datetime | None) -> datetime | None:
        return instant and instant + by

    s = changed(
        s,
        at=at,
        regime_since=moved(s.regime_since),
        labelled_at=at,
        clock_set_at=at,
        gap_since=moved(s.gap_since),
        long_gaps=tuple((a + by, b + by) for a, b in s.long_gaps),
        rested_at=moved(s.rested_at),
        last_gap=s.last_gap and (s.last_gap[0] + by, s.last_gap[1] + by),
        gap_asked=moved(s.gap_asked),
        snoozed_until=moved(s.snoozed_until),
        skipped=moved(s.skipped),
        heads_up=moved(s.heads_up),
        corrections=tuple(
            replace(each, since=each.since + by, until=each.until + by, said=each.said + by) for each in s.corrections
        ),
        corrected_at=moved(s.corrected_at),
        incident=moved(s.incident),
        answered=s.answered and replace(s.answered, at=s.answered.at + by),
        health=health.shifted(s.health, by),
        suggested=tuple(each + by for each in s.suggested),
    )
    return changed(
        s,
        session=s.session and replace(s.session, since=s.session.since + by),
        paused=s.paused and replace(s.paused, since=s.paused.since + by, until=moved(s.paused.until)),
        break_=s.break_ and replace(s.break_, since=s.break_.since + by),
        suggestion=s.suggestion and replace(s.suggestion, since=s.suggestion.since + by),
        day=s.day and replace(s.day, ending=moved(s.day.ending)),
    )
