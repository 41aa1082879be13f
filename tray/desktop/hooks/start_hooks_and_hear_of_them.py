"""Runs a hook on Unix without the program ever waiting for it: under a minder, told of by one pipe."""

import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta

from tray.core.engine.hook_events import HookOrder, HookResult
from tray.desktop.common.child_ends import has_ended
from tray.desktop.hooks.program_folder_and_result import answered, asked
from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.lib.system_errors import reason
from tray.ports import Reactor

_MINDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hook_time_limit_output_children.py")
_BEYOND = timedelta(seconds=20)
"""So long after the timeout a minder has surely ended; one that has not, is ended."""
_AGAIN = timedelta(milliseconds=20)
_LARGEST_REPORT = 1 << 20

if sys.platform != "win32":

    class HookProcesses:
        """Fulfils ``ports.HookRunner``."""

        def __init__(self, reactor: Reactor, environment: Mapping[str, str]) -> None:
            self._reactor = reactor
            self._environment = environment

        def start(self, order: HookOrder, done: Callable[[HookResult], None]) -> None:
            """Run a hook; ``done`` is told what became of it, later and once."""
            try:
                pid, report = _begin(order, self._environment)
            except OSError as error:
                failed = HookResult("missing", error=error.strerror or str(error))
                self._reactor.call_soon(lambda: done(failed))
                return
            _Running(self._reactor, pid, report, order.timeout, done)

    class _Running:
        """One minder at work. The reactor holds it."""

        def __init__(
            self, reactor: Reactor, pid: int, report: int, timeout: timedelta, done: Callable[[HookResult], None]
        ) -> None:
            self._reactor = reactor
            self._pid = pid
            self._report = report
            self._done = done
            self._said = b""
            reactor.watch(report, self._read)
            self._too_late = reactor.later(timeout + _BEYOND, self._give_up)

        def _read(self) -> None:
            piece = os.read(self._report, 65536)
            self._said += piece
            if not piece or len(self._said) > _LARGEST_REPORT:
                self._reactor.unwatch(self._report)
                os.close(self._report)
                self._reap()

        def _reap(self) -> None:
            """It has closed its end of the pipe, as its last deed: it is gone now, or in a moment."""
            if not has_ended(self._pid):
                self._reactor.later(_AGAIN, self._reap)
                return
            self._too_late.cancel()
            self._done(answered(self._said))

        def _give_up(self) -> None:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)

    def run_now(order: HookOrder, environment: Mapping[str, str]) -> HookResult:
        """Run a hook and wait for it; an interrupt from the keyboard ends it. Raises DesktopError."""
        try:
            pid, report = _begin(order, environment)
        except OSError as error:
            raise DesktopError(say("The hook can't be started: {reason}.", reason=reason(error))) from error
        said = b""
        before = signal.signal(signal.SIGINT, lambda *_: os.kill(pid, signal.SIGTERM))
        try:
            while piece := os.read(report, 65536):
                said += piece
        finally:
            signal.signal(signal.SIGINT, before)
            os.close(report)
            has_ended(pid, waits=True)
        return answered(said)

    def _begin(order: HookOrder, environment: Mapping[str, str]) -> tuple[int, int]:
        """A minder with its order: its process and where its report comes from. Raises OSError."""
        told, tells = os.pipe()
        report, reports = os.pipe()
        try:
            pid = os.posix_spawn(
                sys.executable,
                [sys.executable, "-I", "-S", _MINDER],
                environment,
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, told, 0),
                    (os.POSIX_SPAWN_DUP2, reports, 1),
                    (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
                ],
                setsid=True,
                setsigdef=(signal.SIGPIPE, signal.SIGINT, signal.SIGTERM, signal.SIGHUP),
                setsigmask=(),
            )
        except OSError:
            os.close(report)
            os.close(tells)
            raise
        finally:
            os.close(told)
            os.close(reports)
        # The settings bound what a hook may be given, so the pipe takes it all at once.
        with suppress(BrokenPipeError):
            os.write(tells, asked(order, environment))
        os.close(tells)
        return pid, report
