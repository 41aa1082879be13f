"""What may lie in the shared folder and is not ours: told or passed over, never followed, and never written to."""

import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.machines.shared import DESKTOP, LAPTOP, TOWER, Machine, recorded
from tests.store.stories import a_life
from tray.errors import StoreError
from tray.store.machines import local_notes, purged_spans, read_other_machines, restored_backup, segments
from tray.store.machines.read_other_machines import Found

ROOT = os.geteuid() == 0
SEGMENT = "000000001.jsonl"


@pytest.fixture
def laptop(folder: Path) -> Machine:
    machine = Machine(folder, LAPTOP)
    machine.live(3)
    return machine


@pytest.fixture
def planted(folder: Path) -> Path:
    """The part of another machine, with a segment of three facts."""
    part = folder / DESKTOP
    part.mkdir(0o700)
    (part / SEGMENT).write_bytes(facts_of(DESKTOP))
    return part


def facts_of(device: str, count: int = 3) -> bytes:
    return b"".join(segments.of_record(each) for each in recorded(device, a_life(count)))


def found(machine: Machine) -> Found:
    came = machine.visit().found
    assert came is not None
    return came


def everything(path: Path) -> dict[str, tuple[int, int, int]]:
    """What tells whether anything below a folder was touched, but for when it was read."""
    seen = {str(each): each.lstat() for each in path.rglob("*")}
    return {name: (each.st_ino, each.st_mtime_ns, each.st_mode) for name, each in seen.items()}


def test_a_segment_that_leads_elsewhere_is_not_followed(laptop: Machine, planted: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(facts_of(DESKTOP))
    (planted / SEGMENT).unlink()
    (planted / SEGMENT).symlink_to(tmp_path / "secret")
    (planted / "machine.json").symlink_to("/dev/zero")
    (planted / "purged.jsonl").symlink_to(tmp_path / "secret")

    assert () == found(laptop).records


def test_a_part_that_leads_elsewhere_is_not_followed(
    laptop: Machine, planted: Path, folder: Path, tmp_path: Path
) -> None:
    planted.rename(tmp_path / "elsewhere")
    planted.symlink_to(tmp_path / "elsewhere")

    assert ((), ()) == (found(laptop).records, found(laptop).machines)
    assert planted.is_symlink()
    assert folder.exists()


def test_an_own_part_that_leads_elsewhere_is_not_written(laptop: Machine, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(0o700)
    (folder / LAPTOP).symlink_to(tmp_path / "elsewhere")

    with pytest.raises(StoreError, match="isn't a folder of yours"):
        laptop.visit()
    assert [] == list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("name", [SEGMENT, "machine.json"])
def test_an_own_file_that_leads_elsewhere_is_not_written_through(
    laptop: Machine, folder: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "theirs").write_text("theirs")
    (folder / LAPTOP).mkdir(0o700)
    (folder / LAPTOP / name).symlink_to(tmp_path / "theirs")
    if name == SEGMENT:
        with pytest.raises(StoreError):
            laptop.visit()
    else:
        laptop.visit()

    assert "theirs" == (tmp_path / "theirs").read_text()


@pytest.fixture
def pipe_and_socket(planted: Path) -> Iterator[Path]:
    (planted / SEGMENT).unlink()
    os.mkfifo(planted / SEGMENT)
    os.mkfifo(planted / "machine.json")
    with socket.socket(socket.AF_UNIX) as listening:
        before = Path.cwd()
        os.chdir(planted)  # the name of a socket is short
        listening.bind("purged.jsonl")
        os.chdir(before)
        yield planted


@pytest.mark.timeout(20)
@pytest.mark.usefixtures("pipe_and_socket")
def test_pipes_and_sockets_are_not_opened(laptop: Machine) -> None:
    assert () == found(laptop).records


@pytest.mark.skipif(not ROOT, reason="only the administrator can give files away")
def test_files_and_parts_of_somebody_else_are_not_read(laptop: Machine, planted: Path, folder: Path) -> None:
    os.chown(planted / SEGMENT, 12345, 12345)
    other = folder / TOWER
    other.mkdir(0o755)
    (other / SEGMENT).write_bytes(facts_of(TOWER))
    os.chown(other, 12345, 12345)

    assert () == found(laptop).records


@pytest.mark.skipif(not ROOT, reason="only the administrator can give folders away")
def test_a_folder_of_somebody_else_is_refused(laptop: Machine, folder: Path) -> None:
    os.chown(folder, 12345, 12345)

    with pytest.raises(StoreError, match="belongs to somebody else"):
        laptop.visit()
    assert [] == list(folder.iterdir())


def test_a_gigabyte_is_not_read_and_told(laptop: Machine, planted: Path) -> None:
    for name in (SEGMENT, "machine.json", "purged.jsonl"):
        with (planted / name).open("wb") as file:
            file.truncate(1 << 30)

    came = found(laptop)
    assert () == came.records
    assert [("000000001.jsonl", "machine.json", "purged.jsonl")] == [each.too_large for each in came.machines]


def test_a_gigabyte_in_the_own_part_is_replaced(laptop: Machine, folder: Path) -> None:
    (folder / LAPTOP).mkdir(0o700)
    with (folder / LAPTOP / SEGMENT).open("wb") as file:
        file.truncate(1 << 30)
    laptop.visit()

    assert facts_of(LAPTOP) == (folder / LAPTOP / SEGMENT).read_bytes()


def test_more_machines_than_anybody_has_are_not_read(
    laptop: Machine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_other_machines, "MOST_MACHINES", 4)
    for number in range(10):
        part = folder / f"{number:012x}"
        part.mkdir(0o700)
        (part / SEGMENT).write_bytes(facts_of(part.name, 1))

    came = found(laptop)
    assert (4, True) == (len(came.records), came.too_many)


DEEP = "[" * 50_000
HOSTILE = [
    "",
    "null",
    "[]",
    "{}",
    DEEP,
    '{"a":' * 5000,
    '{"fact": "switched", "at": "2026-11-29T10:00:00+00:00", "device": "bbbbbbbbbbbb", "n": 1e999, "era": 0}',
    '{"fact": "switched", "at": "2026-11-29T10:00:00", "device": "bbbbbbbbbbbb", "n": 1, "era": 0}',
    '{"fact": "switched", "at": "9999-12-31T23:59:59+00:00", "device": "bbbbbbbbbbbb", "n": 1, "era": 0}',
    '{"fact": "switched", "at": NaN, "device": "bbbbbbbbbbbb", "n": 1, "era": 0}',
    '{"fact": "__class__", "at": 0, "device": "../../../etc", "n": 1, "era": 0}',
    '{"fact": ["switched"], "at": {}, "device": [], "n": [], "era": {}}',
    '{"gone": [1, 99999999999999999999], "device": "bbbbbbbbbbbb"}',
    '{"gone": [-5, 0], "device": "bbbbbbbbbbbb"}',
    '{"gone": ["1", "2"], "device": "bbbbbbbbbbbb"}',
    '{"gone": [1, 512], "device": "aaaaaaaaaaaa"}',
    json.dumps({"fact": "commitment_opened", "text": "x" * 70_000}),
    '{"gone": [1, 5',
    '{"gone": ' + "[" * 60_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_lines_harm_nobody(laptop: Machine, planted: Path, text: str) -> None:
    (planted / SEGMENT).write_bytes(segments.checked(text) + facts_of(DESKTOP))

    assert [1, 2, 3] == [each.n for each in found(laptop).records]


@pytest.mark.parametrize("data", [os.urandom(5000), b"\0" * 5000, b"\n" * 100_000, b"\xff\xfe" * 3000])
def test_bytes_that_are_nothing_harm_nobody(laptop: Machine, planted: Path, data: bytes) -> None:
    for name in (SEGMENT, "machine.json", "purged.jsonl"):
        (planted / name).write_bytes(data)

    came = found(laptop)
    assert ((), ()) == (came.records, came.spans)


def test_a_machine_that_says_it_has_counted_very_far_costs_nothing(laptop: Machine, planted: Path) -> None:
    (planted / "machine.json").write_text('{"name": "x", "version": "", "clock": null, "last": 9007199254740992}')

    assert [9007199254740992 - 3] == [each.missing for each in found(laptop).machines]


def test_nothing_outside_the_own_part_is_touched(laptop: Machine, planted: Path, folder: Path, tmp_path: Path) -> None:
    planted.chmod(0o755)
    (planted / SEGMENT).chmod(0o644)
    (folder / "notes.txt").write_text("mine")
    before = everything(tmp_path)
    laptop.visit()
    laptop.live(600, start=3)
    laptop.visit()
    laptop.restart()
    laptop.visit()

    own = str(laptop.part())
    after = {name: seen for name, seen in everything(tmp_path).items() if not name.startswith(own)}
    assert {name: seen for name, seen in before.items() if name != str(folder)} == {
        name: seen for name, seen in after.items() if name != str(folder)
    }


@pytest.mark.parametrize("text", ["{", "[]", '{"spans": [7]}', "[" * 100_000, '{"names": 3}'])
def test_own_notes_that_are_not_what_was_written_are_told_and_never_taken_for_none(text: str, tmp_path: Path) -> None:
    notes = tmp_path / "machines.json"
    notes.write_text(text)

    with pytest.raises(StoreError, match=r"isn't what was written\. Move it away"):
        local_notes.load(str(notes))


def test_a_witness_that_cannot_be_looked_for_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreError, match="can't be used: Not a directory"):
        restored_backup.changed_at(str(tmp_path / "file" / "machines.json"))


@pytest.mark.parametrize("end", ["soon", "2026-02-30T00:00:00+00:00", "2026-11-01T00:00:00"])
def test_a_span_with_a_time_that_is_none_is_none(end: str) -> None:
    assert purged_spans.typed({"from": None, "to": end, "device": None}) is None
