"""A person is told, where it can be told, that notices do not get to the screen."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.desktop.linux.notify.test_notifier import SUGGESTION, Story
from tests.desktop.linux.private_bus import PrivateBus
from tests.desktop.reactor import HandTurnedReactor
from tray.desktop.linux.dbus.connection import Bus

pytestmark = pytest.mark.desktop


@pytest.fixture
def story(connect: Callable[[], Bus], reactor: HandTurnedReactor) -> Story:
    return Story(connect, reactor)


def test_a_server_that_does_not_answer_is_told_of_until_it_does(
    story: Story, private_bus: PrivateBus, reactor: HandTurnedReactor
) -> None:
    server = story.server_comes()
    reactor.run_until(story.notifier.abilities)
    private_bus.freeze()
    story.shows(SUGGESTION)
    story.settle()
    assert story.troubles == []

    reactor.advance(timedelta(seconds=11))
    reactor.run_until(lambda: story.troubles)
    assert "isn't responding" in str(story.troubles[-1])
    for _ in range(9):
        reactor.advance(timedelta(hours=1))
        story.settle()
    private_bus.thaw()
    reactor.run_until(lambda: story.troubles[-1] is None)
    story.settle()

    assert len(server.told) == 1, "what hung is not asked a second time"


def test_a_server_that_refuses_is_told_of_until_it_does_not(story: Story, reactor: HandTurnedReactor) -> None:
    story.server_comes(refuses=1)
    story.shows(SUGGESTION)

    reactor.run_until(lambda: story.troubles)
    assert "refuses" in str(story.troubles[0])
    reactor.advance(timedelta(seconds=3))
    story.until_told()

    assert story.troubles[1:] == [None]


def test_a_server_that_dies_is_no_trouble_any_more(story: Story, reactor: HandTurnedReactor) -> None:
    story.server_comes(refuses=1000)
    story.shows(SUGGESTION)
    reactor.run_until(lambda: story.troubles)

    story.server.leave()
    reactor.run_until(lambda: story.troubles[-1] is None)


def test_a_bus_that_dies_leaves_nothing_to_be_tried(
    story: Story, private_bus: PrivateBus, reactor: HandTurnedReactor
) -> None:
    story.server_comes()
    reactor.run_until(story.notifier.abilities)
    private_bus.freeze()
    story.shows(SUGGESTION)
    private_bus.kill()
    story.settle()
    for _ in range(3):
        reactor.advance(timedelta(minutes=10))
        story.settle()

    assert reactor.waiting == 0
