"""A child of the program: its end is told once, however it ends, and nothing is left of it; and so of a copy."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.child_process import Child, Copy, can_be_made

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="of POSIX")
_WAITS = (sys.executable, "-c", "import signal; signal.pause()")


class Ends:
    def __init__(self) -> None:
        self.reactor = HandTurnedReactor()
        self.count = 0
        self.children: list[Child] = []

    def start(self, *argv: str) -> Child:
        self.children.append(Child(self.reactor, argv, dict(os.environ), self.ended))
        return self.children[-1]

    def ended(self) -> None:
        self.count += 1


@pytest.fixture
def ends() -> Iterator[Ends]:
    found = Ends()
    yield found
    for child in found.children:
        child.end(at_once=True)


@pytest.mark.parametrize("at_once", [False, True])
def test_its_end_is_told_once_and_no_zombie_stays(ends: Ends, at_once: bool) -> None:
    child = ends.start(*_WAITS)
    pid = child.pid
    child.end(at_once=at_once)
    ends.reactor.run_until(lambda: ends.count)

    assert (1, 0) == (ends.count, child.pid)
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def test_one_that_leaves_by_itself_is_noticed(ends: Ends) -> None:
    ends.start(sys.executable, "-c", "pass")
    ends.reactor.run_until(lambda: ends.count)

    assert 1 == ends.count


def test_what_is_no_program_raises(ends: Ends) -> None:
    with pytest.raises(OSError, match="No such file"):
        ends.start("/no/such/program")


linux = pytest.mark.skipif(sys.platform != "linux", reason="copies are made on Linux alone")


class Copies:
    def __init__(self) -> None:
        self.reactor = HandTurnedReactor()
        self.heard: list[bytes] = []

    def say(self, says: Callable[[], bytes], *keeps: Path) -> Copy:
        return Copy(self.reactor, says, self.heard.append, [str(each) for each in keeps])

    def hears(self) -> bytes:
        self.reactor.run_until(lambda: self.heard and not self.reactor.waiting)
        with pytest.raises(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)
        return self.heard.pop()


@pytest.fixture
def copies() -> Iterator[Copies]:
    found = Copies()
    yield found
    found.reactor.close()


@linux
def test_a_copy_says_what_it_works_out_and_nothing_of_that_stays(copies: Copies) -> None:
    known: list[int] = []

    def works() -> bytes:
        known.extend(range(3))
        return b"%d " % len(known) * 100_000

    copies.say(works)
    assert b"3 " * 100_000 == copies.hears()
    assert [] == known


@linux
def test_a_copy_that_fails_has_said_nothing(copies: Copies) -> None:
    def fails() -> bytes:
        raise MemoryError

    copies.say(fails)
    assert b"" == copies.hears()


@linux
def test_of_a_copy_that_is_ended_while_it_speaks_nothing_is_heard(
    copies: Copies, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says more than a pipe holds, so it is still speaking when its first words are here."""

    watch = copies.reactor.watch

    def watch_one_that_dies(fd: int, readable: Callable[[], None], writable: Callable[[], None] | None = None) -> None:
        def hear_the_last() -> None:
            if copy.pid:
                os.kill(copy.pid, signal.SIGKILL)
            readable()

        watch(fd, hear_the_last, writable)

    monkeypatch.setattr(copies.reactor, "watch", watch_one_that_dies)
    copy = copies.say(lambda: b"half of it " * 100_000)
    assert b"" == copies.hears()


@linux
def test_a_copy_at_work_ends_with_this_process_and_nothing_is_heard(copies: Copies) -> None:
    reading, writing = os.pipe()
    copy = copies.say(lambda: os.read(reading, 1), Path("pipe:"))
    copy.end()

    assert signal.SIGKILL == os.waitstatus_to_exitcode(os.waitpid(copy.pid, 0)[1]) * -1
    copies.reactor.run_for(timedelta(0))
    assert ([], 0) == (copies.heard, copies.reactor.waiting)
    os.close(reading)
    os.close(writing)


@linux
def test_one_that_has_ended_is_not_ended_again(copies: Copies) -> None:
    """Its number may be that of another process by then."""
    copy = copies.say(lambda: b"all of it")
    assert b"all of it" == copies.hears()
    assert 0 == copy.pid
    copy.end()


@linux
@pytest.mark.usefixtures("forgetful")
def test_it_is_known_to_have_ended_where_no_end_is_kept_too(copies: Copies, ends: Ends) -> None:
    copy = copies.say(lambda: b"all of it")
    assert b"all of it" == copies.hears()
    child = ends.start(sys.executable, "-c", "pass")
    ends.reactor.run_until(lambda: ends.count)

    assert (0, 0) == (copy.pid, child.pid)


@linux
def test_where_there_is_no_room_for_a_copy_that_is_raised_and_nothing_stays_open(
    copies: Copies, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> int:
        raise BlockingIOError("Resource temporarily unavailable")

    before = sorted(Path("/proc/self/fd").iterdir())
    monkeypatch.setattr(os, "fork", fails)
    with pytest.raises(OSError, match="unavailable"):
        copies.say(lambda: b"")

    assert before == sorted(Path("/proc/self/fd").iterdir())


@linux
def test_a_copy_that_hangs_is_ended(copies: Copies) -> None:
    reading, writing = os.pipe()
    copies.say(lambda: os.read(reading, 1), Path("pipe:"))
    copies.reactor.advance(timedelta(seconds=10))

    assert b"" == copies.hears()
    os.close(reading)
    os.close(writing)


@linux
def test_a_copy_holds_nothing_but_what_it_keeps(copies: Copies, tmp_path: Path) -> None:
    kept, lock = tmp_path / "history-wal", tmp_path / "lock"
    with kept.open("wb") as one, lock.open("wb") as other:

        def open_ones() -> bytes:
            return b"".join(b"%d" % os.path.exists(f"/proc/self/fd/{each.fileno()}") for each in (one, other))  # noqa: PTH110

        copies.say(open_ones, tmp_path / "history")
        assert b"10" == copies.hears()


@linux
def test_no_copy_is_made_while_another_thread_runs() -> None:
    ends = Event()
    thread = Thread(target=ends.wait)
    thread.start()
    assert not can_be_made()
    ends.set()
    thread.join()
