"""Does everything that fulfils ``ports.Reactor`` keep its promises? The one tests turn by hand, and the program's."""

import os
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from tests.desktop.reactor import HandTurnedReactor
from tray.app.reactor import PollReactor
from tray.core.messages.events import Event, InputSeen, Locked, Unlocked
from tray.ports import Reactor

SOON = timedelta(milliseconds=20)
PATIENCE = timedelta(seconds=30)


class Subject:
    """A reactor, the events that came out of it, and how it is run until something holds."""

    def __init__(self, reactor: Reactor, taken: list[Event], run: Callable[[Callable[[], object]], None]) -> None:
        self.reactor = reactor
        self.taken = taken
        self.run_until = run


def by_hand() -> Subject:
    reactor = HandTurnedReactor()
    return Subject(reactor, reactor.posted, lambda holds: reactor.run_until(holds, PATIENCE))


def the_real_one() -> Subject:
    taken: list[Event] = []
    problems: list[Exception] = []
    reactor = PollReactor(taken.append, failed=problems.append)

    def run_until(holds: Callable[[], object]) -> None:
        def each() -> timedelta | None:
            if holds():
                reactor.stop()
            return PATIENCE

        reactor.run(each)
        assert [] == problems

    return Subject(reactor, taken, run_until)


@pytest.fixture(params=[by_hand, the_real_one], ids=["by hand", "real"])
def subject(request: pytest.FixtureRequest) -> Iterator[Subject]:
    made: Subject = request.param()
    yield made
    if isinstance(made.reactor, HandTurnedReactor):
        made.reactor.close()


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)
    os.close(writing)


def test_what_is_posted_comes_out_in_order(subject: Subject) -> None:
    events: list[Event] = [InputSeen(), Locked(), Unlocked()]
    for event in events:
        subject.reactor.post(event)
    subject.run_until(lambda: len(subject.taken) == 3)

    assert events == subject.taken


def test_a_call_from_another_thread_is_made_in_the_thread_of_the_reactor(subject: Subject) -> None:
    made_in: list[threading.Thread] = []
    other = threading.Thread(
        target=lambda: subject.reactor.call_soon(lambda: made_in.append(threading.current_thread()))
    )
    other.start()
    subject.run_until(lambda: made_in)
    other.join()

    assert [threading.current_thread()] == made_in


def test_calls_that_were_put_off_come_by_their_time_and_those_given_up_never(subject: Subject) -> None:
    made: list[str] = []
    subject.reactor.later(SOON * 3, lambda: made.append("late"))
    given_up = subject.reactor.later(SOON * 2, lambda: made.append("given up"))
    soon = subject.reactor.later(SOON, lambda: made.append("soon"))
    given_up.cancel()
    subject.run_until(lambda: "late" in made)
    soon.cancel()

    assert ["soon", "late"] == made


def test_a_descriptor_is_served_by_whom_was_named_last_until_it_is_given_up(
    subject: Subject, pipe: tuple[int, int]
) -> None:
    reading, writing = pipe
    heard: list[str] = []

    def hear(who: str) -> None:
        os.read(reading, 1)
        heard.append(who)

    subject.reactor.watch(reading, lambda: hear("first"))
    os.write(writing, b".")
    subject.run_until(lambda: heard)
    subject.reactor.watch(reading, lambda: hear("second"))
    os.write(writing, b".")
    subject.run_until(lambda: len(heard) == 2)
    subject.reactor.unwatch(reading)
    subject.reactor.unwatch(reading)
    os.write(writing, b".")
    passed: list[bool] = []
    subject.reactor.later(SOON, lambda: passed.append(True))
    subject.run_until(lambda: passed)

    assert ["first", "second"] == heard


def test_whoever_wants_to_write_is_told_that_it_can(subject: Subject, pipe: tuple[int, int]) -> None:
    told: list[bool] = []

    def writable() -> None:
        told.append(True)
        subject.reactor.unwatch(pipe[1])

    subject.reactor.watch(pipe[1], lambda: None, writable)
    subject.run_until(lambda: told)

    assert [True] == told
