"""The log stays small, private and free of what a person wrote."""

import os
from pathlib import Path

import pytest

from tray.store.files.log import KEPT, LARGEST, Log


class Time:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def log(tmp_path: Path, time: Time) -> Log:
    return Log(str(tmp_path / "log"), wall=time, elapsed=time)


def lines(tmp_path: Path) -> list[str]:
    return (tmp_path / "log").read_text().splitlines()


def test_a_line_says_when_and_what(log: Log, tmp_path: Path) -> None:
    log.write("the tray host went away")

    assert lines(tmp_path) == ["1970-01-01T00:00:00Z the tray host went away"]


def test_the_same_line_comes_once_a_minute_with_its_count(log: Log, tmp_path: Path, time: Time) -> None:
    for _ in range(120):
        log.write("the X server is gone")
        time.seconds += 0.5
    log.write("the X server is gone")

    assert [
        "1970-01-01T00:00:00Z the X server is gone",
        "1970-01-01T00:01:00Z the X server is gone (119 times more since)",
    ] == lines(tmp_path)


def test_it_never_grows_beyond_its_three_files(log: Log, tmp_path: Path) -> None:
    for number in range(12_000):
        log.write(f"{number} " + "x" * 400)

    files = sorted(tmp_path.iterdir())
    assert ["log", "log.1", "log.2"] == [file.name for file in files]
    assert all(file.stat().st_size <= LARGEST for file in files)
    assert sum(file.stat().st_size for file in files) > LARGEST * (KEPT - 1)
    assert "11999 " in "".join(lines(tmp_path))


def test_of_an_error_its_kind_and_place_are_kept_and_not_its_words(log: Log, tmp_path: Path) -> None:
    try:
        Path("/nowhere/visit the oncologist").read_text()
    except OSError as error:
        log.fault(error, "settings")
    try:
        "visit the oncologist \ud800".encode()
    except UnicodeEncodeError as error:
        log.fault(error)

    text = "\n".join(lines(tmp_path))
    assert "oncologist" not in text
    assert "settings FileNotFoundError 2" in text
    assert "test_log.py:" in text


def test_it_is_for_its_owner_only(log: Log, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        log.write("something")
    finally:
        os.umask(before)

    assert (tmp_path / "log").stat().st_mode & 0o777 == 0o600


def test_control_characters_and_new_lines_are_made_visible(log: Log, tmp_path: Path) -> None:
    log.write("a\x1b[31mb\nc\u202ed" + "x" * 10_000)

    (line,) = lines(tmp_path)
    assert line.startswith("1970-01-01T00:00:00Z a·[31mb·c·dxxx")
    assert len(line) < 600


def test_where_it_cannot_be_written_nothing_happens(tmp_path: Path) -> None:
    Log(str(tmp_path / "missing" / "log")).write("something")
    (tmp_path / "planted").symlink_to(tmp_path / "theirs")
    Log(str(tmp_path / "planted")).write("something")
    os.mkfifo(tmp_path / "pipe")
    Log(str(tmp_path / "pipe")).write("something")

    assert not (tmp_path / "theirs").exists()
