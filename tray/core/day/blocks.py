"""Blocks: time that the person keeps for one thing. Where one fits, when it begins and ends, and what came of it.

A place for a block lies inside the working hours and overlaps nothing that is busy: appointments, other blocks, steps
of to-dos that have a time, breaks at a time of day. For who named none of those, noon is left free as long as another
place is long enough. Time for a break is left between it and all of that. Of the places of a day the first is taken in
which the pressure stays below orange to its end, as the law has it go until then, with the breaks that are due on the
way and none in the block; where there is none, the one that ends lowest. Without a day that is the first day that has
such a place, of the week to come.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from tray.core import appointments, days_and_nights
from tray.core.appointments import Kind
from tray.core.context import Context
from tray.core.day.shutdown import TO_DO_TAKES
from tray.core.days_and_nights import DAY, Span, dates, instant, merged
from tray.core.law.law import advance, break_length, crossing, pressure
from tray.core.law.values import Drive, Pools, Regime
from tray.core.messages import facts as f
from tray.core.messages.facts import Cause
from tray.core.sensing import gaps
from tray.core.state.fold import fold
from tray.core.state.ongoing import Block
from tray.core.state.state import State, advance_to, drive
from tray.errors import NotPossible
from tray.lib.frozen import dataclass
from tray.lib.language.translation import say

SHORTEST, LONGEST = timedelta(minutes=15), timedelta(hours=8)
MOST = 50
"""So many blocks can be planned."""
DAYS = 8
"""Where no day is named: today and a week."""
TOLD_WITHIN = timedelta(minutes=30)
"""Later than this after its end, what came of a block is no news."""
_ROUND = timedelta(minutes=5)
_FREE_FROM, _FREE_UNTIL = time(9), time(18)
"""Of a day, where the person has no fixed hours."""
_NOON, _AFTER_NOON = time(12), time(13)
_WORKED_ABOUT = timedelta(hours=1)
"""Whose hours begin or end nearer to noon eats before or after them."""

Lunches = Callable[[date], Sequence[Span]]
"""The breaks that are wanted at a time of a day."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block fits."""

    start: datetime
    until: datetime
    ends_at: float
    """Percent of pressure at its end, as far as can be foreseen."""
    orange: datetime | None
    """When the pressure reaches orange in it; None when it does not."""


def on(state: State, at: datetime) -> Block | None:
    """The block in which ``at`` lies."""
    return next((each for each in state.blocks if each.start <= at < each.until), None)


def place(state: State, length: timedelta, day: date | None, lunches: Lunches, context: Context) -> Place:
    """The best place for a block, by the order above; ``state`` is as of now. Raises NotPossible without one."""
    if not SHORTEST <= length <= LONGEST:
        raise NotPossible(say("A block is 15 min to 8 h long, such as `backpressure block 2h`."))
    if len(state.blocks) >= MOST:
        raise NotPossible(say("{count} blocks are planned, which is as many as there can be.", count=MOST))
    today = days_and_nights.day_of(state.at, context.zone, context.settings.hours)
    days = [day] if day else list(dates(today, DAYS))
    # A day may end while its hours go on, or begin before it: then a break of the day beside it lies in them.
    wanted = [[span for beside in dates(each - DAY, 3) for span in lunches(beside)] for each in days]
    spared = [near or _noons(each, context) for each, near in zip(days, wanted, strict=True)]
    for kept in (spared, *([wanted] if spared != wanted else [])):
        fallback: Place | None = None
        for each, near in zip(days, kept, strict=True):
            found = sorted(_places(state, length, each, near, context), key=_worth)
            if found and found[0].orange is None:
                return found[0]
            fallback = fallback or next(iter(found), None)
        if fallback is not None:
            return fallback
    if (holiday := state.health.holiday) and (holiday.last is None or max(days) <= holiday.last):
        raise NotPossible(
            say(
                "You're on holiday, and a block lies within working hours. `backpressure holiday off` ends the holiday."
            )
        )
    raise NotPossible(_why_not(state, day, days, context))


def _why_not(state: State, day: date | None, days: Sequence[date], context: Context) -> str:
    """Why no block fits, and what would help: nothing is short enough for a time that has no working hours."""
    ends = [end for each in days for _, end in _hours(each, context)]
    if not ends:
        return (
            say("You're off that day, and a block lies within working hours. Try another day.")
            if day
            else say(
                "You're off all of the coming week, and a block lies within working hours. "
                "Name a later day: `backpressure block 1h DATE`."
            )
        )
    if max(ends) < state.at + SHORTEST:
        return say("Your working hours of that day are over. Try another day.")
    return (
        say("That day, nothing within your hours is free for that long. Try a shorter block, or another day.")
        if day
        else say("In the coming week, nothing within your hours is free for that long. Try a shorter block.")
    )


def _noons(day: date, context: Context) -> list[Span]:
    """When most people eat, on a day of who named no break at a time of day, and works before and after it."""
    noon = instant(day, _NOON, context.zone), instant(day, _AFTER_NOON, context.zone)
    about = noon[0] - _WORKED_ABOUT, noon[1] + _WORKED_ABOUT
    return [noon for begins, ends in _hours(day, context) if begins <= about[0] and about[1] <= ends]


def _worth(found: Place) -> tuple[bool, float, datetime]:
    return found.orange is not None, found.ends_at if found.orange else 0.0, found.start


def _places(state: State, length: timedelta, day: date, lunches: Sequence[Span], context: Context) -> Iterator[Place]:
    hours = _hours(day, context)
    apart = context.settings.breaks.shortest
    soonest = max(_free_from(state), state.at + apart if state.working else state.at)
    taken = merged(sorted((start - apart, until + apart) for start, until in _taken(state, lunches, context)))
    ahead = _Ahead(state, hours[0][0], lunches, context) if hours else None
    for begins, ends in hours:
        for start in _starts(max(begins, soonest), ends, taken):
            free = next((busy for busy, _ in taken if busy >= start), ends)
            if ahead and start + length <= min(free, ends):
                yield ahead.place(start, start + length)


def _free_from(state: State) -> datetime:
    """When what the person is in is over, as far as that is known."""
    ends = (state.break_ and state.break_.end, state.meeting and state.meeting.until)
    return max(state.at, *(end for end in ends if end)) if any(ends) else state.at


def _starts(begins: datetime, ends: datetime, taken: Sequence[Span]) -> Iterator[datetime]:
    """Where free time begins, on a round minute."""
    edges = [begins, *(until for _, until in taken if begins < until < ends)]
    for edge in edges:
        start = _rounded_up(edge)
        if not any(busy <= start < until for busy, until in taken):
            yield start


def _rounded_up(at: datetime) -> datetime:
    past = timedelta(
        minutes=at.minute % (_ROUND // timedelta(minutes=1)), seconds=at.second, microseconds=at.microsecond
    )
    return at + (_ROUND - past) if past else at


def _hours(day: date, context: Context) -> tuple[Span, ...]:
    zone, hours = context.zone, context.settings.hours
    if days_and_nights.has_hours(hours):
        return days_and_nights.working_ranges(day, zone, hours)
    if any(off.first <= day <= off.last for off in hours.days_off):
        return ()
    return ((instant(day, _FREE_FROM, zone), instant(day, _FREE_UNTIL, zone)),)


def _taken(state: State, lunches: Sequence[Span], context: Context) -> Iterator[Span]:
    yield from appointments.busy(each for each in context.appointments if each.kind is not Kind.OWN)
    yield from lunches
    yield from ((each.start, each.until) for each in state.blocks)
    yield from ((each.when, each.when + TO_DO_TAKES) for each in state.commitments if each.when)


class _Ahead:
    """How the pressure goes on a day to come, from its first hour or from now."""

    def __init__(self, state: State, begins: datetime, lunches: Sequence[Span], context: Context) -> None:
        self._settings = context.settings
        self._lunches = sorted(lunches)
        self._law = state.law
        begun = _at_work(state, max(begins, state.at), context)
        self._at, self._pools = begun.at, begun.pools
        self._stretch = begun.stretch
        self._work = replace(drive(begun), regime=Regime.WORK, gap=False)
        self._rest = replace(self._work, regime=Regime.REST)

    def place(self, start: datetime, until: datetime) -> Place:
        """The place, with what can be foreseen of it. Places are asked for in their order."""
        self._go_to(start - self._settings.breaks.shortest)
        pools = self._moved(self._pools, self._rest, start - self._at)
        bound, seconds = self._settings.levels.orange, (until - start).total_seconds()
        end = self._moved(pools, self._work, until - start)
        orange: datetime | None = start
        if pressure(pools, self._work, self._law) < bound:
            after = crossing(pools, self._work, bound, seconds, self._law)
            orange = None if after is None else start + timedelta(seconds=after)
        return Place(start, until, pressure(end, self._work, self._law), orange)

    def _go_to(self, end: datetime) -> None:
        """Work until then, with lunch, and a break whenever one is due."""
        while self._at < end:
            lunch = next((each for each in self._lunches if self._at < each[1]), None)
            if lunch and lunch[0] <= self._at:
                self._go(self._rest, min(lunch[1], end))
                self._stretch = timedelta()
                continue
            due = self._at + max(self._settings.breaks.after - self._stretch, timedelta())
            if due <= self._at:
                self._go(self._rest, min(self._at + self._break(), end))
                self._stretch = timedelta()
                continue
            until = min([end, due, *([lunch[0]] if lunch else [])])
            self._stretch += until - self._at
            self._go(self._work, until)

    def _break(self) -> timedelta:
        breaks = self._settings.breaks
        found = break_length(
            self._pools,
            self._work,
            Regime.REST,
            self._law,
            buys_seconds=breaks.buys.total_seconds(),
            threshold=self._settings.levels.orange,
            shortest_seconds=breaks.shortest.total_seconds(),
            longest_seconds=max(breaks.shortest, breaks.longest).total_seconds(),
            switches_per_hour=0.0,
        )
        return timedelta(seconds=found.seconds)

    def _go(self, under: Drive, until: datetime) -> None:
        self._pools, self._at = self._moved(self._pools, under, until - self._at), until

    def _moved(self, pools: Pools, under: Drive, passed: timedelta) -> Pools:
        return advance(pools, under, max(passed, timedelta()).total_seconds(), self._law)


def _at_work(state: State, at: datetime, context: Context) -> State:
    """The state as the person begins work at ``at``, or goes on with it if that is now."""
    zone, hours = context.zone, context.settings.hours
    if state.working and at <= state.at:
        return state
    free = replace(state, break_=None, paused=None, session=None, meeting=None)
    if state.working:
        free = fold(free, [gaps.opened(state.at, Cause.AWAY, zone, hours)])
    return advance_to(fold(free, gaps.closed(free, at, zone, hours)), at)


def begin(state: State, at: datetime) -> tuple[f.Fact, ...]:
    """A block begins, with its session, once the person is at work in it."""
    now = on(state, at)
    if now is None or now.begun or not state.working or state.health.holiday is not None:
        return ()
    goes_on = state.session is not None and state.session.label == now.label
    # One session ends where the next one starts.
    ended = (f.SessionEnded(at),) if state.session and not goes_on else ()
    session = () if goes_on else (f.SessionStarted(at, now.label),)
    return (*ended, *session, f.BlockBegan(at, now.identity[1], now.of))


def end(state: State, at: datetime) -> tuple[f.Fact, ...]:
    """The blocks that are over by now end at their end, however late that is seen; with each the session it began."""
    return tuple(fact for each in state.blocks if each.until <= at for fact in _over(state, each))


def _over(state: State, block: Block) -> Iterator[f.Fact]:
    ended = max(block.until, state.at)
    then = advance_to(state, ended)
    mine = then.session if block.begun and then.session and then.session.label == block.label else None
    yield f.BlockEnded(ended, block.identity[1], worked(then, block), block.of)
    if mine:
        yield f.SessionEnded(ended)


def worked(state: State, block: Block) -> timedelta:
    """How much was worked under its label since it began, as of ``state.at``."""
    if block.begun is None:
        return timedelta()
    done = (each.worked for each in state.sessions if each.label == block.label and each.since >= block.begun)
    now = state.session
    mine = now.worked if now and now.label == block.label else timedelta()
    return min(sum(done, mine), block.until - block.start)


def left(state: State, at: datetime, number: int) -> tuple[f.Fact, ...]:
    """The block is dropped, and the session that it began ends with it. Raises NotPossible where there is none."""
    found = next((each for each in state.blocks if each.number == number), None)
    if found is None:
        raise NotPossible(say("There's no block number {number}. `backpressure block list` lists them.", number=number))
    mine = found.begun and state.session and state.session.label == found.label
    return (f.BlockDropped(at, found.identity[1], found.of), *((f.SessionEnded(at),) if mine else ()))


def tell(state: State, at: datetime) -> tuple[f.Fact, ...]:
    """What came of the last block is told, once and soon."""
    over = state.block_over
    return (f.BlockTold(at, over.number),) if over and at < over.until + TOLD_WITHIN else ()


def changes(state: State) -> Iterator[datetime]:
    """When a block begins or ends."""
    for each in state.blocks:
        yield each.start
        yield each.until
