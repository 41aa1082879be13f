"""Hooks as real processes: whatever one does, nothing of it is left."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from tests.desktop.harness.waiting import until
from tests.desktop.reactor import HandTurnedReactor
from tray.core.engine.hook_events import HookOrder, HookResult
from tray.desktop.hooks.start_hooks_and_hear_of_them import HookProcesses, run_now
from tray.errors import DesktopError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="orphans can be found on Linux alone")
SOON = timedelta(seconds=0.5)


@pytest.fixture
def mark() -> Iterator[str]:
    """A variable that every process of the hook inherits; none of them is there any more in the end."""
    mark = f"hook-{uuid4().hex}"
    yield mark
    assert [] == marked(mark)


def marked(mark: str) -> list[str]:
    """The processes that carry a mark, ours excepted."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            with suppress(OSError):
                if mark.encode() in (process / "environ").read_bytes():
                    found.append((process / "cmdline").read_text())
    return found


def order(mark: str, *run: str, timeout: timedelta = SOON) -> HookOrder:
    return HookOrder(run, {"BACKPRESSURE_EVENT": "paused", "MARK": mark}, '{"event": "paused"}\n', timeout)


def minded(mark: str, minder: Path) -> HookOrder:
    """One that lasts, and says in a file which process minds it."""
    script = f"echo $PPID >'{minder}.new'; mv '{minder}.new' '{minder}'; exec sleep 1000"
    return order(mark, "sh", "-c", script, timeout=timedelta(seconds=600))


def ran(mark: str, *run: str, timeout: timedelta = SOON) -> HookResult:
    return run_now(order(mark, *run, timeout=timeout), os.environ)


def test_a_hook_hears_its_values_and_what_it_writes_is_kept(mark: str) -> None:
    result = ran(mark, "sh", "-c", 'echo "$BACKPRESSURE_EVENT"; cat; echo oh >&2; exit 3')

    assert ("exit", 3, 'paused\n{"event": "paused"}\noh\n') == (result.ended, result.code, result.output)


def test_no_shell_reads_what_it_is_given(mark: str) -> None:
    assert "$HOME; exit 1\n" == ran(mark, "echo", "$HOME; exit 1").output


def test_it_runs_at_home_in_a_session_of_its_own(mark: str, tmp_path: Path) -> None:
    environment = {**os.environ, "HOME": str(tmp_path)}
    program = tmp_path / "mine"
    program.write_text('#!/bin/sh\npwd; test "$(ps -o sid= -p $$)" -eq $$ && echo alone\n')
    program.chmod(0o755)

    assert f"{tmp_path}\nalone\n" == run_now(order(mark, "~/mine"), environment).output


HANGS = "sleep 1000"
DEAF = "trap '' TERM INT HUP; while :; do sleep 1000; done"
FORKS = "sleep 1000 & sleep 1001 & (setsid sh -c \"trap '' TERM; sleep 1002 & sleep 1003\" &); sleep 1004"
DETACHED = "setsid setsid sh -c 'setsid sleep 1005 & exit' </dev/null >/dev/null 2>&1 & exit 0"
MUTE = "exec <&- >&- 2>&-; sleep 1000"
STOPPED = "kill -STOP $$"
BREEDS = "trap '' TERM; i=0; while [ $i -lt 400 ]; do sleep 1000 & i=$((i+1)); sleep 0.01; done; wait"


@pytest.mark.parametrize(
    ("script", "ended"),
    [
        (HANGS, "timeout"),
        (DEAF, "timeout"),
        (FORKS, "timeout"),
        (DETACHED, "left"),
        (MUTE, "timeout"),
        (STOPPED, "timeout"),
        (BREEDS, "timeout"),
    ],
    ids=["hangs", "deaf", "forks", "detached", "mute", "stopped", "breeds"],
)
def test_nothing_is_left_of_a_hook_at_its_timeout(mark: str, script: str, ended: str) -> None:
    result = ran(mark, "sh", "-c", script)

    assert (ended, 0) == (result.ended, result.left)
    assert SOON <= result.took < timedelta(seconds=8)


def test_what_a_hook_started_is_ended_even_when_it_blocks_every_signal_and_clears_its_environment(mark: str) -> None:
    script = (
        "import os,signal,time\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())\n"
        "for _ in range(2):\n"
        "    if os.fork(): os._exit(0)\n"
        "    os.setsid()\n"
        "print(os.getpid(), flush=True)\n"
        "os.execve('/bin/sleep', ['sleep', '1000'], {})\n"
    )
    result = ran(mark, sys.executable, "-c", script)

    assert "left" == result.ended
    assert not Path(f"/proc/{int(result.output)}").exists()


def test_a_flood_is_cut_and_ended_at_once(mark: str) -> None:
    result = ran(mark, "yes", timeout=timedelta(seconds=30))

    assert ("flood", 16 * 1024) == (result.ended, len(result.output))
    assert result.cut > 0
    assert result.took < timedelta(seconds=10)


@pytest.mark.parametrize("name", ["missing", "no-program", "a-folder"])
def test_what_cannot_be_started_says_why(mark: str, name: str, tmp_path: Path) -> None:
    (tmp_path / "no-program").write_text("echo no")
    (tmp_path / "a-folder").mkdir()
    result = ran(mark, str(tmp_path / name))

    assert "missing" == result.ended
    assert ("No such file or directory" if name == "missing" else "Permission denied") == result.error


def test_the_program_never_waits_for_a_hook_and_leaves_no_zombie(mark: str) -> None:
    reactor, results = HandTurnedReactor(), list[HookResult]()
    runner = HookProcesses(reactor, os.environ)
    for script in ("exit 0", "exit 4", HANGS, "kill -9 $$"):
        runner.start(order(mark, "sh", "-c", script), results.append)
    runner.start(order(mark, "/nowhere"), results.append)
    reactor.run_until(lambda: len(results) == 5, timedelta(seconds=20))
    reactor.close()

    assert {("exit", 0), ("exit", 4), ("timeout", -15), ("exit", -9), ("missing", None)} == {
        (result.ended, result.code) for result in results
    }
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_hook_outlives_a_killed_program_but_not_its_timeout(mark: str, tmp_path: Path) -> None:
    program = (
        "import os, sys\n"
        "from datetime import timedelta\n"
        "from tray.core.engine.hook_events import HookOrder\n"
        "from tray.desktop.hooks import start_hooks_and_hear_of_them as process\n"
        f"order = HookOrder(('sh', '-c', 'echo > {tmp_path}/begun; sleep 1000'), {{'MARK': '{mark}'}}, '', "
        "timedelta(seconds=1))\n"
        "process._begin(order, os.environ)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=False)
    reactor = HandTurnedReactor()
    often = timedelta(milliseconds=50)
    reactor.run_until((tmp_path / "begun").exists, timedelta(seconds=10), often)
    reactor.run_until(lambda: not marked(mark), timedelta(seconds=10), often)
    reactor.close()

    assert not stat.S_ISDIR((tmp_path / "begun").stat().st_mode)


def test_a_minder_that_is_told_to_stop_ends_its_hook_and_says_so(mark: str, tmp_path: Path) -> None:
    reactor, results, minder = HandTurnedReactor(), list[HookResult](), tmp_path / "minder"
    HookProcesses(reactor, os.environ).start(minded(mark, minder), results.append)
    reactor.run_until(minder.exists, poll=timedelta(milliseconds=10))
    os.kill(int(minder.read_text()), signal.SIGTERM)
    reactor.run_until(lambda: results)
    reactor.close()

    assert [("stopped", -15, 0)] == [(each.ended, each.code, each.left) for each in results]


def test_a_minder_that_hangs_is_ended_at_last_and_its_hook_with_it(mark: str, tmp_path: Path) -> None:
    reactor, results, minder = HandTurnedReactor(), list[HookResult](), tmp_path / "minder"
    HookProcesses(reactor, os.environ).start(minded(mark, minder), results.append)
    reactor.run_until(minder.exists, poll=timedelta(milliseconds=10))
    os.kill(int(minder.read_text()), signal.SIGSTOP)
    reactor.advance(timedelta(seconds=605))
    reactor.run_for(timedelta(milliseconds=10))
    assert [] == results

    reactor.advance(timedelta(seconds=15))
    reactor.run_until(lambda: results)
    assert ["lost"] == [each.ended for each in results]
    reactor.run_until(lambda: not marked(mark), poll=timedelta(milliseconds=10))
    reactor.close()


def started(run: HookOrder) -> HookResult:
    """What the program is told of a hook."""
    reactor, told = HandTurnedReactor(), list[HookResult]()
    HookProcesses(reactor, os.environ).start(run, told.append)
    assert [] == told  # it never waits for it
    reactor.run_until(lambda: told)
    reactor.close()
    return told[0]


@pytest.mark.usefixtures("forgetful")
def test_a_program_whose_system_keeps_no_end_of_a_child_hears_of_its_hooks_all_the_same(mark: str) -> None:
    assert ("exit", 3) == (ran(mark, "sh", "-c", "exit 3").ended, started(order(mark, "sh", "-c", "exit 3")).code)


def test_where_no_minder_can_be_started_that_is_told_and_nothing_stays_open(
    mark: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    before = sorted(Path("/proc/self/fd").iterdir())

    with pytest.raises(DesktopError, match="The hook can't be started: No such file or directory"):
        ran(mark, "true")
    told = started(order(mark, "true"))

    assert ("missing", "No such file or directory") == (told.ended, told.error)
    assert before == sorted(Path("/proc/self/fd").iterdir())


def test_an_interrupt_ends_a_hook_that_somebody_waits_for(mark: str, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    run = order(mark, "sh", "-c", f"touch '{begun}'; exec sleep 1000", timeout=timedelta(seconds=600))
    code = f"import os; from {run_now.__module__} import *; print(run_now({run!r}, os.environ).ended)"
    code = f"import datetime; from {HookOrder.__module__} import HookOrder; {code}"
    waits = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        until(begun.exists, "the hook to begin")
        waits.send_signal(signal.SIGINT)

        assert "stopped\n" == waits.communicate(timeout=60)[0]
    finally:
        waits.kill()
