"""Tries each gate of reliability at its full count: ``python -m tests.reliability_gates [--seed N] [GATE …]``.

One gate after the other, each with the dice of that seed; without a name all of them, which takes hours. Its end is a
table of what each counted. Exits 1 when one didn't hold, and 2 when there is no gate of that name.
"""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory

_DAMAGE, _FAULTS, _SECURITY = "tests/store/damage", "tests/desktop/faults", "tests/security"

GATES: dict[str, tuple[str, ...]] = {
    "kill": (f"{_DAMAGE}/test_killed.py", "tests/store/journal/test_killed_at_syscalls.py"),
    "cut": (f"{_DAMAGE}/test_power_cuts.py",),
    "damage": (f"{_DAMAGE}/test_damage_anywhere.py", f"{_DAMAGE}/test_damage.py"),
    "mutants": ("tests/settings/test_hostile_texts.py", "tests/app/test_spoilt_settings.py"),
    "file": (
        "tests/store/files/test_settings_file.py",
        "tests/settings/test_edit.py",
        f"{_FAULTS}/test_crashes.py",
    ),
    "messages": ("tests/app/test_answer_command_line_fuzz.py", "tests/control"),
    "past": ("tests/history/test_order.py", "tests/history/test_several_machines.py"),
    "sleep": (f"{_FAULTS}/test_suspends.py", "tests/lives/test_time.py", "tests/lives/test_machine.py"),
    "power": ("tests/test_architecture.py", f"{_SECURITY}/test_outside.py"),
    "tray": (
        f"{_FAULTS}/test_crashes.py",
        f"{_FAULTS}/test_faults_icon.py",
        f"{_FAULTS}/test_faults_servers.py",
    ),
    "users": tuple(f"{_SECURITY}/test_{what}.py" for what in ("other_user", "planted", "umask")),
    "injection": tuple(f"{_SECURITY}/test_{what}.py" for what in ("texts", "texts_on_desktops", "bytes", "every_verb")),
}
"""The tests of each, by the word that asks for it."""


def main(words: list[str]) -> int:
    """Try the gates that are named."""
    seed = os.environ.get("BACKPRESSURE_SEED") or "0"
    if words[:1] == ["--seed"]:
        seed, names = "".join(words[1:2]), words[2:]
    else:
        names = words
    if not seed.isdecimal() or not GATES.keys() >= set(names):
        print(
            f"python -m tests.reliability_gates [--seed N] [GATE …]: the gates are {', '.join(GATES)}.", file=sys.stderr
        )
        return 2
    rows = [_tried(name, seed) for name in names or GATES]
    print("\n| gate | seed | result | takes | what it counted |\n|---|---|---|---|---|")
    for row in rows:
        print(row)
    return int(any("| FAILED |" in row for row in rows))


def _tried(name: str, seed: str) -> str:
    """A row of the table."""
    began = time.monotonic()
    with TemporaryDirectory() as folder:
        counts = Path(folder) / "counts"
        how = {"BACKPRESSURE_LONG": "1", "BACKPRESSURE_SEED": seed, "BACKPRESSURE_COUNTED": str(counts)}
        command = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", f"--hypothesis-seed={seed}"]
        print(f"\n== {name}", flush=True)
        code = run([*command, *GATES[name]], env=os.environ | how, check=False).returncode
        counted = "; ".join(_once(counts.read_text(encoding="utf-8").splitlines())) if counts.exists() else ""
    took = time.monotonic() - began
    return f"| {name} | {seed} | {'FAILED' if code else 'holds'} | {took:.0f} s | {counted} |"


def _once(lines: list[str]) -> Iterator[str]:
    """Each line, and how often it came."""
    for line in dict.fromkeys(lines):
        times = lines.count(line)
        yield f"{times} × {line}" if times > 1 else line


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
