"""Do the parts of a Linux desktop go and come with its buses, and is nobody held up by one that does not answer?"""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from tests.desktop.linux.private_bus import PrivateBus
from tests.desktop.reactor import HandTurnedReactor
from tray.core.events import AttentionChanged
from tray.desktop.linux.desktop import LinuxDesktop
from tray.settings.catalogue import Attention, Settings

pytestmark = pytest.mark.desktop

Make = Callable[[], LinuxDesktop]
A_WHILE = timedelta(milliseconds=60)


@pytest.fixture
def make(reactor: HandTurnedReactor, private_bus: PrivateBus) -> Iterator[Make]:
    made: list[LinuxDesktop] = []

    def make() -> LinuxDesktop:
        made.append(
            LinuxDesktop(
                reactor,
                settings=Settings(),
                wants_tray=True,
                senses=True,
                saving=lambda: None,
                environment=dict(private_bus.environment),
            )
        )
        return made[-1]

    yield make
    for desktop in made:
        desktop.close()


def wait_for(reactor: HandTurnedReactor, condition: Callable[[], object]) -> None:
    """With minutes passing in no time."""

    def holds() -> bool:
        reactor.advance(timedelta(seconds=1))
        return bool(condition())

    reactor.run_until(holds, poll=A_WHILE)


def test_a_bus_that_dies_is_told_and_everything_comes_back_with_the_next(
    reactor: HandTurnedReactor, private_bus: PrivateBus, make: Make
) -> None:
    desktop = make()
    assert {} == desktop.problems
    assert "notifications" == desktop.sources()["notifications"]

    private_bus.kill()
    reactor.run_until(lambda: "session bus" in desktop.problems)
    assert "none" == desktop.sources()["notifications"]
    reactor.advance(timedelta(seconds=10))
    reactor.run_for(A_WHILE)
    assert "none" == desktop.sources()["notifications"]

    private_bus.restart()
    wait_for(reactor, lambda: not desktop.problems)
    assert "notifications" == desktop.sources()["notifications"]


def test_a_bus_that_does_not_answer_holds_nobody_up_and_is_used_when_it_does(
    reactor: HandTurnedReactor, private_bus: PrivateBus, make: Make
) -> None:
    private_bus.freeze()
    began = time.monotonic()
    desktop = make()
    assert time.monotonic() - began < 1

    reactor.advance(timedelta(seconds=2))
    reactor.run_until(lambda: {"session bus", "system bus"} <= desktop.problems.keys())
    for _ in range(5):
        reactor.advance(timedelta(seconds=30))
        reactor.run_for(A_WHILE)
    assert "none" == desktop.sources()["notifications"]

    private_bus.thaw()
    wait_for(reactor, lambda: not desktop.problems)
    assert "notifications" == desktop.sources()["notifications"]


def test_a_setting_of_what_counts_acts_at_once(reactor: HandTurnedReactor, make: Make) -> None:
    desktop = make()
    reactor.posted.clear()
    reactor.run_for(A_WHILE)
    nothing = Attention(
        do_not_disturb=False, fullscreen=False, microphone=False, camera=False, presentation=False, film=False
    )

    desktop.apply(Settings(attention=nothing))
    reactor.run_for(A_WHILE)

    assert "none" == desktop.sources()["attention"]
    assert [] == [event for event in reactor.posted if isinstance(event, AttentionChanged) and event.reasons]
