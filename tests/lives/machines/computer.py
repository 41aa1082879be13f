"""One of the person's machines: the whole program above its ports, on a real journal and a real folder, in no time."""

from __future__ import annotations

import heapq
import json
import os
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.history.machines import unread
from tests.lives.world import ZERO, Fuse, Killed, Panel, Screen, SimClock
from tray.app.answer_command_line import Serving
from tray.app.loop import Loop, World
from tray.app.machines import sharing as sharing_module
from tray.app.machines.sharing import Sharing
from tray.control.command_form import packed
from tray.core.messages import events as e
from tray.core.messages.commands import Command
from tray.core.messages.facts import Fact, Recorded
from tray.core.state.state import State
from tray.errors import StoreError
from tray.history import record
from tray.history.record import restored
from tray.ports import Snapshot
from tray.settings.defaults.every_setting import Machines, Settings
from tray.store.files.places import Places
from tray.store.journal import memory, meta, snapshots
from tray.store.journal.journal import Journal
from tray.store.journal.records_as_json_lines import record_of_line
from tray.store.machines import local_notes as kept_module
from tray.store.machines import restored_backup, segments
from tray.store.machines.folder import Part
from tray.store.opening import open_store
from tray.view.tray import icon_mark_tooltip_clicks
from tray.view.tray.face import Face

TYPING_STOPS = timedelta(seconds=5)
_PUNCTUAL = timedelta(seconds=1)
"""A timer of so little is never late: by one of these what an engine has brought is read."""
_HISTORY, _NOTES = "history.*", "machines.*"
_FACE = icon_mark_tooltip_clicks.while_reading("")
_running: list[Computer] = []
"""The machine whose program runs at this instant: what is written is written by it."""


class Reactor:
    """Fulfils ``ports.Reactor``; time passes when the clock says so."""

    def __init__(self, clock: SimClock) -> None:
        self._clock = clock
        self._timers: list[tuple[timedelta, int, _Later]] = []
        self._count = count()
        self._soon: deque[Callable[[], None]] = deque()
        self._watched: dict[int, Callable[[], None]] = {}
        self.threads: deque[Callable[[], None]] = deque()

    def watch(self, fd: int, readable: Callable[[], None], writable: Callable[[], None] | None = None) -> None:
        del writable
        self._watched[fd] = readable

    def unwatch(self, fd: int) -> None:
        self._watched.pop(fd, None)

    def later(self, after: timedelta, call: Callable[[], None]) -> _Later:
        timer = _Later(call)
        heapq.heappush(self._timers, (self._clock.awake_time + after, next(self._count), timer))
        return timer

    def post(self, event: e.Event) -> None:
        raise AssertionError(f"nobody posts {event}")

    def call_soon(self, call: Callable[[], None]) -> None:
        self._soon.append(call)

    def turn(self) -> bool:
        """Serve what has come; whether that was anything."""
        for readable in [*self._watched.values()]:
            readable()
        served = False
        while self._timers and (self._timers[0][2].call is None or self._timers[0][0] <= self._clock.awake_time):
            if (call := heapq.heappop(self._timers)[2].call) is not None:
                served = True
                call()
        while self.threads:
            served = True
            self.threads.popleft()()
        while self._soon:
            served = True
            self._soon.popleft()()
        return served

    @property
    def wait(self) -> timedelta | None:
        """Until the next timer."""
        while self._timers and self._timers[0][2].call is None:
            heapq.heappop(self._timers)
        return max(self._timers[0][0] - self._clock.awake_time, ZERO) if self._timers else None


class _Later:
    def __init__(self, call: Callable[[], None]) -> None:
        self.call: Callable[[], None] | None = call

    def cancel(self) -> None:
        self.call = None


class _Loop(Loop):
    """Draws nothing: what the icon and its menu would show takes a third of a life, and is judged elsewhere."""

    def face_now(self) -> Face:
        return _FACE


class Computer:
    """A machine, and what runs on it."""

    def __init__(self, name: str, home: Path, at: datetime, settings: Settings, zone: str) -> None:
        self.name, self.home, self.settings = name, home, settings
        self.fuse = Fuse()
        self.clock = SimClock(at, ZoneInfo(zone))
        self.panel, self.screen = Panel(self.fuse), Screen(self.fuse)
        self.folder = home / "shared"
        self.folder.mkdir(0o700, parents=True)
        self.data = home / "data"
        self.places = Places({"BACKPRESSURE_DATA": str(self.data)})
        self.loop: Loop | None = None
        self.sharing: Sharing | None = None
        self.journal: Journal | None = None
        self.serving: Serving | None = None
        self.shares = True
        """The settings name the folder."""
        self.online = True
        self.typing = self.asleep = self.wrote = False
        self.typed_until: timedelta | None = None
        self.due = ZERO
        """When something falls due, by elapsed time."""
        self.late = ZERO
        self.kills = 0
        self.copied_at = 0
        """When the files of its home were copied last, in copies of them."""
        self._copies = count(1)
        self._image: tuple[int, bool] | None = None
        self.appended: list[Callable[[Computer, list[Recorded]], None]] = []
        self.renamed: Callable[[list[Recorded]], None] = lambda _: None
        self.said: list[tuple[datetime, str, str, str]] = []
        self.answer: dict[str, Any] | None = None

    @property
    def runs(self) -> bool:
        """The program runs, and the machine is awake."""
        return self.loop is not None and not self.asleep

    def start(self) -> None:
        """The program is started, if it does not run."""
        if self.loop is not None:
            return
        self.fuse.left = None
        now = self.clock.wall()
        opened = open_store(str(self.data / "history.sqlite3"), now)
        assert isinstance(opened.store, Journal), opened.remarks
        assert () == opened.remarks, opened.remarks
        self.journal = opened.store
        self.screen.wanted = {}

        def begin() -> None:
            world = World(
                clock=self.clock,
                store=opened.store,
                read_settings=lambda: self.settings,
                open_settings=lambda: None,
                stop=lambda: None,
                tray=self.panel,
                notifier=self.screen,
                purging=self._purging,
                purged=self._purged,
            )
            self.reactor = Reactor(self.clock)
            self.loop = _Loop(world, self.settings)
            self.serving = Serving(self.loop, lambda: ({}, ()))
            if self.shares:
                self._share()
            self.loop.start()
            self.loop.show()
            self.loop.take(e.InputSeen() if self.typing else e.InputStopped(self.quiet))

        self._guard(begin)
        self.turn()

    def _share(self) -> None:
        assert self.loop is not None
        wanted = Machines(folder=str(self.folder), name=self.name)
        self.sharing = Sharing(self.loop, self.reactor, self.places, wanted, may_hang=False)

    def _purging(self, start: datetime | None, end: datetime | None, device: str | None) -> None:
        if self.sharing is not None:
            self.sharing.purging(start, end, device)

    def _purged(self) -> None:
        if self.sharing is not None:
            self.sharing.purged()

    @property
    def quiet(self) -> timedelta:
        """How long ago the last input was."""
        return self.clock.elapsed_time - (self.typed_until or ZERO)

    def take(self, event: e.Event) -> None:
        """An adapter posts ``event``."""
        self.do(lambda loop: loop.take(event))

    def do(self, call: Callable[[Loop], object]) -> None:
        """Something happens in the program, if it runs."""
        if self.runs:
            self._guard(lambda: self.loop and call(self.loop))
            self.turn()

    def ask(self, command: Command) -> bool:
        """The person asks for something; whether it was done."""
        self.answer = None
        serving = self.serving

        def ask(_: Loop) -> None:
            assert serving is not None
            self.answer = serving.answer("command", json.loads(json.dumps(packed(command))))

        self.do(ask)
        return bool(self.answer and self.answer["ok"])

    def turn(self) -> None:
        """Serve all that is due by now."""
        if self.runs:
            self._guard(self._turn)

    def _turn(self) -> None:
        for _ in range(500):
            assert self.loop is not None
            wait = self.loop.each()
            if self.sharing is not None:
                self.sharing.look()
            if not self.reactor.turn():
                break
        else:
            raise AssertionError("it does not come to rest")
        now, timer = self.clock.elapsed_time, self.reactor.wait
        if timer is not None and timer > _PUNCTUAL:
            timer = max(timer, self.late)
        dues = [now + each for each in (None if wait is None else max(wait, self.late), timer) if each is not None]
        self.due = min(dues, default=now + timedelta(days=1))

    def _guard(self, call: Callable[[], object]) -> None:
        _running.append(self)
        try:
            call()
        except Killed:
            self.kills += 1
            self.dead()
        finally:
            _running.pop()

    # How it ends

    def quit(self) -> None:
        """The program is ended."""
        if self.loop is not None:
            if self.sharing is not None:
                self.sharing.close()
            self._guard(self.loop.close)
            if self.journal is not None:
                self.journal.close()
            self._gone()

    def dead(self) -> None:
        """The program is killed."""
        if self.sharing is not None:
            self.sharing.close()
        if self.journal is not None:
            # SQLite tidies up when it closes a file, which somebody who is killed does not.
            left = self.home / "left"
            shutil.copytree(self.data, left)
            self.journal._in_use = False
            self.journal.close()
            shutil.rmtree(self.data)
            left.rename(self.data)
        self._gone()

    def _gone(self) -> None:
        self.loop = self.serving = self.sharing = self.journal = None
        self.screen.wanted = {}
        self.fuse.left = None

    def back_up(self) -> None:
        """Copy the history, as a program for backups does."""
        shutil.rmtree(self.home / "backup", ignore_errors=True)
        if self.data.is_dir():
            shutil.copytree(self.data, self.home / "backup")

    def restore(self, notes: str = "old") -> bool:
        """The old backup takes the history's place, if there is one; what runs is ended before.

        What is kept beside it of the other machines is as "old", stays as it is, "new", or is there no more, "none".
        """
        backup = self.home / "backup"
        if not backup.is_dir():
            return False
        self.quit()
        if notes == "old":
            shutil.rmtree(self.data)
            shutil.copytree(backup, self.data)
            self.copied_at = next(self._copies)
            return True
        for path in [*self.data.glob(_HISTORY), *(self.data.glob(_NOTES) if notes == "none" else ())]:
            path.unlink()
        for path in backup.glob(_HISTORY):
            shutil.copy(path, self.data)
        return True

    def take_image(self) -> None:
        """Copy the whole disk, as who runs a virtual machine does, whatever runs on it."""
        shutil.rmtree(self.home / "image", ignore_errors=True)
        for part in (self.data, self.folder):
            if part.is_dir():
                shutil.copytree(part, self.home / "image" / part.name, copy_function=shutil.copy2)
        self._image = self.copied_at, self.shares

    def put_back(self) -> bool:
        """The whole disk is as it was when its image was taken, if one was; nothing on it tells of that."""
        if self._image is None:
            return False
        self.dead()
        for part in (self.data, self.folder):
            shutil.rmtree(part, ignore_errors=True)
            if (old := self.home / "image" / part.name).is_dir():
                shutil.copytree(old, part, copy_function=shutil.copy2)
        self.copied_at, self.shares = self._image
        return True

    def back_up_folder(self) -> None:
        """Copy the shared folder."""
        shutil.rmtree(self.home / "old-shared", ignore_errors=True)
        shutil.copytree(self.folder, self.home / "old-shared")

    def restore_folder(self) -> None:
        """Files of the old copy take the place of those that are there, and nothing else is touched."""
        old = self.home / "old-shared"
        if old.is_dir() and self.folder.is_dir():
            shutil.copytree(old, self.folder, dirs_exist_ok=True)
            self.wrote = True

    def empty_folder(self) -> None:
        """Somebody deletes all that lies in the folder."""
        for part in [*self.folder.iterdir()] if self.folder.is_dir() else []:
            shutil.rmtree(part)
        self.wrote = True

    def take_in(self, records: list[Recorded]) -> None:
        """``history import``."""

        def take_in(loop: Loop) -> None:
            if loop.reading:
                return  # it is told to try again in a moment
            loop.take_in(records)
            if self.sharing is not None:
                self.sharing.imported()

        self.do(take_in)

    def leave(self) -> None:
        """``machines leave``."""
        from tray.store.machines import write_own_part
        from tray.store.machines.folder import opened

        def leave(_: Loop) -> None:
            if self.sharing is not None and self.journal is not None:
                self.sharing.close()
                self.sharing, self.shares = None, False
                with opened(str(self.folder)) as shared, shared.part(self.journal.device) as part:
                    if part is not None:
                        write_own_part.retire(part)
                self.wrote = True

        self.do(leave)

    def join(self) -> None:
        """``machines join``."""
        self.shares = True
        self.do(lambda _: self._share() if self.sharing is None else None)

    def forget(self, device: str) -> None:
        """``machines forget``."""
        path = self.places.machines
        kept_module.save(path, kept_module.load(path).forget([device]))


def _writes(before: Callable[..., Any], *, torn: bool = False) -> Callable[..., Any]:
    def written(part: Part, name: str, *rest: Any) -> Any:
        computer = _running[-1] if _running else None
        if computer is None:
            return before(part, name, *rest)
        computer.wrote = True
        try:
            computer.fuse.effect()
        except Killed:
            if torn and rest[0]:
                before(part, name, rest[0][: len(rest[0]) // 2])
            raise
        found = before(part, name, *rest)
        computer.fuse.effect()
        return found

    return written


class _Parsed:
    """In place of ``json`` for snapshots: what was read once is the very same value the next time."""

    loads = staticmethod(lru_cache(256)(json.loads))


_known_states: dict[int, tuple[Snapshot, State | None]] = {}


def _restored(kept: Snapshot) -> State | None:
    """What ``record.restored`` gave for the very same values before."""
    known = _known_states.get(id(kept.state))
    if known is None:
        if len(_known_states) >= 256:
            _known_states.clear()
        known = _known_states[id(kept.state)] = kept, restored(kept)
    return known[1]


@contextmanager
def simulated(random: Random, *, is_read: bool = True) -> Iterator[None]:
    """Threads run at their turn, every write may be the last one, and what is recorded is heard of.

    Where nobody reads the tooltip, nothing is looked at each minute for its words alone.
    """
    transaction, append, save = Journal._transaction, Journal.append, kept_module.save
    begin_device = Journal.begin_device

    @contextmanager
    def fused(journal: Journal) -> Iterator[None]:
        if _running:
            _running[-1].fuse.effect()
        with transaction(journal):
            yield
        if _running:
            _running[-1].fuse.effect()

    def appended(journal: Journal, facts: Any) -> Any:
        facts = tuple(facts)
        after = journal.counted
        device = journal.device
        try:
            return append(journal, facts)
        finally:
            if _running and facts:
                new = journal.of_device(device, after, -1)
                for listener in _running[-1].appended:
                    listener(_running[-1], new)

    def renamed(journal: Journal, after: int) -> None:
        moved = journal.of_device(journal.device, after, -1)
        begin_device(journal, after)
        _running[-1].renamed(moved)

    def saved(path: str, kept: Any) -> None:
        if _running:
            _running[-1].fuse.effect()
        save(path, kept)
        if _running:
            _running[-1].fuse.effect()

    class Threads:
        @staticmethod
        def start_new_thread(work: Callable[[], None], _: tuple[()]) -> None:
            _running[-1].reactor.threads.append(work)

    with pytest.MonkeyPatch.context() if is_read else unread() as patch:
        patch.setattr(sharing_module, "_thread", Threads)
        patch.setattr(Journal, "_transaction", fused)
        patch.setattr(Journal, "append", appended)
        patch.setattr(Journal, "begin_device", renamed)
        patch.setattr(kept_module, "save", saved)
        # Here a kill copies all files, as nothing else does but a restore; a disk put back has what it said of that.
        patch.setattr(restored_backup, "changed_at", lambda _: _running[-1].copied_at)
        patch.setattr(Part, "append", _writes(Part.append, torn=True))
        patch.setattr(Part, "replace", _writes(Part.replace))
        patch.setattr(Part, "cut", _writes(Part.cut))
        # Each line is read again whenever one is put behind it: a sixth of a life, and always the same.
        patch.setattr(segments, "record_of_line", lru_cache(1 << 16)(record_of_line))
        # So is a snapshot read anew for each fact that comes late: a sixteenth of a life.
        patch.setattr(snapshots, "json", _Parsed)
        patch.setattr(record, "restored", _restored)
        for module in (meta, memory):
            patch.setattr(module, "new_device", lambda: random.randbytes(6).hex())
        patch.setattr(os, "fsync", lambda _: None)  # the disk is memory
        yield


__all__ = ["Computer", "Fact", "StoreError", "simulated"]
