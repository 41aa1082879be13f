"""Judges anew what is left of a gap in which the person says that they worked, as if the work had been seen.

Sensing takes a gap for what its length and its hour make of it: rest, time off, sleep. Work that is said of its middle
leaves two gaps, each with its own length and its own first hour; a rest that is said of work between two gaps makes
one of them. What follows is put on record beside the person's word, by the same moment, and is taken back with it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from tray.core import days_and_nights
from tray.core.context import Context
from tray.core.law.values import Regime
from tray.core.messages.facts import Cause, ClockStepped, Corrected, Fact
from tray.core.sensing import gaps
from tray.core.state.ongoing import Correction
from tray.core.state.sleep import LONG_GAP, Span, nights
from tray.core.state.state import State
from tray.core.state.walk_through_record import Stage, walk
from tray.lib.frozen import dataclass
from tray.lib.steps import Steps

Past = Callable[[datetime], tuple[State, Iterable[Fact]]]
"""A state from before an instant, and the facts after it."""

_BEFORE = timedelta(days=3)
"""So far back there may be a gap which tells whether a later one holds sleep."""
_AFTER = timedelta(days=1)
"""So long does a gap tell on the next ones."""
_AT_ONCE = 500
"""Facts and stages between them that are gone through before the first step ends: days of work and a night."""
_A_STEP = 10
_AS_SENSED = (Cause.PAUSE, Cause.BLIND, Cause.FILM)
"""What these make of a gap doesn't follow from its length."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A time in which nothing changed."""

    since: datetime
    until: datetime
    lived: Regime
    sensed: Regime
    cause: Cause
    gap_since: datetime | None
    rest_since: datetime | None
    said: Correction | None
    """The person's own word."""
    known: bool
    """Something was known of the person by then."""
    long_gaps: tuple[Span, ...]

    @property
    def works(self) -> bool:
        return self.lived is Regime.WORK

    @property
    def is_other_than_sensed(self) -> bool:
        """The person said that they worked where none was sensed, or that they didn't where it was."""
        return self.said is not None and (self.said.regime is Regime.WORK) is not (self.sensed is Regime.WORK)


@dataclass(frozen=True, slots=True)
class _Gap:
    """A time without work, whoever told of its bounds."""

    since: datetime
    until: datetime
    parts: tuple[_Part, ...]
    is_over: bool
    said: datetime | None
    """When the last word was said that made it what it is; None where it is as it was sensed."""


def judging(
    past: Past, news: Sequence[Fact], window: Span, present: State, context: Context
) -> Steps[tuple[Fact, ...]]:
    """What ``news``, which are to be recorded and speak of ``window``, make of the gaps around it.

    ``present`` is the state without them. It goes on in steps where much was lived around there, or where no snapshot
    lies near. Raises StoreError where the past cannot be read.
    """
    found = yield from _gaps(past, news, window, present)
    known = [each.said for each in found if each.said]
    if not known:
        return ()
    facts: list[Fact] = []
    before = [*found[0].parts[0].long_gaps]
    for each in found:
        asleep = nights((each.since, each.until), tuple(before)) if each.is_over else ()
        facts += _judged(each, each.said or max(known), asleep, context)
        if each.until - each.since >= LONG_GAP:
            before.append((each.since, each.until))
    begin = present.clock_set_at
    return tuple(fact for fact in facts if begin is None or fact.at >= begin)


def _judged(gap: _Gap, said: datetime, asleep: Sequence[Span], context: Context) -> Iterator[Corrected]:
    """Where the gap is something else than it is taken for."""
    for part in gap.parts:
        if part.said is not None:
            continue
        for since, until in pairwise(_bounds(part, gap, asleep, context)):
            if any(start <= since < end for start, end in asleep):
                wanted = Regime.SLEEP
            else:
                wanted = _awake(part, gap, since, context)
            if wanted is not part.lived:
                yield Corrected(since, until, wanted, said, judged=True)


def _awake(part: _Part, gap: _Gap, at: datetime, context: Context) -> Regime:
    if gap.said is None:
        return Regime.OFF if part.sensed is Regime.SLEEP else part.sensed
    if part.cause in _AS_SENSED or (part.cause is Cause.BREAK and part.gap_since == gap.since):
        return part.sensed
    return gaps.regime_of(gap.since, at, context.zone, context.settings.hours)


def _bounds(part: _Part, gap: _Gap, asleep: Sequence[Span], context: Context) -> list[datetime]:
    first_hour = gap.since + gaps.REST_LASTS
    inside = {edge for span in asleep for edge in span} | {first_hour}
    if part.since < first_hour:
        hours, law = context.settings.hours, context.settings.law
        inside |= {edge for edge, _ in days_and_nights.labels_between(gap.since, first_hour, context.zone, hours, law)}
    return [part.since, *sorted(edge for edge in inside if part.since < edge < part.until), part.until]


def _gaps(past: Past, news: Sequence[Fact], window: Span, present: State) -> Steps[list[_Gap]]:
    start, end = window
    state, facts = past(start - _BEFORE)
    if state.rest_since is not None and state.rest_since < state.at:
        state, facts = past(state.rest_since)  # a long gap is looked at from where it began
    parts = yield from _parts(state, _with(news, facts, present.clock_set_at, state), end + _AFTER, present.at)
    found: list[_Gap] = []
    begun: list[_Part] = []
    work: _Part | None = None
    for part in parts:
        if part.known and not part.works:
            begun.append(part)
            continue
        if begun:
            found.append(_gap(work, begun, part))
        begun, work = [], part
    if begun:
        found.append(_gap(work, begun, None))
    return found


def _gap(before: _Part | None, parts: list[_Part], after: _Part | None) -> _Gap:
    around = [each for each in (before, *parts, after) if each is not None and each.is_other_than_sensed]
    said = max((each.said.said for each in around if each.said), default=None)
    is_over = after is not None and after.works
    return _Gap(parts[0].rest_since or parts[0].since, parts[-1].until, tuple(parts), is_over, said)


def _with(news: Sequence[Fact], facts: Iterable[Fact], set_at: datetime | None, start: State) -> Iterator[Fact]:
    """All in the order of their instants; the news speak of the time since the clock was last set."""
    left = sorted(news, key=lambda each: each.at)
    on_this_clock = start.clock_set_at == set_at
    for fact in facts:
        while on_this_clock and left and left[0].at < fact.at:
            yield left.pop(0)
        yield fact
        on_this_clock = on_this_clock or (isinstance(fact, ClockStepped) and fact.at == set_at)
    yield from left


def _parts(state: State, facts: Iterable[Fact], enough: datetime, until: datetime) -> Steps[list[_Part]]:
    """What was lived up to ``until``, or to the first work after ``enough``; of what lies on one clock the last."""
    parts: list[_Part] = []
    for count, stage in enumerate(walk(state, facts, until)):
        if count >= _AT_ONCE and count % _A_STEP == 0:
            yield
        state = stage.after
        if not isinstance(stage, Stage):
            continue
        part = _part(stage.before, stage.after.at)
        if parts and part.since != parts[-1].until:
            parts.clear()  # the clock was set
        if parts and replace(part, since=parts[-1].since, until=parts[-1].until) == parts[-1]:
            parts[-1] = replace(parts[-1], until=part.until)
            continue
        if parts and parts[-1].works and parts[-1].until > enough:
            return parts
        parts.append(part)
    return [*parts, _part(state, state.at)]


def _part(state: State, until: datetime) -> _Part:
    return _Part(
        state.at,
        until,
        state.lived,
        state.regime,
        state.cause,
        state.gap_since,
        state.rest_since,
        state.own_word,
        state.regime_since is not None,
        state.long_gaps,
    )
