"""Starts a program of ours as a child, or a copy of this one, and tells when it has ended, without waiting for it."""

import gc
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import NoReturn

from tray.desktop.common.child_ends import has_ended
from tray.lib.one_timer import OneTimer
from tray.ports import Reactor

_LOOK_AGAIN = timedelta(milliseconds=200)
_COPY_TAKES_AT_MOST = timedelta(seconds=10)
_AT_ONCE = 1 << 16
_ALL = b"\0"
"""The end of what a copy says, so that nothing is taken for it that was cut off."""
_STANDARD = 3
"""So many descriptors have a meaning of their own."""


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
        if not has_ended(self.pid):
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


class Copy:
    """A copy of this process, which knows all that this one knows, says something and ends.

    Nothing of what it loads or works out stays here. It shares no descriptor with this process but those of the files
    in ``keeps``: a lock or a connection of this one ends with this one. Only where `can_be_made` says so.
    """

    def __init__(
        self, reactor: Reactor, says: Callable[[], bytes], heard: Callable[[bytes], None], keeps: Sequence[str]
    ) -> None:
        """``says`` is called in the copy; ``heard`` here, with that, or with nothing where it failed.

        ``keeps`` are files, with all whose names begin so. Raises OSError.
        """
        self._reactor, self._heard = reactor, heard
        self._said: list[bytes] = []
        self._timer = OneTimer(reactor.later)
        self._line, theirs = os.pipe()
        self.pid = 0
        """0 once it has ended."""
        try:
            self.pid = _forked()
        except OSError:
            os.close(self._line)
            os.close(theirs)
            raise
        if self.pid == 0:
            _say_and_end(says, theirs, keeps)
        os.close(theirs)
        self._timer.set(_COPY_TAKES_AT_MOST, self._give_up)
        reactor.watch(self._line, self._hear)

    def end(self) -> None:
        """This process ends, and with it the copy; ``heard`` is not called any more. Harmless when it has ended."""
        self._timer.cancel()
        if self._line >= 0:
            self._let_go()
        if self.pid:
            self._give_up()

    def _hear(self) -> None:
        said = os.read(self._line, _AT_ONCE)
        if said:
            self._said.append(said)
            return
        self._timer.cancel()
        self._let_go()
        self._reap()
        said = b"".join(self._said)
        self._heard(said.removesuffix(_ALL) if said.endswith(_ALL) else b"")

    def _give_up(self) -> None:
        if sys.platform != "win32":
            os.kill(self.pid, signal.SIGKILL)

    def _reap(self) -> None:
        if has_ended(self.pid):
            self.pid = 0
        else:
            self._timer.set(_LOOK_AGAIN, self._reap)

    def _let_go(self) -> None:
        self._reactor.unwatch(self._line)
        os.close(self._line)
        self._line = -1


def _forked() -> int:
    if sys.platform == "win32":
        return -1
    return os.fork()


def can_be_made() -> bool:
    """Whether a copy of this process can be trusted: not while other threads run, which may hold what it needs."""
    return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1


def _say_and_end(says: Callable[[], bytes], line: int, keeps: Sequence[str]) -> NoReturn:
    """In the copy, which must never go back to what the other process does."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)  # a signal to this one is none to the other
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
        gc.disable()  # it would touch, and so copy, all of the memory
        _close_all_but(line, tuple(keeps))
        said = memoryview(says() + _ALL)
        while said:
            said = said[os.write(line, said) :]
        status = 0
    finally:
        os._exit(status)


def _close_all_but(line: int, keeps: tuple[str, ...]) -> None:
    for each in map(int, os.listdir("/proc/self/fd")):
        if each >= _STANDARD and each != line:
            with suppress(OSError):  # that of the list itself, which is closed by now
                if not os.readlink(f"/proc/self/fd/{each}").startswith(keeps):
                    os.close(each)
