"""What does a status bar pay? ``python -m tests.bench.command_line``: whole processes, beside ``python3 -c pass``.

A program is started in folders of its own. Exits with 1 when ``status`` or ``--help`` costs more than 3 times as much
as starting Python does.
"""

import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ROUNDS = 41
MOST = 3.0
_PLACES = ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME")
_LIMITED = ("status", "--help")


def costs(rounds: int = ROUNDS) -> dict[str, float]:
    """Median seconds of each process; taken in turns, so that a busy moment hits all of them."""
    commands = {
        "python3 -c pass": [sys.executable, "-c", "pass"],
        **{
            name: [*_program(), *name.split()]
            for name in (*_LIMITED, "status --json", "status --format waybar", "health")
        },
    }
    with running() as environment:
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                taken[name].append(_seconds(command, environment))
    return {name: median(times) for name, times in taken.items()}


@contextmanager
def running() -> Iterator[dict[str, str]]:
    """A program that runs, and the environment in which it is asked."""
    with tempfile.TemporaryDirectory() as folder:
        places = {f"BACKPRESSURE_{name}": str(Path(folder, name.lower())) for name in _PLACES}
        environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name} | places
        program = subprocess.Popen([*_program(), "--no-tray"], env=environment, stdout=subprocess.PIPE)
        try:
            assert program.stdout
            program.stdout.readline()
            yield environment
        finally:
            program.terminate()
            program.communicate()


def _program() -> list[str]:
    """As it is installed beside this Python, else as a module."""
    script = Path(sysconfig.get_path("scripts"), "backpressure")
    return [str(script)] if script.exists() else [sys.executable, "-m", "tray"]


def _seconds(command: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - began


def main() -> int:
    """Print a table; the exit code."""
    found = costs()
    bare = found["python3 -c pass"]
    for name, seconds in found.items():
        print(f"{name:<24}{seconds * 1000:7.1f} ms {seconds / bare:6.2f} ×")
    return int(any(found[name] > MOST * bare for name in _LIMITED))


if __name__ == "__main__":
    sys.exit(main())
