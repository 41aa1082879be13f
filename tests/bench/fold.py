"""What does a long record cost? ``python -m tests.bench.fold``: folding a year, and starting with ten years of journal.

An ordinary week is lived through the program's own rules and repeated; a year of it has at least 25,000 facts. The
start is measured as a whole process beside one with an empty journal.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import median

from tests.day import MONDAY, day
from tray.core.messages import commands as c
from tray.core.messages.facts import DayPlanned, Fact
from tray.core.state.fold import apply
from tray.core.state.state import State
from tray.history.record import Record
from tray.store.journal.journal import Journal
from tray.store.opening import open_store

WEEKS = 52
_WEEK = timedelta(weeks=1)
_AT_ONCE = 100
_START = (
    "import sys, time; from datetime import UTC, datetime; from tray.store.opening import open_store; "
    "from tray.history.record import Record; store = open_store(sys.argv[1], datetime.now(UTC)).store; "
    "Record(store, datetime.now(UTC)); store.close()"
)


def week() -> list[Fact]:
    """Five days of work with breaks, switches and a session, and a weekend."""
    told = day()
    for _ in range(5):
        told.ask(c.StartSession("work"))
        for _ in range(8):
            told.work("50m", switches_per_hour=9).away("10m")
        told.ask(c.EndDay()).wait_until(MONDAY + (told.at - MONDAY) // timedelta(days=1) * timedelta(days=1))
        told.away(f"{int((timedelta(days=1) - (told.at - MONDAY) % timedelta(days=1)).total_seconds())}s")
    told.away("48h")
    return told.facts


def years(count: int) -> Iterator[Fact]:
    """The week, again and again."""
    facts = week()
    for number in range(count * WEEKS):
        for fact in facts:
            moved = replace(fact, at=fact.at + number * _WEEK)
            if isinstance(moved, DayPlanned):
                moved = replace(moved, day=moved.day + number * _WEEK, end=moved.end and moved.end + number * _WEEK)
            yield moved


def folded(facts: list[Fact]) -> float:
    """Seconds of processor time to fold them."""
    state = State(at=facts[0].at)
    begun = time.process_time()
    for fact in facts:
        state = apply(state, fact)
    return time.process_time() - begun


def filled(folder: Path, count: int) -> str:
    """A journal of so many years, with its snapshots, and its size said."""
    file = str(folder / f"{count}.sqlite3")
    write(file, years(count), MONDAY)
    return file


def write(file: str, facts: Iterable[Fact], begun: datetime) -> None:
    """A new journal of these facts, with the snapshots that the program keeps on the way."""
    store = open_store(file, begun).store
    assert isinstance(store, Journal)
    record = Record(store, begun)
    left = iter(facts)
    while batch := list(islice(left, _AT_ONCE)):
        record.append(batch)
        record.keep()
    store.close()


def start_seconds(file: str) -> float:
    """Median of starts with this journal, as whole processes."""
    times = []
    for _ in range(9):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", _START, file], check=True)
        times.append(time.perf_counter() - begun)
    return median(times)


def main() -> int:
    """Print the figures; 1 when a bound is passed."""
    facts = list(years(1))
    seconds = min(folded(facts) for _ in range(3))
    print(f"a year of {len(facts):,} facts folds in {seconds:.2f} s (bound 1 s)")
    with tempfile.TemporaryDirectory() as name:
        empty, full = filled(Path(name), 0), filled(Path(name), 10)
        size = Path(full).stat().st_size / 10 / 1e6
        ratio = start_seconds(full) / start_seconds(empty)
        print(f"a year takes {size:.1f} MB of disk (bound 10 MB)")
        print(f"a start with ten years takes {ratio:.2f} times one with none (bound 1.2)")
    return int(seconds > 1 or ratio > 1.2 or size > 10)


if __name__ == "__main__":
    sys.exit(main())
