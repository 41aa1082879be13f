"""Which rules are never broken, whatever happens? Judged after every wait, and over the whole record."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import isfinite

from tests.lives.machine import Machine
from tests.lives.world import ZERO
from tray.core.law.levels_and_gauge_steps import Level, level
from tray.core.law.values import Regime
from tray.core.messages import facts as f
from tray.core.messages.commands import Commit
from tray.core.messages.facts import Recorded
from tray.core.state.state import State
from tray.core.state.walk_through_record import Stage, walk

_AFTER_WAKING = timedelta(seconds=60)
_JOURNEY = timedelta(days=2)
"""No journey takes a calendar further back."""
_DAY_ADDS_UP = timedelta(seconds=2)
_HOUR = timedelta(hours=1)
_EACH_ACTION = timedelta(seconds=6)
"""What a click that begins a break, a password or a kill may cost, put on every action alike."""
_RESTART_COSTS = timedelta(seconds=5)
_ROUNDING = timedelta(milliseconds=5)
_LEVELS = tuple(Level)
_ADDS = (
    f.CommitmentOpened,
    f.CheckedIn,
    f.Introduced,
    f.ParametersSet,
    f.Corrected,
    f.ClockStepped,
    f.CommitmentPlanned,
    f.AgentReported,
)


class Broken(AssertionError):
    """A rule was broken."""


@dataclass
class Watcher:
    """Looks at a machine after every wait, and remembers what the rules need."""

    machine: Machine
    before: State | None = None
    learnt_before: int = 0
    suggested_at: list[timedelta] = field(default_factory=list)
    snoozed: bool = False
    ends: Counter[date] = field(default_factory=Counter)
    announced: Counter[date] = field(default_factory=Counter)
    put_off: Counter[date] = field(default_factory=Counter)
    planned: list[date] = field(default_factory=list)
    """The present day and the one before it: of a clock that was ahead for a moment it is the latter that counts."""
    session_open: bool = False
    looks: int = 0

    def __call__(self, machine: Machine) -> None:
        """Judge the present moment."""
        assert machine.loop is not None
        self.looks += 1
        state = machine.loop.present()
        self._pressure(state)
        self._colour(state)
        self._screen(state)
        self._no_longer_suggested(state)
        self.before, self.learnt_before = state, len(machine.disk.by_number)

    def __post_init__(self) -> None:
        self.machine.watchers.append(self)
        self.machine.disk.written.append(self._written)
        self.machine.restarted.append(self._restarted)

    def _written(self, new: Sequence[Recorded]) -> None:
        assert self.machine.loop is not None
        for recorded in new:
            self._fact(recorded, self.machine.loop.timeline.now())

    def _restarted(self, before: State, after: State) -> None:
        """A restart at the same moment changes nothing that adds up."""
        lengths = [(each.stretch, each.day.worked if each.day else ZERO) for each in (before, after)]
        self._rule(
            all(abs(a - b) <= _RESTART_COSTS for a, b in zip(*lengths, strict=True)),
            f"a restart changes no total: {lengths}",
        )
        self._rule(abs(before.pressure - after.pressure) < 0.1, "a restart changes no pressure")
        names = ("session", "break_", "paused", "snoozed_until", "commitments")
        kept = [[getattr(each, name) for name in names[1:]] for each in (before, after)]
        self._rule(kept[0] == kept[1], f"a restart ends nothing: {kept}")

    def _rule(self, holds: object, rule: str) -> None:
        if not holds:
            raise Broken(rule)

    def _pressure(self, state: State) -> None:
        pools = state.pools
        self._rule(all(isfinite(each) and each >= 0 for each in pools), f"pools stay finite and ≥ 0: {pools}")
        self._rule(isfinite(state.pressure), "pressure is a number")
        before = self.before
        if before is None or before.lived is Regime.WORK or state.lived is Regime.WORK or before.at > state.at:
            return
        learnt = self.machine.disk.by_number[self.learnt_before :]
        # What is learnt late changes what was believed, in either direction.
        late = any(each.fact.at < before.at for each in learnt)
        worked = any(isinstance(each.fact, f.RegimeBegan) and each.fact.regime is Regime.WORK for each in learnt)
        if late or worked or any(isinstance(each.fact, _ADDS) for each in learnt) or state.pools.awake_h > 15.9:
            return
        if any(before.at < each.until for each in before.corrections):
            return
        # What is in flight may press more by itself, as a planned time comes near; that frees no less of the rest.
        nearer = max(state.live - before.live, 0.0)
        self._rule(state.pressure <= before.pressure + nearer + 1e-6, _rise(before, state, learnt))

    def _colour(self, state: State) -> None:
        assert self.machine.loop is not None
        levels = self.machine.loop.context.settings.levels
        bounds = (0.0, levels.yellow, levels.orange, levels.red, levels.critical, 1e9)
        shown = _LEVELS.index(level(state.held, levels))
        fits = bounds[shown] - levels.hysteresis - 1e-6 <= state.pressure < bounds[shown + 1] + 1e-6
        # Other levels, or another hysteresis, act upwards at once, and downwards when the pressure next moves.
        self._rule(fits or state.hysteresis != levels.hysteresis, f"{_LEVELS[shown]} fits {state.pressure}")

    def _screen(self, state: State) -> None:
        """A live suggestion is never on the screen while the person is gone or wants none."""
        if state.suggestion is None:
            self._rule("suggestion" not in self.machine.screen.wanted, "what is withdrawn is taken away")
            return
        self._rule(state.paused is None, "no suggestion while paused")
        self._rule(state.break_ is None, "no suggestion in a break")
        self._rule(state.working, "no suggestion to somebody who is away")
        self._rule(not self.machine.truth.locked, "no suggestion on a locked screen")

    def _no_longer_suggested(self, state: State) -> None:
        self.snoozed = state.snoozed_until is not None

    def _fact(self, recorded: Recorded, now: datetime) -> None:
        fact = recorded.fact
        is_past = fact.at <= self._latest(fact) or self._was_reached(recorded)
        self._rule(is_past, f"nothing is recorded of the future: {fact} at {now}")
        match fact:
            case f.Suggested():
                self._suggestion()
            case f.DayNoticed(day=day) if fact.before == ZERO:
                self.announced[day] += 1
                again = self.put_off[day]
                self._rule(self.announced[day] <= 1 + again, f"the end of {day} is announced once")
            case f.DayPlanned(day=day):
                self._goes_back_to(day)
            case f.DayExtended(day=day):
                self.put_off[day] += 1
            case f.DayEnded(day=day):
                self.ends[day] += 1
                self._rule(self.ends[day] == 1, f"{day} ends once")
            case f.Corrected():
                self._rule(fact.at < fact.until, "a span begins before it ends")
            case _:
                pass

    def _goes_back_to(self, day: date) -> None:
        """A day that is lived anew, after a clock that was ahead by more than any journey, ends anew as well."""
        if len(self.planned) == 2 and all(each - day > _JOURNEY for each in self.planned):
            for counted in (self.announced, self.ends, self.put_off):
                for each in [each for each in counted if each >= day]:
                    del counted[each]
        self.planned = [*(each for each in self.planned if each != day), day][-2:]

    def _latest(self, fact: f.Fact) -> datetime:
        """This instant by whichever clock ``fact`` may be measured on."""
        clocks, elapsed = self.machine.clocks, self.machine.clock.elapsed_time
        if isinstance(fact, f.ClockStepped):
            on = next((n for n, begins in enumerate(clocks) if n and fact.at <= begins + elapsed), 0)
            del clocks[:on]
        return max(clocks) + elapsed

    def _was_reached(self, recorded: Recorded) -> bool:
        """The clock that a fact is dated by had come there before, and was set while nothing ran."""
        return any(
            each.era == recorded.era and each.n < recorded.n and each.fact.at >= recorded.fact.at
            for each in self.machine.disk.by_number
        )

    def _suggestion(self) -> None:
        machine, truth = self.machine, self.machine.truth
        assert machine.loop is not None
        now, breaks = machine.clock.awake_time, machine.loop.context.settings.breaks
        self._rule(not truth.locked, "nothing is suggested on a locked screen")
        if truth.woke_at is not None:
            self._rule(now - truth.woke_at >= _AFTER_WAKING - _ROUNDING, "nothing is suggested right after waking")
        by_hand = machine.loop.moment.state.session and machine.loop.moment.state.session.by_hand
        if not truth.typing and truth.source and not by_hand:
            quiet = machine.clock.elapsed_time - max(truth.typed_until or ZERO, truth.met_until)
            self._rule(quiet < _AFTER_WAKING + _ROUNDING, "nothing is suggested to somebody who may be gone")
        if self.suggested_at and not self.snoozed and not machine.snoozed_lately:
            apart = machine.clock.elapsed_time - self.suggested_at[-1]
            self._rule(apart >= min(breaks.apart, machine.least_apart) - _ROUNDING, f"{apart} between two suggestions")
        elapsed = machine.clock.elapsed_time
        lately = sum(elapsed - each < _HOUR - _ROUNDING for each in self.suggested_at)
        self._rule(lately < breaks.per_hour, f"at most {breaks.per_hour} suggestions an hour, and {lately} were made")
        self.suggested_at.append(elapsed)
        self._as_told(elapsed)

    def _as_told(self, elapsed: timedelta) -> None:
        """Not before what the status said a moment ago, when nothing happened since."""
        if self.machine.polled is None or self.snoozed or not (told := self.machine.status.get("break")):
            return
        passed, due = elapsed - self.machine.polled, told["due_in_s"]
        early = due is not None and timedelta(seconds=due) > passed + _ROUNDING
        self._rule(not early, f"a break was due in {due} s when the status said so, and came after {passed}")


def judge_totals(machine: Machine) -> None:
    """All of the time is accounted for, and nothing is work that nobody did, nor is work lost that was seen."""
    if not machine.disk.records or machine.loop is None or "store" in machine.loop.problems:
        return  # what could not be recorded yet is missing, and the program says so
    facts = [each.fact for each in machine.disk.records]
    stages = [
        each for each in walk(State(at=facts[0].at), facts, machine.loop.timeline.now()) if isinstance(each, Stage)
    ]
    whole = sum((each.after.at - each.before.at for each in stages), ZERO)
    lived = machine.clock.elapsed_time - timedelta(hours=1) + machine.stood
    if abs(whole - lived) > _DAY_ADDS_UP + machine.bent:
        raise Broken(f"all time is accounted for: {whole} of {lived}")
    worked = sum((each.after.at - each.before.at for each in stages if each.before.working), ZERO)
    slack = timedelta(minutes=1) + _EACH_ACTION * len(machine.lived) + machine.bent
    if worked > machine.could + slack:
        raise Broken(f"no work that nobody did: {worked} of {machine.could} at most")
    if worked < machine.must - slack:
        raise Broken(f"no work is lost: {worked} of {machine.must} at least")


def _rise(before: State, state: State, learnt: list[Recorded]) -> str:
    was, is_ = ((s.at, s.lived, s.cause, s.pools, s.pressure) for s in (before, state))
    return f"rest raises no pressure: {was} then {is_}, learnt {[each.fact for each in learnt]}"


def judge_record(machine: Machine) -> None:
    """The rules about the whole record, in the order of what it speaks about."""
    session = revived = False
    said = [r.fact for r in machine.disk.records if isinstance(r.fact, f.Corrected) and r.fact.regime is Regime.WORK]
    for recorded in machine.disk.records:
        match recorded.fact:
            case f.SessionStarted():
                if session and not revived:
                    raise Broken(f"at most one session is open: {recorded.fact}")
                session, revived = True, False
            case f.SessionEnded(at, by_gap=True) if any(each.at <= at < each.until for each in said):
                revived = True  # the person said, perhaps much later, that the gap was work: it ended nothing
            case f.SessionEnded():
                if not session:
                    raise Broken(f"a session ends that was not open: {recorded.fact}")
                session = False
            case _:
                pass
    promised = {r.fact.text for r in machine.disk.records if isinstance(r.fact, f.CommitmentOpened)}
    for command in machine.acknowledged:
        # One without a text gets a name of its own.
        if isinstance(command, Commit) and command.text and command.text not in promised:
            raise Broken(f"what was acknowledged is lost: {command}")
