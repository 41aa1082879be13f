"""A disk that can't be written to: at the start, and from some moment on; what happened meanwhile is written later."""

import io
import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.app.test_loop import Desk, ask, wait
from tests.cli.conftest import session
from tests.cli.session import Session
from tests.day import MemoryJournal
from tests.fakes import FakeClock, FakeNotifier, FakeTray
from tests.store import mounts
from tests.store.stories import in_child
from tray.app.answer_command_line import Serving
from tray.app.app import App
from tray.app.full_disk import WELL_AFTER
from tray.app.loop import Loop, World
from tray.app.notification_slots import Troubles
from tray.app.purge_and_import import purge
from tray.app.start import Start
from tray.control.command_form import packed
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import CommitmentOpened, Place, Recorded
from tray.errors import AlreadyRunning, StoreError
from tray.history.past import Past
from tray.history.record import Record
from tray.ports import Snapshot
from tray.settings.defaults.every_setting import Settings
from tray.store.journal.journal import Journal
from tray.store.journal.memory import MemoryStore
from tray.store.opening import Opened, look_into, open_journal, open_store
from tray.view.tray import notices

__all__ = ["session"]
with_mounts = pytest.mark.skipif(not mounts.are_allowed(), reason="this kernel lets nobody mount a disk")
MINUTE = timedelta(minutes=1)


class Computer:
    """The program with a history in a file, at a desk that is faked otherwise."""

    def __init__(self, file: Path, clock: FakeClock | None = None) -> None:
        self.file, self.clock = file, clock or FakeClock()
        self.notifier = FakeNotifier()
        opened = open_store(str(file), self.clock.wall())
        memory = not isinstance(opened.store, Journal)
        world = World(
            clock=self.clock,
            store=opened.store,
            read_settings=Settings,
            open_settings=lambda: None,
            stop=lambda: None,
            tray=FakeTray(),
            notifier=self.notifier,
            reopen=(lambda at: open_journal(str(file), at)) if memory else None,
        )
        self.loop = Loop(world, Settings())
        for remark in opened.remarks:
            self.loop.trouble("history", remark)
        self.loop.start()

    def work(self, **length: float) -> None:
        self.loop.take(e.InputSeen())
        self.wait(**length)
        self.loop.take(e.InputStopped(timedelta(0)))

    def wait(self, **length: float) -> None:
        wait(self.loop, self.clock, **length)

    def off(self) -> None:
        self.loop.close()
        self.loop.world.store.close()

    def said(self) -> list[str]:
        return [notice.body for slot, notice in self.notifier.said if slot == notices.TROUBLE]

    def worked(self) -> timedelta:
        """All that is on disk, as the next start will read it."""
        with closing(look_into(str(self.file))) as store:
            now = self.clock.wall()
            past = Past(Record(store, now), now, self.loop.context)
            return sum((each.worked for each in past.days(past.today - timedelta(days=3), past.today)), timedelta(0))


def on_disk(file: Path) -> Sequence[Recorded]:
    with closing(look_into(str(file))) as store:
        return list(store.facts())


Trouble = Callable[[Path], Callable[[], object]]
"""Makes a folder unusable; what it gives makes it usable again."""


def full(folder: Path) -> Callable[[], object]:
    mounts.a_small_disk(folder.parent, "1m")
    folder.mkdir(0o700, exist_ok=True)
    filler = mounts.fill(folder.parent)
    return filler.unlink


def without_names(folder: Path) -> Callable[[], object]:
    mounts.a_small_disk(folder.parent, "1m,nr_inodes=2")
    taken = folder.parent / "taken"
    taken.touch()

    def well() -> None:
        taken.unlink()
        mounts.more_names(folder.parent)

    return well


def read_only(folder: Path) -> Callable[[], object]:
    folder.mkdir(0o700, parents=True, exist_ok=True)
    mounts.read_only(folder.parent)
    return lambda: mounts.unmount(folder.parent)


def absent(folder: Path) -> Callable[[], object]:
    """A home whose place is taken by something else until it comes."""
    folder.parent.rmdir()
    folder.parent.write_bytes(b"")
    return folder.parent.unlink


@with_mounts
@pytest.mark.parametrize("trouble", [full, without_names, read_only, absent])
def test_what_was_kept_in_memory_is_written_as_soon_as_it_can_be(tmp_path: Path, trouble: Trouble) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    file = disk / "data" / "history.sqlite3"

    def story() -> None:
        mounts.alone()
        well = trouble(file.parent)
        computer = Computer(file)
        computer.work(minutes=30)
        answered = Serving(computer.loop, lambda: ({}, ())).answer("command", packed(c.Commit("one")))
        assert "isn't on disk yet" in answered["error"]
        assert not computer.loop.durable
        assert 1 == len(computer.said())
        well()
        computer.work(minutes=20)

        assert computer.loop.durable
        assert "can be written again. Everything since 09:00" in computer.said()[-1]
        assert 2 == len(computer.said())
        assert "history" not in computer.loop.problems
        computer.work(minutes=10)
        assert abs(computer.worked() - 60 * MINUTE) < 2 * MINUTE
        computer.off()
        again = Computer(file, computer.clock)
        assert ["one"] == [each.text for each in again.loop.present().commitments]
        assert len({each.device for each in on_disk(file)}) == 1

    assert in_child(story) == 0


@with_mounts
def test_a_history_that_comes_late_counts_no_time_in_which_nobody_was_there(tmp_path: Path) -> None:
    home = tmp_path / "home"
    file = home / "data" / "history.sqlite3"

    def story() -> None:
        mounts.alone()
        home.mkdir()
        killed = Computer(file)
        killed.loop.take(e.InputSeen())
        killed.wait(minutes=90)
        file.parent.rename(tmp_path / "away")
        well = absent(file.parent)
        killed.clock.pass_time(hours=12)
        computer = Computer(file, killed.clock)
        computer.work(minutes=30)
        assert not computer.loop.durable

        well()
        home.mkdir()
        (tmp_path / "away").rename(file.parent)
        computer.work(minutes=30)

        assert computer.loop.durable
        assert abs(computer.worked() - 150 * MINUTE) < 4 * MINUTE

    assert in_child(story) == 0


@with_mounts
def test_what_was_seen_before_a_kill_counts_on_a_full_disk_too(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    file = disk / "data" / "history.sqlite3"

    def story() -> None:
        mounts.alone()
        elsewhere = tmp_path / "elsewhere" / "history.sqlite3"
        clock = FakeClock()

        def until_killed() -> None:
            killed = Computer(elsewhere, clock)
            killed.loop.take(e.InputSeen())
            killed.wait(minutes=90)

        assert in_child(until_killed) == 0
        mounts.a_small_disk(disk, "1m")
        file.parent.mkdir(0o700)
        for part in ("", "-wal"):
            shutil.copyfile(f"{elsewhere}{part}", f"{file}{part}")
        filler = mounts.fill(disk)
        clock.pass_time(minutes=150)
        computer = Computer(file, clock)
        assert not computer.loop.durable
        filler.unlink()
        computer.wait(minutes=2)

        assert computer.loop.durable
        assert abs(computer.worked() - 90 * MINUTE) < 2 * MINUTE

    assert in_child(story) == 0


def test_the_running_program_writes_down_what_it_kept_when_the_folder_comes(session: Session) -> None:
    data = session.folder / "data"
    data.write_bytes(b"")  # something else is where the folder belongs
    program = session.started()
    done = session.ask("commit", "one")
    assert "isn't on disk yet" in done.stderr
    assert "what happened meanwhile is lost" in session.done("status", "--json")

    data.unlink()
    session.done("commit", "two")
    assert "what happened meanwhile is lost" not in session.done("status", "--json")
    program.kill()
    program.wait()

    promised = [each.fact for each in on_disk(data / "history.sqlite3")]
    assert ["one", "two"] == [fact.text for fact in promised if isinstance(fact, CommitmentOpened)]


class Unreadable(MemoryJournal):
    """A disk that takes what is written, and gives nothing back for a while."""

    fails = True

    def snapshot(self, before: Place | None = None, since: datetime | None = None) -> Snapshot | None:
        if self.fails:
            raise StoreError("The disk answered with an error.")
        return super().snapshot(before, since)


def test_a_history_that_can_be_written_and_not_read_is_tried_again() -> None:
    disk, clock = Unreadable(), FakeClock()
    world = World(
        clock=clock,
        store=MemoryStore(),
        read_settings=Settings,
        open_settings=lambda: None,
        stop=lambda: None,
        reopen=lambda _: Opened(disk, ()),
    )
    loop = Loop(world, Settings())
    loop.start()
    ask(loop, c.Commit("one"))
    wait(loop, clock, minutes=3)
    assert not loop.durable

    disk.fails = False
    wait(loop, clock, minutes=3)

    assert loop.durable
    assert ["one"] == [each.fact.text for each in disk.records if isinstance(each.fact, CommitmentOpened)]


class FullDisk(MemoryJournal):
    """A disk of which somebody else takes all room, and sometimes leaves some."""

    full = False

    def append(self, facts):  # type: ignore[no-untyped-def]
        self._write()
        return super().append(facts)

    def saw(self, last: datetime | None) -> None:
        self._write()
        super().saw(last)

    def _write(self) -> None:
        if self.full:
            raise StoreError("The disk is full.")


def troubles(desk: Desk) -> list[str]:
    return [notice.body for slot, notice in desk.notifier.said if slot == notices.TROUBLE]


def test_a_full_disk_is_told_of_once_however_long_it_lasts() -> None:
    journal = FullDisk()
    desk = Desk(journal=journal).type().run(minutes=30)
    journal.full = True
    for _ in range(12):
        desk.type().run(minutes=8)
        desk.loop.take(e.InputStopped(timedelta(seconds=5)))
        desk.run(minutes=2)

    assert ["The disk is full."] == troubles(desk)
    assert "The disk is full." == desk.loop.problems["store"]


def test_a_disk_that_is_well_for_a_moment_in_between_is_told_of_once() -> None:
    journal = FullDisk()
    desk = Desk(journal=journal).type().run(minutes=30)
    for minute in range(60):
        journal.full = bool(minute % 4)
        desk.type().run(minutes=1)

    assert ["The disk is full."] == troubles(desk)


def test_a_disk_that_was_well_for_long_is_told_of_again() -> None:
    journal = FullDisk()
    desk = Desk(journal=journal).type().run(minutes=30)
    for _ in range(2):
        journal.full = True
        desk.run(minutes=5)
        journal.full = False
        desk.run(minutes=30)

    assert ["The disk is full."] * 2 == troubles(desk)


def test_a_full_disk_is_found_to_be_well_although_nobody_is_there() -> None:
    journal = FullDisk()
    desk = Desk(journal=journal).run(minutes=5)
    journal.full = True
    with pytest.raises(StoreError, match="full"):
        ask(desk.loop, c.Commit("one"))
    journal.full = False

    desk.run(minutes=3)

    assert "store" not in desk.loop.problems


NOW = datetime.fromisoformat("2026-11-23T09:00:00+00:00")


def test_a_trouble_is_told_once_until_it_was_well() -> None:
    troubles = Troubles({"store": WELL_AFTER})
    told = [troubles.met("hooks", "They do not run.", NOW + minute * MINUTE) for minute in range(100)]
    told.append(troubles.met("hooks", "The file is not yours.", NOW))
    told.append(troubles.met("hooks", "They do not run.", NOW))
    troubles.well("hooks")
    told.append(troubles.met("hooks", "They do not run.", NOW))

    assert [0, 100, 102] == [index for index, each in enumerate(told) if each]


def test_a_history_that_was_brought_to_a_new_form_is_told_of_and_is_no_problem() -> None:
    desk = Desk()
    desk.loop.say_remarks(Opened(desk.journal, ("Some facts are gone.", "It has a new form."), "It has a new form."))

    assert ["It has a new form.", "Some facts are gone."] == [notice.body for _, notice in desk.notifier.said[-2:]]
    assert {"history": "Some facts are gone."} == desk.loop.problems


def test_what_is_told_of_a_history_that_is_only_in_memory_says_what_that_means() -> None:
    store = MemoryStore()
    world = World(
        clock=FakeClock(),
        store=store,
        read_settings=Settings,
        open_settings=lambda: None,
        stop=lambda: None,
        reopen=lambda _: Opened(store, ()),
    )
    loop = Loop(world, Settings())
    assert not loop.durable
    loop.say_remarks(Opened(store, ("The disk is full.",)))

    assert loop.problems["history"].startswith("The disk is full. Backpressure goes on, and writes everything down")


def test_a_trouble_does_not_take_away_one_that_nobody_can_have_read_yet() -> None:
    desk = Desk()
    desk.loop.trouble("hook a", "Hook a failed.")
    desk.run(minutes=0.2)
    desk.loop.trouble("hook b", "Hook b failed.")
    assert "Hook a failed.\nHook b failed." == desk.notifier.said[-1][1].body
    desk.loop.trouble("hook a", None)
    desk.loop.trouble("hook c", "Hook c failed.")
    assert "Hook b failed.\nHook c failed." == desk.notifier.said[-1][1].body
    desk.run(minutes=2)
    desk.loop.trouble("hook d", "Hook d failed.")

    assert "Hook d failed." == desk.notifier.said[-1][1].body


@with_mounts
def test_what_can_only_be_deleted_in_memory_is_not_said_to_be_deleted(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    file = disk / "data" / "history.sqlite3"

    def story() -> None:
        mounts.alone()
        before = Computer(file)
        before.work(minutes=30)
        before.off()
        read_only(file.parent)
        computer = Computer(file, before.clock)
        with pytest.raises(StoreError, match="Nothing was changed"):
            purge({}, computer.loop)

    assert in_child(story) == 0


PLACES = ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME")


def test_a_history_that_had_no_folder_at_the_start_is_opened_and_locked_once_it_can_be(tmp_path: Path) -> None:
    environment = {f"BACKPRESSURE_{name}": str(tmp_path / name.lower()) for name in PLACES}
    data, at = tmp_path / "data", FakeClock().wall()
    data.write_text("in the way")
    begun = Start(environment)
    app = App(wants_tray=False, out=io.StringIO(), environment=environment)
    app._begin(begun)
    with closing(begun.reactor):
        assert 1 == len(app._locks)
        with pytest.raises(StoreError):
            app._reopen(at)
        data.unlink()
        other = begun.history_lock()
        with pytest.raises(StoreError, match="history"):
            app._reopen(at)
        other.release()
        store = app._reopen(at).store
        assert isinstance(store, Journal)
        with closing(store), pytest.raises(AlreadyRunning):
            begun.history_lock()
        assert [True, True] == [app._log is not None, len(app._locks) == 2]
        for lock in app._locks:
            lock.release()


def test_no_first_icon_waits_for_files_that_may_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {f"BACKPRESSURE_{name}": str(tmp_path / name.lower()) for name in PLACES}
    looked: list[str] = []

    def hangs(path: str, _: object) -> bool:
        looked.append(path)
        return path.endswith("history.sqlite3")

    def waits(*_: object) -> bool:
        raise AssertionError("it reads what may hang")

    monkeypatch.setattr("tray.app.start.may_hang", hangs)
    monkeypatch.setattr("tray.store.files.last_face.take", waits)
    begun = Start(environment, shows_last_face=True)
    with closing(begun.reactor):
        for lock in begun.locks:
            lock.release()
        assert begun.first_icon is None
    assert [begun.places.settings, begun.places.history] == looked
