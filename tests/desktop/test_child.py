"""A child of the program: its end is told once, however it ends, and nothing is left of it."""

import os
import sys
from collections.abc import Iterator

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.child import Child

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
