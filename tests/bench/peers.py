"""What does Backpressure cost beside its peers? ``tests/bench/run`` prints the table.

All are measured in the same run, each alone on a desktop of its own: bare Python asleep and a bare icon as floors, then
Backpressure, then the peers that Debian packages. Median of all rounds, and the least and the most of them.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from tests.bench import icon
from tests.bench.contestants import ALL, FLOORS, OURS, PEERS, Contestant
from tests.bench.round import Plan, Round, play
from tests.desktop.harness.programs import find

Figure = Callable[[Round], float | None]

COLUMNS: dict[str, Figure] = {
    "USS MiB": lambda one: one.memory.uss,
    "PSS MiB": lambda one: one.memory.pss,
    "RSS MiB": lambda one: one.memory.rss,
    "CPU s/h idle": lambda one: one.idle.cpu_seconds_an_hour,
    "CPU s/h typing": lambda one: one.typing.cpu_seconds_an_hour,
    "wake-ups/s idle": lambda one: one.idle.wakeups_a_second,
    "wake-ups/s typing": lambda one: one.typing.wakeups_a_second,
    "start to icon s": lambda one: one.start_seconds,
}
_BUDGET_USS_MIB = 11.0
_BUDGET_INSTALLED_MIB = 40.0


def measured(contestants: Sequence[Contestant], rounds: int, plan: Plan, pictures: Path) -> dict[str, list[Round]]:
    """All rounds of all contestants, one after another, so that a busy minute spoils no contestant alone."""
    found: dict[str, list[Round]] = {one.name: [] for one in contestants}
    for number in range(rounds):
        for one in contestants:
            print(f"round {number + 1} of {rounds}: {one.name}", file=sys.stderr, flush=True)
            found[one.name].append(play(one, plan, pictures))
    return found


def table(contestants: Sequence[Contestant], found: dict[str, list[Round]]) -> list[str]:
    """The rows of a Markdown table."""
    heads = ["", *COLUMNS, "installed MiB"]
    rows = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for one in contestants:
        figures = [_cell([figure(each) for each in found[one.name]]) for figure in COLUMNS.values()]
        size = one.installed_mib()
        cells = [f"{one.name} {one.version()}", *figures, "–" if size is None else f"{size:.0f}"]
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def ratios(found: dict[str, list[Round]]) -> list[str]:
    """Backpressure beside each peer: below 1 it takes less."""
    lines = []
    for peer in PEERS:
        if peer.name in found:
            said = [f"{name} {_ratio(found, peer, figure)}" for name, figure in COLUMNS.items()]
            lines.append(f"- beside {peer.name}: {', '.join(said)}")
    return lines


def budgets(found: dict[str, list[Round]]) -> list[str]:
    """Each budget that this run can judge, and whether it holds."""

    def middle(name: str, one: Contestant = OURS) -> float:
        return _middle(found, one, COLUMNS[name]) or 0

    above = middle("USS MiB") - middle("USS MiB", FLOORS[0])
    judged = [(f"USS above bare Python {above:.1f} MiB (at most {_BUDGET_USS_MIB:g})", above <= _BUDGET_USS_MIB)]
    best = min(middle("CPU s/h idle", one) for one in PEERS if one.name in found)
    idle = middle("CPU s/h idle")
    judged.append((f"CPU idle {idle:.2f} s/h (at most a fifth of the best peer's {best:.2f})", idle <= 0.2 * best))
    typing = middle("wake-ups/s typing")
    judged.append((f"wake-ups while typing {typing:.2f} a second (at most 0.5)", typing <= 0.5))
    if "Workrave" in found:
        pss = _against_workrave(found, "PSS MiB")
        judged.append((f"PSS {pss:.2f} of Workrave's (at most 0.75)", pss <= 0.75))
        start = _against_workrave(found, "start to icon s")
        judged.append((f"start to icon {start:.2f} of Workrave's (at most 1.5)", start <= 1.5))
    size = OURS.installed_mib() or 0.0
    judged.append((f"installed {size:.0f} MiB (at most {_BUDGET_INSTALLED_MIB:g})", size <= _BUDGET_INSTALLED_MIB))
    said, at_once = icon.costs()
    text = f"one change of the icon {at_once * 1000:.2f} ms at once (at most {icon.MOST_SECONDS * 1000:g})"
    judged.append((text, at_once <= icon.MOST_SECONDS))
    return [
        *(f"- {'holds ' if holds else 'MISSED'}  {text}" for text, holds in judged),
        *(f"- {line}" for line in said),
    ]


def _against_workrave(found: dict[str, list[Round]], name: str) -> float:
    ours, theirs = (_middle(found, one, COLUMNS[name]) for one in (OURS, PEERS[0]))
    return ours / theirs if ours and theirs else float("nan")


def _ratio(found: dict[str, list[Round]], peer: Contestant, figure: Figure) -> str:
    ours, theirs = _middle(found, OURS, figure), _middle(found, peer, figure)
    return "–" if ours is None or not theirs else f"{ours / theirs:.2f}"


def _middle(found: dict[str, list[Round]], one: Contestant, figure: Figure) -> float | None:
    values = [value for each in found[one.name] if (value := figure(each)) is not None]
    return median(values) if values else None


def _cell(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    if not known:
        return "–"
    return f"{median(known):.2f} ({min(known):.2f}–{max(known):.2f})"


def machine() -> str:
    """What this was measured on."""
    info = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in info if line.startswith("model name")), "unknown")
    system = f"{platform.system()} {platform.release()}"
    load = os.getloadavg()[0]
    return f"{model}, {os.cpu_count()} cores, {system}, Python {platform.python_version()}, load {load:.1f}"


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="tests/bench/run", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured (3)")
    parser.add_argument("--settle", type=float, default=20.0, help="seconds after the icon came (20)")
    parser.add_argument("--idle", type=float, default=60.0, help="seconds without input (60)")
    parser.add_argument("--typing", type=float, default=30.0, help="seconds with a key every 0.2 s (30)")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="leave all others out")
    parser.add_argument("--pictures", type=Path, default=None, help="a folder for what each desktop looked like")
    asked = parser.parse_args(words)
    present = [one for one in ALL if find(one.command[0]) and (not asked.only or one.name in asked.only)]
    pictures = asked.pictures or Path(tempfile.mkdtemp(prefix="bench-pictures-"))
    found = measured(present, asked.rounds, Plan(asked.settle, asked.idle, asked.typing), pictures)
    print(f"{machine()}\n{asked.rounds} rounds; median (least–most)\n")
    print("\n".join(table(present, found)))
    if {OURS.name, FLOORS[0].name} <= set(found) and any(peer.name in found for peer in PEERS):
        print("\n" + "\n".join([*ratios(found), "", *budgets(found)]))
    print(f"\nPictures: {pictures}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
