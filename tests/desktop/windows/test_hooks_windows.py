"""Hooks as Windows runs them, with the parts of Windows stood in for: its jobs, and the minder that shares one."""

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.core.engine.hook_events import HookOrder, HookResult
from tray.desktop.hooks import start_hooks_and_hear_of_them as process
from tray.desktop.windows import hook_time_limit_output_children, hooks

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are those of Unix")
MINDER = Path(process.__file__).with_name("hook_time_limit_output_children.py")


def order(*run: str, seconds: float = 5) -> HookOrder:
    return HookOrder(run, {"BACKPRESSURE_EVENT": "paused"}, "told\n", timedelta(seconds=seconds))


def test_a_thread_waits_for_the_minder_and_the_loop_is_told_what_it_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "_MINDER", str(MINDER))
    reactor, results = HandTurnedReactor(), list[HookResult]()
    hooks.HookThreads(reactor, os.environ).start(order("sh", "-c", "cat; exit 3"), results.append)
    reactor.run_until(lambda: results)
    reactor.close()

    assert ("exit", 3, "told\n") == (results[0].ended, results[0].code, results[0].output)


def watched(
    monkeypatch: pytest.MonkeyPatch, script: str, *, others: int = 0, seconds: float = 5, apart: bool = False
) -> dict[str, Any]:
    """What the minder says of a hook whose job holds so many other processes in the end."""
    monkeypatch.setattr(hook_time_limit_output_children, "_active", lambda _: 1 + others)
    wanted = {"run": ["sh", "-c", script], "folder": "/", "input": "told\n", "timeout_seconds": seconds}
    wanted |= {"variables": {"A": "b"}, "apart": apart, "keeps": 100, "flood": 1 << 20}
    watch = hook_time_limit_output_children._Watch(wanted, job=0)
    found = watch.until_over()
    watch._hook.kill()
    watch._hook.wait()
    return found


def test_the_minder_keeps_what_a_hook_wrote_and_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"ended": "exit", "code": 4, "output": "told\nb\n", "errors": "", "cut": 0}

    assert said == watched(monkeypatch, "cat; echo $A; exit 4")


def test_the_minder_keeps_standard_error_apart_where_it_is_asked_to(monkeypatch: pytest.MonkeyPatch) -> None:
    said = watched(monkeypatch, "echo 5; echo careful >&2", apart=True)

    assert ("5\n", "careful\n") == (said["output"], said["errors"])


@pytest.mark.parametrize(
    ("script", "others", "ended"), [("sleep 60", 0, "timeout"), ("true", 1, "left"), ("yes", 0, "flood")]
)
def test_the_minder_ends_what_goes_on(monkeypatch: pytest.MonkeyPatch, script: str, others: int, ended: str) -> None:
    seconds = 30 if ended == "flood" else 0.3

    assert ended == watched(monkeypatch, f"exec {script}", others=others, seconds=seconds)["ended"]
