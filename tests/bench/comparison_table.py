"""What does Backpressure cost beside its peers? ``tests/bench/run`` prints the table.

All are measured in turn within each round, each alone on a desktop of its own: bare Python asleep and a bare icon as
floors, then Backpressure, on its first day and started again, then the peers that Debian packages. Median of all
rounds, and the least and the most of them. What is compared is compared within each round, so that a busy minute spoils
no ratio, and the load of the machine is printed beside it.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from tests.bench import command_line, icon
from tests.bench.programs_compared import AGAIN, ALL, FLOORS, OURS, PEERS, Contestant
from tests.bench.round import Plan, Round, play
from tests.desktop.harness.programs import find

Figure = Callable[[Round], float | None]

COLUMNS: dict[str, Figure] = {
    "USS MiB": lambda one: one.memory.uss,
    "USS used MiB": lambda one: one.used.uss,
    "PSS MiB": lambda one: one.memory.pss,
    "CPU s/h idle": lambda one: one.idle.cpu_seconds_an_hour,
    "CPU s/h typing": lambda one: one.typing.cpu_seconds_an_hour,
    "wake-ups/s idle": lambda one: one.idle.wakeups_a_second,
    "wake-ups/s typing": lambda one: one.typing.wakeups_a_second,
    "start to icon s": lambda one: one.start_seconds,
}
_BUDGET_USS_MIB = 9.0
_BUDGET_INSTALLED_MIB = 40.0
_STARTS = 15
_QUICK = {"rounds": 2, "settle": 6.0, "idle": 4.0, "typing": 3.0}
_WHOLE = {"rounds": 3, "settle": 20.0, "idle": 60.0, "typing": 30.0}


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
    """Backpressure beside each other, round by round: below 1 it takes less."""
    lines = []
    for ours, other in ((ours, other) for ours in (OURS, AGAIN) for other in (*FLOORS, *PEERS)):
        if {ours.name, other.name} <= set(found):
            said = [
                f"{name} {ratio:.2f}"
                for name, figure in COLUMNS.items()
                if (ratio := _ratio(found, ours, other, figure)) is not None
            ]
            lines.append(f"- {ours.name} beside {other.name}: {', '.join(said)}")
    return lines


def loads(found: dict[str, list[Round]]) -> str:
    """How busy the machine was with other things as well, over all rounds."""
    seen = [each.load for rounds in found.values() for each in rounds]
    return f"load {median(seen):.1f} ({min(seen):.1f}–{max(seen):.1f}) of {os.cpu_count()} processors"


def budgets(found: dict[str, list[Round]]) -> list[str]:
    """Each budget that this run can judge, and whether it holds."""
    judged: list[tuple[str, bool]] = []

    def at_most(said: str, value: float | None, most: float) -> None:
        if value is not None:
            judged.append((f"{said} {value:.2f} (at most {most:g})", value <= most))

    peers = [one for one in PEERS if one.name in found]
    start, idle = COLUMNS["start to icon s"], COLUMNS["CPU s/h idle"]
    for ours in (one for one in (OURS, AGAIN) if one.name in found):
        pairs = zip(found[ours.name], found[FLOORS[0].name], strict=True)
        used = median(mine.used.uss - bare.memory.uss for mine, bare in pairs)
        at_most(f"USS of {ours.name} in MiB above bare Python's, once it was used", used, _BUDGET_USS_MIB)
        for other, most in ((FLOORS[1], 2.5), *((peer, 1.0) for peer in peers)):
            if other.name in found:
                at_most(f"start of {ours.name} to icon beside {other.name}", _ratio(found, ours, other, start), most)
    if peers:
        best = min(peers, key=lambda one: _middle(found, one, idle) or 0.0)
        at_most(f"CPU idle beside {best.name}", _ratio(found, OURS, best, idle), 0.2)
    at_most("wake-ups a second while typing", _middle(found, OURS, COLUMNS["wake-ups/s typing"]), 0.5)
    at_most("installed MiB", OURS.installed_mib(), _BUDGET_INSTALLED_MIB)
    asked = command_line.costs(_STARTS)
    for verb in command_line.STATUS:
        at_most(f"`{verb}` beside `python3 -c pass`, in processor time", asked[verb], 2.0)
    said, at_once = icon.costs(all_ways=False)
    at_most("one change of the icon in ms, at once", at_once * 1000, icon.MOST_SECONDS * 1000)
    return [
        *(f"- {'holds ' if holds else 'MISSED'}  {text}" for text, holds in judged),
        *(f"- {line}" for line in said),
    ]


def _ratio(found: dict[str, list[Round]], one: Contestant, other: Contestant, figure: Figure) -> float | None:
    """The median of the ratios of all rounds; None where there is none."""
    pairs = [(figure(ours), figure(theirs)) for ours, theirs in zip(found[one.name], found[other.name], strict=True)]
    known = [ours / theirs for ours, theirs in pairs if ours is not None and theirs]
    return median(known) if known else None


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
    return f"{model}, {os.cpu_count()} cores, {system}, Python {platform.python_version()}"


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="tests/bench/run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="in five minutes, with figures that are less sure")
    parser.add_argument("--rounds", type=int, help="how often each is measured (3)")
    parser.add_argument("--settle", type=float, help="seconds after the icon came (20)")
    parser.add_argument("--idle", type=float, help="seconds without input (60)")
    parser.add_argument("--typing", type=float, help="seconds with a key every 0.2 s (30)")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="leave all others out")
    parser.add_argument("--pictures", type=Path, default=None, help="a folder for what each desktop looked like")
    asked = parser.parse_args(words)
    present = [one for one in ALL if find(one.command[0]) and (not asked.only or one.name in asked.only)]
    pictures = asked.pictures or Path(tempfile.mkdtemp(prefix="bench-pictures-"))
    usual = _QUICK if asked.quick else _WHOLE
    how = {name: usual[name] if getattr(asked, name) is None else getattr(asked, name) for name in usual}
    found = measured(present, int(how["rounds"]), Plan(how["settle"], how["idle"], how["typing"]), pictures)
    print(f"{machine()}, {loads(found)}\n{how['rounds']:.0f} rounds; median (least–most)\n")
    print("\n".join(table(present, found)))
    if {OURS.name, FLOORS[0].name} <= set(found):
        print("\n" + "\n".join([*ratios(found), "", *budgets(found)]))
    print(f"\nPictures: {pictures}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
