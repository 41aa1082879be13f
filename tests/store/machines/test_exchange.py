"""What several machines know of one another by way of one folder."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.machines.shared import DESKTOP, LAPTOP, TOWER, Machine, minutes, recorded
from tests.store.stories import NOW, a_life, promised, switched
from tray.core.messages.facts import ClockStepped, CommitmentOpened
from tray.errors import StoreError
from tray.store.machines import name_version_clock, purged_spans, segments
from tray.store.machines.exchange import Outcome
from tray.store.machines.folder import opened
from tray.store.machines.purged_spans import Span
from tray.store.machines.read_other_machines import Found, Others

SEGMENT = "000000001.jsonl"


@pytest.fixture
def laptop(folder: Path) -> Machine:
    return Machine(folder, LAPTOP)


@pytest.fixture
def desktop(folder: Path) -> Machine:
    return Machine(folder, DESKTOP)


def found_by(outcome: Outcome) -> Found:
    assert outcome.found is not None
    return outcome.found


def missing(outcome: Outcome) -> list[int]:
    return [each.missing for each in found_by(outcome).machines]


def test_what_one_machine_recorded_the_other_knows(laptop: Machine, desktop: Machine) -> None:
    laptop.live(700)
    desktop.live(30)
    laptop.visit()
    desktop.visit()
    laptop.visit()

    assert laptop.history == desktop.history
    assert ["000000001.jsonl", "000000513.jsonl"] == sorted(path.name for path in laptop.part().glob("0*"))


def test_nothing_is_handed_over_twice_and_only_what_is_new_is_written(laptop: Machine, desktop: Machine) -> None:
    laptop.live(10)
    laptop.visit()
    assert 10 == len(found_by(desktop.visit()).records)
    before = (laptop.part() / "000000001.jsonl").read_bytes()
    laptop.live(3, start=10)
    laptop.visit()

    assert [11, 12, 13] == [each.n for each in found_by(desktop.visit()).records]
    assert () == found_by(desktop.visit()).records
    assert (laptop.part() / "000000001.jsonl").read_bytes().startswith(before)


def test_facts_of_others_are_never_written_back(laptop: Machine, desktop: Machine) -> None:
    laptop.live(20)
    laptop.visit()
    desktop.visit()
    desktop.live(5)
    desktop.visit()

    assert 20 < len(desktop.history)
    assert b"aaaa" not in (desktop.part() / "000000001.jsonl").read_bytes()


def test_own_facts_that_are_in_the_folder_are_not_written_again(laptop: Machine) -> None:
    laptop.live(20)
    laptop.visit()
    before = (laptop.part() / "000000001.jsonl").read_bytes()
    laptop.restart()
    laptop.add(laptop.own())  # `history import` of an export of its own
    laptop.visit()

    assert before == (laptop.part() / "000000001.jsonl").read_bytes()


@pytest.mark.parametrize("umask", [0o000, 0o277])
def test_files_and_folders_are_for_this_user_alone_whatever_the_umask(laptop: Machine, umask: int) -> None:
    laptop.live(5)
    before = os.umask(umask)
    try:
        laptop.visit()
    finally:
        os.umask(before)

    made = [laptop.part(), *laptop.part().iterdir()]
    assert {0o700, 0o600} == {stat.S_IMODE(path.stat().st_mode) for path in made}


def test_a_folder_open_to_others_is_closed(folder: Path, laptop: Machine) -> None:
    folder.chmod(0o755)
    laptop.visit()

    assert 0o700 == stat.S_IMODE(folder.stat().st_mode)


def test_a_folder_that_is_not_there_is_not_made(folder: Path, laptop: Machine) -> None:
    folder.rmdir()

    with pytest.raises(StoreError, match="isn't there"):
        laptop.visit()
    assert not folder.exists()


def test_torn_at_any_byte_nothing_but_the_torn_line_is_missing_and_it_is_mended(laptop: Machine) -> None:
    laptop.live(3)
    laptop.visit()
    segment = laptop.part() / "000000001.jsonl"
    whole = segment.read_bytes()

    for length in range(len(whole)):
        assert whole[:length].count(b"\n") == len(segments.read(whole[:length], LAPTOP, 1).records), length
    for length in (*range(0, len(whole), 9), len(whole) - 1):
        segment.write_bytes(whole[:length])
        laptop.restart()
        laptop.visit()
        assert whole == segment.read_bytes(), length


def test_killed_between_any_two_writes_it_goes_on(laptop: Machine, desktop: Machine) -> None:
    class Killed(BaseException):
        pass

    laptop.live(1100)
    writes, kill_at = 0, 0
    real = os.write

    def write(descriptor: int, data: bytes) -> int:
        nonlocal writes
        writes += 1
        if writes == kill_at:
            real(descriptor, data[: len(data) // 2])
            raise Killed
        return real(descriptor, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", write)
        for kill_at in (1, 2, 2):  # noqa: B007
            writes = 0
            with pytest.raises(Killed):
                laptop.visit()
            laptop.restart()
    laptop.visit()
    desktop.visit()

    assert laptop.history == desktop.history


def test_a_line_with_another_checksum_is_left_and_read_when_it_is_whole(laptop: Machine, desktop: Machine) -> None:
    laptop.live(5)
    laptop.visit()
    segment = laptop.part() / "000000001.jsonl"
    whole = segment.read_bytes()
    segment.write_bytes(whole.replace(b'"n": 3', b'"n": 4', 1))

    outcome = desktop.visit()
    assert [1, 2, 4, 5] == [each.n for each in found_by(outcome).records]
    assert [1] == missing(outcome)
    segment.write_bytes(whole)
    outcome = desktop.visit()
    assert [3] == [each.n for each in found_by(outcome).records]
    assert [0] == missing(outcome)


def test_a_segment_that_has_not_come_is_waited_for(laptop: Machine, desktop: Machine) -> None:
    laptop.live(1100)
    laptop.visit()
    (laptop.part() / "000000513.jsonl").rename(laptop.folder / "late")

    outcome = desktop.visit()
    assert [512] == missing(outcome)
    (laptop.folder / "late").rename(laptop.part() / "000000513.jsonl")
    assert [0] == missing(desktop.visit())
    assert laptop.history == desktop.history


def test_an_emptied_folder_takes_no_fact_away_and_is_filled_again(laptop: Machine, desktop: Machine) -> None:
    laptop.live(600)
    laptop.visit()
    desktop.visit()
    known = dict(desktop.history)
    for path in laptop.part().iterdir():
        path.unlink()
    laptop.part().rmdir()

    assert [0] == missing(desktop.visit())
    assert known == desktop.history
    laptop.restart()
    laptop.visit()
    other = Machine(laptop.folder, TOWER)
    other.visit()
    assert known == other.history


def test_own_segments_that_went_missing_or_bad_are_written_anew(laptop: Machine) -> None:
    laptop.live(1600)
    laptop.visit()
    paths = sorted(laptop.part().glob("0*"))
    before = [path.read_bytes() for path in paths]
    paths[0].unlink()
    paths[1].write_bytes(before[1][:3000])
    paths[2].write_bytes(before[2][:300] + b"?" + before[2][301:])
    laptop.restart()
    laptop.visit()

    assert before == [path.read_bytes() for path in paths]


def test_an_older_copy_of_the_own_part_is_brought_up_to_date(laptop: Machine) -> None:
    laptop.live(100)
    laptop.visit()
    old = (laptop.part() / "000000001.jsonl").read_bytes()
    laptop.live(50, start=100)
    laptop.visit()
    new = (laptop.part() / "000000001.jsonl").read_bytes()
    (laptop.part() / "000000001.jsonl").write_bytes(old)
    laptop.restart()
    laptop.visit()

    assert new == (laptop.part() / "000000001.jsonl").read_bytes()


def test_an_older_copy_that_an_engine_puts_in_its_place_is_noticed_while_it_runs(
    laptop: Machine, desktop: Machine
) -> None:
    laptop.live(100)
    laptop.visit()
    old = (laptop.part() / SEGMENT).read_bytes()
    laptop.live(50, start=100)
    laptop.visit()
    (laptop.part() / SEGMENT).write_bytes(old)
    laptop.live(1, start=150)
    laptop.visit()
    desktop.visit()

    assert laptop.history == desktop.history


def test_numbers_that_are_missing_in_the_own_part_are_written_again(laptop: Machine) -> None:
    laptop.live(20)
    laptop.visit()
    whole = (laptop.part() / SEGMENT).read_bytes()
    (laptop.part() / SEGMENT).write_bytes(b"".join(whole.splitlines(keepends=True)[5:]))
    laptop.restart()
    laptop.visit()

    assert whole == (laptop.part() / SEGMENT).read_bytes()


def test_nobody_speaks_for_another(laptop: Machine, desktop: Machine) -> None:
    laptop.live(3)
    laptop.visit()
    segment = laptop.part() / "000000001.jsonl"
    with segment.open("ab") as file:
        file.write(b"".join(segments.of_record(each) for each in recorded(TOWER, a_life(2), after=3)))
        file.write(segments.of_record(recorded(LAPTOP, a_life(1), after=600)[0]))

    outcome = desktop.visit()
    assert [1, 2, 3] == [each.n for each in found_by(outcome).records]
    assert [3] == [each.refused for each in found_by(outcome).machines]


@pytest.mark.parametrize(
    "name",
    [
        "000000001.sync-conflict-20261129-101112-ABCDEFG.jsonl",
        "000000001 (conflicted copy 2026-11-29).jsonl",
        ".syncthing.000000001.jsonl.tmp",
        "000000001.jsonl.orig",
        "000000002.jsonl",
        "00000001.jsonl",
        "٠٠٠٠٠٠٠٠١.jsonl",
    ],
)
def test_copies_that_engines_make_are_not_read(laptop: Machine, desktop: Machine, name: str) -> None:
    laptop.live(3)
    laptop.visit()
    (laptop.part() / "000000001.jsonl").rename(laptop.part() / name)

    assert () == found_by(desktop.visit()).records


def test_a_line_of_a_newer_version_is_left_in_place_and_told(laptop: Machine, desktop: Machine) -> None:
    laptop.live(2)
    laptop.visit()
    segment = laptop.part() / "000000001.jsonl"
    line = '{"fact": "teleported", "at": "2026-11-29T10:00:00+00:00", "device": "aaaaaaaaaaaa", "n": 3, "era": 0}'
    with segment.open("ab") as file:
        file.write(segments.checked(line))

    outcome = desktop.visit()
    assert [1, 2] == [each.n for each in found_by(outcome).records]
    assert ([1], [0]) == ([each.not_understood for each in found_by(outcome).machines], missing(outcome))
    assert line.encode() in segment.read_bytes()


def test_a_jump_in_the_numbers_is_not_waited_for(laptop: Machine, desktop: Machine) -> None:
    laptop.live(3)
    laptop.add(recorded(LAPTOP, a_life(2, 10), after=100_000))
    laptop.visit()
    laptop.restart()
    laptop.visit()

    assert [0] == missing(desktop.visit())
    assert laptop.history == desktop.history


def test_much_is_handed_over_in_pieces(laptop: Machine, desktop: Machine) -> None:
    laptop.live(2000)
    laptop.visit()
    pieces = [found_by(desktop.visit(at_once=500)) for _ in range(5)]

    assert [512, 512, 512, 464, 0] == [len(each.records) for each in pieces]
    assert [True, True, True, False, False] == [each.more for each in pieces]
    assert laptop.history == desktop.history


def test_after_a_restart_only_what_is_not_known_is_read(laptop: Machine, desktop: Machine) -> None:
    laptop.live(1030)
    laptop.visit()
    desktop.visit()
    desktop.restart()

    assert [1025, 1030] == [each.n for each in found_by(desktop.visit()).records][::5]


def test_a_history_of_an_old_backup_gets_back_what_it_had_told(laptop: Machine) -> None:
    laptop.live(700)
    laptop.visit()
    before = dict(laptop.history)
    laptop.history = {name: each for name, each in before.items() if name[1] <= 600}
    laptop.restart()
    laptop.last = 700

    outcome = laptop.exchange.visit(replace(laptop.order(), recover=True))
    laptop.add(found_by(outcome).records)
    assert before == laptop.history


def test_what_was_purged_is_gone_from_every_part_and_does_not_come_back(laptop: Machine, desktop: Machine) -> None:
    laptop.live(600)
    desktop.live(100)
    laptop.visit()
    desktop.visit()
    span = Span(NOW + minutes(10), NOW + minutes(550), upto=((LAPTOP, 600), (DESKTOP, 100)))
    for machine in (laptop, desktop):
        machine.purged = (span,)
        machine.history = {name: each for name, each in machine.history.items() if not span.holds(each)}
        machine.visit(obey=True)

    texts = [path.read_text() for path in (*laptop.part().glob("0*"), *desktop.part().glob("0*"))]
    assert [] == [text for text in texts if (NOW + minutes(20)).isoformat() in text]
    newcomer = Machine(laptop.folder, TOWER)
    outcome = newcomer.visit()
    assert ((span,), [0, 0]) == (found_by(outcome).spans, missing(outcome))
    assert {(LAPTOP, 10), (LAPTOP, 551), (LAPTOP, 600), (DESKTOP, 10)} <= newcomer.history.keys()
    assert 60 + 10 == len(newcomer.history)


def test_facts_that_come_late_into_a_purged_span_are_dropped(laptop: Machine, desktop: Machine) -> None:
    laptop.live(20)
    laptop.visit()
    desktop.purged = (Span(None, NOW + minutes(15)),)

    outcome = desktop.visit()
    assert [16, 17, 18, 19, 20] == [each.n for each in found_by(outcome).records]
    assert [0] == missing(outcome)


def test_a_span_is_told_before_anything_is_taken_out(laptop: Machine) -> None:
    laptop.live(20)
    laptop.visit()
    laptop.purged = (Span(None, NOW + minutes(15), upto=((LAPTOP, 20),)),)
    replaced: list[str] = []
    real = os.replace

    def replace_file(old: str, new: str, **where: int) -> None:
        replaced.append(new)
        real(old, new, **where)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", replace_file)
        laptop.visit(obey=True)

    assert ["purged.jsonl", "000000001.jsonl", "machine.json"] == replaced


@pytest.mark.parametrize("text", ["", "{", "[]", '{"purged"', '{"from": 3, "to": "x"}', "[" * 100_000])
def test_spans_that_are_none_are_passed_over(text: str) -> None:
    span = Span(NOW, NOW + minutes(1), LAPTOP)

    assert (span,) == purged_spans.read(segments.checked(text) + purged_spans.written([span]) + b'{"from": null, "to')


def test_texts_can_stay_at_home(laptop: Machine, desktop: Machine) -> None:
    laptop.add(recorded(LAPTOP, [promised(0, "the secret plan"), switched(1)]))
    laptop.visit(texts=False)
    outcome = desktop.visit()

    assert b"secret" not in b"".join(path.read_bytes() for path in laptop.part().iterdir())
    first = found_by(outcome).records[0].fact
    assert isinstance(first, CommitmentOpened)
    assert "" == first.text


def test_a_clock_that_was_set_right_is_not_ahead_any_more(laptop: Machine, desktop: Machine) -> None:
    day = 24 * 60
    laptop.add(recorded(LAPTOP, [switched(day), ClockStepped(NOW, NOW + minutes(day)), switched(1)]))
    laptop.visit()
    (machine,) = found_by(desktop.visit()).machines

    assert NOW + minutes(1) == machine.latest


@pytest.mark.parametrize(
    "data", [None, b"", b"{", b"[]", b'{"name": 3}', b"[" * 60_000, b'{"name": "\\ud800", "n": 1}']
)
def test_what_a_machine_says_of_itself_may_be_nonsense(data: bytes | None) -> None:
    assert name_version_clock.read(data) is None


def test_a_name_does_nothing_to_a_terminal_and_is_short() -> None:
    data = name_version_clock.written(name_version_clock.About("\x1b[2J\nlaptop\u202e" + "x" * 100, "1"))

    said = name_version_clock.read(data)
    assert said is not None
    assert said.name.isprintable()
    assert len(said.name) <= 40


def test_who_only_skims_counts_full_segments_and_is_handed_the_facts_of_the_last(
    laptop: Machine, desktop: Machine
) -> None:
    laptop.live(2 * segments.SIZE + 7)
    laptop.visit()
    with opened(str(desktop.folder)) as shared:
        found = Others().read(shared, DESKTOP, {}, (), 10 * segments.SIZE, skims=True)
    [seen] = found.machines

    assert [2 * segments.SIZE + n for n in range(1, 8)] == [each.n for each in found.records]
    assert (0, 2 * segments.SIZE + 7) == (seen.missing, seen.last)
    assert found.records[-1].fact.at == seen.latest
