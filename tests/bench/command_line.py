"""What does a status bar pay? ``python -m tests.bench.command_line``: whole processes, beside ``python3 -c pass``.

A program is started in folders of its own, by the script that pip makes today; that of older versions imports regular
expressions, which costs half of what Python itself does and says nothing of the program. What counts is processor time,
and how often that of starting Python within each round, so that a busy machine spoils none of it. Exits with 1 when
``status`` or ``--help`` costs more than 3 times as much.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ROUNDS = 41
MOST = 3.0
_PLACES = ("CONFIG", "DATA", "STATE", "CACHE", "RUNTIME")
_LIMITED = ("status", "--help")
_SCRIPT = f"""#!{sys.executable}
import sys
from tray.cli.main import main
if __name__ == "__main__":
    sys.argv[0] = sys.argv[0].removesuffix(".exe")
    sys.exit(main())
"""
STATUS = (
    "status",
    "status --json",
    *(f"status --format {bar}" for bar in ("waybar", "polybar", "i3blocks", "tmux", "xfce", "claude")),
    "status --format {pressure:.0f}",
)
"""For people, for scripts, and for each bar."""


def costs(rounds: int = ROUNDS) -> dict[str, float]:
    """How many times the processor time of ``python3 -c pass`` each takes; the median of the rounds."""
    with running() as environment:
        found: dict[str, list[float]] = {}
        for _ in range(rounds):
            bare = _processor_seconds([sys.executable, "-c", "pass"], environment)
            for name in (*STATUS, "health", "--help"):
                taken = _processor_seconds([environment["SCRIPT"], *name.split()], environment)
                found.setdefault(name, []).append(taken / bare)
    return {name: median(ratios) for name, ratios in found.items()}


@contextmanager
def running() -> Iterator[dict[str, str]]:
    """A program that runs, and the environment in which it is asked by the SCRIPT that it names."""
    with tempfile.TemporaryDirectory() as folder:
        places = {f"BACKPRESSURE_{name}": str(Path(folder, name.lower())) for name in _PLACES}
        environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name} | places
        script = Path(folder, "backpressure")
        script.write_text(_SCRIPT)
        script.chmod(0o700)
        environment["SCRIPT"] = str(script)
        program = subprocess.Popen([script, "--no-tray"], env=environment, stdout=subprocess.PIPE)
        try:
            assert program.stdout
            program.stdout.readline()
            yield environment
        finally:
            program.terminate()
            program.communicate()


def _processor_seconds(command: list[str], environment: dict[str, str]) -> float:
    quiet = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    used = os.wait4(os.posix_spawn(command[0], command, environment, file_actions=quiet), 0)[2]
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Print a table; the exit code."""
    found = costs()
    for name, ratio in found.items():
        print(f"{name:<32}{ratio:6.2f} ×")
    return int(any(found[name] > MOST for name in _LIMITED))


if __name__ == "__main__":
    sys.exit(main())
