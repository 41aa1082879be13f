"""What hooks came to is kept, and never grows without end."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tray.errors import StoreError
from tray.store.files.hook_log import KEPT, HookLog


def test_runs_are_kept_in_order_for_their_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "state" / "hooks.jsonl"
    log = HookLog(str(file))
    for name in "abc":
        log.add({"hook": name})

    assert ["a", "b", "c"] == [run["hook"] for run in HookLog(str(file)).runs()]
    assert 0o600 == file.stat().st_mode & 0o777


def test_nothing_has_run_where_there_is_no_log(tmp_path: Path) -> None:
    assert [] == HookLog(str(tmp_path / "hooks.jsonl")).runs()


def test_a_line_that_a_power_cut_left_half_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "hooks.jsonl"
    file.write_text('{"hook": "a"}\n{"hook": "b\n[1]\n{"hook": "c"}\n')

    assert ["a", "c"] == [run["hook"] for run in HookLog(str(file)).runs()]


def test_a_long_log_is_shortened_to_its_last_runs(tmp_path: Path) -> None:
    file = tmp_path / "hooks.jsonl"
    log = HookLog(str(file))
    for n in range(400):
        log.add({"hook": str(n), "output": "x" * 8000})

    kept = [int(run["hook"]) for run in log.runs()]
    assert kept == list(range(kept[0], 400))
    assert len(kept) >= KEPT
    assert file.stat().st_size < 2_000_000


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    HookLog(str(tmp_path / "file" / "hooks.jsonl")).add({"hook": "a"})


def test_runs_of_a_time_that_is_purged_are_forgotten_and_others_kept(tmp_path: Path) -> None:
    log = HookLog(str(tmp_path / "hooks.jsonl"))
    for hour in range(4):
        log.add({"at": f"2026-11-22T0{hour}:00:00+00:00", "hook": str(hour)})
    log.forget(datetime(2026, 11, 22, 1, tzinfo=UTC), datetime(2026, 11, 22, 3, tzinfo=UTC))
    assert ["0", "3"] == [run["hook"] for run in log.runs()]
    log.forget(None, None)

    assert [] == log.runs()


def test_a_log_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "hooks.jsonl").mkdir()

    with pytest.raises(StoreError, match=r"hooks\.jsonl can't be read: "):
        HookLog(str(tmp_path / "hooks.jsonl")).runs()


def test_what_nobody_can_date_goes_with_the_first_purge(tmp_path: Path) -> None:
    file = tmp_path / "hooks.jsonl"
    good = '{"at": "2026-11-02T00:00:00+00:00", "hook": "c"}\n'
    file.write_text(f'{{"at": "soon", "hook": "a"}}\n{{"hook": "b"}}\n{{"at": "2026\n{good}')
    HookLog(str(file)).forget(datetime(2026, 11, 3, tzinfo=UTC), None)

    assert good == file.read_text()
