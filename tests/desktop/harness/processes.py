"""The processes of a throw-away desktop, and how every one of them ends.

Each process gets a group and a log of its own. All carry a mark of the desktop in their environment, as do their
children, so that also those that left their group are found and ended, and nobody else's.
"""

import ctypes
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tests.desktop.harness.waiting import until

MARK = "BACKPRESSURE_TEST_DESK"
_GRACE_SECONDS = 3.0
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


def _die_with_the_tests() -> None:
    """Runs in the child: when the tests are killed themselves, nobody is left to end it."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


class Program:
    """A process with its log."""

    def __init__(self, name: str, argv: Sequence[str], popen: subprocess.Popen[bytes], log: Path) -> None:
        self.name = name
        self.argv = tuple(argv)
        self.log = log
        self._popen = popen

    @property
    def pid(self) -> int:
        """Its process id, which is that of its group, too."""
        return self._popen.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._popen.poll()

    def said(self) -> str:
        """Everything it has printed so far."""
        return self.log.read_text(errors="replace")

    def wait_to_say(self, text: str) -> None:
        """Wait until ``text`` is in what it printed; say what it printed when it ends before."""

        def look() -> bool:
            ended = self.exit_code is not None
            if text in self.said():
                return True
            assert not ended, f"{self.name} ended with {self.exit_code} and never said {text!r}:\n{self.said()}"
            return False

        until(look, f"{self.name} to say {text!r}")

    def wait_to_end(self) -> int:
        """Wait until it ends by itself; its exit code."""
        until(lambda: self.exit_code is not None, f"{self.name} to end")
        return self._popen.returncode

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the process alone."""
        self._popen.send_signal(number)

    def kill(self) -> None:
        """End the whole group at once, as a crash would."""
        self._signal_group(signal.SIGKILL)
        self._popen.wait()

    def stop(self) -> None:
        """Ask the group to end, and make it end when it does not."""
        if self.exit_code is None:
            self._signal_group(signal.SIGTERM)
            try:
                self._popen.wait(_GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()
        self._signal_group(signal.SIGKILL)

    def _signal_group(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):  # all of the group may have ended
            os.killpg(self.pid, number)


class Household:
    """All processes of one desktop."""

    def __init__(self, mark: str, logs: Path) -> None:
        self._mark = mark
        self._logs = logs
        self._programs: list[Program] = []

    def start(
        self, argv: Sequence[str], env: Mapping[str, str], name: str, folder: Path, pass_fds: Sequence[int] = ()
    ) -> Program:
        """Start a program that ends with the household."""
        log = self._logs / f"{len(self._programs):02}-{name}.log"
        with log.open("wb") as out:
            popen = subprocess.Popen(
                argv,
                env={**env, MARK: self._mark},
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=pass_fds,
                preexec_fn=_die_with_the_tests,
            )
        program = Program(name, argv, popen, log)
        self._programs.append(program)
        return program

    def running(self, name: str) -> list[Program]:
        """Those of that name which were started here and run, the first first."""
        return [program for program in self._programs if program.name == name and program.exit_code is None]

    def everybody(self) -> list[int]:
        """The ids of all processes of the desktop, whoever started them."""
        return marked(self._mark)

    def logs(self) -> str:
        """What everybody printed last, for the report of a failed test."""
        return "\n".join(f"--- {one.name} (exit code {one.exit_code})\n{one.said()[-3000:]}" for one in self._programs)

    def end(self) -> None:
        """End everybody, the last first, and whoever left a group. Returns when nobody is left."""
        for program in reversed(self._programs):
            program.stop()
        until(self._nobody_is_left, "all processes of the desktop to end")

    def _nobody_is_left(self) -> bool:
        strays = self.everybody()
        for pid in strays:
            with suppress(ProcessLookupError):  # it may have ended between the look and now
                os.kill(pid, signal.SIGKILL)
        return not strays


def marked(mark: str) -> list[int]:
    """The processes that carry ``mark`` in their environment."""
    wanted = f"{MARK}={mark}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            environment = (folder / "environ").read_bytes()
        except OSError:
            continue  # another user's, or gone
        if wanted in environment.split(b"\0"):
            found.append(int(folder.name))
    return found
