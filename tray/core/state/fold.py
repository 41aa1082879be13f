"""What each fact changes: the left fold from facts to State, in the order of their instants."""

from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import assert_never

from tray.core.days_and_nights import is_credible
from tray.core.law import answer_model, short_rest_heavy_week
from tray.core.law.editions import edition
from tray.core.law.law import switch
from tray.core.law.law_on_record import ANSWER_MODEL, ANSWERS, law_of
from tray.core.law.values import Pools, Regime
from tray.core.messages import facts as f
from tray.core.state import agents, gain_filter, wellbeing
from tray.core.state.ongoing import (
    NOTHING_MORE_TO_PUT_OFF,
    Block,
    BlockOver,
    Break,
    ClockLeap,
    Counted,
    Finished,
    LeftDay,
    Mark,
    Meeting,
    Quiet,
    Reached,
    Session,
    Suggestion,
    whole_said,
)
from tray.core.state.state import (
    FIRST_START,
    RESTS_KEPT,
    Answered,
    Commitment,
    Correction,
    Day,
    Pause,
    State,
    advance_to,
    drive,
    follow_held,
    followed,
    learnt_by,
    new_stretch,
    rested,
    settled,
    turned,
)
from tray.core.state.what_counts_as_break import PER_STRETCH, REST_COUNTS
from tray.lib.frozen import changed

_LISTED = 100
"""At most so many finished sessions of a day are kept in mind."""


def _session_changed(s: State, fact: f.SessionFact) -> State:
    """``s`` after a fact of a session; what it says of one that is over already changes nothing."""
    match fact:
        case f.SessionStarted():
            s = _finished(s, fact.at)
            return changed(s, session=_started(fact))
        case f.SessionEnded():
            said_work = fact.by_gap and s.lived is Regime.WORK
            return s if said_work else changed(_finished(s, fact.at), session=None)
        case f.EstimateAsked():
            return changed(s, session=s.session and replace(s.session, asked=fact.share, asking=True))
        case f.EstimateLeft():
            return changed(s, session=_unasked(s.session))
        case f.Reestimated():
            # One that is used up already is not asked about at once: the person knew.
            asked = s.session.worked / fact.estimate if s.session and fact.estimate else 0.0
            anew = s.session and replace(s.session, estimate=fact.estimate, asked=asked, asking=False)
            return changed(s, session=anew)


def _started(fact: f.SessionStarted) -> Session:
    return Session(fact.label, fact.at, fact.estimate, fact.load, fact.by_hand, away_after=fact.away_after)


def _unasked(session: Session | None) -> Session | None:
    """The session, no longer asked about."""
    return replace(session, asking=False) if session and session.asking else session


def _finished(s: State, at: datetime) -> State:
    if s.session is None:
        return s
    done = Finished(s.session.label, s.session.since, at, s.session.worked, s.session.estimate)
    return changed(s, sessions=(*s.sessions, done)[-_LISTED:])


_HOUR = timedelta(hours=1)
_MARKS_KEPT = 20


def _break_changed(s: State, fact: f.BreakFact) -> State:
    """``s`` after a fact about a break, proposed or begun."""
    match fact:
        case f.BreakBegan():
            begun = Break(fact.kind, fact.at, fact.length, s.pressure)
            s = changed(s, break_=begun, breaks_begun=s.breaks_begun + 1)
            return changed(s, suggestion=None, snoozed_until=None, put_off=0, clock_again=None)
        case f.BreakExtended():
            return changed(s, break_=s.break_ and replace(s.break_, length=fact.length))
        case f.BreakEnded():
            return _break_ended(s, fact)
        case f.Suggested():
            return _suggested(s, fact)
        case f.AskedAgain():
            return _asked_again(s, fact)
        case f.Withdrawn():
            return _withdrawn(s)
        case f.Snoozed():
            again = s.suggestion.clock if s.suggestion else s.clock_again
            put_off = s.put_off + 1 if s.suggestion else s.put_off
            return changed(s, suggestion=None, snoozed_until=fact.until, put_off=put_off, clock_again=again)
        case f.Skipped():
            return _skipped(s, fact)
        case f.HeadsUpGiven():
            return changed(s, heads_up=fact.at)


def _withdrawn(s: State) -> State:
    """No suggestion stands. One that came before meetings leaves a break at a fixed time to come after them."""
    live = s.suggestion
    early = live.clock if live and live.reason == "meetings" else None
    told = tuple(each for each in s.clock_told if each != early) if early else s.clock_told
    return changed(s, suggestion=None, clock_told=told)


def _break_ended(s: State, fact: f.BreakEnded) -> State:
    begun = s.break_
    s = changed(s, break_=None)
    if begun is None or not fact.counts:
        return s
    s = _marked(s, begun.kind, begun.length, done=True)
    if not s.working:
        return changed(s, gap_break=fact.counts)
    return rested(s, begun.length) if fact.counts == "rest" else new_stretch(s)


def _marked(s: State, kind: str, length: timedelta, *, done: bool) -> State:
    return changed(s, marks=(*s.marks, Mark(kind, length, s.unbroken, done))[-_MARKS_KEPT:])


def _skipped(s: State, fact: f.Skipped) -> State:
    s = changed(
        s, day=s.day and replace(s.day, skipped=s.day.skipped + 1), clock_again=None, put_off=NOTHING_MORE_TO_PUT_OFF
    )
    live = s.suggestion
    s = changed(s, suggestion=None, snoozed_until=None)
    if live and (live.reason == "rhythm" or (live.reason == "meetings" and live.kind != "rest" and not live.clock)):
        return _marked(s, live.kind, live.length, done=True)
    return changed(s, skipped=fact.at, skipped_pressure=s.pressure, unbroken_at_skip=s.unbroken)


def _suggested(s: State, fact: f.Suggested) -> State:
    live = Suggestion(
        fact.at,
        fact.length,
        fact.enough,
        fact.buys,
        fact.pressure,
        fact.stretch,
        fact.kind,
        fact.clock,
        fact.reason,
        fact.level,
        quietly=fact.quietly,
        agents=fact.agents,
    )
    told = (*s.clock_told, fact.clock) if fact.clock else s.clock_told
    s = changed(_marked(s, fact.kind, fact.length, done=False), session=_unasked(s.session), clock_told=told)
    asked = s.suggested if live.reason == "rhythm" else _asked_at(s, fact.at)
    health = wellbeing.made_room(s.health)
    return changed(s, suggestion=live, suggested=asked, snoozed_until=None, clock_again=None, health=health)


def _asked_again(s: State, fact: f.AskedAgain) -> State:
    if s.suggestion is None:
        return s
    live = replace(
        s.suggestion,
        length=fact.length,
        enough=fact.enough,
        buys=fact.buys,
        level=fact.level,
        asked=s.suggestion.asked + 1,
        last_asked=fact.at,
    )
    return changed(s, suggestion=live, suggested=s.suggested if live.reason == "rhythm" else _asked_at(s, fact.at))


def _asked_at(s: State, at: datetime) -> tuple[datetime, ...]:
    """When the person was asked in the last hour; at least the last time."""
    return (*(each for each in s.suggested if at - each < _HOUR), at)


KEPT_DAYS = 27
"""Days before the present one whose worked time is kept."""


def _day_planned(s: State, fact: f.DayPlanned, *, keeping: Container[str]) -> State:
    """A day began, or its end changed; of the limits that were told, those in ``keeping`` outlast a day."""
    if s.day and s.day.day == fact.day:
        return changed(s, day=replace(s.day, planned=fact.end, known_since=fact.at, extended=None))
    if s.day and s.left_day and fact.day == s.left_day.day.day:
        return _day_again(s, s.day, s.left_day, fact)
    return _new_day(s, fact.day, fact.end, fact.at, keeping=keeping)


def _day_again(s: State, wrong: Day, left: LeftDay, fact: f.DayPlanned) -> State:
    """The clock was wrong that said it was another day: what was lived then was of the day that was left for it."""
    day = left.day
    if day.planned != fact.end:
        day = replace(day, planned=fact.end, known_since=fact.at, extended=None)
    known = [other for other, _ in s.last_days]
    place = known.index(day.day) if day.day in known else len(known)
    worked = sum((length for _, length in s.last_days[place + 1 :]), wrong.worked)
    day = replace(
        day,
        worked=day.worked + worked,
        taken=day.taken + wrong.taken,
        skipped=day.skipped + wrong.skipped,
        highest=max(day.highest, wrong.highest),
        attended=day.attended + wrong.attended,
    )
    return changed(
        s,
        day=day,
        last_days=s.last_days[:place],
        left_day=None,
        suggestion=None if day.ending or day.ended else s.suggestion,
        sessions=(*left.sessions, *s.sessions)[-_LISTED:],
        clock_told=(*left.clock_told, *s.clock_told),
        rests_today=(*left.rests, *s.rests_today)[-RESTS_KEPT:],
        limits_told=tuple(dict.fromkeys((*left.limits_told, *s.limits_told))),
        health=wellbeing.day_again(s.health, left.questions),
    )


def _new_day(s: State, day: date, end: datetime | None, at: datetime, *, keeping: Container[str]) -> State:
    # What was worked before the first day on record was of the same one, for all that is known.
    free_since = None if s.day is None else s.at if s.working else s.rest_since
    begun = Day(day, end, at, begun=s.at, free_since=free_since)
    before = (*s.last_days, (s.day.day, s.day.worked))[-KEPT_DAYS:] if s.day else s.last_days
    left = s.left_day
    if s.day and not is_credible(s.day.day, day):
        limits = tuple(name for name in s.limits_told if name not in keeping)
        left = LeftDay(s.day, s.sessions, s.clock_told, s.rests_today, limits, s.health.put_today)
    told = tuple(name for name in s.limits_told if name in keeping)
    s = changed(s, sessions=(), clock_told=(), clock_again=None, rests_today=())
    return changed(s, day=begun, last_days=before, left_day=left, limits_told=told, health=wellbeing.new_day(s.health))


def _day_changed(s: State, fact: f.DayFact) -> State:
    """``s`` with its day changed; a fact of another day changes nothing."""
    if s.day is None or s.day.day != fact.day:
        return s
    match fact:
        case f.DayNoticed():
            return changed(s, day=replace(s.day, noticed=(*s.day.noticed, fact.before), told_at=fact.at))
        case f.DayExtended():
            again = tuple(before for before in s.day.noticed if before)
            return changed(s, day=replace(s.day, extended=fact.until, noticed=again, ending=None, left_open=()))
        case f.DayDismissed():
            return changed(s, day=replace(s.day, dismissed=True, ending=None, left_open=()))
        case f.DayEnding():
            return changed(s, day=replace(s.day, ending=fact.at), suggestion=None)
        case f.LeftOpen():
            named = (fact.of, fact.number)
            number = next((c.number for c in s.commitments if c.identity == named), fact.number)
            return changed(s, day=replace(s.day, left_open=(*s.day.left_open, number)))
        case f.DayEnded():
            return changed(s, day=replace(s.day, ended=fact.at), suggestion=None)
        case _:
            assert_never(fact)


_MEANT = (f.Cause.BREAK, f.Cause.PAUSE)


def _regime_began(s: State, fact: f.RegimeBegan) -> State:
    """Another regime began: a gap opens, goes on or is over."""
    if s.regime_since is None and s.rest_since is None and not s.stretch:
        # The first that is known of the person: of what was before nobody can say that they were awake.
        got_up = Pools(s.pools.gen0, s.pools.gen1, s.pools.gen2)
        s = changed(s, pools=got_up, gain_filter=s.gain_filter and gain_filter.got_up(s.gain_filter))
    if fact.regime is Regime.WORK:
        s = _at_work(_back(s, fact.at), fact.at)
    elif s.gap_since is None:
        kept = tuple(each for each in s.corrections if each.until > fact.at)
        s = changed(s, gap_since=fact.at, gap_said=None, gap_break="", corrections=kept)
        s = changed(s, suggestion=None, session=_unasked(s.session))
    if fact.cause in _MEANT:
        s = changed(s, gap_said=fact.regime)
    return changed(s, regime=fact.regime, cause=fact.cause, regime_since=fact.at)


def _at_work(s: State, at: datetime) -> State:
    """Work goes on, from where the pressure is by now."""
    kept = tuple(each for each in s.reached if s.pressure >= each.bound - s.hysteresis)
    s = s if kept == s.reached else changed(s, reached=kept)
    return s if s.stretch or s.stretch_since == at else changed(s, stretch_since=at)


def _corrected(s: State, fact: f.Corrected) -> State:
    """From here to its end the span is what the person said it was."""
    if fact.until <= fact.at:
        return s
    said = Correction(
        fact.at, fact.until, fact.regime, fact.said or fact.until, fact.meeting, fact.judged, fact.clock_set
    )
    kept = (each for each in s.corrections if each.until > (s.gap_since or s.at))
    made = _that_can_be_taken_back((*s.corrections_made, said))
    latest = max(said.said, s.corrected_at or said.said)
    if (said.since, said.said) in s.never_said:
        return changed(s, corrected_at=latest)
    return changed(s, corrections=(*kept, said), corrections_made=made, corrected_at=latest)


def _that_can_be_taken_back(made: tuple[Correction, ...]) -> tuple[Correction, ...]:
    """In the order in which it was said; with each word goes what follows from it."""
    words = sorted({each.said for each in made})[-_TAKEN_BACK:]
    return tuple(sorted((each for each in made if each.said in words), key=lambda each: each.said))


def _taken_back(s: State, fact: f.CorrectionUndone) -> State:
    """What was said of a span holds no longer, and what was said before does.

    It comes just before the span, so that what is taken back has never held, not even for no time. (In old records it
    comes with the span.)
    """
    taken = (fact.begins or fact.at, fact.said)

    def held(said: tuple[Correction, ...]) -> tuple[Correction, ...]:
        return tuple(each for each in said if (each.since, each.said) != taken)

    never = (*(each for each in s.never_said if each[0] >= fact.at), *([taken] if taken[0] > fact.at else []))
    made = held(s.corrections_made)
    return changed(s, corrections=held(s.corrections), corrections_made=made, never_said=never)


def _day_began(s: State, fact: f.DayBegan) -> State:
    """What is said of a span counts for the day of the span, though nobody was there to see that day begin."""
    return s if s.day and s.day.day >= fact.day else _new_day(s, fact.day, None, fact.at, keeping=PER_STRETCH)


def _back(s: State, at: datetime) -> State:
    """The gap is over."""
    if s.gap_since is None:
        return s
    gap = (s.gap_since, at)
    s = changed(s, gap_since=None)
    if s.rest_since is not None and s.own_word is None:
        s = settled(s, s.rest_since)
    if at - gap[0] < REST_COUNTS:
        return s
    return changed(s, last_gap=gap, last_gap_was=_said_of(s, gap))


def _said_of(s: State, gap: tuple[datetime, datetime]) -> Regime | None:
    """What the person said, or meant from the outset, that a whole gap was."""
    said = whole_said(s.corrections, *gap)
    return said.regime if said else s.gap_said


_TAKEN_BACK = 20
"""So many of the things that were said of spans can be taken back, one after the other."""
_MEETINGS_KEPT = timedelta(hours=36)
_MOST_MEETINGS = 100
RULES = 18
"""Raised whenever a fact comes to mean something else, so that no snapshot from before is gone on with."""


_TURNING = (f.RegimeBegan, f.Corrected, f.CorrectionUndone)


def fold(state: State, facts: Iterable[f.Fact]) -> State:
    """``state`` after ``facts``, which come in the order of their instants."""
    for fact in facts:
        state = apply(state, fact)
    return state


def apply(state: State, fact: f.Fact) -> State:
    """``state`` carried on to the instant of ``fact`` and changed by it."""
    if isinstance(fact, f.Switched):
        return _switched(advance_to(state, fact.at))
    if isinstance(fact, f.ClockStepped):
        return _shift(advance_to(state, fact.before), fact.at)
    before = advance_to(state, fact.at)
    after = _changed(before, fact)
    if isinstance(fact, _TURNING):
        after = turned(before, after)
    same = (
        after.pools is before.pools
        and after.commitments is before.commitments
        and after.counted is before.counted
        and after.agents is before.agents
        and after.law is before.law
    )
    return after if same and after.hysteresis == before.hysteresis else follow_held(after)


def _changed(s: State, fact: f.Fact) -> State:
    if isinstance(fact, f.RegimeBegan):
        return _regime_began(s, fact)
    if isinstance(fact, f.HealthFact):
        return changed(s, health=wellbeing.changed_by(s.health, fact))
    if isinstance(fact, f.SessionFact):
        return _session_changed(s, fact)
    if isinstance(fact, f.BreakFact):
        return _break_changed(s, fact)
    if isinstance(fact, f.DayFact):
        return _day_changed(s, fact)
    if isinstance(fact, f.CommitmentFact):
        return _commitment(s, fact)
    if isinstance(fact, f.BlockFact):
        return _block(s, fact)
    match fact:
        case f.Introduced():
            return _told_weeks(s, fact.gen2)
        case f.Labelled():
            return changed(
                s, clock_load=fact.load, inside_hours=fact.inside, available=fact.available, labelled_at=fact.at
            )
        case f.ParametersSet():
            return _parameters(s, fact)
        case f.CommitmentsCounted():
            others = (each for each in s.counted if each.source != fact.source)
            return changed(s, counted=(*others, Counted(fact.source, fact.unplanned, fact.planned, fact.ends)))
        case f.AgentReported():
            return changed(s, agents=agents.heard(s.agents, fact))
        case f.Paused():
            return changed(s, paused=Pause(fact.at, fact.until), suggestion=None)
        case f.Resumed():
            return changed(s, paused=None, snoozed_until=None)
        case f.QuietBegan():
            return changed(s, quiet=Quiet(fact.at, fact.until))
        case f.QuietEnded():
            return changed(s, quiet=None)
        case f.MeetingSaid():
            return changed(s, meeting=Meeting(s.meeting.since if s.meeting else fact.at, fact.until))
        case f.MeetingLeft():
            return changed(s, meeting=None)
        case f.LevelReached():
            known = any(each.level == fact.level for each in s.reached)  # by another machine that saw the same
            return s if known else changed(s, reached=(*s.reached, Reached(fact.level, fact.bound, fact.at)))
        case f.DayPlanned():
            return _day_planned(s, fact, keeping=PER_STRETCH)
        case f.DayBegan():
            return _day_began(s, fact)
        case f.Corrected():
            return _corrected(s, fact)
        case f.CorrectionUndone():
            return _taken_back(s, fact)
        case f.GapAsked():
            leap = s.clock_leap and replace(s.clock_leap, asked=True)
            return changed(s, gap_asked=s.last_gap and s.last_gap[1], clock_leap=leap)
        case f.ClockLeapt():
            return changed(s, clock_leap=ClockLeap(fact.before, fact.at, fact.stood, fact.of))
        case f.ClockLeapAnswered():
            return changed(s, clock_leap=s.clock_leap and replace(s.clock_leap, answered=True))
        case f.LimitTold():
            return changed(s, limits_told=(*s.limits_told, fact.name))
        case f.CheckedIn():
            return _answered(s, fact)
        case f.IncidentRecorded():
            return changed(s, incident=fact.at, lowest=s.pressure)
        case f.MeetingBegan() | f.MeetingEnded():
            return s
        case f.MeetingPlanned():
            return _meeting_planned(s, fact)
        case f.MeetingReplanned():
            return _meeting_replanned(s, fact)
        case f.DaysOffRead():
            return changed(s, days_off=fact.days)
        case f.HoursRead():
            return changed(s, calendar_hours=fact.spans)
        case f.Switched() | f.ClockStepped():
            raise ValueError("these are applied as they come")
        case _:
            assert_never(fact)


def _meeting_planned(s: State, fact: f.MeetingPlanned) -> State:
    """Meetings of the day before are kept as well: a day may go on after midnight."""
    new = (fact.at, fact.until)
    if fact.until <= fact.at:
        return s
    kept = {each for each in s.planned_meetings if fact.at - each[0] < _MEETINGS_KEPT}
    return changed(s, planned_meetings=tuple(sorted({*kept, new})[-_MOST_MEETINGS:]))


def _meeting_replanned(s: State, fact: f.MeetingReplanned) -> State:
    known = {each for each in s.planned_meetings if each != (fact.start, fact.before)}
    if fact.start < fact.until:
        known.add((fact.start, fact.until))
    return changed(s, planned_meetings=tuple(sorted(known)))


def _block(s: State, fact: f.BlockFact) -> State:
    """``s`` after a fact of a block; what it says of one that is over already changes nothing."""
    if isinstance(fact, f.BlockPlanned):
        made, number = max(s.blocks_made, fact.number), fact.number
        if any(each.number == number for each in s.blocks):
            # Planned on another machine that did not know of it: it is shown by the next number that is free.
            made = number = made + 1
        planned_as = None if number == fact.number else fact.number
        foreseen = (fact.ends_at, fact.orange, None)
        planned = Block(number, fact.start, fact.until, fact.label, *foreseen, fact.of, planned_as)
        in_order = sorted((*s.blocks, planned), key=lambda each: (each.start, each.number))
        return changed(s, blocks=tuple(in_order), blocks_made=made)
    if isinstance(fact, f.BlockTold):
        return changed(s, block_over=None)
    known = next((each for each in s.blocks if each.identity == (fact.of, fact.number)), None)
    if known is None:
        return s
    others = tuple(each for each in s.blocks if each is not known)
    match fact:
        case f.BlockBegan():
            begun = replace(known, begun=fact.at)
            return changed(s, blocks=tuple(begun if each is known else each for each in s.blocks))
        case f.BlockDropped():
            return changed(s, blocks=others)
        case f.BlockEnded():
            over = BlockOver(known.number, known.label, known.start, known.until, fact.worked)
            return changed(s, blocks=others, block_over=over)


def _told_weeks(s: State, gen2: float) -> State:
    known = s.gain_filter and gain_filter.follow(s.gain_filter, drive(s), lambda pools, _: pools._replace(gen2=gen2))
    said = wellbeing.answered(s.health, wellbeing.WEEKS, s.at)
    return changed(s, pools=s.pools._replace(gen2=gen2), gain_filter=known, health=said)


def _switched(s: State) -> State:
    """Half of all facts, so that all that follows is written at once."""
    if (s.lived if s.corrections else s.regime) is not Regime.WORK:
        return s
    under, known = drive(s), s.agents
    if known.answered and not known.elsewhere:
        known = changed(known, elsewhere=True)
    pools = switch(s.pools, under, s.law)
    held, lowest = followed(s, pools)
    return changed(
        s,
        agents=known,
        pools=pools,
        gain_filter=s.gain_filter and gain_filter.switched(s.gain_filter, under, s.law),
        switches=s.switches + 1,
        held=held,
        lowest=lowest,
    )


def _answered(s: State, fact: f.CheckedIn) -> State:
    s = changed(s, health=wellbeing.answered(s.health, fact.item, fact.at))
    fatigue = answer_model.fatigue_of(fact.item, fact.answer)
    if fatigue is None:
        return s
    if s.gain_filter is not None:
        filtered, pools = gain_filter.observe(s.gain_filter, s.pools, drive(s), s.law, fatigue)
        return changed(s, pools=pools, gain_filter=filtered)
    before, pressure = learnt_by(s), s.pressure
    learnt, surprise = answer_model.observed(before, pressure, fatigue)
    gen1 = answer_model.nudged(s.pools.gen1, surprise)
    told = Answered(
        fact.at,
        fact.item,
        fact.answer,
        answer_model.expected(before, pressure),
        answer_model.nudge(surprise),
        gen1 - s.pools.gen1,
    )
    return changed(s, pools=s.pools._replace(gen1=gen1), learnt=learnt, learnt_at=s.at, answered=told)


def _parameters(s: State, fact: f.ParametersSet) -> State:
    law = law_of(fact.values)
    known = s.gain_filter
    if fact.values.get(ANSWERS, 0.0) >= ANSWER_MODEL:
        if known is not None:
            # From here on the gain is that of the settings, and answers are understood anew: old ones are facts.
            s = changed(s, gain_filter=None, learnt_at=s.at)
    elif known is not None and law.gain != s.law.gain:
        # The person has set it by hand; answers go on from there.
        s = changed(s, gain_filter=replace(known, log_gain=gain_filter.begun(s.pools, law).log_gain))
    if s.pools == FIRST_START and s.regime_since is None:
        # Nothing is known yet: the last weeks have left what is usual in this edition.
        s = changed(s, pools=s.pools._replace(gen2=edition(law.edition).normal))
    load = short_rest_heavy_week.factor(s.labels, law)
    return changed(s, law=law, labels_load=load, hysteresis=fact.values.get("hysteresis", s.hysteresis))


def _commitment(s: State, fact: f.CommitmentFact) -> State:
    match fact:
        case f.CommitmentOpened():
            made, number = max(s.commitments_made, fact.number), fact.number
            if any(c.number == number for c in s.commitments):
                # Opened on another machine that did not know of it: it is shown by the next number that is free.
                made = number = made + 1
            opened_as = None if number == fact.number else fact.number
            opened = Commitment(number, fact.text, None, fact.of, opened_as)
            return changed(s, commitments=(*s.commitments, opened), commitments_made=made)
        case f.CommitmentPlanned():
            named, when, near = (fact.of, fact.number), fact.when, fact.near
            planned = (replace(c, when=when, near=near) if c.identity == named else c for c in s.commitments)
            return changed(s, commitments=tuple(planned))
        case f.CommitmentClosed():
            named = (fact.of, fact.number)
            return changed(s, commitments=tuple(c for c in s.commitments if c.identity != named))


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
        stretch_since=moved(s.stretch_since),
        rested_at=moved(s.rested_at),
        reached=tuple(replace(each, at=each.at + by) for each in s.reached),
        last_gap=s.last_gap and (s.last_gap[0] + by, s.last_gap[1] + by),
        gap_asked=moved(s.gap_asked),
        clock_leap=None,
        snoozed_until=moved(s.snoozed_until),
        skipped=moved(s.skipped),
        heads_up=moved(s.heads_up),
        corrections=tuple(
            replace(each, since=each.since + by, until=each.until + by, said=each.said + by) for each in s.corrections
        ),
        # What was said of time on the old clock has its place there, where nothing more is put on record.
        corrections_made=(),
        never_said=(),
        corrected_at=moved(s.corrected_at),
        rest_since=moved(s.rest_since),
        last_rest=s.last_rest and (s.last_rest[0] + by, s.last_rest[1] + by),
        rest_taken=s.rest_taken and (s.rest_taken[0] + by, s.rest_taken[1] + by),
        incident=moved(s.incident),
        answered=s.answered and replace(s.answered, at=s.answered.at + by),
        learnt_at=moved(s.learnt_at),
        labels=short_rest_heavy_week.shifted(s.labels, by),
        health=wellbeing.shifted(s.health, by),
        agents=agents.shifted(s.agents, by),
        suggested=tuple(each + by for each in s.suggested),
    )
    return changed(
        s,
        session=s.session and replace(s.session, since=s.session.since + by),
        paused=s.paused and replace(s.paused, since=s.paused.since + by, until=moved(s.paused.until)),
        break_=s.break_ and replace(s.break_, since=s.break_.since + by),
        suggestion=s.suggestion
        and replace(s.suggestion, since=s.suggestion.since + by, last_asked=moved(s.suggestion.last_asked)),
        quiet=s.quiet and replace(s.quiet, since=s.quiet.since + by, until=moved(s.quiet.until)),
        meeting=s.meeting and replace(s.meeting, since=s.meeting.since + by, until=moved(s.meeting.until)),
        day=s.day
        and replace(s.day, ending=moved(s.day.ending), begun=moved(s.day.begun), free_since=moved(s.day.free_since)),
    )
