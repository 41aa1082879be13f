"""Runs a command as an agent: busy while it runs, done when it has succeeded, and asking when it has failed.

The command has our standard streams, our terminal and our process group, so it's as if it had been typed. What comes to
us comes to it as well, and its exit code is ours.
"""

import signal
import subprocess
import sys
from datetime import timedelta

from tray.cli.agents.tell import tell
from tray.cli.terminal import complain
from tray.lib.language.translation import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from tray.cli.parse import Line

BELIEVED, ANEW = timedelta(minutes=30), timedelta(minutes=10)
"""How long it counts as busy when we're killed, and how often that's said again: a build may take hours."""
_NOT_FOUND, _NOT_RUNNABLE, _BY_SIGNAL = 127, 126, 128
"""The exit codes of shells."""
_DIE_WITH_PARENT = 1
"""Of prctl(2)."""


def run(line: "Line") -> int:
    """``backpressure agent run NAME -- COMMAND``; the exit code of the command, or a shell's where it can't be run."""
    name, *command = line.words
    quiet = "--quiet" in line
    child: subprocess.Popen[bytes] | None = None
    stopped: list[int] = []

    def pass_on(number: int, _: "FrameType | None") -> None:
        stopped.append(number)
        # A terminal sends it to the command by itself.
        if number != signal.SIGINT and child is not None:
            child.send_signal(number)

    for number in _signals():
        signal.signal(number, pass_on)
    tell(name, "busy", BELIEVED, quiet=quiet)
    try:
        child = _started(command)
    except OSError as problem:
        complain(say("{program} can't be run: {problem}", program=command[0], problem=problem.strerror or problem))
        tell(name, "done", None, quiet=True)
        return _NOT_FOUND if isinstance(problem, FileNotFoundError) else _NOT_RUNNABLE
    for caught in stopped:
        child.send_signal(caught)
    code = _waited(child, name)
    ended_by_person = bool(stopped) or -code in (signal.SIGINT, signal.SIGTERM)
    # Whether the program runs was said already.
    tell(name, "done" if code == 0 or ended_by_person else "asks", None, quiet=True)
    return code if code >= 0 else _BY_SIGNAL - code


def _waited(child: "subprocess.Popen[bytes]", name: str) -> int:
    while True:
        try:
            return child.wait(ANEW.total_seconds())
        except subprocess.TimeoutExpired:
            tell(name, "busy", BELIEVED, quiet=True)


def _signals() -> "Iterator[signal.Signals]":
    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    return (getattr(signal, name) for name in names if hasattr(signal, name))


def _started(command: list[str]) -> "subprocess.Popen[bytes]":
    """The command. Raises OSError when it can't be run."""
    if sys.platform != "linux":
        return subprocess.Popen(command)
    import ctypes
    import os

    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def end_with_us() -> None:
        """Whoever kills us without a warning doesn't leave the command behind."""
        prctl(_DIE_WITH_PARENT, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(_BY_SIGNAL + signal.SIGTERM)

    # This process has no other thread, so what runs before the command can't find a lock held.
    return subprocess.Popen(command, preexec_fn=end_with_us)
