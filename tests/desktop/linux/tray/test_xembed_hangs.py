"""An X server that hangs neither holds up the program nor takes its icon away for good."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.desktop.faces import face
from tests.desktop.linux.tray.conftest import Screen
from tray.core.messages.commands import Skip
from tray.desktop.linux.tray.status_notifier_or_xembed import LinuxTray
from tray.desktop.linux.tray.xembed_server import PATIENCE_SECONDS
from tray.view.tray.face import Row

pytestmark = pytest.mark.desktop

SOON = timedelta(seconds=PATIENCE_SECONDS / 2)
"""Much longer than what waits for nobody takes, and shorter than any wait."""


def duration(what: Callable[[], None]) -> timedelta:
    began = time.monotonic()
    what()
    return timedelta(seconds=time.monotonic() - began)


def many_rows(word: str) -> tuple[Row, ...]:
    """A menu whose picture is larger than what a socket takes at once."""
    return tuple(Row(f"row-{number}", f"{word} {'wide ' * 20}", Skip()) for number in range(40))


def docked(screen: Screen) -> LinuxTray:
    screen.systray_comes()
    tray = screen.tray()
    tray.show(face())
    screen.until(tray.hosted)
    screen.settle()
    return tray


def is_back(screen: Screen, tray: LinuxTray) -> None:
    """There is one icon, and it can be clicked."""
    screen.until(lambda: tray.hosted() and len(screen.systray.here) == 1)
    asked = len(screen.reactor.posted)
    screen.systray.click(1)
    screen.until(lambda: len(screen.reactor.posted) == asked + 1)


def test_new_colours_and_words_do_not_wait_for_it(screen: Screen) -> None:
    tray = docked(screen)
    screen.server.freeze()

    def change() -> None:
        for step in range(60):
            tray.show(replace(face(step), tooltip=f"Pressure {step} %"))

    assert duration(change) < SOON
    screen.server.thaw()
    screen.until(lambda: bytes((0, 0, 59)) == screen.systray.pixels()[-4:-1])
    assert 1 == len(screen.systray.docked)
    is_back(screen, tray)


def test_a_large_picture_does_not_wait_for_it(screen: Screen) -> None:
    tray = docked(screen)
    before = screen.systray.windows
    tray.show(replace(face(), menu=many_rows("ab")))
    screen.systray.click(3)
    screen.until(lambda: screen.systray.windows > before)
    screen.settle()
    screen.server.freeze()

    assert duration(lambda: tray.show(replace(face(), menu=many_rows("ba")))) < SOON
    screen.server.thaw()


def test_a_question_it_does_not_answer_is_waited_for_once_and_not_for_long(screen: Screen) -> None:
    tray = docked(screen)
    screen.systray.click(3)  # the menu needs to know the screen
    screen.server.freeze()

    took = duration(lambda: screen.reactor.run_until(lambda: tray.name == "none"))
    assert took < 2 * timedelta(seconds=PATIENCE_SECONDS)
    assert "isn't responding" in str(tray.problem)
    for _ in range(3):
        assert duration(lambda: tray.show(face(1))) < SOON
        screen.reactor.advance(timedelta(minutes=1))
        assert duration(lambda: screen.reactor.run_for(timedelta(milliseconds=20))) < SOON

    screen.server.thaw()
    is_back(screen, tray)


def test_what_it_does_not_read_is_not_kept_for_it(screen: Screen) -> None:
    tray = docked(screen)
    screen.server.freeze()
    for step in range(200):
        tray.show(face(step))
    screen.settle()
    assert tray.hosted()

    screen.reactor.advance(timedelta(seconds=PATIENCE_SECONDS))
    screen.until(lambda: tray.name == "none")
    screen.server.thaw()
    is_back(screen, tray)


def test_a_program_that_starts_while_it_hangs_gets_its_icon_later(screen: Screen) -> None:
    screen.systray_comes()
    screen.server.freeze()
    trays: list[LinuxTray] = []

    assert duration(lambda: trays.append(screen.tray())) < SOON
    assert duration(lambda: trays[0].show(face())) < SOON
    screen.settle()
    screen.server.thaw()
    is_back(screen, trays[0])


def test_an_x_server_that_went_away_gets_the_icon_when_it_is_back(screen: Screen) -> None:
    tray = docked(screen)
    screen.leaves(screen.systray)
    screen.server.restart()
    screen.reactor.run_until(lambda: tray.name == "none")

    screen.systray_comes()
    is_back(screen, tray)
