"""What the facts add up to: ``state = fold(facts)``; between two facts the law carries it on."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from tray.core.days_and_nights import Span, merged, overlap
from tray.core.law import answer_model, short_rest_heavy_week
from tray.core.law.answer_model import Expected, Learnt
from tray.core.law.deadline_weight import next_rise, rise
from tray.core.law.editions import edition
from tray.core.law.law import Drive, Pools, advance, live, settle
from tray.core.law.law_on_record import BEFORE
from tray.core.law.short_rest_heavy_week import Labels
from tray.core.law.values import Regime
from tray.core.messages.facts import Cause
from tray.core.state import gain_filter
from tray.core.state.agents import Agents
from tray.core.state.gain_filter import GainFilter, carried
from tray.core.state.load_and_overrun_steps import kind_load, overrun_load, until_next_step
from tray.core.state.ongoing import (
    Answered,
    Block,
    BlockOver,
    Break,
    ClockLeap,
    Commitment,
    Correction,
    Counted,
    Day,
    Finished,
    LeftDay,
    Machine,
    Mark,
    Meeting,
    Pause,
    Quiet,
    Reached,
    Session,
    Suggestion,
    said_of,
)
from tray.core.state.sleep import LONG_GAP
from tray.core.state.wellbeing import Health
from tray.core.state.what_counts_as_break import PER_STRETCH, REST_COUNTS, SWITCHES_FROM, is_break
from tray.lib.frozen import changed, dataclass
from tray.settings.defaults.every_setting import Law

__all__ = [
    "FIRST_START",
    "Answered",
    "Break",
    "Commitment",
    "Correction",
    "Day",
    "Pause",
    "State",
    "advance_to",
    "drive",
    "follow_held",
    "followed",
    "is_here",
    "learnt_by",
    "own",
    "timeless",
    "turned",
]

_ZERO = timedelta(0)
_NO_TIME = datetime.min.replace(tzinfo=UTC)
_HOUR = timedelta(hours=1)
FIRST_START = Pools(gen2=edition(1).normal)
"""What nobody has told us otherwise: normal last weeks (law/README.md, Parameters)."""

_LONG_GAPS_KEPT = timedelta(days=2)
RESTS_KEPT = 20
_WELL = Health()
_UNFILTERED = GainFilter(FIRST_START, FIRST_START)
_NOTHING_LEARNT = Learnt()
_UNLABELLED = Labels()
_NO_AGENTS = Agents()
_NOTHING = (0, 0, 0.0)


@dataclass(frozen=True)
class State:
    """Everything that the record says, as of ``at``. Without slots, so that ``changed`` can copy it at once."""

    at: datetime
    pools: Pools = FIRST_START
    law: Law = BEFORE
    hysteresis: float = 2.0
    held: float = 6.0
    """Pressure, followed with the hysteresis of the colours: never below it, at most ``hysteresis`` above it."""
    incident: datetime | None = None
    """When the pressure last reached 100 %."""
    lowest: float = 100.0
    """The lowest pressure since then."""
    gain_filter: GainFilter | None = _UNFILTERED
    """What answers taught that were given before the answer model was; None once it is in force."""
    learnt: Learnt = _NOTHING_LEARNT
    """What the answers have taught so far, as of ``learnt_at``."""
    learnt_at: datetime | None = None
    """When that was last brought up to date; None before the answer model is in force."""
    labels: Labels = _UNLABELLED
    """When there was work, as far as that tells on the load of the work that goes on."""
    labels_load: float = 1.0
    """The factor that they come to."""
    answered: Answered | None = None
    """What the last answer changed."""
    regime: Regime = Regime.OFF
    """As sensed; ``lived`` is what the law runs under."""
    cause: Cause = Cause.BLIND
    regime_since: datetime | None = None
    corrections: tuple[Correction, ...] = ()
    """What the person said of spans that reach to now, or as far as the present gap."""
    corrected_at: datetime | None = None
    """When the person last said what a span was."""
    corrections_made: tuple[Correction, ...] = ()
    """What can still be taken back, in the order in which it was said."""
    never_said: tuple[tuple[datetime, datetime], ...] = ()
    """The spans just ahead, by their beginning, of which something was said, and when, that was taken back."""
    gap_since: datetime | None = None
    """The last input, while a gap between two inputs is open."""
    gap_said: Regime | None = None
    """What the person meant it to be, by a break or a pause."""
    rest_since: datetime | None = None
    """Since when nobody has worked, whether that was sensed or said; None at work, and before the first of it."""
    rests: int = 0
    """How many breaks were taken, ever: see ``_breaks_taken``."""
    rest_taken: tuple[datetime, datetime] | None = None
    """The last of them, be it sensed or said."""
    last_rest: tuple[datetime, datetime] | None = None
    """The last time without work that is over, however short."""
    long_gaps: tuple[tuple[datetime, datetime], ...] = ()
    """Times of 5 h or more without work that ended within the last days, for the inference of sleep."""
    clock_set_at: datetime | None = None  # on the new clock, which has no time before it
    labelled_at: datetime | None = None
    """When the clock last said something about work and rest: the next three."""
    clock_load: float = 1.0
    inside_hours: bool = True
    available: bool = False
    stretch: timedelta = _ZERO
    """Work since the last rest."""
    stretch_since: datetime | None = None
    """When the work of the present stretch began; None before the first."""
    unbroken: timedelta = _ZERO
    """Work since the last break that counts as a rest; a short break of a rhythm ends the stretch, and not this."""
    marks: tuple[Mark, ...] = ()
    """The breaks that were done, skipped or offered since then."""
    rests_today: tuple[timedelta, ...] = ()
    """How long the last rests of this day were, the latest last."""
    reached: tuple[Reached, ...] = ()
    """The levels from orange on that the pressure has risen to, and not fallen from."""
    rested_at: datetime | None = None
    """When the last rest ended."""
    last_gap: tuple[datetime, datetime] | None = None
    """The last gap that was long enough for a rest, whatever it was."""
    last_gap_was: Regime | None = None
    """What the person said or meant it to be; None when they did not."""
    gap_asked: datetime | None = None
    """The end of the last gap that the person was asked about."""
    clock_leap: ClockLeap | None = None
    """The last leap of the clock of which only the person knows what it was."""
    session: Session | None = None
    sessions: tuple[Finished, ...] = ()
    """Those of the present day that are over."""
    commitments: tuple[Commitment, ...] = ()
    counted: tuple[Counted, ...] = ()
    """Commitments kept elsewhere."""
    commitments_made: int = 0
    """The highest number given to a commitment."""
    agents: Agents = _NO_AGENTS
    """Those at work for the person, as they said themselves."""
    blocks: tuple[Block, ...] = ()
    """Those that are planned or on, by their start."""
    blocks_made: int = 0
    """The highest number given to a block."""
    block_over: BlockOver | None = None
    """The last one that is over, until what came of it is told."""
    paused: Pause | None = None
    quiet: Quiet | None = None
    meeting: Meeting | None = None
    break_: Break | None = None
    breaks_begun: int = 0
    """How many breaks were ever begun on purpose."""
    suggestion: Suggestion | None = None
    suggested: tuple[datetime, ...] = ()
    """When the last suggestions were made; those of the last hour at least."""
    snoozed_until: datetime | None = None
    put_off: int = 0
    """How often breaks were put off since the last one."""
    gap_break: str = ""
    """What a break that was finished in the present gap counts as: ``stretch`` or ``rest``, whatever its length."""
    clock_told: tuple[str, ...] = ()
    clock_again: str | None = None
    """The entries of ``breaks.at`` that were suggested on this day, and the one that was snoozed and comes back."""
    heads_up: datetime | None = None
    """When the person was last told that a break is due soon."""
    skipped: datetime | None = None
    skipped_pressure: float = 0.0
    unbroken_at_skip: timedelta = _ZERO
    planned_meetings: tuple[Span, ...] = ()
    """Those of the calendar that began lately, in order; some may go on."""
    days_off: tuple[date, ...] = ()
    calendar_hours: tuple[Span, ...] = ()
    """Days off and working hours by the person's calendars."""
    day: Day | None = None
    last_days: tuple[tuple[date, timedelta], ...] = ()
    """Worked time of the days on record before this one, the latest last, at most 27; of a wrong clock some."""
    left_day: LeftDay | None = None
    """The last day that was left for one far away, should it turn out that the clock was wrong."""
    limits_told: tuple[str, ...] = ()
    """The limits the person was told of in this stretch or day."""
    switches: int = 0
    """Switches in the present stretch."""
    health: Health = _WELL
    machine: Machine | None = None
    """How this machine stands among the person's others; None where it is the only one. No fact changes it."""

    @property
    def days_before(self) -> tuple[tuple[date, timedelta], ...]:
        """Those of ``last_days`` that lie before the present one."""
        return tuple(each for each in self.last_days if self.day is None or each[0] < self.day.day)

    @property
    def unplanned(self) -> int:
        """Open commitments whose next step has no time, or one that has passed."""
        return self.open_at(self.at)[0]

    @property
    def planned(self) -> int:
        """Open commitments whose next step has a time ahead."""
        return self.open_at(self.at)[1]

    def open_at(self, at: datetime) -> tuple[int, int]:
        """Both at ``at``, when nothing more is recorded until then."""
        if not self.commitments and not self.counted:
            return (0, 0)
        planned = len([each for each in self.commitments if each.when and at < each.when])
        unplanned = len(self.commitments) - planned
        for each in self.counted:
            passed = sum([count for end, count in each.ends if end <= at])
            unplanned += each.unplanned + passed
            planned += each.planned - passed
        return unplanned, planned

    def pressing_at(self, at: datetime) -> float:
        """What agents that ask and times that come near add to them, in unplanned commitments."""
        return self.asking_at(at) + self.near_at(at)

    def near_at(self, at: datetime) -> float:
        """What times that come near add to the weight of what is planned, in unplanned commitments."""
        if not self.commitments and not self.counted:
            return 0.0
        if not (by := rise(self.law)):
            return 0.0
        here = sum([each.rise(at) for each in self.commitments])
        return by * (here + sum([each.rise(at) for each in self.counted]))

    def asking_at(self, at: datetime) -> float:
        """What agents that ask weigh together, in unplanned commitments."""
        return len(self.agents.asking(at)) * self.law.agent_weight if self.agents.known else 0.0

    @property
    def live(self) -> float:
        """What commitments and agents hold, in points."""
        return _live(self, self.at)

    @property
    def pressure(self) -> float:
        """Percent, as of ``at``."""
        return _pressure(self, self.pools, self.at)

    @property
    def gain(self) -> float:
        """g of the law."""
        return self.law.gain if self.gain_filter is None else self.gain_filter.gain

    @property
    def expected(self) -> Expected | None:
        """What the person would answer now; None before the answer model is in force."""
        if self.learnt_at is None:
            return None
        return answer_model.expected(learnt_by(self), self.pressure)

    @property
    def by_hand(self) -> bool:
        """Work counts without any input: a session or a meeting, as the person said."""
        return self.meeting is not None or (self.session is not None and self.session.by_hand)

    @property
    def lived(self) -> Regime:
        """The regime the law runs under: what the person said it was, else what was sensed."""
        if not self.corrections:
            return self.regime
        said = said_of(self.corrections, self.at, judged=self.regime is not Regime.WORK)
        return said.regime if said else self.regime

    @property
    def own_word(self) -> Correction | None:
        """What the person said of this time."""
        return said_of(self.corrections, self.at, judged=False) if self.corrections else None

    @property
    def never_was(self) -> bool:
        """The person said that there was no such time, since the clock was set."""
        said = self.own_word
        return said is not None and said.clock_set

    @property
    def met(self) -> bool:
        """The person said that this time was a meeting."""
        said = self.own_word
        return said is not None and said.meeting

    @property
    def is_usual_day(self) -> bool:
        """No easier day, no holiday and no calendar changes what the settings of the file say."""
        health = self.health
        return health.eased is None and health.holiday is None and not (self.days_off or self.calendar_hours)

    @property
    def switches_per_hour(self) -> float:
        """Of the present stretch, once it is long enough to have a rate."""
        return self.switches / (self.stretch / _HOUR) if self.stretch >= SWITCHES_FROM else 0.0

    @property
    def working(self) -> bool:
        """The law runs as WORK."""
        return self.lived is Regime.WORK


def own(state: State) -> State:
    """The state as this machine sees it: with what it has seen itself of work and gaps in place of the person's."""
    seen = state.machine
    if seen is None:
        return state
    return changed(
        state,
        regime=seen.regime,
        cause=seen.cause,
        regime_since=seen.since,
        gap_since=seen.gap_since,
        clock_set_at=seen.clock_set_at,
    )


def is_here(state: State) -> bool:
    """The person is at this machine, or was last: only here anything is said, and only its settings are recorded."""
    return state.machine is None or state.machine.at in (None, state.machine.own)


def drive(state: State) -> Drive:
    """What the law runs under from ``state.at`` on."""
    last = _last_drive[0]
    if last is not None and last[0] is state:
        return last[1]
    regime = state.lived if state.corrections else state.regime
    known = state.gain_filter
    # Nobody knows yet how long the person has been awake, where nothing was ever seen of them.
    gap = regime is not Regime.WORK and (state.rest_since is not None or state.regime_since is None)
    under = _drive(
        regime,
        _load(state),
        *_in_flight(state, state.at),
        state.available and not state.inside_hours,
        state.law.gain if known is None else known.gain,
        gap,
    )
    _last_drive[0] = state, under
    return under


# An equal drive is the same object: to look it up costs less than to make it.
_drive = lru_cache(maxsize=128)(Drive)
_last_drive: list[tuple[State, Drive] | None] = [None]
"""Of the state that was asked about last: whoever adds up a day asks about each of them five times."""


def _load(state: State) -> float:
    load = state.clock_load * state.labels_load
    if state.session:
        load *= kind_load(state.session.load, state.law)
        load *= overrun_load(state.session.worked, state.session.estimate, state.law)
    return load


def learnt_by(state: State) -> Learnt:
    """What the answers have taught, as of ``state.at``."""
    assert state.learnt_at is not None
    return answer_model.passed(state.learnt, (state.at - state.learnt_at) / _HOUR)


def _last_answer(work_out: Callable[[State, datetime], State]) -> Callable[[State, datetime], State]:
    """``work_out``, which remembers its last answer, for the very same state and an equal instant."""
    last: tuple[State, datetime, State] | None = None

    def answer(state: State, at: datetime) -> State:
        nonlocal last
        known = last
        if known is None or known[0] is not state or known[1] != at:
            last = known = state, at, work_out(state, at)
        return known[2]

    return answer


@_last_answer
def advance_to(state: State, at: datetime) -> State:
    """``state`` as of ``at`` when nothing more is recorded until then; an earlier ``at`` counts as no time."""
    while (step := next_stage(state, at)) is not None:
        state = _carry(state, step)
        if step is at:
            break
    return state


def timeless(state: State) -> State:
    """``state`` without what time alone moves: equal to that of another instant as long as nothing is recorded."""
    session, day = state.session, state.day
    return changed(
        state,
        at=_NO_TIME,
        pools=FIRST_START,
        gain_filter=None,
        held=0.0,
        lowest=0.0,
        stretch=_ZERO,
        unbroken=_ZERO,
        session=session and changed(session, worked=_ZERO),
        day=day and changed(day, worked=_ZERO, highest=0.0, attended=_ZERO),
    )


def next_stage(state: State, at: datetime) -> datetime | None:
    """The next instant at which the load changes by itself, or ``at``; None when that is reached.

    Until then the law runs under one drive.
    """
    if at <= state.at:
        return None
    if state.corrections:
        at = min([at, *(each.until for each in state.corrections if state.at < each.until)])
    if state.commitments or state.counted or state.agents.known:
        at = min([at, *changes_in_flight(state)])
    if not state.session or not state.session.estimate or not state.working:
        return at
    more = until_next_step(state.session.worked, state.session.estimate)
    return at if more is None else min(at, state.at + more)


def changes_in_flight(state: State) -> list[datetime]:
    """When what is in flight weighs otherwise by itself: a next step's time passes, an agent's word is stale."""
    here = [each.when for each in state.commitments if each.when and state.at < each.when]
    stale = [each.until for each in state.agents.known if state.at < each.until]
    counted = [end for each in state.counted for end, _ in each.ends if state.at < end]
    return [*here, *stale, *counted, *(_rises(state) if (here or counted) and rise(state.law) else ())]


def _rises(state: State) -> Iterator[datetime]:
    """When planned times next press more."""
    at = state.at
    yield from (next_rise(at, each.near, each.when) for each in state.commitments if each.when and at < each.when)
    yield from (next_rise(at, None, end) for each in state.counted for end, _ in each.ends if at < end)


def _carry(state: State, at: datetime) -> State:
    if state.corrections and state.never_was:
        return turned(state, changed(state, at=at))
    under, passed = drive(state), at - state.at
    seconds = passed.total_seconds()
    pools = advance(state.pools, under, seconds, state.law)
    # The filter of before lives on in two shadow states; the answer model needs none, and no time.
    known = state.gain_filter and carried(state.gain_filter, under, seconds, state.law)
    now = _pressure(state, pools, at)
    held, lowest = _followed(state, now)
    if under.regime is not Regime.WORK:
        lived = changed(state, at=at, pools=pools, gain_filter=known, held=held, lowest=lowest)
    else:
        lived = changed(
            state,
            at=at,
            pools=pools,
            gain_filter=known,
            held=held,
            lowest=lowest,
            stretch=state.stretch + passed,
            unbroken=state.unbroken + passed,
            session=state.session and changed(state.session, worked=state.session.worked + passed),
            day=state.day and _worked(state.day, passed, max(state.day.highest, now), state, at),
        )
    return turned(state, lived) if state.corrections else lived


def _worked(day: Day, passed: timedelta, highest: float, state: State, at: datetime) -> Day:
    """The day after work from ``state.at`` to ``at``, some of it perhaps in meetings of the calendar."""
    if not state.planned_meetings:
        return changed(day, worked=day.worked + passed, highest=highest)
    attended = day.attended + overlap(state.at, at, merged(state.planned_meetings))
    return changed(day, worked=day.worked + passed, highest=highest, attended=attended)


def turned(before: State, after: State) -> State:
    """``after``, where work may have begun or ended since ``before``, by what was sensed or by what the person said.

    A rest is what lies between, whoever told of it: nothing else decides where a stretch begins and ends.
    """
    if after.working:
        if after.rest_since is not None:
            return _rest_is_over(after, after.rest_since)
        return after if after.labels.since is not None else _labelled(after, None)
    began = before.working or after.gap_since is not None
    if after.rest_since is not None or not began:
        return after
    # What ended at this very instant goes on: two things said of adjoining spans, or one that was taken back.
    goes_on = after.last_rest is not None and after.last_rest[1] == after.at
    since = after.last_rest[0] if goes_on and after.last_rest else after.at
    return changed(after, rest_since=since, labels=short_rest_heavy_week.ended(after.labels, after.at))


def _labelled(state: State, off: tuple[datetime, datetime] | None) -> State:
    """Work begins at ``state.at`` after ``off``, and what came before it tells on it."""
    known = short_rest_heavy_week.began(state.labels, state.at, off, state.law)
    return changed(state, labels=known, labels_load=short_rest_heavy_week.factor(known, state.law))


def _rest_is_over(state: State, since: datetime) -> State:
    """Work goes on after what lay between; a break that was finished counts, however short it was."""
    rest, length, finished = (since, state.at), state.at - since, state.gap_break
    counted = state.last_rest is not None and state.last_rest[0] == since and _counts(state.last_rest)
    was_break = counted and state.last_rest is not None and is_break(*state.last_rest)
    if state.pools.withheld:
        state = settled(state, since)  # not by an input, but by what was said, or at the end of what was said
    state = changed(_labelled(state, rest), rest_since=None, last_rest=rest, gap_break="")
    if length >= REST_COUNTS:
        kept = tuple(each for each in state.long_gaps if state.at - each[1] < _LONG_GAPS_KEPT and each[0] != since)
        state = changed(state, long_gaps=(*kept, rest) if length >= LONG_GAP else kept)
        taken = (is_break(*rest) or finished == "rest") - was_break
        return rested(state, length, counted=counted, taken=taken)
    if not finished:
        return state
    return rested(state, length) if finished == "rest" else new_stretch(state)


def settled(state: State, since: datetime) -> State:
    """The time without work since ``since`` is over at ``state.at``, and it is known by now how long it was."""
    keep = state.at - since < LONG_GAP
    known = state.gain_filter and gain_filter.settled(state.gain_filter, keep=keep)
    return changed(state, pools=settle(state.pools, keep), gain_filter=known)


def rested(state: State, length: timedelta, *, counted: bool = False, taken: int = 1) -> State:
    """A rest of ``length`` ended at ``state.at``: the next stretch begins; ``counted`` is one that goes on.

    ``taken`` is how many more breaks were taken with it: one that goes on may turn out to be none.
    """
    rests = (*state.rests_today[: -1 if counted else None], length)[-RESTS_KEPT:]
    span = (state.at - length, state.at)
    state = changed(new_stretch(state), unbroken=_ZERO, marks=(), rests_today=rests, rest_taken=span)
    return changed(_breaks_taken(state, taken), skipped=None, put_off=0, clock_again=None)


def _breaks_taken(state: State, count: int) -> State:
    """A rest or a finished break that ended the stretch is a break taken, if there was work before it on this day.

    The one definition: whatever tells how many breaks were taken counts these.
    """
    if not count:
        return state
    today = state.day is not None and bool(state.day.worked)
    day = changed(state.day, taken=max(state.day.taken + count, 0)) if state.day and today else state.day
    return changed(state, day=day, rests=state.rests + count)


def new_stretch(state: State) -> State:
    """A break ended at ``state.at``, and with it the stretch."""
    told = tuple(name for name in state.limits_told if name not in PER_STRETCH)
    return changed(state, stretch=_ZERO, stretch_since=state.at, switches=0, rested_at=state.at, limits_told=told)


def _counts(rest: tuple[datetime, datetime]) -> bool:
    return rest[1] - rest[0] >= REST_COUNTS


def followed(state: State, pools: Pools) -> tuple[float, float]:
    """``held`` and ``lowest`` once the pools are these: see ``follow_held``."""
    return _followed(state, _pressure(state, pools, state.at))


def follow_held(state: State) -> State:
    """Let ``held`` follow the pressure, up at once, down with the hysteresis; and ``lowest`` when it falls."""
    held, lowest = followed(state, state.pools)
    return state if (held, lowest) == (state.held, state.lowest) else changed(state, held=held, lowest=lowest)


def _followed(state: State, now: float) -> tuple[float, float]:
    # Written out: to call min and max three times a fact is a good part of the price of folding it.
    held, most, lowest = state.held, now + state.hysteresis, state.lowest
    held = now if now > held else held
    return most if most < held else held, now if now < lowest else lowest


def _pressure(state: State, pools: Pools, at: datetime) -> float:
    if not state.commitments and not state.counted and not state.agents.known:
        return pools[0] + pools[1] + pools[2]
    return pools[0] + pools[1] + pools[2] + _live(state, at)


def _live(state: State, at: datetime) -> float:
    unplanned, planned, pressing = _in_flight(state, at)
    return live(unplanned, planned, state.law, pressing) if unplanned or planned or pressing else 0.0


def _in_flight(state: State, at: datetime) -> tuple[int, int, float]:
    if not state.commitments and not state.counted and not state.agents.known:
        return _NOTHING
    return (*state.open_at(at), state.pressing_at(at))
