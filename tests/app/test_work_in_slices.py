"""A long record is read in slices: the icon comes at once and answers, and what comes meanwhile is kept in order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.app.test_loop import Desk, ask
from tests.bench import fold
from tests.day import MONDAY, MemoryJournal
from tests.fakes import FakeClock
from tests.history.naive import Naive, bits
from tray.app import work_in_slices
from tray.app.answer_command_line import Serving
from tray.app.purge_and_import import purge, take_in
from tray.control.command_form import packed, packed_path
from tray.control.protocol import WAITS
from tray.core.law.values import Regime
from tray.core.messages import commands as c
from tray.core.messages import events as e
from tray.core.messages.facts import CommitmentOpened, Fact, Place, Recorded
from tray.core.messages.json_form import plain
from tray.errors import BackpressureError, StoreDamaged, StoreError, UsageError
from tray.history.record import Record
from tray.lib.steps import Steps
from tray.ports import Request, Snapshot
from tray.settings.defaults.every_setting import Checkins, Settings
from tray.store.journal.records_as_json_lines import lines
from tray.store.opening import Opened, look_into, open_store
from tray.view.tray import notices
from tray.view.tray.face import Mark

WEEKS = 8
LATER = MONDAY + timedelta(weeks=WEEKS)
"""When the program is started anew."""
LONGEST = timedelta(milliseconds=50)


@cache
def recorded() -> tuple[Recorded, ...]:
    """The same week again and again."""
    journal = MemoryJournal()
    return tuple(journal.append(islice(fold.years(1), WEEKS * len(fold.week()))))


class Disk(MemoryJournal):
    """A record of some thousand facts, whose reading takes a millisecond each and is counted."""

    def __init__(self, clock: FakeClock | None = None) -> None:
        super().__init__()
        self.records = list(recorded())
        self._count = self._count.after(self.records[-1])
        self.clock = clock
        self.read = 0
        self.breaks_at: int | None = None
        self.fault: Exception = StoreDamaged("The history is damaged.")

    def facts(self, after: Place | None = None) -> Iterator[Recorded]:
        for each in super().facts(after):
            self.read += 1
            if self.read == self.breaks_at:
                raise self.fault
            if self.clock:
                self.clock.pass_time(milliseconds=1)
            yield each


def started(disk: Disk) -> Desk:
    disk.read = 0
    return Desk(Settings(), journal=disk, clock=FakeClock(LATER))


def read_all(desk: Desk) -> Desk:
    while desk.loop.reading:
        desk.loop.each()
    return desk


def known(record: Record) -> str:
    """Every bit of it."""
    return repr(plain(record.state))


def test_the_icon_is_there_before_the_record_is_read_and_says_how_far_that_is() -> None:
    disk = Disk()
    desk = started(disk)
    assert disk.read < len(disk.records) / 2
    (face,) = desk.tray.faces
    assert face.tooltip.startswith("Backpressure is still reading its record: ")
    assert Mark.UNKNOWN is face.gauge.mark

    read_all(desk)

    told = [each.tooltip for each in desk.tray.faces if "reading" in each.tooltip]
    shares = [int(text.split(": ")[1].partition("%")[0]) for text in told]
    assert sorted(shares) == shares
    assert len(shares) >= 3
    assert "reading" not in desk.tray.faces[-1].tooltip


def test_what_is_read_in_slices_is_what_is_read_at_once_bit_for_bit() -> None:
    disk = Disk()
    sliced = Record(disk, LATER, at_once=False)
    assert not sliced.is_read
    while not sliced.read_on(7):
        pass

    assert known(Record(Disk(), LATER)) == known(sliced)


def test_no_slice_keeps_the_loop_for_long() -> None:
    clock = FakeClock(LATER)
    disk = Disk()
    desk = Desk(Settings(), journal=disk, clock=clock)
    disk.clock = clock
    slices = 0
    while desk.loop.reading:
        before = clock.elapsed_time
        wait = desk.loop.each()
        assert clock.elapsed_time - before <= LONGEST
        assert wait is not None
        slices += bool(desk.loop.reading)
        assert not desk.loop.reading or wait <= work_in_slices.BETWEEN

    assert slices > 10


def test_what_comes_meanwhile_is_taken_in_at_its_time_and_in_its_order() -> None:
    def morning(desk: Desk) -> list[Fact]:
        count = len(desk.journal.records)
        desk.clock.pass_time(seconds=2)
        desk.loop.take(e.InputSeen())
        desk.clock.pass_time(seconds=3)
        desk.loop.take(e.ContextChanged())
        desk.clock.pass_time(seconds=10)
        desk.loop.take(e.Locked())
        desk.clock.pass_time(minutes=10)
        desk.loop.take(e.Unlocked())
        desk.loop.take(e.InputSeen())
        desk.clock.pass_time(seconds=1)
        read_all(desk)
        desk.loop.each()
        return [each.fact for each in desk.journal.records[count:]]

    quick = Disk()
    Record(quick, LATER).keep()
    slow = started(Disk())
    assert slow.loop.reading

    assert morning(started(quick)) == morning(slow)
    assert not slow.loop.problems


def test_a_program_that_is_killed_while_it_reads_goes_on_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tray.store.journal.snapshots.WHILE_READING", 1_000)
    disk = Disk()
    facts = list(disk.records)
    killed = started(disk)
    while disk.read < len(facts) - 1_500:
        killed.loop.take(e.InputSeen())
        killed.loop.each()
    assert killed.loop.reading
    assert facts == disk.records

    again = read_all(started(disk))

    assert disk.read < len(facts) / 2
    assert facts == disk.records[: len(facts)]
    assert known(Record(Disk(), LATER)) == known(Record(replayed(disk, len(facts)), LATER))
    assert not again.loop.problems


def replayed(disk: Disk, count: int) -> Disk:
    """The first facts of a disk, with the snapshots that lie among them."""
    found = Disk()
    found.records = disk.records[:count]
    found.snapshots = [each for each in disk.snapshots if each.order <= found.records[-1].order]
    return found


def test_snapshots_of_another_version_do_not_hide_those_that_are_kept_while_it_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tray.store.journal.snapshots.WHILE_READING", 1_000)
    disk = Disk()
    last = disk.records[-1]
    disk.snapshots = [Snapshot(last.order, {"rules": 0, "state": {}})]
    killed = started(disk)
    while disk.read < len(disk.records) - 1_500:
        killed.loop.each()

    read_all(started(disk))

    assert disk.read < len(disk.records) / 2


def test_nothing_is_told_before_the_record_is_known() -> None:
    desk = started(Disk())
    facts = list(desk.journal.records)
    serving = Serving(desk.loop, lambda: ({}, ()))
    for verb in ("health", "explain", "commitments", "purge"):
        came = serving.answer(verb, {})
        assert not came["ok"], verb
        assert "still reading its record" in came["error"]
        assert "try again in a moment" in came["error"]

    assert facts == desk.journal.records


def test_a_command_that_comes_meanwhile_is_done_and_acknowledged_when_the_record_is_known() -> None:
    desk = started(Disk())
    serving, client = Serving(desk.loop, lambda: ({}, ())), Client()
    serving.give(client.request("command", packed(c.Commit("one"))))
    serving.give(client.request("command", packed(c.CloseCommitment(7))))
    at = desk.clock.wall()
    assert not client.answers

    while desk.loop.reading:
        assert not client.answers
        desk.clock.pass_time(seconds=1)
        desk.loop.each()
        serving.look()

    done, refused = client.answers
    assert done["ok"]
    assert 7 not in [each.number for each in desk.loop.present().commitments]
    assert not refused["ok"]
    assert [at] == [each.fact.at for each in desk.journal.records if isinstance(each.fact, CommitmentOpened)]
    assert client.told_to_wait
    told = client.told_to_wait
    desk.clock.pass_time(minutes=1)
    serving.look()
    assert told == client.told_to_wait


class Client:
    """Asks the running program, and hears its answers."""

    def __init__(self) -> None:
        self.answers: list[Mapping[str, Any]] = []
        self.told_to_wait = 0

    def request(self, verb: str, arguments: Mapping[str, Any]) -> Request:
        return Request(verb, arguments, self.answers.append, self._wait)

    def _wait(self, line: Mapping[str, Any]) -> bool:
        assert line[WAITS]
        self.told_to_wait += 1
        return True


def test_status_says_how_far_it_is_and_nothing_that_is_not_known() -> None:
    desk = started(Disk())
    status = Serving(desk.loop, lambda: ({}, ())).answer("status", {})["result"]

    assert status["text"] == desk.loop.reading
    assert status["values"]["problems"] == [desk.loop.reading]
    assert status["values"]["tracking"] == "off"


def test_a_click_says_that_it_reads_and_the_program_can_be_quit() -> None:
    desk = started(Disk())
    desk.loop.take(e.Asked(c.ShowStatus()))
    assert desk.notifier.screen[notices.STATUS].body == desk.loop.reading

    desk.loop.take(e.Asked(c.OpenSettings()))
    desk.loop.take(e.Asked(c.Quit()))
    assert Serving(desk.loop, lambda: ({}, ())).answer("command", packed(c.Quit()))["ok"]
    assert (2, 1) == (desk.stopped, desk.opened)


def test_a_clock_that_was_set_back_while_nothing_ran_is_noticed_when_the_record_is_known() -> None:
    late, early = Disk(), Disk()
    Record(early, LATER).keep()
    back = MONDAY + timedelta(weeks=1)
    counts = []
    for disk in (late, early):
        desk = read_all(Desk(Settings(), journal=disk, clock=FakeClock(back)))
        desk.loop.each()
        counts.append([each.fact for each in disk.records if each not in recorded()])

    assert counts[0] == counts[1]
    assert counts[0]


def test_damage_that_is_met_on_the_way_is_rescued_and_told() -> None:
    disk, saved = Disk(), Disk()
    desk = started(disk)
    disk.breaks_at = disk.read + 500
    desk.loop.world.rescue = lambda _: Opened(saved, ("Some facts are gone.",))

    read_all(desk)

    assert known(Record(Disk(), LATER)) == known(Record(replayed(saved, len(recorded())), LATER))
    assert "Some facts are gone." == desk.loop.problems["history"]
    assert desk.loop.world.store is saved


def test_a_disk_that_is_full_once_the_record_is_read_takes_what_came_meanwhile_later() -> None:
    class Full(Disk):
        full = True

        def append(self, facts: Iterable[Fact]) -> list[Recorded]:
            if self.full:
                raise StoreError("The disk is full.")
            return [*super().append(facts)]

    disk = Full()
    desk = started(disk)
    desk.loop.take(e.InputSeen())
    read_all(desk)
    assert not desk.loop.present().working
    disk.full = False
    desk.run(minutes=2)

    assert desk.loop.present().working
    assert "store" not in desk.loop.problems


def test_damage_of_which_nothing_can_be_saved_yet_is_told_and_tried_again() -> None:
    disk, saved = Disk(), Disk()
    desk = started(disk)
    disk.breaks_at = disk.read + 500

    def is_full(_: object) -> Opened:
        raise StoreError("The disk is full.")

    desk.loop.world.rescue = is_full
    desk.run(seconds=30)
    assert "The disk is full." == desk.loop.problems["store"]
    assert desk.loop.reading
    desk.loop.world.rescue, disk.breaks_at = lambda _: Opened(saved, ("Some facts are gone.",)), disk.read + 1
    read_all(desk.run(minutes=2))

    assert desk.loop.world.store is saved
    assert "store" not in desk.loop.problems


def test_a_disk_that_answers_with_an_error_is_asked_again_after_a_minute() -> None:
    disk = Disk()
    desk = started(disk)
    disk.breaks_at, disk.fault = disk.read + 500, StoreError("The disk answered with an error.")

    desk.run(seconds=30)
    assert desk.loop.reading
    read_all(desk.run(minutes=2))

    assert "store" not in desk.loop.problems
    assert known(Record(Disk(), LATER)) == known(Record(replayed(disk, len(recorded())), LATER))


def test_an_import_into_the_running_program_is_read_in_slices_too() -> None:
    disk = Disk()
    Record(disk, LATER).keep()
    desk = started(disk)
    desk.loop.take(e.InputSeen())
    desk.run(minutes=1)
    assert not desk.loop.reading
    purge({"start": "2026-11-23T09:00:00+00:00", "end": "2026-11-23T09:30:00+00:00"}, desk.loop)
    assert desk.loop.reading

    desk.loop.take(e.ContextChanged())
    desk.clock.pass_time(minutes=1)
    read_all(desk)

    assert desk.loop.moment.state.working
    assert known(Record(disk, desk.clock.wall())) == known(desk.loop.record)
    assert "reading" not in desk.tray.faces[-1].tooltip


def test_after_a_long_record_was_read_no_time_of_it_is_far_from_a_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tray.store.journal.snapshots.OF_OLD", 300)
    journal = open_store(str(tmp_path / "history.db"), LATER).store
    journal.take(recorded())
    record = Record(journal, LATER + timedelta(weeks=30), at_once=False)
    while not record.read_on(500):
        pass

    a_week = len(recorded()) / WEEKS
    for weeks in range(2, WEEKS):
        since = MONDAY + timedelta(weeks=weeks)
        _, facts = record.back_to(since)
        assert sum(1 for each in facts if each.at < since) <= 2 * a_week
    journal.close()


# What is learnt late while the program runs


class Weeks(Disk):
    """A record of eight weeks of two machines, with the snapshots that were kept on the way."""

    def __init__(self) -> None:
        super().__init__()
        self.records.insert(1, replace(self.records[0], device="other", n=1))

    def keep(self, snapshot: Snapshot) -> None:
        self.snapshots.append(snapshot)


def running() -> Desk:
    disk = Weeks()
    desk = read_all(started(disk)).type().run(minutes=1)
    assert not desk.loop.reading
    disk.clock = desk.clock
    return desk


def set_clock(desk: Desk) -> None:
    desk.clock.set_wall(seconds=3)
    desk.loop.take(e.Looked())


def set_clock_unasked(desk: Desk) -> None:
    """Nothing else happens: the loop notices it at its own turn."""
    desk.clock.set_wall(seconds=3)
    desk.loop.each()


def say_what_it_was(desk: Desk) -> None:
    """Of a time with no snapshot near, so that much has to be read before it is known what else it was."""
    desk.journal.snapshots = desk.journal.snapshots[-1:]
    since = LATER - timedelta(days=27, hours=4)
    desk.loop.take(e.Asked(c.ItWas(Regime.REST, since, since + timedelta(hours=1))))


def hear_of_others(desk: Desk) -> None:
    late = replace(desk.journal.records[9], device="other", n=2)
    assert 1 == desk.loop.take_in([late])


def have_part_deleted(desk: Desk) -> None:
    purge({"start": MONDAY.isoformat(), "end": (MONDAY + timedelta(hours=1)).isoformat()}, desk.loop)


@pytest.mark.parametrize(
    ("learn", "is_killed"),
    [
        (set_clock, False),
        (set_clock, True),
        (set_clock_unasked, False),
        (say_what_it_was, False),
        (hear_of_others, False),
        (have_part_deleted, False),
    ],
)
def test_what_is_learnt_late_is_read_in_slices_and_what_comes_meanwhile_is_not_lost(
    learn: Callable[[Desk], None], is_killed: bool
) -> None:
    desk = running()
    disk, shown = desk.journal, desk.tray.faces[-1]
    assert isinstance(disk, Weeks)
    serving, client = Serving(desk.loop, lambda: ({}, ())), Client()
    disk.read = 0
    learn(desk)
    assert disk.read <= 600
    known = list(disk.records)
    assert desk.loop.reading
    serving.give(client.request("command", packed(c.Commit("one"))))
    desk.loop.take(e.Asked(c.Commit("two")))
    status = serving.answer("status", {})["result"]["values"]
    assert desk.loop.reading in status["problems"]
    assert status["tracking"] == "on"
    slices: list[int] = []
    while desk.loop.reading:
        assert shown == desk.tray.faces[-1]
        assert not client.answers
        disk.read = 0
        desk.loop.each()
        slices.append(disk.read)
        if is_killed:
            disk.clock = None
            assert known == disk.records
            desk = read_all(Desk(Settings(), journal=disk, clock=desk.clock))
            break
    # What is few is folded anew at once, be it after much was looked at.
    assert max(sorted(slices)[:-1], default=0) <= 50
    assert max(slices) <= 600
    disk.clock = None
    desk.loop.each()

    names = {(each.device, each.n) for each in known}
    assert known == [each for each in disk.records if (each.device, each.n) in names]
    assert bits(Naive(disk, desk.clock.wall()).state()) == bits(desk.loop.record.state)
    if not is_killed:
        assert [each["ok"] for each in client.answers] == [True]
        assert ["one", "two"] == [each.text for each in desk.loop.present().commitments]
    assert "store" not in desk.loop.problems


def test_a_disk_that_fails_amid_what_is_learnt_late_is_asked_again() -> None:
    desk = running()
    disk, client = desk.journal, Client()
    assert isinstance(disk, Weeks)
    set_clock(desk)
    disk.breaks_at, disk.fault = disk.read + 100, StoreError("The disk answered with an error.")
    Serving(desk.loop, lambda: ({}, ())).give(client.request("command", packed(c.Commit("one"))))

    desk.run(seconds=30)
    assert "The disk answered with an error." == desk.loop.problems["store"]
    assert not client.answers
    disk.clock = None
    read_all(desk.run(minutes=2))

    assert "store" not in desk.loop.problems
    assert client.answers[0]["ok"]
    assert bits(Naive(disk, desk.clock.wall()).state()) == bits(desk.loop.record.state)


def test_a_disk_that_fails_as_soon_as_something_is_learnt_late_is_asked_again() -> None:
    desk = running()
    disk = desk.journal
    assert isinstance(disk, Weeks)
    disk.breaks_at, disk.fault = disk.read + 1, StoreError("The disk answered with an error.")
    set_clock(desk)

    assert disk.read == disk.breaks_at
    assert "The disk answered with an error." == desk.loop.problems["store"]
    assert desk.loop.reading
    desk.run(seconds=30)
    assert disk.read == disk.breaks_at
    disk.clock = None
    read_all(desk.run(minutes=2))

    assert "store" not in desk.loop.problems
    assert bits(Naive(disk, desk.clock.wall()).state()) == bits(desk.loop.record.state)


def test_damage_that_nobody_can_rescue_is_told_and_the_record_read_again() -> None:
    disk = Disk()
    desk = started(disk)
    assert desk.loop.world.rescue is None
    disk.breaks_at = disk.read + 500
    desk.run(seconds=30)
    assert "store" in desk.loop.problems
    assert desk.loop.reading
    disk.breaks_at = None
    read_all(desk.run(minutes=2))

    assert "store" not in desk.loop.problems


def test_a_disk_that_fails_as_an_import_is_read_is_told_and_asked_again() -> None:
    desk = running()
    disk = desk.journal
    assert isinstance(disk, Weeks)
    told: list[int | BackpressureError] = []

    def importing() -> Steps[int]:
        disk.breaks_at, disk.fault = disk.read + 1, StoreError("The disk answered with an error.")
        return desk.loop.record.purge(MONDAY, MONDAY + timedelta(hours=1), desk.clock.wall(), at_once=False)
        yield

    desk.loop.do_in_steps(importing(), told.append)
    assert isinstance(told[0], StoreError)
    assert desk.loop.reading
    disk.clock = None
    read_all(desk.run(minutes=2))

    assert "store" not in desk.loop.problems
    assert bits(Naive(disk, desk.clock.wall()).state()) == bits(desk.loop.record.state)


@pytest.mark.parametrize("fails_to_give", ["facts", "snapshots"])
def test_a_disk_that_fails_when_the_time_of_a_fact_has_come_is_asked_again(
    fails_to_give: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = running()
    disk = desk.journal
    assert isinstance(disk, Weeks)
    disk.clock = None
    ahead = desk.clock.wall() + timedelta(minutes=10)
    hear = replace(disk.records[9], device="other", n=2, fact=replace(disk.records[9].fact, at=ahead))
    assert 1 == desk.loop.take_in([hear])
    read_all(desk)
    desk.run(minutes=9)
    disk.fault = StoreError("The disk answered with an error.")

    def fails(*_: object) -> None:
        raise disk.fault

    with monkeypatch.context() as broken:
        if fails_to_give == "facts":
            disk.breaks_at = disk.read + 1
        else:
            broken.setattr(disk, "snapshot", fails)
        desk.run(minutes=1, seconds=30)
        assert "The disk answered with an error." in [each.body for _, each in desk.notifier.said]
    read_all(desk.run(minutes=2))

    assert "store" not in desk.loop.problems
    assert bits(Naive(disk, desk.clock.wall()).state()) == bits(desk.loop.record.state)


@pytest.mark.parametrize("is_amid", [False, True])
def test_a_fault_of_ours_while_the_record_is_read_is_told_and_the_record_read_again_a_minute_later(
    *, is_amid: bool
) -> None:
    desk = running()
    disk = desk.journal
    assert isinstance(disk, Weeks)
    disk.fault = ArithmeticError("That was a bug.")
    if is_amid:
        set_clock(desk)
    disk.breaks_at = disk.read + 1
    with pytest.raises(ArithmeticError):
        read_all(desk) if is_amid else set_clock(desk)

    assert desk.loop.reading
    desk.run(seconds=30)
    assert disk.read == disk.breaks_at
    disk.clock = None
    read_all(desk.run(minutes=2))

    assert "store" not in desk.loop.problems
    assert bits(Naive(disk, desk.clock.wall()).state()) == bits(desk.loop.record.state)


def test_a_disk_that_fails_while_the_past_is_looked_through_is_told_and_asked_again() -> None:
    disk = Weeks()
    desk = read_all(Desk(Settings(checkins=Checkins(on=False)), journal=disk, clock=FakeClock(LATER)))
    ask(desk.loop, c.NotToday())
    desk.type().run(minutes=11)
    disk.breaks_at, disk.fault = disk.read + 100, StoreError("The disk answered with an error.")
    desk.loop.take(e.InputStopped(timedelta(seconds=5)))

    while "past" not in desk.loop.problems:
        desk.run(seconds=1)
    assert disk.breaks_at == disk.read
    desk.type().run(minutes=1)
    desk.loop.take(e.InputStopped(timedelta(seconds=5)))
    desk.run(minutes=1)
    assert "past" not in desk.loop.problems
    assert LATER.date() == desk.loop.present().health.weighed


# An import


class SlowDisk(Disk):
    """Takes in a fact in a millisecond."""

    def taking(self, records: Iterable[Recorded]) -> Steps[int]:
        found: list[Recorded] = []
        for each in records:
            yield
            found.append(each)
            if self.clock:
                self.clock.pass_time(milliseconds=1)
        return self.take(found)


class Import:
    """The facts of another machine in a file, handed to a program that has none of them."""

    def __init__(self, folder: Path, lines_: Iterable[str]) -> None:
        self.file = folder / "import"
        self.file.write_text("".join(f"{line}\n" for line in lines_))
        self.clock = FakeClock(LATER)
        self.disk = SlowDisk()
        self.disk.records = []
        self.desk = Desk(Settings(), journal=self.disk, clock=self.clock)
        self.answers: list[dict[str, Any]] = []
        self.longest = timedelta(0)

    def begin(self, language: str = "") -> "Import":
        self.disk.clock = self.clock
        self._timed(
            lambda: take_in({"file": packed_path(str(self.file))}, self.desk.loop, self.answers.append, language)
        )
        return self

    def go_on(self) -> "Import":
        while self.desk.loop.reading:
            self._timed(self.desk.loop.each)
        return self

    def _timed(self, call: Callable[[], object]) -> None:
        before = self.clock.elapsed_time
        call()
        self.longest = max(self.longest, self.clock.elapsed_time - before)


def test_an_import_is_taken_in_and_read_in_slices_and_answered_when_it_is_on_disk(tmp_path: Path) -> None:
    importing = Import(tmp_path, lines(recorded())).begin()
    loop = importing.desk.loop
    assert loop.reading
    assert not importing.answers
    status = Serving(loop, lambda: ({}, ())).answer("status", {})
    assert "0%" in status["result"]["text"]
    loop.take(e.InputSeen())

    importing.go_on()

    assert [{"ok": True, "result": {"count": len(recorded())}}] == importing.answers
    assert importing.longest <= LONGEST
    assert known(Record(importing.disk, importing.clock.wall())) == known(loop.record)
    assert loop.present().working


def test_lines_that_are_no_facts_change_nothing_and_what_happened_meanwhile_counts(tmp_path: Path) -> None:
    importing = Import(tmp_path, [*lines(recorded()), "nonsense"]).begin()
    count = len(importing.disk.records)
    importing.desk.loop.take(e.InputSeen())
    importing.go_on()

    (answer,) = importing.answers
    assert answer["exit_code"] == UsageError.exit_code
    assert f"Line {len(recorded()) + 1} isn't a recorded fact" in answer["error"]
    assert {each.device for each in importing.disk.records} == {importing.disk.device}
    assert count < len(importing.disk.records)
    assert importing.desk.loop.present().working


def test_a_small_import_is_answered_at_once(tmp_path: Path) -> None:
    importing = Import(tmp_path, list(lines(recorded()))[:5]).begin()

    assert importing.answers == [{"ok": True, "result": {"count": 5}}]
    assert not importing.desk.loop.reading


def test_a_program_that_ends_amid_an_import_has_taken_in_nothing(tmp_path: Path) -> None:
    file = str(tmp_path / "history.db")
    journal = open_store(file, LATER).store
    desk = Desk(Settings(), journal=journal, clock=FakeClock(LATER))  # type: ignore[arg-type]

    def stops_half_way() -> Steps[int]:
        taking = desk.loop.record.taking(recorded(), LATER)
        for _ in range(1000):
            next(taking)
            yield
        desk.clock.pass_time(seconds=1)
        return (yield from taking)

    desk.loop.do_in_steps(stops_half_way(), lambda _: None)
    assert desk.loop.reading
    desk.loop.close()
    journal.close()

    assert not [each for each in look_into(file).facts() if each.device == recorded()[0].device]


def test_a_usual_start_reads_all_at_once() -> None:
    disk = Disk()
    Record(disk, LATER).keep()

    assert not started(disk).loop.reading
