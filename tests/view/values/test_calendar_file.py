"""The calendar that others may read: what they make of it."""

import shutil
import subprocess
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from tests.day import MONDAY, day
from tray.core.inquiry.published_calendar import Published, What, published
from tray.settings.defaults.every_setting import BreakKind, Breaks, Calendars, Settings
from tray.settings.types.time_ranges_shifts_fixed_breaks import ClockBreak
from tray.view.values.calendar_file import calendar_file

HOUR = timedelta(hours=1)
LABELS = (
    "report",
    "a, b; c\\d",
    "first line\nsecond line",
    "BEGIN:VEVENT\r\nUID:evil",
    "Überprüfung der Jahresabschlüsse – zweiter Durchgang, mit allen Anhängen und Fußnoten",
    "四半期報告書の作成と確認、関係者への送付、そして会議の準備" * 3,
    "👩🏽‍💻" * 40,
)


def blocks(*labels: str) -> list[Published]:
    return [
        Published(f"block-{n}", MONDAY + n * HOUR, MONDAY + n * HOUR + HOUR / 2, What.BLOCK, label)
        for n, label in enumerate(labels)
    ]


def test_lines_are_short_and_end_as_the_format_says() -> None:
    text = calendar_file(blocks(*LABELS), MONDAY).encode("utf-8")

    assert text.endswith(b"END:VCALENDAR\r\n")
    assert [] == [line for line in text.split(b"\r\n") if len(line) > 75 or b"\n" in line or b"\r" in line]


def test_what_somebody_wrote_is_never_a_line_of_the_format() -> None:
    text = calendar_file(blocks(*LABELS), MONDAY)

    assert len(LABELS) == text.count("\r\nBEGIN:VEVENT\r\n") == text.count("\r\nUID:")
    assert r"SUMMARY:a\, b\; c\\d" in text


def test_a_block_is_busy_and_the_rest_is_free() -> None:
    entries = [*blocks("report"), Published("end", MONDAY, MONDAY + HOUR, What.END)]
    text = calendar_file(entries, MONDAY)

    assert ["OPAQUE", "TRANSPARENT"] == [line[7:] for line in text.split("\r\n") if line.startswith("TRANSP:")]


def test_breaks_stand_in_it_under_their_names() -> None:
    at = (ClockBreak(time(12, 30), "lunch"), ClockBreak(time(15), "tea"))
    wanted = Calendars(publish_lunch=True, publish_breaks=True)
    told = day(Settings(kinds=(BreakKind("tea"),), breaks=Breaks(at=at), calendar=wanted))
    lines = calendar_file(published(told.state, told.context), told.at).split("\r\n")

    assert {"SUMMARY:Lunch", "SUMMARY:Tea"} == {line for line in lines if line.startswith("SUMMARY")}
    assert "OPAQUE" not in "".join(lines)


def test_icalendar_reads_back_what_was_written() -> None:
    icalendar = pytest.importorskip("icalendar")
    read = icalendar.Calendar.from_ical(calendar_file(blocks(*LABELS), MONDAY))
    events = read.walk("VEVENT")

    assert [] == read.errors + [error for each in events for error in each.errors]
    assert [str(each["SUMMARY"]) for each in events] == [" ".join(each.split()) for each in LABELS]
    assert [each.decoded("DTSTART") for each in events] == [MONDAY + n * HOUR for n in range(len(LABELS))]
    assert all(str(each["UID"]).endswith("@backpressure") for each in events)


def test_a_calendar_of_nothing_has_a_component_all_the_same() -> None:
    icalendar = pytest.importorskip("icalendar")

    assert icalendar.Calendar.from_ical(calendar_file([], MONDAY)).subcomponents


def test_khal_lists_the_blocks(tmp_path: Path) -> None:
    if shutil.which("khal") is None:
        pytest.skip("no khal")
    (tmp_path / "calendars").mkdir()
    config = tmp_path / "config"
    config.write_text(
        f"[calendars]\n[[ours]]\npath = {tmp_path}/calendars\ntype = calendar\n[sqlite]\npath = {tmp_path}/khal.db\n"
        "[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        "local_timezone = UTC\ndefault_timezone = UTC\n"
    )
    file = tmp_path / "backpressure.ics"
    file.write_bytes(calendar_file(blocks("report", "a, b; c"), MONDAY).encode())
    khal = ["khal", "-c", str(config)]
    subprocess.run([*khal, "import", "--batch", "-a", "ours", str(file)], check=True, timeout=60, capture_output=True)
    format_ = ["--format", "{start-time}-{end-time} {title}", "--day-format", ""]
    listed = subprocess.run(
        [*khal, "list", *format_, "2026-11-23", "1d"], check=True, timeout=60, capture_output=True, text=True
    ).stdout

    assert ["08:00-08:30 report", "09:00-09:30 a, b; c"] == [line for line in listed.splitlines() if line.strip()]


def in_calcurse(folder: Path, zone: str, found: list[Published], *days: str) -> list[str]:
    """What calcurse lists of these on some days, for somebody in a zone."""
    if shutil.which("calcurse") is None:
        pytest.skip("no calcurse")
    file = folder / "backpressure.ics"
    file.write_bytes(calendar_file(found, MONDAY).encode())
    environment = {"HOME": str(folder), "TZ": zone, "TERM": "dumb", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    calcurse = ["calcurse", "-D", str(folder / "data")]

    def run(*more: str) -> str:
        return subprocess.run(
            [*calcurse, *more], env=environment, check=True, timeout=60, capture_output=True, text=True
        ).stdout

    run("-i", str(file))
    filters = ("--filter-type", "cal", "--format-apt", "%S-%E %m %d\\n")
    listed = [line for day in days for line in run("-Q", "--from", day, "--to", day, *filters).splitlines()]
    return [line.strip() for line in listed if " " in line.strip()]


def test_calcurse_lists_the_blocks(tmp_path: Path) -> None:
    listed = in_calcurse(tmp_path, "UTC", blocks("report", "a, b; c"), "11/23/2026")

    assert ["08:00-08:30 report 1800", "09:00-09:30 a, b; c 1800"] == listed


def test_calcurse_lists_them_on_the_nights_in_which_clocks_are_set(tmp_path: Path) -> None:
    nights = [datetime(2026, month, day, 0, 30, tzinfo=UTC) for month, day in ((3, 29), (10, 25))]
    found = [Published(f"block-{at.month}", at, at + 1.5 * HOUR, What.BLOCK, "night") for at in nights]
    listed = in_calcurse(tmp_path, "Europe/Berlin", found, "03/29/2026", "10/25/2026")

    assert ["01:30-04:00 night 5400", "02:30-03:00 night 5400"] == listed


def test_it_says_when_it_was_written() -> None:
    assert "DTSTAMP:20261123T080000Z" in calendar_file(blocks("x"), datetime(2026, 11, 23, 8, tzinfo=UTC))
