"""A person at several machines, an engine that carries their folder, and one machine that sees everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.app.machines.busy import is_busy
from tests.day import Day
from tests.lives.machines.computer import TYPING_STOPS, Computer
from tests.lives.machines.rules import Promises, asked_twice, judge_joined, judge_voices, of_person
from tests.lives.machines.sync_engine import Engine, Replica
from tests.lives.rules import Broken
from tests.lives.world import ZERO
from tray.app import purge_and_import
from tray.core.engine.rules import SPEAKS
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import LevelReached, Recorded
from tray.core.messages.order_of_several_machines import in_order
from tray.core.state.state import State, advance_to
from tray.settings.defaults.every_setting import Settings
from tray.store.machines import segments
from tray.store.machines.name_version_clock import EVERY
from tray.store.machines.overview import MISSING_FOR
from tray.store.opening import look_into
from tray.view.words.machines import knows_what_was_lost

Action = tuple[Any, ...]
_Named = tuple[str, int, str]
"""The device of a fact, its number, and what it says."""
START = datetime(2026, 10, 18, 22, 0, tzinfo=UTC)
"""Midnight in Berlin, on a Monday; a week later its clocks go back."""
ZONE = "Europe/Berlin"
_NAMES = ("laptop", "desktop", "work")
_MOST_MOVED = timedelta(days=4)
"""No clock is set so far."""
_TOLD_AFTER = 2 * EVERY + MISSING_FOR + timedelta(minutes=5)
"""What only others still have is told by then."""
_QUIET = timedelta(minutes=6)
"""What may wait five minutes has been written by then, and carried."""


@dataclass
class Recordings:
    """What was recorded for good, and by which machine: all of it must be everywhere in the end, once."""

    facts: Counter[tuple[str, str]] = field(default_factory=Counter)
    at: dict[tuple[str, str], datetime] = field(default_factory=dict)
    lineage: dict[str, str] = field(default_factory=dict)
    """The machine of each device id."""
    spans: list[tuple[datetime, datetime]] = field(default_factory=list)
    """What was purged; who has not heard of that yet may record something dated so, and drop it then."""
    unsure: set[tuple[str, str]] = field(default_factory=set)
    """What may be there or not: whoever has it goes by a clock that is not known, or needs it to tell of another, or
    only an engine is about to bring it."""
    purged: list[set[tuple[str, str]]] = field(default_factory=list)
    """What went with each purge."""
    twice: Counter[tuple[str, str]] = field(default_factory=Counter)
    """What both lives of a machine may have recorded alike, at one time."""
    _numbered: set[_Named] = field(default_factory=set)
    _again: set[_Named] = field(default_factory=set)

    def add(self, name: str, new: list[Recorded]) -> None:
        """A machine recorded these."""
        for each in new:
            self.lineage[each.device] = name
            key = name, repr(each.fact)
            if (one := _named(each)) in self._numbered:
                self._again.add(one)
                continue  # after an old backup took its history's place it recorded the very same again
            self._numbered.add(one)
            self.facts[key] += 1
            self.at[key] = each.fact.at

    def rename(self, records: list[Recorded]) -> None:
        """These stand under another number now, beside the same of another life."""
        for each in records:
            one = _named(each)
            if one in self._again:
                # The one of the other life, if it counts elsewhere, and this one are two, or one that counts here.
                self._again.remove(one)
                self.twice[self.lineage[each.device], one[2]] += 1
            else:
                self._numbered.discard(one)

    def lose(self, records: Collection[_Named]) -> None:
        """These went with the only disk that held them."""
        self.facts -= Counter((self.lineage[device], fact) for device, _, fact in records)
        self._numbered.difference_update(records)

    def doubt(self, records: Collection[_Named]) -> None:
        """These may come, or not."""
        self.unsure |= {(self.lineage[device], fact) for device, _, fact in records}

    def may_be_purged(self, key: tuple[str, str]) -> bool:
        """Whether a fact is dated so that some machine may have dropped it."""
        return key in self.unsure or any(start <= self.at[key] < end for start, end in self.spans)

    def purge(self, start: datetime, end: datetime, shown: Mapping[tuple[str, str], list[datetime]]) -> None:
        """The person deleted what is ``shown`` so there, and whatever of this time is on record elsewhere only."""
        self.spans.append((start, end))
        before = self.facts.copy()
        for key in list(self.facts):
            if key in shown and "ClockStepped" not in key[1]:
                self.facts[key] -= sum(start <= at < end for at in shown[key])
            elif any(start - _MOST_MOVED <= at < end + _MOST_MOVED for at in shown.get(key, [self.at[key]])):
                self.facts[key] = 0
                self.unsure.add(key)
            if self.facts[key] <= 0:
                del self.facts[key]
        self.purged.append({*(before - self.facts)})

    def forget_purges(self, since: int) -> None:
        """Who purged these may have been put back to before that."""
        self.unsure.update(*self.purged[since:])


def _in_history(file: Path) -> set[_Named]:
    """What is on record in the file of a history that nobody has open."""
    with closing(look_into(str(file))) as store:
        return set(map(_named, store.facts()))


def _named(record: Recorded) -> _Named:
    return record.device, record.n, repr(record.fact)


class Household:
    """All of it; ``elapsed`` is the time since the life began."""

    def __init__(self, root: Path, count: int, settings: Settings, random: Random, *, has_truth: bool = False) -> None:
        self.lived: list[Action] = []
        self.elapsed = ZERO
        self.computers = [Computer(name, root / name, START, settings, ZONE) for name in _NAMES[:count]]
        self.replicas = {each.name: Replica(each.folder) for each in self.computers}
        self.engine = Engine(random)
        self.carry_at: timedelta | None = None
        self.recordings = Recordings()
        self.promises = Promises()
        self.spoken: list[tuple[timedelta, str, Recorded]] = []
        self.connected_since: dict[str, timedelta] = {}
        self.carry_seconds = 1.0
        self.moved = ZERO
        """When the person last did something else, or was elsewhere, of which not all machines may know yet."""
        self.purged = self.restored = self.put_back = self.imports = 0
        self.lived_twice = False
        """A machine was put back without knowing it, and may have recorded the very same anew."""
        self._images: dict[str, tuple[Replica, int]] = {}
        """Of each disk's image, what the engine knew then, and how much had been purged."""
        self.left: set[str] = set()
        self.looks = self.suggestions = self.compared = 0
        self.truth = Day(settings, self.computers[0].clock.local, START, "truth") if has_truth else None
        self._truth_types = False
        for each in self.computers:
            each.appended.append(self._appended)
            each.renamed = self.recordings.rename
            self.connected_since[each.name] = ZERO

    @property
    def now(self) -> datetime:
        """This instant by a clock that is right."""
        return START + self.elapsed

    def do(self, action: Action) -> None:
        """Live through one action."""
        self.lived.append(action)
        self.moved = self.elapsed
        name, *details = action
        getattr(self, f"_{name}")(*details)
        self._after()

    # Time

    def pass_(self, length: timedelta) -> None:
        """Time passes for all."""
        end = self.elapsed + length
        spins = 0
        while self.elapsed < end:
            dues = [each.due - each.clock.elapsed_time for each in self.computers if each.runs]
            if self.carry_at is not None:
                dues.append(self.carry_at - self.elapsed)
            step = max(min([end - self.elapsed, *dues]), ZERO)
            spins = spins + 1 if step < timedelta(milliseconds=2) else 0
            assert spins < 300, "nothing comes to rest"
            self._wait(min(max(step, timedelta(milliseconds=1)), end - self.elapsed))
            self._carry()
            for each in self.computers:
                if each.runs and each.due <= each.clock.elapsed_time:
                    self.looks += 1
                    each.turn()
            self._after()

    def _wait(self, step: timedelta) -> None:
        self.elapsed += step
        for each in self.computers:
            (each.clock.suspend if each.asleep else each.clock.pass_)(step)
            if each.typing:
                each.typed_until = each.clock.elapsed_time

    def _after(self) -> None:
        """What follows from what was done: the engine hears of files, and the judges look."""
        for each in self.computers:
            if each.journal is not None:
                # Under a new id a machine may have facts before it records any.
                self.recordings.lineage[each.journal.device] = each.name
            if each.wrote:
                each.wrote = False
                if each.online and self.carry_at is None:
                    self.carry_at = self.elapsed + timedelta(seconds=self.carry_seconds)
        self._tell_truth_of_input()

    def _carry(self) -> None:
        if self.carry_at is None or self.elapsed < self.carry_at:
            return
        self.carry_at = None
        online = [self.replicas[each.name] for each in self.computers if each.online and not each.asleep]
        touched, is_left = self.engine.carry(online)
        if is_left:
            self.carry_at = self.elapsed + timedelta(seconds=self.engine.next_piece_seconds())
        for each in self.computers:
            if self.replicas[each.name] in touched:
                each.turn()
        if not is_left and not touched:
            judge_voices(self)

    def is_connected(self, computer: Computer) -> bool:
        """What it writes comes to the others, and what they write to it."""
        return computer.runs and computer.online and computer.sharing is not None

    def _unplugged(self, computer: Computer) -> None:
        self.connected_since[computer.name] = self.elapsed

    # The machine that sees everything

    def tell_truth(self) -> None:
        """Let it see all up to now. It looks by itself whenever something falls due, so nobody asks it before that."""
        if self.truth is not None:
            self.truth.wait_until(self.now)

    def _tell_truth_of_input(self) -> None:
        if self.truth is None:
            return
        types = any(each.typing and each.runs for each in self.computers)
        if types != self._truth_types:
            self._truth_types = types
            quiet = min(each.quiet for each in self.computers)
            self.tell_truth()
            self.truth.happen(e.InputSeen() if types else e.InputStopped(quiet))

    # What happens

    def _start(self, which: int) -> None:
        computer = self.computers[which]
        self._unplugged(computer)
        self._wake(computer)
        computer.start()

    def _quit(self, which: int) -> None:
        self.computers[which].quit()

    def _kill(self, which: int, effects: int) -> None:
        if self.computers[which].loop is not None:
            self.computers[which].fuse.left = effects

    def _dead(self, which: int) -> None:
        if self.computers[which].loop is not None:
            self.computers[which].dead()

    def _work(
        self, which: int, minutes: float, late: float = 0.0, switches: int = 0, beside: int | None = None
    ) -> None:
        """Input at one machine, or at two at once, and at no other."""
        at = {which} if beside is None else {which, beside}
        for index, computer in enumerate(self.computers):
            if index in at:
                self._wake(computer)
                computer.late = timedelta(seconds=late)
                if not computer.typing:
                    computer.typing, computer.typed_until = True, computer.clock.elapsed_time
                    computer.take(e.InputSeen())
        self._after()
        if any(computer.typing for index, computer in enumerate(self.computers) if index not in at):
            self._stop_typing(at)
        for _ in range(switches):
            self.pass_(timedelta(minutes=minutes) / (switches + 1))
            self.computers[which].take(e.ContextChanged())
            if self.truth is not None:
                self.tell_truth()
                self.truth.happen(e.ContextChanged())
        self.pass_(timedelta(minutes=minutes) / (switches + 1))

    def _stop_typing(self, but: set[int]) -> None:
        stopping = [each for index, each in enumerate(self.computers) if index not in but and each.typing]
        for each in stopping:
            each.typing = False
        self.pass_(TYPING_STOPS)
        for each in stopping:
            each.take(e.InputStopped(TYPING_STOPS))
        self.moved = self.elapsed
        self._after()

    def _idle(self, minutes: float, late: float = 0.0) -> None:
        if any(each.typing for each in self.computers):
            self._stop_typing(set())
        for each in self.computers:
            each.late = timedelta(seconds=late)
        self.pass_(timedelta(minutes=minutes))
        for each in self.computers:
            each.late = each.due = ZERO

    def _sleep(self, which: int, unless_last: bool = False) -> None:
        """A lid is closed; where one machine sees everything, not that of the last one where the person was."""
        computer = self.computers[which]
        if unless_last and computer.quiet < min(each.quiet for each in self.computers) + _QUIET:
            return
        if computer.typing:
            self._stop_typing({0, 1, 2} - {which})
        computer.asleep = True

    def _wake(self, computer: Computer) -> None:
        if computer.asleep:
            computer.asleep = False
            self._unplugged(computer)
            computer.due = ZERO
            computer.turn()
            self._hurry()

    def _hurry(self) -> None:
        self.carry_at = self.elapsed + timedelta(seconds=self.carry_seconds)

    def _online(self, which: int, there: bool) -> None:
        computer = self.computers[which]
        computer.online = there
        self._unplugged(computer)
        if there:
            self._hurry()

    def _engine(self, rough: bool, seconds: float) -> None:
        self.engine.is_rough, self.carry_seconds = rough, seconds

    def _clock(self, which: int, seconds: float) -> None:
        computer = self.computers[which]
        self._unplugged(computer)
        computer.clock.wall_time += timedelta(seconds=seconds)
        computer.turn()

    def _clock_right(self, which: int) -> None:
        computer = self.computers[which]
        self._unplugged(computer)
        computer.clock.wall_time = self.now
        computer.turn()

    def _ask(self, which: int, command: c.Command) -> None:
        computer = self.computers[which]
        if not computer.runs:
            return
        open_ = computer.loop.present().commitments if computer.loop else ()
        self.promises.asked(command, open_)
        if computer.ask(command):
            self.promises.done(command, open_)

    def _plan(self, which: int, index: int, hours: float | None) -> None:
        """A commitment that is open there is closed, or planned."""
        computer = self.computers[which]
        if not computer.runs or computer.loop is None or not (open_ := computer.loop.present().commitments):
            return
        number = open_[index % len(open_)].number
        at = computer.clock.wall() + timedelta(hours=hours or 0)
        self._ask(which, c.CloseCommitment(number) if hours is None else c.PlanCommitment(number, at))

    def _click(self, which: int, button: int) -> None:
        computer = self.computers[which]
        buttons = [each for notice in computer.screen.wanted.values() for each in notice.buttons]
        if buttons and computer.runs:
            self._ask(which, buttons[button % len(buttons)].command)

    def _back_up(self, which: int, folder: bool) -> None:
        computer = self.computers[which]
        computer.back_up_folder() if folder else computer.back_up()

    def _restore(self, which: int, folder: bool, notes: str = "old") -> None:
        computer = self.computers[which]
        if folder:
            computer.restore_folder()
            return
        self._wake(computer)
        before = self._recorded_by(computer)
        anywhere = self._on_record() | self._told()
        if before is None or not computer.restore(notes):
            return
        self.restored += 1
        self.lived_twice = self.lived_twice or notes != "old"
        computer.start()
        if computer.journal is None:
            return
        # What is on record again, and what the own part tells of: all else went with the disk.
        kept = {(each.device, each.n): each for each in computer.journal.facts()}
        for part in computer.folder.iterdir() if computer.folder.is_dir() else ():
            if self.recordings.lineage.get(part.name) == computer.name:
                for file in part.glob("0*.jsonl"):
                    if (first := segments.first_in(file.name)) is not None:
                        found = segments.read(file.read_bytes(), part.name, first)
                        kept |= {(each.device, each.n): each for each in found.records}
        gone = {_named(each) for each in before if (each.device, each.n) not in kept}
        # It may have been the last to have what another recorded, whose disk was put back before.
        left = self._on_record() | self._told()
        known = {self._recorded(each) for each in left}
        gone |= {each for each in anywhere - left if self._recorded(each) not in known}
        self._lose(gone)
        self._unplugged(computer)

    def _image(self, which: int) -> None:
        computer = self.computers[which]
        computer.take_image()
        self._images[computer.name] = self.replicas[computer.name].copied(), len(self.recordings.purged)

    def _put_back(self, which: int) -> None:
        computer = self.computers[which]
        self._wake(computer)
        before = self._on_record() | self._told()
        if not computer.put_back():
            return
        self.put_back += 1
        self.lived_twice = True
        replica, purges = self._images[computer.name]
        self.replicas[computer.name] = replica.copied()
        self.engine.put_back(self.replicas[computer.name])
        self.recordings.forget_purges(purges)
        on_record = self._on_record()
        told = self._told()
        self._lose(before - on_record - told)
        # Only the engine has these: they come, or what is written now comes in their place.
        self.recordings.doubt(told - on_record)
        computer.start()
        self._unplugged(computer)
        self._hurry()

    def _lose(self, gone: set[_Named]) -> None:
        """These are on no disk any more."""
        if gone:
            self.recordings.lose(gone)
            self.promises.unknown = True
            # Somebody may put an old copy of the folder or of a history back, and these with it.
            self.recordings.doubt(gone & (self._told("old-shared") | self._backed_up()))

    def _on_record(self) -> set[_Named]:
        """What is on record at any machine."""
        found: set[_Named] = set()
        for each in self.computers:
            if each.journal is not None:
                found.update(map(_named, each.journal.facts()))
            elif each.data.is_dir():
                found |= _in_history(Path(each.places.history))
        return found

    def _backed_up(self) -> set[_Named]:
        """What old backups of histories hold, and images of whole disks."""
        name = Path(self.computers[0].places.history).name
        copies = [each.home / copy / name for each in self.computers for copy in ("backup", "image/data")]
        return {one for each in copies if each.exists() for one in _in_history(each)}

    def _told(self, folder: str = "shared") -> set[_Named]:
        """What any copy of the folder holds, or any old one."""
        return {
            _named(record)
            for each in self.computers
            for file in (each.home / folder).glob("*/0*.jsonl")
            if (first := segments.first_in(file.name)) is not None
            for record in segments.read(file.read_bytes(), file.parent.name, first).records
        }

    def _recorded(self, each: _Named) -> tuple[str, str]:
        """The machine that recorded it, under whatever id and number, and what it says."""
        device, _, fact = each
        return self.recordings.lineage.get(device, device), fact

    def _recorded_by(self, computer: Computer) -> list[Recorded] | None:
        if computer.journal is None:
            computer.start()
        if computer.journal is None:
            return None
        lineage = self.recordings.lineage
        return [each for each in computer.journal.facts() if lineage.get(each.device) == computer.name]

    def _empty(self, which: int) -> None:
        self.computers[which].empty_folder()

    def _leave(self, which: int) -> None:
        self.computers[which].leave()
        self.left.add(self.computers[which].name)

    def _join(self, which: int) -> None:
        self.computers[which].join()
        self._unplugged(self.computers[which])
        self.left.discard(self.computers[which].name)

    def _forget(self, which: int, other: int) -> None:
        journal = self.computers[other].journal
        if journal is not None:
            self.computers[which].forget(journal.device)

    def _purge(self, which: int, hours_ago: float, hours: float) -> None:
        computer = self.computers[which]
        if not computer.runs or computer.loop is None or computer.loop.reading:
            return
        start = computer.clock.wall() - timedelta(hours=hours_ago)
        end = min(start + timedelta(hours=hours), computer.clock.wall())
        span = {"start": start.isoformat(), "end": end.isoformat()}
        self.purged += 1
        self.promises.unknown = True
        assert computer.journal is not None
        record, lineage = list(computer.journal.facts()), self.recordings.lineage
        united = bool({each.device for each in record} - {computer.journal.device, computer.journal.formerly})
        shown: dict[tuple[str, str], list[datetime]] = {}
        for each in in_order(record):
            key = lineage.get(each.device, each.device), repr(each.fact)
            shown.setdefault(key, []).append(each.order[0] if united else each.fact.at)
        self.recordings.purge(start, end, shown)
        computer.do(lambda loop: purge_and_import.purge(span, loop))

    # What all must agree on

    def _joined(self) -> None:
        """All are on, hear of one another and are left alone for a while; then they know the same."""
        self.join_all()
        self._bring_back()
        judge_joined(self)

    def _bring_back(self) -> None:
        """The person does what ``status`` says of records that only another machine still has."""
        if not self.put_back:
            return
        self._idle(_TOLD_AFTER.total_seconds() / 60)
        for computer in self.sharing:
            assert computer.loop is not None
            said = computer.loop.problems.get("other machines", "")
            for other in self.sharing:
                assert other.journal is not None
                # Where a former part of it is there too, its id stands beside the name.
                names = other.name, f"{other.name} {other.journal.device[:4]}"
                if any(knows_what_was_lost(name) in said for name in names):
                    computer.take_in(list(other.journal.facts()))
                    self.imports += 1
        self.join_all()

    def join_all(self) -> None:
        """Bring all together, and wait until nothing is left to do."""
        for index, each in enumerate(self.computers):
            self._wake(each)
            each.fuse.left = None
            if not each.online:
                self._online(index, there=True)
            if each.clock.wall_time != self.now:
                self._clock_right(index)
            if each.loop is None:
                self._start(index)
        self.engine.is_rough, self.carry_seconds = False, 1.0
        self._hurry()
        self._idle(_QUIET.total_seconds() / 60)
        for _ in range(20):
            if all(each.sharing is None or not is_busy(each.sharing) for each in self.computers) and not self.carry_at:
                return
            self.pass_(timedelta(minutes=1))
        raise AssertionError("they never have nothing left to do")

    @property
    def sharing(self) -> list[Computer]:
        """The machines that have not left."""
        return [each for each in self.computers if each.name not in self.left]

    def states(self) -> dict[str, State]:
        """What each says of the person now."""
        found = {}
        for each in self.sharing:
            assert each.loop is not None, each.name
            found[each.name] = of_person(advance_to(each.loop.record.state, self.now))
        return found

    def _appended(self, computer: Computer, new: list[Recorded]) -> None:
        self.recordings.add(computer.name, new)
        asked_twice(self, computer, new)
        if self.truth is not None:
            said = [each.fact for each in new if isinstance(each.fact, (*SPEAKS, LevelReached))]
            if said:
                raise Broken(f"nobody says anything where nothing is to be said: {computer.name} {said}")
