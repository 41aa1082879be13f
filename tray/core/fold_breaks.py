"""What do suggestions, and breaks begun on purpose, change in the state?"""

from dataclasses import replace
from datetime import timedelta

from tray.core import facts as f
from tray.core.changed import changed
from tray.core.fitting import FIRM_ALLOWS
from tray.core.fold_sessions import unasked
from tray.core.ongoing import Break, Suggestion
from tray.core.state import State

_BreakFact = f.BreakBegan | f.BreakEnded | f.Suggested | f.Withdrawn | f.Snoozed | f.Skipped | f.HeadsUpGiven
_HOUR = timedelta(hours=1)


def changed_by(s: State, fact: _BreakFact) -> State:
    """``s`` after a fact about a break, proposed or begun."""
    match fact:
        case f.BreakBegan():
            begun = Break(fact.kind, fact.at, fact.length, s.pressure)
            return changed(s, break_=begun, suggestion=None, snoozed_until=None, put_off=0, clock_again=None)
        case f.BreakEnded():
            halfway = s.break_ is not None and fact.at - s.break_.since >= s.break_.length / 2
            return changed(taken(s) if halfway else s, break_=None)
        case f.Suggested():
            return _suggested(s, fact)
        case f.Withdrawn():
            return changed(s, suggestion=None)
        case f.Snoozed():
            again = s.suggestion.clock if s.suggestion else s.clock_again
            put_off = s.put_off + 1 if s.suggestion else s.put_off
            return changed(s, suggestion=None, snoozed_until=fact.until, put_off=put_off, clock_again=again)
        case f.Skipped():
            s = changed(s, day=s.day and replace(s.day, let_go=s.day.let_go + 1), clock_again=None, put_off=FIRM_ALLOWS)
            return changed(s, suggestion=None, skipped=fact.at, skipped_pressure=s.pressure, stretch_at_skip=s.stretch)
        case f.HeadsUpGiven():
            return changed(s, heads_up=fact.at)


def taken(s: State) -> State:
    """One more break of this day was taken."""
    return changed(s, day=s.day and replace(s.day, taken=s.day.taken + 1))


def _suggested(s: State, fact: f.Suggested) -> State:
    recent = tuple(at for at in s.suggested if fact.at - at < _HOUR)
    live = Suggestion(fact.at, fact.length, fact.enough, fact.buys, fact.pressure, fact.stretch, fact.kind, fact.clock)
    told = (*s.clock_told, fact.clock) if fact.clock else s.clock_told
    s = changed(s, session=unasked(s.session), clock_told=told, clock_again=None)
    return changed(s, suggestion=live, suggested=(*recent, fact.at), snoozed_until=None)
