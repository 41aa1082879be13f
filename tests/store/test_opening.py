"""The store that a start finds on machines, in folders and with files of all kinds."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from tests.store import mounts
from tests.store.dying import dying_at
from tests.store.stories import (
    NOW,
    a_life,
    all_of,
    at,
    bad_copies,
    in_child,
    killed_with_life,
    opened,
    set_back,
    switched,
    with_life,
)
from tray.errors import StoreError
from tray.store import opening
from tray.store.damage.check import fault_of
from tray.store.journal.journal import Journal
from tray.store.journal.memory import MemoryStore
from tray.store.journal.schema import STEPS, VERSION
from tray.store.opening import look_into, open_store

as_root = pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="needs to be root, to become another")
with_mounts = pytest.mark.skipif(not mounts.are_allowed(), reason="needs to be allowed to mount")


def as_nobody(story: Callable[[], None]) -> None:
    """Live through a story as a user to whom permissions apply."""

    def changed() -> None:
        os.setgroups([])
        os.setresgid(65534, 65534, 65534)
        os.setresuid(65534, 65534, 65534)
        story()

    assert in_child(changed) == 0


def give_to_nobody(folder: Path) -> None:
    for entry in [folder, *folder.rglob("*")]:
        os.chown(entry, 65534, 65534)
    for above in folder.parents:
        if above != Path("/"):
            above.chmod(above.stat().st_mode | 0o055)


def test_the_first_start_makes_the_folder_and_the_history(file: Path) -> None:
    deep = file.parent / "a" / "b" / file.name

    assert [] == list(opened(deep).facts())


def test_a_start_after_a_kill_has_nothing_to_say(file: Path) -> None:
    recorded = killed_with_life(file, 500)

    assert recorded == list(opened(file).facts())


def test_reading_after_a_kill_takes_nothing_from_the_next_start(file: Path) -> None:
    recorded = killed_with_life(file, 100)
    for _ in range(3):
        assert recorded == all_of(file)

    assert recorded == list(opened(file).facts())


def test_a_first_start_that_was_killed_anywhere_is_repeated_by_the_next(file: Path) -> None:
    deaths = 0
    for step in range(1, 200):
        shutil.rmtree(file.parent, ignore_errors=True)
        died = in_child(partial(dying_at, step, lambda: open_store(str(file), NOW))) != 0

        opened(file).close()
        if not died:
            break
        deaths += 1
    assert deaths > 10


def test_a_clean_end_that_was_killed_anywhere_is_no_damage(file: Path) -> None:
    def story(step: int) -> None:
        journal = opened(file)
        journal.append([switched(step)])
        dying_at(step, journal.close)

    while in_child(lambda: story(len(all_of(file)) + 1)) != 0:
        assert len(list(opened(file).facts())) < 20
    opened(file).close()


def test_a_home_copied_to_another_machine_counts_under_a_device_of_its_own(file: Path) -> None:
    journal = opened(file)
    before = [*journal.append([switched(0), set_back(-60)])]
    journal.close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE meta SET value = 'the machine it was copied from' WHERE key = 'machine'")
    connection.close()

    copied = opened(file)
    (new,) = copied.append([switched(-59)])

    assert new.device != before[0].device
    assert (1, 1) == (new.n, new.era)
    assert [*before, new] == list(copied.facts())
    copied.close()
    assert opened(file).device == new.device


@with_mounts
def test_on_a_read_only_disk_the_record_is_shown_and_nothing_is_kept(file: Path) -> None:
    recorded = with_life(file, 300)
    before = file.read_bytes()

    def story() -> None:
        mounts.alone()
        mounts.read_only(file.parent)

        found = open_store(str(file), NOW)

        assert isinstance(found.store, MemoryStore)
        assert recorded == list(found.store.facts())
        assert "can't be opened" in found.remarks[0]
        assert [at(999)] == [record.fact.at for record in found.store.append([switched(999)])]
        assert recorded == all_of(file)

    assert in_child(story) == 0
    assert before == file.read_bytes()


@as_root
@pytest.mark.parametrize("ended", [with_life, killed_with_life], ids=["cleanly", "by a kill"])
def test_a_reader_needs_no_right_to_write(file: Path, ended: Callable[[Path, int], list[object]]) -> None:
    recorded = ended(file, 300)
    file.with_name(file.name + "-shm").unlink(missing_ok=True)
    give_to_nobody(file.parent)
    file.parent.chmod(0o500)

    as_nobody(lambda: _assert_equal(recorded, all_of(file)))


def test_a_reader_leaves_nothing_beside_the_history_and_nothing_out_of_it(file: Path) -> None:
    recorded = with_life(file, 3)
    assert recorded == all_of(file)
    assert [file.name] == [entry.name for entry in file.parent.iterdir()]

    writer = opened(file)
    all_of(file)
    recorded += writer.append([switched(999)])
    assert f"{file.name}-wal" in {entry.name for entry in file.parent.iterdir()}
    writer.close()
    assert recorded == all_of(file)


def _assert_equal(expected: object, actual: object) -> None:
    assert expected == actual


@with_mounts
def test_on_a_full_disk_the_record_is_shown_and_nothing_is_kept(file: Path, tmp_path: Path) -> None:
    recorded = with_life(file, 300)
    disk = tmp_path / "disk"

    def story() -> None:
        mounts.alone()
        mounts.a_small_disk(disk, "512k")
        small = disk / file.name
        shutil.copyfile(file, small)
        mounts.fill(disk)

        found = open_store(str(small), NOW)

        assert isinstance(found.store, MemoryStore)
        assert "no room left" in found.remarks[0]
        assert recorded == list(found.store.facts())

    assert in_child(story) == 0


@with_mounts
def test_a_history_that_was_closed_on_a_full_disk_is_whole_to_the_next_start(tmp_path: Path) -> None:
    """SQLite takes its log away when the file is closed: that's no loss of it, whether or not the end was recorded."""
    disk = tmp_path / "disk"
    file = disk / "history.sqlite3"

    def story() -> None:
        mounts.alone()
        mounts.a_small_disk(disk, "1m")
        for length in range(40):
            journal = opened(file)
            acknowledged = [*journal.append(a_life(length))]
            filler = mounts.fill(disk)
            with suppress(StoreError):
                for minute in range(100):
                    acknowledged += journal.append([switched(minute + 100)])
            with suppress(StoreError):
                journal.close()
            filler.unlink()

            assert fault_of(str(file)) is None, length
            assert acknowledged == all_of(file), length
            for part in disk.iterdir():
                part.unlink()

    assert in_child(story) == 0


def test_a_disk_that_fails_as_the_history_is_opened_does_no_damage(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = with_life(file, 30)

    def fails(_: Journal) -> None:
        raise StoreError("The disk answered with an error.")

    with monkeypatch.context() as failing:
        failing.setattr(opening, "_read_as_the_fold_does", fails)
        found = open_store(str(file), NOW)
    assert isinstance(found.store, MemoryStore)
    assert ("The disk answered with an error.",) == found.remarks

    assert fault_of(str(file)) is None
    assert recorded == all_of(file)


@with_mounts
def test_a_disk_that_fills_up_refuses_and_goes_on_when_there_is_room_again(tmp_path: Path) -> None:
    disk = tmp_path / "disk"

    def story() -> None:
        mounts.alone()
        mounts.a_small_disk(disk, "1m")
        journal = opened(disk / "history.sqlite3")
        acknowledged = [*journal.append(a_life(50))]
        filler = mounts.fill(disk)
        refusal = None
        for minute in range(100):
            try:
                acknowledged += journal.append([switched(minute + 100)])
            except StoreError as error:
                refusal = str(error)
        assert "no room left" in str(refusal)
        assert set(acknowledged) == set(journal.facts())

        filler.unlink()
        acknowledged += journal.append([switched(1000)])
        assert list(range(1, len(acknowledged) + 1)) == sorted(record.n for record in journal.facts())
        journal.close()
        assert set(acknowledged) == set(opened(disk / "history.sqlite3").facts())

    assert in_child(story) == 0


@with_mounts
def test_a_disk_without_room_for_names_begins_in_memory(tmp_path: Path) -> None:
    disk = tmp_path / "disk"

    def story() -> None:
        mounts.alone()
        mounts.a_small_disk(disk, "1m,nr_inodes=1")

        found = open_store(str(disk / "data" / "history.sqlite3"), NOW)

        assert isinstance(found.store, MemoryStore)
        assert "No space left" in found.remarks[0]

    assert in_child(story) == 0


@pytest.mark.parametrize("newer", ["UPDATE meta SET value = '99' WHERE key = 'version'", "DROP TABLE meta"])
def test_a_history_of_a_newer_program_is_left_untouched_whatever_has_become_of_its_tables(
    file: Path, newer: str
) -> None:
    with_life(file, 300)
    _say(file, "PRAGMA user_version = 99", "PRAGMA journal_mode = WAL", newer, "PRAGMA wal_checkpoint(TRUNCATE)")
    before = file.read_bytes()

    found = open_store(str(file), NOW)

    assert isinstance(found.store, MemoryStore)
    assert "newer Backpressure" in found.remarks[0]
    assert before == file.read_bytes()
    assert [] == bad_copies(file)
    with pytest.raises(StoreError, match="newer"):
        look_into(str(file))


def _say(file: Path, *statements: str) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


NEXT = (*STEPS, ("ALTER TABLE seen ADD COLUMN place TEXT", "CREATE TABLE places (name TEXT)"))


def test_an_older_history_is_migrated_once_and_the_old_one_is_kept(file: Path) -> None:
    recorded = with_life(file, 300)

    found = open_store(str(file), NOW, steps=NEXT)
    found.store.close()

    again = open_store(str(file), NOW, steps=NEXT)
    assert recorded == list(again.store.facts())
    assert "new format" in found.remarks[0]
    assert () == again.remarks
    assert recorded == all_of(file.with_name(f"history.sqlite3.v{VERSION}-20261122T101500"))


def test_a_migration_that_was_killed_anywhere_is_done_by_the_next_start(
    file: Path, tmp_path: Path, counted: Callable[[str], None]
) -> None:
    old = tmp_path / "old" / file.name
    recorded = with_life(old, 30)
    deaths = 0
    for step in range(1, 200):
        shutil.rmtree(file.parent, ignore_errors=True)
        shutil.copytree(old.parent, file.parent)
        died = in_child(partial(dying_at, step, lambda: open_store(str(file), NOW, steps=NEXT))) != 0

        found = open_store(str(file), NOW, steps=NEXT)
        assert isinstance(found.store, Journal), step
        assert recorded == list(found.store.facts()), step
        assert [] == bad_copies(file), step
        found.store.close()
        if not died:
            break
        deaths += 1
    counted(f"{deaths} kills, one at each step of a migration, 0 facts lost")
    assert deaths > 15


def test_a_history_under_another_name_is_reached_through_a_link(file: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "synced" / "mine.sqlite3"
    recorded = with_life(elsewhere, 30)
    file.parent.mkdir()
    file.symlink_to(elsewhere)

    journal = opened(file)
    journal.append([switched(99)])
    journal.close()

    assert file.is_symlink()
    assert len(recorded) + 1 == len(all_of(elsewhere))


def test_a_folder_that_others_share_is_not_used(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)

    found = open_store(str(shared / "history.sqlite3"), NOW)

    assert isinstance(found.store, MemoryStore)
    assert [] == list(shared.iterdir())
    assert shared.stat().st_mode & 0o7777 == 0o1777


def test_a_folder_that_was_open_is_closed_to_others(file: Path) -> None:
    file.parent.mkdir()
    file.parent.chmod(0o755)

    opened(file)

    assert file.parent.stat().st_mode & 0o777 == 0o700
