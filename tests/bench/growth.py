"""What does a long history cost? ``python -m tests.bench.growth [PICTURE.svg]``: each reading verb at 0 to 10 years.

Every figure is that of a whole process: seconds of a processor and the most memory it held. An ordinary week is
repeated so that it ends now; the history has the snapshots that the program keeps on the way.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from statistics import median

from tests.bench import fold
from tests.day import MONDAY
from tray.control.client import ask
from tray.core.messages.facts import DayPlanned, Fact
from tray.errors import BackpressureError

YEARS = (0, 1, 5, 10)
ROUNDS = 3
_WEEK = timedelta(weeks=1)
_START = "start"
_VERBS = (
    *("status", "explain", "health", "sessions", "commitments", "what-if walk", "warnings", "incidents"),
    *("history day", "history week", "history month", "history year"),
    *("report --day --out {page}", "report --week --out {page}", "report --month --out {page}"),
    "report --year --out {page}",
)
_GROW = ("history year", "report --year")
"""These read a whole year, so that the second year may cost more than none, and the tenth no more than the second."""
_BOUND, _SLACK_SECONDS = 1.35, 0.15
"""Flat is what ten years make no dearer than one year by this factor, or by so little that nobody notices."""
_COLUMNS, _WIDE, _HIGH, _GAP = 4, 190, 96, 14
_INK, _SOFT, _LINE = "#1f2733", "#66707f", "#2f6fd0"
"""Of the picture: a small plot for each verb, seconds over years, all to one scale."""


@dataclass(frozen=True)
class Cost:
    """Of one process."""

    seconds: float
    mebibytes: float


def drawn(found: Mapping[str, Mapping[int, float]]) -> str:
    """The picture; it brings its own light ground, so that it can be read on a dark page."""
    most = max(value for costs in found.values() for value in costs.values())
    cells = [_cell(n, verb, costs, most) for n, (verb, costs) in enumerate(found.items())]
    rows = -(-len(cells) // _COLUMNS)
    width, height = _COLUMNS * (_WIDE + _GAP) + _GAP, rows * (_HIGH + _GAP) + _GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="system-ui, sans-serif" font-size="11">\n'
        f"<title>Seconds of a processor for each verb, by years of history</title>\n"
        f'<rect width="100%" height="100%" rx="8" fill="#ffffff"/>\n' + "\n".join(cells) + "\n</svg>\n"
    )


def _cell(number: int, verb: str, costs: Mapping[int, float], most: float) -> str:
    left = _GAP + number % _COLUMNS * (_WIDE + _GAP)
    top = _GAP + number // _COLUMNS * (_HIGH + _GAP)
    floor, high, longest = top + _HIGH - 18, _HIGH - 40, max(costs)
    at = {
        years: (left + 6 + (_WIDE - 44) * years / longest, floor - high * value / most)
        for years, value in costs.items()
    }
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in at.values())
    last_x, last_y = at[longest]
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{_LINE}"/>' for x, y in at.values())
    ticks = "".join(
        f'<text x="{x:.1f}" y="{floor + 14}" text-anchor="middle" fill="{_SOFT}" font-size="9">{years}</text>'
        for years, (x, _) in at.items()
    )
    return (
        f'<text x="{left}" y="{top + 11}" fill="{_INK}">{escape(verb)}</text>'
        f'<path d="M{left} {floor}h{_WIDE - 32}" stroke="#d5dae1"/>'
        f'<polyline points="{points}" fill="none" stroke="{_LINE}" stroke-width="2"/>{dots}{ticks}'
        f'<text x="{last_x + 7:.1f}" y="{last_y + 4:.1f}" fill="{_INK}">{costs[longest]:.2f} s</text>'
    )


def main(words: list[str]) -> int:
    """Print the table, and draw it; 1 when something is not flat."""
    with tempfile.TemporaryDirectory() as name:
        places = {years: _places(Path(name), years) for years in YEARS}
        size = _size(places[YEARS[-1]]) / YEARS[-1] / 1e6
        found = {_START: {years: _started(places[years]) for years in YEARS}}
        for verb in _VERBS:
            said = verb.format(page=f"{name}/page.html").split()
            found[verb.partition(" --out")[0]] = {years: _cost(said, places[years]) for years in YEARS}
    print(table(found))
    print(f"\nA year takes {size:.1f} MB of disk (bound 10 MB).")
    steep = [verb for verb, costs in found.items() if not _flat(costs)]
    print("\n".join(f"NOT FLAT: {verb}" for verb in steep) or "Ten years cost what one costs, everywhere.")
    for file in words:
        seconds = {verb: {years: cost.seconds for years, cost in costs.items()} for verb, costs in found.items()}
        Path(file).write_text(drawn(seconds), encoding="utf-8")
    return int(bool(steep) or size > 10)


def table(found: Mapping[str, Mapping[int, Cost]]) -> str:
    """In Markdown: seconds and MiB for each number of years."""
    rows = [
        f"| `{verb}` | "
        + " | ".join(f"{cost.seconds:.2f} s, {cost.mebibytes:.0f} MiB" for cost in costs.values())
        + " |"
        for verb, costs in found.items()
    ]
    heading = "| | " + " | ".join("no history" if not years else f"{years} y" for years in YEARS) + " |"
    return "\n".join([heading, "|---" * (len(YEARS) + 1) + "|", *rows])


def _flat(costs: Mapping[int, Cost]) -> bool:
    one, ten = costs[1], costs[YEARS[-1]]
    quick = ten.seconds <= max(one.seconds * _BOUND, one.seconds + _SLACK_SECONDS)
    return quick and ten.mebibytes <= one.mebibytes * _BOUND


def _places(folder: Path, years: int) -> dict[str, str]:
    """An environment of its own, with so many years of history."""
    own = folder / str(years)
    own.mkdir()
    fill(own / "history.sqlite3", years)
    kinds = ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME")
    return {**os.environ, "HOME": str(own), "DISPLAY": "", **{f"BACKPRESSURE_{kind}": str(own) for kind in kinds}}


def fill(file: Path, years: int) -> None:
    """Facts up to the last whole week, and a snapshot for each day of the last ones."""
    shift = ((datetime.now(UTC) - MONDAY) // _WEEK - years * fold.WEEKS) * _WEEK
    fold.write(str(file), (moved(fact, shift) for fact in fold.years(years)), MONDAY + shift)


def moved(fact: Fact, by: timedelta) -> Fact:
    """The same at another time."""
    there = replace(fact, at=fact.at + by)
    if isinstance(there, DayPlanned):
        return replace(there, day=there.day + by, end=there.end and there.end + by)
    return there


def _size(places: Mapping[str, str]) -> int:
    return Path(places["BACKPRESSURE_DATA"], "history.sqlite3").stat().st_size


def _cost(verb: list[str], places: Mapping[str, str]) -> Cost:
    """The median of several runs."""
    runs = [_run(verb, places) for _ in range(ROUNDS)]
    return Cost(median(run.seconds for run in runs), median(run.mebibytes for run in runs))


def _run(verb: list[str], places: Mapping[str, str]) -> Cost:
    command = [sys.executable, "-m", "tray", *verb]
    with subprocess.Popen(command, env=places, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, code, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(code)
    # 3: nothing runs, said after what was known last.
    assert process.returncode in (0, 3), (verb, process.returncode)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _started(places: Mapping[str, str]) -> Cost:
    runs = [_start(places) for _ in range(ROUNDS)]
    return Cost(median(run.seconds for run in runs), median(run.mebibytes for run in runs))


def _start(places: Mapping[str, str]) -> Cost:
    """Processor time and resident memory of the program when it first answers."""
    command = [sys.executable, "-m", "tray", "--no-tray"]
    with subprocess.Popen(command, env=places, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for_answer(process, places["BACKPRESSURE_RUNTIME"])
            ticks = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()[11:13]
            status = Path(f"/proc/{process.pid}/status").read_text()
        finally:
            process.terminate()
    held = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return Cost(sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK"), int(held.split()[1]) / 1024)


def _wait_for_answer(process: "subprocess.Popen[bytes]", runtime: str) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        try:
            ask(runtime, "health", {})
        except BackpressureError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("the program does not answer")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
