"""Chooses what runs hooks on this system."""

import sys
from collections.abc import Mapping

from tray.core.engine.hook_events import HookOrder, HookResult
from tray.ports import HookRunner, Reactor


def hook_runner(reactor: Reactor, environment: Mapping[str, str]) -> HookRunner:
    """The runner of the program."""
    if sys.platform == "win32":
        from tray.desktop.windows.hooks import HookThreads

        return HookThreads(reactor, environment)
    else:  # noqa: RET505 (so that what checks types for Windows passes it over)
        from tray.desktop.hooks.start_hooks_and_hear_of_them import HookProcesses

        return HookProcesses(reactor, environment)


def run_hook_now(order: HookOrder, environment: Mapping[str, str]) -> HookResult:
    """Run one hook and wait for it. Raises DesktopError."""
    if sys.platform == "win32":
        from tray.desktop.windows.hooks import run_now
    else:
        from tray.desktop.hooks.start_hooks_and_hear_of_them import run_now
    return run_now(order, environment)
