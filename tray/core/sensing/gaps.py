"""The gap between two inputs: rest, then time off, with sleep in it when it was long."""

from datetime import datetime, timedelta, tzinfo

from tray.core import days_and_nights
from tray.core.law.values import Regime
from tray.core.messages.facts import Cause, Fact, RegimeBegan
from tray.core.state.sleep import Span, nights, nights_after
from tray.core.state.state import State, advance_to
from tray.settings.defaults.every_setting import Hours

SUSPEND_IS_REST = timedelta(seconds=60)
"""A suspend as long as this is a gap; a shorter one changes nothing."""
REST_LASTS = timedelta(minutes=60)
"""A gap is REST for this long and OFF from then on (law/README.md, From input to regimes)."""


def opened(start: datetime, cause: Cause, zone: tzinfo, hours: Hours) -> RegimeBegan:
    """A gap began at ``start``: REST inside working hours, OFF outside."""
    return RegimeBegan(start, regime_of(start, start, zone, hours), cause)


def continued(state: State, at: datetime, zone: tzinfo, hours: Hours) -> tuple[Fact, ...]:
    """The boundaries of the open gap that were passed by ``at`` and are not recorded yet."""
    start, since = state.gap_since, state.regime_since
    if start is None or since is None or state.cause in (Cause.PAUSE, Cause.BLIND, Cause.FILM):
        return ()
    facts: list[Fact] = []
    regime = state.regime
    for edge in _edges(state, start, zone, hours):
        if since < edge <= at:
            now = regime_of(start, edge, zone, hours)
            if now is not regime:
                facts.append(RegimeBegan(edge, now, Cause.GAP))
                regime = now
    return tuple(facts)


def next_edge(state: State, zone: tzinfo, hours: Hours) -> datetime | None:
    """When the open gap next changes its regime by itself."""
    edges = continued(state, state.at + timedelta(days=2), zone, hours)
    return edges[0].at if edges else None


def closed(state: State, at: datetime, zone: tzinfo, hours: Hours, cause: Cause = Cause.INPUT) -> tuple[Fact, ...]:
    """The open gap ended at ``at``: what it held, and the work that begins."""
    work = RegimeBegan(at, Regime.WORK, cause)
    if state.gap_since is None:
        return (work,)
    return (*held(state, at, zone, hours), work)


def held(state: State, at: datetime, zone: tzinfo, hours: Hours) -> tuple[Fact, ...]:
    """What the open gap held by ``at``, with the sleep in it, as if it ended there."""
    if state.gap_since is None:
        return ()
    edges = continued(state, at, zone, hours)
    last = edges[-1].at if edges else state.regime_since or state.gap_since
    facts: list[Fact] = [*edges]
    for asleep, up in _nights(state, state.gap_since, at):
        if max(asleep, last) < up:
            facts.append(RegimeBegan(max(asleep, last), Regime.SLEEP, Cause.GAP))
            facts.append(RegimeBegan(up, Regime.OFF, Cause.GAP))
    return tuple(facts)


def _nights(state: State, start: datetime, at: datetime) -> tuple[Span, ...]:
    was_set = state.clock_set_at is not None and state.clock_set_at > start
    woke = at - timedelta(hours=advance_to(state, at).pools.awake_h) if was_set else start
    if woke <= start:
        return nights((start, at), state.long_gaps)
    # The sleep before the clock was set is told.
    return nights_after(woke, (start, at), state.long_gaps)


def regime_of(start: datetime, at: datetime, zone: tzinfo, hours: Hours) -> Regime:
    """What a gap from ``start`` on is at ``at``: rest in its first hour and inside working hours, else time off."""
    early = at < start + REST_LASTS
    return Regime.REST if early and days_and_nights.inside(at, zone, hours) else Regime.OFF


def _edges(state: State, start: datetime, zone: tzinfo, hours: Hours) -> list[datetime]:
    """Where the regime of a gap may change. A break begun on purpose keeps its regime while it lasts."""
    if state.break_:
        return [max(start + REST_LASTS, state.break_.end)]
    if state.cause is Cause.BREAK:
        return [start + REST_LASTS]
    first_hour = days_and_nights.labels_between(start, start + REST_LASTS, zone, hours, state.law)
    return [*(edge for edge, _ in first_hour), start + REST_LASTS]
