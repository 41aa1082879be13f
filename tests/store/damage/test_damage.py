"""What becomes of a history that was damaged while nobody looked."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pytest

from tests.random_seed import dice
from tests.store.dying import dying_at
from tests.store.stories import (
    LONG,
    NOW,
    all_of,
    bad_copies,
    in_child,
    killed_with_life,
    opened,
    set_back,
    switched,
    with_life,
)
from tray.core.messages.facts import Recorded
from tray.doctor.files import history
from tray.errors import StoreDamaged, StoreError
from tray.history.record import Record
from tray.ports import Snapshot
from tray.store.damage import check, log_frames, log_tail
from tray.store.damage.log_frames import checksum
from tray.store.files.places import Places
from tray.store.journal.journal import Journal
from tray.store.journal.memory import MemoryStore
from tray.store.opening import look_into, open_store

LENGTH = 1200
MOST_ROWS_OF_A_PAGE = 70
DAMAGES = 2000 if LONG else 40
PAGE = 4096


def log_of(file: Path) -> Path:
    return file.with_name(file.name + "-wal")


def overwrite(file: Path, start: int, content: bytes) -> None:
    with file.open("r+b") as whole:
        whole.seek(start)
        whole.write(content)


def rescued(file: Path) -> tuple[Journal, str]:
    """The store that a start finds, and the one thing that it has to say."""
    found = open_store(str(file), NOW)
    assert isinstance(found.store, Journal)
    (remark,) = found.remarks
    return found.store, remark


def the_next_start_is_quiet(journal: Journal, file: Path) -> bool:
    journal.close()
    opened(file).close()
    return True


def zero_the_header(file: Path) -> None:
    overwrite(file, 0, bytes(100))


def zero_the_first_page(file: Path) -> None:
    overwrite(file, 0, bytes(PAGE))


WHOLE_ROWS_REMAIN: dict[str, Callable[[Path], None]] = {
    "a zeroed header": zero_the_header,
    "a zeroed first page": zero_the_first_page,
    "a header of another program": lambda file: overwrite(file, 68, b"\1\2\3\4"),
    "a lost table of contents": lambda file: overwrite(file, 100, b"\r\0\0\0\0"),
}


@pytest.mark.parametrize("damage", WHOLE_ROWS_REMAIN.values(), ids=WHOLE_ROWS_REMAIN)
def test_every_fact_is_saved_where_only_the_frame_is_damaged(file: Path, damage: Callable[[Path], None]) -> None:
    recorded = with_life(file, LENGTH)
    damage(file)

    journal, remark = rescued(file)

    assert recorded == list(journal.facts())
    assert f"{LENGTH} facts were saved" in remark
    assert ["history.sqlite3.bad-20261122T101500"] == bad_copies(file)
    assert the_next_start_is_quiet(journal, file)


def test_a_machine_that_is_alone_on_record_is_so_after_a_rescue(file: Path) -> None:
    recorded = with_life(file, LENGTH)
    zero_the_first_page(file)

    journal, _ = rescued(file)

    assert journal.device != recorded[0].device
    assert {recorded[0].device} == {journal.formerly}
    assert Record(journal, recorded[-1].fact.at).state.machine is None
    journal.close()


@pytest.mark.parametrize("damage", WHOLE_ROWS_REMAIN.values(), ids=WHOLE_ROWS_REMAIN)
def test_facts_in_the_log_are_saved_too(file: Path, damage: Callable[[Path], None]) -> None:
    recorded = killed_with_life(file, LENGTH)
    assert log_of(file).stat().st_size > 0
    damage(file)
    # The log holds the first page too, and SQLite would quietly mend the file with it: here it may not.
    log_of(file).write_bytes(log_of(file).read_bytes()[:32])

    journal, _ = rescued(file)

    saved = list(journal.facts())
    assert saved
    assert set(saved) <= set(recorded)


def test_a_file_cut_short_keeps_what_lies_before_the_cut(file: Path) -> None:
    recorded = with_life(file, LENGTH)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    found = open_store(str(file), NOW, suspect=True)

    saved = list(found.store.facts())
    assert set(saved) <= set(recorded)
    assert len(saved) > LENGTH // 4


@pytest.mark.parametrize("content", [b"", b"\0" * 100_000, b"not a database\n" * 1000], ids=["empty", "zeros", "text"])
def test_a_file_that_holds_nothing_is_set_aside(file: Path, content: bytes) -> None:
    with_life(file, LENGTH)
    file.write_bytes(content)

    journal, remark = rescued(file)

    assert "Nothing could be saved" in remark
    assert [] == list(journal.facts())
    assert content == file.with_name(bad_copies(file)[0]).read_bytes()
    assert the_next_start_is_quiet(journal, file)


@pytest.mark.parametrize("place", ["history.sqlite3", "history.sqlite3-wal", "history.sqlite3-shm"])
def test_a_folder_in_its_place_is_set_aside(file: Path, place: str) -> None:
    recorded = with_life(file, LENGTH)
    stranger = file.with_name(place)
    stranger.unlink(missing_ok=True)
    stranger.mkdir()
    (stranger / "something").write_text("of the person")

    journal, _ = rescued(file)

    assert (recorded if stranger != file else []) == list(journal.facts())
    assert any((file.with_name(copy) / "something").is_file() for copy in bad_copies(file))
    assert the_next_start_is_quiet(journal, file)


def test_a_pipe_in_its_place_does_not_make_the_start_wait(file: Path) -> None:
    file.parent.mkdir()
    os.mkfifo(file)

    journal, _ = rescued(file)

    assert [] == list(journal.facts())


def test_a_lost_log_is_noticed_and_numbers_are_not_given_twice(file: Path) -> None:
    recorded = killed_with_life(file, LENGTH)
    log_of(file).unlink()

    journal, remark = rescued(file)

    assert "log of its last changes is missing" in remark
    saved = list(journal.facts())
    assert set(saved) < set(recorded)
    new = journal.append([switched(9999)])
    assert not {(record.device, record.n) for record in new} & {(record.device, record.n) for record in recorded}
    assert the_next_start_is_quiet(journal, file)


def test_an_emptied_log_is_noticed(file: Path) -> None:
    killed_with_life(file, LENGTH)
    log_of(file).write_bytes(b"")

    _, remark = rescued(file)

    assert "log of its last changes is missing" in remark


@pytest.mark.parametrize("length", [20, LENGTH], ids=["short", "long"])
def test_the_log_of_another_history_is_not_mixed_in(file: Path, tmp_path: Path, length: int) -> None:
    recorded = with_life(file, LENGTH)
    other = tmp_path / "other" / "history.sqlite3"
    theirs = killed_with_life(other, length)
    shutil.copyfile(log_of(other), log_of(file))

    found = open_store(str(file), NOW)

    saved = list(found.store.facts())
    assert recorded == saved
    assert not set(theirs) & set(saved)


@pytest.mark.parametrize("place", ["its header", "its first page", "its middle"])
def test_a_damaged_log_loses_only_what_was_hit(file: Path, place: str) -> None:
    recorded = killed_with_life(file, 100)
    start = {"its header": 0, "its first page": 32, "its middle": log_of(file).stat().st_size // 2}[place]
    overwrite(log_of(file), start, bytes(40))

    journal, remark = rescued(file)

    assert "log of its last changes is damaged" in remark
    assert recorded == list(journal.facts())
    assert the_next_start_is_quiet(journal, file)


def test_a_log_that_was_cut_short_in_the_middle_of_a_change_is_no_damage(file: Path) -> None:
    recorded = killed_with_life(file, 100)
    log_of(file).write_bytes(log_of(file).read_bytes()[:-2000])
    file.with_name(file.name + "-shm").unlink()  # its writer never announced that change to others

    journal = opened(file)

    saved = list(journal.facts())
    assert saved == recorded[: len(saved)]


def test_a_log_that_ends_before_what_its_writer_announced_is_told_of(file: Path) -> None:
    killed_with_life(file, 100)
    log_of(file).write_bytes(log_of(file).read_bytes()[:-2000])

    _, remark = rescued(file)

    assert "log of its last changes is damaged" in remark


def test_a_loss_is_told_of_that_the_checksums_do_not_know_and_that_somebody_has_read_past(file: Path) -> None:
    recorded = killed_with_life(file, 100)
    log, frame = log_of(file), 24 + 4096
    middle = (log.stat().st_size - 32) // frame // 2
    round_of_it = 32 + middle * frame + 8
    overwrite(log, round_of_it, bytes([log.read_bytes()[round_of_it] ^ 1]))
    assert len(all_of(file)) < len(recorded)  # whoever reads first takes the log to end there

    journal, remark = rescued(file)

    assert "log of its last changes is damaged" in remark
    assert len(recorded) == len(list(journal.facts()))


def test_the_log_of_another_program_is_not_mixed_in(file: Path, tmp_path: Path) -> None:
    recorded = with_life(file, LENGTH)
    _foreign_log(tmp_path / "foreign.sqlite3", log_of(file))

    found = open_store(str(file), NOW)

    assert recorded == list(found.store.facts())


def _foreign_log(foreign: Path, target: Path) -> None:
    connection = sqlite3.connect(foreign)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE moz_places (url TEXT)")
    connection.executemany("INSERT INTO moz_places VALUES (?)", [("https://example.org/" * 20,)] * 500)
    connection.commit()
    shutil.copyfile(f"{foreign}-wal", target)
    connection.close()


@pytest.mark.timeout(900)
def test_random_damage_never_changes_a_fact_and_costs_only_the_pages_it_hit(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    recorded = with_life(tmp_path / "whole" / "history.sqlite3", 500)
    whole = (tmp_path / "whole" / "history.sqlite3").read_bytes()
    told = 0
    for seed in range(DAMAGES):
        chance = dice(seed)
        place = tmp_path / str(seed) / "history.sqlite3"
        place.parent.mkdir()
        place.write_bytes(_hit(whole, chance, chance.randint(1, 3)))

        saved, remarks = _lived_through(place)

        assert set(saved) <= set(recorded), seed
        assert len(saved) >= 500 - 3 * MOST_ROWS_OF_A_PAGE, seed
        told += bool(remarks) or saved == recorded
    assert told == DAMAGES
    counted(f"{DAMAGES} damaged histories, 0 facts changed, all told or whole")


def _hit(whole: bytes, chance: random.Random, spots: int) -> bytes:
    """Some spots are overwritten: a whole page, a few bytes, or a stretch of zeros."""
    content = bytearray(whole)
    for _ in range(spots):
        length = chance.choice([PAGE, 4, 512])
        start = chance.randrange(0, len(content) - length, PAGE if length == PAGE else 1)
        content[start : start + length] = chance.choice([chance.randbytes(length), bytes(length)])
    return bytes(content)


@pytest.mark.timeout(900)
def test_random_damage_to_a_log_never_changes_a_fact_and_is_told(tmp_path: Path) -> None:
    whole = tmp_path / "whole" / "history.sqlite3"
    recorded = killed_with_life(whole, 500)
    for seed in range(DAMAGES):
        chance = dice(seed)
        place = tmp_path / str(seed) / "history.sqlite3"
        place.parent.mkdir()
        place.write_bytes(whole.read_bytes())
        log_of(place).write_bytes(_hit(log_of(whole).read_bytes(), chance, 1))

        saved, remarks = _lived_through(place)

        assert set(saved) <= set(recorded), seed
        # The last transaction, damaged, looks like one that a kill has interrupted; a hit may reach into two.
        assert remarks or saved == recorded[: len(saved)], seed
        assert remarks or len(saved) >= 500 - 2 * 10, seed


def _lived_through(place: Path) -> tuple[list[Recorded], tuple[str, ...]]:
    """What the program does: open, read, and look closely when something is damaged."""
    found = open_store(str(place), NOW)
    try:
        saved = list(found.store.facts())
        found.store.append([switched(99_999)])
        if check.fault_of(str(place), thorough=True) is None:
            found.store.close()
            return saved, found.remarks
    except StoreDamaged:
        pass  # the next lines are the answer to it
    assert isinstance(found.store, Journal), found.remarks
    _close(found.store)
    again = open_store(str(place), NOW, suspect=True)
    saved = [record for record in again.store.facts() if record.fact != switched(99_999)]
    again.store.close()
    return saved, found.remarks + again.remarks


def _close(journal: Journal) -> None:
    with suppress(StoreError):  # it cannot say in a damaged file that it ended cleanly
        journal.close()


def test_damage_in_what_a_start_reads_is_rescued_before_it_is_read(file: Path) -> None:
    recorded = with_life(file, LENGTH)
    overwrite(file, file.read_bytes().index(b"answer the letter"), b"refuse")

    journal, remark = rescued(file)

    assert f"{LENGTH - 1} facts were saved" in remark
    assert set(journal.facts()) < set(recorded)
    assert the_next_start_is_quiet(journal, file)


def damaged_below_a_snapshot(file: Path) -> None:
    """In what a start doesn't read, since it goes on from the snapshot."""
    with_life(file, LENGTH)
    journal = opened(file)
    journal.keep(Snapshot(list(journal.facts())[-1].order, {}))
    journal.close()
    overwrite(file, file.read_bytes().index(b"answer the letter"), b"refuse")


def test_damage_that_is_met_in_use_is_rescued_by_the_next_start(file: Path) -> None:
    damaged_below_a_snapshot(file)
    journal = opened(file)
    with pytest.raises(StoreDamaged):
        list(journal.facts())
    journal.close()

    found = open_store(str(file), NOW)

    assert f"{LENGTH - 1} facts were saved" in found.remarks[0]
    assert isinstance(found.store, Journal)
    assert the_next_start_is_quiet(found.store, file)


@pytest.mark.parametrize("in_use", [False, True])
def test_damage_that_the_doctor_found_is_rescued_by_the_next_start_as_it_says(file: Path, *, in_use: bool) -> None:
    damaged_below_a_snapshot(file)
    found = history(Places({"BACKPRESSURE_DATA": str(file.parent)}), in_use=in_use)

    assert "start it again: it sets the file aside" in found.do
    assert f"{LENGTH - 1} facts were saved" in open_store(str(file), NOW).remarks[0]


def test_damage_that_a_reader_meets_is_told_apart_from_other_trouble(file: Path) -> None:
    with_life(file, LENGTH)
    overwrite(file, file.stat().st_size - 3 * PAGE, random.Random(1).randbytes(3 * PAGE))

    with pytest.raises(StoreDamaged):
        all_of(file)


def test_a_rescue_that_was_killed_anywhere_is_finished_by_the_next_start(file: Path, tmp_path: Path) -> None:
    recorded = killed_with_life(tmp_path / "whole" / "history.sqlite3", 40)
    zero_the_header(tmp_path / "whole" / "history.sqlite3")
    deaths = 0
    for step in range(1, 1000):
        shutil.rmtree(file.parent, ignore_errors=True)
        shutil.copytree(tmp_path / "whole", file.parent)

        died = in_child(partial(dying_at, step, lambda: open_store(str(file), NOW))) != 0

        found = open_store(str(file), NOW)
        assert set(found.store.facts()) == set(recorded), step
        assert bad_copies(file), step
        found.store.close()
        if not died:
            break
        deaths += 1
    assert deaths > 30


def test_what_cannot_be_rescued_for_lack_of_room_is_still_shown(file: Path) -> None:
    recorded = with_life(file, LENGTH)
    zero_the_header(file)
    (file.parent / "history.sqlite3.rescued.new").mkdir()

    found = open_store(str(file), NOW)

    assert isinstance(found.store, MemoryStore)
    assert recorded == list(found.store.facts())
    assert "Is a directory" in found.remarks[0]


def test_what_is_recorded_after_a_rescue_comes_after_all_that_was_saved(file: Path) -> None:
    journal = opened(file)
    saved = [*journal.append([switched(0), set_back(-60), switched(-59)])]
    journal.close()
    zero_the_header(file)

    rescued_journal, _ = rescued(file)
    (new,) = rescued_journal.append([switched(-58)])

    assert [*saved, new] == list(rescued_journal.facts())


def test_looking_closely_at_a_whole_history_finds_nothing(file: Path) -> None:
    with_life(file, LENGTH)

    assert check.fault_in_use(str(file)) is None
    overwrite(file, file.read_bytes().index(b"answer the letter"), b"refuse")
    fault = check.fault_in_use(str(file))
    assert fault is not None
    assert fault.reason


def test_looking_into_a_damaged_history_says_so(file: Path) -> None:
    with_life(file, LENGTH)
    zero_the_header(file)

    with pytest.raises(StoreDamaged):
        look_into(str(file))


@pytest.mark.parametrize("part", ["", "-wal", "-shm"], ids=["itself", "its log", "its shared memory"])
@pytest.mark.timeout(20)
def test_looking_into_a_pipe_says_so_at_once(file: Path, part: str) -> None:
    with_life(file, 9)
    place = file.with_name(file.name + part)
    place.unlink(missing_ok=True)
    os.mkfifo(place)

    with pytest.raises(StoreDamaged):
        look_into(str(file))


def test_a_reader_lets_go_of_a_schema_that_is_no_text(file: Path) -> None:
    """Its last act takes away the empty log that it made: as one who may write it meets what no reader meets."""
    recorded = with_life(file, 9)
    overwrite(file, file.read_bytes().index(b"CHECK (one = 1)") + 9, b"\xdb\xfc\xa4\xf3")

    with closing(look_into(str(file))) as store:
        assert recorded == list(store.facts())
    journal, _ = rescued(file)
    assert recorded == list(journal.facts())


def test_what_another_program_laid_beside_a_history_is_told_and_set_aside(file: Path) -> None:
    recorded = with_life(file, 9)
    beside = file.with_name(f"{file.name}-journal")
    beside.write_bytes(b"changes that are none of ours")
    fault = check.fault_of(str(file))
    assert fault is not None
    assert "something foreign lies beside it" == fault.reason

    journal, _ = rescued(file)

    assert recorded == list(journal.facts())
    assert not beside.exists()


@pytest.mark.timeout(20)
def test_much_noise_beside_a_history_that_was_closed_is_passed_over_at_once(file: Path) -> None:
    with_life(file, 9)
    log_of(file).touch()
    os.truncate(log_of(file), 1 << 28)

    assert check.fault_of(str(file)) is None


def test_what_others_see_of_a_log_needs_no_second_look(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that never ends keeps the log from ending too: looking through it takes minutes then."""
    killed_with_life(file, LENGTH)
    looked: list[bytes] = []

    def noted(before: bytes, content: bytes) -> bytes:
        looked.append(content)
        return checksum(before, content)

    monkeypatch.setattr(log_frames, "checksum", noted)

    assert check.fault_of(str(file)) is None
    beyond = len(log_frames.log_of(str(file))) - log_tail.valid(str(file))
    assert log_tail.valid(str(file)) > 9
    assert len(looked) <= 2 + beyond


def test_a_fact_that_is_missing_without_an_error_is_noticed_by_its_name_in_the_index(file: Path) -> None:
    with_life(file, LENGTH)
    assert check.fault_in_use(str(file)) is None

    def change(*statements: str) -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            for each in statements:
                connection.execute(each)

    index = "FROM sqlite_master WHERE name = 'facts_by_name'"
    change(f"CREATE TABLE aside AS SELECT * {index}", f"DELETE {index}")
    change("DELETE FROM facts WHERE n IN (SELECT max(n) FROM facts)")
    change("INSERT INTO sqlite_master SELECT * FROM aside", "DROP TABLE aside")

    fault = check.fault_in_use(str(file))
    assert fault is not None
    assert f"only {LENGTH - 1} of {LENGTH} facts are there" == fault.reason


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (
            "UPDATE meta SET value = x'00' WHERE key = 'device'",
            "what it says of itself, device, isn't what was written",
        ),
        ("UPDATE meta SET value = '' WHERE key = 'device'", "it has lost the name of its device"),
        ("UPDATE meta SET value = 'many' WHERE key = 'counted'", "a count in it is not a number"),
    ],
)
def test_a_history_that_says_nonsense_of_itself_is_rescued_and_that_is_said(file: Path, damage: str, said: str) -> None:
    recorded = with_life(file, 9)
    with closing(sqlite3.connect(file)) as connection, connection:
        assert 1 == connection.execute(damage).rowcount

    found = open_store(str(file), NOW)

    assert any(said in each for each in found.remarks)
    assert [each.fact for each in recorded] == [each.fact for each in found.store.facts()]
