"""A command that is run as an agent: as if it had been typed, told of meanwhile, and never left behind."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.session import PATIENCE, Session
from tests.cli.typed import typed
from tray.cli.agents import run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the commands are Unix ones")


def doing(session: Session) -> dict[str, str]:
    rows = json.loads(session.done("agent", "list", "--json"))
    return {each["name"]: each["doing"] for each in rows}


def begin(session: Session, *words: str) -> "subprocess.Popen[str]":
    command = [*session.program, "agent", "run", *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=session.environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def test_its_streams_and_its_exit_code_are_those_of_the_command(session: Session) -> None:
    running = begin(session, "copy", "--quiet", "--", "sh", "-c", "cat; echo aside >&2; exit 7")

    assert running.communicate("what was typed\n", timeout=PATIENCE.total_seconds()) == ("what was typed\n", "aside\n")
    assert running.returncode == 7


@pytest.mark.parametrize(("command", "code"), [("no-such-program", 127), ("/", 126)])
def test_what_cannot_be_run_is_told_as_shells_tell_it(session: Session, command: str, code: int) -> None:
    came = session.ask("agent", "run", "x", "--quiet", "--", command)

    assert (came.returncode, came.stdout) == (code, "")
    assert "can't be run" in came.stderr


def test_it_is_busy_while_it_runs_done_afterwards_and_asks_when_it_has_failed(session: Session) -> None:
    session.started()
    running = begin(session, "build", "--", "sh", "-c", "echo begun; read line; exit $line")
    assert running.stdout is not None
    assert running.stdout.readline() == "begun\n"
    assert doing(session) == {"build": "busy"}

    running.communicate("3\n", timeout=PATIENCE.total_seconds())
    assert running.returncode == 3
    assert doing(session) == {"build": "asks"}

    assert session.ask("agent", "run", "build", "--", "true").returncode == 0
    assert doing(session) == {}


def test_a_command_that_takes_long_is_said_to_be_busy_again_and_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[str] = []
    ends = tmp_path / "ends"

    def tell(name: str, doing: str, *_: object, quiet: bool) -> None:
        assert quiet == (len(told) > 0)  # whether the program runs is said once
        told.append(f"{name} {doing}")
        if len(told) == 3:
            ends.touch()

    monkeypatch.setattr(run, "tell", tell)
    monkeypatch.setattr(run, "ANEW", timedelta(milliseconds=1))
    monkeypatch.setattr(run, "_signals", lambda: ())
    script = f"while ! test -e '{ends}'; do sleep 0.01; done"

    assert run.run(typed("agent", "run", "build", "--", "sh", "-c", script)) == 0
    assert told[:3] == ["build busy"] * 3
    assert told[-1] == "build done"


def test_what_ends_us_ends_the_command_and_asks_nothing(session: Session) -> None:
    session.started()
    running = begin(session, "build", "--", "sh", "-c", "echo $$; exec sleep 1000")
    assert running.stdout is not None
    child = int(running.stdout.readline())

    running.send_signal(signal.SIGTERM)

    assert running.wait(PATIENCE.total_seconds()) == 128 + signal.SIGTERM
    assert not Path(f"/proc/{child}").exists()
    assert doing(session) == {}


@pytest.fixture
def signals_as_before() -> Iterator[None]:
    before = {each: signal.getsignal(each) for each in run._signals()}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


@pytest.mark.usefixtures("signals_as_before")
@pytest.mark.parametrize("stops", [signal.SIGTERM, signal.SIGINT])
def test_what_ends_us_before_the_command_has_begun_reaches_it_too(
    monkeypatch: pytest.MonkeyPatch, stops: signal.Signals
) -> None:
    told: list[str] = []

    def tell(_: str, doing: str, *__: object, quiet: bool) -> None:
        if not quiet:
            signal.raise_signal(stops)
        told.append(doing)

    monkeypatch.setattr(run, "tell", tell)

    assert run.run(typed("agent", "run", "build", "--", "sleep", "20")) == 128 + stops
    assert told == ["busy", "done"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_killed_without_a_warning_it_leaves_nothing_behind(session: Session) -> None:
    running = begin(session, "build", "--quiet", "--", "sh", "-c", "echo $$; exec sleep 1000")
    assert running.stdout is not None
    child = int(running.stdout.readline())

    running.kill()
    running.wait(PATIENCE.total_seconds())

    gone = os.pidfd_open(child) if Path(f"/proc/{child}").exists() else None
    if gone is not None:
        assert select.select([gone], [], [], PATIENCE.total_seconds())[0]
        os.close(gone)
