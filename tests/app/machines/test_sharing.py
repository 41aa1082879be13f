"""Two programs and one folder: what is recorded on one is known to the other, and nothing of it is waited for."""

import json
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.app.machines.busy import is_busy
from tests.app.test_loop import ask
from tests.desktop.reactor import HandTurnedReactor
from tests.fakes import FakeClock
from tests.store.stories import opened, switched
from tray.app import purge_and_import
from tray.app.loop import Loop, World
from tray.app.machines import sharing as module
from tray.app.machines.sharing import Sharing
from tray.core.law.values import Regime
from tray.core.messages.agent_doing import Doing
from tray.core.messages.commands import Commit, Pause, PlanBlock, ReportAgent, Resume
from tray.core.messages.events import InputSeen
from tray.core.messages.facts import (
    AgentReported,
    Cause,
    ClockStepped,
    CommitmentOpened,
    Fact,
    LevelReached,
    Recorded,
    RegimeBegan,
    Switched,
    kind_of,
)
from tray.desktop.linux.watch import inotify
from tray.errors import DesktopError, StoreError
from tray.history.daily_look_for_warnings_in_slices import looked_back
from tray.history.record import Record
from tray.settings.defaults.every_setting import Agents, Machines, Settings
from tray.store.files.places import Places
from tray.store.machines import folder as shared
from tray.store.machines import local_notes, purged_spans, restored_backup, segments
from tray.store.machines.local_notes import known_names
from tray.store.machines.name_version_clock import EVERY, About, read, written
from tray.store.machines.overview import MISSING_FOR, overview
from tray.store.machines.purged_spans import Span
from tray.store.machines.read_other_machines import MOST_MACHINES, Machine, Others
from tray.view.words.machines import named

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the reactor of the tests waits as Linux does")
ELSEWHERE = "cccccccccccc"


class Computer:
    """A program with a history of its own, and its part of the folder."""

    def __init__(self, home: Path, folder: Path, clock: FakeClock, *, texts: bool = True, looks: bool = False) -> None:
        home.mkdir(mode=0o700, exist_ok=True)
        self.home, self.clock, self.looks = home, clock, looks
        self.settings = Machines(folder=str(folder), name=home.name, texts=texts)
        self.reactor = HandTurnedReactor()
        self.start()

    def start(self) -> None:
        self.journal = opened(self.home / "history.sqlite3")
        world = World(self.clock, self.journal, Settings, lambda: None, lambda: None)
        self.loop = Loop(world, Settings())
        self.loop.start()
        places = Places({"BACKPRESSURE_DATA": str(self.home)})
        self.sharing = Sharing(self.loop, self.reactor, places, self.settings, may_hang=self.looks)

    def stop(self) -> None:
        self.sharing.close()
        self.loop.close()
        self.journal.close()

    def until(self, condition: Callable[[], object]) -> None:
        def turned() -> object:
            self.loop.each()
            self.sharing.look()
            return condition()

        self.reactor.run_until(turned, poll=timedelta(milliseconds=5))

    def idle(self) -> None:
        """Until it has nothing left to do."""
        self.until(lambda: not (is_busy(self.sharing) or self.loop.reading))

    def records(self) -> set[tuple[str, int]]:
        return {(each.device, each.n) for each in self.journal.facts()}

    def part(self) -> Path:
        return Path(self.settings.folder) / self.journal.device

    def written(self) -> list[Recorded]:
        """What its part holds."""
        data = (self.part() / "000000001.jsonl").read_bytes()
        return list(segments.read(data, self.journal.device, 1).records)


DiskPutBack = tuple[Computer, Computer, Path]


@pytest.fixture
def make(tmp_path: Path, folder: Path) -> Iterator[Callable[..., Computer]]:
    clock, made = FakeClock(), []

    def computer(name: str, **more: bool) -> Computer:
        made.append(Computer(tmp_path / name, folder, clock, **more))
        return made[-1]

    yield computer
    for each in made:
        each.stop()
        each.reactor.close()


def test_what_is_done_on_one_machine_holds_on_the_other(make: Callable[..., Computer]) -> None:
    laptop, desktop = make("laptop"), make("desktop")
    laptop.idle()
    desktop.idle()
    ask(laptop.loop, Commit("answer Ada"))
    ask(laptop.loop, Pause(timedelta(minutes=5)))
    laptop.idle()
    desktop.until(lambda: desktop.loop.present().paused)
    laptop.clock.pass_time(seconds=1)
    ask(desktop.loop, Resume())
    desktop.idle()
    laptop.until(lambda: not laptop.loop.present().paused)

    assert laptop.records() == desktop.records()
    assert ["answer Ada"] == [each.text for each in desktop.loop.present().commitments]


def test_what_comes_while_something_is_recorded_is_read_all_the_same(make: Callable[..., Computer]) -> None:
    laptop, desktop = make("laptop"), make("desktop")
    laptop.idle()
    desktop.idle()
    laptop.idle()
    ask(desktop.loop, Pause(timedelta(minutes=5)))
    desktop.idle()
    laptop.until(lambda: is_busy(laptop.sharing))
    ask(laptop.loop, Commit("answer Ada"))
    laptop.idle()

    assert laptop.loop.present().paused


@pytest.mark.parametrize("many", [False, True])
def test_a_disk_that_fails_while_it_takes_in_what_others_recorded_is_told_and_asked_again(
    make: Callable[..., Computer], monkeypatch: pytest.MonkeyPatch, *, many: bool
) -> None:
    def fails(*_: object) -> None:
        raise StoreError("The disk answered with an error.")

    laptop, desktop = make("laptop"), make("desktop")
    laptop.idle()
    desktop.idle()
    ask(laptop.loop, Commit("answer Ada"))
    laptop.idle()
    with monkeypatch.context() as broken:
        if many:
            broken.setattr("tray.app.machines.sharing._MANY", 0)
        broken.setattr(desktop.journal, "taking" if many else "take", fails)
        desktop.until(lambda: "The disk answered with an error." in desktop.loop.problems.values())
    laptop.clock.pass_time(minutes=2)
    desktop.reactor.advance(timedelta(minutes=2))
    desktop.until(lambda: desktop.loop.present().commitments and "machines" not in desktop.loop.problems)

    assert laptop.records() <= desktop.records()


def test_a_disk_that_fails_while_it_deletes_what_was_purged_elsewhere_is_told_and_asked_again(
    make: Callable[..., Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise StoreError("The disk answered with an error.")

    laptop, desktop = make("laptop"), make("desktop")
    start = laptop.clock.wall()
    ask(laptop.loop, Commit("answer Ada"))
    in_step(laptop, desktop)
    laptop.clock.pass_time(minutes=1)
    purge(laptop, start)
    in_step(laptop)
    with monkeypatch.context() as broken:
        broken.setattr(desktop.journal, "purge", fails)
        desktop.sharing._read_now()
        desktop.until(lambda: "The disk answered with an error." in desktop.loop.problems.values())
    assert ["answer Ada"] == texts(desktop)
    laptop.clock.pass_time(minutes=2)
    desktop.reactor.advance(timedelta(minutes=2))
    desktop.until(lambda: not texts(desktop) and "machines" not in desktop.loop.problems)


def test_a_folder_of_which_nobody_tells_is_looked_at_once_a_minute(make: Callable[..., Computer]) -> None:
    laptop, desktop = make("laptop"), make("desktop", looks=True)
    laptop.idle()
    desktop.idle()
    ask(laptop.loop, Pause(None))
    laptop.idle()
    desktop.reactor.run_for(timedelta(milliseconds=300))
    assert not desktop.loop.present().paused
    desktop.reactor.advance(timedelta(minutes=1))

    desktop.until(lambda: desktop.loop.present().paused)


def test_a_folder_that_the_kernel_can_watch_no_more_is_looked_at_once_a_minute(
    make: Callable[..., Computer], monkeypatch: pytest.MonkeyPatch
) -> None:
    watched: list[bool] = []

    def full(*_: object) -> None:
        watched.append(True)
        raise DesktopError("no space left on device")

    laptop = make("laptop")
    laptop.idle()
    monkeypatch.setattr(inotify.Inotify, "watch", full)
    desktop = make("desktop")
    desktop.idle()
    ask(laptop.loop, Pause(None))
    laptop.idle()
    desktop.reactor.run_for(timedelta(milliseconds=300))
    assert not desktop.loop.present().paused
    desktop.reactor.advance(timedelta(minutes=1))
    desktop.until(lambda: desktop.loop.present().paused)

    assert 2 == len(watched), "once on each"


def test_a_switch_waits_for_what_somebody_acts_on_or_for_five_minutes(make: Callable[..., Computer]) -> None:
    laptop = make("laptop")
    laptop.idle()
    before = len(laptop.written())
    laptop.journal.append([switched(0)])
    laptop.idle()
    laptop.reactor.run_for(timedelta(milliseconds=50))
    assert before == len(laptop.written())
    laptop.reactor.advance(timedelta(minutes=5))
    laptop.until(lambda: len(laptop.written()) == before + 1)
    laptop.journal.append([switched(1)])
    ask(laptop.loop, Pause(None))

    laptop.until(lambda: len(laptop.written()) >= before + 3)


def test_a_folder_that_does_not_answer_is_told_and_nothing_waits_for_it(
    make: Callable[..., Computer], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs, entered = threading.Event(), threading.Event()
    real, owner = os.path.isdir, threading.get_ident()

    def isdir(path: str) -> bool:
        if path == str(folder):
            assert threading.get_ident() != owner, "the thread that owns the state touches the folder"
            entered.set()
            assert hangs.wait(60)
        return real(path)

    with monkeypatch.context() as patch:
        patch.setattr(os.path, "isdir", isdir)
        laptop = make("laptop")
        laptop.until(entered.is_set)
        ask(laptop.loop, Pause(None))
        laptop.reactor.advance(module.PATIENCE)
        laptop.until(lambda: "isn't responding" in laptop.loop.problems.get("machines", ""))
    hangs.set()
    laptop.idle()

    assert "machines" not in laptop.loop.problems
    assert "paused" in {kind_of(each.fact) for each in laptop.written()}


def test_a_folder_that_went_away_is_told_and_caught_up_with(make: Callable[..., Computer], folder: Path) -> None:
    laptop = make("laptop")
    laptop.idle()
    away = folder.rename(folder.with_name("away"))
    ask(laptop.loop, Pause(None))
    laptop.until(lambda: "isn't there" in laptop.loop.problems.get("machines", ""))
    away.rename(folder)
    laptop.reactor.advance(module.LOOK_EVERY)
    laptop.idle()
    laptop.until(lambda: len(laptop.written()) == laptop.journal.counted)

    assert "machines" not in laptop.loop.problems


def test_facts_of_another_machine_stay_out_of_the_own_part(make: Callable[..., Computer]) -> None:
    laptop, desktop = make("laptop"), make("desktop")
    laptop.idle()
    desktop.idle()
    desktop.loop.take_in([Recorded(ELSEWHERE, 1, 0, switched(0))])  # `history import`
    ask(desktop.loop, Pause(None))
    desktop.idle()

    assert {desktop.journal.device} == {each.device for each in desktop.written()}


def test_texts_that_stay_at_home_are_not_in_the_folder_even_where_they_were(make: Callable[..., Computer]) -> None:
    laptop = make("laptop")
    ask(laptop.loop, Commit("the secret plan"))
    ask(laptop.loop, PlanBlock(timedelta(hours=1), label="a secret block"))
    laptop.idle()
    assert 2 == (laptop.part() / "000000001.jsonl").read_bytes().count(b"secret")
    laptop.stop()
    laptop.settings = Machines(laptop.settings.folder, "laptop", texts=False)
    laptop.start()
    laptop.idle()

    assert b"secret" not in b"".join(path.read_bytes() for path in laptop.part().iterdir())
    assert ["the secret plan"] == [each.text for each in laptop.loop.present().commitments]
    assert ["a secret block"] == [each.label for each in laptop.loop.present().blocks]


def test_labels_that_an_older_version_left_in_the_folder_are_taken_out(make: Callable[..., Computer]) -> None:
    laptop = make("laptop")
    ask(laptop.loop, PlanBlock(timedelta(hours=1), label="a secret block"))
    laptop.idle()
    laptop.stop()
    said = laptop.part() / "machine.json"
    before = {key: value for key, value in json.loads(said.read_bytes()).items() if key != "labels"}
    said.write_text(json.dumps({**before, "texts": False}))
    laptop.settings = Machines(laptop.settings.folder, "laptop", texts=False)
    laptop.start()
    laptop.idle()

    assert b"secret" not in b"".join(path.read_bytes() for path in laptop.part().iterdir())


def test_names_of_agents_go_to_no_folder_and_yet_the_others_know_that_one_is_done(
    make: Callable[..., Computer],
) -> None:
    laptop, desktop = make("laptop"), make("desktop")
    now = laptop.loop.timeline.now()
    kept_once = AgentReported(now, "canary", Doing.ASKS, now + timedelta(hours=1))
    laptop.journal.append([kept_once])
    laptop.stop()
    laptop.start()
    ask(laptop.loop, ReportAgent("canary", Doing.ASKS))
    ask(laptop.loop, ReportAgent("another canary", Doing.ASKS))
    laptop.idle()
    desktop.idle()

    assert b"canary" not in b"".join(path.read_bytes() for path in laptop.part().iterdir())
    assert 2 == len(desktop.loop.present().agents.known)
    ask(laptop.loop, ReportAgent("canary", Doing.DONE))
    laptop.reactor.advance(module.WRITE_AFTER)
    laptop.until(lambda: len(laptop.written()) == laptop.journal.counted)
    desktop.until(lambda: len(desktop.loop.present().agents.known) == 1)


def test_names_of_agents_go_where_the_person_wants_them_on_record(make: Callable[..., Computer]) -> None:
    laptop = make("laptop")
    laptop.loop._context = replace(laptop.loop._context, settings=Settings(agents=Agents(names=True)))
    ask(laptop.loop, ReportAgent("canary", Doing.ASKS))
    laptop.idle()

    assert b"canary" in b"".join(path.read_bytes() for path in laptop.part().iterdir())


def test_a_history_that_was_opened_anew_under_another_id_is_told_under_that(make: Callable[..., Computer]) -> None:
    laptop, desktop = make("laptop"), make("desktop")
    laptop.idle()
    laptop.journal.close()
    laptop.journal = laptop.loop.world.store = opened(laptop.home / "anew.sqlite3")
    laptop.loop.record = Record(laptop.journal, laptop.clock.wall())
    ask(laptop.loop, Commit("answer Ada"))
    laptop.idle()

    desktop.until(lambda: texts(desktop) == ["answer Ada"])
    assert laptop.journal.device in {each.device for each in desktop.journal.facts()}


def goes_on_under_another_id(laptop: Computer, desktop: Computer, former: Path, later: list[str]) -> None:
    """Both lives are kept, and nothing stands under the numbers of something else."""
    known, others = ({(each.device, each.n): each.fact for each in one.journal.facts()} for one in (laptop, desktop))
    assert former != laptop.part()
    assert sorted(["before", *later]) == texts(laptop)
    assert sorted(["before", "the first life", "and more of it", *later]) == texts(desktop)
    assert [] == [key for key in known if known[key] != others.get(key)]


def test_a_history_of_an_old_backup_loses_nothing_and_goes_on_under_another_id(
    make: Callable[..., Computer], tmp_path: Path
) -> None:
    laptop, desktop = make("laptop"), make("desktop")
    ask(laptop.loop, Commit("one"))
    laptop.idle()
    laptop.stop()
    backup = (tmp_path / "laptop" / "history.sqlite3").read_bytes()
    laptop.start()
    ask(laptop.loop, Commit("two"))
    ask(laptop.loop, Commit("three"))
    laptop.idle()
    before, told = laptop.journal.device, laptop.records()
    laptop.stop()
    (tmp_path / "laptop" / "history.sqlite3").write_bytes(backup)
    laptop.clock.pass_time(minutes=1)
    laptop.start()
    ask(laptop.loop, Commit("four"))
    laptop.idle()
    desktop.idle()
    desktop.until(lambda: desktop.records() >= laptop.records())
    laptop.until(lambda: desktop.records() == laptop.records())

    assert before != laptop.journal.device
    assert told <= laptop.records()
    assert sorted(["one", "two", "three", "four"]) == sorted(each.text for each in commitments(laptop))


def commitments(computer: Computer) -> list[CommitmentOpened]:
    return [each.fact for each in computer.journal.facts() if isinstance(each.fact, CommitmentOpened)]


def test_a_clock_that_is_ahead_and_records_that_do_not_come_are_told(
    make: Callable[..., Computer], folder: Path
) -> None:
    laptop = make("laptop")
    part = folder / ELSEWHERE
    part.mkdir(0o700)
    ahead = laptop.clock.wall() + timedelta(hours=24)
    (part / "machine.json").write_bytes(written(About("desktop", "1", ahead, 512)))
    laptop.idle()
    said = laptop.loop.problems["other machines"]
    assert "The clock of desktop is 24 h ahead." in said
    assert "Waiting" not in said
    laptop.clock.pass_time(minutes=20)
    laptop.reactor.advance(MISSING_FOR)
    laptop.until(lambda: "Waiting for 512 records from desktop." in laptop.loop.problems["other machines"])
    local_notes.save(str(laptop.home / "machines.json"), local_notes.Kept().forget([ELSEWHERE]))
    laptop.reactor.advance(MISSING_FOR)

    laptop.until(lambda: "other machines" not in laptop.loop.problems)


def test_more_machines_than_are_read_are_told(make: Callable[..., Computer], folder: Path) -> None:
    laptop = make("laptop")
    for number in range(MOST_MACHINES + 1):
        (folder / f"{number:012x}").mkdir(0o700)

    laptop.until(lambda: "More than 64 machines" in laptop.loop.problems.get("other machines", ""))
    laptop.idle()


def finds_a_clock_ahead(laptop: Computer, folder: Path, hours: int) -> None:
    part = folder / ELSEWHERE
    part.mkdir(0o700)
    ahead = laptop.clock.wall() + timedelta(hours=hours)
    (part / "machine.json").write_bytes(written(About("desktop", "1", ahead, 0)))
    laptop.until(lambda: f"{hours} h ahead" in laptop.loop.problems.get("other machines", ""))


def test_a_clock_here_that_was_behind_makes_those_of_others_right_once_it_is_set(
    make: Callable[..., Computer], folder: Path
) -> None:
    laptop = make("laptop")
    finds_a_clock_ahead(laptop, folder, hours=24)
    laptop.clock.pass_time(hours=1)
    laptop.reactor.advance(EVERY)
    laptop.until(lambda: "23 h ahead" in laptop.loop.problems["other machines"])

    laptop.idle()
    laptop.clock.set_wall(minutes=24 * 60)
    laptop.until(lambda: laptop.journal.era)

    assert "other machines" not in laptop.loop.problems
    laptop.idle()


def test_a_machine_that_stood_still_with_its_clock_takes_back_what_it_said_of_others(
    make: Callable[..., Computer], folder: Path
) -> None:
    laptop = make("laptop")
    finds_a_clock_ahead(laptop, folder, hours=16)

    laptop.idle()
    laptop.clock.set_wall(hours=16)
    laptop.idle()

    assert 0 == laptop.journal.era  # as a guest whose host slept
    assert "other machines" not in laptop.loop.problems


def test_a_machine_that_slept_says_at_once_that_clocks_of_others_are_right_by_now(
    make: Callable[..., Computer], folder: Path
) -> None:
    laptop = make("laptop")
    finds_a_clock_ahead(laptop, folder, hours=24)
    laptop.idle()
    laptop.clock.suspend(hours=25)
    laptop.sharing.look()

    assert "other machines" not in laptop.loop.problems
    laptop.idle()


@pytest.mark.parametrize("come", [True, False], ids=["come with it", "are still to come"])
def test_a_machine_of_which_it_is_heard_again_was_not_at_work_for_days(
    make: Callable[..., Computer], folder: Path, come: bool
) -> None:
    laptop = make("laptop")
    part, now = folder / ELSEWHERE, laptop.clock.wall()
    part.mkdir(0o700)
    began = Recorded(ELSEWHERE, 1, 0, RegimeBegan(now - timedelta(hours=60), Regime.WORK, Cause.INPUT))
    ended = Recorded(ELSEWHERE, 2, 0, RegimeBegan(now - timedelta(hours=59), Regime.REST, Cause.AWAY))
    (part / "000000001.jsonl").write_bytes(segments.of_record(began))
    (part / "machine.json").write_bytes(written(About("desktop", "1", now - timedelta(hours=60), 1)))
    laptop.until(lambda: laptop.journal.held(512).get(ELSEWHERE))
    laptop.idle()
    laptop.loop.take(InputSeen())
    (part / "machine.json").write_bytes(written(About("desk", "1", now, 2)))
    if come:
        (part / "000000001.jsonl").write_bytes(segments.of_record(began) + segments.of_record(ended))
    laptop.until(lambda: "desk" in laptop.loop.machine_names.values())
    laptop.idle()

    assert laptop.loop.present().stretch < timedelta(minutes=1)
    assert [] == [each for each in laptop.journal.facts() if isinstance(each.fact, LevelReached)]


def test_a_part_of_a_machine_that_has_left_says_nothing_of_when_it_ran(
    make: Callable[..., Computer], folder: Path
) -> None:
    laptop = make("laptop")
    part, now = folder / ELSEWHERE, laptop.clock.wall()
    part.mkdir(0o700)
    began = Recorded(ELSEWHERE, 1, 0, RegimeBegan(now - timedelta(hours=60), Regime.WORK, Cause.INPUT))
    (part / "000000001.jsonl").write_bytes(segments.of_record(began))
    # As the part of a former id says it, under which a disk that was put back lived on until it knew that.
    (part / "machine.json").write_bytes(written(About("desktop", "1", now, 1, left=True)))
    laptop.until(lambda: laptop.journal.held(512).get(ELSEWHERE))
    laptop.idle()

    assert not laptop.loop.present().working


def test_a_clock_that_is_set_is_told_of_at_once(make: Callable[..., Computer]) -> None:
    laptop = make("laptop")
    laptop.idle()
    laptop.clock.set_wall(minutes=-10)
    laptop.idle()
    laptop.until(lambda: laptop.journal.era)
    laptop.idle()

    said = read((laptop.part() / "machine.json").read_bytes())
    assert said is not None
    assert laptop.clock.wall() == said.clock


def test_ten_thousand_facts_come_in_without_the_loop_waiting_for_the_disk(make: Callable[..., Computer]) -> None:
    desktop = make("desktop")
    desktop.idle()
    desktop.journal.append([switched(minute) for minute in range(10_000)])
    ask(desktop.loop, Pause(None))
    desktop.idle()
    laptop = make("laptop")
    laptop.idle()
    laptop.until(lambda: laptop.records() >= desktop.records())


def test_nothing_is_loaded_where_no_folder_is_named() -> None:
    import subprocess

    code = "import sys, tray.app.app; print([name for name in sys.modules if 'machines' in name.split('.')])"
    came = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]\n" == came.stdout


def test_what_is_purged_on_one_machine_is_gone_from_all_and_stays_so(
    make: Callable[..., Computer], folder: Path
) -> None:
    laptop, desktop = make("laptop"), make("desktop")
    ask(laptop.loop, Commit("the secret plan"))
    laptop.idle()
    desktop.until(lambda: desktop.records() >= laptop.records())
    for computer in (laptop, desktop):
        computer.loop.world.purging, computer.loop.world.purged = computer.sharing.purging, computer.sharing.purged
    desktop.clock.pass_time(minutes=1)
    asked = {"start": None, "end": None}
    assert {"count": len(desktop.records())} == purge_and_import.purge(asked, desktop.loop)
    desktop.idle()
    laptop.until(lambda: not commitments(laptop))
    laptop.idle()

    assert b"secret" not in b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for computer in (laptop, desktop):
        computer.stop()
        computer.start()
        computer.idle()
        assert [] == commitments(computer)
        assert "other machines" not in computer.loop.problems


@pytest.mark.parametrize("pattern", ["purged.jsonl", "*"])
def test_what_was_purged_is_told_again_when_somebody_empties_the_folder(
    make: Callable[..., Computer], pattern: str
) -> None:
    laptop = make("laptop")
    laptop.loop.world.purging, laptop.loop.world.purged = laptop.sharing.purging, laptop.sharing.purged
    ask(laptop.loop, Commit("the secret plan"))
    laptop.idle()
    laptop.clock.pass_time(minutes=1)
    purge_and_import.purge({"start": None, "end": None}, laptop.loop)
    laptop.idle()
    before = (laptop.part() / "purged.jsonl").read_bytes()
    for path in laptop.part().glob(pattern):
        path.unlink()
    ask(laptop.loop, Commit("another"))
    laptop.idle()

    assert before == (laptop.part() / "purged.jsonl").read_bytes()


def test_a_purge_that_was_killed_before_it_deleted_is_carried_out_by_the_next_start(
    make: Callable[..., Computer],
) -> None:
    laptop = make("laptop")
    ask(laptop.loop, Commit("the secret plan"))
    laptop.idle()
    laptop.clock.pass_time(minutes=1)
    laptop.sharing.purging(None, None, None)
    laptop.stop()
    laptop.start()
    laptop.until(lambda: not commitments(laptop))
    laptop.idle()

    assert b"secret" not in (laptop.part() / "000000001.jsonl").read_bytes()


def test_a_span_that_ends_in_the_future_takes_nothing_that_is_still_to_come(
    make: Callable[..., Computer], folder: Path
) -> None:
    laptop = make("laptop")
    laptop.idle()
    (folder / ELSEWHERE).mkdir(0o700)
    span = Span(None, laptop.clock.wall() + timedelta(days=1000))
    (folder / ELSEWHERE / "purged.jsonl").write_bytes(purged_spans.written([span]))
    laptop.until(lambda: local_notes.load(str(laptop.home / "machines.json")).obeyed)
    laptop.clock.pass_time(minutes=1)
    ask(laptop.loop, Commit("tomorrow"))
    laptop.idle()
    laptop.stop()
    laptop.start()
    laptop.idle()

    assert ["tomorrow"] == [each.text for each in commitments(laptop)]
    assert "tomorrow" in (laptop.part() / "000000001.jsonl").read_text()


def purge(computer: Computer, start: datetime | None = None, end: datetime | None = None) -> None:
    """What the person asks for on one machine."""
    world = computer.loop.world
    world.purging, world.purged = computer.sharing.purging, computer.sharing.purged
    asked = {name: at and at.isoformat() for name, at in (("start", start), ("end", end))}
    purge_and_import.purge(asked, computer.loop)


def in_step(*computers: Computer) -> None:
    """Each writes what it has and reads what the others wrote, until nothing is left."""
    for _ in range(3):
        for computer in computers:
            computer.sharing._read_now()
            computer.idle()


@pytest.fixture
def purged_on_the_laptop(make: Callable[..., Computer]) -> tuple[Computer, Computer, datetime, datetime]:
    """Two machines after a purge of ten minutes that both have obeyed."""
    laptop, desktop = make("laptop"), make("desktop")
    start = laptop.clock.wall()
    ask(laptop.loop, Commit("on the laptop"))
    ask(desktop.loop, Commit("on the desktop"))
    in_step(laptop, desktop)
    laptop.clock.pass_time(minutes=10)
    purge(laptop, start, laptop.clock.wall())
    in_step(laptop, desktop)
    assert [] == [*commitments(laptop), *commitments(desktop)]
    return laptop, desktop, start, laptop.clock.wall()


def promise(computer: Computer, at: datetime, text: str) -> None:
    """Recorded now, but dated otherwise, as hours are labelled when they are over."""
    computer.loop.record.append([CommitmentOpened(at, 7, text)])


def texts(computer: Computer) -> list[str]:
    return sorted(each.text for each in commitments(computer))


def test_what_is_recorded_after_a_purge_and_dated_in_its_time_is_kept_by_all(
    purged_on_the_laptop: tuple[Computer, Computer, datetime, datetime],
) -> None:
    laptop, desktop, start, _ = purged_on_the_laptop
    promise(desktop, start + timedelta(minutes=1), "later, on the desktop")
    promise(laptop, start + timedelta(minutes=2), "later, on the laptop")
    in_step(desktop, laptop)
    for computer in (laptop, desktop):
        computer.stop()
        computer.start()
    in_step(desktop, laptop)

    assert ["later, on the desktop", "later, on the laptop"] == texts(laptop) == texts(desktop)
    assert laptop.records() == desktop.records()


def promised(computer: Computer) -> list[str]:
    """The texts that are on record, in the order of their numbers."""
    found = [(each.n, each.fact.text) for each in computer.journal.facts() if isinstance(each.fact, CommitmentOpened)]
    return [text for _, text in sorted(found)]


def test_a_purge_goes_by_the_clocks_as_they_were_shown_then_however_they_are_set_later(
    make: Callable[..., Computer],
) -> None:
    laptop, desktop = make("laptop"), make("desktop")
    in_step(laptop, desktop)
    at, ahead, hour = desktop.clock.wall(), timedelta(days=3), timedelta(hours=1)

    def lives(*facts: Fact) -> None:
        desktop.stop()
        with closing(opened(desktop.home / "history.sqlite3")) as journal:
            journal.append(facts)
        desktop.start()

    # Some hours by a clock that was days ahead, and some after it was set right.
    lives(
        *(CommitmentOpened(at + ahead + each * hour, 9 + each, f"{each}") for each in (-8, -7, -6, -5)),
        ClockStepped(at - 4 * hour, at + ahead - 4 * hour),
        *(CommitmentOpened(at + each * hour, 9 + each, f"{each}") for each in (-3, -2, -1)),
    )
    in_step(desktop, laptop)
    assert ["-8", "-7", "-6", "-5", "-3", "-2", "-1"] == promised(laptop) == promised(desktop)
    # Before the laptop hears of it, the clock is set on, and others lie where these were.
    lives(CommitmentOpened(at - 2 * hour, 9, "unknown to the laptop"), ClockStepped(at, at - 2 * hour))
    purge(laptop, at - 6 * hour, at - 2 * hour)
    assert ["-8", "-7", "-2", "-1"] == promised(laptop)
    in_step(laptop, desktop)
    in_step(desktop, laptop)
    assert ["-8", "-7", "-2", "-1", "unknown to the laptop"] == promised(laptop) == promised(desktop)

    lives(ClockStepped(at, at - 2 * hour))
    in_step(desktop, laptop)
    laptop.stop()
    laptop.start()
    in_step(laptop, desktop)

    assert ["-8", "-7", "-2", "-1", "unknown to the laptop"] == promised(laptop) == promised(desktop)
    assert laptop.records() == desktop.records()
    assert at - 4 * hour in {each.fact.at for each in laptop.journal.of_kind("clock_stepped")}


def test_the_same_time_can_be_purged_again_on_another_machine(
    purged_on_the_laptop: tuple[Computer, Computer, datetime, datetime],
) -> None:
    laptop, desktop, start, end = purged_on_the_laptop
    promise(laptop, start + timedelta(minutes=1), "later, on the laptop")
    in_step(laptop, desktop)
    purge(desktop, start, end)
    in_step(desktop, laptop)

    assert [] == texts(laptop) == texts(desktop)
    assert laptop.records() == desktop.records()


def test_what_a_machine_recorded_before_it_heard_of_a_purge_goes_and_what_it_recorded_later_comes(
    make: Callable[..., Computer], folder: Path
) -> None:
    laptop, desktop = make("laptop"), make("desktop")
    in_step(laptop, desktop)
    start = laptop.clock.wall()
    away = folder / laptop.journal.device
    laptop.clock.pass_time(minutes=10)
    purge(laptop, start, laptop.clock.wall())
    in_step(laptop)
    hidden = away.rename(folder / "away")  # the engine hasn't brought it yet
    promise(desktop, start + timedelta(minutes=1), "before")
    in_step(desktop)
    hidden.rename(away)
    in_step(laptop)
    assert [] == texts(laptop)
    in_step(desktop)
    promise(desktop, start + timedelta(minutes=1), "after")
    in_step(desktop, laptop)

    assert ["after"] == texts(laptop) == texts(desktop)
    assert laptop.records() == desktop.records()


def test_what_comes_before_it_is_told_that_it_was_recorded_after_a_purge_is_taken_once_that_comes(
    make: Callable[..., Computer],
) -> None:
    laptop, desktop = make("laptop", looks=True), make("desktop")
    in_step(laptop, desktop)
    start = laptop.clock.wall()
    laptop.clock.pass_time(minutes=10)
    purge(laptop, start, laptop.clock.wall())
    laptop.sharing._read_now()
    laptop.idle()
    in_step(desktop)
    promise(desktop, start + timedelta(minutes=1), "after")
    in_step(desktop)
    told = (desktop.part() / "purged.jsonl").rename(desktop.home / "purged.jsonl")  # the engine brings it last
    in_step(laptop)
    assert [] == texts(laptop)
    told.rename(desktop.part() / "purged.jsonl")
    laptop.sharing._read_now()
    laptop.idle()

    assert ["after"] == texts(laptop) == texts(desktop)


def test_an_old_backup_of_the_history_alone_brings_nothing_back(
    purged_on_the_laptop: tuple[Computer, Computer, datetime, datetime], tmp_path: Path
) -> None:
    laptop, desktop, _, end = purged_on_the_laptop
    promise(desktop, end, "kept")
    in_step(desktop, laptop)
    desktop.stop()
    backup = (tmp_path / "desktop" / "history.sqlite3").read_bytes()
    desktop.start()
    in_step(desktop)
    desktop.clock.pass_time(minutes=1)
    purge(laptop, end, desktop.clock.wall())
    in_step(laptop, desktop, laptop)
    desktop.stop()
    (tmp_path / "desktop" / "history.sqlite3").write_bytes(backup)
    desktop.start()
    in_step(desktop, laptop, desktop)

    assert [] == texts(laptop) == texts(desktop)
    assert laptop.records() == desktop.records()


def test_what_an_older_version_tells_of_a_purge_is_obeyed_and_what_is_recorded_later_stays(
    make: Callable[..., Computer], folder: Path
) -> None:
    laptop, desktop = make("laptop"), make("desktop")
    promise(laptop, laptop.clock.wall(), "before")
    in_step(laptop, desktop)
    laptop.clock.pass_time(minutes=1)
    told = {"from": None, "to": laptop.clock.wall().isoformat(), "device": None}
    (folder / ELSEWHERE).mkdir(0o700)
    (folder / ELSEWHERE / "purged.jsonl").write_bytes(segments.checked(json.dumps(told)))
    in_step(laptop, desktop)
    assert [] == texts(laptop) == texts(desktop)
    promise(desktop, laptop.clock.wall() - timedelta(seconds=30), "after")
    in_step(desktop, laptop)

    assert ["after"] == texts(laptop) == texts(desktop)


def test_an_old_backup_of_a_machine_that_purged_since_gives_no_number_twice(
    make: Callable[..., Computer], tmp_path: Path
) -> None:
    laptop, desktop = make("laptop"), make("desktop")
    in_step(laptop, desktop)
    laptop.clock.pass_time(minutes=1)
    laptop.stop()
    backup = (tmp_path / "laptop" / "history.sqlite3").read_bytes()
    laptop.start()
    start = laptop.clock.wall()
    ask(laptop.loop, Commit("since"))
    in_step(laptop, desktop)
    laptop.clock.pass_time(minutes=1)
    purge(laptop, start)
    in_step(laptop, desktop)
    told = laptop.journal.counted
    laptop.stop()
    (tmp_path / "laptop" / "history.sqlite3").write_bytes(backup)
    (tmp_path / "laptop" / "machines.json").unlink(missing_ok=True)
    laptop.start()
    in_step(laptop, desktop)
    laptop.clock.pass_time(minutes=1)
    ask(laptop.loop, Commit("after"))
    in_step(laptop, desktop)

    assert ["after"] == texts(laptop) == texts(desktop)
    assert laptop.records() == desktop.records()
    assert laptop.journal.counted > told


@pytest.mark.parametrize("purged", [("since",), ("since", "and then")])
def test_what_an_old_backup_records_under_a_number_that_was_purged_goes_on_under_another_id(
    make: Callable[..., Computer], tmp_path: Path, purged: tuple[str, ...]
) -> None:
    laptop, desktop = make("laptop"), make("desktop")
    in_step(laptop, desktop)
    laptop.clock.pass_time(minutes=1)
    laptop.stop()
    backup = (tmp_path / "laptop" / "history.sqlite3").read_bytes()
    laptop.start()
    start = laptop.clock.wall()
    for each in purged:
        ask(laptop.loop, Commit(each))
    in_step(laptop, desktop)
    laptop.clock.pass_time(minutes=1)
    purge(laptop, start)
    in_step(laptop, desktop)
    former = laptop.part()
    laptop.stop()
    (tmp_path / "laptop" / "history.sqlite3").write_bytes(backup)
    (tmp_path / "laptop" / "machines.json").unlink()
    laptop.clock.pass_time(minutes=1)
    laptop.start()
    ask(laptop.loop, Commit("after"))
    in_step(laptop, desktop)

    assert former != laptop.part()
    assert ["after"] == texts(laptop) == texts(desktop)
    assert laptop.records() == desktop.records()


OldBackup = tuple[Computer, Computer, Callable[[], None]]


@pytest.fixture
def old_backup(make: Callable[..., Computer], tmp_path: Path) -> OldBackup:
    """Two machines, and how the first is put back to what it was before it recorded one thing more."""
    laptop, desktop = make("laptop"), make("desktop")
    in_step(laptop, desktop)
    laptop.clock.pass_time(minutes=1)
    laptop.stop()
    backup = (tmp_path / "laptop" / "history.sqlite3").read_bytes()
    laptop.start()

    def put_back() -> None:
        laptop.stop()
        (tmp_path / "laptop" / "history.sqlite3").write_bytes(backup)
        (tmp_path / "laptop" / "machines.json").unlink()
        laptop.clock.pass_time(minutes=1)
        laptop.start()

    ask(laptop.loop, Commit("since"))
    in_step(laptop, desktop)
    laptop.clock.pass_time(minutes=1)
    return laptop, desktop, put_back


def since(laptop: Computer) -> datetime:
    """When the last commitment was made."""
    return max(each.at for each in commitments(laptop))


@pytest.mark.parametrize("is_heard", [False, True])
def test_what_an_old_backup_records_under_a_number_that_another_machine_purged_reaches_that_one(
    old_backup: OldBackup, is_heard: bool
) -> None:
    laptop, desktop, put_back = old_backup
    purge(desktop, since(desktop))
    in_step(*(desktop, laptop) if is_heard else (desktop,))
    put_back()
    ask(laptop.loop, Commit("after"))
    in_step(laptop, desktop, laptop)

    assert ["after"] == texts(laptop) == texts(desktop)
    assert laptop.records() == desktop.records()


@pytest.mark.parametrize("by", ["laptop", "desktop"])
@pytest.mark.parametrize("is_told", [False, True])
def test_what_an_old_backup_recorded_under_a_number_that_was_purged_can_be_purged_too(
    old_backup: OldBackup, by: str, is_told: bool, folder: Path
) -> None:
    laptop, desktop, put_back = old_backup
    purge(laptop, since(laptop))
    in_step(laptop, desktop)
    put_back()
    ask(laptop.loop, Commit("after"))
    again = since(laptop)
    if is_told:
        in_step(laptop, desktop)
    laptop.clock.pass_time(minutes=1)
    purge({"laptop": laptop, "desktop": desktop}[by], again)
    in_step(desktop, laptop, desktop)
    laptop.clock.pass_time(minutes=1)
    ask(laptop.loop, Commit("at last"))
    in_step(laptop, desktop, laptop)

    assert ["at last"] == texts(laptop) == texts(desktop)
    assert laptop.records() == desktop.records()
    assert b"after" not in b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_an_old_backup_that_is_put_back_a_second_time_after_each_life_was_purged_loses_nothing(
    old_backup: OldBackup,
) -> None:
    laptop, desktop, put_back = old_backup
    parts = {laptop.part()}
    for life in ("the second life", "the third life"):
        purge(laptop, since(laptop))
        in_step(laptop, desktop)
        put_back()
        ask(laptop.loop, Commit(life))
        in_step(laptop, desktop, laptop)
        parts.add(laptop.part())
        assert [life] == texts(laptop) == texts(desktop)
        laptop.clock.pass_time(minutes=1)
    ask(laptop.loop, Commit("stays"))
    in_step(laptop, desktop, laptop)

    assert ["stays", "the third life"] == texts(laptop) == texts(desktop)
    assert laptop.records() == desktop.records()
    assert 3 == len(parts)


def test_an_old_backup_that_holds_what_was_purged_since_stays_the_machine_it_was(
    old_backup: OldBackup, tmp_path: Path
) -> None:
    laptop, desktop, _ = old_backup
    laptop.stop()
    backup = (tmp_path / "laptop" / "history.sqlite3").read_bytes()
    laptop.start()
    in_step(laptop, desktop)
    former = laptop.part()
    purge(laptop, since(laptop))
    in_step(laptop, desktop)
    laptop.stop()
    (tmp_path / "laptop" / "history.sqlite3").write_bytes(backup)
    (tmp_path / "laptop" / "machines.json").unlink()
    laptop.clock.pass_time(minutes=1)
    laptop.start()
    in_step(laptop, desktop)
    ask(laptop.loop, Commit("after"))
    in_step(laptop, desktop, laptop)

    assert ["after"] == texts(laptop) == texts(desktop)
    assert laptop.records() == desktop.records()
    assert former == laptop.part()


def works(computer: Computer, text: str) -> None:
    """A commitment, and so many switches that they fill a segment and go on in the next; no folder is visited yet."""
    computer.stop()
    at = computer.clock.wall()
    with closing(opened(computer.home / "history.sqlite3")) as journal:
        switches = [Switched(at + timedelta(seconds=each)) for each in range(segments.SIZE)]
        journal.append([CommitmentOpened(at, 1, text), *switches])
    computer.clock.pass_time(minutes=30)
    computer.start()


@pytest.mark.parametrize("first", ["is purged", "is short", "is long"])
def test_what_an_old_backup_recorded_goes_on_under_another_id_also_where_it_has_filled_a_segment(
    old_backup: OldBackup, first: str
) -> None:
    laptop, desktop, put_back = old_backup
    former = laptop.part()
    if first == "is long":
        works(laptop, "more")
        in_step(laptop, desktop)
    if first == "is purged":
        purge(laptop, since(laptop))
        in_step(laptop, desktop)
    put_back()
    works(laptop, "after")
    in_step(laptop, desktop, laptop)

    told = {"is purged": [], "is short": ["since"], "is long": ["more", "since"]}[first]
    assert former != laptop.part()
    assert ["after", *told] == texts(laptop) == texts(desktop)
    assert laptop.records() == desktop.records()


def test_what_was_told_under_a_former_id_is_told_again_when_somebody_empties_the_folder_and_purged_there_too(
    make: Callable[..., Computer], tmp_path: Path, folder: Path
) -> None:
    laptop, desktop = make("laptop"), make("desktop")
    in_step(laptop, desktop)
    laptop.stop()
    backup = (tmp_path / "laptop" / "history.sqlite3").read_bytes()
    laptop.start()
    desktop.stop()
    laptop.clock.pass_time(minutes=1)
    ask(laptop.loop, Commit("the first life"))
    in_step(laptop)
    former = laptop.part()
    laptop.stop()
    (tmp_path / "laptop" / "history.sqlite3").write_bytes(backup)
    laptop.clock.pass_time(minutes=1)
    laptop.start()
    ask(laptop.loop, Commit("the second life"))
    in_step(laptop)
    assert former != laptop.part()
    laptop.stop()
    for part in folder.iterdir():
        shutil.rmtree(part)
    laptop.start()
    in_step(laptop)
    desktop.start()
    in_step(desktop, laptop)
    assert ["the first life", "the second life"] == texts(laptop) == texts(desktop)
    assert laptop.records() == desktop.records()

    laptop.clock.pass_time(minutes=1)
    purge(desktop)
    in_step(desktop, laptop)
    assert [] == texts(laptop) == texts(desktop)
    assert b"life" not in b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_was_told_between_two_old_backups_is_told_again_when_somebody_empties_the_folder(
    make: Callable[..., Computer], tmp_path: Path, folder: Path
) -> None:
    laptop = make("laptop")
    in_step(laptop)
    laptop.stop()
    shutil.copytree(tmp_path / "laptop", tmp_path / "backup")
    for text in ("the first life", "the second life", "the third life"):
        laptop.clock.pass_time(minutes=1)
        laptop.start()
        ask(laptop.loop, Commit(text))
        in_step(laptop)
        laptop.stop()
        shutil.rmtree(tmp_path / "laptop")
        shutil.copytree(tmp_path / "backup", tmp_path / "laptop")
    laptop.clock.pass_time(minutes=1)
    laptop.start()
    in_step(laptop)
    assert [laptop.journal.device] == [each.device for each in machines_in(folder) if not each.about.left]
    laptop.stop()
    for part in folder.iterdir():
        shutil.rmtree(part)
    laptop.start()
    in_step(laptop)
    desktop = make("desktop")
    in_step(desktop, laptop)

    assert ["the first life", "the second life", "the third life"] == texts(desktop)
    assert laptop.records() == desktop.records()


def test_an_old_copy_of_a_former_ids_part_that_is_brought_back_while_this_runs_is_put_right_at_once(
    make: Callable[..., Computer], tmp_path: Path, folder: Path
) -> None:
    laptop = make("laptop")
    ask(laptop.loop, Commit("before"))
    in_step(laptop)
    laptop.stop()
    shutil.copytree(tmp_path / "laptop", tmp_path / "old home")
    former = laptop.part()
    shutil.copytree(former, tmp_path / "old part")
    laptop.start()
    laptop.clock.pass_time(minutes=1)
    ask(laptop.loop, Commit("the first life"))
    in_step(laptop)
    laptop.stop()
    shutil.rmtree(tmp_path / "laptop")
    shutil.copytree(tmp_path / "old home", tmp_path / "laptop")
    laptop.clock.pass_time(minutes=1)
    laptop.start()
    in_step(laptop)
    assert former != laptop.part()

    for file in (tmp_path / "old part").iterdir():
        shutil.copy(file, former)  # as an engine brings it, from a machine that was put back too
    laptop.clock.pass_time(minutes=1)
    laptop.sharing._read_now()
    in_step(laptop)
    desktop = make("desktop")
    in_step(desktop, laptop)

    assert ["before", "the first life"] == texts(desktop)
    assert laptop.records() == desktop.records()
    assert [laptop.journal.device] == [
        each.device for each in machines_in(folder) if not each.about.left and each.device != desktop.journal.device
    ]


def test_a_machine_that_was_put_back_is_one_machine_for_the_person_under_all_its_ids(
    make: Callable[..., Computer], tmp_path: Path
) -> None:
    laptop, desktop = make("laptop"), make("desktop")
    in_step(laptop, desktop)
    for life in ("the first life", "the second life"):
        laptop.stop()
        shutil.copytree(tmp_path / "laptop", tmp_path / life)
        laptop.start()
        laptop.clock.pass_time(minutes=1)
        ask(laptop.loop, Commit(life))
        in_step(laptop, desktop)
        laptop.stop()
        shutil.rmtree(tmp_path / "laptop")
        shutil.copytree(tmp_path / life, tmp_path / "laptop")
        laptop.clock.pass_time(minutes=1)
        laptop.start()
        in_step(laptop, desktop)
    assert 4 == len({device for device, _ in desktop.records()} | {laptop.journal.device})

    for computer in (laptop, desktop):
        places = Places({"BACKPRESSURE_DATA": str(computer.home)})
        listed, _ = overview(computer.settings, places, computer.clock.wall())
        assert {"laptop", "desktop"} == {*computer.loop.machine_names.values()}
        assert computer.loop.machine_names == known_names(places.machines)
        assert ["desktop", "laptop"] == sorted(named(listed).values())
        assert len(computer.records()) == sum(each.facts for each in listed)
        assert not any(each.has_left for each in listed)


def machines_in(folder: Path) -> tuple[Machine, ...]:
    with shared.opened(str(folder)) as opened_folder:
        return Others().read(opened_folder, "", {}, ()).machines


def test_a_copy_of_a_machine_leaves_the_part_of_the_one_that_goes_on_alone(
    make: Callable[..., Computer], tmp_path: Path, folder: Path
) -> None:
    laptop = make("laptop")
    in_step(laptop)
    laptop.stop()
    shutil.copytree(tmp_path / "laptop", tmp_path / "copy")
    laptop.start()
    in_step(laptop)
    laptop.clock.pass_time(minutes=1)
    copy = make("copy")
    in_step(copy)
    laptop.clock.pass_time(minutes=16)
    ask(laptop.loop, Commit("of the laptop"))
    in_step(laptop, copy)
    copy.stop()
    copy.start()
    in_step(copy, laptop)

    assert laptop.journal.device != copy.journal.device
    assert [] == [each.device for each in machines_in(folder) if each.about.left]
    for computer in (laptop, copy):
        names = {laptop.journal.device: "laptop", copy.journal.device: "copy"}
        assert names == computer.loop.machine_names


def test_a_home_and_folder_put_back_whole_give_no_number_a_second_time(
    make: Callable[..., Computer], tmp_path: Path
) -> None:
    laptop, desktop = make("laptop"), make("desktop")
    ask(laptop.loop, Commit("before"))
    in_step(laptop, desktop)
    laptop.stop()
    laptop.start()
    in_step(laptop)
    former = laptop.part()
    laptop.stop()
    shutil.copytree(tmp_path / "laptop", tmp_path / "old home")
    shutil.copytree(former, tmp_path / "old part")
    laptop.start()
    assert former == laptop.part()
    ask(laptop.loop, Commit("the first life"))
    in_step(laptop, desktop)
    laptop.stop()
    for old, now in (("old home", tmp_path / "laptop"), ("old part", former)):
        shutil.rmtree(now)
        shutil.copytree(tmp_path / old, now)
    laptop.clock.pass_time(minutes=1)
    laptop.start()
    ask(laptop.loop, Commit("the second life"))
    in_step(laptop, desktop)
    known, others = ({(each.device, each.n): each.fact for each in one.journal.facts()} for one in (laptop, desktop))

    assert former != laptop.part()
    assert ["before", "the first life", "the second life"] == texts(desktop)
    assert [] == [key for key in known if known[key] != others.get(key)]


@pytest.fixture
def disk_put_back(make: Callable[..., Computer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DiskPutBack:
    """A machine whose whole disk is put back to before its first life, of which another one knows."""
    monkeypatch.setattr(restored_backup, "changed_at", lambda _: 1)  # as on a disk that is put back whole
    laptop, desktop = make("laptop"), make("desktop")
    ask(laptop.loop, Commit("before"))
    in_step(laptop, desktop)
    laptop.stop()
    old, disk = tmp_path / "old disk", (tmp_path / "laptop", laptop.part())
    for number, place in enumerate(disk):
        shutil.copytree(place, old / str(number))
    laptop.start()
    laptop.clock.pass_time(minutes=1)
    for text in ("the first life", "and more of it"):
        ask(laptop.loop, Commit(text))
    in_step(laptop, desktop)
    laptop.stop()
    desktop.sharing._introduce_now()
    in_step(desktop)
    for number, place in enumerate(disk):
        shutil.rmtree(place)
        shutil.copytree(old / str(number), place)
    laptop.clock.pass_time(minutes=10)
    return laptop, desktop, disk[1]


def test_a_disk_put_back_whole_obeys_a_purge_as_itself_and_not_by_how_its_former_life_was_dated(
    make: Callable[..., Computer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restored_backup, "changed_at", lambda _: 1)
    laptop, desktop = make("laptop"), make("desktop")
    at, hour = laptop.clock.wall(), timedelta(hours=1)
    promise(laptop, at - 40 * hour, "before")
    in_step(laptop, desktop)
    laptop.stop()
    disk = (tmp_path / "laptop", laptop.part())
    for number, place in enumerate(disk):
        shutil.copytree(place, tmp_path / "old disk" / str(number))
    laptop.start()
    promise(laptop, at - 30 * hour, "purged")
    laptop.loop.record.append([ClockStepped(at - 5 * hour, at - 29 * hour)])  # it was a day behind
    for _ in range(9):
        promise(laptop, at - 4 * hour, "the first life")
    in_step(laptop, desktop)
    purge(desktop, at - 7 * hour, at - 5.5 * hour)
    in_step(desktop, laptop)
    desktop.sharing._introduce_now()
    in_step(desktop)
    assert "purged" not in texts(laptop) + texts(desktop)
    laptop.stop()
    for number, place in enumerate(disk):
        shutil.rmtree(place)
        shutil.copytree(tmp_path / "old disk" / str(number), place)
    laptop.clock.pass_time(minutes=10)
    laptop.start()
    promise(laptop, at - 30 * hour, "the second life")
    in_step(laptop, desktop)

    assert ["before", "the second life"] == texts(laptop)
    assert {"before", "the second life"} < {*texts(desktop)}


@pytest.mark.parametrize("later", [["the second life"], ["the second life", "2", "3", "4"]], ids=["short", "long"])
def test_a_disk_put_back_whole_is_told_by_what_the_others_know_and_gives_no_number_twice(
    disk_put_back: DiskPutBack, later: list[str], folder: Path
) -> None:
    laptop, desktop, former = disk_put_back
    elsewhere = (folder / desktop.journal.device).rename(folder / "away")  # the engine hasn't brought it yet
    laptop.start()
    for text in later:
        ask(laptop.loop, Commit(text))
    laptop.idle()
    assert former == laptop.part()
    elsewhere.rename(folder / desktop.journal.device)
    in_step(laptop, desktop)

    goes_on_under_another_id(laptop, desktop, former, later)


@pytest.mark.parametrize("is_started_anew", [False, True])
def test_a_disk_put_back_whole_is_told_also_where_the_others_read_first_that_it_counted_on_beyond_what_they_know(
    disk_put_back: DiskPutBack, folder: Path, *, is_started_anew: bool
) -> None:
    laptop, desktop, former = disk_put_back
    elsewhere = (folder / desktop.journal.device).rename(folder / "away")
    later = ["second", "third", "fourth", "fifth"]
    laptop.start()
    for text in later:
        ask(laptop.loop, Commit(text))
    laptop.idle()
    elsewhere.rename(folder / desktop.journal.device)
    if is_started_anew:
        desktop.stop()
        desktop.start()
    desktop.sharing._introduce_now()
    in_step(desktop)
    desktop.sharing._introduce_now()
    in_step(desktop, laptop, desktop)

    goes_on_under_another_id(laptop, desktop, former, later)


def test_a_disk_put_back_whole_is_told_after_two_more_starts_too(disk_put_back: DiskPutBack, folder: Path) -> None:
    laptop, desktop, former = disk_put_back
    elsewhere = (folder / desktop.journal.device).rename(folder / "away")
    later = ["second", "third", "fourth"]
    for text in later:
        laptop.start()
        ask(laptop.loop, Commit(text))
        laptop.idle()
        laptop.stop()
        laptop.clock.pass_time(minutes=1)
    laptop.start()
    elsewhere.rename(folder / desktop.journal.device)
    in_step(laptop, desktop)

    goes_on_under_another_id(laptop, desktop, former, later)


def test_what_the_others_read_of_a_disk_put_back_before_that_is_known_stands_there_once(
    disk_put_back: DiskPutBack, make: Callable[..., Computer], folder: Path
) -> None:
    laptop, desktop, former = disk_put_back
    elsewhere = (folder / desktop.journal.device).rename(folder / "away")
    later = ["second", "third", "fourth", "fifth"]
    laptop.start()
    for text in later:
        ask(laptop.loop, Commit(text))
    laptop.idle()
    tablet = make("tablet")
    in_step(tablet)
    assert sorted(["before", *later]) == texts(tablet)
    elsewhere.rename(folder / desktop.journal.device)
    in_step(laptop, desktop, tablet)

    assert former != laptop.part()
    assert sorted(["before", *later]) == texts(laptop) == texts(tablet)
    assert sorted(["before", "the first life", "and more of it", *later]) == texts(desktop)

    laptop.clock.pass_time(minutes=20)
    in_step(desktop, laptop, tablet)
    laptop.clock.pass_time(minutes=20)
    in_step(desktop, laptop, tablet)
    assert "desktop knows records of this machine" in laptop.loop.problems["other machines"]
    laptop.loop.take_in(list(desktop.journal.facts()))
    laptop.sharing.imported()
    in_step(laptop, tablet, desktop)

    assert desktop.records() == laptop.records() == tablet.records()


def test_what_was_read_under_an_id_of_before_is_dropped_when_a_start_reads_of_that(
    disk_put_back: DiskPutBack, make: Callable[..., Computer], folder: Path
) -> None:
    laptop, desktop, former = disk_put_back
    elsewhere = (folder / desktop.journal.device).rename(folder / "away")
    later = ["second", "third", "fourth", "fifth"]
    laptop.start()
    for text in later:
        ask(laptop.loop, Commit(text))
    laptop.idle()
    tablet = make("tablet")
    in_step(tablet)
    assert sorted(["before", *later]) == texts(tablet)
    tablet.stop()
    elsewhere.rename(folder / desktop.journal.device)
    in_step(desktop, laptop)
    assert former != laptop.part()
    tablet.start()
    tablet.idle()

    assert sorted(["before", *later]) == texts(tablet)


def test_what_a_machine_that_was_put_back_counts_under_another_id_is_kept_and_told_by_the_others_too(
    disk_put_back: DiskPutBack, folder: Path
) -> None:
    laptop, desktop, _ = disk_put_back
    elsewhere = (folder / desktop.journal.device).rename(folder / "away")
    laptop.start()
    ask(laptop.loop, Commit("the second life"))
    laptop.idle()
    elsewhere.rename(folder / desktop.journal.device)
    in_step(laptop, desktop)
    for _ in range(2):
        laptop.clock.pass_time(minutes=20)
        in_step(laptop, desktop)
    moved = local_notes.load(str(laptop.home / "machines.json")).moved
    told = read((desktop.part() / "machine.json").read_bytes())

    assert moved
    assert told is not None
    assert moved == local_notes.load(str(desktop.home / "machines.json")).moved == told.moved


def test_what_a_machine_that_was_put_back_twice_counts_under_two_ids_stands_under_one(
    make: Callable[..., Computer],
) -> None:
    laptop, desktop = make("laptop"), make("desktop")
    in_step(laptop, desktop)
    fact = CommitmentOpened(desktop.clock.wall(), 1, "answer Ada")
    desktop.loop.take_in([Recorded(each, 1, 0, fact) for each in ("aaaaaaaaaaaa", "bbbbbbbbbbbb")])
    assert ["answer Ada", "answer Ada"] == texts(desktop)
    notes = str(desktop.home / "machines.json")
    twice = tuple((ELSEWHERE, 0, each, 1) for each in ("bbbbbbbbbbbb", "aaaaaaaaaaaa"))
    local_notes.save(notes, replace(local_notes.load(notes), moved=twice))
    desktop.stop()
    desktop.start()
    in_step(laptop, desktop)

    assert ["answer Ada"] == texts(desktop)
    assert ("aaaaaaaaaaaa", 1) in desktop.records()


def test_what_a_disk_put_back_twice_recorded_in_between_is_told_again_when_somebody_empties_the_folder(
    disk_put_back: DiskPutBack, make: Callable[..., Computer], tmp_path: Path, folder: Path
) -> None:
    laptop, desktop, former = disk_put_back
    laptop.start()
    ask(laptop.loop, Commit("in between"))
    in_step(laptop, desktop)
    assert "in between" in texts(desktop)
    laptop.stop()
    desktop.sharing._introduce_now()
    for part in folder.iterdir():
        shutil.rmtree(part)
    in_step(desktop)
    for number, place in enumerate((tmp_path / "laptop", former)):
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(tmp_path / "old disk" / str(number), place)
    laptop.clock.pass_time(minutes=10)
    laptop.start()
    ask(laptop.loop, Commit("at last"))
    in_step(laptop, desktop)
    laptop.loop.take_in(list(desktop.journal.facts()))
    laptop.sharing.imported()
    in_step(laptop, desktop)
    tablet = make("tablet")
    in_step(tablet)

    assert texts(desktop) == texts(laptop) == texts(tablet)
    assert {"in between", "at last"} < {*texts(tablet)}


@pytest.mark.parametrize("is_forgotten", [False, True])
def test_what_only_the_others_still_have_is_named_and_comes_back_by_an_import(
    disk_put_back: DiskPutBack, make: Callable[..., Computer], is_forgotten: bool
) -> None:
    laptop, desktop, _ = disk_put_back
    path = str(laptop.home / "machines.json")
    if is_forgotten:
        local_notes.save(path, local_notes.load(path).forget([desktop.journal.device]))
    laptop.start()
    in_step(laptop)
    laptop.clock.pass_time(minutes=1)
    ask(desktop.loop, Commit("still there"))
    desktop.sharing._introduce_now()
    in_step(desktop, laptop)
    assert "other machines" not in laptop.loop.problems  # an engine may still bring it
    laptop.clock.pass_time(minutes=20)
    in_step(laptop)
    assert "desktop knows records of this machine" in laptop.loop.problems["other machines"]
    laptop.loop.take_in(list(desktop.journal.facts()))
    laptop.sharing.imported()
    in_step(laptop)
    assert "other machines" not in laptop.loop.problems
    assert ["and more of it", "before", "still there", "the first life"] == texts(laptop)
    tablet = make("tablet")
    in_step(tablet)

    assert texts(laptop) == texts(tablet)


def test_a_history_is_purged_also_while_it_is_looked_through_for_early_warnings(make: Callable[..., Computer]) -> None:
    laptop = make("laptop")
    at = laptop.clock.wall()
    laptop.loop.record.append([Switched(at + timedelta(seconds=k)) for k in range(3000)])
    laptop.clock.pass_time(days=2)
    scan = laptop.loop._scan
    scan._steps = looked_back(laptop.loop.record, laptop.clock.wall(), laptop.loop.context)
    assert next(scan._steps) is None

    purge(laptop, at)

    assert scan.wait is None
    assert [] == [*laptop.journal.of_kind("switched")]


def test_nobody_waits_for_what_was_purged_last_when_somebody_empties_the_folder(make: Callable[..., Computer]) -> None:
    laptop = make("laptop")
    laptop.clock.pass_time(minutes=1)
    start = laptop.clock.wall()
    ask(laptop.loop, Commit("the secret plan"))
    in_step(laptop)
    laptop.clock.pass_time(minutes=1)
    purge(laptop, start)
    in_step(laptop)
    for path in laptop.part().iterdir():
        path.unlink()
    in_step(laptop)
    found = segments.read((laptop.part() / "000000001.jsonl").read_bytes(), laptop.journal.device, 1)

    assert laptop.journal.counted == found.highest
