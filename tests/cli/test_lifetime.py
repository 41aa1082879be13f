"""One program runs, however many are started and however it ends: with the real command line, as processes."""

import signal
import sys

import pytest

from tests.cli.session import PATIENCE, Session
from tests.desktop.harness.waiting import until
from tray.cli.verbs.run import begin
from tray.control.client import comes_up
from tray.errors import AlreadyRunning

AT_ONCE = 20

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="these stories send signals")


def test_of_twenty_starts_at_once_one_runs_and_the_others_show_its_status(session: Session) -> None:
    started = [session.start() for _ in range(AT_ONCE)]
    until(lambda: sum(each.poll() is None for each in started) <= 1, "all but one to end", PATIENCE)
    ended = [each for each in started if each.poll() is not None]

    assert AT_ONCE - 1 == len(ended)
    for each in ended:
        said = each.communicate()[0]
        assert 0 == each.returncode
        assert said.startswith("Backpressure is already running")
        assert "Where it comes from: " in said
    assert 0 == session.ask("status").returncode


def test_a_kill_blocks_no_start_and_loses_nothing_that_was_acknowledged(session: Session) -> None:
    for number in (1, 2, 3):
        program = session.start()
        assert comes_up(session.runtime, PATIENCE.total_seconds())
        assert 0 == session.ask("commit", f"promise {number}").returncode
        program.send_signal(signal.SIGKILL)
        program.wait()

        assert 3 == session.ask("status").returncode
        listed = session.ask("commitments").stdout.splitlines()
        assert [f"{each}  promise {each}" for each in range(1, number + 1)] == [line.strip() for line in listed]


def test_a_lock_that_only_stays_of_a_killed_program_is_waited_for() -> None:
    """What it was just making as it died holds the lock until it has become another program."""
    seen: list[str | None] = []
    tries = iter((AlreadyRunning("it runs", "/run/here"), AlreadyRunning("it runs", "/run/here"), "begun"))

    def start() -> str:
        if isinstance(found := next(tries), AlreadyRunning):
            raise found
        return found

    def serves(runtime: str | None) -> bool:
        seen.append(runtime)
        return False

    assert "begun" == begin(start, serves)
    assert ["/run/here"] * 2 == seen


@pytest.mark.parametrize(("serves", "asked"), [(True, 1), (False, 20)])
def test_a_lock_behind_which_a_program_serves_or_hangs_is_taken(serves: bool, asked: int) -> None:
    times: list[None] = []

    def start() -> None:
        raise AlreadyRunning("it runs", None)

    def look(_: str | None) -> bool:
        times.append(None)
        return serves

    with pytest.raises(AlreadyRunning, match="it runs"):
        begin(start, look)
    assert asked == len(times)


def test_a_second_start_from_another_session_is_a_client_of_the_first_which_keeps_the_history(session: Session) -> None:
    first = session.started()
    elsewhere = Session(session.folder)
    elsewhere.runtime = str(session.folder / "other-runtime")
    elsewhere.environment["BACKPRESSURE_RUNTIME"] = elsewhere.runtime
    second = elsewhere.start()
    said = second.communicate(timeout=PATIENCE.total_seconds())[0]

    assert 0 == second.returncode
    assert said.startswith("Backpressure is already running")
    assert f"process {first.pid}" in said
    assert "Where it comes from: " in said
    elsewhere.done("commit", "one promise")
    assert "one promise" in session.done("commitments")
    assert "damaged" not in session.done("status")


def test_a_history_is_taken_in_from_another_session_by_the_program_that_keeps_it(session: Session) -> None:
    session.started()
    session.done("commit", "one promise")
    exported = session.folder / "facts.jsonl"
    exported.write_text(session.done("history", "--json"))
    elsewhere = Session(session.folder)
    elsewhere.environment["BACKPRESSURE_RUNTIME"] = str(session.folder / "other-runtime")

    assert "there already" in elsewhere.done("history", "import", str(exported))
