"""Starts a program of ours as a child, and tells when it has ended, without waiting for it."""

import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta

from tray.lib.one_timer import OneTimer
from tray.ports import Reactor

_LOOK_AGAIN = timedelta(milliseconds=200)


class Child:
    """One process, in a session of its own, with nothing to read and nobody to read it."""

    def __init__(
        self, reactor: Reactor, argv: Sequence[str], environment: Mapping[str, str], ended: Callable[[], None]
    ) -> None:
        """Start it. ``ended`` is called once, in the reactor's thread. Raises OSError."""
        self._reactor = reactor
        self._ended = ended
        self._again = OneTimer(reactor.later)
        self._line = -1
        self.pid = 0
        """0 once it has ended."""
        if sys.platform == "win32":
            self._start_and_wait(argv, environment)
            return
        # It alone holds the other end of this pipe, which closes with its life: no signal, no polling.
        self._line, theirs = os.pipe()
        try:
            self.pid = _spawn(argv, environment, theirs)
        except OSError:
            os.close(self._line)
            raise
        finally:
            os.close(theirs)
        reactor.watch(self._line, self._hung_up)

    def end(self, *, at_once: bool = False) -> None:
        """Ask it to end, or make it. Harmless when it has."""
        if not self.pid:
            return
        with suppress(OSError):
            if sys.platform == "win32":
                os.kill(self.pid, signal.SIGTERM)  # which ends it at once there
            else:
                os.kill(self.pid, signal.SIGKILL if at_once else signal.SIGTERM)

    def forget(self) -> None:
        """Be told of nothing any more."""
        self._again.cancel()
        self._let_go()

    def _hung_up(self) -> None:
        self._let_go()
        self._reap()

    def _reap(self) -> None:
        if sys.platform == "win32":
            return
        with suppress(ChildProcessError):
            if os.waitpid(self.pid, os.WNOHANG)[0] == 0:
                self._again.set(_LOOK_AGAIN, self._reap)
                return
        self.pid = 0
        self._ended()

    def _let_go(self) -> None:
        if self._line >= 0:
            self._reactor.unwatch(self._line)
            os.close(self._line)
            self._line = -1

    def _start_and_wait(self, argv: Sequence[str], environment: Mapping[str, str]) -> None:
        """Nothing of Windows tells a select of a process that ended; a thread waits for it."""
        import subprocess
        import threading

        quiet = subprocess.DEVNULL
        process = subprocess.Popen(argv, stdin=quiet, stdout=quiet, stderr=quiet, env=environment)
        self.pid = process.pid

        def gone() -> None:
            self.pid = 0
            self._ended()

        def wait() -> None:
            process.wait()
            self._reactor.call_soon(gone)

        threading.Thread(target=wait, daemon=True).start()


def _spawn(argv: Sequence[str], environment: Mapping[str, str], line: int) -> int:
    """Without the module of processes, which the tray would keep in memory from the first one on."""
    if sys.platform == "win32":
        raise OSError("not here")
    os.set_inheritable(line, True)
    nowhere = os.devnull
    return os.posix_spawn(
        argv[0],
        list(argv),
        environment,
        setsid=True,
        file_actions=(
            (os.POSIX_SPAWN_OPEN, 0, nowhere, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, nowhere, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, nowhere, os.O_WRONLY, 0),
        ),
    )
