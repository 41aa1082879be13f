"""What does a program cost? Memory, processor time and wake-ups of all its processes together, as the kernel counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_MIB_PER_KIB = 1 / 1024
_NS = 1e9


@dataclass(frozen=True, slots=True)
class Memory:
    """In MiB, over a whole process tree."""

    uss: float
    """What would be free if it ended: pages that nobody shares."""
    pss: float
    """The same, and its share of what several processes share."""
    rss: float


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process tree has used since it began."""

    cpu_seconds: float
    wakeups: int
    """How often one of its threads gave the processor up of its own will: it waits, and is woken."""


def family(pid: int) -> list[int]:
    """``pid`` and all its descendants."""
    parents = dict(_parents())
    found = [pid]
    for one in found:  # grows while it is walked
        found.extend(child for child, parent in parents.items() if parent == one)
    return found


def memory(pid: int) -> Memory:
    """What the tree of ``pid`` holds now."""
    rows: dict[str, int] = {}
    for one in family(pid):
        for line in (_PROC / str(one) / "smaps_rollup").read_text().splitlines()[1:]:
            name, kib = line.split()[:2]
            rows[name] = rows.get(name, 0) + int(kib)
    uss = rows["Private_Clean:"] + rows["Private_Dirty:"]
    return Memory(*(kib * _MIB_PER_KIB for kib in (uss, rows["Pss:"], rows["Rss:"])))


def spent(pid: int) -> Spent:
    """What the tree of ``pid`` has used so far."""
    ns, wakeups = 0, 0
    for one in family(pid):
        for task in (_PROC / str(one) / "task").iterdir():
            ns += int((task / "schedstat").read_text().split()[0])
            status = (task / "status").read_text().splitlines()
            wakeups += next(int(line.split()[1]) for line in status if line.startswith("voluntary"))
    return Spent(ns / _NS, wakeups)


def _parents() -> Iterator[tuple[int, int]]:
    for folder in _PROC.glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
        except OSError:
            continue  # it has ended meanwhile
        yield int(folder.name), int(stat.rpartition(")")[2].split()[1])
