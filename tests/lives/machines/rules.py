"""The rules for several machines, whatever happens: nothing is lost, doubled, asked twice, or seen differently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.history.machines import bits
from tests.history.naive import Naive
from tests.lives.machines.sync_engine import PIECE_SECONDS
from tests.lives.rules import Broken
from tray.core.engine.rules import SPEAKS
from tray.core.messages import commands as c
from tray.core.messages.facts import Fact, Recorded
from tray.core.state.ongoing import Commitment
from tray.core.state.several_machines_and_silent_ones import SILENT
from tray.core.state.state import State, advance_to
from tray.core.state.wellbeing import WELCOME
from tray.view.tray import notices

if TYPE_CHECKING:
    from tests.lives.machines.computer import Computer
    from tests.lives.machines.household import Household

_ASKED_ONCE = timedelta(minutes=5)
_ON_ITS_WAY = timedelta(seconds=90)
"""What one machine says the other knows by then, where an engine brings each file whole."""
_ASKING = (notices.SUGGESTION, notices.QUESTION, notices.DAY, notices.SESSION)


@dataclass
class Promises:
    """Which commitments must be open in the end."""

    open: set[str] = field(default_factory=set)
    unknown: bool = False
    """Something was asked for of which nobody knows whether it was done, or its facts are gone."""
    _wanted: str | None = None

    def asked(self, command: c.Command, open_: Sequence[Commitment]) -> None:
        """Something is asked for: it may be on record although nobody says so."""
        del open_
        if isinstance(command, c.Commit | c.CloseCommitment):
            self._wanted = "unknown"
            self.unknown, self._before = True, self.unknown

    def done(self, command: c.Command, open_: Sequence[Commitment]) -> None:
        """It is acknowledged."""
        match command:
            case c.Commit(text=text):
                self.open.add(text)
            case c.CloseCommitment(number=number):
                self.open -= {each.text for each in open_ if each.number == number}
            case _:
                return
        self.unknown = self._before


def asked_twice(household: Household, computer: Computer, new: Sequence[Recorded]) -> None:
    """Two machines that hear of each other say the same thing once."""
    for each in new:
        if not isinstance(each.fact, SPEAKS):
            continue
        household.suggestions += 1
        now = household.elapsed
        household.spoken = [one for one in household.spoken if now - one[0] < _ASKED_ONCE]
        for at, name, other in household.spoken:
            if name == computer.name or not _is_same(other.fact, each.fact):
                continue
            both = (computer, next(one for one in household.computers if one.name == name))
            # Each may think that the person is there, and what fell due on both is said before the other is heard.
            unheard = now - household.moved < _on_its_way(household) or any(one.late for one in both)
            if now - at < _on_its_way(household) and unheard:
                continue
            clocks = max(one.clock.wall_time for one in both) - min(one.clock.wall_time for one in both)
            apart = any(
                not household.is_connected(one)
                or household.connected_since[one.name] > at - _on_its_way(household)
                # Timers so late let it say nothing of itself until the others take it for switched off.
                or one.late >= SILENT
                for one in both
            )
            if not apart and clocks < timedelta(seconds=2):
                raise Broken(f"asked once: {computer.name} says {each.fact}, {name} said {other.fact}")
        household.spoken.append((now, computer.name, each))


def _on_its_way(household: Household) -> timedelta:
    """What one machine says the other knows by then: the engine's delay, and a piece that comes later."""
    return _ON_ITS_WAY + timedelta(seconds=PIECE_SECONDS[1] if household.engine.is_rough else 0)


def _is_same(one: Fact, other: Fact) -> bool:
    """Whether both say the same.

    Who asks again since a higher level was reached has something new to say, and so has who says once more that the day
    ends, as its end has come nearer.
    """
    news = ("level", "before")
    return type(one) is type(other) and all(getattr(one, each, None) == getattr(other, each, None) for each in news)


def _greets(state: State) -> bool:
    question, machine = state.health.question, state.machine
    return question is not None and question.item == WELCOME and machine is not None and machine.at is None


def judge_voices(household: Household) -> None:
    """What stands on the screen stands on one; before anybody touched any machine each says that it runs."""
    connected = [
        each
        for each in household.computers
        if household.is_connected(each)
        and household.elapsed - household.connected_since[each.name] > _on_its_way(household)
        and abs(each.clock.wall_time - household.now) < timedelta(seconds=2)
    ]
    for slot in _ASKING:
        shown = [
            each.name
            for each in connected
            if (notice := each.screen.wanted.get(slot)) is not None
            and notice.lasting
            and not (slot == notices.QUESTION and each.loop is not None and _greets(each.loop.present()))
        ]
        if len(shown) > 1:
            raise Broken(f"one voice: {slot} stands on {shown}")


def judge_joined(household: Household) -> None:
    """All have all: nothing is lost or doubled, and all say the same of the person. Raises Broken."""
    household.compared += 1
    household.tell_truth()
    _judge_facts(household)
    _judge_records(household)
    _judge_states(household)
    _judge_promises(household)
    _judge_told(household)


def _judge_facts(household: Household) -> None:
    expected, lineage = household.recordings.facts, household.recordings.lineage
    left = set(household.left)
    for computer in household.sharing:
        held = Counter((lineage.get(each.device, each.device), repr(each.fact)) for each in _records(computer))
        missing = {key: count for key, count in (expected - held).items() if key[0] not in left}
        if household.lived_twice:
            # Two lives of one machine may have recorded the very same, which counts once.
            missing = {key: count for key, count in missing.items() if not held[key]}
        lost = {key: count for key, count in missing.items() if not household.recordings.may_be_purged(key)}
        if lost:
            raise Broken(f"nothing is lost: {computer.name} has not {_shortly(lost)}")
        unsure = household.recordings.unsure
        most = expected + household.recordings.twice
        doubled = {key: count for key, count in (held - most).items() if key[0] not in left and key not in unsure}
        if doubled:
            raise Broken(f"nothing is doubled or comes back: {computer.name} has more of {_shortly(doubled)}")


def _judge_records(household: Household) -> None:
    """Under one number all have one fact, and none of it is on record at some of them only."""
    all_ = {each.name: {(one.device, one.n): one.fact for one in _records(each)} for each in household.sharing}
    (first, one), *others = all_.items()
    for name, other in others:
        apart = [key for key in one.keys() | other.keys() if one.get(key) != other.get(key)]
        if apart:
            some = [(key, one.get(key), other.get(key)) for key in sorted(apart)[:3]]
            raise Broken(f"equal facts: {first} and {name} differ in {len(apart)}: {some}")


def _records(computer: Computer) -> Iterator[Recorded]:
    assert computer.journal is not None
    return computer.journal.facts()


def _shortly(facts: dict[tuple[str, str], int]) -> str:
    return f"{len(facts)}: {list(facts.items())[:3]}"


def _judge_states(household: Household) -> None:
    states = {name: bits(state) for name, state in household.states().items()}
    (first, one), *others = states.items()
    for name, other in others:
        if one != other:
            raise Broken(f"equal states: {first} and {name} differ in {_difference(one, other)}")
    if household.truth is not None:
        truth = bits(of_person(advance_to(household.truth.record.state, household.now)))
        if truth != one:
            raise Broken(f"as one machine that saw everything: {first} differs in {_difference(truth, one)}")
    computer = household.sharing[household.compared % len(household.sharing)]
    assert computer.journal is not None
    naive = Naive(computer.journal, household.now)
    if naive.facts:
        folded = bits(of_person(advance_to(naive.state(), household.now)))
        if folded != one:
            raise Broken(f"as all facts folded: {computer.name} differs in {_difference(folded, one)}")


def of_person(state: State) -> State:
    """Without what is the machine's own: how it stands among the others, and a leap of its clock to ask about."""
    return replace(state, machine=None, clock_leap=None)


def _difference(one: dict[str, str], other: dict[str, str]) -> str:
    return str({name: (one[name][:300], other[name][:300]) for name in one if one[name] != other[name]})


def _judge_promises(household: Household) -> None:
    if household.promises.unknown or household.left:
        return
    for name, state in household.states().items():
        open_ = sorted(each.text for each in state.commitments)
        if open_ != sorted(household.promises.open):
            raise Broken(f"promises: {name} has {open_}, and {sorted(household.promises.open)} are open")
        numbers = [each.number for each in state.commitments]
        if len(set(numbers)) != len(numbers):
            raise Broken(f"each has a number of its own: {numbers}")


def _judge_told(household: Household) -> None:
    """Nobody is told of troubles that are none."""
    for computer in household.sharing:
        assert computer.loop is not None
        if computer.loop.problems:
            raise Broken(f"nothing is wrong on {computer.name}: {computer.loop.problems}")
