"""Runs a hook on Windows without the program ever waiting for it, under a minder that shares a job with it.

All that the hook starts belongs to the job, and Windows ends a job's processes when its last handle is closed: that is
the minder's, so nothing outlives it. Pipes cannot be waited for beside sockets there, hence a thread for each run.
"""

import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tray.core.engine.hook_events import HookOrder, HookResult
from tray.desktop.common.own_command import is_frozen, module_command
from tray.desktop.hooks.program_folder_and_result import answered, asked
from tray.errors import DesktopError
from tray.lib.language.translation import say
from tray.lib.system_errors import reason
from tray.ports import Reactor

_MINDER = str(Path(__file__).with_name("hook_time_limit_output_children.py"))
_BEYOND_SECONDS = 20.0


class HookThreads:
    """Fulfils ``ports.HookRunner``."""

    def __init__(self, reactor: Reactor, environment: Mapping[str, str]) -> None:
        self._reactor = reactor
        self._environment = environment

    def start(self, order: HookOrder, done: Callable[[HookResult], None]) -> None:
        """Run a hook; ``done`` is told what became of it, later and once, in the reactor's thread."""

        def run() -> None:
            try:
                result = run_now(order, self._environment)
            except DesktopError as error:
                result = HookResult("missing", error=str(error))
            self._reactor.call_soon(lambda: done(result))

        threading.Thread(target=run, name="hook", daemon=True).start()


def minder_command() -> Sequence[str]:
    """How a minder is started."""
    if is_frozen():
        return module_command("tray.desktop.windows.hook_time_limit_output_children")
    return sys.executable, "-I", "-S", _MINDER


def run_now(order: HookOrder, environment: Mapping[str, str]) -> HookResult:
    """Run a hook and wait for it. Raises DesktopError."""
    try:
        minder = subprocess.Popen(
            minder_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(environment),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise DesktopError(say("The hook can't be started: {reason}.", reason=reason(error))) from error
    try:
        said, _ = minder.communicate(asked(order, environment), order.timeout.total_seconds() + _BEYOND_SECONDS)
    except subprocess.TimeoutExpired:
        minder.kill()
        said, _ = minder.communicate()
    return answered(said)
