"""What does Windows itself tell the parts for Windows? Wine plays it; the messages are sent as Windows sends them."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.desktop.conftest import Desks
from tests.desktop.reactor import HandTurnedReactor
from tests.desktop.wine import within
from tests.desktop.wine.desk import WineDesk
from tests.desktop.wine.remote import PATIENCE, Within
from tray.core.messages.events import Event, InputSeen, InputStopped, Locked, Looked, Unlocked

pytestmark = pytest.mark.wine
EACH = timedelta(milliseconds=50)
QUERY_END, END, POWER, SESSION = 0x0011, 0x0016, 0x0218, 0x02B1


class Around:
    """The parts for Windows, without an icon, and what reached them."""

    def __init__(self, desk: WineDesk, reactor: HandTurnedReactor) -> None:
        self.desk = desk
        self.reactor = reactor
        self.inside = Within(desk, reactor, "desktop")

    def send(self, message: int, number: int) -> list[int | None]:
        """What each of its windows answers."""
        done = self.desk.python("-m", within.__name__, "send", str(message), str(number))
        assert 0 == done.returncode, done.stderr
        answers: list[int | None] = json.loads(done.stdout)
        assert answers, "it has no window"
        return answers

    def heard(self) -> list[Event]:
        return [event for event in self.reactor.posted if not isinstance(event, (InputSeen, InputStopped))]

    def until_heard(self, count: int) -> None:
        self.reactor.run_until(lambda: len(self.heard()) >= count, PATIENCE)


@pytest.fixture
def context(desks: Desks) -> Iterator[Around]:
    reactor = HandTurnedReactor()
    context = Around(desks.wine(), reactor)
    assert {} == context.inside.call("problems")
    yield context
    context.inside.end()
    reactor.close()


def test_every_part_is_there(context: Around) -> None:
    context.reactor.run_until(lambda: "win-event-hook" == context.inside.call("sources")["switches"], PATIENCE, EACH)

    found = context.inside.call("sources")
    assert ("last-input-info", "window-messages", "notification-state") == (
        found["idle"],
        found["session"],
        found["attention"],
    )


def test_locks_and_the_way_back_from_a_suspend_are_told(context: Around) -> None:
    for kind in (7, 8, 5):
        context.send(SESSION, kind)
    assert 1 in context.send(POWER, 18)  # the other one is that of the menu, which Windows answers for
    context.until_heard(3)

    assert {Locked(), Unlocked(), Looked()} == set(context.heard())


@pytest.mark.parametrize(("message", "number"), [(END, 1), (POWER, 4)], ids=["the session ends", "a suspend"])
def test_the_work_is_saved_before_windows_goes_on(context: Around, message: int, number: int) -> None:
    assert {1} == set(context.send(QUERY_END, 0))
    context.send(END, 0)
    assert [] == context.inside.saved_in_loop

    context.send(message, number)
    context.reactor.run_until(lambda: context.inside.saved_in_loop, PATIENCE)

    assert {True} == set(context.inside.saved_in_loop)
