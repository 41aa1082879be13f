"""What wakes the program, and how often? ``python -m tests.bench.wakes [SECONDS]`` prints a row for each cause.

The real program runs on a desktop of its own (X11, openbox, the panel and the server of XFCE), with a reactor that
notes why each wait ended: idle, with a key every 0.2 s, and idle with twenty followers of its status. What the kernel
counts beside that are waits for the disk. What followers cost is the processor time they add while nothing changes.
"""

import inspect
import json
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from subprocess import DEVNULL, Popen
from tempfile import gettempdir
from typing import Any

from tests.bench.memory_and_wakeups import Spent, spent
from tests.bench.programs_compared import OURS, run_once
from tests.desktop.harness.notification_servers import Xfce4Notifyd
from tests.desktop.harness.waiting import until
from tests.desktop.harness.x11 import X11Desk
from tray.app import start
from tray.app.reactor import PollReactor
from tray.lib.loading import load_code_file
from tray.lib.one_timer import OneTimer

SECONDS = 60.0
FOLLOWERS = 20
_SETTLED_SECONDS = 8.0
"""What is due five seconds after a start is over by then."""
_KEY_EVERY_SECONDS = 0.2
_HOUR = 3600.0
_RULES = "the next instant at which what is shown can change"


class NotingReactor(PollReactor):
    """Notes why each of its waits ended."""

    noted: list[tuple[float, str]] = []  # noqa: RUF012  # there is one reactor in this process

    def _serve(self, patience: float | None) -> None:
        if patience == 0:
            super()._serve(patience)  # it does not wait
            return
        ready = [key.data[0] for key, _ in self._selector.select(patience)]
        now = time.monotonic()
        due = [timer.call for at, _, timer in self._timers if at <= now and timer.call is not None]
        causes = [_name(call) for call in (*ready, *due)] or [_RULES]
        self.noted.append((now, " and ".join(sorted(set(causes)))))
        super()._serve(0)


def _name(call: Callable[..., object]) -> str:
    """Where a call leads, such as ``display.x11: X11Display.read``."""
    call = getattr(call, "func", call)
    if OneTimer.__qualname__ in getattr(call, "__qualname__", ""):  # whose call is the one that counts
        call = inspect.getclosurevars(call).nonlocals["call"]
    module = getattr(call, "__module__", "?").removeprefix("tray.").removeprefix("desktop.linux.")
    return f"{module}: {getattr(call, '__qualname__', repr(call))}"


def inside(noted: str) -> int:
    """The program itself, which writes down what woke it once it has ended."""
    from tray.cli.main import main as run

    setattr(start, "PollReactor", NotingReactor)  # noqa: B010
    load_code_file.AFTER_SECONDS = 1.0
    try:
        return run([])
    finally:
        Path(noted).write_text(json.dumps(NotingReactor.noted))


def measured(seconds: float) -> dict[str, tuple[Counter[str], Spent]]:
    """By phase, what woke it, and what the kernel counted."""
    noted = Path(gettempdir(), f"wakes-{os.getpid()}.json")
    phases: dict[str, tuple[float, float, Spent]] = {}
    with X11Desk("wakes", Path(gettempdir(), "backpressure-pictures")) as desk:
        desk.start_panel("xfce4-panel")
        Xfce4Notifyd(desk).start()
        run_once(desk)
        program = desk.start(sys.executable, "-m", "tests.bench.wakes", "--inside", str(noted))
        until((desk.runtime / "backpressure/control.sock").exists, "a program that serves")
        time.sleep(_SETTLED_SECONDS)

        def phase(name: str, each: Callable[[], object] = lambda: None) -> None:
            before, began = spent(program.pid), time.monotonic()
            while time.monotonic() < began + seconds:
                each()
                time.sleep(_KEY_EVERY_SECONDS)
            after = spent(program.pid)
            used = Spent(after.cpu_seconds - before.cpu_seconds, after.wakeups - before.wakeups)
            phases[name] = began, time.monotonic(), used

        phase("idle")
        phase("typing", lambda: desk.hands.key("a"))
        follow = [*OURS.command, "status", "--format", "waybar", "--follow"]
        followers = [Popen(follow, env=desk.env, stdout=DEVNULL, stderr=DEVNULL) for _ in range(FOLLOWERS)]
        time.sleep(_SETTLED_SECONDS)
        phase(f"idle with {FOLLOWERS} followers")
        os.kill(program.pid, signal.SIGTERM)
        until(lambda: program.exit_code is not None, "its end")
        for each in followers:
            each.wait()
    found: list[tuple[float, str]] = json.loads(noted.read_text())
    noted.unlink()
    return {
        name: (Counter(cause for at, cause in found if began <= at < ended), used)
        for name, (began, ended, used) in phases.items()
    }


def table(found: dict[str, tuple[Counter[str], Spent]], seconds: float) -> list[str]:
    """The rows of a Markdown table, for an hour."""
    hourly = _HOUR / seconds

    def row(name: str, values: Sequence[Any]) -> str:
        return f"| {name} | {' | '.join(str(round(value * hourly)) for value in values)} |"

    causes = sum((counted for counted, _ in found.values()), Counter[str]())
    rows = [row(cause, [counted[cause] for counted, _ in found.values()]) for cause, _ in causes.most_common()]
    disk = [used.wakeups - counted.total() for counted, used in found.values()]
    processor = " | ".join(f"{used.cpu_seconds * hourly:.2f}" for _, used in found.values())
    return [
        f"| wake-ups an hour | {' | '.join(found)} |",
        f"|---|{'---|' * len(found)}",
        *rows,
        row("all of these", [counted.total() for counted, _ in found.values()]),
        row("what else the kernel counted, such as waits for the disk", disk),
        f"| processor seconds an hour | {processor} |",
    ]


def main(words: Sequence[str]) -> int:
    """Print the table; the exit code."""
    if words[:1] == ["--inside"]:
        return inside(words[1])
    seconds = float(words[0]) if words else SECONDS
    print("\n".join(table(measured(seconds), seconds)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
