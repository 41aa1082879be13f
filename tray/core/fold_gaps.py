"""What do a gap between two inputs, and what the person says of one, change in the state?"""

from datetime import datetime, timedelta

from tray.core import checkins
from tray.core import facts as f
from tray.core.changed import changed
from tray.core.corrections import whole_said
from tray.core.fold_breaks import taken
from tray.core.fold_sessions import unasked
from tray.core.law import settle
from tray.core.regime import Regime
from tray.core.sleep import LONG_GAP
from tray.core.state import REST_COUNTS, Correction, State, rested, rested_by_word

_ZERO = timedelta(0)
_LONG_GAPS_KEPT = timedelta(days=2)
_MEANT = (f.Cause.BREAK, f.Cause.PAUSE)


def began(s: State, fact: f.RegimeBegan) -> State:
    """Another regime began: a gap opens, goes on or is over."""
    if fact.regime is Regime.WORK:
        s = _back(s, fact.at)
    elif s.gap_since is None:
        kept = tuple(each for each in s.corrections if each.until > fact.at)
        s = changed(s, gap_since=fact.at, gap_worked=_ZERO, gap_said=None, corrections=kept)
        s = changed(s, left_suggested=s.suggestion is not None, suggestion=None, session=unasked(s.session))
    if fact.cause in _MEANT:
        s = changed(s, gap_said=fact.regime)
    return changed(s, regime=fact.regime, cause=fact.cause, regime_since=fact.at)


def corrected(s: State, fact: f.Corrected) -> State:
    """From here to its end the span is what the person said it was."""
    if fact.until <= fact.at:
        return s
    said = Correction(fact.at, fact.until, fact.regime, fact.said or fact.until)
    kept = (each for each in s.corrections if each.until > (s.gap_since or s.at))
    after = changed(s, corrections=(*kept, said), corrected_at=max(said.said, s.corrected_at or said.said))
    return after if s.working or not after.working else rested_by_word(after)


def _back(s: State, at: datetime) -> State:
    """The gap is over."""
    if s.gap_since is None:
        return s
    gap = (s.gap_since, at)
    length, rest = at - s.gap_since, at - s.gap_since - s.gap_worked
    keep = length < LONG_GAP
    s = changed(s, pools=settle(s.pools, keep), calibration=checkins.settled(s.calibration, keep=keep), gap_since=None)
    if length >= REST_COUNTS:
        s = changed(s, last_gap=gap, last_gap_was=_said_of(s, gap))
    if rest >= REST_COUNTS:
        s = rested(taken(s) if s.left_suggested else s)
    kept = tuple(each for each in s.long_gaps if at - each[1] < _LONG_GAPS_KEPT)
    return changed(s, long_gaps=(*kept, gap) if rest >= LONG_GAP else kept)


def _said_of(s: State, gap: tuple[datetime, datetime]) -> Regime | None:
    """What the person said, or meant from the outset, that a whole gap was."""
    return whole_said(s.corrections, *gap) or s.gap_said
