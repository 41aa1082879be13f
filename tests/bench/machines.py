"""What does the shared folder cost the running program? ``python -m tests.bench.machines [SECONDS]``: a table.

The whole program, for somebody without a desktop, with a day on record: alone, with the folder to itself, and
with another machine whose day lies there too. Memory and what idling costs, each beside the program without one. Each
is a second start: a minute after the first the program has kept its code without what only readers of it need.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from tests.bench.memory_and_wakeups import memory, spent
from tests.cli.session import Session
from tests.day import day
from tests.store.machines.shared import DESKTOP, recorded
from tray.core.messages.facts import Fact
from tray.lib.frozen import dataclass
from tray.store.machines import name_version_clock, segments
from tray.store.machines.name_version_clock import About
from tray.store.opening import open_store

MOST_MIB, MOST_CPU_AN_HOUR = 0.7, 0.05
ROUNDS = 3
_QUIET_AFTER = 75.0
"""Seconds: what was free is given back by then, and the program has looked whether it kept its code."""
_KINDS = ("alone", "with the folder", "with another machine")


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one program."""

    uss: float
    pss: float
    cpu_an_hour: float


def a_day(until: datetime) -> list[Fact]:
    """Six hours of work with breaks, which ended a while ago."""
    told = day(at=until - timedelta(hours=9))
    for _ in range(6):
        told.work("60m", switches_per_hour=12).away("10m")
    return told.facts


def prepare(kind: str, folder: Path) -> Session:
    """Somebody's home."""
    now = datetime.now(UTC)
    (folder / "data").mkdir(0o700)
    store = open_store(str(folder / "data" / "history.sqlite3"), now).store
    store.append(a_day(now))
    if kind == _KINDS[2]:
        theirs = recorded(DESKTOP, a_day(now - timedelta(hours=1)))
        store.take(theirs)
    store.close()
    session = Session(folder)
    shared = folder / "shared"
    # To read any settings takes a third of a megabyte, so everybody has some.
    session.set(f'[machines]\nfolder = "{"" if kind == _KINDS[0] else shared}"\nname = "laptop"\n').chmod(0o600)
    if kind != _KINDS[0]:
        shared.mkdir(0o700)
        if kind == _KINDS[2]:
            part = shared / DESKTOP
            part.mkdir(0o700)
            (part / segments.name_of(1)).write_bytes(b"".join(map(segments.of_record, theirs)))
            (part / name_version_clock.FILE).write_bytes(
                name_version_clock.written(About("desktop", "1", now, len(theirs)))
            )
    return session


def kept_code(folder: Path) -> Path:
    """The code that a program keeps which has loaded all of this."""
    session = prepare(_KINDS[2], folder)
    try:
        session.started()
        while not (kept := folder / "cache" / "code").exists():
            time.sleep(1)
        return kept
    finally:
        session.end()


def costs(folder: Path, code: Path, seconds: float) -> list[Cost]:
    """Start a program of each kind in a home of its own, let them become quiet, and look at them for a while.

    At once, since they mostly wait; what they share is shared by all of them.
    """
    sessions = []
    for kind in _KINDS:
        home = folder / kind
        (home / "cache").mkdir(0o700, parents=True)
        shutil.copy2(code, home / "cache")
        sessions.append(prepare(kind, home))
    try:
        programs = [session.started().pid for session in sessions]
        time.sleep(_QUIET_AFTER)
        before = [spent(each).cpu_seconds for each in programs]
        time.sleep(seconds)
        used = [spent(each).cpu_seconds - earlier for each, earlier in zip(programs, before, strict=True)]
        held = [memory(each) for each in programs]
        return [Cost(each.uss, each.pss, cpu * 3600 / seconds) for each, cpu in zip(held, used, strict=True)]
    finally:
        for session in sessions:
            session.end()


def main(words: Sequence[str]) -> int:
    """Print the table; 1 where a bound is passed."""
    seconds = float(words[0]) if words else 60.0
    found: dict[str, list[Cost]] = {kind: [] for kind in _KINDS}
    with tempfile.TemporaryDirectory() as first:
        code = kept_code(Path(first))
        for _ in range(ROUNDS):
            with tempfile.TemporaryDirectory() as folder:
                for kind, each in zip(_KINDS, costs(Path(folder), code, seconds), strict=True):
                    found[kind].append(each)
    print("| | USS MiB | more | PSS MiB | more | CPU s/h idle | more |\n|---|---|---|---|---|---|---|")
    alone = [median(each) for each in _columns(found[_KINDS[0]])]
    within = True
    for kind in _KINDS:
        own = [median(each) for each in _columns(found[kind])]
        more = [value - base for value, base in zip(own, alone, strict=True)]
        cells = " | ".join(f"{value:.2f} | {extra:+.2f}" for value, extra in zip(own, more, strict=True))
        print(f"| {kind} | {cells} |")
        within &= more[0] <= MOST_MIB and more[2] <= MOST_CPU_AN_HOUR
    print(f"At most {MOST_MIB} MiB and {MOST_CPU_AN_HOUR} s an hour more are allowed.")
    return int(not within)


def _columns(several: Sequence[Cost]) -> Sequence[Sequence[float]]:
    return [[each.uss for each in several], [each.pss for each in several], [each.cpu_an_hour for each in several]]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
