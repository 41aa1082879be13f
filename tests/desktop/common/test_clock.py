"""The clocks tell what they promise, and a new time zone is noticed."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import TZPATH

import pytest

from tray.desktop.common.clock import LocalZone, SystemClock

WINTER, SUMMER = datetime(2026, 1, 15, 12, tzinfo=UTC), datetime(2026, 7, 15, 12, tzinfo=UTC)


def hours(zone: LocalZone, at: datetime) -> float:
    offset = at.astimezone(zone.now()).utcoffset()
    assert offset is not None
    return offset / timedelta(hours=1)


def zone_file(name: str) -> Path:
    return next(file for folder in TZPATH if (file := Path(folder, name)).exists())


@pytest.fixture(autouse=True)
def _the_zone_of_this_process() -> Iterator[None]:
    yield
    time.tzset()


def test_the_wall_clock_is_aware_and_in_utc() -> None:
    wall = SystemClock().wall()

    assert timedelta(0) == wall.utcoffset()
    assert timedelta(seconds=1) > abs(wall.timestamp() - time.time()) * timedelta(seconds=1)


def test_elapsed_and_awake_time_run_with_the_kernels_clocks() -> None:
    clock = SystemClock()
    before = time.clock_gettime(time.CLOCK_BOOTTIME), time.clock_gettime(time.CLOCK_MONOTONIC)
    told = clock.elapsed().total_seconds(), clock.awake().total_seconds()
    after = time.clock_gettime(time.CLOCK_BOOTTIME), time.clock_gettime(time.CLOCK_MONOTONIC)

    for earlier, seconds, later in zip(before, told, after, strict=True):
        assert earlier - 1e-6 <= seconds <= later


@pytest.mark.parametrize(
    ("value", "winter", "summer"),
    [
        ("", 0, 0),
        ("UTC", 0, 0),
        ("Europe/Berlin", 1, 2),
        (":America/Santiago", -3, -4),
        ("Asia/Tokyo", 9, 9),
        ("CET-1CEST,M3.5.0,M10.5.0/3", 1, 2),
        ("XYZ+3:30", -3.5, -3.5),
        ("<+0545>-5:45", 5.75, 5.75),
        ("Nowhere/At_All", 0, 0),
        ("../../etc/passwd", 0, 0),
        ("/etc/passwd", 0, 0),
        ("\0", 0, 0),
    ],
)
def test_tz_names_a_zone_or_a_rule(value: str, winter: float, summer: float) -> None:
    zone = LocalZone({"TZ": value})

    assert (winter, summer) == (hours(zone, WINTER), hours(zone, SUMMER))


def test_tz_may_name_a_file() -> None:
    zone = LocalZone({"TZ": f":{zone_file('Europe/Berlin')}"})

    assert (1, 2) == (hours(zone, WINTER), hours(zone, SUMMER))


def test_a_journey_is_noticed(tmp_path: Path) -> None:
    local = tmp_path / "localtime"
    local.symlink_to(zone_file("Asia/Tokyo"))
    zone = LocalZone({}, local)
    assert 9 == hours(zone, WINTER)
    assert "Asia/Tokyo" == str(zone.now())

    beside = tmp_path / "new"
    beside.symlink_to(zone_file("America/Santiago"))
    beside.replace(local)
    assert -3 == hours(zone, WINTER)


def test_a_zone_file_that_is_written_over_is_noticed(tmp_path: Path) -> None:
    local = tmp_path / "localtime"
    local.write_bytes(zone_file("Asia/Tokyo").read_bytes())
    zone = LocalZone({}, local)
    assert 9 == hours(zone, WINTER)

    local.write_bytes(zone_file("Europe/Berlin").read_bytes())
    assert 1 == hours(zone, WINTER)


def test_while_nothing_changes_the_zone_is_the_same_value(tmp_path: Path) -> None:
    local = tmp_path / "localtime"
    local.symlink_to(zone_file("Asia/Tokyo"))
    zone = LocalZone({}, local)

    assert zone.now() is zone.now()


@pytest.mark.parametrize(
    "content", [None, b"", b"TZif", b"TZif2" + bytes(39), b"no zone at all, but long enough to be one"]
)
def test_without_a_zone_that_can_be_read_it_is_utc(tmp_path: Path, content: bytes | None) -> None:
    local = tmp_path / "localtime"
    if content is not None:
        local.write_bytes(content)

    assert 0 == hours(LocalZone({}, local), SUMMER)


def test_the_log_is_written_in_the_new_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, winter in (("Asia/Tokyo", "21:00"), ("Europe/Berlin", "13:00")):
        monkeypatch.setenv("TZ", name)
        LocalZone(os.environ).now()
        assert winter == time.strftime("%H:%M", time.localtime(WINTER.timestamp()))
