"""Purged facts are gone, from the bytes too."""

from pathlib import Path

import pytest

from tests.store.stories import NOW, a_life, all_of, at, killed_with_life, opened, promised, switched
from tray.errors import StoreError
from tray.ports import Snapshot
from tray.store.opening import look_into, open_store

CANARY = "visit the oncologist"


def bytes_beside(file: Path) -> bytes:
    return b"".join(entry.read_bytes() for entry in file.parent.iterdir() if entry.is_file())


def with_canary(file: Path) -> None:
    journal = opened(file)
    journal.append(a_life(500))
    journal.append([promised(600, CANARY)])
    journal.keep(Snapshot((at(600), "x", 501), {"commitments": {"1": CANARY}}))
    journal.saw(at(600))
    journal.append(a_life(500, start=700))
    journal.close()


def test_after_a_purge_the_text_is_nowhere_in_the_bytes(file: Path) -> None:
    with_canary(file)
    journal = opened(file)
    assert CANARY.encode() in bytes_beside(file)

    assert journal.purge() == 1001

    assert CANARY.encode() not in bytes_beside(file)
    assert [] == list(journal.facts())
    assert journal.snapshot() is None
    assert journal.last_seen() is None


def test_a_purge_of_a_range_takes_its_facts_only(file: Path) -> None:
    with_canary(file)
    journal = opened(file)

    assert journal.purge(at(600), at(601)) == 1

    assert CANARY.encode() not in bytes_beside(file)
    assert len(list(journal.facts())) == 1000
    assert journal.snapshot() is None


def test_a_purge_takes_the_copies_of_rescues_and_migrations_too(file: Path) -> None:
    with_canary(file)
    file.write_bytes(bytes(100) + file.read_bytes()[100:])
    found = open_store(str(file), NOW)
    file.with_name("history.sqlite3.v0-20250101T000000").write_bytes(CANARY.encode())
    assert "kept as" in found.remarks[0]
    journal = found.store

    journal.purge()

    assert CANARY.encode() not in bytes_beside(file)


def test_numbers_are_not_given_again_after_a_purge(file: Path) -> None:
    journal = opened(file)
    journal.append(a_life(5))
    journal.purge()
    journal.close()

    assert [6] == [record.n for record in opened(file).append([switched(0)])]


def test_a_purge_says_so_when_a_reader_holds_on_to_old_pages(file: Path) -> None:
    with_canary(file)
    journal = opened(file)
    reader = iter(look_into(str(file)).facts())
    next(reader)

    with pytest.raises(StoreError, match="reading the history"):
        journal.purge()


def test_a_kill_after_a_purge_is_no_damage(file: Path) -> None:
    from tests.store.stories import in_child

    def story() -> None:
        journal = opened(file)
        journal.append(a_life(50))
        journal.purge(end=at(20))
        import os

        os._exit(0)

    assert in_child(story) == 0
    assert opened(file) is not None
    assert len(all_of(file)) == 30


def test_a_killed_history_can_be_purged(file: Path) -> None:
    killed_with_life(file, 300)

    assert opened(file).purge() == 300
    assert b"answer the letter" not in bytes_beside(file)
