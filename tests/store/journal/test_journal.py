"""What the journal promises about facts, numbers, eras, snapshots and the last-seen row."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store.stories import NOW, a_life, all_of, at, opened, promised, set_back, switched
from tray.core.law.values import Regime
from tray.core.messages.facts import (
    Cause,
    Corrected,
    Fact,
    Labelled,
    Place,
    Recorded,
    RegimeBegan,
    SessionStarted,
    Switched,
)
from tray.core.state.several_machines_and_silent_ones import on_present_clock
from tray.errors import StoreDamaged, StoreError
from tray.ports import Snapshot, Store
from tray.store.journal.journal import Journal
from tray.store.journal.memory import MemoryStore
from tray.store.journal.rows import Damaged, _checksum, instant, record_of, row_of


@pytest.fixture(params=["on disk", "in memory"])
def store(request: pytest.FixtureRequest, file: Path) -> Store:
    """Both stores keep the same rules; only the lasting differs."""
    return opened(file) if request.param == "on disk" else MemoryStore()


def test_facts_are_numbered_from_one_without_gaps(store: Store) -> None:
    first = store.append([switched(0), switched(1)])
    second = store.append([switched(2)])

    assert [1, 2, 3] == [record.n for record in [*first, *second]]
    assert {store.device} == {record.device for record in first}


def test_what_is_read_is_what_was_recorded(store: Store) -> None:
    facts: list[Fact] = [
        RegimeBegan(at(0), Regime.WORK, Cause.INPUT),
        Labelled(at(1), 1.25, inside=True, available=False),
        SessionStarted(at(2), "größer, 更大, \u202e, \x1b[31m, \ud800", timedelta(minutes=90, microseconds=1)),
        promised(3, "x" * 100_000),
        Corrected(at(4), at(5), Regime.RESTORE),
    ]

    recorded = store.append(facts)

    assert facts == [record.fact for record in recorded]
    assert recorded == tuple(store.facts())


def test_facts_come_in_the_order_of_era_and_time_and_not_of_learning(store: Store) -> None:
    store.append([switched(5), switched(1), set_back(-30), switched(-29)])

    assert [at(1), at(5), at(-30), at(-29)] == [record.fact.at for record in store.facts()]
    assert [0, 0, 1, 1] == [record.era for record in store.facts()]


def test_facts_after_a_place_leave_out_the_fact_at_that_place(store: Store) -> None:
    recorded = store.append(a_life(250))

    assert recorded[101:] == tuple(store.facts(after=recorded[100].order))


def test_recording_nothing_takes_no_number(store: Store) -> None:
    store.append([])

    assert [1] == [record.n for record in store.append([switched(0)])]


def test_a_snapshot_lies_before_the_place_that_was_asked_for(store: Store) -> None:
    store.keep(Snapshot((NOW, "x", 5), {"live": 0.5}))

    assert store.snapshot() == Snapshot((NOW, "x", 5), {"live": 0.5})
    assert store.snapshot(before=(NOW, "x", 5)) is None
    assert store.snapshot(before=(NOW, "x", 6)) is not None


def test_a_late_fact_takes_the_later_snapshots_with_it(store: Store) -> None:
    first = store.append([switched(0)])
    store.keep(Snapshot(first[-1].order, {}))

    store.append([switched(1)])
    assert store.snapshot() is not None
    store.append([switched(2), switched(-1)])
    assert store.snapshot() is None


def test_the_last_seen_row_is_overwritten(store: Store) -> None:
    assert store.last_seen() is None

    store.saw(at(1))
    store.saw(at(2))
    assert store.last_seen() == at(2)
    store.saw(None)
    assert store.last_seen() is None


def test_a_set_clock_moves_the_last_seen_row_with_it(store: Store) -> None:
    store.append([set_back(-60)])
    assert store.last_seen() is None

    store.saw(at(1))
    store.append([set_back(-60), switched(-59), set_back(-30)])
    assert store.last_seen() == at(1 - 60 - 60)


def test_one_snapshot_is_kept_a_day_and_one_a_week_of_older_ones(file: Path) -> None:
    journal = opened(file)
    for day in range(100):
        journal.keep(Snapshot((at(day * 1440), "x", day), {"day": day}))
        journal.keep(Snapshot((at(day * 1440 + 1), "x", day), {"day": day}))

    kept = [place[0] for place in _snapshots(journal)]
    assert all(at(day * 1440 + 1) in kept for day in range(65, 100))
    assert len(kept) in (44, 45)


def _snapshots(journal: Journal) -> list[Place]:
    found = []
    latest = journal.snapshot()
    while latest is not None:
        found.append(latest.order)
        latest = journal.snapshot(before=latest.order)
    return found


def test_a_restart_goes_on_counting_and_finds_everything(file: Path) -> None:
    first = opened(file)
    recorded = [*first.append([switched(0), set_back(-60)])]
    first.saw(at(3))
    first.keep(Snapshot(recorded[-1].order, {"gen0": 1 / 3}))
    first.close()

    second = opened(file)
    recorded += second.append([switched(-59)])
    assert [(1, 0), (2, 1), (3, 1)] == [(record.n, record.era) for record in recorded]
    assert recorded == list(second.facts())
    assert second.last_seen() == at(3)
    assert second.snapshot() == Snapshot(recorded[1].order, {"gen0": 1 / 3})
    assert second.device == first.device


def test_a_batch_that_cannot_be_kept_leaves_nothing_and_takes_no_number(file: Path) -> None:
    journal = opened(file)

    with pytest.raises(StoreError):
        journal.append([switched(0), Labelled(at(1), float("nan"), inside=True, available=True)])

    assert [] == list(journal.facts())
    assert [1] == [record.n for record in journal.append([switched(2)])]


def test_facts_of_another_machine_are_taken_in_once(file: Path) -> None:
    journal = opened(file)
    journal.append([switched(10)])
    theirs = [Recorded("elsewhere", n, 0, Switched(at(n))) for n in range(1, 6)]

    assert journal.take(theirs) == 5
    assert journal.take(theirs) == 0
    assert len(list(journal.facts())) == 6
    assert [2] == [record.n for record in journal.append([switched(11)])]


def test_facts_taken_in_drop_the_snapshots_that_they_make_stale(file: Path) -> None:
    journal = opened(file)
    journal.keep(Snapshot((at(-2000), "x", 1), {}))
    journal.keep(Snapshot((NOW, "x", 5), {}))

    journal.take([Recorded("elsewhere", 1, 0, Switched(at(-1)))])

    assert [(at(-2000), "x", 1)] == _snapshots(journal)


def test_facts_from_memory_are_taken_in_under_their_own_device(file: Path) -> None:
    journal = opened(file)
    journal.append([switched(0)])
    memory = MemoryStore(journal.facts())
    memory.append([switched(1)])

    assert journal.take(memory.own()) == 1
    assert [at(0), at(1)] == [record.fact.at for record in journal.facts()]


def test_a_reader_sees_what_a_writer_acknowledged(file: Path) -> None:
    writer = opened(file)

    for minute in range(20):
        recorded = writer.append([switched(minute)])
        assert recorded[-1] == all_of(file)[-1]


def test_files_are_for_their_owner_only(file: Path) -> None:
    journal = opened(file)
    journal.append([switched(0)])

    assert {"history.sqlite3", "history.sqlite3-wal", "history.sqlite3-shm"} == {
        entry.name for entry in file.parent.iterdir()
    }
    assert {0o600} == {entry.stat().st_mode & 0o777 for entry in file.parent.iterdir()}
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_a_year_takes_less_than_ten_megabytes(file: Path) -> None:
    journal = opened(file)
    for day in range(365):
        journal.append(switched(day * 1440 + minute) for minute in range(68))
        journal.keep(
            Snapshot((at(day * 1440), "x", day), {"text": "".join(chr(33 + i * day % 90) for i in range(4000))})
        )

    assert sum(entry.stat().st_size for entry in file.parent.iterdir()) < 10_000_000


def test_a_second_writer_is_told_as_such_and_not_as_damage(file: Path) -> None:
    one, other = opened(file), opened(file)
    one.append([switched(0)])

    with pytest.raises(StoreError, match="Another Backpressure is writing to the history") as refused:
        other.append([switched(1)])
    assert not isinstance(refused.value, StoreDamaged)
    assert not file.with_name(f"{file.name}.suspect").exists()


def test_facts_of_one_device_are_found_by_their_numbers(file: Path) -> None:
    journal = opened(file)
    journal.append(a_life(5))
    journal.take(Recorded("cccccccccccc", n, 0, switched(n)) for n in (1, 3, 600))

    assert ([2, 3], 5) == ([each.n for each in journal.of_device(journal.device, 1, 2)], journal.counted)
    assert [3, 600] == [each.n for each in journal.of_device("cccccccccccc", 1, 100)]
    assert {journal.device: {1: 5}, "cccccccccccc": {1: 2, 513: 1}} == journal.held(512)


def test_much_that_is_taken_in_at_once_is_in_the_file_itself_and_not_in_its_log(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tray.store.journal.journal._MANY", 3)
    journal = opened(file)
    came = [Recorded("other", n, 0, switched(n)) for n in range(1, 4)]
    assert 3 == journal.take(came)
    copy = tmp_path / "copy.sqlite3"
    copy.write_bytes(file.read_bytes())
    journal.close()

    assert came == all_of(copy)


def test_a_snapshot_whose_place_is_none_is_passed_over(file: Path) -> None:
    journal = opened(file)
    journal.keep(Snapshot((at(0), "x", 1), {"day": 0}))
    journal.keep(Snapshot((at(1440), "x", 2), {"day": 1}))
    journal.close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE snapshots SET at = ? WHERE n = 2", (1 << 62,))

    journal = opened(file)
    assert Snapshot((at(0), "x", 1), {"day": 0}) == journal.snapshot()
    journal.close()


@pytest.mark.parametrize(
    ("kind", "body", "why"),
    [
        ("switched", '{"no": 1}', "can't be read"),
        ("no_such_fact", "{}", "can't be read"),
        ("switched", "[", "can't be"),
    ],
)
def test_a_row_that_is_whole_and_no_fact_is_damage(kind: str, body: str, why: str) -> None:
    row = row_of(Recorded("x", 7, 0, switched(0)))._replace(kind=kind, body=body)
    row = row._replace(checksum=_checksum(*row[:-1]))

    with pytest.raises(Damaged, match=f"fact 7 of x {why}"):
        record_of(row)


@pytest.mark.parametrize(("number", "why"), [("1", "is not a number"), (1 << 62, "is out of range")])
def test_what_is_no_instant_is_damage(number: object, why: str) -> None:
    with pytest.raises(Damaged, match=f"an instant {why}"):
        instant(number)


def test_a_clock_that_nobody_had_puts_a_fact_at_the_end_of_time_and_breaks_nothing() -> None:
    days = timedelta(days=365 * 9000)
    late, early = (Recorded("x", 1, 0, switched(0), moved=each) for each in (days, -days))

    assert [9999, 1] == [each.order[0].year for each in (late, early)]
    assert [each.fact for each in (late, early)] == [on_present_clock(each) for each in (late, early)]
