"""What do the facts of a session change in the state?"""

from dataclasses import replace
from datetime import datetime

from tray.core import facts as f
from tray.core.changed import changed
from tray.core.ongoing import Finished, Session
from tray.core.regime import Regime
from tray.core.state import State

_SessionFact = f.SessionStarted | f.SessionEnded | f.EstimateAsked | f.EstimateLeft | f.Reestimated
_LISTED = 100
"""At most so many finished sessions of a day are kept in mind."""


def changed_by(s: State, fact: _SessionFact) -> State:
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
            return changed(s, session=unasked(s.session))
        case f.Reestimated():
            # One that is used up already is not asked about at once: the person knew.
            asked = s.session.worked / fact.estimate if s.session and fact.estimate else 0.0
            anew = s.session and replace(s.session, estimate=fact.estimate, asked=asked, asking=False)
            return changed(s, session=anew)


def _started(fact: f.SessionStarted) -> Session:
    return Session(fact.label, fact.at, fact.estimate, fact.load, fact.by_hand, away_after=fact.away_after)


def unasked(session: Session | None) -> Session | None:
    """The session, no longer asked about."""
    return replace(session, asking=False) if session and session.asking else session


def _finished(s: State, at: datetime) -> State:
    if s.session is None:
        return s
    done = Finished(s.session.label, s.session.since, at, s.session.worked, s.session.estimate)
    return changed(s, sessions=(*s.sessions, done)[-_LISTED:])
